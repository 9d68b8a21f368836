"""
Roles over time: who held which office where, as the articles tell, from the first to the last day that one does.

A membership is what articles attest, no more: that a minister is not named after March does not mean that he resigned
in March. An article that calls somebody *former* tells that the role had ended by then.
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from sayso.graph import nquads
from sayso.graph.common import join_lines
from sayso.graph.iris import make_name_slug
from sayso.graph.nquads import RDF_TYPE
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
    words: set[str] = field(default_factory=set[str])
    attested: dict[str, str] = field(default_factory=dict[str, str])
    past: dict[str, str] = field(default_factory=dict[str, str])


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


def find_memberships(store: pyoxigraph.Store) -> list[Membership]:
    """Return who held which office, from all articles of a store that are no copies, sorted."""
    days = {one: min(found) for one, found in _read(store, "published").items()}
    copies = set(_read(store, "copyOf"))
    people = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, _TYPE, NamedNode(f"{SAY}Person"), None)
        if isinstance(quad.subject, NamedNode)
    }
    bodies = _read_by_article(store, "memberOf")
    found: dict[tuple[str, str, str], Membership] = {}
    for (person, article), words in _read_by_article(store, "role").items():
        if person not in people or article in copies:
            continue
        # A person's adviser is no member of an organization.
        known = bodies.get((person, article), set()) - people
        # With several bodies in one article it is not known which of them the office is of.
        body = min(known) if len(known) == 1 else ""
        for each in sorted(words):
            role = read_role(each)
            if role is None:
                continue
            one = found.setdefault((person, role.name, body), Membership(person, role.name, body))
            one.words.add(each)
            (one.past if role.past else one.attested)[article] = days.get(article, "")
    return [_join(found, key) for key in sorted(found) if key[2] or not _has_body(found, key)]


def _has_body(found: Mapping[tuple[str, str, str], Membership], key: tuple[str, str, str]) -> bool:
    """Whether other articles tell of one body only where this role is held, so that this is the same membership."""
    return len(_list_with_body(found, key)) == 1


def _list_with_body(
    found: Mapping[tuple[str, str, str], Membership], key: tuple[str, str, str]
) -> list[tuple[str, str, str]]:
    return [one for one in found if one[:2] == key[:2] and one[2]] if not key[2] else []


def _join(found: Mapping[tuple[str, str, str], Membership], key: tuple[str, str, str]) -> Membership:
    """Return a membership with what articles say of the same role without naming the body."""
    one = found[key]
    bare = found.get((key[0], key[1], ""))
    if bare is None or not key[2] or not _has_body(found, (key[0], key[1], "")):
        return one
    return Membership(
        one.member,
        one.role,
        one.organization,
        one.words | bare.words,
        {**bare.attested, **one.attested},
        {**bare.past, **one.past},
    )


def write_roles(store: pyoxigraph.Store, graph: str, *, base: str) -> bytes:
    """Return the memberships of a store as sorted N-Quads of the named graph *graph*."""
    lines: list[str] = []
    for one in find_memberships(store):
        digest = hashlib.sha256("\n".join([one.member, one.role, one.organization]).encode("utf-8")).hexdigest()[:16]
        node, role = f"<{base}membership/{digest}>", f"<{base}role/{make_name_slug(one.role)}>"
        pairs: list[tuple[str, str | None]] = [
            (RDF_TYPE, f"<{SAY}Membership>"),
            (LABEL, nquads.text(_label(store, one), "en")),
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


_TYPE = NamedNode(RDF_TYPE[1:-1])
_NAME = NamedNode(LABEL[1:-1])


def _label(store: pyoxigraph.Store, one: Membership) -> str:
    names = [_name(store, one.member), one.role]
    return ", ".join([*names, _name(store, one.organization)] if one.organization else names)


def _name(store: pyoxigraph.Store, iri: str) -> str:
    quads = store.quads_for_pattern(NamedNode(iri), _NAME, None, None)
    found = sorted(
        (_ARTICLE in str(quad.graph_name), quad.object.value) for quad in quads if isinstance(quad.object, Literal)
    )
    return found[0][1] if found else iri.rpartition("/")[2]


def _read(store: pyoxigraph.Store, name: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, NamedNode(SAY + name), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            out[quad.subject.value].append(quad.object.value)
    return out


def _read_by_article(store: pyoxigraph.Store, name: str) -> dict[tuple[str, str], set[str]]:
    """Return the values of a property by subject and article."""
    out: dict[tuple[str, str], set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, NamedNode(SAY + name), None, None):
        graph = quad.graph_name
        if not isinstance(graph, NamedNode) or _ARTICLE not in graph.value:
            continue
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            article = graph.value.replace("/graph/article/", "/article/")
            out[quad.subject.value, article].add(quad.object.value)
    return out


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
