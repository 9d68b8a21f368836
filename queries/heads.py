"""
The commented head of a saved query: what it asks, what it takes, what its columns mean.

A head is the run of comment lines at the top of a ``.rq`` file::

    # title: Who accused whom
    # asks: Who accused whom of what?
    # group: statements
    # param accuser actor — Only accusations by this actor
    # param minimum integer 2 — Only pairs that share at least so many articles
    # column accuser text — Who accuses
    # example: sayso query who-accused-whom

In the body, ``#? accuser: PATTERN`` is a comment unless the parameter *accuser* is given, and ``PATTERN #! copies``
holds unless *copies* (or another of several names) is given. A parameter's value is the variable ``?given_accuser``.
So the file as it stands is a complete query that runs on any SPARQL server. ``#? actor=someone:`` binds the variable
``?someone`` instead.

Hints for Oxigraph stand behind ``#@``; to other engines they are comments:

- ``{ PATTERN } #@ graph`` or ``OPTIONAL { PATTERN } #@ graph``: the pattern is looked for in one graph at a time.
  Oxigraph's union of graphs holds a triple once for each graph that has it: an actor that a thousand articles describe
  has its label a thousand times otherwise, and two such labels in one row make a million.
- ``{ PATTERN } #@ scan``: all that matches the pattern is read in a row and joined by a hash table, which costs a
  microsecond a row where a look-up costs ten, unless a parameter names an actor, a place or an article.
- ``{ PATTERN } #@ look``: likewise where all rows are wanted, but looked up row by row for a page of them.
- ``#@ page KEYS`` at the end of a sub-SELECT: here a page of rows is cut, in the order of KEYS. The sub-SELECT must
  give one solution for each row of the answer. Keys that are dates or numbers are sorted without looking them up.
"""

import re
from dataclasses import dataclass

from sayso.errors import QueryFileError

GROUPS = ("statements", "actors", "places", "events", "figures", "provenance", "quality")
"""The groups that saved queries stand in, in the order in which they are listed."""
PARAMETER_TYPES = (
    "actor", "place", "article", "date", "date:end", "integer", "decimal", "string", "flag",
    "kind:illocution", "kind:event-type", "kind:figure-kind",
)  # fmt: skip
"""What a parameter may be; ``date`` fills 2023-09 up to its first day, ``date:end`` to its last."""
COLUMN_TYPES = ("text", "long", "names", "date", "integer", "decimal", "score", "iri")
"""What a column may hold; ``long`` is a sentence, ``names`` are several joined by a semicolon and sorted."""

_LINE = re.compile(r"#\s*(title|asks|group|note|example|param|column)(?::|\s)\s*(.*)")
_PARAM = re.compile(r"(?P<name>[a-z_]+)\s+(?P<type>[a-z:-]+)(?:\s+(?P<default>\S+))?\s+—\s+(?P<meaning>.+)")
_COLUMN = re.compile(r"(?P<name>[a-z_]+)\s+(?P<type>[a-z]+)\s+—\s+(?P<meaning>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """
    What a saved query can be given; every one may be left out.

    Attributes:
        name: As on the command line: ``accuser`` for ``--accuser``.
        type: One of `PARAMETER_TYPES`.
        default: What the query does without it, as text; None where it then does not restrict at all.
        meaning: One sentence.
    """

    name: str
    type: str
    default: str | None = None
    meaning: str

    @property
    def variable(self) -> str:
        """Name of the SPARQL variable that stands for it, without the question mark."""
        return f"given_{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a result: its name (the SPARQL variable), one of `COLUMN_TYPES`, and what it means."""

    name: str
    type: str = "text"
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """
    A query of the catalogue.

    Attributes:
        name: The file's stem: ``who-accused-whom``.
        title: A few words.
        asks: The question, in one sentence.
        group: One of `GROUPS`.
        note: What a reader of the answer must know; may be empty.
        parameters: In the order of the head.
        columns: In the order of the head; empty for a CONSTRUCT query.
        example: A command line.
        text: The whole file.
    """

    name: str
    title: str
    asks: str
    group: str
    note: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: str
    text: str

    def get_parameter(self, name: str) -> Parameter | None:
        """Return the parameter called *name*, or None."""
        return next((one for one in self.parameters if one.name == name), None)


def parse_query(name: str, text: str) -> SavedQuery:
    """
    Read the head of a query file.

    Args:
        name: The file's stem.
        text: Its content.

    Raises:
        QueryFileError: If a line of the head is malformed or one that must be there is missing.
    """
    single: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            raise _fault(name, f"cannot read the line {line!r} of the head")
        key, rest = match[1], match[2]
        if key == "param":
            parameters.append(_parse_parameter(name, rest))
        elif key == "column":
            columns.append(_parse_column(name, rest))
        else:
            single[key] = rest
    for key in ("title", "asks", "group", "example"):
        if not single.get(key):
            raise _fault(name, f"the head has no {key!r}")
    if single["group"] not in GROUPS:
        raise _fault(name, f"unknown group {single['group']!r}")
    return SavedQuery(
        name=name,
        title=single["title"],
        asks=single["asks"],
        group=single["group"],
        note=single.get("note", ""),
        parameters=tuple(parameters),
        columns=tuple(columns),
        example=single["example"],
        text=text,
    )


def _parse_parameter(name: str, rest: str) -> Parameter:
    match = _PARAM.fullmatch(rest)
    if match is None or match["type"] not in PARAMETER_TYPES:
        raise _fault(name, f"cannot read the parameter {rest!r}")
    return Parameter(name=match["name"], type=match["type"], default=match["default"], meaning=match["meaning"])


def _parse_column(name: str, rest: str) -> Column:
    match = _COLUMN.fullmatch(rest)
    if match is None or match["type"] not in COLUMN_TYPES:
        raise _fault(name, f"cannot read the column {rest!r}")
    return Column(name=match["name"], type=match["type"], meaning=match["meaning"])


def _fault(name: str, what: str) -> QueryFileError:
    return QueryFileError(
        f"queries/{name}.rq: {what}. Write `# title: …`, `# asks: …`, `# group: …`, `# example: …`, "
        "`# param NAME TYPE [DEFAULT] — meaning`, `# column NAME TYPE — meaning`."
    )
