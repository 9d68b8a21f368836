# title: What is of a class is of the classes above it
# rule: cax-sco with scm-sco (OWL 2 RL), for the classes of the sayso ontology

INSERT { GRAPH graph:inferred { ?thing a ?above } }
WHERE {
  GRAPH ?somewhere { ?thing a ?class }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?thing a ?above } }
}
