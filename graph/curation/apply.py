"""
Apply decisions to the N-Quads of one graph.

What comes out depends on the lines and the plan alone, so a rebuild gives the same, and the article files stay as
they were extracted. Merges go first, then splits, rejections, corrections, additions, names.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.extract.corpus import Problem
from sayso.graph import nquads
from sayso.graph.common import join_lines
from sayso.graph.curation.decisions import ACTOR_CLASSES, Decision, spread_date
from sayso.graph.curation.files import make_fault
from sayso.graph.curation.plan import Plan
from sayso.graph.nquads import RDF_TYPE
from sayso.graph.writer import LABEL, SAY

Triple = tuple[str, str, str]
"""Subject, predicate and object as tokens."""

RULE = "curation"
"""What stands as the rule of a finding that a user added."""

_CLASSES = {f"<{SAY}{name}>" for name in ACTOR_CLASSES}
_KEY = f"<{SAY}authorityKey>"
_MENTIONED = f"<{SAY}mentionedIn>"
_NEVER_ITS_OWN = {f"<{SAY}{name}>" for name in ("memberOf", "partOf", "actsForPlace")}
_HAS_NAME = f"<{SAY}hasName>"
_CONTENT, _CONTENT_SPAN, _EVIDENCE = (f"<{SAY}{name}>" for name in ("content", "contentSpan", "evidence"))
_FINDING = re.compile(r"(?:statement|event|figure)/")


@dataclass(slots=True)
class Changed:
    """
    A graph after the decisions.

    Attributes:
        data: N-Quads.
        removed: What was taken out, and the decision that did it; not what a merge only renamed.
        faults: What could not be done.
    """

    data: bytes
    removed: list[tuple[Decision, Triple]] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)


class Curator:
    """Applies one plan."""

    def __init__(self, plan: Plan, *, base: str) -> None:
        self.plan, self.base = plan, base
        self.tokens = re.compile(rb"<" + re.escape(base.encode()) + rb"(?:actor|place|statement|event|figure)/[^>]+>")
        self.by_token: dict[bytes, list[Decision]] = defaultdict(list)
        self.by_article: dict[str, list[Decision]] = defaultdict(list)
        self.described: dict[str, list[tuple[str, str]]] = {}
        self.wanted = self._find_wanted()
        sources = plan.list_sources()
        for one in plan.decisions:
            if one.kind in ("distinct", "match"):
                continue
            if one.kind == "add" and one.articles:
                for key in one.articles:
                    self.by_article[key].append(one)
                continue
            # What was extracted still has the IRIs that give way.
            nodes = {each for node in (*one.nodes, one.into) if node for each in (node, plan.resolve(node))}
            nodes |= {each for node in list(nodes) for each in sources.get(node, ())}
            if one.kind == "split":
                nodes.discard(one.into)
            elif one.kind == "merge" and not one.cls:
                nodes -= {plan.resolve(one.into)}
            for node in nodes:
                self.by_token[f"<{node}>".encode()].append(one)

    def _find_wanted(self) -> dict[bytes, str]:
        """Return the nodes that decisions bring into articles, by the tokens under which articles may have them."""
        out: dict[bytes, str] = {}
        sources = self.plan.list_sources()
        for one in self.plan.decisions:
            for value in _list_values(one) if one.kind in ("correct", "add") else ():
                node = self.plan.resolve(value[1:-1])
                for each in (node, *sources.get(node, ())):
                    out[f"<{each}>".encode()] = node
        return out

    def find_wanted(self, data: bytes) -> list[str]:
        """Return which of the nodes that decisions bring into articles are described in these lines."""
        if not self.wanted:
            return []
        return sorted({self.wanted[token] for token in set(self.tokens.findall(data)) if token in self.wanted})

    def describe(self, node: str, data: bytes) -> None:
        """Take the classes and the name of a node from the lines of an article that describes it."""
        names = {token.decode() for token, each in self.wanted.items() if each == node}
        triples = (line.split(" ", 2) for line in data.decode("utf-8").split("\n")[:-1])
        found = [(p, rest.rpartition(" <")[0]) for s, p, rest in triples if s in names and p in (RDF_TYPE, LABEL)]
        self.described[f"<{node}>"] = found

    def find(self, data: bytes, key: str = "") -> list[Decision]:
        """Return the decisions that may change the graph with these lines; *key* is the article's, if it is one."""
        found = {one.id: one for one in self.by_article.get(key, ())}
        if self.by_token:
            for token in set(self.tokens.findall(data)):
                for one in self.by_token.get(token, ()):
                    if not one.articles or key in one.articles:
                        found[one.id] = one
        return [one for one in self.plan.decisions if one.id in found]

    def digest(self, decisions: Iterable[Decision]) -> str:
        """Return a digest of what decisions change, whoever took them, with the merges that their values follow."""
        parts: list[str] = []
        for one in decisions:
            tokens = [*_list_values(one), *(value for value in one.was if value.startswith("<"))]
            nodes = [self.plan.resolve(token[1:-1]) for token in tokens]
            parts += [one.id, *nodes, *(f"{self.described.get(f'<{node}>', '')}" for node in nodes)]
        return hashlib.sha256(" ".join(parts).encode("utf-8")).hexdigest()[:12]

    def change(self, data: bytes, graph: str, decisions: Sequence[Decision], key: str = "") -> Changed:
        """
        Return a graph with decisions applied.

        Args:
            data: Its N-Quads.
            graph: Token of its name, ``<…>``.
            decisions: From `find`.
            key: Of the article; empty for a graph of none.
        """
        work = _Work(self.plan, self.base, graph, key, decisions, self.described)
        work.triples = [_split(line, graph) for line in data.decode("utf-8").split("\n")[:-1]]
        work.run()
        end = f" {graph} ."
        lines = (f"{s} {p} {o}{end}" for s, p, o in work.triples)
        return Changed(join_lines(lines), work.removed, work.faults)


class _Work:
    """The triples of one graph while they are changed."""

    def __init__(
        self,
        plan: Plan,
        base: str,
        graph: str,
        key: str,
        decisions: Sequence[Decision],
        described: Mapping[str, Sequence[tuple[str, str]]],
    ) -> None:
        self.plan, self.base, self.graph, self.key = plan, base, graph, key
        self.decisions, self.described = decisions, described
        self.triples: list[Triple] = []
        self.removed: list[tuple[Decision, Triple]] = []
        self.faults: list[Problem] = []

    def run(self) -> None:
        self.merge()
        for kind, change in (
            ("split", self.split),
            ("reject", self.reject),
            ("correct", self.correct),
            ("add", self.add),
            ("rename", self.rename),
        ):
            for one in self.decisions:
                if one.kind == kind and (not one.articles or self.key in one.articles):
                    change(one)

    def token(self, iri: str) -> str:
        """Return the token of a node as it stands after merges."""
        return f"<{self.plan.resolve(iri)}>"

    def resolve(self, token: str) -> str:
        """Return a token with merges followed."""
        return self.token(token[1:-1]) if token.startswith("<") else token

    def merge(self) -> None:
        redirects = {f"<{old}>": f"<{new}>" for old, new in self.plan.redirects.items()}
        classes = {
            self.token(one.into): f"<{SAY}{one.cls}>" for one in self.decisions if one.kind == "merge" and one.cls
        }
        if not redirects:
            return
        out: list[Triple] = []
        for s, p, o in self.triples:
            # An authority's key stays with the IRI that is made from it.
            subject = s if p == _KEY else redirects.get(s, s)
            value = redirects.get(o, o)
            if p == RDF_TYPE and subject in classes and value in _CLASSES:
                value = classes[subject]
            if subject != value or p not in _NEVER_ITS_OWN:
                out.append((subject, p, value))
        self.triples = out

    def split(self, one: Decision) -> None:
        node, into = self.token(one.nodes[0]), self.token(one.into)
        findings = {self.token(each) for each in one.findings}
        out: list[Triple] = []
        for s, p, o in self.triples:
            if s == node:
                if p == LABEL and one.values:
                    out.append((into, LABEL, one.values[0]))
                else:
                    out.append((into, p, o))
                if findings:
                    out.append((s, p, o))
            elif o == node and (not findings or s in findings):
                out.append((s, p, into))
            else:
                out.append((s, p, o))
        self.triples = out

    def reject(self, one: Decision) -> None:
        node = self.token(one.nodes[0])
        if one.property:
            predicate, values = f"<{one.property}>", {self.resolve(value) for value in one.values}
            self.remove(one, lambda t: t[0] == node and t[1] == predicate and (not values or t[2] in values))
            return
        gone = {node}
        # What only a rejected statement tells must not become the article's own word.
        links = (f"<{SAY}accordingTo>", f"<{SAY}claimedIn>")
        while True:
            more = {s for s, p, o in self.triples if p in links and o in gone} - gone
            if not more:
                break
            gone |= more
        gone |= {o for s, p, o in self.triples if p == _HAS_NAME and s in gone}
        self.remove(one, lambda t: t[0] in gone or t[2] in gone)

    def remove(self, one: Decision, fits: Callable[[Triple], bool]) -> None:
        """Take out the triples that fit, and remember them."""
        kept: list[Triple] = []
        for triple in self.triples:
            if fits(triple):
                self.removed.append((one, triple))
            else:
                kept.append(triple)
        self.triples = kept

    def correct(self, one: Decision) -> None:
        node = self.token(one.nodes[0])
        if not any(s == node for s, _, _ in self.triples):
            return
        was = {self.resolve(value) for value in one.was}
        predicate = f"<{one.property}>"
        if was and not any(s == node and p == predicate and o in was for s, p, o in self.triples):
            self.faults.append(
                make_fault(
                    one.source,
                    f"{one.nodes[0]} has not the value that 'was' gives for {one.property.rpartition('#')[2]}, so "
                    "it was left as it is. Look at the node, and mend 'was' or take it out.",
                    severity="warning",
                )
            )
            return
        for name, values in spread_date(one.property, one.values):
            each = f"<{name}>"
            gone = {t for t in self.triples if t[0] == node and t[1] == each and (not was or t[2] in was)}
            self.remove(one, gone.__contains__)
            self.triples += [(node, each, self.resolve(value)) for value in values]
            self.mention(each, values)
            if each == _CONTENT:
                self.place_content(one, node, values)
        if one.property != LABEL[1:-1] and _FINDING.match(one.nodes[0].removeprefix(self.base)):
            self.mark(one, node)

    def place_content(self, one: Decision, node: str, contents: Sequence[str]) -> None:
        """Say where the words stand that are the content of a statement now; nowhere if not in its sentence."""
        self.remove(one, lambda t: t[0] == node and t[1] == _CONTENT_SPAN)
        passages = {o for s, p, o in self.triples if s == node and p == _EVIDENCE}
        about = {(s, p): o for s, p, o in self.triples if s in passages}
        for passage in sorted(passages):
            quote = nquads.plain(about.get((passage, f"<{SAY}quote>"), '""'))
            start, spans = int(nquads.plain(about.get((passage, f"<{SAY}start>"), '"0"'))), list[str]()
            for piece in [piece for content in contents for piece in nquads.plain(content).split(" … ")]:
                at = quote.find(piece)
                if at >= 0:
                    spans.append(nquads.text(f"{start + at}-{start + at + len(piece)}"))
            if spans:
                self.triples += [(node, _CONTENT_SPAN, span) for span in spans]
                return

    def mark(self, one: Decision, node: str) -> None:
        """Say in the label of a finding, which was made of what is now corrected, that it was."""
        labels = [t for t in self.triples if t[0] == node and t[1] == LABEL]
        self.triples = [t for t in self.triples if t not in labels]
        for s, p, o in labels:
            words, quote, tag = o.rpartition('"')
            self.triples.append(
                (
                    s,
                    p,
                    o if "(corrected" in o else f"{words} (corrected: {one.property.rpartition('#')[2]}){quote}{tag}",
                )
            )

    def add(self, one: Decision) -> None:
        if one.sentence:
            self.add_statement(one)
            return
        node = self.token(one.nodes[0])
        pairs = one.extra or spread_date(one.property, one.values)
        for name, values in pairs:
            self.triples += [(node, f"<{name}>", self.resolve(value)) for value in values]
            self.mention(f"<{name}>", values)
        if one.extra:
            self.triples.append((node, _MENTIONED, f"<{self.base}article/{self.key}>"))

    def mention(self, predicate: str, values: Iterable[str]) -> None:
        """Say that the article names the actors and places that a decision brings into it, and what they are."""
        if not self.key or predicate == _MENTIONED:
            return
        article = f"<{self.base}article/{self.key}>"
        starts = tuple(f"<{self.base}{kind}/" for kind in ("actor", "place"))
        for node in (self.resolve(one) for one in values if one.startswith(starts)):
            self.triples.append((node, _MENTIONED, article))
            if not any(s == node and p == LABEL for s, p, _ in self.triples):
                self.triples += [(node, p, o) for p, o in self.described.get(node, ())]

    def add_statement(self, one: Decision) -> None:
        article = f"<{self.base}article/{self.key}>"
        passage = self.find_passage(one.sentence, one.span)
        if passage is None:
            self.faults.append(
                make_fault(
                    one.source,
                    "no passage of the article's graph holds these words. Copy the sentence from an answer of "
                    "`sayso query`, or give 'start' and 'end', the characters of the article's text that it fills.",
                )
            )
            return
        node = f"<{one.nodes[0]}>"
        said = dict(one.extra)
        names = [self.label(value) for value in said.get(f"{SAY}speaker", ())]
        act = said[f"{SAY}illocution"][0][1:-1].rpartition("/")[2]
        targets = [self.label(value) for value in said.get(f"{SAY}target", ())]
        content = [value.rpartition('"')[0][1:] for value in said.get(f"{SAY}content", ())]
        label = " ".join(["; ".join(names) or "?", act, "; ".join(targets)]).strip()
        self.triples += [
            (node, RDF_TYPE, f"<{SAY}Statement>"),
            (node, LABEL, f'"{": ".join([nquads.escape(label), *content])}"@en'),
            (node, f"<{SAY}reportedIn>", article),
            (node, f"<{SAY}evidence>", passage),
            (node, f"<{SAY}confidence>", nquads.decimal(1)),
            (node, f"<{SAY}rule>", nquads.text(RULE)),
        ]
        for name, values in one.extra:
            self.triples += [(node, f"<{name}>", self.resolve(value)) for value in values]
            self.mention(f"<{name}>", values)

    def label(self, token: str) -> str:
        """Return a name of a node in this graph, or the end of its IRI."""
        token = self.resolve(token)
        found = sorted(o for s, p, o in self.triples if s == token and p == LABEL)
        return _unquote(found[0]) if found else token[1:-1].rpartition("/")[2]

    def find_passage(self, words: str, span: tuple[int, int] | None) -> str | None:
        """Return the shortest passage that holds *words*, a new one where its place is given, else None."""
        quote = f"<{SAY}quote>"
        wanted = nquads.escape(words.strip())
        found = sorted((len(o), s) for s, p, o in self.triples if p == quote and wanted in o)
        if found:
            return found[0][1]
        if span is None:
            return None
        node = f"<{self.base}passage/{self.key}/{span[0]}-{span[1]}>"
        self.triples += [
            (node, RDF_TYPE, f"<{SAY}Passage>"),
            (node, f"<{SAY}start>", nquads.integer(span[0])),
            (node, f"<{SAY}end>", nquads.integer(span[1])),
            (node, quote, nquads.text(words, "en")),
        ]
        return node

    def rename(self, one: Decision) -> None:
        node = self.token(one.nodes[0])
        if any(s == node and p == LABEL for s, p, _ in self.triples):
            self.triples = [t for t in self.triples if not (t[0] == node and t[1] == LABEL)]
            self.triples.append((node, LABEL, one.values[0]))


def _list_values(one: Decision) -> list[str]:
    """Return the nodes among the values that a decision gives."""
    every = [*one.values, *(value for _, values in one.extra for value in values)]
    return [value for value in every if value.startswith("<")]


def _split(line: str, graph: str) -> Triple:
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[: -len(graph) - 3]


def _unquote(token: str) -> str:
    return token.rpartition('"')[0][1:].replace('\\"', '"')
