"""
Write what Oxigraph answers as bytes in one of the standard formats, up to a number of rows or bytes.

Rows are written as the engine finds them, so an answer that is cut costs no more than what is kept.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import IO, Literal, cast
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from sayso.errors import ResultFormatError
from sayso.queries.terms import PREFIXES, Cell, to_json, to_turtle, to_value

Kind = Literal["rows", "yes-no", "triples"]
Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

ROW_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
"""Media type by name of the formats of SELECT and ASK."""
TRIPLE_FORMATS = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""Media type by name of the formats of CONSTRUCT and DESCRIBE."""
_RDF = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_XML = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """
    An answer in one of the formats.

    Attributes:
        data: The bytes.
        media_type: Of the format, for HTTP.
        kind: What the query gave.
        count: Rows or triples that *data* holds; of ASK 1 for yes and 0 for no.
        more: Whether a limit cut some off.
    """

    data: bytes
    media_type: str
    kind: Kind
    count: int
    more: bool = False


def get_kind(answer: Answer) -> Kind:
    """Return what an answer consists of."""
    if isinstance(answer, ox.QueryBoolean):
        return "yes-no"
    return "triples" if isinstance(answer, ox.QueryTriples) else "rows"


def encode(
    answer: Answer,
    format: str,
    *,
    rows: int | None = None,
    offset: int = 0,
    size: int | None = None,
    again: Callable[[], Answer] | None = None,
) -> Encoded:
    """
    Return an answer in a format.

    Args:
        answer: From the store; it is used up.
        format: One of `ROW_FORMATS` or, of CONSTRUCT and DESCRIBE, of `TRIPLE_FORMATS`.
        rows: At most so many rows or triples; None for all.
        offset: Rows or triples to leave out at the start.
        size: Stop after the row that fills so many bytes; None for no such limit. Triples are not cut by it.
        again: Gives the same answer anew. With it, rows are first left to the engine to write as JSON, in half the
            time; what it cannot cut at the right place is asked for again.

    Raises:
        ResultFormatError: If the format cannot hold this kind of answer.
    """
    kind = get_kind(answer)
    formats = TRIPLE_FORMATS if kind == "triples" else ROW_FORMATS
    if format not in formats:
        noun = {"rows": "rows", "triples": "triples", "yes-no": "a yes or no"}[kind]
        raise ResultFormatError(
            f"{format!r} cannot hold {noun}, which this query answers. Choose {', '.join(formats)}."
        )
    media_type = formats[format]
    if isinstance(answer, ox.QueryBoolean):
        data = _ANSWERS[format](bool(answer))
        return Encoded(data=data.encode("utf-8"), media_type=media_type, kind=kind, count=int(bool(answer)))
    if isinstance(answer, ox.QueryTriples):
        triples, more = _take_triples(answer, rows, offset)
        return Encoded(
            data=_write_triples(triples, format), media_type=media_type, kind=kind, count=len(triples), more=more
        )
    if again is not None and format == "json" and not offset and rows != 0:
        found = _write_json(answer, rows, size)
        if found is not None:
            return found
        rewound = again()
        assert isinstance(rewound, ox.QuerySolutions)
        answer = rewound
    names = [variable.value for variable in answer.variables]
    head, tail, separator, write = _WRITERS[format](names)
    out = io.BytesIO()
    out.write(head.encode("utf-8"))
    count, more = 0, False
    for solution in islice(answer, max(offset, 0), None):
        if count == rows or (size is not None and out.tell() >= size):
            more = True
            break
        if count:
            out.write(separator)
        out.write(write(tuple(solution)).encode("utf-8"))
        count += 1
    out.write(tail.encode("utf-8"))
    return Encoded(data=out.getvalue(), media_type=media_type, kind=kind, count=count, more=more)


class _EnoughError(Exception):
    """Stops the engine; it is passed on to who called it."""


class _Heap:
    """Takes what the engine writes, a few kB at a time, until there is enough; counts no row too few."""

    def __init__(self, rows: int | None, size: int | None) -> None:
        self.data = bytearray()
        self._rows, self._size = rows, size
        self._found = 0

    def write(self, piece: bytes) -> int:
        start = max(len(self.data) + 1 - len(_BETWEEN), 0)
        self.data += piece
        self._found += self.data.count(_BETWEEN, start)
        if self.is_long() or (self._rows is not None and self._found >= self._rows):
            raise _EnoughError
        return len(piece)

    def flush(self) -> None:
        pass

    def is_long(self) -> bool:
        return self._size is not None and len(self.data) > self._size


_BETWEEN = b"},{"
_NEXT = re.compile(rb'\},(?=\{"[^"\\]*":\{)')
"""What stands between two rows; no text can hold it, since its quotation marks are escaped there."""
_TAIL = b"]}}"


def _write_json(answer: ox.QuerySolutions, rows: int | None, size: int | None) -> Encoded | None:
    """Return an answer as the engine writes it, cut where it must be; None where it cannot be told where that is."""
    heap, whole = _Heap(rows, size), True
    try:
        answer.serialize(cast("IO[bytes]", heap), format=ox.QueryResultsFormat.JSON)
    except _EnoughError:
        whole = False
    data = bytes(heap.data)
    if b"{}" in data:
        # Perhaps a row without anything.
        return None
    count, end = 0, 0
    for count, match in enumerate(_NEXT.finditer(data), 1):
        end = match.start() + 1
        if count == rows or (size is not None and end >= size and not whole):
            return _make_json(data[:end] + _TAIL, count, more=True)
    if whole:
        return _make_json(data, 0 if data.endswith(b"[" + _TAIL) else count + 1)
    return _make_json(data[:end] + _TAIL, count, more=True) if heap.is_long() and count else None


def _make_json(data: bytes, count: int, *, more: bool = False) -> Encoded:
    return Encoded(data=data + b"\n", media_type=ROW_FORMATS["json"], kind="rows", count=count, more=more)


def _take_triples(found: Iterable[ox.Triple], rows: int | None, offset: int) -> tuple[list[ox.Triple], bool]:
    """Return triples, each once and sorted, and whether there are more; a limit keeps those that come first."""
    kept: dict[ox.Triple, None] = {}
    wanted = None if rows is None else rows + max(offset, 0)
    more = False
    for triple in found:
        if wanted is not None and len(kept) >= wanted and triple not in kept:
            more = True
            break
        kept[triple] = None
    return sorted(islice(kept, max(offset, 0), None), key=str), more


def _write_triples(triples: Iterable[ox.Triple], format: str) -> bytes:
    found = list(triples)
    prefixes: dict[str, str] | None = None
    if format in ("ttl", "rdfxml", "jsonld"):
        text = "\n".join(map(str, found))
        prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
    return ox.serialize(found, format=_RDF[format], prefixes=prefixes) or b""


_Writer = Callable[[tuple[Cell, ...]], str]
_Parts = tuple[str, str, bytes, _Writer]
"""What stands before all rows, behind them and between them, and how a row is written."""


def _json(names: list[str]) -> _Parts:
    keys = [f"{_quote(name)}:" for name in names]

    def write(row: tuple[Cell, ...]) -> str:
        bound = [key + _json_term(cell) for key, cell in zip(keys, row, strict=True) if cell is not None]
        return f"{{{','.join(bound)}}}"

    head = json.dumps({"vars": names}, ensure_ascii=False)
    return f'{{"head":{head},"results":{{"bindings":[\n', "\n]}}\n", b",\n", write


# Put together by hand: `json.dumps` of a row costs more than finding it.
_quote = json.encoder.encode_basestring


def _json_term(cell: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(cell, ox.NamedNode):
        return _json_iri(cell)
    return "{" + ",".join(f"{_quote(key)}:{_quote(value)}" for key, value in to_json(cell).items()) + "}"


@lru_cache(maxsize=20_000)
def _json_iri(node: ox.NamedNode) -> str:
    return f'{{"type":"uri","value":{_quote(node.value)}}}'


def _xml(names: list[str]) -> _Parts:
    def write(row: tuple[Cell, ...]) -> str:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml_term(cell)}</binding>"
            for name, cell in zip(names, row, strict=True)
            if cell is not None
        )
        return f"<result>{''.join(cells)}</result>"

    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    return f"{_XML}<head>{head}</head>\n<results>\n", "\n</results>\n</sparql>\n", b"\n", write


def _xml_term(cell: Cell) -> str:
    if isinstance(cell, ox.NamedNode):
        return f"<uri>{_xml_text(cell.value)}</uri>"
    if isinstance(cell, ox.BlankNode):
        return f"<bnode>{_xml_text(cell.value)}</bnode>"
    if not isinstance(cell, ox.Literal):
        return f"<literal>{_xml_text(to_value(cell))}</literal>"
    mark = ""
    if cell.language:
        mark = f" xml:lang={quoteattr(cell.language)}"
    elif not cell.datatype.value.endswith("#string"):
        mark = f" datatype={quoteattr(cell.datatype.value)}"
    return f"<literal{mark}>{_xml_text(cell.value)}</literal>"


def _xml_text(text: str) -> str:
    """Escape, and drop what XML cannot hold."""
    kept = "".join(char for char in text if char >= " " or char in "\t\n\r")
    return escape(kept, {"\r": "&#13;"})


def _csv(names: list[str]) -> _Parts:
    def write(row: Iterable[object]) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(row)
        return out.getvalue()

    return write(names), "", b"", lambda row: write([to_value(cell) for cell in row])


def _tsv(names: list[str]) -> _Parts:
    head = "\t".join(f"?{name}" for name in names) + "\n"
    return head, "", b"", lambda row: "\t".join(map(to_turtle, row)) + "\n"


_WRITERS: dict[str, Callable[[list[str]], _Parts]] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
_ANSWERS: dict[str, Callable[[bool], str]] = {
    "json": lambda yes: json.dumps({"head": {}, "boolean": yes}) + "\n",
    "xml": lambda yes: f"{_XML}<head/>\n<boolean>{str(yes).lower()}</boolean>\n</sparql>\n",
    "csv": lambda yes: f"{str(yes).lower()}\n",
    "tsv": lambda yes: f"{str(yes).lower()}\n",
}
