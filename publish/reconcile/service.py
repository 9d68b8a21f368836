"""
The service: a request in, a reply out; nothing of the web in between, so that any server can carry it.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from string import Template
from typing import Any, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from sayso.graph.identity.records import Record
from sayso.publish.prefixes import SAY
from sayso.publish.reconcile.catalogue import TYPES, Candidate, Catalogue, is_of, list_types
from sayso.resources import folder

BATCH = 50
"""Queries that one request may hold."""
MOST = 100
"""Candidates that one query may ask for."""
LONGEST = 1_000
"""Characters of a name; the rest is cut off."""

PROPERTIES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "alias": ("name", SAY + "alias", ("Actor", "Place")),
    "role": ("role", SAY + "role", ("Actor",)),
    "memberOf": ("member of", SAY + "memberOf", ("Actor",)),
    "actsForPlace": ("acts for place", SAY + "actsForPlace", ("Actor",)),
    "partOf": ("part of", SAY + "partOf", ("Place",)),
    "placeClass": ("place class", SAY + "placeClass", ("Place",)),
    "latitude": ("latitude", SAY + "latitude", ("Place",)),
    "longitude": ("longitude", SAY + "longitude", ("Place",)),
    "article": ("article", SAY + "mentionedIn", ("Actor", "Place")),
    "exactMatch": ("exact match", "http://www.w3.org/2004/02/skos/core#exactMatch", ("Actor", "Place")),
    "closeMatch": ("close match", "http://www.w3.org/2004/02/skos/core#closeMatch", ("Actor", "Place")),
}
"""Properties by which to ask and that can be fetched: label, IRI, and types that have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    A request, as any server has it.

    Attributes:
        path: Below the service: empty, or ``suggest/entity``, ``suggest/type``, ``suggest/property``, ``preview``,
            ``extend/properties``.
        values: Of the query string and of a form, the form's going first.
    """

    path: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, media type and text of an answer."""

    status: int
    media_type: str
    text: str


class BadQuery(Exception):
    """What is wrong with a request."""


class Service:
    """
    The service over one store.

    Attributes:
        catalogue: Its actors and places.
    """

    def __init__(self, store: pyoxigraph.Store, *, base: str, title: str, url: str = "") -> None:
        """
        Read the names of a store.

        Args:
            store: It is only read.
            base: Base IRI of the data: ids are what follows it.
            title: Name of the service.
            url: Where it is reached, without a slash at the end; for the addresses in the manifest.
        """
        self._store, self._base, self._title, self._url = store, base, title, url
        self.catalogue = Catalogue.read(store)

    def answer(self, request: Request, *, url: str = "") -> Reply:
        """
        Return the answer to a request; what is wrong with it gets a 400 that says so.

        Args:
            request: See there.
            url: Where this request reached the service, if that is not always the same.
        """
        address = (url or self._url).rstrip("/")
        ways: dict[str, Callable[[Mapping[str, str]], Reply]] = {
            "": lambda values: self._answer_root(values, address),
            "suggest/entity": self._suggest_entity,
            "suggest/type": self._suggest_type,
            "suggest/property": self._suggest_property,
            "preview": self._preview,
            "extend/properties": self._propose,
        }
        way = ways.get(request.path.strip("/"))
        if way is None:
            return _reply({"message": f"{request.path}: nothing here. See the manifest at the service's root."}, 404)
        try:
            return way(request.values)
        except BadQuery as err:
            return _reply({"message": str(err)}, 400)

    # ---- what can be asked

    def _answer_root(self, values: Mapping[str, str], url: str) -> Reply:
        if "queries" in values:
            return _reply(self.reconcile(_read_object(values["queries"], "queries")))
        if "extend" in values:
            return _reply(self.extend(_read_object(values["extend"], "extend")))
        return _reply(self.make_manifest(url))

    def make_manifest(self, url: str) -> dict[str, Any]:
        """Return the description of the service."""
        return {
            "versions": ["0.2"],
            "name": self._title,
            "identifierSpace": self._base,
            "schemaSpace": SAY,
            "defaultTypes": [{"id": name, "name": TYPES[name]} for name in ("Actor", "Place")],
            "view": {"url": f"{self._base}{{{{id}}}}"},
            "preview": {"url": f"{url}/preview?id={{{{id}}}}", "width": 400, "height": 180},
            "suggest": {
                name: {"service_url": url, "service_path": f"/suggest/{name}"}
                for name in ("entity", "type", "property")
            },
            "extend": {
                "propose_properties": {"service_url": url, "service_path": "/extend/properties"},
                "property_settings": [],
            },
            "batchSize": BATCH,
        }

    def reconcile(self, queries: Mapping[str, Any]) -> dict[str, Any]:
        """
        Return candidates for each query of a batch.

        Raises:
            BadQuery: If there are too many, or one is none.
        """
        if len(queries) > BATCH:
            raise BadQuery(f"{len(queries)} queries in one request: at most {BATCH}. Send them in several.")
        return {key: {"result": self._find(key, one)} for key, one in queries.items()}

    def _find(self, key: str, query: Any) -> list[dict[str, Any]]:
        if not isinstance(query, dict):
            raise BadQuery(f'query {key!r} is no object. Write {{"query": "…"}}.')
        asked = cast(dict[str, Any], query)
        text = asked.get("query", "")
        limit = asked.get("limit", 5)
        if not isinstance(text, str):
            raise BadQuery(f"query {key!r}: 'query' is no text.")
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 0:
            raise BadQuery(f"query {key!r}: 'limit' is no whole number of 0 or more.")
        found = self.catalogue.find(
            text[:LONGEST],
            types=self._read_types(key, asked.get("type")),
            properties=[self._read_property(key, one) for one in _as_list(asked.get("properties"))],
            limit=min(limit, MOST),
        )
        return [self._describe(one) for one in found]

    def _read_types(self, key: str, value: Any) -> list[str]:
        names = [str(one.get("id", "") if isinstance(one, dict) else one) for one in _as_list(value)]
        names = [one.removeprefix(SAY).removeprefix("say:") for one in names if one]
        for name in names:
            if name not in TYPES:
                raise BadQuery(f"query {key!r}: type {name!r} is not one of {', '.join(TYPES)}.")
        return names

    def _read_property(self, key: str, value: Any) -> tuple[str, list[str]]:
        if not isinstance(value, dict) or "pid" not in value:
            raise BadQuery(f"query {key!r}: a property is no object with 'pid' and 'v'.")
        found = cast(dict[str, Any], value)
        values: list[str] = []
        for one in _as_list(found.get("v")):
            if isinstance(one, dict):
                node = str(cast(dict[str, Any], one).get("id", ""))
                values.append(node if "://" in node else self._base + node)
            else:
                values.append(str(one))
        return str(found["pid"]).removeprefix(SAY).removeprefix("say:"), values

    def _describe(self, one: Candidate) -> dict[str, Any]:
        return {
            **self._name(one.record),
            "type": [{"id": name, "name": TYPES[name]} for name in list_types(one.record)],
            "score": one.score,
            "features": [{"id": name, "value": value} for name, value in one.features.items()],
            "match": one.match,
        }

    def _name(self, record: Record) -> dict[str, Any]:
        return {
            "id": record.iri.removeprefix(self._base),
            "name": record.label,
            "description": self.describe(record),
        }

    def describe(self, record: Record) -> str:
        """Return a line about a node: what it is, its office and body, how many articles name it."""
        known = self.catalogue.by_iri
        above = sorted(known[one].label for one in record.all_bodies if one in known)
        parts = [TYPES[record.cls], ", ".join(sorted(record.all_roles)[:2]), ", ".join(above[:2])]
        count = len(record.articles)
        return "; ".join([*(one for one in parts if one), f"{count} article{'s' * (count != 1)}"])

    # ---- suggestions for what is typed

    def _suggest_entity(self, values: Mapping[str, str]) -> Reply:
        types = self._read_types("type", values["type"].split(",")) if values.get("type") else []
        found = (
            one for one in self.catalogue.iter_starting(values.get("prefix", "")) if not types or is_of(one, types)
        )
        items = [
            {**self._name(one), "notable": [{"id": name, "name": TYPES[name]} for name in list_types(one)]}
            for one in _cut(list(found), values)
        ]
        return _reply({"result": items})

    def _suggest_type(self, values: Mapping[str, str]) -> Reply:
        wanted = values.get("prefix", "").casefold()
        names = [one for one, label in TYPES.items() if label.startswith(wanted) or one.casefold().startswith(wanted)]
        return _reply({"result": [{"id": one, "name": TYPES[one]} for one in _cut(names, values)]})

    def _suggest_property(self, values: Mapping[str, str]) -> Reply:
        wanted = values.get("prefix", "").casefold()
        found = [
            one for one in PROPERTIES if any(each.casefold().startswith(wanted) for each in (one, PROPERTIES[one][0]))
        ]
        return _reply({"result": [{"id": one, "name": PROPERTIES[one][0]} for one in _cut(found, values)]})

    # ---- what is shown and fetched

    def _preview(self, values: Mapping[str, str]) -> Reply:
        record = self.catalogue.by_iri.get(self._resolve(values.get("id", "")))
        if record is None:
            return Reply(404, "text/html", "<!doctype html><title>Not here</title><p>The graph has no such node.</p>")
        shown = {
            "label": record.label,
            "about": self.describe(record),
            "names": "; ".join(sorted(record.names)),
            "iri": record.iri,
        }
        return Reply(200, "text/html", _template().substitute({key: escape(value) for key, value in shown.items()}))

    def _propose(self, values: Mapping[str, str]) -> Reply:
        kind = values.get("type", "")
        names = [one for one, (_, _, types) in PROPERTIES.items() if not kind or _has(kind, types)]
        limit = _read_limit(values)
        shown = names[:limit] if limit is not None else names
        found: dict[str, Any] = {"properties": [{"id": one, "name": PROPERTIES[one][0]} for one in shown]}
        if kind:
            found["type"] = kind
        if limit is not None:
            found["limit"] = limit
        return _reply(found)

    def extend(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """
        Return values of properties of nodes.

        Raises:
            BadQuery: If ids or properties are not what they should be.
        """
        ids, properties = query.get("ids"), query.get("properties")
        if not isinstance(ids, list) or not isinstance(properties, list):
            raise BadQuery("'extend' needs lists 'ids' and 'properties'.")
        names = [str(one.get("id", "") if isinstance(one, dict) else one) for one in properties]
        for name in names:
            if name not in PROPERTIES:
                raise BadQuery(f"property {name!r} is not one of {', '.join(PROPERTIES)}.")
        if len(ids) > MOST * 10:
            raise BadQuery(f"more than {MOST * 10} ids in one request. Send them in several.")
        rows = {str(one): {name: self._fetch(str(one), name) for name in names} for one in ids}
        return {"meta": [{"id": name, "name": PROPERTIES[name][0]} for name in names], "rows": rows}

    def _fetch(self, id: str, name: str) -> list[dict[str, Any]]:
        try:
            node = NamedNode(self._resolve(id))
        except ValueError:
            return []
        quads = self._store.quads_for_pattern(node, NamedNode(PROPERTIES[name][1]), None, None)
        return [self._cell(one) for one in sorted({quad.object for quad in quads}, key=str)]

    def _cell(self, term: object) -> dict[str, Any]:
        if isinstance(term, Literal):
            kind = term.datatype.value.rpartition("#")[2]
            if kind in ("integer", "decimal"):
                return {"int": int(term.value)} if kind == "integer" else {"float": float(term.value)}
            return {"date": term.value} if kind == "date" else {"str": term.value}
        iri = term.value if isinstance(term, NamedNode) else str(term)
        record = self.catalogue.by_iri.get(iri)
        if record is not None:
            return {"id": iri.removeprefix(self._base), "name": record.label}
        return {"str": iri}

    def _resolve(self, id: str) -> str:
        """Return the IRI of an id; of a node that was merged away, that of the one in its place."""
        iri = id if "://" in id else self._base + id
        try:
            quads = self._store.quads_for_pattern(NamedNode(iri), _REPLACED, None, None)
        except ValueError:
            return iri
        return next((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), iri)


_REPLACED = NamedNode("http://purl.org/dc/terms/isReplacedBy")


def _has(kind: str, types: Sequence[str]) -> bool:
    return kind in types or ("Actor" in types and kind in TYPES and kind != "Place")


def _as_list(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _read_object(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as err:
        raise BadQuery(f"'{name}' is not JSON ({err}).") from err
    if not isinstance(found, dict):
        raise BadQuery(f"'{name}' is no JSON object.")
    return cast(dict[str, Any], found)


def _read_limit(values: Mapping[str, str]) -> int | None:
    return _read_number(values.get("limit", ""))


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _cut(items: Sequence[Any], values: Mapping[str, str]) -> Sequence[Any]:
    start = _read_number(values.get("cursor", "")) or 0
    return items[start : start + min(_read_limit(values) or 10, MOST)]


def _reply(value: Any, status: int = 200) -> Reply:
    return Reply(status, "application/json", json.dumps(value, ensure_ascii=False))


@cache
def _template() -> Template:
    return Template(folder("publish").joinpath("reconcile", "preview.html").read_text(encoding="utf-8"))
