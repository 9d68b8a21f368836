# title: What holds of a property holds of the properties above it
# rule: prp-spo1 with scm-spo (OWL 2 RL), for the properties of the sayso ontology

INSERT { GRAPH graph:inferred { ?subject ?above ?object } }
WHERE {
  GRAPH ?somewhere { ?subject ?property ?object }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?subject ?above ?object } }
}
