"""Decisions: the tables of curation files, read into records that are known to make sense by themselves."""

import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast

import pyoxigraph

from sayso import resources
from sayso.extract.corpus import Problem
from sayso.graph import nquads
from sayso.graph.curation.files import Block, make_fault
from sayso.graph.iris import make_name_slug, make_slug
from sayso.graph.writer import LABEL, SAY
from sayso.resources import folder

ACTOR_CLASSES = ("Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource")
STATUSES = ("accepted", "suggested", "rejected")
RELATIONS = {"exact": "exactMatch", "close": "closeMatch", "broad": "broadMatch", "narrow": "narrowMatch"}
"""How a node stands to one elsewhere, and SKOS's word for it."""

_COMMON = {"who", "when", "why", "status", "score", "evidence"}
_KEYS: Mapping[str, tuple[set[str], set[str]]] = {
    "merge": ({"into", "from"}, {"class"}),
    "split": ({"node", "articles"}, {"into", "label", "findings"}),
    "rename": ({"node", "label"}, {"language"}),
    "reject": ({"node"}, {"property", "value"}),
    "correct": ({"node", "property", "value"}, {"was"}),
    "add": (set(), {"node", "property", "value", "article", "statement", "sentence", "speaker", "target", "addressee",
                    "content", "direct", "date", "start", "end", "actor", "place", "class", "articles", "role", "of",
                    "within"}),
    "match": ({"node", "to"}, {"relation", "label"}),
    "distinct": ({"nodes"}, set()),
}  # fmt: skip
"""Keys that each kind of decision must and may have."""

_SCHEMES = {
    "illocution": "illocutions.ttl", "event-type": "event-types.ttl", "figure-kind": "figure-kinds.ttl",
    "factuality": "factuality.ttl", "quote-mode": "quote-modes.ttl", "place-class": "place-classes.ttl",
}  # fmt: skip
_FINDINGS = ("statement", "event", "figure")


class _Wrong(Exception):
    """What is wrong with a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    One decision of a user.

    Attributes:
        kind: ``merge``, ``split``, ``rename``, ``reject``, ``correct``, ``add``, ``match``, ``distinct``.
        id: Digest of what is decided: the same whoever decides it, whenever, in whatever file.
        source: File and line.
        status: ``accepted``, ``suggested`` (not applied) or ``rejected`` (not applied, and not suggested again).
        nodes: IRIs that it is about; for a merge those that give way.
        into: IRI that takes their place; of a merge or a split.
        property: IRI of what is set or rejected.
        values: N-Quads tokens of the new values, of the label, or of what is rejected.
        was: Tokens of the values that give way; empty means all of them.
        articles: Keys of the articles that it holds in; empty means all.
        findings: Of a split: IRIs of the findings that it holds in; empty means all of the article.
        cls: Name of the class that the node gets, ``Person``; empty keeps what the articles say.
        extra: Of an added node: tokens by property.
        sentence: Of an added statement: words of the article.
        span: Of it: where the sentence stands, if given.
        label: Of a match: the node's name, for whoever reads the list.
        who: Who decided.
        when: ISO day or time.
        why: The reason.
        score: Of a suggestion that was decided upon.
    """

    kind: str
    id: str
    source: str
    status: str = "accepted"
    nodes: tuple[str, ...] = ()
    into: str = ""
    property: str = ""
    values: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    cls: str = ""
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sentence: str = ""
    span: tuple[int, int] | None = None
    label: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    score: float | None = None


def read_decisions(blocks: Iterable[Block], *, base: str) -> tuple[list[Decision], list[Problem]]:
    """Return the decisions that tables state, and what is wrong with the others."""
    out: list[Decision] = []
    faults: list[Problem] = []
    for block in blocks:
        try:
            out.append(_Reader(block, base).read())
        except _Wrong as err:
            faults.append(make_fault(block.source, f"{err} This decision was left out."))
    return out, faults


class _Reader:
    """Reads one table."""

    def __init__(self, block: Block, base: str) -> None:
        self.block, self.base, self.values = block, base, block.values

    def read(self) -> Decision:
        kind = self.block.kind
        if kind not in _KEYS:
            raise _Wrong(f"[[{kind}]] is no kind of decision. {_nearest(kind, _KEYS)}")
        must, may = _KEYS[kind]
        for key in self.values:
            if key not in must | may | _COMMON:
                raise _Wrong(f"unknown key {key!r} in [[{kind}]]. {_nearest(key, must | may | _COMMON)}")
        missing = sorted(key for key in must if key not in self.values)
        if missing:
            raise _Wrong(f"[[{kind}]] lacks {', '.join(map(repr, missing))}. Add it.")
        fields: dict[str, Any] = getattr(self, f"read_{kind}")()
        digest = hashlib.sha256(json.dumps([kind, fields], sort_keys=True, default=list).encode("utf-8")).hexdigest()
        status = self.text("status") or "accepted"
        if status not in STATUSES:
            raise _Wrong(f"status = {status!r} is none of {', '.join(STATUSES)}. Choose one of them.")
        score = self.values.get("score")
        return Decision(
            kind=kind,
            id=digest[:12],
            source=self.block.source,
            status=status,
            label=self.text("label") if kind == "match" else "",
            who=self.text("who"),
            when=self.read_when(),
            why=self.text("why"),
            score=float(score) if isinstance(score, (int, float)) else None,
            **fields,
        )

    # ---- kinds

    def read_merge(self) -> dict[str, Any]:
        into = self.node("into", "actor", "place")
        sources = self.nodes("from", _kind_of(into, self.base))
        if into in sources:
            raise _Wrong("'from' names the node that the others are merged into. Take it out of 'from'.")
        return {"nodes": tuple(sorted(sources)), "into": into, "cls": self.cls()}

    def read_split(self) -> dict[str, Any]:
        node = self.node("node", "actor", "place")
        kind = _kind_of(node, self.base)
        label = self.text("label")
        if "into" in self.values:
            into = self.node("into", kind)
        elif label:
            into = f"{node}--{make_name_slug(label)}"
        else:
            raise _Wrong("[[split]] needs 'label', the name of the new node, or 'into', its IRI. Add one of them.")
        if into == node:
            raise _Wrong("'into' is the node that is to be split. Give the new node another IRI.")
        findings = self.nodes("findings", *_FINDINGS) if "findings" in self.values else ()
        return {
            "nodes": (node,),
            "into": into,
            "values": (nquads.text(label, "en"),) if label else (),
            "articles": self.articles("articles"),
            "findings": findings,
        }

    def read_rename(self) -> dict[str, Any]:
        label = self.text("label")
        if not label.strip():
            raise _Wrong("'label' is empty. Write the name to show.")
        return {
            "nodes": (self.node("node", "actor", "place", *_FINDINGS),),
            "values": (nquads.text(label, self.text("language") or "en"),),
        }

    def read_reject(self) -> dict[str, Any]:
        node = self.node("node", "actor", "place", *_FINDINGS)
        if "property" not in self.values:
            if "value" in self.values:
                raise _Wrong("'value' needs 'property', the link that is rejected. Add it, or take 'value' out.")
            return {"nodes": (node,)}
        name, kind = self.property(node)
        return {
            "nodes": (node,),
            "property": name,
            "values": self.tokens("value", kind) if "value" in self.values else (),
        }

    def read_correct(self) -> dict[str, Any]:
        node = self.node("node", "actor", "place", *_FINDINGS)
        name, kind = self.property(node)
        was = self.tokens("was", kind) if "was" in self.values else ()
        return {"nodes": (node,), "property": name, "values": self.tokens("value", kind), "was": was}

    def read_match(self) -> dict[str, Any]:
        relation = self.text("relation") or "exact"
        if relation not in RELATIONS:
            raise _Wrong(f"relation = {relation!r} is none of {', '.join(RELATIONS)}. Choose one of them.")
        to = self.text("to")
        try:
            target = pyoxigraph.NamedNode(to)
        except ValueError as err:
            raise _Wrong(f"to = {to!r} is no IRI. Write one, such as http://www.wikidata.org/entity/Q42.") from err
        return {
            "nodes": (self.node("node", "actor", "place"),),
            "property": f"http://www.w3.org/2004/02/skos/core#{RELATIONS[relation]}",
            "values": (str(target),),
        }

    def read_distinct(self) -> dict[str, Any]:
        nodes = self.nodes("nodes", "actor", "place")
        if len(nodes) < 2:
            raise _Wrong("'nodes' names fewer than two nodes. Name those that are not one and the same.")
        return {"nodes": tuple(sorted(nodes))}

    def read_add(self) -> dict[str, Any]:
        forms = [key for key in ("node", "statement", "actor", "place") if key in self.values]
        if len(forms) != 1:
            raise _Wrong("[[add]] needs one of 'node' (with 'property' and 'value'), 'statement', 'actor', 'place'.")
        return {"node": self.add_value, "statement": self.add_statement, "actor": self.add_actor,
                "place": self.add_place}[forms[0]]()  # fmt: skip

    def add_value(self) -> dict[str, Any]:
        node = self.node("node", "actor", "place", *_FINDINGS)
        name, kind = self.property(node)
        if "value" not in self.values:
            raise _Wrong("[[add]] lacks 'value'. Add it.")
        kind_of = _kind_of(node, self.base)
        articles = self.articles("article") if "article" in self.values else ()
        if kind_of in _FINDINGS:
            articles = (node.removeprefix(f"{self.base}{kind_of}/").partition("/")[0],)
        return {"nodes": (node,), "property": name, "values": self.tokens("value", kind), "articles": articles}

    def add_statement(self) -> dict[str, Any]:
        if "article" not in self.values or not self.text("sentence"):
            raise _Wrong("an added statement needs 'article', its id, and 'sentence', words of it. Add both.")
        articles = self.articles("article")
        sentence = self.text("sentence")
        extra: dict[str, tuple[str, ...]] = {
            f"{SAY}illocution": (self.concept("illocution", self.text("statement")),),
            f"{SAY}quoteMode": (self.concept("quote-mode", "direct" if self.values.get("direct") else "indirect"),),
        }
        for key in ("speaker", "target", "addressee"):
            if key in self.values:
                extra[SAY + key] = tuple(f"<{one}>" for one in self.nodes(key, "actor"))
        if self.text("content"):
            extra[f"{SAY}content"] = (nquads.text(self.text("content"), "en"),)
        if "date" in self.values:
            day = str(self.values["date"])
            extra.update(dict(_dates(self.token("date", day))))
        digest = hashlib.sha256(json.dumps([sentence, extra], sort_keys=True).encode("utf-8")).hexdigest()[:8]
        node = f"{self.base}statement/{articles[0]}/hand-{digest}"
        span = self.values.get("start"), self.values.get("end")
        return {
            "nodes": (node,),
            "articles": articles,
            "sentence": sentence,
            "span": cast(tuple[int, int], span) if all(isinstance(one, int) for one in span) else None,
            "extra": tuple(sorted(extra.items())),
        }

    def add_actor(self) -> dict[str, Any]:
        cls = self.cls()
        if not cls:
            raise _Wrong(f"an added actor needs 'class', one of {', '.join(ACTOR_CLASSES)}. Add it.")
        extra = self.added(self.text("actor"), (cls, "Actor"))
        if self.text("role"):
            extra[f"{SAY}role"] = (nquads.text(self.text("role"), "en"),)
        if "of" in self.values:
            extra[f"{SAY}memberOf"] = (f"<{self.node('of', 'actor')}>",)
        node = f"{self.base}actor/{cls.lower()}-{make_name_slug(self.text('actor'))}"
        return {"nodes": (node,), "extra": tuple(sorted(extra.items())), "articles": self.optional_articles()}

    def add_place(self) -> dict[str, Any]:
        extra = self.added(self.text("place"), ("Place",))
        extra[f"{SAY}placeClass"] = (self.concept("place-class", self.text("class") or "Other"),)
        if "within" in self.values:
            extra[f"{SAY}partOf"] = (f"<{self.node('within', 'place')}>",)
        digest = hashlib.sha256(self.text("place").encode("utf-8")).hexdigest()[:8]
        return {
            "nodes": (f"{self.base}place/hand-{digest}",),
            "extra": tuple(sorted(extra.items())),
            "articles": self.optional_articles(),
        }

    def optional_articles(self) -> tuple[str, ...]:
        return self.articles("articles") if "articles" in self.values else ()

    def added(self, name: str, classes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        if not name.strip():
            raise _Wrong("the name of what is added is empty. Write it.")
        extra = {
            nquads.RDF_TYPE[1:-1]: tuple(f"<{SAY}{one}>" for one in classes),
            LABEL[1:-1]: (nquads.text(name, "en"),),
            f"{SAY}alias": (nquads.text(name, "en"),),
        }
        return extra

    # ---- values

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise _Wrong(f'{key} = {value!r} is no text. Write it in quotation marks, {key} = "…".')
        return value

    def texts(self, key: str) -> list[str]:
        value = self.values[key]
        items = cast(list[object], value) if isinstance(value, list) else [value]
        if not items or not all(isinstance(one, str) and one.strip() for one in items):
            raise _Wrong(f'{key} = {value!r} is no text or list of texts. Write {key} = "…" or {key} = ["…", "…"].')
        return list(dict.fromkeys(cast(list[str], items)))

    def read_when(self) -> str:
        value = self.values.get("when")
        if value is None:
            return ""
        if isinstance(value, (date, datetime)):
            return value.isoformat()
        try:
            return (
                datetime.fromisoformat(str(value)).isoformat()
                if "T" in str(value)
                else date.fromisoformat(str(value)).isoformat()
            )
        except ValueError as err:
            raise _Wrong(f"when = {value!r} is no day. Write it like 2026-11-22.") from err

    def node(self, key: str, *kinds: str) -> str:
        return self.read_node(key, self.text(key), kinds)

    def nodes(self, key: str, *kinds: str) -> tuple[str, ...]:
        return tuple(self.read_node(key, one, kinds) for one in self.texts(key))

    def read_node(self, key: str, value: str, kinds: Iterable[str]) -> str:
        iri = value.strip().removeprefix("<").removesuffix(">")
        iri = iri if "://" in iri else self.base + iri.lstrip("/")
        kind = _kind_of(iri, self.base)
        if kind not in kinds:
            raise _Wrong(
                f"{key} = {value!r} is no IRI of {' or '.join(_article(one) for one in kinds)} of this graph. "
                f"Copy one from an answer of `sayso query`, whole or from {next(iter(kinds))}/ on."
            )
        try:
            return pyoxigraph.NamedNode(iri).value
        except ValueError as err:
            raise _Wrong(f"{key} = {value!r} is no IRI. Copy one from an answer of `sayso query`.") from err

    def articles(self, key: str) -> tuple[str, ...]:
        prefix = f"{self.base}article/"
        return tuple(
            one.removeprefix(prefix) if one.startswith(prefix) else make_slug(one.removeprefix("article/"))
            for one in self.texts(key)
        )

    def cls(self) -> str:
        cls = self.text("class")
        if cls and cls not in ACTOR_CLASSES:
            raise _Wrong(f"class = {cls!r} is none of {', '.join(ACTOR_CLASSES)}. Choose one of them.")
        return cls

    def property(self, node: str) -> tuple[str, str]:
        """Return the IRI of the property that is named, and what its values are."""
        name = self.text("property").removeprefix("say:")
        known = _properties()
        kind = _kind_of(node, self.base)
        fitting = sorted(key for key, one in known.items() if kind in one["of"])
        if name not in fitting:
            raise _Wrong(f"property = {name!r} is none of {_article(kind)}. {_nearest(name, fitting)}")
        return (LABEL[1:-1] if name == "label" else SAY + name), cast(str, known[name]["value"])

    def tokens(self, key: str, kind: str) -> tuple[str, ...]:
        value = self.values[key]
        items = cast(list[object], value) if isinstance(value, list) else [value]
        return tuple(self.token(kind, one, key) for one in items)

    def token(self, kind: str, value: object, key: str = "value") -> str:
        """Return one value as an N-Quads token."""
        made: str | None = None
        if kind in ("actor", "place", "statement", "event"):
            return f"<{self.read_node(key, str(value), (kind,))}>"
        if kind in _SCHEMES:
            return self.concept(kind, str(value))
        if kind == "flag" and isinstance(value, bool):
            return f'"{str(value).lower()}"^^<{nquads.XSD}boolean>'
        if kind in ("whole", "number") and isinstance(value, (int, float)) and not isinstance(value, bool):
            if kind == "whole" and isinstance(value, int):
                made = nquads.integer(value)
            elif kind == "number":
                made = f'"{value}"^^<{nquads.XSD}decimal>'
        elif kind == "words" and isinstance(value, str) and value.strip():
            made = nquads.text(value, "en")
        elif kind in ("date", "day"):
            made = nquads.date(str(value)) if kind == "date" else nquads.day(nquads.first_day(str(value)))
        if made is None:
            raise _Wrong(f"{key} = {value!r} is no {kind}. {_SAMPLES[kind]}")
        return made

    def concept(self, scheme: str, value: str) -> str:
        concepts = _concepts(scheme)
        name = value.rpartition("/")[2]
        if name not in concepts:
            raise _Wrong(f"{value!r} is no {scheme}. {_nearest(name, concepts)}")
        return f"<{concepts[name]}>"


_SAMPLES = {
    "flag": "Write true or false.",
    "whole": "Write a whole number, such as 12.",
    "number": "Write a number, such as 40.18.",
    "words": 'Write words in quotation marks, "…".',
    "date": "Write a day, a month or a year: 2023-09-25, 2023-09, 2023.",
    "day": "Write a day, such as 2023-09-25.",
}


def _dates(token: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return what a day of saying sets."""
    value = token.split('"')[1]
    first, last = nquads.day(nquads.first_day(value)), nquads.day(nquads.last_day(value))
    pairs = (("saidOn", token), ("earliest", first), ("latest", last))
    return [(SAY + name, (one,)) for name, one in pairs if one]


def spread_date(property: str, tokens: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the properties that go with one that is set, itself first: a day of saying has bounds."""
    if property == f"{SAY}saidOn" and len(tokens) == 1:
        return _dates(tokens[0])
    return [(property, tokens)]


def _kind_of(iri: str, base: str) -> str:
    return iri.removeprefix(base).partition("/")[0] if iri.startswith(base) else ""


def _article(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aeio" else f"a {kind}"


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f"Did you mean {close[0]!r}?" if close else f"There are {', '.join(names)}."


@cache
def _properties() -> dict[str, dict[str, Any]]:
    return tomllib.loads(folder("graph").joinpath("curation", "properties.toml").read_text(encoding="utf-8"))


@cache
def _concepts(scheme: str) -> dict[str, str]:
    """Return the IRIs of a scheme's concepts by local name."""
    in_scheme = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    quads = pyoxigraph.parse(resources.read("ontology", _SCHEMES[scheme]), format=pyoxigraph.RdfFormat.TURTLE)
    iris = (quad.subject for quad in quads if quad.predicate == in_scheme)
    return {one.value.rpartition("/")[2]: one.value for one in iris if isinstance(one, pyoxigraph.NamedNode)}
