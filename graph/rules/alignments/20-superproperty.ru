# title: What holds of a property holds of the properties of other vocabularies above it
# rule: prp-spo1 with scm-spo (OWL 2 RL), for properties that the ontology only refers to

INSERT { GRAPH graph:inferred { ?subject ?above ?object } }
WHERE {
  GRAPH ?somewhere { ?subject ?property ?object }
  FILTER(?somewhere != graph:ontology)
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?subject ?above ?object } }
}
