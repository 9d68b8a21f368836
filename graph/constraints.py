"""
Constraints of SHACL's core on the values of one node, each as a function of their N-Quads tokens.

Those that need other shapes are put together in `sayso.graph.check`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from sayso.graph.index import Index
from sayso.graph.nquads import first_day, plain
from sayso.graph.shapes import RDF, SH, XSD, Constraint
from sayso.graph.words import find_test

_KINDS = {
    "IRI": "<", "BlankNode": "_", "Literal": '"', "BlankNodeOrIRI": "_<", "BlankNodeOrLiteral": '_"',
    "IRIOrLiteral": '<"',
}  # fmt: skip

Test = Callable[[Index, str, Sequence[str]], Sequence[str]]
"""Takes the values of one focus node and returns those at fault, an empty text where it is their number."""

NUMBER_WRONG = ("",)
"""What a test returns where the number of values is at fault."""


# ---- tests of the values of one node


def _each(holds: Callable[[Index, str], bool]) -> Test:
    return lambda index, focus, values: [value for value in values if not holds(index, value)]


def _make_class(constraint: Constraint) -> Test:
    cls = constraint.values[0]

    def test(index: Index, focus: str, values: Sequence[str]) -> Sequence[str]:
        members = index.members(cls)
        return [value for value in values if value not in members]

    return test


def _make_datatype(constraint: Constraint) -> Test:
    wanted = constraint.values[0][1:-1]
    return lambda index, focus, values: [value for value in values if not _is_of(value, wanted)]


@lru_cache(maxsize=65536)
def _is_of(token: str, datatype: str) -> bool:
    return _datatype(token) == datatype and _well_formed(token)


def _make_node_kind(constraint: Constraint) -> Test:
    first = _KINDS[constraint.values[0][1:-1].removeprefix(SH)]
    return lambda index, focus, values: [value for value in values if value[0] not in first]


def _make_count(constraint: Constraint) -> Test:
    limit = int(plain(constraint.values[0]))
    if constraint.kind == "minCount":
        return lambda index, focus, values: NUMBER_WRONG if len(values) < limit else ()
    return lambda index, focus, values: NUMBER_WRONG if len(values) > limit else ()


def _make_range(constraint: Constraint) -> Test:
    bound = constraint.values[0]
    low, strict = constraint.kind.startswith("min"), constraint.kind.endswith("Exclusive")

    @lru_cache(maxsize=4096)
    def holds(value: str) -> bool:
        order = _compare(value, bound)
        if order is None:
            return False
        return (order > 0 if low else order < 0) or (order == 0 and not strict)

    return lambda index, focus, values: [value for value in values if not holds(value)]


def _make_length(constraint: Constraint) -> Test:
    limit = int(plain(constraint.values[0]))
    least = constraint.kind == "minLength"

    def holds(index: Index, value: str) -> bool:
        if value[0] == "_":
            return False
        length = value.rindex('"') - 1 if value[0] == '"' and "\\" not in value else len(plain(value))
        return length >= limit if least else length <= limit

    return _each(holds)


def _make_pattern(constraint: Constraint) -> Test:
    flags = 0
    for letter in constraint.flags:
        flags |= {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}.get(letter, 0)
    pattern = re.compile(plain(constraint.values[0]), flags)
    return _each(lambda index, value: value[0] != "_" and pattern.search(plain(value)) is not None)


def _make_in(constraint: Constraint) -> Test:
    allowed = frozenset(constraint.values)
    return lambda index, focus, values: [value for value in values if value not in allowed]


def _make_language_in(constraint: Constraint) -> Test:
    ranges = [plain(one).lower() for one in constraint.values]

    def holds(index: Index, value: str) -> bool:
        tag = _language(value)
        return any(tag == one or tag.startswith(f"{one}-") for one in ranges) if tag else False

    return _each(holds)


def _make_unique_lang(constraint: Constraint) -> Test:
    def test(index: Index, focus: str, values: Sequence[str]) -> Sequence[str]:
        tags = [tag for tag in map(_language, values) if tag]
        return [""] * sum(tags.count(tag) > 1 for tag in set(tags)) if len(tags) > 1 else ()

    return test


def _make_has_value(constraint: Constraint) -> Test:
    wanted = constraint.values[0]
    return lambda index, focus, values: () if wanted in values else NUMBER_WRONG


def make_known(constraint: Constraint) -> Test:
    """Return the test of one of sayso's own SPARQL constraints."""
    wrong = find_test(constraint.values[0])
    assert wrong is not None
    return lambda index, focus, values: [focus] if wrong(index, focus) else ()


def _make_pair(constraint: Constraint) -> Test:
    other, kind = constraint.values[0], constraint.kind

    def test(index: Index, focus: str, values: Sequence[str]) -> Sequence[str]:
        others = index.values(focus, other)
        if kind == "equals":
            return sorted(set(values) ^ set(others))
        if kind == "disjoint":
            return sorted(set(values) & set(others))
        return [value for value in values for one in others if not _is_below(value, one, equal=kind != "lessThan")]

    return test


def _is_below(one: str, other: str, *, equal: bool) -> bool:
    order = _compare(one, other)
    return order is not None and (order < 0 or (order == 0 and equal))


SIMPLE: Mapping[str, Callable[[Constraint], Test]] = {
    "class": _make_class,
    "datatype": _make_datatype,
    "nodeKind": _make_node_kind,
    "minCount": _make_count,
    "maxCount": _make_count,
    "minInclusive": _make_range,
    "maxInclusive": _make_range,
    "minExclusive": _make_range,
    "maxExclusive": _make_range,
    "minLength": _make_length,
    "maxLength": _make_length,
    "pattern": _make_pattern,
    "in": _make_in,
    "languageIn": _make_language_in,
    "uniqueLang": _make_unique_lang,
    "hasValue": _make_has_value,
    "equals": _make_pair,
    "disjoint": _make_pair,
    "lessThan": _make_pair,
    "lessThanOrEquals": _make_pair,
}
"""What makes the test of a constraint, by the name of its parameter."""


# ---- literals


def _datatype(token: str) -> str:
    """Return the datatype of a literal's token, empty for an IRI or a blank node."""
    if token[0] != '"':
        return ""
    if token[-1] == ">":
        return token[token.rindex("^^<") + 3 : -1]
    return f"{XSD}string" if token[-1] == '"' else f"{RDF}langString"


def _language(token: str) -> str:
    return token[token.rindex('"') + 2 :].lower() if token[0] == '"' and token[-1] not in '>"' else ""


_FORMS = {
    f"{XSD}integer": re.compile(r"[+-]?\d+"),
    f"{XSD}nonNegativeInteger": re.compile(r"\+?\d+|-0+"),
    f"{XSD}decimal": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)"),
    f"{XSD}boolean": re.compile(r"true|false|0|1"),
    f"{XSD}date": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?"),
    f"{XSD}gYearMonth": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])(Z|[+-]\d\d:\d\d)?"),
    f"{XSD}gYear": re.compile(r"-?\d{4,}(Z|[+-]\d\d:\d\d)?"),
}
_NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long")}
_MOMENTS = {f"{XSD}{name}" for name in ("date", "dateTime", "gYearMonth", "gYear")}


def _well_formed(token: str) -> bool:
    kind, words = _datatype(token), plain(token)
    form = _FORMS.get(kind)
    if form is not None and form.fullmatch(words) is None:
        return False
    # The calendar has no 30th of February.
    return kind != f"{XSD}date" or len(words) != 10 or first_day(words) is not None


_INTEGER = f'"^^<{XSD}integer>'


def _compare(one: str, other: str) -> int | None:
    """Return -1, 0 or 1 for less, equal or greater; None where two terms have no order."""
    if one.endswith(_INTEGER) and other.endswith(_INTEGER):
        first_digits, second_digits = one[1 : -len(_INTEGER)], other[1 : -len(_INTEGER)]
        if first_digits.isdecimal() and second_digits.isdecimal():
            return (int(first_digits) > int(second_digits)) - (int(first_digits) < int(second_digits))
    first, second = _datatype(one), _datatype(other)
    if first in _NUMBERS and second in _NUMBERS:
        return _order(_number(one), _number(other))
    if first == second and (first in _MOMENTS or first == f"{XSD}string"):
        return _order(plain(one), plain(other))
    return None


def _number(token: str) -> Decimal | None:
    try:
        return Decimal(plain(token))
    except InvalidOperation:
        return None


def _order(one: Decimal | str | None, other: Decimal | str | None) -> int | None:
    if one is None or other is None:
        return None
    return (one > other) - (one < other)  # type: ignore[operator] # both are of one type
