# title: What one property says, its inverse in another vocabulary says the other way round
# rule: prp-inv1, prp-inv2 (OWL 2 RL), for properties that the ontology only refers to
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?object ?back ?subject } }
WHERE {
  {
    SELECT DISTINCT ?forth ?back WHERE {
      GRAPH graph:ontology {
        { ?forth owl:inverseOf ?back } UNION { ?back owl:inverseOf ?forth }
        FILTER(isIRI(?forth) && isIRI(?back))
      }
    }
  }
  GRAPH ?somewhere { ?subject ?forth ?object }
  FILTER(isIRI(?object))
  FILTER(?somewhere != graph:ontology)
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?object ?back ?subject } }
}
