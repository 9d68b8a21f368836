# title: What one property says, its inverse in another vocabulary says the other way round
# rule: prp-inv1, prp-inv2 (OWL 2 RL), for properties that the ontology only refers to

INSERT { GRAPH graph:inferred { ?object ?back ?subject } }
WHERE {
  GRAPH ?somewhere { ?subject ?forth ?object }
  FILTER(isIRI(?object))
  FILTER(?somewhere != graph:ontology)
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?object ?back ?subject } }
}
