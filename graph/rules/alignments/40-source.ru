# title: Evidence of what an article reports lies in that article
# rule: prp-spo2 (OWL 2 RL), for a term of the Web Annotation vocabulary that sayso leaves out to save space
PREFIX say: <https://w3id.org/sayso/ont#>
PREFIX oa: <http://www.w3.org/ns/oa#>

INSERT { GRAPH graph:inferred { ?passage oa:hasSource ?article } }
WHERE {
  GRAPH ?somewhere { ?finding say:evidence ?passage . ?finding say:reportedIn ?article }
  FILTER NOT EXISTS { GRAPH ?elsewhere { ?passage oa:hasSource ?article } }
}
