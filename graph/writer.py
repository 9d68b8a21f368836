"""
Findings to N-Quads: one named graph an article, plain strings, sorted.

The shape of the graph is told in docs/reference/graph.md. Words are cut from the article by offsets, never retyped.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph

from sayso.graph import labels, nquads
from sayso.graph.attested import Attested, find_attested, find_quoted, find_sentence
from sayso.graph.iris import Minter
from sayso.graph.nquads import RDF_TYPE, TRUE, Triples
from sayso.model import Actor, Article, Event, Figure, Findings, Place, Span, Statement
from sayso.ontology.authority import Authority, load_authority

SAY = "https://w3id.org/sayso/ont#"
ILLOCUTION = "https://w3id.org/sayso/illocution/"
EVENT_TYPE = "https://w3id.org/sayso/event-type/"
FIGURE_KIND = "https://w3id.org/sayso/figure-kind/"
FACTUALITY = "https://w3id.org/sayso/factuality/"
QUOTE_MODE = "https://w3id.org/sayso/quote-mode/"
PLACE_CLASS = "https://w3id.org/sayso/place-class/"

DCTERMS = "http://purl.org/dc/terms/"
# Takes plain text; of the same name in DCMI Terms is a node asked for.
DC = "http://purl.org/dc/elements/1.1/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
URL = "<http://schema.org/url>"

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}")


def write_article(
    article: Article, findings: Findings, *, base: str, attitudes: bool = False, authority: Sequence[Path] = ()
) -> list[str]:
    """
    Return the N-Quads lines of one article's graph, without line ends, each once, sorted.

    Args:
        article: The article as read; findings count in its original text.
        findings: What was found in it.
        base: Base IRI of the data, ending in ``/`` or ``#``.
        attitudes: Whether thoughts, hopes and wishes are written as statements too.
        authority: The user's own authority files.
    """
    triples = make_triples(article, findings, base=base, attitudes=attitudes, authority=authority)
    return nquads.to_lines(triples, graph_token(article, base=base))


def graph_token(article: Article, *, base: str) -> str:
    """Return the token of the named graph that holds what was found in an article."""
    return f"<{Minter.of_article(base, article.id).graph}>"


def make_triples(
    article: Article, findings: Findings, *, base: str, attitudes: bool = False, authority: Sequence[Path] = ()
) -> Triples:
    """Return what `write_article` writes as tokens, by subject and predicate."""
    # What is wrong with the user's files is told when the pipeline reads them.
    known = load_authority(authority, on_fault=lambda fault: None)
    writer = _Writer(article, findings, base, attitudes, known)
    writer.write()
    return writer.out


def hash_text(text: str) -> str:
    """Return the digest of an article's text as the graph states it, ``sha256:`` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


Properties = dict[str, list[str]]

_TERMS = {
    name: f"<{SAY}{name}>"
    for name in (
        "start", "end", "quote", "reportedIn", "evidence", "confidence", "rule", "published", "publisherName",
        "textDigest", "mentionedIn", "role", "memberOf", "alias", "placeClass", "partOf", "illocution", "speaker",
        "target", "addressee", "relayedBy", "content", "contentSpan", "speakerWords", "cueWords", "quoteMode",
        "negated", "hedged", "attitude", "saidOn", "earliest", "latest", "within", "respondsTo", "alleges",
        "eventType", "triggerWords", "agent", "patient", "place", "origin", "destination", "datePrecision",
        "accordingTo", "factuality", "figureKind", "wording", "low", "high", "approximate", "counted", "figureOf",
        "claimedBy", "claimedIn", "hasName", "usedBy",
    )
}  # fmt: skip
"""Tokens of the properties that are written."""


_PASSAGE = f"<{SAY}Passage>"
_ATTESTED = f"<{SAY}AttestedName>"
_FORM = "<http://www.w3.org/2008/05/skos-xl#literalForm>"
_SOURCE = "<http://www.w3.org/ns/oa#hasSource>"
_DIRECT = f"<{QUOTE_MODE}direct>"
_START, _END, _QUOTE = _TERMS["start"], _TERMS["end"], _TERMS["quote"]
_REPORTED, _EVIDENCE, _CONFIDENCE, _RULE = (_TERMS[name] for name in ("reportedIn", "evidence", "confidence", "rule"))


class _Writer:
    """Builds the triples of one article; one method a class of node."""

    def __init__(self, article: Article, findings: Findings, base: str, attitudes: bool, authority: Authority) -> None:
        self.article = article
        self.findings = findings
        self.base, self.authority = base, authority
        self.minter = minter = Minter.of_article(base, article.id)
        self.node = f"<{minter.article}>"
        tag = _LANGUAGE.match(article.language or "en")
        self.tag = tag.group().lower() if tag else "en"
        self.out: Triples = {}
        self.passages: dict[Span, str] = {}
        self.statements = [one for one in findings.statements if attitudes or not one.attitude]
        self.actor_of = {key: f"<{value}>" for key, value in minter.actors(findings).items()}
        self.place_of = {one.id: f"<{minter.place(one)}>" for one in findings.places.values()}
        names = [f"{_offset_of_statement(one)}-{one.type}" for one in self.statements]
        self.statement_of = _tokens(self.statements, minter.numbered("statement", names))
        names = [f"{one.trigger[0]}-{one.type}" for one in findings.events]
        self.event_of = _tokens(findings.events, minter.numbered("event", names))
        self.figure_of = _tokens(
            findings.figures, minter.numbered("figure", [str(one.span[0]) for one in findings.figures])
        )

    def write(self) -> None:
        """Add the triples of everything."""
        self.write_article()
        for actor in self.findings.actors.values():
            self.write_actor(actor)
        for place in self.findings.places.values():
            self.write_place(place)
        for statement in self.statements:
            self.write_statement(statement)
        for event in self.findings.events:
            self.write_event(event)
        for figure in self.findings.figures:
            self.write_figure(figure)
        # When all passages are known that tell of something.
        for actor in self.findings.actors.values():
            self.write_names(actor, self.actor_of[actor.id])
        for place in self.findings.places.values():
            self.write_names(place, self.place_of[place.id])

    # ---- helpers

    def add_all(self, node: Properties, name: str, ids: Sequence[str], known: dict[str, str]) -> None:
        """Put in what ids stand for, as all values of a property; an id that dangles is left out."""
        if not ids:
            return
        values = [known[one] for one in ids if one in known]
        if values:
            node[_TERMS[name]] = values if len(values) == 1 else list(dict.fromkeys(values))

    def words(self, span: Span | None) -> str | None:
        """Return the literal of the article's words, None where there is no span or nothing in it."""
        if span is None or span[0] >= span[1]:
            return None
        return nquads.text(self.article.text[span[0] : span[1]], self.tag)

    def passage(self, span: Span) -> str | None:
        """Return the node of a stretch of the article, written on first use; None where it is empty."""
        node = self.passages.get(span)
        if node is None:
            quote = self.words(span)
            if quote is None:
                return None
            node = self.passages[span] = f"<{self.minter.passage(span)}>"
            self.out[node] = {
                RDF_TYPE: [_PASSAGE],
                _START: [nquads.integer(span[0])],
                _END: [nquads.integer(span[1])],
                _QUOTE: [quote],
            }
        return node

    def head(self, node: str, kind: str, label: str) -> Properties:
        """Return a finding with its type, article and label."""
        properties = self.out[node] = {
            RDF_TYPE: [f"<{SAY}{kind}>"],
            _REPORTED: [self.node],
            LABEL: [nquads.text(label, self.tag)],
        }
        return properties

    def tail(self, node: Properties, one: Statement | Event | Figure) -> None:
        """Add evidence, confidence and rule of a finding."""
        passage = self.passage(one.sentence)
        if passage is not None:
            node[_EVIDENCE] = [passage]
        node[_CONFIDENCE] = [nquads.decimal(one.confidence)]
        if one.rule:
            node[_RULE] = [f'"{nquads.escape(one.rule)}"']

    def entity(self, node: str, classes: Iterable[str], one: Actor | Place) -> Properties:
        """Return an actor or a place with what both have; two of an article may be one node."""
        properties = self.out.setdefault(node, {})
        for name in classes:
            _add_value(properties, RDF_TYPE, f"<{SAY}{name}>")
        _add_value(properties, LABEL, nquads.text(one.name, self.tag))
        _add(properties, "mentionedIn", self.node)
        for alias in one.mentions:
            _add(properties, "alias", nquads.text(alias, self.tag))
        return properties

    # ---- nodes

    def write_article(self) -> None:
        """Add the article's own description."""
        article = self.article
        node: Properties = self.out.setdefault(self.node, {})
        node[RDF_TYPE] = [f"<{SAY}Article>"]
        node[f"<{DCTERMS}identifier>"] = [nquads.text(article.id)]
        node[f"<{DC}language>"] = [nquads.text(article.language or "en")]
        if article.author:
            node[f"<{DC}creator>"] = [nquads.text(article.author)]
        if article.title:
            node[f"<{DCTERMS}title>"] = [nquads.text(article.title, self.tag)]
        if article.url:
            url = _read_url(article.url)
            # What is no IRI is still told, as a literal.
            node[URL if url else f"<{DC}source>"] = [f"<{url}>" if url else nquads.text(article.url)]
        if article.published:
            _add(node, "published", nquads.date(article.published))
        if article.publisher:
            _add(node, "publisherName", nquads.text(article.publisher))
        _add(node, "textDigest", nquads.text(hash_text(article.text)))

    def write_actor(self, one: Actor) -> None:
        """Add an actor."""
        token = self.actor_of[one.id]
        node = self.entity(token, (one.cls, "Actor"), one)
        if one.role:
            _add(node, "role", nquads.text(one.role, self.tag))
        if one.of is not None and self.actor_of.get(one.of) != token:
            _add(node, "memberOf", self.actor_of.get(one.of))

    def write_place(self, one: Place) -> None:
        """Add a place."""
        token = self.place_of[one.id]
        node = self.entity(token, ("Place",), one)
        _add(node, "placeClass", f"<{PLACE_CLASS}{one.cls}>")
        if one.within is not None and self.place_of.get(one.within) != token:
            _add(node, "partOf", self.place_of.get(one.within))

    def write_names(self, one: Actor | Place, token: str) -> None:
        """Add the names of an actor or a place that are nodes, each with a sentence that uses it."""
        names = find_attested(
            one,
            self.article,
            self.statements,
            self.authority,
            node=token[1:-1],
            base=self.base,
            language=self.tag,
        )
        for name in names:
            iri = f"<{name.iri}>"
            quoted = find_quoted(name, self.article, self.statements)
            passages = [self.attest(name), *(self.passage(statement.sentence) for statement in quoted)]
            users = [self.actor_of[who] for statement in quoted for who in statement.speaker if who in self.actor_of]
            _add(self.out[token], "hasName", iri)
            node = self.out.setdefault(iri, {RDF_TYPE: [_ATTESTED], _FORM: [nquads.text(name.form, name.language)]})
            for each in passages:
                _add(node, "evidence", each)
            for user in users:
                _add(node, "usedBy", user)

    def attest(self, name: Attested) -> str | None:
        """Return the passage of the first use of a name in a sentence that tells of something, else of its first."""
        for start, end in name.spans:
            for sentence, node in self.passages.items():
                if sentence[0] <= start and end <= sentence[1]:
                    return node
        made = self.passage(find_sentence(name.spans[0], self.article.text))
        if made is not None:
            # Of others, the article is that of their findings.
            self.out[made][_SOURCE] = [self.node]
        return made

    def write_statement(self, one: Statement) -> None:
        """Add a statement."""
        actors = self.actor_of
        label = labels.label_statement(one, self.article, self.findings)
        node = self.head(self.statement_of[one.id], "Statement", label)
        node[_TERMS["illocution"]] = [f"<{ILLOCUTION}{one.type}>"]
        self.add_all(node, "speaker", one.speaker, actors)
        self.add_all(node, "target", one.target, actors)
        self.add_all(node, "addressee", one.addressee, actors)
        self.add_all(node, "relayedBy", one.relayed_by, actors)
        if one.content:
            node[_TERMS["content"]] = [nquads.text(labels.join_pieces(self.article, one.content), self.tag)]
            node[_TERMS["contentSpan"]] = list(dict.fromkeys(f'"{start}-{end}"' for start, end in one.content))
        _add(node, "speakerWords", self.words(one.speaker_span))
        _add(node, "cueWords", self.words(one.cue))
        if one.direct:
            node[_TERMS["quoteMode"]] = [_DIRECT]
        for name, holds in (("negated", one.negated), ("hedged", one.hedged), ("attitude", one.attitude)):
            if holds:
                _add(node, name, TRUE)
        if one.date:
            _add(node, "saidOn", nquads.date(one.date))
            _add(node, "earliest", nquads.day(nquads.first_day(one.date)))
            _add(node, "latest", nquads.day(nquads.last_day(one.date)))
        self.add_all(node, "within", _some(one.within), self.statement_of)
        self.add_all(node, "respondsTo", _some(one.responds_to), self.statement_of)
        self.tail(node, one)

    def write_event(self, one: Event) -> None:
        """Add an event, and that the statement which reports it alleges it."""
        token = self.event_of[one.id]
        node = self.head(token, "Event", labels.label_event(one, self.article, self.findings))
        node[_TERMS["eventType"]] = [f"<{EVENT_TYPE}{one.type}>"]
        _add(node, "triggerWords", self.words(one.trigger))
        self.add_all(node, "agent", one.agent, self.actor_of)
        self.add_all(node, "patient", one.patient, self.actor_of)
        self.add_all(node, "place", one.place, self.place_of)
        self.add_all(node, "origin", one.origin, self.place_of)
        self.add_all(node, "destination", one.destination, self.place_of)
        first = nquads.first_day(one.start) if one.start else None
        last = nquads.last_day(one.end) if one.end else None
        _add(node, "earliest", nquads.day(first))
        _add(node, "latest", nquads.day(last))
        if one.precision and (first or last):
            _add(node, "datePrecision", nquads.text(one.precision))
        reporter = self.statement_of.get(one.according_to) if one.according_to else None
        if reporter is not None:
            _add(node, "accordingTo", reporter)
            # Statements are written before events.
            _add(self.out[reporter], "alleges", token)
        node[_TERMS["factuality"]] = [f"<{FACTUALITY}{one.factuality}>"]
        self.tail(node, one)

    def write_figure(self, one: Figure) -> None:
        """Add a figure."""
        node = self.head(self.figure_of[one.id], "Figure", labels.label_figure(one, self.article, self.findings))
        node[_TERMS["figureKind"]] = [f"<{FIGURE_KIND}{one.kind}>"]
        _add(node, "wording", self.words(one.span))
        if one.low is not None:
            _add(node, "low", nquads.integer(one.low))
        if one.high is not None:
            _add(node, "high", nquads.integer(one.high))
        if one.approx:
            _add(node, "approximate", TRUE)
        if one.counted:
            _add(node, "counted", nquads.text(one.counted, self.tag))
        self.add_all(node, "figureOf", _some(one.event), self.event_of)
        self.add_all(node, "claimedBy", one.according_to, self.actor_of)
        self.add_all(node, "claimedIn", _some(one.statement), self.statement_of)
        self.tail(node, one)


def _add(node: Properties, name: str, value: str | None) -> None:
    """Add one triple of say:*name*, once; none where *value* is None."""
    if value is not None:
        predicate = _TERMS[name]
        values = node.get(predicate)
        if values is None:
            node[predicate] = [value]
        elif value not in values:
            values.append(value)


def _add_value(node: Properties, predicate: str, value: str) -> None:
    values = node.get(predicate)
    if values is None:
        node[predicate] = [value]
    elif value not in values:
        values.append(value)


def _some(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _offset_of_statement(one: Statement) -> int:
    if one.cue is not None:
        return one.cue[0]
    return one.content[0][0] if one.content else one.sentence[0]


def _tokens(records: Sequence[Statement | Event | Figure], iris: Sequence[str]) -> dict[str, str]:
    return {one.id: f"<{node}>" for one, node in zip(records, iris, strict=True)}


def _read_url(url: str) -> str | None:
    """Return a URL as an IRI, or None where it cannot be one."""
    quoted = nquads.quote_iri(url.strip())
    try:
        return pyoxigraph.NamedNode(quoted).value
    except ValueError:
        return None
