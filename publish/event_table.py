"""
Events as one table, in columns that users of conflict event data know: one row a report of an event, nothing merged.

Two articles give two rows for one happening; the column ``occurrence`` tells which rows are taken to be one. What the
columns hold is told in docs/reference/exports.md.
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import IO

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Store

from sayso import resources
from sayso.publish.days import Days, Window, read_days
from sayso.publish.networks.columns import clean
from sayso.publish.networks.facts import choose_label
from sayso.publish.prefixes import SAY

FIGURES = ("killed", "injured", "displaced")
"""Kinds of figures that have columns."""

COLUMNS = (
    "event_id", "event_date", "event_date_end", "date_precision", "actor1", "actor1_iri", "actor2", "actor2_iri",
    "event_type", "plover", "cameo", "words", "factuality", "according_to", "place", "place_iri", "latitude",
    "longitude", "place_precision", *(f"{kind}_{part}" for kind in FIGURES for part in ("low", "best", "high")),
    "occurrence", "article", "source", "source_date", "url", "sentence", "confidence",
)  # fmt: skip

JOIN = "; "
"""What stands between several values of a cell."""

_PLOVER, _CAMEO = "https://w3id.org/sayso/code/plover/", "https://w3id.org/sayso/code/cameo/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_MATCHES = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
"""Mappings to codes, the nearest first."""
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_PRECISION = {
    "Facility": "exact", "Settlement": "settlement", "Route": "route", "Region": "region", "Country": "country",
    "Other": "other",
}  # fmt: skip
_FINENESS = tuple(_PRECISION)

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class EventTable:
    """
    The table.

    Attributes:
        rows: Cells by column, sorted by day, article and event.
        left_out: Events that are in no row, by reason.
    """

    rows: tuple[Row, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


def read_event_table(
    store: Store, *, window: Window, kinds: Collection[str] = (), actors: Collection[str] = ()
) -> EventTable:
    """
    Return the events of a store as rows.

    Args:
        store: An open store.
        window: What must overlap with the event's days, or, where it has none, with its article's.
        kinds: Event types to keep; empty keeps all.
        actors: IRIs; events that none of them does, suffers or reports are left out. Empty keeps all.
    """
    reader = _Reader(store)
    left_out = {"copies": 0, "outside the dates": 0, "of other types": 0, "of other actors": 0}
    rows: list[Row] = []
    for event, types in sorted(reader.read("eventType").items()):
        kind = types[0].rpartition("/")[2]
        article = reader.first("reportedIn", event)
        if kinds and kind not in kinds:
            left_out["of other types"] += 1
        elif actors and not reader.get_actors(event) & {*actors}:
            left_out["of other actors"] += 1
        elif reader.first("copyOf", article):
            left_out["copies"] += 1
        elif not window.holds(reader.get_days(event, article)):
            left_out["outside the dates"] += 1
        else:
            rows.append(reader.make_row(event, kind, article))
    rows.sort(key=lambda row: (row["event_date"] or row["event_date_end"] or "~", row["article"], row["event_id"]))
    return EventTable(tuple(rows), left_out)


def write_event_table(table: EventTable, out: IO[str]) -> None:
    """Write the table as CSV with a header; what is not known is empty."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table.rows)


@cache
def read_codes() -> Mapping[str, tuple[str, str]]:
    """Return PLOVER's and CAMEO's codes of each event type, those of the nearest mapping, by its local name."""
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in pyoxigraph.parse(resources.read("ontology", "event-types.ttl"), pyoxigraph.RdfFormat.TURTLE):
        match = quad.predicate.value.removeprefix(_SKOS)
        if match in _MATCHES and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            for scheme in (_PLOVER, _CAMEO):
                if quad.object.value.startswith(scheme):
                    kind = quad.subject.value.rpartition("/")[2]
                    found[kind, scheme][match].append(quad.object.value.removeprefix(scheme))

    def nearest(kind: str, scheme: str) -> str:
        codes = found.get((kind, scheme), {})
        return next((JOIN.join(sorted(codes[match])) for match in _MATCHES if match in codes), "")

    return {kind: (nearest(kind, _PLOVER), nearest(kind, _CAMEO)) for kind, _ in found}


class _Reader:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.values: dict[str, dict[str, list[str]]] = {}
        self.figures: dict[str, list[str]] = defaultdict(list)
        for figure, events in self.read("figureOf").items():
            for event in events:
                self.figures[event].append(figure)
        self.occurrences = {event: one for one, events in self.read("reports").items() for event in events}

    def read(self, name: str) -> dict[str, list[str]]:
        """Return the values of a property, say:*name* or an IRI, by subject, sorted."""
        if name not in self.values:
            found: dict[str, set[str]] = defaultdict(set)
            predicate = NamedNode(name if "://" in name else SAY + name)
            for quad in self.store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                    found[quad.subject.value].add(quad.object.value)
            self.values[name] = {subject: sorted(values) for subject, values in found.items()}
        return self.values[name]

    def first(self, name: str, subject: str) -> str:
        """Return the first value of a property, or empty text."""
        return self.read(name).get(subject, [""])[0]

    def get_days(self, event: str, article: str) -> Days | None:
        """Return the days of an event, open ends closed, or of its article; None where neither is known."""
        first, last = self.first("earliest", event), self.first("latest", event)
        return (first or last, last or first) if first or last else read_days(self.first("published", article))

    def get_actors(self, event: str) -> set[str]:
        """Return who does it, to whom it is done, and who says so."""
        found = {one for role in ("agent", "patient") for one in self.read(role).get(event, [])}
        statements = self.read("accordingTo").get(event, [])
        return found | {one for statement in statements for one in self.read("speaker").get(statement, [])}

    def name(self, iri: str) -> str:
        """Return a node's label."""
        quads = list(self.store.quads_for_pattern(NamedNode(iri), _LABEL, None, None))
        return choose_label(quads) or iri

    def join(self, iris: Collection[str]) -> str:
        """Return the labels of nodes in one cell."""
        return JOIN.join(clean(self.name(iri)) for iri in iris)

    def make_row(self, event: str, kind: str, article: str) -> Row:
        """Return the row of an event."""
        agents, patients = (self.read(name).get(event, []) for name in ("agent", "patient"))
        plover, cameo = read_codes().get(kind, ("", ""))
        speakers = self.read("speaker").get(self.first("accordingTo", event), [])
        row = {
            "event_id": event,
            "event_date": self.first("earliest", event),
            "event_date_end": self.first("latest", event),
            "date_precision": self.first("datePrecision", event),
            "actor1": self.join(agents),
            "actor1_iri": JOIN.join(agents),
            "actor2": self.join(patients),
            "actor2_iri": JOIN.join(patients),
            "event_type": kind,
            "plover": plover,
            "cameo": cameo,
            "words": self.first("triggerWords", event),
            "factuality": self.first("factuality", event).rpartition("/")[2],
            "according_to": self.join(speakers),
            "occurrence": self.occurrences.get(event, ""),
            "article": self.first("http://purl.org/dc/terms/identifier", article),
            "source": self.first("publisherName", article),
            "source_date": self.first("published", article),
            "url": self.first("http://schema.org/url", article),
            "sentence": self.first("quote", self.first("evidence", event)),
            "confidence": self.first("confidence", event),
            **self.get_place(event),
            **dict(self.iter_counts(event)),
        }
        return {column: clean(row[column]) for column in COLUMNS}

    def get_place(self, event: str) -> Row:
        """Return the cells of the finest place of an event, with the coordinates of it or of what contains it."""
        places = self.read("place").get(event, [])
        if not places:
            return dict.fromkeys(("place", "place_iri", "latitude", "longitude", "place_precision"), "")
        place = min(places, key=lambda one: (self.get_fineness(one), one))
        where, seen = [place], {place}
        for one in where:
            if self.first("latitude", one) and self.first("longitude", one):
                break
            new = [parent for parent in self.read("partOf").get(one, []) if parent not in seen]
            seen.update(new)
            where += new
        else:
            one = place
        known = bool(self.first("latitude", one))
        cls = self.first("placeClass", one if known else place).rpartition("/")[2]
        return {
            "place": self.name(place),
            "place_iri": place,
            "latitude": self.first("latitude", one),
            "longitude": self.first("longitude", one),
            "place_precision": _PRECISION.get(cls, ""),
        }

    def get_fineness(self, place: str) -> int:
        """Return where a place's class stands among all, the finest first."""
        cls = self.first("placeClass", place).rpartition("/")[2]
        return _FINENESS.index(cls) if cls in _FINENESS else len(_FINENESS)

    def iter_counts(self, event: str) -> Iterator[tuple[str, str]]:
        """Yield the cells of figures: least and greatest of all bounds, and the number on which all agree."""
        for kind in FIGURES:
            figures = [one for one in self.figures[event] if self.first("figureKind", one).endswith(f"/{kind}")]
            lows, highs = ([self.first(name, one) for one in figures] for name in ("low", "high"))
            agreed = {*lows, *highs}
            yield f"{kind}_low", min((one for one in lows if one), key=int, default="")
            yield f"{kind}_best", agreed.pop() if len(agreed) == 1 else ""
            yield f"{kind}_high", max(highs, key=int) if highs and all(highs) else ""
