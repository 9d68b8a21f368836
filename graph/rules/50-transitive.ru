# title: What is part of a part is part of the whole
# rule: prp-trp (OWL 2 RL)
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { GRAPH graph:inferred { ?first ?property ?third } }
WHERE {
  GRAPH graph:ontology { ?property a owl:TransitiveProperty }
  GRAPH ?here { ?first ?property ?second }
  GRAPH ?there { ?second ?property ?third }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?first ?property ?third } }
}
