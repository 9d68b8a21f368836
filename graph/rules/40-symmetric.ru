# title: What holds one way holds the other way too
# rule: prp-symp (OWL 2 RL), for the properties of the sayso ontology

INSERT { GRAPH graph:inferred { ?object ?property ?subject } }
WHERE {
  GRAPH ?somewhere { ?subject ?property ?object }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?object ?property ?subject } }
}
