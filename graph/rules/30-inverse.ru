# title: What one property says, its inverse says the other way round
# rule: prp-inv1, prp-inv2 (OWL 2 RL), for the properties of the sayso ontology

INSERT { GRAPH graph:inferred { ?object ?back ?subject } }
WHERE {
  GRAPH ?somewhere { ?subject ?forth ?object }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?object ?back ?subject } }
}
