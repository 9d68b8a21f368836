"""
The authority files: known actors and places, with all their names.

sayso's own lie in ``ontology/authority`` as Turtle; a user adds files of their own, which win. Reading sayso's own
takes some 50 ms; towns are not among them but in the gazetteer, which is looked up, not read.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, cast

from sayso import resources
from sayso.model import ActorClass, PlaceClass
from sayso.ontology.authority_checks import check_agreement, check_circles
from sayso.ontology.authority_files import (
    PLACE_CLASSES,
    Fault,
    Form,
    OnFault,
    Record,
    raise_fault,
    read_turtle,
    read_user_file,
)

Kind = Literal["name", "acronym", "adjective", "people", "capital", "metonym", "place"]
"""
How a string stands for an entry: its *name*; an *acronym* (in capitals only); an *adjective*, also of one member of
the people; the *people*, plural; a *capital*, which is a place as well; a *metonym* (the Kremlin); a *place*'s name.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """
    An actor that the authority knows.

    Attributes:
        key: Names the entry; the end of its IRI.
        label: The name to show.
        cls: One of the actor classes.
        of: Key of the actor that it belongs to, or None.
        place: Key of the place that it acts for, or None.
        capitals: Names of its seats of government that are places.
        kind: Of an organisation: io, ngo, armed, party, body, firm or bloc; empty where it is not told.
        source: The file it is from.
    """

    key: str
    label: str
    cls: ActorClass
    of: str | None = None
    place: str | None = None
    capitals: tuple[str, ...] = ()
    kind: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """
    A place that the authority knows.

    Attributes:
        key: Names the entry; the end of its IRI.
        label: The name to show.
        cls: One of the place classes.
        within: Key of the place that contains it, or None.
        source: The file it is from.
        contested: Its names, where it is known of one who uses it; else none. Their IRIs begin with `BASE` where the
            file gives no other.
    """

    key: str
    label: str
    cls: PlaceClass
    within: str | None = None
    source: str = ""
    contested: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a string may stand for: *key* is an actor's, or for the kind ``place`` a place's."""

    kind: Kind
    key: str
    exact: str = ""
    """The spelling that an acronym must have, full stops left out; empty where case does not matter."""


@dataclass(slots=True)
class Authority:
    """
    All entries, and what their names stand for.

    Attributes:
        actors: By key.
        places: By key.
        senses: By folded name (`fold`).
        prefixes: Every beginning of a folded name that ends where a word ends, so that a reader of tokens knows
            whether to go on.
        firsts: The first words of all folded names.
        by_iso: Place keys of countries by ISO 3166-1 alpha-2.
        state_of: Keys of states by the key of the place that they act for.
    """

    actors: dict[str, ActorEntry] = field(default_factory=dict)
    places: dict[str, PlaceEntry] = field(default_factory=dict)
    senses: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    prefixes: set[str] = field(default_factory=set)
    firsts: set[str] = field(default_factory=set)
    by_iso: dict[str, str] = field(default_factory=dict)
    state_of: dict[str, str] = field(default_factory=dict)

    def add_sense(self, name: str, sense: Sense) -> None:
        """Let *name* stand for *sense* as well."""
        folded = fold(name)
        if not folded:
            return
        have = self.senses.get(folded, ())
        if sense not in have:
            self.senses[folded] = (*have, sense)
        words = folded.split(" ")
        self.firsts.add(words[0])
        for end in range(1, len(words) + 1):
            self.prefixes.add(" ".join(words[:end]))

    def get_country(self, key: str | None) -> str | None:
        """Return the key of the outermost place that contains the place *key*, or None."""
        for _ in range(8):
            entry = self.places.get(key or "")
            if entry is None or entry.within is None:
                return key
            key = entry.within
        return key


_NO_WORD = re.compile(r"[^\w]+", re.UNICODE)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """
    Return the form of a name in which spellings meet.

    Lower case, no accents, no full stops; hyphens and apostrophes become spaces (*Nagorno-Karabakh*, *Da’esh*).
    """
    if not name.isascii():
        name = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
        name = name.replace("ı", "i").replace("ə", "a").replace("ł", "l").replace("ø", "o").replace("ß", "ss")
    return _NO_WORD.sub(" ", name.replace(".", "").lower()).strip()


def load_authority(paths: Sequence[Path] = (), *, on_fault: OnFault = raise_fault) -> Authority:
    """
    Return sayso's own authority with the user's files laid over it.

    An entry of a later file replaces the one of the same key, and its names win over the same names of other entries.

    Args:
        paths: Turtle or CSV files of the user, later ones winning.
        on_fault: Called with each fault in them; what is at fault is left out and the rest loaded.

    Raises:
        AuthorityFileError: If a file cannot be read, or if *on_fault* was left out and a file is not in the form of an
            authority file, has a key twice, puts an entry inside itself, has a name that stands in every article, or
            disagrees with another.
    """
    authority, faults = _load(tuple(paths))
    for fault in faults:
        on_fault(fault)
    return authority


@lru_cache(maxsize=4)
def _load(paths: tuple[Path, ...]) -> tuple[Authority, tuple[Fault, ...]]:
    faults: list[Fault] = []
    own = [read_turtle(folder.read_bytes(), name) for name, folder in _iter_own()]
    users = [read_user_file(path, on_fault=faults.append) for path in paths]
    check_agreement(users, on_fault=faults.append)
    authority = Authority()
    # Latest first: the first entry of a key stays, and the first sense of a name is tried first.
    for records in [*reversed(users), *own]:
        for record in records:
            _add(authority, record)
    for records in users:
        actors = {key: one.of for key, one in authority.actors.items()}
        for key in check_circles(records, actors, places=False, on_fault=faults.append):
            authority.actors[key] = replace(authority.actors[key], of=None)
        places = {key: one.within for key, one in authority.places.items()}
        for key in check_circles(records, places, places=True, on_fault=faults.append):
            authority.places[key] = replace(authority.places[key], within=None)
    return authority, tuple(faults)


def _iter_own() -> Iterator[tuple[str, Traversable]]:
    folder = resources.folder("ontology/authority")
    for one in sorted(folder.iterdir(), key=lambda item: item.name):
        if one.name.endswith(".ttl"):
            yield one.name, one


def _add(authority: Authority, record: Record) -> None:
    known = authority.places if record.cls in PLACE_CLASSES else authority.actors
    if record.key in known:
        return
    if record.cls in PLACE_CLASSES:
        within = record.of
        label = record.names[0] if record.names else record.key
        authority.places[record.key] = PlaceEntry(
            key=record.key,
            label=label,
            cls=cast(PlaceClass, record.cls),
            within=within,
            source=record.source,
            contested=tuple(record.contested),
        )
        if record.iso:
            authority.by_iso.setdefault(record.iso, record.key)
        for name in record.names:
            authority.add_sense(name, Sense("place", record.key, _get_acronym(name)))
        return
    authority.actors[record.key] = ActorEntry(
        key=record.key,
        label=record.names[0] if record.names else record.key,
        cls=cast(ActorClass, record.cls),
        of=record.of,
        place=record.place,
        capitals=tuple(record.capitals),
        kind=record.kind,
        source=record.source,
    )
    if record.cls == "State" and record.place:
        authority.state_of.setdefault(record.place, record.key)
    kinds: list[tuple[Kind, list[str]]] = [
        ("name", record.names), ("adjective", record.adjectives), ("people", record.people),
        ("capital", record.capitals), ("metonym", record.metonyms),
    ]  # fmt: skip
    for kind, names in kinds:
        for name in names:
            acronym = _get_acronym(name)
            authority.add_sense(name, Sense("acronym" if acronym and kind == "name" else kind, record.key, acronym))


def _get_acronym(name: str) -> str:
    """Return *name* without full stops if it is an acronym, matched in capitals only (*WHO*), else nothing."""
    bare = name.replace(".", "")
    return bare if len(bare) <= 6 and bare.isupper() else ""
