"""
Check a graph against shapes, fast: the core of SHACL over N-Quads tokens.

A build checks every article as it is written. pyshacl needs far longer for one article than may be spent on all of
sayso (docs/decisions/0008-validation.md), so this is its replacement there; tests hold the two to the same results.

The shapes of one class are put together, so that its nodes are gone through once, and each of their properties meets
only the tests that speak of it. A value that was found right, where that depends on nothing else, is not tested again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.graph.constraints import NUMBER_WRONG, SIMPLE, Test, make_known
from sayso.graph.index import Index
from sayso.graph.nquads import plain
from sayso.graph.shapes import Constraint, Shape, Shapes


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


_ON_NOTHING = {"minCount", "qualifiedMinCount", "hasValue", "equals"}
"""Constraints that can fail where there is no value."""

_OF_VALUE = {
    "datatype", "nodeKind", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "minLength", "maxLength",
    "pattern", "in", "languageIn",
}  # fmt: skip
"""Constraints that a value meets or not whatever else the graph says."""

_REMEMBERED = 20_000
"""Values of one property that are kept as right, as long as they are short."""

_SHORT = 100

_Told = tuple[Shape, Constraint, Test]
Conforms = Callable[[Index, str], bool]


@dataclass(slots=True)
class _Single:
    """
    What to test of a predicate that has one value.

    Attributes:
        of_value: What depends on the value alone.
        classes: The classes that it must be of, each with its test.
        others: What else does not.
        right: Values that meet what depends on them alone.
    """

    of_value: list[_Told] = field(default_factory=list)
    classes: list[tuple[str, _Told]] = field(default_factory=list)
    others: list[_Told] = field(default_factory=list)
    right: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.of_value or self.classes or self.others)


_Plan = tuple[list[tuple[str, _Single, list[_Told]]], list[tuple[str, list[_Told]]], list[_Told]]
"""
What to test of each predicate with one value or more, of those of which nothing is to be tested where they have one
value, and of those that are missing.
"""


@dataclass(slots=True)
class _Properties:
    """
    Property shapes of one node shape, or of all that have one target, made ready to run.

    Attributes:
        single: What to test of a predicate that has one value, for property shapes that can be run by predicate.
        several: What to test of a predicate that has more.
        needed: What to test of a predicate that a node lacks.
        others: The property shapes that cannot be run by predicate.
    """

    single: dict[str, _Single] = field(default_factory=dict)
    several: dict[str, list[_Told]] = field(default_factory=dict)
    needed: list[tuple[str, _Told]] = field(default_factory=list)
    others: list["_Compiled"] = field(default_factory=list)
    _plans: dict[tuple[str, ...], _Plan] = field(default_factory=dict)

    def plan(self, predicates: tuple[str, ...]) -> _Plan:
        """Return what to test of a node with these predicates: most nodes of a class have one of a few sets."""
        found = self._plans.get(predicates)
        if found is None:
            known = [(one, self.single[one], self.several[one]) for one in predicates if self.several.get(one)]
            steps = [step for step in known if step[1]]
            idle = [(one, several) for one, single, several in known if not single]
            missing = [told for path, told in self.needed if path not in predicates]
            found = (steps, idle, missing)
            if len(self._plans) < _REMEMBERED:
                self._plans[predicates] = found
        return found

    def add(self, inner: "_Compiled") -> None:
        """Add a property shape."""
        path = inner.shape.path
        if path is None or inner.shape.inverse or inner.shape.properties:
            self.others.append(inner)
            return
        self.several.setdefault(path, []).extend(inner.tests)
        single = self.single.setdefault(path, _Single())
        for test in inner.tests:
            if test[1].kind == "class":
                single.classes.append((test[1].values[0], test))
            elif not _holds_of_one(test[1]):
                (single.of_value if test[1].kind in _OF_VALUE else single.others).append(test)
        self.needed += [(path, test) for test in inner.absent]

    def __bool__(self) -> bool:
        return bool(self.several or self.others)


@dataclass(slots=True)
class _Compiled:
    """
    A shape made ready to run.

    Attributes:
        shape: As read.
        tests: All constraints of the shape itself.
        absent: Those that can fail where there is no value.
        properties: Its property shapes.
    """

    shape: Shape
    tests: list[_Told] = field(default_factory=list)
    absent: list[_Told] = field(default_factory=list)
    properties: _Properties = field(default_factory=_Properties)


class Checker:
    """Shapes made ready to run on one graph after another."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._known: dict[str, _Compiled] = {}
        self._by_class: dict[str, _Compiled] = {}
        self._targeted: list[_Compiled] = []
        for shape in shapes.targeted:
            compiled = self._compile(shape)
            if shape.path is None and len(shape.targets) == 1 and shape.targets[0][0] == "targetClass":
                self._add_to_class(shape.targets[0][1], compiled)
            else:
                self._targeted.append(compiled)

    def run(self, index: Index) -> list[Finding]:
        """Return what is wrong with a graph, sorted."""
        found: list[Finding] = []
        for cls, compiled in self._by_class.items():
            for focus in index.members(cls):
                self._check(index, compiled, focus, found)
        for compiled in self._targeted:
            for focus in _find_targets(index, compiled.shape):
                self._check(index, compiled, focus, found)
        return sorted(found, key=lambda one: (one.focus, one.shape, one.component, one.value))

    def _add_to_class(self, cls: str, compiled: _Compiled) -> None:
        whole = self._by_class.setdefault(cls, _Compiled(Shape(cls)))
        whole.tests += compiled.tests
        for inner in compiled.shape.properties:
            whole.properties.add(self._compile(inner))

    def _compile(self, shape: Shape) -> _Compiled:
        if shape.name in self._known:
            return self._known[shape.name]
        compiled = self._known[shape.name] = _Compiled(shape)
        compiled.tests = [(shape, one, self._make_test(one)) for one in shape.constraints]
        compiled.absent = [test for test in compiled.tests if test[1].kind in _ON_NOTHING]
        for inner in shape.properties:
            compiled.properties.add(self._compile(inner))
        return compiled

    def _check(self, index: Index, compiled: _Compiled, focus: str, found: list[Finding]) -> None:
        shape = compiled.shape
        values = (focus,) if shape.path is None else index.values(focus, shape.path, shape.inverse)
        for told in compiled.tests if values else compiled.absent:
            bad = told[2](index, focus, values)
            if bad:
                _report(found, focus, told, bad)
        if compiled.properties:
            for value in values:
                self._check_properties(index, compiled.properties, value, found)

    def _check_properties(self, index: Index, shapes: _Properties, focus: str, found: list[Finding]) -> None:
        properties = index.out.get(focus, _NO_PROPERTIES)
        steps, idle, missing = shapes.plan(tuple(properties))
        for predicate, single, several in steps:
            values = properties[predicate]
            if len(values) != 1:
                _run(several, index, focus, values, found)
                continue
            value = values[0]
            if single.of_value and value not in single.right:
                before = len(found)
                _run(single.of_value, index, focus, values, found)
                if len(found) == before and len(value) < _SHORT and len(single.right) < _REMEMBERED:
                    single.right.add(value)
            for cls, told in single.classes:
                if value not in index.member_of[cls]:
                    _report(found, focus, told, values)
            if single.others:
                _run(single.others, index, focus, values, found)
        for predicate, several in idle:
            values = properties[predicate]
            if len(values) != 1:
                _run(several, index, focus, values, found)
        if missing:
            _run(missing, index, focus, (), found)
        for inner in shapes.others:
            self._check(index, inner, focus, found)

    # ---- tests that need other shapes

    def _make_test(self, constraint: Constraint) -> Test:
        simple = SIMPLE.get(constraint.kind)
        if simple is not None:
            return simple(constraint)
        if constraint.kind == "sparql":
            return make_known(constraint)
        of_properties = [_tell_by_properties(shape) for shape in constraint.shapes]
        if constraint.kind == "or" and all(of_properties):
            return _make_either([one for one in of_properties if one is not None])
        inner = [self._make_conforms(self._compile(shape)) for shape in constraint.shapes]
        if constraint.kind.startswith("qualified"):
            return _make_qualified(constraint, inner[0])
        holds = _join(constraint.kind, inner)
        return lambda index, focus, values: [value for value in values if not holds(index, value)]

    def _make_conforms(self, compiled: _Compiled) -> Conforms:
        """Return what tells whether a node satisfies a shape, short for the shapes that conditions are made of."""
        shape = compiled.shape
        path, kinds = shape.path, [one.kind for one in shape.constraints]
        if path is not None and not shape.inverse and not shape.properties and len(kinds) == 1:
            token = shape.constraints[0].values[0] if shape.constraints[0].values else ""
            if kinds == ["hasValue"]:
                return lambda index, node: token in index.out.get(node, _NO_PROPERTIES).get(path, ())
            if kinds == ["minCount"] and plain(token) == "1":
                return lambda index, node: path in index.out.get(node, _NO_PROPERTIES)
        if path is None and not shape.properties and len(kinds) == 1 and compiled.tests:
            test = compiled.tests[0][2]
            return lambda index, node: not test(index, node, (node,))

        def conforms(index: Index, node: str) -> bool:
            found: list[Finding] = []
            self._check(index, compiled, node, found)
            return not found

        return conforms


_NO_PROPERTIES: dict[str, list[str]] = {}


_ByProperties = Callable[[Mapping[str, Sequence[str]]], bool]


def _tell_by_properties(shape: Shape) -> _ByProperties | None:
    """Return what tells by a node's properties alone whether it satisfies a shape; None for most shapes."""
    if len(shape.constraints) != 1 or shape.inverse or shape.properties:
        return None
    [one] = shape.constraints
    path = shape.path
    if path is None:
        inner = _tell_by_properties(one.shapes[0]) if one.kind == "not" else None
        return None if inner is None else lambda properties: not inner(properties)
    if one.kind == "hasValue":
        token = one.values[0]
        return lambda properties: token in properties.get(path, ())
    if one.kind == "minCount" and plain(one.values[0]) == "1":
        return lambda properties: path in properties
    if one.kind == "maxCount" and plain(one.values[0]) == "0":
        return lambda properties: path not in properties
    return None


def _make_either(conditions: Sequence[_ByProperties]) -> Test:
    """Return the test of ``or`` where each shape can be told by a node's properties."""

    def of_many(index: Index, focus: str, values: Sequence[str]) -> Sequence[str]:
        out = index.out
        return [value for value in values if not any(holds(out.get(value, _NO_PROPERTIES)) for holds in conditions)]

    if len(conditions) != 2:
        return of_many
    first, second = conditions

    def of_two(index: Index, focus: str, values: Sequence[str]) -> Sequence[str]:
        if len(values) == 1:
            properties = index.out.get(values[0], _NO_PROPERTIES)
            return () if first(properties) or second(properties) else values
        return of_many(index, focus, values)

    return of_two


def _run(tests: Iterable[_Told], index: Index, focus: str, values: Sequence[str], found: list[Finding]) -> None:
    for told in tests:
        bad = told[2](index, focus, values)
        if bad:
            _report(found, focus, told, bad)


def _join(kind: str, inner: list[Conforms]) -> Conforms:
    """Return what tells whether ``not``, ``or``, ``and``, ``node`` or ``xone`` of shapes holds of a node."""
    if kind == "not":
        [one] = inner
        return lambda index, value: not one(index, value)
    if kind == "or":
        if len(inner) == 2:
            first, second = inner
            return lambda index, value: first(index, value) or second(index, value)
        return lambda index, value: any(one(index, value) for one in inner)
    if kind == "xone":
        return lambda index, value: sum(one(index, value) for one in inner) == 1
    return lambda index, value: all(one(index, value) for one in inner)


def _make_qualified(constraint: Constraint, conforms: Conforms) -> Test:
    limit = int(plain(constraint.values[0]))
    least = constraint.kind == "qualifiedMinCount"

    def test(index: Index, focus: str, values: Sequence[str]) -> Sequence[str]:
        count = sum(conforms(index, value) for value in values)
        return NUMBER_WRONG if (count < limit if least else count > limit) else ()

    return test


def _holds_of_one(constraint: Constraint) -> bool:
    """Return whether a constraint of number holds wherever there is exactly one value."""
    if constraint.kind == "uniqueLang":
        return True
    if constraint.kind not in ("minCount", "maxCount"):
        return False
    limit = int(plain(constraint.values[0]))
    return limit <= 1 if constraint.kind == "minCount" else limit >= 1


def _report(found: list[Finding], focus: str, told: _Told, bad: Sequence[str]) -> None:
    shape, constraint, _ = told
    path = shape.path or ""
    found += [
        Finding(focus, shape.name, constraint.component, shape.severity, path, value, shape.message) for value in bad
    ]


def _find_targets(index: Index, shape: Shape) -> Iterable[str]:
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
