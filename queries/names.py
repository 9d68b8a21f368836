"""
Find the nodes that a user means by a name: an IRI, a label, an alias, an authority key, a place's name.

The stricter reading decides: exact labels first, then any exact name, then names without regard to case, accents and
a leading article. What stays open is an error that lists the choices.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from sayso.errors import AmbiguousNameError, UnknownNameError

SAY = "https://w3id.org/sayso/ont#"
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LITERAL_FORM = ox.NamedNode("http://www.w3.org/2008/05/skos-xl#literalForm")
_IDENTIFIER = ox.NamedNode("http://purl.org/dc/terms/identifier")
_REPLACED = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")
_TITLE = ox.NamedNode("http://purl.org/dc/terms/title")
_ALIAS = ox.NamedNode(SAY + "alias")
_KEY = ox.NamedNode(SAY + "authorityKey")
_HAS_NAME = ox.NamedNode(SAY + "hasName")
_CLASSES = {
    "actor": ("Actor", "Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource"),
    "place": ("Place",),
    "article": ("Article",),
}
_PROPERTIES = {
    "actor": (_LABEL, _ALIAS, _KEY),
    "place": (_LABEL, _ALIAS, _KEY, _LITERAL_FORM),
    "article": (_IDENTIFIER, _TITLE),
}
_IRI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+)>?")
_SHOWN = 12
"""How many choices a message lists."""


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A node with one of its names; ``label`` tells whether the name is its label."""

    iri: str
    name: str
    label: bool


def find_nodes(store: ox.Store, text: str, kind: str, *, where: str) -> list[ox.NamedNode]:
    """
    Return the nodes that *text* stands for, sorted; more than one only where nothing can tell them apart.

    That is so for groups and unnamed sources that each belong to one article and go by the same label in each,
    such as *residents*: a question about them is about all.

    Args:
        store: Where to look, in all its graphs.
        text: An IRI, or any name.
        kind: ``actor``, ``place`` or ``article``.
        where: Name of the parameter, for messages.

    Raises:
        UnknownNameError: If nothing goes by that name. The message offers the nearest names.
        AmbiguousNameError: If several do. The message lists them with their IRIs.
    """
    text = text.strip()
    iri = _IRI.fullmatch(text)
    if iri and "://" in iri[1]:
        return [_find_iri(store, iri[1], kind, where=where)]
    exact = _find_exact(store, text, kind)
    labelled = {one.iri for one in exact if one.label and not _is_local(one.iri)}
    if len(labelled) == 1:
        return [ox.NamedNode(labelled.pop())]
    found = exact or _find_folded(store, text, kind)
    if not found:
        raise _unknown(store, text, kind, where=where)
    iris = sorted({one.iri for one in found})
    if len(iris) > 1 and not _are_alike(store, iris):
        raise _ambiguous(store, text, iris, kind, where=where)
    return [ox.NamedNode(one) for one in iris]


def _find_iri(store: ox.Store, iri: str, kind: str, *, where: str) -> ox.NamedNode:
    node = ox.NamedNode(iri)
    for quad in store.quads_for_pattern(node, _REPLACED, None):
        # A node that was merged into another leads to it, so that no link breaks.
        if isinstance(quad.object, ox.NamedNode):
            node = quad.object
    if not _is_kind(store, node, kind):
        raise UnknownNameError(
            f"--{where} {iri}: the graph has no {kind} with this IRI. "
            "Give a name instead, or copy the IRI from an answer."
        )
    return node


def _find_exact(store: ox.Store, text: str, kind: str) -> list[Named]:
    literals = [ox.Literal(text, language="en"), ox.Literal(text)]
    found: set[Named] = set()
    for literal in literals:
        for name in _PROPERTIES[kind]:
            for quad in store.quads_for_pattern(None, name, literal):
                found.update(_get_named(store, quad, kind))
    return sorted(found)


def _find_folded(store: ox.Store, text: str, kind: str) -> list[Named]:
    wanted = fold_name(text)
    found = [one for one in _iter_named(store, kind) if fold_name(one.name) == wanted]
    return sorted(set(found))


def _iter_named(store: ox.Store, kind: str) -> Iterator[Named]:
    for name in _PROPERTIES[kind]:
        for quad in store.quads_for_pattern(None, name, None):
            yield from _get_named(store, quad, kind)


def _get_named(store: ox.Store, quad: ox.Quad, kind: str) -> Iterator[Named]:
    subject, text = quad.subject, quad.object
    if not isinstance(text, ox.Literal) or not isinstance(subject, ox.NamedNode):
        return
    if quad.predicate == _LITERAL_FORM:
        for owner in store.quads_for_pattern(None, _HAS_NAME, subject):
            if isinstance(owner.subject, ox.NamedNode):
                yield Named(owner.subject.value, text.value, False)
    elif _is_kind(store, subject, kind):
        yield Named(subject.value, text.value, quad.predicate in (_LABEL, _IDENTIFIER))


def _is_kind(store: ox.Store, node: ox.NamedNode, kind: str) -> bool:
    wanted = {SAY + name for name in _CLASSES[kind]}
    return any(
        isinstance(quad.object, ox.NamedNode) and quad.object.value in wanted
        for quad in store.quads_for_pattern(node, _TYPE, None)
    )


def _is_local(iri: str) -> bool:
    """Tell whether an IRI names something of one article: actor/ARTICLE/NAME rather than actor/NAME."""
    return bool(re.search(r"/(?:actor|place)/[^/]+/[^/]+$", iri))


def _are_alike(store: ox.Store, iris: Sequence[str]) -> bool:
    if not all(map(_is_local, iris)):
        return False
    looks = {(frozenset(_labels(store, iri)), frozenset(_classes(store, iri))) for iri in iris}
    # Two people of one name are two people; two groups of one description are what was asked for.
    return len(looks) == 1 and not any("Person" in classes for _, classes in looks)


def _labels(store: ox.Store, iri: str) -> list[str]:
    quads = store.quads_for_pattern(ox.NamedNode(iri), _LABEL, None)
    return sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)})


def _classes(store: ox.Store, iri: str) -> list[str]:
    quads = store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None)
    names = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
    return sorted(name.removeprefix(SAY) for name in names if name.startswith(SAY) and name != SAY + "Actor")


def _ambiguous(store: ox.Store, text: str, iris: Sequence[str], kind: str, *, where: str) -> AmbiguousNameError:
    shown = [
        f"  <{iri}>  {' / '.join(_labels(store, iri))} ({', '.join(_classes(store, iri)) or kind})"
        for iri in iris[:_SHOWN]
    ]
    if len(iris) > _SHOWN:
        shown.append(f"  … and {len(iris) - _SHOWN} more")
    return AmbiguousNameError(
        f"--{where} {text!r} may be {len(iris)} {kind}s. Give a fuller name or one of these IRIs:\n" + "\n".join(shown)
    )


def _unknown(store: ox.Store, text: str, kind: str, *, where: str) -> UnknownNameError:
    by_fold: dict[str, str] = {}
    for one in _iter_named(store, kind):
        by_fold.setdefault(fold_name(one.name), one.name)
    near = nearest(fold_name(text), by_fold)
    names = [by_fold[one] for one in near]
    hint = f"Nearest: {'; '.join(names)}." if names else f"`sayso query {_LISTS[kind]}` lists what there is."
    return UnknownNameError(f"--{where} {text!r}: the graph has no {kind} of that name. {hint}")


_LISTS = {"actor": "actors", "place": "place-names", "article": "articles"}


def nearest(text: str, choices: Iterable[str], *, count: int = 5) -> list[str]:
    """Return the choices most like *text*, best first: close spellings, then those that contain it."""
    every = list(choices)
    close = get_close_matches(text, every, n=count, cutoff=0.6)
    inside = sorted((one for one in every if text and (text in one or one in text)), key=len)
    return list(dict.fromkeys(close + inside))[:count]


def fold_name(text: str) -> str:
    """Return a name without case, accents, a leading article and odd spacing, for comparing."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    words = re.sub(r"[\s\-‐-―]+", " ", plain.casefold().replace("’", "'")).strip()
    return words.removeprefix("the ")
