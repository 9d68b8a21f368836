"""JSON-LD with a context of our own: written node by node from sorted quads, so nothing is held in memory."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from sayso.publish.prefixes import RDF_TYPE, Context, list_prefixes

XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = XSD + "string"
# What may follow a prefix or the base without being read as something else than it is.
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~%-]*\Z")
_RELATIVE = re.compile(r"[A-Za-z0-9_~%-][A-Za-z0-9_.~%-]*(/[A-Za-z0-9_~%-][A-Za-z0-9_.~%-]*)*\Z")
_INTEGER = re.compile(r"(0|-?[1-9][0-9]{0,14})\Z")
_WHOLE = {XSD + "integer", XSD + "nonNegativeInteger"}

Json = str | int | bool | dict[str, "Json"] | list["Json"]


class Compactor:
    """
    Shortens IRIs and literals by a context, and falls back to the long form where a term would change their meaning.

    Args:
        context: As `load_context` gives it.
        base_iri: IRIs that begin with it are written relative to it.
    """

    def __init__(self, context: Context, *, base_iri: str) -> None:
        self.base = base_iri if base_iri.endswith("/") else None
        self.prefixes = list_prefixes(context)
        self.terms: dict[str, list[tuple[str, str, str]]] = {}
        self.classes: dict[str, str] = {}
        self.known: dict[str, str] = {}
        for term, definition in context.items():
            if term.startswith("@") or term in self.prefixes:
                continue
            if isinstance(definition, dict):
                way = "@language" if definition.get("@container") == "@language" else definition.get("@type", "")
                self.terms.setdefault(self._expand(definition["@id"]), []).append((term, way, self._expand(way)))
            else:
                iri = self._expand(str(definition))
                self.terms.setdefault(iri, []).append((term, "", ""))
                self.classes[iri] = term

    def _expand(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else name

    def shorten(self, iri: str) -> str:
        """Return an IRI as ``prefix:local``, or whole."""
        short = self.known.get(iri)
        if short is None:
            short = self._shorten(iri)
            # Terms of vocabularies are few; other IRIs are as many as the graph is large.
            if short != iri:
                self.known[iri] = short
        return short

    def _shorten(self, iri: str) -> str:
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and _LOCAL.match(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def shorten_id(self, node: NamedNode | BlankNode) -> str:
        """Return the ``@id`` of a node: relative to the base, prefixed, or whole."""
        if isinstance(node, BlankNode):
            return str(node)
        if self.base and node.value.startswith(self.base) and _RELATIVE.match(node.value, len(self.base)):
            return node.value[len(self.base) :]
        return self.shorten(node.value)

    def compact(self, predicate: str, value: NamedNode | BlankNode | Literal) -> tuple[str, str | None, Json]:
        """Return the key under which a value stands, its language where the key holds a language map, and it."""
        for term, way, datatype in self.terms.get(predicate, ()):
            if isinstance(value, Literal):
                if way == "@language" and value.language:
                    return term, value.language, value.value
                if way in ("", "@language", "@id"):
                    if way == "" and value.datatype.value == _STRING:
                        return term, None, value.value
                elif value.datatype.value == datatype:
                    return term, None, _to_native(value)
            elif way == "@id":
                return term, None, self.shorten_id(value)
        return self.shorten(predicate), None, self._spell_out(value)

    def _spell_out(self, value: NamedNode | BlankNode | Literal) -> Json:
        if not isinstance(value, Literal):
            return {"@id": self.shorten_id(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == _STRING:
            return {"@value": value.value}
        return {"@value": value.value, "@type": self.shorten(value.datatype.value)}


def _to_native(value: Literal) -> Json:
    if value.datatype.value in _WHOLE and _INTEGER.match(value.value):
        return int(value.value)
    if value.datatype.value == XSD + "boolean" and value.value in ("true", "false"):
        return value.value == "true"
    return value.value


def write_jsonld(quads: Iterable[Quad], out: IO[str], *, context: Context, base_iri: str) -> None:
    """
    Write quads that come sorted by graph and subject, one graph object after another, one node a line.

    Args:
        quads: Sorted as `sayso.publish.sorting` does.
        out: Opened for text.
        context: Written into the file, so that no reader need fetch it.
        base_iri: Written into the file's context as ``@base``.
    """
    compactor = Compactor(context, base_iri=base_iri)
    whole = {**context, **({"@base": base_iri} if compactor.base else {})}
    out.write('{\n"@context": {\n')
    out.write(",\n".join(f" {_dump(key)}: {_dump(value)}" for key, value in whole.items()))
    out.write('\n},\n"@graph": [')
    graphs = groupby(quads, key=lambda quad: quad.graph_name)
    for number, (graph, members) in enumerate(graphs):
        assert isinstance(graph, (NamedNode, BlankNode))
        out.write(f'{"," if number else ""}\n{{"@id": {_dump(compactor.shorten_id(graph))}, "@graph": [')
        for index, node in enumerate(_iter_nodes(members, compactor)):
            out.write(f"{',' if index else ''}\n {_dump(node)}")
        out.write("\n]}")
    out.write("\n]}\n")


def _iter_nodes(quads: Iterable[Quad], compactor: Compactor) -> Iterator[dict[str, Json]]:
    for subject, members in groupby(quads, key=lambda quad: quad.subject):
        assert isinstance(subject, (NamedNode, BlankNode))
        node: dict[str, Json] = {"@id": compactor.shorten_id(subject)}
        for quad in members:
            value = quad.object
            assert isinstance(value, (NamedNode, BlankNode, Literal))
            if quad.predicate.value == RDF_TYPE and isinstance(value, NamedNode):
                _append(node, "@type", compactor.classes.get(value.value) or compactor.shorten(value.value))
                continue
            key, language, short = compactor.compact(quad.predicate.value, value)
            if language is None:
                _append(node, key, short)
            else:
                by_language = node.setdefault(key, {})
                assert isinstance(by_language, dict)
                _append(by_language, language, short)
        yield node


def _append(where: dict[str, Json], key: str, value: Json) -> None:
    if key not in where:
        where[key] = value
        return
    known = where[key]
    if isinstance(known, list):
        known.append(value)
    else:
        where[key] = [known, value]


_dump = json.JSONEncoder(ensure_ascii=False).encode
