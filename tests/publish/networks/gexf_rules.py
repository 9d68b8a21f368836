"""
The rules of GEXF 1.3, told anew: which element may hold what, in which order, with which attributes and values.

The official schema is RELAX NG at https://gexf.net; this covers the part of it that a writer of flat, coloured,
dated networks can touch, and what it cannot say: ids that are unique, references that lead somewhere, and what Gephi
and Gephi Lite ask for beyond it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"

Check = Callable[[str], bool]


def one_of(*values: str) -> Check:
    return lambda text: text in values


def matches(pattern: str) -> Check:
    return lambda text: re.fullmatch(pattern, text) is not None


def is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


NUMBER = matches(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
POSITIVE = matches(r"[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
WHOLE = matches(r"[0-9]+")
TEXT = matches(r"(?s).*")
TOKEN = matches(r"(?s)(\S+( \S+)*)?")
CHANNEL: Check = lambda text: text.isdigit() and int(text) <= 255  # noqa: E731 # one of a table of checks
WAY = one_of("directed", "undirected", "mutual")

# Element: (attributes that it must have, those that it may have, children in order with how often: ? * 1;
# "&" before a child says that it may stand at any place among those so marked).
RULES: dict[str, tuple[dict[str, Check], dict[str, Check], list[tuple[str, str]]]] = {
    GEXF + "gexf": (
        {"version": one_of("1.3")}, {"variant": TEXT}, [(GEXF + "meta", "?"), (GEXF + "graph", "1")],
    ),
    GEXF + "meta": (
        {}, {"lastmodifieddate": is_day},
        [("&" + GEXF + "creator", "?"), ("&" + GEXF + "keywords", "?"), ("&" + GEXF + "description", "?")],
    ),
    GEXF + "creator": ({}, {}, []),
    GEXF + "keywords": ({}, {}, []),
    GEXF + "description": ({}, {}, []),
    GEXF + "graph": (
        {},
        {
            "defaultedgetype": WAY, "idtype": one_of("string", "integer"), "mode": one_of("static", "dynamic"),
            "timeformat": one_of("integer", "double", "date", "dateTime"),
            "timerepresentation": one_of("interval", "timestamp"), "timezone": TOKEN,
        },
        [(GEXF + "attributes", "*"), (GEXF + "nodes", "1"), (GEXF + "edges", "1")],
    ),
    GEXF + "attributes": (
        {"class": one_of("node", "edge")}, {"mode": one_of("static", "dynamic")}, [(GEXF + "attribute", "*")],
    ),
    GEXF + "attribute": (
        {"id": TEXT, "title": TEXT, "type": one_of("integer", "long", "double", "float", "boolean", "string")},
        {}, [("&" + GEXF + "default", "?"), ("&" + GEXF + "options", "?")],
    ),
    GEXF + "nodes": ({}, {"count": WHOLE}, [(GEXF + "node", "*")]),
    GEXF + "node": (
        {"id": TEXT}, {"label": TOKEN, "start": is_day, "end": is_day},
        [("&" + GEXF + "attvalues", "?"), ("&" + GEXF + "spells", "?"), ("&" + VIZ + "color", "?"),
         ("&" + VIZ + "position", "?"), ("&" + VIZ + "size", "?"), ("&" + VIZ + "shape", "?")],
    ),
    GEXF + "edges": ({}, {"count": WHOLE}, [(GEXF + "edge", "*")]),
    GEXF + "edge": (
        {"source": TEXT, "target": TEXT},
        {"id": TEXT, "type": WAY, "label": TOKEN, "weight": NUMBER, "kind": TOKEN, "start": is_day, "end": is_day},
        [("&" + GEXF + "attvalues", "?"), ("&" + GEXF + "spells", "?"), ("&" + VIZ + "color", "?"),
         ("&" + VIZ + "thickness", "?"), ("&" + VIZ + "shape", "?")],
    ),
    GEXF + "attvalues": ({}, {}, [(GEXF + "attvalue", "*")]),
    GEXF + "attvalue": ({"for": TEXT, "value": TEXT}, {}, []),
    GEXF + "spells": ({}, {}, [(GEXF + "spell", "+")]),
    GEXF + "spell": ({}, {"start": is_day, "end": is_day}, []),
    VIZ + "color": ({"r": CHANNEL, "g": CHANNEL, "b": CHANNEL}, {"a": POSITIVE}, []),
    VIZ + "position": ({"x": NUMBER, "y": NUMBER}, {"z": NUMBER}, []),
    VIZ + "size": ({"value": POSITIVE}, {}, []),
}  # fmt: skip
RESERVED = {"id", "label", "type", "weight", "kind", "source", "target", "start", "end", "interval", "timeset"}


def find_faults(text: str) -> list[str]:
    """Return what is wrong with a GEXF file; empty where nothing is."""
    root = ElementTree.fromstring(text)
    if root.tag != GEXF + "gexf":
        return [f"root is {root.tag}"]
    return [*_find_form_faults(root), *_find_reference_faults(root), *_find_reader_faults(root, text)]


def _find_form_faults(element: Element) -> Iterator[str]:
    name = element.tag.partition("}")[2]
    if element.tag not in RULES:
        yield f"<{name}> is not known"
        return
    must, may, children = RULES[element.tag]
    for missing in set(must) - set(element.attrib):
        yield f"<{name}> lacks {missing}"
    for key, value in element.attrib.items():
        check = must.get(key) or may.get(key)
        if check is None:
            yield f"<{name}> has {key}"
        elif not check(value):
            yield f"<{name}> {key}={value!r}"
    if any((each.text or "").strip() for each in [element] if children) or any(
        (c.tail or "").strip() for c in element
    ):
        yield f"<{name}> holds text"
    known = [tag.lstrip("&") for tag, _ in children]
    order = [known.index(child.tag) for child in element if child.tag in known]
    if not all(tag.startswith("&") for tag, _ in children) and order != sorted(order):
        yield f"<{name}> children out of order"
    counts = Counter(child.tag for child in element)
    for tag, often in children:
        number = counts.pop(tag.lstrip("&"), 0)
        low, high = {"?": (0, 1), "1": (1, 1), "*": (0, 10**9), "+": (1, 10**9)}[often]
        if not low <= number <= high:
            yield f"<{name}> holds {number} {tag.partition('}')[2]}"
    for tag in counts:
        yield f"<{name}> holds {tag.partition('}')[2]}"
    for child in element:
        yield from _find_form_faults(child)


def _find_reference_faults(root: Element) -> Iterator[str]:
    nodes = [node.get("id") for node in root.iter(GEXF + "node")]
    edges = [edge.get("id") for edge in root.iter(GEXF + "edge")]
    for what, ids in (("node", nodes), ("edge", edges)):
        yield from (f"{what} id {one} twice" for one, number in Counter(ids).items() if number > 1)
        for holder in root.iter(f"{GEXF}{what}s"):
            if holder.get("count") not in (None, str(len(ids))):
                yield f"{what}s count {holder.get('count')} is not {len(ids)}"
    for edge in root.iter(GEXF + "edge"):
        for end in ("source", "target"):
            if edge.get(end) not in nodes:
                yield f"edge {edge.get('id')} has no {end} {edge.get(end)}"
    for cls in ("node", "edge"):
        declared = {
            each.get("id"): each.get("type")
            for block in root.iter(GEXF + "attributes")
            if block.get("class") == cls
            for each in block
        }
        for element in root.iter(GEXF + cls):
            for value in element.iter(GEXF + "attvalue"):
                kind = declared.get(value.get("for"))
                if kind is None:
                    yield f"{cls} column {value.get('for')} is not declared"
                elif kind == "integer" and not re.fullmatch("-?[0-9]+", value.get("value", "")):
                    yield f"{cls} column {value.get('for')}: {value.get('value')!r} is no integer"


def _find_reader_faults(root: Element, text: str) -> Iterator[str]:
    """Yield what the schema allows and Gephi or Gephi Lite do not."""
    if re.search("<viz:", text) is None and next(root.iter(VIZ + "color"), None) is not None:
        yield "the prefix of viz is not viz"
    blocks = Counter(block.get("class") for block in root.iter(GEXF + "attributes"))
    yield from (f"{number} blocks of {cls} columns" for cls, number in blocks.items() if number > 1)
    for block in root.iter(GEXF + "attributes"):
        for column in block:
            if not column.get("id", "").isdigit():
                yield f"column id {column.get('id')} is no number"
            if column.get("title", "").casefold() in RESERVED:
                yield f"column title {column.get('title')} is reserved"
    kinds = Counter((edge.get("source"), edge.get("target"), edge.get("kind")) for edge in root.iter(GEXF + "edge"))
    yield from (f"edge {key} twice" for key, number in kinds.items() if number > 1)
    for spells in root.iter(GEXF + "spells"):
        bounds = [(spell.get("start", ""), spell.get("end", "")) for spell in spells]
        if bounds != sorted(bounds) or any(one[1] >= other[0] for one, other in zip(bounds, bounds[1:], strict=False)):
            yield f"spells overlap: {bounds}"
    for element in root.iter():
        if element.get("start", "") > element.get("end", "9999-12-31"):
            yield f"{element.tag} ends before it starts"
