# title: What is said of something is said of what is the same
# rule: eq-rep-s, eq-rep-o (OWL 2 RL), but not of a node that a merge has replaced: it would show twice
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?subject ?property ?object } }
WHERE {
  {
    SELECT DISTINCT ?subject ?property ?object WHERE {
      {
        GRAPH ?here { ?subject owl:sameAs ?other }
        GRAPH ?there { ?other ?property ?object }
      }
      UNION
      {
        GRAPH ?here { ?object owl:sameAs ?other }
        GRAPH ?there { ?subject ?property ?other }
      }
      FILTER(?property != owl:sameAs)
    }
  }
  FILTER NOT EXISTS { GRAPH graph:curation { ?subject dcterms:isReplacedBy ?new } }
  FILTER NOT EXISTS { GRAPH graph:curation { ?object dcterms:isReplacedBy ?newer } }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?subject ?property ?object } }
}
