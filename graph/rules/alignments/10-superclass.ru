# title: What is of a class is of the classes of other vocabularies above it
# rule: cax-sco with scm-sco (OWL 2 RL), for classes that the ontology only refers to

INSERT { GRAPH graph:inferred { ?thing a ?above } }
WHERE {
  GRAPH ?somewhere { ?thing a ?class }
  FILTER(?somewhere != graph:ontology)
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?thing a ?above } }
}
