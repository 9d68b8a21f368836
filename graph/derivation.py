"""
Why a triple follows: the rule, the axioms of the ontology, and the triples that it follows from, down to what is said.

The rules of ``graph/rules`` are read backwards: the triple is put in the place of what a rule adds, and the rule's
conditions are asked of the store.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import NamedNode

from sayso.graph import store as storing
from sayso.graph.infer import Step, list_rules, list_steps
from sayso.graph.manifest import read_base

Triple = tuple[str, str, str]
"""Subject, predicate and object as N-Triples tokens."""

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_PARTS = re.compile(r"INSERT \{ GRAPH graph:inferred \{ (.+?) \} \}\s*WHERE \{(.*)\}\s*$", re.DOTALL)
_PATTERN = re.compile(r"GRAPH (\S+) \{ ([^{}]*?) \}")
_NOT_YET = re.compile(r"^\s*FILTER NOT EXISTS \{ GRAPH \?elsewhere .*$", re.MULTILINE)
_SELECT = re.compile(r"\{\s*SELECT DISTINCT [?\w ]+ WHERE \{(.*?)^  \}", re.DOTALL | re.MULTILINE)
_PREFIX = re.compile(r"^PREFIX (\w+:) <([^>]*)>$", re.MULTILINE)
_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """
    Why a triple is in the graph.

    Attributes:
        triple: The triple.
        graphs: Names of the named graphs that say it; empty where it is inferred.
        rule: Title of the rule by which it follows; empty where it is said.
        standard: The rule of OWL 2 RL, as the rule's file names it.
        axioms: Triples of the ontology that the rule goes by.
        premises: Why the triples hold that it follows from.
    """

    triple: Triple
    graphs: tuple[str, ...] = ()
    rule: str = ""
    standard: str = ""
    axioms: tuple[Triple, ...] = ()
    premises: tuple["Reason", ...] = ()


def explain(kg: Path, triple: Triple) -> Reason | None:
    """
    Return why a triple holds in a knowledge graph, None where it does not.

    Args:
        kg: The folder that `sayso build` made.
        triple: Tokens: ``<https://…>``, ``"words"@en``.

    Raises:
        StoreMissingError, StoreLockedError, StoreNewerError, StoreBrokenError: As `open_store`.
    """
    return explain_in(storing.open_store(kg), f"{read_base(kg)}graph/inferred", triple)


def explain_in(store: pyoxigraph.Store, graph: str, triple: Triple) -> Reason | None:
    """Return why a triple holds in a store whose inferences are in the named graph *graph*; None where it does not."""
    return _Explainer(store, graph).find(triple, ())


class _Explainer:
    def __init__(self, store: pyoxigraph.Store, graph: str) -> None:
        self.store = store
        self.graph = graph
        self.prefixes = {"graph": graph[: -len("inferred")]}
        rules = list_rules(alignments=True)
        self.rules = {rule.name: rule for rule in rules}
        self.steps = [step for rule in rules for step in list_steps(store, rule, self.prefixes)]

    def find(self, triple: Triple, above: tuple[Triple, ...]) -> Reason | None:
        """Return why a triple holds without going in a circle."""
        said = self._where(triple)
        if said and said != (self.graph,):
            return Reason(triple=triple, graphs=tuple(name for name in said if name != self.graph))
        if not said or triple in above or len(above) > _DEEPEST:
            return None
        for step in self.steps:
            for axioms, premises in self._read_backwards(step, triple):
                reasons = [self.find(one, (*above, triple)) for one in premises]
                if all(reasons):
                    rule = self.rules[step.rule]
                    found = tuple(one for one in reasons if one is not None)
                    return Reason(
                        triple=triple, rule=rule.title, standard=rule.standard, axioms=axioms, premises=found
                    )
        return None

    def _where(self, triple: Triple) -> tuple[str, ...]:
        query = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {' '.join(triple)} }} }} ORDER BY ?g"
        return tuple(cast(NamedNode, row["g"]).value for row in self._ask(query))

    def _ask(self, query: str) -> pyoxigraph.QuerySolutions:
        return cast(pyoxigraph.QuerySolutions, self.store.query(query, prefixes=self.prefixes))

    def _read_backwards(self, step: Step, triple: Triple) -> Iterator[tuple[tuple[Triple, ...], tuple[Triple, ...]]]:
        """Yield the axioms and the triples from which a step would have added the triple."""
        parts = _PARTS.search(step.update)
        assert parts is not None, step.rule
        head, body = parts[1], parts[2]
        known = dict(_PREFIX.findall(step.update))
        bound = _match(_split(head, known), triple)
        if bound is None:
            return
        body = _SELECT.sub(lambda match: "{ {" + match[1] + "}", _NOT_YET.sub("", body))
        # A literal may stand where the rule has a subject too, so it is given beside the pattern.
        literals = {name: term for name, term in bound.items() if term.startswith('"')}
        pattern = _replace(body, {name: term for name, term in bound.items() if name not in literals})
        values = "".join(f"VALUES ?{name} {{ {term} }} " for name, term in literals.items())
        lines = "".join(f"PREFIX {name} <{iri}>\n" for name, iri in known.items())
        for row in self._ask(f"{lines}SELECT * WHERE {{ {values}{pattern} }} LIMIT 20"):
            axioms: list[Triple] = [] if not step.axiom else [step.axiom]
            premises: list[Triple] = []
            for where, text in _PATTERN.findall(pattern):
                if where == "graph:curation":
                    continue
                for one in text.split(" . "):
                    found = _fill(one, row, known)
                    if found is not None:
                        (axioms if where == "graph:ontology" else premises).append(found)
            # Of two alternatives in a rule, the one that did not give this row may hold nothing.
            held = [one for one in dict.fromkeys(premises) if one[0][0] != '"' and self._where(one)]
            if triple not in held:
                yield tuple(axioms), tuple(held)


def _match(head: Sequence[str], triple: Triple) -> dict[str, str] | None:
    """Return what the variables of a rule's head are for the triple, None where it does not fit."""
    bound: dict[str, str] = {}
    for place, term in zip(head, triple, strict=True):
        if place.startswith("?"):
            if bound.setdefault(place[1:], term) != term:
                return None
        elif place != term:
            return None
    return bound


def _replace(text: str, bound: Mapping[str, str]) -> str:
    for name, term in bound.items():
        text = re.sub(rf"\?{name}\b", term.replace("\\", "\\\\"), text)
    return text


def _split(pattern: str, prefixes: Mapping[str, str]) -> list[str]:
    """Return the three terms of a triple pattern, the last of which may be a literal with spaces."""
    out: list[str] = []
    for term in pattern.strip().split(" ", 2):
        name, colon, rest = term.partition(":")
        known = prefixes.get(f"{name}{colon}") if colon and term[0] not in '<"' else None
        out.append(_TYPE if term == "a" else f"<{known}{rest}>" if known is not None else term)
    return out


def _fill(pattern: str, row: pyoxigraph.QuerySolution, prefixes: Mapping[str, str]) -> Triple | None:
    """Return a triple pattern with a solution put in; None where that leaves something open."""
    terms: list[str] = []
    for term in _split(pattern, prefixes):
        if not term.startswith("?"):
            terms.append(term)
            continue
        try:
            value = row[term[1:]]
        except KeyError:
            return None
        if value is None:
            return None
        terms.append(str(value))
    return terms[0], terms[1], terms[2]
