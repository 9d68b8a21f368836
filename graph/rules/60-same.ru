# title: What is the same as something is so both ways and in chains
# rule: eq-sym, eq-trans (OWL 2 RL); nothing is said to be the same as itself
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?one owl:sameAs ?other } }
WHERE {
  {
    SELECT DISTINCT ?one ?other WHERE {
      { GRAPH ?here { ?other owl:sameAs ?one } }
      UNION
      { GRAPH ?here { ?one owl:sameAs ?middle } GRAPH ?there { ?middle owl:sameAs ?other } }
    }
  }
  FILTER(?one != ?other)
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?one owl:sameAs ?other } }
}
