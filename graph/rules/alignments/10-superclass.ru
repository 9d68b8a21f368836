# title: What is of a class is of the classes of other vocabularies above it
# rule: cax-sco with scm-sco (OWL 2 RL), for classes that the ontology only refers to
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?thing a ?above } }
WHERE {
  {
    SELECT DISTINCT ?class ?above WHERE {
      GRAPH graph:ontology { ?class rdfs:subClassOf+ ?above }
      FILTER(?class != ?above && isIRI(?above))
    }
  }
  GRAPH ?somewhere { ?thing a ?class }
  FILTER(?somewhere != graph:ontology)
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?thing a ?above } }
}
