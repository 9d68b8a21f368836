"""Turn the text of a parameter into RDF terms, and bind terms in a saved query."""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

import pyoxigraph as ox

from sayso import resources
from sayso.errors import ParameterError
from sayso.queries.heads import Parameter, SavedQuery
from sayso.queries.names import find_nodes, nearest

Term = ox.NamedNode | ox.Literal
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_WHEN_GIVEN = re.compile(r"^(\s*)#\?\s*([a-z_]+)(?:=([a-z_]+))?:\s*(.*)$")
_WORD = r"(?:graph|home|scan|look|narrow|each|plain)"
_HINT = re.compile(rf"^(\s*(?:OPTIONAL |MINUS )?)\{{ (.*) \}}\s*#@ ({_WORD}(?: {_WORD})?)\s*$")
_WIDE = re.compile(r"^(\s*)#@ wide (.+)$")
_NARROW = re.compile(r"^(\s*)#@ narrow (.+)$")
_HEAD = re.compile(r"^(\s*)#@ head ?(.*)$")
_PAGE = re.compile(r"^(\s*)#@ page( apart)? ?(.*)$")
_NODES = re.compile(r"^(\s*)#@ nodes (\?\w+)$")
_STREAM = re.compile(r"^(\s*)#@ stream (.+)$")
_LOOKED_UP = re.compile(r"LATERAL \{ (OPTIONAL \{ (?!SELECT ).* \}) \}")
"""An OPTIONAL that is looked up row by row; what a sub-SELECT finds does not depend on the row."""
_OF_NODE = re.compile(
    r"(\s*)LATERAL \{ (OPTIONAL )?\{ (SELECT (?:DISTINCT )?\?(\w+)\b[^{}]* WHERE) "
    r"\{ (?!VALUES \?)(.*) \}( GROUP BY \?\4)? \} \}"
)
"""What is looked up of a node, whatever row it stands in."""
_CLASSED = re.compile(r"(VALUES \(\?type .*\}) (\?\w+ a \?type)")
_ANY_OF = re.compile(r"(\?\w+) (\w+:\w+(?:\|\w+:\w+)+) (?=\?\w)")
"""Any of several properties of a node. Opening an iterator of the store costs as much as reading a node's triples."""
_ONE_TRIPLE = re.compile(r"\S+ \S+ \S+(?: \. FILTER\(.*\))?")
APART = " #@ apart"
"""Ends the line that cuts a page which `sayso.queries.pages` asks for by itself."""
_SELECTIVE = {"actor", "place", "article"}
"""Types of parameters that leave so few findings that looking each up is faster than reading all in a row."""
_UNLESS_GIVEN = re.compile(r"^(.*\S)\s+#!\s*([a-z_]+(?: [a-z_]+)*)\s*$")
_UNLESS_ONE = re.compile(r"^(.*\S)\s+#=\s*([a-z_]+)\s*$")
_KINDS = {
    "given": _WHEN_GIVEN, "unless": _UNLESS_GIVEN, "varied": _UNLESS_ONE, "page": _PAGE, "head": _HEAD,
    "wide": _WIDE, "narrow": _NARROW, "stream": _STREAM, "nodes": _NODES, "hint": _HINT,
}  # fmt: skip
_PLACE = re.compile(r"\0(\w+)\0")
_YES = {"", "yes", "true", "1", "on"}
_NO = {"no", "false", "0", "off"}
_SCHEMES = {
    "illocution": "illocutions.ttl",
    "event-type": "event-types.ttl",
    "figure-kind": "figure-kinds.ttl",
}


def resolve_parameters(
    store: ox.Store, query: SavedQuery, given: Mapping[str, str | Sequence[str]]
) -> dict[str, list[Term]]:
    """
    Return the terms that each given parameter stands for; a flag that is off is left out.

    Args:
        store: Where names are looked up.
        query: The query that takes the parameters.
        given: Text by parameter name, hyphens and underscores alike; several texts mean any of them.

    Raises:
        ParameterError: If the query has no such parameter, or a value is not of its type.
        UnknownNameError: If a name stands for nothing in the graph.
        AmbiguousNameError: If a name stands for several nodes.
    """
    out: dict[str, list[Term]] = {}
    for name, value in given.items():
        parameter = query.get_parameter(name.replace("-", "_"))
        if parameter is None:
            raise _no_parameter(query, name)
        values = [value] if isinstance(value, str) else list(value)
        terms: list[Term] = []
        for text in values:
            terms += _resolve(store, parameter, text)
        if len(terms) > 1 and parameter.type.split(":")[0] in ("date", "integer", "decimal"):
            raise ParameterError(f"--{parameter.name}: takes one value, and {len(terms)} were given. Give one.")
        if terms:
            out[parameter.name] = list(dict.fromkeys(terms))
    return out


def bind_parameters(
    query: SavedQuery,
    terms: Mapping[str, Sequence[Term]],
    *,
    limit: int | None = None,
    offset: int = 0,
    hints: bool = True,
) -> str:
    """
    Return the query's text with the lines of given parameters and the hints for Oxigraph in force.

    Each term is bound by VALUES in the serialisation of the RDF library, so that no value can be read as syntax.

    Args:
        query: Its text is not changed otherwise.
        terms: By name of the parameter.
        limit: Take one page of so many rows, where the query has a place for that (`has_pages`); None for all.
        offset: Rows before the page.
        hints: Whether the text is for Oxigraph; without, it suits any engine.
    """
    given = {name: values for name, values in terms.items() if values}
    once = frozenset(name for name, values in given.items() if len(values) == 1)
    text = _bind_names(query, frozenset(given), once, limit=limit, offset=offset, hints=hints)
    return _PLACE.sub(lambda match: " ".join(map(str, given[match[1]])), text)


def _place(name: str) -> str:
    """Return what stands for the values of a parameter, until they are known: what no query can hold."""
    return f"\0{name}\0"


@lru_cache(maxsize=256)
def _bind_names(
    query: SavedQuery, given: frozenset[str], once: frozenset[str], *, limit: int | None, offset: int, hints: bool
) -> str:
    """Return what `bind_parameters` does, for the parameters that are given, and given once, whatever their values."""
    template = _read_template(query.text, hints)
    narrow = any(one.type in _SELECTIVE and one.name in given for one in query.parameters)
    # What comes in the order of the page is looked up until the page is full, as where little is asked for.
    streamed = limit is not None and not narrow and any(kind == "stream" for kind, _, _ in template)
    narrow = narrow or streamed
    lines: list[str] = []
    before = ""
    for number, (kind, words, line) in enumerate(template):
        if kind == "given":
            if words[1] in given:
                # Lines that follow each other stand in one group.
                if before != words[1]:
                    lines.append(f"{words[0]}VALUES ?{words[2] or 'given_' + words[1]} {{ {_place(words[1])} }}")
                more = _follow_line(words[3], number, narrow=narrow, paged=True, hints=hints)
                lines += [one for one in more if one]
        elif kind == "unless":
            if not given.intersection(words[1].split()):
                lines += _follow_line(words[0], number, narrow=narrow, paged=limit is not None, hints=hints)
        elif kind == "varied":
            if words[1] not in once:
                lines.append(words[0])
        elif kind == "page":
            if limit is not None or offset:
                rows = "" if limit is None else f" LIMIT {limit}"
                order = f"ORDER BY {words[2]}" if words[2] and not streamed else ""
                lines.append(f"{words[0]}{order}{rows} OFFSET {max(offset, 0)}{APART if words[1] and hints else ''}")
        elif kind == "head":
            if limit is not None:
                order = f"ORDER BY {words[1]} " if words[1] else ""
                lines.append(f"{words[0]}{order}LIMIT {max(offset, 0) + limit}")
        elif kind == "hint":
            lines += _follow_hint(words, number, narrow=narrow, paged=limit is not None)
        elif kind == "stream":
            if streamed:
                lines.append(words[0] + words[1])
        elif kind in ("wide", "narrow"):
            if narrow == (kind == "narrow"):
                lines.append(words[0] + words[1])
        else:
            lines.append(line)
        before = words[1] if kind == "given" else ""
    bound = {words[2]: _place(words[1]) for kind, words, _ in template if kind == "given" and words[1] in given}
    nodes = {name: values for name, values in bound.items() if name and hints}
    return "\n".join(look_up_once(line, nodes) for line in _join_optional(lines)) + "\n"


def look_up_once(line: str, nodes: Mapping[str, str]) -> str:
    """
    Return a line of a query; where it looks up something of nodes that are known beforehand, it does so once for each.

    Args:
        line: Bound.
        nodes: By the name of a variable, all that it may be bound to, as VALUES takes it.
    """
    match = _OF_NODE.fullmatch(line)
    if match is None or match[4] not in nodes:
        return line
    space, optional, select, name, pattern, group = match.groups()
    # One of the triples that say so is enough; there is one in each article that names the node.
    pattern = _CLASSED.sub(r"\1 FILTER EXISTS { \2 }", pattern)
    return f"{space}{optional or ''}{{ {select} {{ VALUES ?{name} {{ {nodes[name]} }} {pattern} }}{group or ''} }}"


def _join_optional(lines: Iterable[str]) -> list[str]:
    """Put what is looked up of a row, line by line, in one block: what plans a query does so for each block anew."""
    out: list[str] = []
    for line in lines:
        match = _LOOKED_UP.fullmatch(line)
        if match and out and _LOOKED_UP.fullmatch(out[-1]):
            out[-1] = f"{out[-1][:-1]}{match[1]} }}"
        else:
            out.append(line)
    return out


@lru_cache(maxsize=128)
def _read_template(text: str, hints: bool) -> list[tuple[str, tuple[str, ...], str]]:
    """Return of each line of a query what kind it is, what is in it, and the line; for an engine without the head."""
    out: list[tuple[str, tuple[str, ...], str]] = []
    for line in text.splitlines():
        if hints and line.lstrip().startswith("# "):
            continue
        for kind, pattern in _KINDS.items():
            if match := pattern.match(line):
                if kind in ("wide", "narrow", "stream", "nodes", "hint", "head") and not hints:
                    kind = "plain" if kind == "hint" else "none"
                out.append((kind, match.groups(""), line))
                break
        else:
            out.append(("plain", (), line))
    return [one for one in out if one[0] != "none"]


def has_pages(query: SavedQuery) -> bool:
    """Return whether `bind_parameters` can cut a page of a query's rows before it looks up what stands in them."""
    return _has_page(query.text)


@lru_cache(maxsize=256)
def _has_page(text: str) -> bool:
    return any(_PAGE.match(line) for line in text.splitlines())


def drop_hints(text: str) -> str:
    """Return the body of a saved query for readers elsewhere: no head, no hints, no lines of parameters."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("#") or any(
            one.match(line) for one in (_WHEN_GIVEN, _PAGE, _WIDE, _NARROW, _STREAM, _NODES, _HEAD)
        ):
            continue
        unless = _UNLESS_GIVEN.match(line) or _UNLESS_ONE.match(line)
        line = unless[1] if unless else line
        lines.append(line.partition("#@")[0].rstrip() if _HINT.match(line) else line)
    return "\n".join(lines) + "\n"


def _follow_line(line: str, number: int, *, narrow: bool, paged: bool, hints: bool) -> list[str]:
    """Return what becomes of a line that hangs on a parameter, and may have a hint of its own."""
    if only := _NARROW.match(line):
        return [only[1] + only[2]] if hints and narrow else []
    hint = _HINT.match(line) if hints else None
    return _follow_hint(hint.groups(), number, narrow=narrow, paged=paged) if hint else [line]


def _follow_hint(hint: Sequence[str], number: int, *, narrow: bool, paged: bool) -> list[str]:
    before, pattern, words = hint[0], hint[1], hint[2].split()
    if "plain" in words or ("narrow" in words and not narrow):
        return []
    minus = before.strip() == "MINUS"
    inside = pattern
    if "graph" in words:
        inside = f"GRAPH ?graph_{number} {{ {pattern} }}"
    elif "home" in words and (narrow or not minus):
        # To look into one graph opens one iterator, into all two.
        inside = f"GRAPH ?home {{ {pattern} }}"
    if minus:
        # What MINUS takes away is read as a whole first; so are the parts of a join in EXISTS, which is not planned.
        if not narrow:
            return [f"{before}{{ {inside} }}"]
        if _ONE_TRIPLE.fullmatch(pattern):
            return [f"FILTER NOT EXISTS {{ {inside} }}"]
        some = f"?found_{number}"
        return [f"LATERAL {{ OPTIONAL {{ {inside} BIND(1 AS {some}) }} }} FILTER(!BOUND({some}))"]
    # Oxigraph joins a sub-SELECT by a hash table of all its rows.
    if not narrow and ("scan" in words or ("look" in words and not paged)):
        inside = inside if inside.startswith("SELECT ") else f"SELECT * WHERE {{ {inside} }}"
        return [f"{before}{{ {inside} }}"]
    # Where it guesses wrong how many rows there are, it does so too, unless told to look for each row by itself. To be
    # told so spares it the guessing.
    if "each" in words or "look" in words or before.strip():
        return [f"LATERAL {{ {before.lstrip()}{{ {_read_once(inside, number)} }} }}"]
    return [f"{before}{{ {inside} }}"]


def _read_once(pattern: str, number: int) -> str:
    """Return a pattern that looks up any of several properties of a node by reading the node's triples once."""
    filters: list[str] = []

    def name(match: re.Match[str]) -> str:
        way = f"?way_{number}_{len(filters)}"
        filters.append(f" FILTER({way} IN ({match[2].replace('|', ', ')}))")
        return f"{match[1]} {way} "

    return _ANY_OF.sub(name, pattern) + "".join(filters)


def _resolve(store: ox.Store, parameter: Parameter, text: str) -> list[Term]:
    kind, _, detail = parameter.type.partition(":")
    if kind in ("actor", "place", "article"):
        if not text.strip():
            raise ParameterError(f"--{parameter.name}: is empty. Name the {kind}, or leave the option out.")
        return list(find_nodes(store, text, kind, where=parameter.name))
    if kind == "kind":
        return [_find_kind(parameter, detail, text)]
    if kind == "date":
        return [_read_date(parameter, text, end=detail == "end")]
    if kind in ("integer", "decimal"):
        return [_read_number(parameter, text, whole=kind == "integer")]
    if kind == "flag":
        return _read_flag(parameter, text)
    return [ox.Literal(text)]


def _read_date(parameter: Parameter, text: str, *, end: bool) -> ox.Literal:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise _bad_date(parameter, text)
    try:
        year, month = int(match[1]), int(match[2] or (12 if end else 1))
        last = calendar.monthrange(year, month)[1] if end else 1
        day = date(year, month, int(match[3] or last))
    except ValueError as err:
        raise _bad_date(parameter, text) from err
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(_XSD + "date"))


def _bad_date(parameter: Parameter, text: str) -> ParameterError:
    return ParameterError(f"--{parameter.name} {text!r}: is not a date. Write 2023, 2023-09 or 2023-09-25.")


def _read_number(parameter: Parameter, text: str, *, whole: bool) -> ox.Literal:
    pattern, kind, sample = (r"[+-]?\d+", "integer", "3") if whole else (r"[+-]?\d+(\.\d+)?|\.\d+", "decimal", "0.5")
    if not re.fullmatch(pattern, text.strip(), re.ASCII):
        raise ParameterError(
            f"--{parameter.name} {text!r}: is not a{'n' if whole else ''} {kind}. Write, for instance, {sample}."
        )
    return ox.Literal(text.strip(), datatype=ox.NamedNode(_XSD + kind))


def _read_flag(parameter: Parameter, text: str) -> list[Term]:
    value = text.strip().casefold()
    if value in _YES:
        return [ox.Literal("true", datatype=ox.NamedNode(_XSD + "boolean"))]
    if value in _NO:
        return []
    raise ParameterError(f"--{parameter.name} {text!r}: is neither yes nor no. Write yes or no.")


def _find_kind(parameter: Parameter, scheme: str, text: str) -> ox.NamedNode:
    kinds = get_kinds(scheme)
    wanted = text.strip().strip("<>")
    if wanted in kinds.values():
        return ox.NamedNode(wanted)
    wanted = wanted.casefold().replace(" ", "-")
    if wanted not in kinds:
        near = nearest(wanted, kinds, count=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise ParameterError(
            f"--{parameter.name} {text!r}: is no {scheme}. {hint}There are {', '.join(sorted(kinds))}."
        )
    return ox.NamedNode(kinds[wanted])


@cache
def get_kinds(scheme: str) -> dict[str, str]:
    """
    Return the concepts of a scheme of the ontology: IRI by local name, families of illocutions left out.

    Args:
        scheme: ``illocution``, ``event-type`` or ``figure-kind``.
    """
    text = resources.read("ontology", _SCHEMES[scheme])
    broader = ox.NamedNode("http://www.w3.org/2004/02/skos/core#broader")
    in_scheme = ox.NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    graph = ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE))
    families = {str(quad.object) for quad in graph if quad.predicate == broader}
    iris = [quad.subject.value for quad in graph if quad.predicate == in_scheme and str(quad.subject) not in families]
    return {iri.rsplit("/", 1)[1]: iri for iri in sorted(iris)}


def _no_parameter(query: SavedQuery, name: str) -> ParameterError:
    names = [one.name for one in query.parameters]
    near = nearest(name.replace("-", "_"), names, count=1)
    hint = f"Did you mean --{near[0]}? " if near else ""
    takes = f"It takes {', '.join('--' + one for one in names)}." if names else "It takes no parameters."
    return ParameterError(f"--{name}: {query.name} has no such parameter. {hint}{takes}")
