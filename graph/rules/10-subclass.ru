# title: What is of a class is of the classes above it
# rule: cax-sco with scm-sco (OWL 2 RL), for the classes of the sayso ontology
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?thing a ?above } }
WHERE {
  {
    SELECT DISTINCT ?class ?above WHERE {
      GRAPH graph:ontology { ?class rdfs:subClassOf+ ?above . ?above a owl:Class }
      FILTER(?class != ?above)
    }
  }
  GRAPH ?somewhere { ?thing a ?class }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?thing a ?above } }
}
