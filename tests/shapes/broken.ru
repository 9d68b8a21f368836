# How to break each shape, and only it: each update is run on valid.ttl, by itself.
# `# breaks: SHAPE CONSTRAINT` stands before each. The base and the prefixes are those of valid.ttl.

# breaks: reported-in minCount
DELETE WHERE { <statement/dock/4-accuse> say:reportedIn ?any }

# breaks: reported-in maxCount
INSERT DATA { <event/dock/31-other> say:reportedIn <article/other> . <article/other> a say:Article ; dcterms:identifier "other" ; say:published "2025"^^xsd:gYear ; say:textDigest "sha256:00" }

# breaks: reported-in class
DELETE WHERE { <figure/dock/60> say:reportedIn ?any } ;
INSERT DATA { <figure/dock/60> say:reportedIn <article/unknown> }

# breaks: evidence minCount
DELETE WHERE { <statement/dock/4-accuse> say:evidence ?any }

# breaks: evidence class
DELETE WHERE { <figure/dock/60> say:evidence ?any } ;
INSERT DATA { <figure/dock/60> say:evidence <article/dock> }

# breaks: finding-label minCount
DELETE WHERE { <event/dock/31-other> rdfs:label ?any }

# breaks: confidence minCount
DELETE WHERE { <figure/dock/60> say:confidence ?any }

# breaks: confidence maxCount
INSERT DATA { <statement/dock/4-accuse> say:confidence 0.7 }

# breaks: confidence datatype
DELETE WHERE { <event/dock/31-other> say:confidence ?any } ;
INSERT DATA { <event/dock/31-other> say:confidence 0.5e0 }

# breaks: confidence minInclusive
DELETE WHERE { <event/dock/31-other> say:confidence ?any } ;
INSERT DATA { <event/dock/31-other> say:confidence "-0.5"^^xsd:decimal }

# breaks: confidence maxInclusive
DELETE WHERE { <event/dock/31-other> say:confidence ?any } ;
INSERT DATA { <event/dock/31-other> say:confidence 1.5 }

# breaks: rule maxCount
INSERT DATA { <statement/dock/4-accuse> say:rule "S4" }

# breaks: earliest maxCount
INSERT DATA { <event/dock/31-other> say:earliest "2025-05-02"^^xsd:date }

# breaks: earliest datatype
DELETE WHERE { <statement/dock/4-accuse> say:earliest ?any } ;
DELETE WHERE { <statement/dock/4-accuse> say:latest ?last } ;
INSERT DATA { <statement/dock/4-accuse> say:earliest "2025"^^xsd:gYear }

# breaks: earliest lessThanOrEquals
DELETE WHERE { <event/dock/31-other> say:earliest ?any } ;
INSERT DATA { <event/dock/31-other> say:earliest "2025-06-01"^^xsd:date }

# breaks: latest maxCount
INSERT DATA { <event/dock/31-other> say:latest "2025-06-01"^^xsd:date }

# breaks: latest datatype
DELETE WHERE { <statement/dock/4-accuse> say:latest ?any } ;
DELETE WHERE { <statement/dock/4-accuse> say:earliest ?first } ;
INSERT DATA { <statement/dock/4-accuse> say:latest "2025"^^xsd:gYear }

# breaks: article-identifier minCount
DELETE WHERE { <article/dock> dcterms:identifier ?any }

# breaks: article-identifier maxCount
INSERT DATA { <article/dock> dcterms:identifier "dock-2" }

# breaks: article-title maxCount
INSERT DATA { <article/dock> dcterms:title "Second headline" }

# breaks: article-url maxCount
INSERT DATA { <article/dock> schema:url <https://post.example/dock-2> }

# breaks: article-url nodeKind
DELETE WHERE { <article/dock> schema:url ?any } ;
INSERT DATA { <article/dock> schema:url "post.example/dock" }

# breaks: article-published maxCount
INSERT DATA { <article/dock> say:published "2025-06-03"^^xsd:date }

# breaks: article-published or
DELETE WHERE { <article/dock> say:published ?any } ;
INSERT DATA { <article/dock> say:published "June" }

# breaks: article-undated minCount
DELETE WHERE { <article/dock> say:published ?any }

# breaks: article-publisher maxCount
INSERT DATA { <article/dock> say:publisherName "Other Post" }

# breaks: article-creator nodeKind
DELETE WHERE { <article/dock> dc:creator ?any } ;
INSERT DATA { <article/dock> dc:creator <actor/person-mara-vint> }

# breaks: article-language maxCount
INSERT DATA { <article/dock> dc:language "no" }

# breaks: article-digest minCount
DELETE WHERE { <article/dock> say:textDigest ?any }

# breaks: article-digest maxCount
INSERT DATA { <article/dock> say:textDigest "sha256:ff" }

# breaks: article-digest pattern
DELETE WHERE { <article/dock> say:textDigest ?any } ;
INSERT DATA { <article/dock> say:textDigest "none" }

# breaks: article-copy-of maxCount
INSERT DATA { <article/dock> say:copyOf <article/third> }

# breaks: article-copy-of nodeKind
DELETE WHERE { <article/dock> say:copyOf ?any } ;
INSERT DATA { <article/dock> say:copyOf "elsewhere" }

# breaks: passage-start minCount
DELETE WHERE { <passage/dock/31-41> say:start ?any }

# breaks: passage-start maxCount
INSERT DATA { <passage/dock/31-41> say:start "30"^^xsd:integer }

# breaks: passage-start datatype
DELETE WHERE { <passage/dock/31-41> say:start ?any } ;
INSERT DATA { <passage/dock/31-41> say:start 31.0 }

# breaks: passage-start minInclusive
DELETE WHERE { <passage/dock/31-41> say:start ?any } ;
INSERT DATA { <passage/dock/31-41> say:start -1 }

# breaks: passage-start lessThan
DELETE WHERE { <passage/dock/31-41> say:start ?any } ;
INSERT DATA { <passage/dock/31-41> say:start "41"^^xsd:integer }

# breaks: passage-end minCount
DELETE WHERE { <passage/dock/31-41> say:end ?any }

# breaks: passage-end maxCount
INSERT DATA { <passage/dock/31-41> say:end "42"^^xsd:integer }

# breaks: passage-end datatype
DELETE WHERE { <passage/dock/31-41> say:end ?any } ;
INSERT DATA { <passage/dock/31-41> say:end 41.0 }

# breaks: passage-quote minCount
DELETE WHERE { <passage/dock/31-41> say:quote ?any }

# breaks: passage-quote maxCount
INSERT DATA { <passage/dock/31-41> say:quote "theft"@en }

# breaks: passage-quote nodeKind
DELETE WHERE { <passage/dock/31-41> say:quote ?any } ;
INSERT DATA { <passage/dock/31-41> say:quote <quote> }

# breaks: passage-quote minLength
DELETE WHERE { <passage/dock/31-41> say:quote ?any } ;
INSERT DATA { <passage/dock/31-41> say:quote ""@en }

# breaks: passage-sentence maxCount
INSERT DATA { <passage/dock/0-112> say:sentenceIndex "1"^^xsd:integer }

# breaks: passage-sentence datatype
DELETE WHERE { <passage/dock/0-112> say:sentenceIndex ?any } ;
INSERT DATA { <passage/dock/0-112> say:sentenceIndex 0.0 }

# breaks: passage-sentence minInclusive
DELETE WHERE { <passage/dock/0-112> say:sentenceIndex ?any } ;
INSERT DATA { <passage/dock/0-112> say:sentenceIndex -1 }

# breaks: Actor not
INSERT DATA { <actor/dock/source> a say:Place ; say:placeClass plc:Other }

# breaks: actor-class qualifiedMinCount
DELETE DATA { <actor/dock/source> a say:AnonymousSource }

# breaks: actor-class qualifiedMaxCount
INSERT DATA { <actor/dock/source> a say:Person }

# breaks: actor-label minCount
DELETE WHERE { <actor/dock/source> rdfs:label ?any }

# breaks: actor-role nodeKind
DELETE WHERE { <actor/person-mara-vint> say:role ?any } ;
INSERT DATA { <actor/person-mara-vint> say:role <role> }

# breaks: actor-member-of class
DELETE WHERE { <actor/organization-port> say:memberOf ?any } ;
INSERT DATA { <actor/organization-port> say:memberOf <place/p-1> }

# breaks: actor-alias nodeKind
DELETE WHERE { <actor/organization-union> say:alias ?any } ;
INSERT DATA { <actor/organization-union> say:alias <alias> }

# breaks: actor-alias minLength
DELETE WHERE { <actor/organization-union> say:alias ?any } ;
INSERT DATA { <actor/organization-union> say:alias ""@en }

# breaks: actor-key maxCount
INSERT DATA { <actor/organization-port> say:authorityKey "port-2" }

# breaks: actor-acts-for nodeKind
DELETE WHERE { <actor/norland> say:actsForPlace ?any } ;
INSERT DATA { <actor/norland> say:actsForPlace "Norland" }

# breaks: mentioned-in class
DELETE WHERE { <actor/organization-union> say:mentionedIn ?any } ;
INSERT DATA { <actor/organization-union> say:mentionedIn <article/unknown> }

# breaks: place-label minCount
DELETE WHERE { <place/p-2> rdfs:label ?any }

# breaks: place-class minCount
DELETE WHERE { <place/p-2> say:placeClass ?any }

# breaks: place-class maxCount
INSERT DATA { <place/p-2> say:placeClass plc:Region }

# breaks: place-class in
DELETE WHERE { <place/p-2> say:placeClass ?any } ;
INSERT DATA { <place/p-2> say:placeClass plc:Moon }

# breaks: place-part-of class
DELETE WHERE { <place/p-2> say:partOf ?any } ;
INSERT DATA { <place/p-2> say:partOf <actor/norland> }

# breaks: place-latitude maxCount
INSERT DATA { <place/p-2> say:latitude 1.0 }

# breaks: place-latitude datatype
DELETE WHERE { <place/p-2> say:latitude ?any } ;
INSERT DATA { <place/p-2> say:latitude 1.0e0 }

# breaks: place-latitude minInclusive
DELETE WHERE { <place/p-2> say:latitude ?any } ;
INSERT DATA { <place/p-2> say:latitude "-91.0"^^xsd:decimal }

# breaks: place-latitude maxInclusive
DELETE WHERE { <place/p-2> say:latitude ?any } ;
INSERT DATA { <place/p-2> say:latitude 91.0 }

# breaks: place-longitude maxCount
INSERT DATA { <place/p-2> say:longitude 1.0 }

# breaks: place-longitude datatype
DELETE WHERE { <place/p-2> say:longitude ?any } ;
INSERT DATA { <place/p-2> say:longitude 1.0e0 }

# breaks: place-longitude minInclusive
DELETE WHERE { <place/p-2> say:longitude ?any } ;
INSERT DATA { <place/p-2> say:longitude "-181.0"^^xsd:decimal }

# breaks: place-longitude maxInclusive
DELETE WHERE { <place/p-2> say:longitude ?any } ;
INSERT DATA { <place/p-2> say:longitude 181.0 }

# breaks: place-alias nodeKind
DELETE WHERE { <place/p-2> say:alias ?any } ;
INSERT DATA { <place/p-2> say:alias <alias> }

# breaks: place-alias minLength
DELETE WHERE { <place/p-2> say:alias ?any } ;
INSERT DATA { <place/p-2> say:alias ""@en }

# breaks: place-key maxCount
INSERT DATA { <place/p-2> say:authorityKey "p-3" }

# breaks: has-name or
DELETE WHERE { <place/p-2> say:hasName ?any } ;
INSERT DATA { <place/p-2> say:hasName <place/p-1> }

# breaks: name-form minCount
DELETE WHERE { <place/p-2/name-1> skosxl:literalForm ?any }

# breaks: name-form maxCount
INSERT DATA { <place/p-2/name-1> skosxl:literalForm "Hale"@no }

# breaks: name-language datatype
DELETE WHERE { <place/p-2/name-1> skosxl:literalForm ?any } ;
INSERT DATA { <place/p-2/name-1> skosxl:literalForm "Hale" }

# breaks: name-used-by class
DELETE WHERE { <place/p-2/name-1> say:usedBy ?any } ;
INSERT DATA { <place/p-2/name-1> say:usedBy <place/p-1> }

# breaks: name-evidence minCount
DELETE WHERE { <place/p-2/name/6c1f20aa> say:evidence ?any }

# breaks: name-evidence class
DELETE WHERE { <place/p-2/name/6c1f20aa> say:evidence ?any } ;
INSERT DATA { <place/p-2/name/6c1f20aa> say:evidence <article/dock> }

# breaks: passage-source maxCount
INSERT DATA { <passage/dock/31-41> oa:hasSource <article/pier> . <article/pier> a say:Article ; dcterms:identifier "pier" ; say:textDigest "sha256:cd34" ; dc:language "en" ; say:published "2025"^^xsd:gYear }

# breaks: passage-source class
DELETE WHERE { <passage/dock/31-41> oa:hasSource ?any } ;
INSERT DATA { <passage/dock/31-41> oa:hasSource <place/p-1> }

# breaks: statement-illocution minCount
DELETE WHERE { <statement/dock/4-accuse> say:illocution ?any }

# breaks: statement-illocution maxCount
INSERT DATA { <statement/dock/4-accuse> say:illocution ill:assert }

# breaks: statement-illocution in
DELETE WHERE { <statement/dock/4-accuse> say:illocution ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:illocution ill:gossip }

# breaks: statement-speaker class
DELETE WHERE { <statement/dock/4-accuse> say:speaker ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:speaker <place/p-2> }

# breaks: statement-target class
DELETE WHERE { <statement/dock/4-accuse> say:target ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:target <place/p-2> }

# breaks: statement-addressee class
DELETE WHERE { <statement/dock/4-accuse> say:addressee ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:addressee <place/p-2> }

# breaks: statement-relay class
DELETE WHERE { <statement/dock/4-accuse> say:relayedBy ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:relayedBy <place/p-2> }

# breaks: statement-content maxCount
INSERT DATA { <statement/dock/4-accuse> say:content "theft"@en }

# breaks: statement-content nodeKind
DELETE WHERE { <statement/dock/4-accuse> say:content ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:content <words> }

# breaks: statement-content minLength
DELETE WHERE { <statement/dock/4-accuse> say:content ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:content ""@en }

# breaks: statement-speaker-words maxCount
INSERT DATA { <statement/dock/4-accuse> say:speakerWords "it"@en }

# breaks: statement-cue-words maxCount
INSERT DATA { <statement/dock/4-accuse> say:cueWords "denied"@en }

# breaks: statement-quote-mode maxCount
INSERT DATA { <statement/dock/4-accuse> say:quoteMode mode:indirect }

# breaks: statement-quote-mode in
DELETE WHERE { <statement/dock/4-accuse> say:quoteMode ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:quoteMode mode:sung }

# breaks: statement-negated in
DELETE WHERE { <statement/dock/50-deny> say:negated ?any } ;
INSERT DATA { <statement/dock/50-deny> say:negated false }

# breaks: statement-hedged in
DELETE WHERE { <statement/dock/4-accuse> say:hedged ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:hedged false }

# breaks: statement-attitude in
DELETE WHERE { <statement/dock/50-deny> say:attitude ?any } ;
INSERT DATA { <statement/dock/50-deny> say:attitude false }

# breaks: statement-said-on maxCount
INSERT DATA { <statement/dock/4-accuse> say:saidOn "2025-06-03"^^xsd:date }

# breaks: statement-said-on or
DELETE WHERE { <statement/dock/4-accuse> say:saidOn ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:saidOn "Monday" }

# breaks: statement-within class
DELETE WHERE { <statement/dock/50-deny> say:within ?any } ;
INSERT DATA { <statement/dock/50-deny> say:within <article/dock> }

# breaks: statement-responds-to nodeKind
DELETE WHERE { <statement/dock/50-deny> say:respondsTo ?any } ;
INSERT DATA { <statement/dock/50-deny> say:respondsTo "wage theft" }

# breaks: statement-alleges class
DELETE WHERE { <statement/dock/4-accuse> say:alleges ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:alleges <figure/dock/60> . <figure/dock/60> say:accordingTo <statement/dock/4-accuse> }

# breaks: statement-content-span datatype
DELETE WHERE { <statement/dock/4-accuse> say:contentSpan ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:contentSpan "31-41"@en }

# breaks: statement-content-span pattern
DELETE WHERE { <statement/dock/4-accuse> say:contentSpan ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:contentSpan "31" }

# breaks: accusation-target or
DELETE WHERE { <statement/dock/4-accuse> say:target ?any }

# breaks: denial-answers or
DELETE WHERE { <statement/dock/50-deny> say:respondsTo ?any }

# breaks: direct-quotation or
DELETE WHERE { <statement/dock/4-accuse> say:contentSpan ?any }

# breaks: event-type minCount
DELETE WHERE { <event/dock/31-other> say:eventType ?any }

# breaks: event-type maxCount
INSERT DATA { <event/dock/31-other> say:eventType evt:attack }

# breaks: event-type in
DELETE WHERE { <event/dock/31-other> say:eventType ?any } ;
INSERT DATA { <event/dock/31-other> say:eventType evt:picnic }

# breaks: event-trigger minCount
DELETE WHERE { <event/dock/31-other> say:triggerWords ?any }

# breaks: event-trigger maxCount
INSERT DATA { <event/dock/31-other> say:triggerWords "theft"@en }

# breaks: event-agent class
DELETE WHERE { <event/dock/31-other> say:agent ?any } ;
INSERT DATA { <event/dock/31-other> say:agent <place/p-2> }

# breaks: event-patient class
DELETE WHERE { <event/dock/31-other> say:patient ?any } ;
INSERT DATA { <event/dock/31-other> say:patient <place/p-2> }

# breaks: event-place class
DELETE WHERE { <event/dock/31-other> say:place ?any } ;
INSERT DATA { <event/dock/31-other> say:place <actor/norland> }

# breaks: event-origin class
DELETE WHERE { <event/dock/31-other> say:origin ?any } ;
INSERT DATA { <event/dock/31-other> say:origin <actor/norland> }

# breaks: event-destination class
DELETE WHERE { <event/dock/31-other> say:destination ?any } ;
INSERT DATA { <event/dock/31-other> say:destination <actor/norland> }

# breaks: event-precision maxCount
INSERT DATA { <event/dock/31-other> say:datePrecision "day" }

# breaks: event-precision in
DELETE WHERE { <event/dock/31-other> say:datePrecision ?any } ;
INSERT DATA { <event/dock/31-other> say:datePrecision "fortnight" }

# breaks: event-according-to maxCount
INSERT DATA { <event/dock/31-other> say:accordingTo <statement/dock/50-deny> }

# breaks: event-according-to class
DELETE WHERE { <event/dock/31-other> say:accordingTo ?any } ;
INSERT DATA { <event/dock/31-other> say:accordingTo <article/dock> }

# breaks: event-factuality minCount
DELETE WHERE { <event/dock/31-other> say:factuality ?any }

# breaks: event-factuality maxCount
INSERT DATA { <event/dock/31-other> say:factuality fact:denied }

# breaks: event-factuality in
DELETE WHERE { <event/dock/31-other> say:factuality ?any } ;
INSERT DATA { <event/dock/31-other> say:factuality fact:dreamt }

# breaks: Figure or
DELETE WHERE { <figure/dock/70> say:low ?any }

# breaks: figure-kind minCount
DELETE WHERE { <figure/dock/60> say:figureKind ?any }

# breaks: figure-kind maxCount
INSERT DATA { <figure/dock/60> say:figureKind fig:other }

# breaks: figure-kind in
DELETE WHERE { <figure/dock/60> say:figureKind ?any } ;
INSERT DATA { <figure/dock/60> say:figureKind fig:amused }

# breaks: figure-wording minCount
DELETE WHERE { <figure/dock/60> say:wording ?any }

# breaks: figure-wording maxCount
INSERT DATA { <figure/dock/60> say:wording "40"@en }

# breaks: figure-low maxCount
INSERT DATA { <figure/dock/60> say:low 39 }

# breaks: figure-low datatype
DELETE WHERE { <figure/dock/60> say:low ?any } ;
INSERT DATA { <figure/dock/60> say:low 40.0 }

# breaks: figure-low lessThanOrEquals
DELETE WHERE { <figure/dock/60> say:low ?any } ;
INSERT DATA { <figure/dock/60> say:low 41 }

# breaks: figure-high maxCount
INSERT DATA { <figure/dock/60> say:high 41 }

# breaks: figure-high datatype
DELETE WHERE { <figure/dock/60> say:high ?any } ;
INSERT DATA { <figure/dock/60> say:high 40.0 }

# breaks: figure-approximate in
DELETE WHERE { <figure/dock/60> say:approximate ?any } ;
INSERT DATA { <figure/dock/60> say:approximate false }

# breaks: figure-counted maxCount
INSERT DATA { <figure/dock/60> say:counted "people"@en }

# breaks: figure-of maxCount
INSERT DATA { <figure/dock/60> say:figureOf <event/second> . <event/second> a say:Event ; rdfs:label "other"@en ; say:reportedIn <article/dock> ; say:eventType evt:other ; say:triggerWords "accused"@en ; say:factuality fact:actual ; say:evidence <passage/dock/0-112> ; say:confidence 0.5 }

# breaks: figure-of class
DELETE WHERE { <figure/dock/60> say:figureOf ?any } ;
INSERT DATA { <figure/dock/60> say:figureOf <statement/dock/4-accuse> }

# breaks: figure-claimed-by class
DELETE WHERE { <figure/dock/60> say:claimedBy ?any } ;
INSERT DATA { <figure/dock/60> say:claimedBy <place/p-2> }

# breaks: figure-claimed-in maxCount
INSERT DATA { <figure/dock/60> say:claimedIn <statement/dock/50-deny> }

# breaks: figure-claimed-in class
DELETE WHERE { <figure/dock/60> say:claimedIn ?any } ;
INSERT DATA { <figure/dock/60> say:claimedIn <article/dock> }

# breaks: dispute-label minCount
DELETE WHERE { <dispute/1> rdfs:label ?any }

# breaks: dispute-side minCount
DELETE DATA { <dispute/1> say:side <figure/dock/60> }

# breaks: dispute-side nodeKind
INSERT DATA { <dispute/1> say:side "forty" }

# breaks: series-label minCount
DELETE WHERE { <series/1> rdfs:label ?any }

# breaks: series-update minCount
DELETE DATA { <series/1> say:update <figure/dock/60> }

# breaks: series-update nodeKind
INSERT DATA { <series/1> say:update "forty" }

# breaks: concept-label minCount
DELETE WHERE { ill:accuse skos:prefLabel ?any }

# breaks: concept-label uniqueLang
INSERT DATA { ill:accuse skos:prefLabel "blame"@en }

# breaks: concept-definition minCount
DELETE WHERE { ill:accuse skos:definition ?any }

# breaks: concept-scheme minCount
DELETE WHERE { ill:accuse skos:inScheme ?any }

# breaks: concept-scheme maxCount
INSERT DATA { ill:accuse skos:inScheme <https://w3id.org/sayso/event-type> }

# breaks: occurrence-label minCount
DELETE WHERE { <occurrence/1> rdfs:label ?any }

# breaks: occurrence-reports minCount
DELETE DATA { <occurrence/1> say:reports <event/pier/8-other> }

# breaks: occurrence-reports nodeKind
INSERT DATA { <occurrence/1> say:reports "event" }

# breaks: occurrence-score minCount
DELETE WHERE { <occurrence/1> say:score ?any }

# breaks: occurrence-score maxCount
INSERT DATA { <occurrence/1> say:score 0.95 }

# breaks: occurrence-score datatype
DELETE WHERE { <occurrence/1> say:score ?any } ;
INSERT DATA { <occurrence/1> say:score 0.5e0 }

# breaks: occurrence-score minInclusive
DELETE WHERE { <occurrence/1> say:score ?any } ;
INSERT DATA { <occurrence/1> say:score "-0.5"^^xsd:decimal }

# breaks: occurrence-score maxInclusive
DELETE WHERE { <occurrence/1> say:score ?any } ;
INSERT DATA { <occurrence/1> say:score 1.5 }

# breaks: occurrence-reason minCount
DELETE WHERE { <occurrence/1> say:reason ?any }

# breaks: occurrence-reason maxCount
INSERT DATA { <occurrence/1> say:reason "another"@en }

# breaks: article-source nodeKind
DELETE WHERE { <article/dock> dc:source ?any } ;
INSERT DATA { <article/dock> dc:source <https://post.example/dock> }

# breaks: country-code maxCount
INSERT DATA { <place/p-1> say:countryCode "NO" }

# breaks: country-code pattern
DELETE WHERE { <place/p-1> say:countryCode ?any } ;
INSERT DATA { <place/p-1> say:countryCode "Norland" }

# breaks: exact-match nodeKind
DELETE WHERE { <place/p-1> skos:exactMatch ?any } ;
INSERT DATA { <place/p-1> skos:exactMatch "Q1" }

# breaks: actor-adjective nodeKind
DELETE WHERE { <actor/norland> say:adjective ?any } ;
INSERT DATA { <actor/norland> say:adjective <adjective> }

# breaks: actor-demonym nodeKind
DELETE WHERE { <actor/norland> say:demonym ?any } ;
INSERT DATA { <actor/norland> say:demonym <demonym> }

# breaks: actor-capital nodeKind
DELETE WHERE { <actor/norland> say:capital ?any } ;
INSERT DATA { <actor/norland> say:capital <place/p-2> }

# breaks: actor-metonym nodeKind
DELETE WHERE { <actor/norland> say:metonym ?any } ;
INSERT DATA { <actor/norland> say:metonym <metonym> }

# breaks: organization-kind in
DELETE WHERE { <actor/organization-port> say:organizationKind ?any } ;
INSERT DATA { <actor/organization-port> say:organizationKind "club" }

# breaks: hearsay node
DELETE WHERE { <event/dock/31-other> say:accordingTo ?any }

# breaks: hearsay-as-fact or
DELETE WHERE { <event/dock/31-other> say:factuality ?any } ;
INSERT DATA { <event/dock/31-other> say:factuality fact:actual }

# breaks: accuser-words or
DELETE WHERE { <statement/dock/4-accuse> say:speakerWords ?any }

# breaks: figure-speaker sparql
DELETE WHERE { <figure/dock/60> say:claimedBy ?any } ;
INSERT DATA { <figure/dock/60> say:claimedBy <actor/norland> }

# breaks: figure-claimant or
DELETE WHERE { <figure/dock/60> say:claimedBy ?any }

# breaks: figure-unclaimed or
DELETE WHERE { <figure/dock/70> say:claimedBy ?any }

# breaks: quote-length sparql
DELETE WHERE { <passage/dock/31-41> say:quote ?any } ;
INSERT DATA { <passage/dock/31-41> say:quote "wage thef"@en }

# breaks: content-quoted sparql
DELETE WHERE { <statement/dock/4-accuse> say:content ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:content "underpayment"@en }

# breaks: cue-in-sentence sparql
DELETE WHERE { <statement/dock/4-accuse> say:cueWords ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:cueWords "blamed"@en }

# breaks: trigger-in-sentence sparql
DELETE WHERE { <event/dock/31-other> say:triggerWords ?any } ;
INSERT DATA { <event/dock/31-other> say:triggerWords "robbery"@en }

# breaks: wording-in-sentence sparql
DELETE WHERE { <figure/dock/60> say:wording ?any } ;
INSERT DATA { <figure/dock/60> say:wording "some 40"@en }

# breaks: passive-accuser sparql
DELETE WHERE { <passage/dock/0-112> say:quote ?any } ;
DELETE WHERE { <passage/dock/0-112> say:end ?any } ;
DELETE WHERE { <statement/dock/4-accuse> say:contentSpan ?any } ;
INSERT DATA { <statement/dock/4-accuse> say:contentSpan "25-35" } ;
INSERT DATA { <passage/dock/0-112> say:end "83"^^xsd:integer ; say:quote "The port was accused of “wage theft” from about 40 dockers, or more than 90 in all."@en }

# breaks: membership-label minCount
DELETE WHERE { <membership/1> rdfs:label ?any }

# breaks: membership-member minCount
DELETE WHERE { <membership/1> org:member ?any }

# breaks: membership-member maxCount
INSERT DATA { <membership/1> org:member <actor/organization-union> }

# breaks: membership-member nodeKind
DELETE WHERE { <membership/1> org:member ?any } ;
INSERT DATA { <membership/1> org:member "Mara Vint" }

# breaks: membership-role minCount
DELETE WHERE { <membership/1> org:role ?any }

# breaks: membership-role maxCount
INSERT DATA { <membership/1> org:role <role/pilot> . <role/pilot> a org:Role ; rdfs:label "pilot"@en }

# breaks: membership-role class
DELETE WHERE { <membership/1> org:role ?any } ;
INSERT DATA { <membership/1> org:role <role/pilot> }

# breaks: membership-organization maxCount
INSERT DATA { <membership/1> org:organization <actor/norland> }

# breaks: membership-organization nodeKind
DELETE WHERE { <membership/1> org:organization ?any } ;
INSERT DATA { <membership/1> org:organization "the port" }

# breaks: membership-words minCount
DELETE WHERE { <membership/1> say:roleWords ?any }

# breaks: membership-article minCount
DELETE WHERE { <membership/1> say:attestedIn ?any }

# breaks: membership-article nodeKind
INSERT DATA { <membership/1> say:attestedIn "dock" }

# breaks: membership-first maxCount
INSERT DATA { <membership/1> say:firstAttested "2025-06-02"^^xsd:date }

# breaks: membership-first datatype
DELETE WHERE { <membership/1> say:firstAttested ?any } ;
DELETE WHERE { <membership/1> say:lastAttested ?any } ;
INSERT DATA { <membership/1> say:firstAttested "June" }

# breaks: membership-first lessThanOrEquals
DELETE WHERE { <membership/1> say:firstAttested ?any } ;
INSERT DATA { <membership/1> say:firstAttested "2025-07-02"^^xsd:date }

# breaks: membership-last maxCount
INSERT DATA { <membership/1> say:lastAttested "2025-07-02"^^xsd:date }

# breaks: membership-last datatype
DELETE WHERE { <membership/1> say:firstAttested ?any } ;
DELETE WHERE { <membership/1> say:lastAttested ?any } ;
INSERT DATA { <membership/1> say:lastAttested "June" }

# breaks: membership-over maxCount
INSERT DATA { <membership/1> say:overBy "2025-10-01"^^xsd:date }

# breaks: membership-over datatype
DELETE WHERE { <membership/1> say:overBy ?any } ;
INSERT DATA { <membership/1> say:overBy "autumn" }

# breaks: decision-label minCount
DELETE WHERE { <decision/1> rdfs:label ?any }

# breaks: decision-kind minCount
DELETE WHERE { <decision/1> say:decisionKind ?any }

# breaks: decision-kind maxCount
INSERT DATA { <decision/1> say:decisionKind "split" }

# breaks: decision-kind in
DELETE WHERE { <decision/1> say:decisionKind ?any } ;
INSERT DATA { <decision/1> say:decisionKind "guess" }

# breaks: decision-about minCount
DELETE WHERE { <decision/1> prov:used ?any }

# breaks: decision-about nodeKind
INSERT DATA { <decision/1> prov:used "Mara Vint" }

# breaks: decision-day maxCount
INSERT DATA { <decision/1> dcterms:date "2025-07-02"^^xsd:date }

# breaks: decision-day datatype
DELETE WHERE { <decision/1> dcterms:date ?any } ;
INSERT DATA { <decision/1> dcterms:date "July" }

# breaks: role-label minCount
DELETE WHERE { <role/harbour-master> rdfs:label ?any }
