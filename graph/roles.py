"""
Roles over time: who held which office where, as the articles tell, from the first to the last day that one does.

A membership is what articles attest, no more: that a minister is not named after March does not mean that he resigned
in March. An article that calls somebody *former* tells that the role had ended by then.
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from sayso.graph import nquads
from sayso.graph.common import join_lines
from sayso.graph.iris import make_name_slug
from sayso.graph.nquads import RDF_TYPE
from sayso.graph.summary import Summary
from sayso.graph.writer import LABEL, SAY
from sayso.resources import folder

ORG = "http://www.w3.org/ns/org#"
_ARTICLE = "/graph/article/"
_WORD = re.compile(r"[\w’'.-]+")


@dataclass(frozen=True, slots=True)
class Role:
    """
    An office as words tell it.

    Attributes:
        name: Without articles and words of time, lower case: ``prime minister``.
        past: Whether the words say that it is held no longer.
    """

    name: str
    past: bool = False


@dataclass(slots=True)
class Membership:
    """
    That a person held an office.

    Attributes:
        member: IRI of the person.
        role: Name of the office.
        organization: IRI of where; empty where no article tells.
        words: As articles word the office.
        attested: Days of the articles that say so, by IRI; empty for one without a date.
        past: Likewise, of those that say that it is over.
    """

    member: str
    role: str
    organization: str = ""
    words: set[str] = field(default_factory=set)
    attested: dict[str, str] = field(default_factory=dict)
    past: dict[str, str] = field(default_factory=dict)


def read_role(words: str) -> Role | None:
    """Return the office that words name, or None where nothing of them is left."""
    table = _read_words()
    past = False
    rest: list[str] = []
    for word in _WORD.findall(words.replace("ex-", "ex ").replace("Ex-", "ex ")):
        folded = word.casefold().strip(".")
        if not rest and folded in table.past:
            past = True
        elif folded in table.for_now or (not rest and folded in table.articles):
            continue
        else:
            rest.append(folded)
    name = " ".join(rest)
    name = table.same.get(name, name)
    if not name:
        return None
    # The last word alone may be written in several ways: "foreign ministry spokeswoman".
    head, _, last = name.rpartition(" ")
    return Role(f"{head} {table.same.get(last, last)}".strip(), past)


def find_memberships(summaries: Iterable[Summary]) -> list[Membership]:
    """Return who held which office, from the summaries of all articles that are no copies, sorted."""
    found: dict[_Key, Membership] = {}
    for summary in summaries:
        for told in summary["roles"]:
            for words in told.get("words", ()):
                role = read_role(words)
                if role is None:
                    continue
                key = told["member"], role.name, told.get("body", "")
                one = found.setdefault(key, Membership(*key))
                one.words.add(words)
                (one.past if role.past else one.attested)[summary["article"]] = summary["published"]
    bodies: dict[tuple[str, str], list[str]] = defaultdict(list)
    for member, role_name, body in found:
        if body:
            bodies[member, role_name].append(body)
    return list(_iter_joined(found, bodies))


_Key = tuple[str, str, str]


def _iter_joined(
    found: Mapping[_Key, Membership], bodies: Mapping[tuple[str, str], list[str]]
) -> Iterator[Membership]:
    """
    Yield the memberships, sorted.

    Where articles tell of one body only in which a role is held, those that name none tell of the same membership.
    """
    for key in sorted(found):
        member, role, body = key
        one = found[key]
        alone = len(bodies.get((member, role), ())) == 1
        if alone and not body:
            continue
        bare = found.get((member, role, "")) if alone else None
        if bare is None:
            yield one
        else:
            yield Membership(
                member,
                role,
                body,
                one.words | bare.words,
                {**bare.attested, **one.attested},
                {**bare.past, **one.past},
            )


def write_roles(store: pyoxigraph.Store, graph: str, summaries: Iterable[Summary], *, base: str) -> bytes:
    """
    Return memberships as sorted N-Quads of the named graph *graph*.

    Args:
        store: Asked for the names of persons and bodies.
        graph: IRI.
        summaries: Of all articles that are no copies.
        base: Base IRI of the data.
    """
    lines: list[str] = []
    # A state has a label in each article that names it, and many of its people held an office.
    names: dict[str, str] = {}
    for one in find_memberships(summaries):
        digest = hashlib.sha256("\n".join([one.member, one.role, one.organization]).encode("utf-8")).hexdigest()[:16]
        node, role = f"<{base}membership/{digest}>", f"<{base}role/{make_name_slug(one.role)}>"
        pairs: list[tuple[str, str | None]] = [
            (RDF_TYPE, f"<{SAY}Membership>"),
            (LABEL, nquads.text(_label(store, one, names), "en")),
            (f"<{ORG}member>", f"<{one.member}>"),
            (f"<{ORG}role>", role),
            (f"<{ORG}organization>", f"<{one.organization}>" if one.organization else None),
            *((f"<{SAY}roleWords>", nquads.text(each, "en")) for each in one.words),
            *((f"<{SAY}attestedIn>", f"<{article}>") for article in {**one.attested, **one.past}),
        ]
        present = sorted(day for day in one.attested.values() if day)
        if present:
            pairs.append((f"<{SAY}firstAttested>", nquads.day(nquads.first_day(present[0]))))
            pairs.append((f"<{SAY}lastAttested>", nquads.day(nquads.last_day(present[-1]))))
        over = sorted(day for day in one.past.values() if day)
        if over:
            pairs.append((f"<{SAY}overBy>", nquads.day(nquads.last_day(over[0]))))
        lines += [f"{node} {name} {value} <{graph}> ." for name, value in pairs if value]
        lines += [
            f"{role} {RDF_TYPE} <{ORG}Role> <{graph}> .",
            f"{role} {LABEL} {nquads.text(one.role, 'en')} <{graph}> .",
        ]
    return join_lines(lines)


_NAME = NamedNode(LABEL[1:-1])


def _label(store: pyoxigraph.Store, one: Membership, names: dict[str, str]) -> str:
    for iri in (one.member, one.organization):
        if iri and iri not in names:
            names[iri] = _name(store, iri)
    parts = [names[one.member], one.role]
    return ", ".join([*parts, names[one.organization]] if one.organization else parts)


def _name(store: pyoxigraph.Store, iri: str) -> str:
    quads = store.quads_for_pattern(NamedNode(iri), _NAME, None, None)
    found = sorted(
        (_ARTICLE in str(quad.graph_name), quad.object.value) for quad in quads if isinstance(quad.object, Literal)
    )
    return found[0][1] if found else iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Words:
    past: frozenset[str]
    for_now: frozenset[str]
    articles: frozenset[str]
    same: Mapping[str, str]


@cache
def _read_words() -> _Words:
    data = tomllib.loads(folder("graph").joinpath("names", "role_words.toml").read_text(encoding="utf-8"))
    same: Iterable[tuple[str, str]] = data["same"].items()
    return _Words(
        frozenset(data["past"]),
        frozenset(data["for_now"]),
        frozenset(data["articles"]),
        {key.casefold(): value for key, value in same},
    )
