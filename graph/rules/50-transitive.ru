# title: What is part of a part is part of the whole
# rule: prp-trp (OWL 2 RL), for the properties of the sayso ontology
# What many articles say is taken once on both sides: else each of them would be joined with each.

INSERT { GRAPH graph:inferred { ?first ?property ?third } }
WHERE {
  { SELECT DISTINCT ?first ?second WHERE {
      GRAPH ?here { ?first ?property ?second }
    }
  }
  { SELECT DISTINCT ?second ?third WHERE {
      GRAPH ?there { ?second ?property ?third }
    }
  }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?first ?property ?third } }
}
