# title: What holds of a property holds of the properties of other vocabularies above it
# rule: prp-spo1 with scm-spo (OWL 2 RL), for properties that the ontology only refers to
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?subject ?above ?object } }
WHERE {
  {
    SELECT DISTINCT ?property ?above WHERE {
      GRAPH graph:ontology { ?property rdfs:subPropertyOf+ ?above }
      FILTER(?property != ?above && isIRI(?above))
    }
  }
  GRAPH ?somewhere { ?subject ?property ?object }
  FILTER(?somewhere != graph:ontology)
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?subject ?above ?object } }
}
