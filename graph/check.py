"""
Check a graph against shapes, fast: the core of SHACL over N-Quads tokens.

A build checks every article as it is written. pyshacl needs far longer for one article than may be spent on all of
sayso (docs/decisions/0008-validation.md), so this is its replacement there; tests hold the two to the same results.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import pyoxigraph

from sayso.graph.nquads import RDF_TYPE, Triples, first_day
from sayso.graph.shapes import RDF, RDFS, SH, XSD, Constraint, Shape, Shapes
from sayso.graph.words import find_test

_SUBCLASS = f"<{RDFS}subClassOf>"
_KINDS = {
    "IRI": "<", "BlankNode": "_", "Literal": '"', "BlankNodeOrIRI": "_<", "BlankNodeOrLiteral": '_"',
    "IRIOrLiteral": '<"',
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One result of validation, terms as N-Quads tokens.

    Attributes:
        focus: The node that does not satisfy the shape.
        shape: The shape.
        component: Name of the constraint component.
        severity: ``Violation``, ``Warning`` or ``Info``, or another IRI.
        path: The property that it is about; empty for the node itself.
        value: The value that is at fault; empty where it is their number.
        message: What is wrong, for people.
    """

    focus: str
    shape: str
    component: str
    severity: str
    path: str = ""
    value: str = ""
    message: str = ""


class Index:
    """
    A graph by subject and predicate; terms are N-Quads tokens.

    Attributes:
        out: Values by predicate by subject, each once.
        instances: Nodes by the class that they are said to be of.
    """

    def __init__(self, triples: Triples | None = None) -> None:
        """Take over *triples*, which are left as they are."""
        self.out: Triples = {} if triples is None else triples
        self.instances: dict[str, dict[str, None]] = defaultdict(dict)
        for subject, properties in self.out.items():
            for cls in properties.get(RDF_TYPE, ()):
                self.instances[cls][subject] = None
        self._back: dict[tuple[str, str], list[str]] | None = None
        self._members: dict[str, dict[str, None]] = {}
        self._has_classes: bool | None = None

    def add_lines(self, lines: Iterable[str]) -> None:
        """Add N-Quads lines as sayso writes them: sorted by subject, one space between terms, each with a graph."""
        out, instances = self.out, self.instances
        before = ""
        properties: dict[str, list[str]] = {}
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            # The last " <" opens the graph: an IRI holds neither, and behind a literal's words comes a mark.
            value = rest[: rest.rfind(" <")]
            if subject != before:
                properties = out.setdefault(subject, {})
                before = subject
            if predicate in properties:
                if value not in properties[predicate]:
                    properties[predicate].append(value)
            else:
                properties[predicate] = [value]
            if predicate == RDF_TYPE:
                instances[value][subject] = None

    def add_quads(self, quads: Iterable[pyoxigraph.Quad]) -> None:
        """Add triples, whatever graph they are in."""
        for quad in quads:
            subject, predicate, value = str(quad.subject), str(quad.predicate), str(quad.object)
            values = self.out.setdefault(subject, {}).setdefault(predicate, [])
            if value not in values:
                values.append(value)
            if predicate == RDF_TYPE:
                self.instances[value][subject] = None

    def values(self, node: str, path: str, inverse: bool = False) -> Sequence[str]:
        """Return the values that a path leads to."""
        if inverse:
            return self._backwards().get((node, path), ())
        found = self.out.get(node)
        return found.get(path, ()) if found else ()

    def _backwards(self) -> dict[tuple[str, str], list[str]]:
        if self._back is None:
            self._back = defaultdict(list)
            for subject, properties in self.out.items():
                for predicate, values in properties.items():
                    for value in values:
                        self._back[value, predicate].append(subject)
        return self._back

    def members(self, cls: str) -> Mapping[str, None]:
        """Return the instances of a class and of those below it; call it only when the graph is complete."""
        found = self._members.get(cls)
        if found is None:
            found = dict(self.instances.get(cls, {}))
            for below in self._classes_below(cls):
                found.update(self.instances.get(below, {}))
            self._members[cls] = found
        return found

    def _classes_below(self, cls: str) -> Iterable[str]:
        # The graph of an article tells nothing of classes; then there is no need to turn it round.
        if self._has_classes is None:
            self._has_classes = any(_SUBCLASS in properties for properties in self.out.values())
        seen: dict[str, None] = {}
        wanted = [cls] if self._has_classes else []
        while wanted:
            for below in self._backwards().get((wanted.pop(), _SUBCLASS), ()):
                if below not in seen and below != cls:
                    seen[below] = None
                    wanted.append(below)
        return seen


Test = Callable[[Index, str, Sequence[str]], Sequence[str]]
"""Takes the values of one focus node and returns those at fault, an empty text where it is their number."""

_ON_NOTHING = {"minCount", "qualifiedMinCount", "hasValue", "equals"}
"""Constraints that can fail where there is no value."""


_Tests = list[tuple[Shape, Constraint, Test]]


@dataclass(slots=True)
class _Compiled:
    """
    A shape made ready to run.

    Attributes:
        shape: As read.
        tests: All constraints of the shape itself.
        absent: Those that can fail where there is no value.
        properties: Property shapes.
        single: What to test of a predicate that has one value, for property shapes that can be run by predicate.
        several: What to test of a predicate that has more.
        needed: What to test of a predicate that a node lacks.
        others: The property shapes that cannot be run by predicate.
    """

    shape: Shape
    tests: _Tests = field(default_factory=list[tuple[Shape, Constraint, Test]])
    absent: _Tests = field(default_factory=list[tuple[Shape, Constraint, Test]])
    properties: list["_Compiled"] = field(default_factory=list["_Compiled"])
    single: dict[str, _Tests] = field(default_factory=dict[str, _Tests])
    several: dict[str, _Tests] = field(default_factory=dict[str, _Tests])
    needed: list[tuple[str, tuple[Shape, Constraint, Test]]] = field(
        default_factory=list[tuple[str, tuple[Shape, Constraint, Test]]]
    )
    others: list["_Compiled"] = field(default_factory=list["_Compiled"])


class Checker:
    """Shapes made ready to run on one graph after another."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._known: dict[str, _Compiled] = {}
        self._targeted = [self._compile(shape) for shape in shapes.targeted]

    def run(self, index: Index) -> list[Finding]:
        """Return what is wrong with a graph, sorted."""
        found: list[Finding] = []
        for compiled in self._targeted:
            for focus in _find_targets(index, compiled.shape):
                self._check(index, compiled, focus, found)
        return sorted(found, key=lambda one: (one.focus, one.shape, one.component, one.value))

    def _compile(self, shape: Shape) -> _Compiled:
        if shape.name in self._known:
            return self._known[shape.name]
        compiled = self._known[shape.name] = _Compiled(shape)
        compiled.tests = [(shape, one, self._make_test(one)) for one in shape.constraints]
        compiled.absent = [test for test in compiled.tests if test[1].kind in _ON_NOTHING]
        compiled.properties = [self._compile(one) for one in shape.properties]
        for inner in compiled.properties:
            path = inner.shape.path
            if path is None or inner.shape.inverse or inner.properties or inner.shape.properties:
                compiled.others.append(inner)
                continue
            compiled.several.setdefault(path, []).extend(inner.tests)
            telling = [test for test in inner.tests if not _holds_of_one(test[1])]
            compiled.single.setdefault(path, []).extend(telling)
            compiled.needed += [(path, test) for test in inner.absent]
        return compiled

    def _check(self, index: Index, compiled: _Compiled, focus: str, found: list[Finding]) -> None:
        shape = compiled.shape
        if shape.path is None:
            values: Sequence[str] = (focus,)
        else:
            values = index.values(focus, shape.path, shape.inverse)
        for test in compiled.tests if values else compiled.absent:
            bad = test[2](index, focus, values)
            if bad:
                _report(found, focus, test[0], test[1], bad)
        if compiled.properties:
            for value in values:
                self._check_properties(index, compiled, value, found)

    def _check_properties(self, index: Index, compiled: _Compiled, focus: str, found: list[Finding]) -> None:
        # Predicate by predicate: most shapes speak of properties that a node does not have.
        properties = index.out.get(focus, _NO_PROPERTIES)
        single, several = compiled.single, compiled.several
        for predicate, values in properties.items():
            tests = single.get(predicate) if len(values) == 1 else several.get(predicate)
            if tests:
                for shape, constraint, test in tests:
                    bad = test(index, focus, values)
                    if bad:
                        _report(found, focus, shape, constraint, bad)
        for path, (shape, constraint, test) in compiled.needed:
            if path not in properties:
                bad = test(index, focus, ())
                if bad:
                    _report(found, focus, shape, constraint, bad)
        for inner in compiled.others:
            self._check(index, inner, focus, found)

    def _conforms(self, index: Index, compiled: _Compiled, node: str) -> bool:
        shape = compiled.shape
        values: Sequence[str] = (node,) if shape.path is None else index.values(node, shape.path, shape.inverse)
        for test in compiled.tests if values else compiled.absent:
            if test[2](index, node, values):
                return False
        if compiled.properties:
            found: list[Finding] = []
            for value in values:
                self._check_properties(index, compiled, value, found)
                if found:
                    return False
        return True

    def _make_test(self, constraint: Constraint) -> Test:
        simple = _SIMPLE.get(constraint.kind)
        if simple is not None:
            return simple(constraint)
        if constraint.kind == "sparql":
            return _make_known(constraint)
        inner = [self._compile(shape) for shape in constraint.shapes]
        if constraint.kind.startswith("qualified"):
            return self._make_qualified(constraint, inner[0])
        conforms = self._conforms
        if constraint.kind == "not":
            one = inner[0]
            return _each(lambda index, value: not conforms(index, one, value))
        if constraint.kind == "or":
            return _each(lambda index, value: any(conforms(index, one, value) for one in inner))
        if constraint.kind == "xone":
            return _each(lambda index, value: sum(conforms(index, one, value) for one in inner) == 1)
        return _each(lambda index, value: all(conforms(index, one, value) for one in inner))

    def _make_qualified(self, constraint: Constraint, inner: _Compiled) -> Test:
        limit = int(_text(constraint.values[0]))
        least = constraint.kind == "qualifiedMinCount"

        def test(index: Index, focus: str, values: Sequence[str]) -> Sequence[str]:
            count = sum(self._conforms(index, inner, value) for value in values)
            return _NUMBER_WRONG if (count < limit if least else count > limit) else ()

        return test


_NO_PROPERTIES: dict[str, list[str]] = {}
_NUMBER_WRONG = ("",)


def _holds_of_one(constraint: Constraint) -> bool:
    """Return whether a constraint of number holds wherever there is exactly one value."""
    if constraint.kind == "uniqueLang":
        return True
    if constraint.kind not in ("minCount", "maxCount"):
        return False
    limit = int(_text(constraint.values[0]))
    return limit <= 1 if constraint.kind == "minCount" else limit >= 1


def _report(found: list[Finding], focus: str, shape: Shape, constraint: Constraint, bad: Sequence[str]) -> None:
    path = shape.path or ""
    found += [
        Finding(focus, shape.name, constraint.component, shape.severity, path, value, shape.message) for value in bad
    ]


def _find_targets(index: Index, shape: Shape) -> Iterable[str]:
    if len(shape.targets) == 1 and shape.targets[0][0] == "targetClass":
        return index.members(shape.targets[0][1])
    found: dict[str, None] = {}
    for way, token in shape.targets:
        if way == "targetNode":
            found[token] = None
        elif way == "targetClass":
            found.update(index.members(token))
        elif way == "targetSubjectsOf":
            found.update(dict.fromkeys(node for node, properties in index.out.items() if token in properties))
        else:
            for properties in index.out.values():
                found.update(dict.fromkeys(properties.get(token, ())))
    return found


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
    limit = int(_text(constraint.values[0]))
    if constraint.kind == "minCount":
        return lambda index, focus, values: _NUMBER_WRONG if len(values) < limit else ()
    return lambda index, focus, values: _NUMBER_WRONG if len(values) > limit else ()


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
    limit = int(_text(constraint.values[0]))
    least = constraint.kind == "minLength"

    def holds(index: Index, value: str) -> bool:
        if value[0] == "_":
            return False
        length = value.rindex('"') - 1 if value[0] == '"' and "\\" not in value else len(_text(value))
        return length >= limit if least else length <= limit

    return _each(holds)


def _make_pattern(constraint: Constraint) -> Test:
    flags = 0
    for letter in constraint.flags:
        flags |= {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}.get(letter, 0)
    pattern = re.compile(_text(constraint.values[0]), flags)
    return _each(lambda index, value: value[0] != "_" and pattern.search(_text(value)) is not None)


def _make_in(constraint: Constraint) -> Test:
    allowed = frozenset(constraint.values)
    return lambda index, focus, values: [value for value in values if value not in allowed]


def _make_language_in(constraint: Constraint) -> Test:
    ranges = [_text(one).lower() for one in constraint.values]

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
    return lambda index, focus, values: () if wanted in values else _NUMBER_WRONG


def _make_known(constraint: Constraint) -> Test:
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


_SIMPLE: dict[str, Callable[[Constraint], Test]] = {
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


@lru_cache(maxsize=4096)
def _text(token: str) -> str:
    """Return the words of a literal or the IRI, without marks and escapes."""
    if token[0] == "<":
        return token[1:-1]
    inner = token[1 : token.rindex('"')]
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", _unescape, inner) if "\\" in inner else inner


_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    return chr(int(code[1:], 16)) if code[0] in "uU" else _ESCAPES.get(code, code)


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
    kind, words = _datatype(token), _text(token)
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
        return _order(_text(one), _text(other))
    return None


def _number(token: str) -> Decimal | None:
    try:
        return Decimal(_text(token))
    except InvalidOperation:
        return None


def _order(one: Decimal | str | None, other: Decimal | str | None) -> int | None:
    if one is None or other is None:
        return None
    return (one > other) - (one < other)  # type: ignore[operator] # both are of one type
