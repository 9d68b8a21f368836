"""What must hold of a user's authority files: no key twice, no circle, no name that stands everywhere, no quarrel."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from sayso import resources
from sayso.ontology.authority_files import PLACE_CLASSES, Fault, OnFault, Record, raise_fault


def check_keys(records: Iterable[Record], *, on_fault: OnFault = raise_fault) -> list[Record]:
    """Return *records* without those whose key an entry of the same file has before."""
    seen: dict[tuple[bool, str], Record] = {}
    for one in records:
        # Actors and places do not share their keys.
        first = seen.setdefault(_identify(one), one)
        if first is not one:
            before = f" (first in line {first.line})" if first.line else ""
            told = f"key {one.key!r} occurs twice{before}. Give each entry a key of its own."
            on_fault(Fault(one.source, one.line, told))
    return list(seen.values())


def _identify(record: Record) -> tuple[bool, str]:
    return record.cls in PLACE_CLASSES, record.key


@lru_cache(maxsize=1)
def _load_too_broad() -> frozenset[str]:
    lines = resources.read("ontology/authority", "too_broad.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def check_names(records: Iterable[Record], *, on_fault: OnFault = raise_fault) -> None:
    """Take from *records* the names that would match everything: *The*, *Minister*, a single letter."""
    from sayso.ontology.authority import fold

    broad = _load_too_broad()
    for one in records:
        for names in (one.names, one.adjectives, one.people, one.capitals, one.metonyms):
            for name in list(names):
                words = fold(name).split()
                if len("".join(words)) > 1 and not all(word in broad for word in words):
                    continue
                names.remove(name)
                told = f"the name {name!r} of {one.key!r} stands in every article. Leave it out, or give a longer one."
                on_fault(Fault(one.source, one.line, told))


def check_circles(
    records: Iterable[Record], outer: Mapping[str, str | None], *, places: bool, on_fault: OnFault = raise_fault
) -> set[str]:
    """
    Return the keys of entries that belong to, or lie in, themselves by way of others: their links are to be cut.

    Args:
        records: The entries of one user's file.
        outer: By key, the key that each known entry belongs to or lies in, those of the file among them.
        places: Whether it is the places that *outer* is of.
        on_fault: Called with each circle, once.
    """
    cut: set[str] = set()
    for one in records:
        if (one.cls in PLACE_CLASSES) != places:
            continue
        path = [one.key]
        key = outer.get(one.key)
        while key is not None and key not in path and key not in cut:
            path.append(key)
            key = outer.get(key)
        if key == one.key:
            circle = " in ".join([*path, one.key])
            on_fault(Fault(one.source, one.line, f"a circle: {circle}. Take one of these out of the other."))
            cut.add(one.key)
    return cut


def check_agreement(files: Sequence[Sequence[Record]], *, on_fault: OnFault = raise_fault) -> None:
    """Tell where two files of the user say different things of one key; the later file is the one that counts."""
    seen: dict[tuple[bool, str], Record] = {}
    for records in files:
        for one in records:
            first = seen.get(_identify(one))
            seen[_identify(one)] = one
            if first is None:
                continue
            for what, before, now in (
                ("class", first.cls, one.cls), ("owner", first.of, one.of), ("place", first.place, one.place),
            ):  # fmt: skip
                if before and now and before != now:
                    where = f"{first.source}:{first.line}" if first.line else first.source
                    told = (
                        f"{one.key!r} has the {what} {now!r} here and {before!r} in {where}. "
                        "This one is taken; make the files agree."
                    )
                    on_fault(Fault(one.source, one.line, told))
