# title: What holds of a property holds of the properties above it
# rule: prp-spo1 with scm-spo (OWL 2 RL), for the properties of the sayso ontology
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?subject ?above ?object } }
WHERE {
  {
    SELECT DISTINCT ?property ?above WHERE {
      GRAPH graph:ontology {
        ?property rdfs:subPropertyOf+ ?above .
        ?above a ?kind .
        VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty }
      }
      FILTER(?property != ?above)
    }
  }
  GRAPH ?somewhere { ?subject ?property ?object }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?subject ?above ?object } }
}
