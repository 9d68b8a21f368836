"""
Which nodes are compared: those that share a key, so that the work grows with the nodes and not with their square.

A key is what two spellings of one name have in common. Where too many share one (a common last name), they are sorted
and each is compared with its neighbours only; how many keys were so narrowed is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.graph.identity.names import list_acronyms, loosen, read_name, skeleton
from sayso.graph.identity.records import Record

WIDEST = 60
"""Nodes of one key that are all compared with each other."""
REACH = 12
"""Neighbours that each is compared with where there are more."""
KINDS = {
    "Person": "person", "Organization": "body", "MediaOutlet": "body", "State": "body", "Group": "body",
    "Place": "place",
}  # fmt: skip
"""What is compared with what. Groups take part because extraction takes some bodies for groups."""

_COARSE = str.maketrans({"g": "k", "d": "t", "b": "p", "v": "f", "J": "C", "c": "s", "S": "s"})


@dataclass(slots=True)
class Pairs:
    """
    Pairs of places in a list of records, each once, the smaller first.

    Attributes:
        pairs: They.
        keys: How many keys two nodes or more shared.
        narrowed: Of these, how many were too wide.
    """

    pairs: set[tuple[int, int]]
    keys: int = 0
    narrowed: int = 0


def find_pairs(records: Sequence[Record]) -> Pairs:
    """Return which records are to be compared."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        kind = KINDS.get(record.cls)
        # Groups that go by a description, "residents", are others in each article.
        if kind is None or (record.cls == "Group" and record.local):
            continue
        for key in {f"{kind} {one}" for one in iter_keys(record)}:
            blocks[key].append(at)
    out = Pairs(set())
    for block in blocks.values():
        if len(block) < 2:
            continue
        out.keys += 1
        out.narrowed += len(block) > WIDEST
        out.pairs.update(_pair(block, records))
    return out


def _pair(block: list[int], records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    reach = len(block)
    if len(block) > WIDEST:
        reach = REACH
        block = sorted(block, key=lambda at: (read_name(records[at].label).sounds, at))
    for place, one in enumerate(block):
        for other in block[place + 1 : place + 1 + reach]:
            yield (one, other) if one < other else (other, one)


def iter_keys(record: Record) -> Iterator[str]:
    """Yield the keys of a node; names under which it may be met share one with its own."""
    for text in record.names:
        name = read_name(text)
        if not name.tokens:
            continue
        yield "all " + " ".join(sorted(name.sounds))
        if len(name.tokens) == 1 and record.cls != "Person":
            # Letters that changed places: "Maputo", "Mapuot".
            yield "letters " + "".join(sorted(loosen(name.tokens[0])))
        if record.cls == "Person":
            yield from _iter_person_keys(name.tokens, name.sounds, record)
        elif record.cls == "Place":
            yield "bones " + " ".join(_bones(name.tokens))
            yield "start " + "".join(name.sounds)[:5]
        else:
            yield from _iter_body_keys(text, name.tokens, record)


def _iter_person_keys(tokens: Sequence[str], sounds: Sequence[str], record: Record) -> Iterator[str]:
    bones = _bones(tokens)
    if len(tokens) > 1:
        first, last = sounds[0][:1].lower(), sounds[-1][:1].lower()
        yield f"last {bones[-1]} {first}"
        # A family name that stands first in one article and last in another.
        yield f"last {bones[0]} {last}"
        yield f"first {sounds[0]} {sounds[-1][:3]}"
        yield f"first {sounds[0]} {sounds[-1][-3:]}"
        if len(tokens) > 2:
            yield f"first {sounds[0]} {sounds[1][:3]}"
    # One name alone is compared only where an office or a body speaks for it.
    for context in (*record.all_roles, *record.all_bodies):
        yield f"name {bones[-1]} {context}"
        if len(tokens) > 1:
            yield f"name {bones[0]} {context}"


def _iter_body_keys(text: str, tokens: Sequence[str], record: Record) -> Iterator[str]:
    if len(tokens) > 1:
        for acronym in list_acronyms(read_name(text)):
            yield f"acronym {acronym}"
        yield "bones " + " ".join(sorted(_bones(tokens)))
        yield "most " + " ".join(sorted(tokens))
        if 3 <= len(tokens) <= 6:
            for left_out in range(len(tokens)):
                yield "most " + " ".join(sorted([*tokens[:left_out], *tokens[left_out + 1 :]]))
    else:
        plain = text.replace(".", "")
        if plain.isupper():
            yield f"acronym {plain.casefold()}"
        yield "bones " + _bones(tokens)[0]


def _bones(tokens: Iterable[str]) -> list[str]:
    return [skeleton(one).translate(_COARSE) for one in tokens]
