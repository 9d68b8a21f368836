# title: What holds one way holds the other way too
# rule: prp-symp (OWL 2 RL)
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?object ?property ?subject } }
WHERE {
  GRAPH graph:ontology { ?property a owl:SymmetricProperty }
  GRAPH ?somewhere { ?subject ?property ?object }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?object ?property ?subject } }
}
