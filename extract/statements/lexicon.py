"""
Load the lexicons of reporting verbs and nouns.

Source: docs/rules.md, section *Lexicons*.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from spacy.vocab import Vocab

from sayso.errors import LexiconError
from sayso.model import Illocution
from sayso.resources import folder

FRAMES = frozenset(("that", "wh", "quote", "np", "inf", "oinf", "ing", "as", "bare", "topic", "relay", "at", "name"))
PREPOSITION_ROLES = frozenset(("content", "topic", "target", "addressee", "speaker", "predicate"))


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One reading of a reporting verb or noun; the fields are those of the lexicon files, which explain them.

    Attributes:
        lemma: Of the word itself.
        particle: Lower-cased particle or preposition that must stand with it, or "".
        rule: Name of the class, for the record of why something was found.
    """

    lemma: str
    particle: str
    kind: Literal["verb", "noun"]
    rule: str
    illocution: Illocution
    frames: frozenset[str] = frozenset()
    object: str = ""
    subject: str = "speaker"
    preps: Mapping[str, str] = field(default_factory=dict)
    factivity: str = "none"
    weak: bool = False
    attitude: bool = False
    doer: str = ""
    bare: bool = False
    voiced: bool = False
    objects: tuple[str, ...] = ()
    subjects: str = ""
    wrong: bool = False
    turned: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, by the hash of their lemma in a vocab's string store."""

    verbs: Mapping[int, tuple[Entry, ...]]
    nouns: Mapping[int, tuple[Entry, ...]]
    carriers: Mapping[int, str]
    """Verbs that voice a noun: what their subject is (speaker, reciprocal or target)."""
    wrongs: "Wrongs"


@dataclass(frozen=True, slots=True)
class Wrongs:
    """Lemmas that name a wrong: see ``lexicons/wrongs.toml``."""

    always: frozenset[str]
    violent: frozenset[str]
    deeds: frozenset[str]
    adjectives: frozenset[str]
    objects: frozenset[str]
    dispossessing: frozenset[str]
    arms: frozenset[str]
    falsehoods: frozenset[str]
    bad: frozenset[str]
    good: frozenset[str]
    dangers: frozenset[str]
    forces: frozenset[str]
    culprits: frozenset[str]
    duties: frozenset[str]
    continuing: frozenset[str]
    opposing: frozenset[str]
    attacking: frozenset[str]
    attacks: frozenset[str]
    mounting: frozenset[str]
    amounting: frozenset[str]
    doings: frozenset[str]
    results: frozenset[str]
    marks: frozenset[str]
    blasts: frozenset[str]
    plights: frozenset[str]
    roots: frozenset[str]
    hurdles: frozenset[str]
    tasks: frozenset[str]
    driving: frozenset[str]
    shirking: frozenset[str]
    unobserved: frozenset[str]
    lawful: frozenset[str]
    seizable: frozenset[str]
    nameless: frozenset[str]
    own_things: frozenset[str]
    armed: frozenset[str]
    harming: frozenset[str]
    doers: frozenset[str]
    trades: frozenset[str]
    withholding: frozenset[str]
    goods: frozenset[str]
    depriving: frozenset[str]
    housed: frozenset[str]
    foul_means: frozenset[str]
    foul_things: frozenset[str]
    foul_kinds: frozenset[str]
    using: frozenset[str]
    planting: frozenset[str]
    causing: frozenset[str]
    ills: frozenset[str]
    sharing: frozenset[str]
    backing: frozenset[str]
    arming: frozenset[str]
    outlaws: frozenset[str]
    misdeeds: frozenset[str]
    trying: frozenset[str]
    scheming: frozenset[str]
    lasting: frozenset[str]
    adverbs: frozenset[str]
    expelling: frozenset[str]
    folk: frozenset[str]
    untrue: frozenset[str]
    told: frozenset[str]
    misused: frozenset[str]
    warlike: frozenset[str]
    particles: Mapping[str, str]
    being: frozenset[str]
    """What it is a wrong to be: a wrong itself (*it is an aggression*), or one who did one."""
    judged: frozenset[str]
    """What it is a wrong to be, whoever *he* is."""
    judging: frozenset[str]
    """Verbs by which a deed is called a wrong, or brings something bad about, or goes on."""
    needing: Mapping[str, frozenset[str]]
    sparing: Mapping[str, frozenset[str]]
    with_: Mapping[str, frozenset[str]]


@cache
def get_other_objects() -> Mapping[tuple[str, str], frozenset[str]]:
    """Return the objects with which a verb reports nothing (*blasted a hole*), by its lemma and particle."""
    others: dict[str, str] = _toml("reporting_verbs.toml")["other"]
    return {
        (lemma, particle): frozenset(words.split())
        for verb, words in others.items()
        for lemma, _, particle in [verb.partition(" ")]
    }


def load_lexicon(vocab: Vocab) -> Lexicon:
    """
    Return the lexicons, keyed for *vocab*.

    Raises:
        LexiconError: If a lexicon file names a frame, a role or a key that does not exist.
    """
    verbs, nouns, carriers, wrongs = _read()
    add = vocab.strings.add
    return Lexicon(
        verbs={add(lemma): entries for lemma, entries in verbs.items()},
        nouns={add(lemma): entries for lemma, entries in nouns.items()},
        carriers={add(lemma): what for lemma, what in carriers.items()},
        wrongs=wrongs,
    )


def count_cues() -> int:
    """Return how many distinct reporting verbs and nouns the lexicons hold, phrasal verbs counted by themselves."""
    verbs, nouns, _, _ = _read()
    return len({(e.lemma, e.particle, e.kind) for many in (verbs, nouns) for es in many.values() for e in es})


@cache
def _read() -> tuple[dict[str, tuple[Entry, ...]], dict[str, tuple[Entry, ...]], dict[str, str], Wrongs]:
    verbs = _toml("reporting_verbs.toml")
    nouns = _toml("reporting_nouns.toml")
    wrongs = _toml("wrongs.toml")
    carriers = {lemma: what for what, lemmas in nouns["carriers"].items() for lemma in lemmas}
    return (
        read_entries("reporting_verbs.toml", verbs["class"], "verb"),
        read_entries("reporting_nouns.toml", nouns["class"], "noun"),
        carriers,
        Wrongs(
            being=frozenset(wrongs["deeds"] + wrongs["culprits"] + wrongs["doers"]) - frozenset(wrongs["trades"]),
            judged=frozenset(wrongs["deeds"] + wrongs["culprits"]),
            judging=frozenset(wrongs["amounting"] + wrongs["causing"] + wrongs["lasting"]),
            particles=wrongs.pop("particles"),
            needing=_split(wrongs.pop("needing")),
            sparing=_split(wrongs.pop("sparing")),
            with_=_split(wrongs.pop("with")),
            **{key: frozenset(words) for key, words in wrongs.items()},
        ),
    )


def _split(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {lemma: frozenset(words.split()) for lemma, words in table.items()}


def _toml(name: str) -> dict[str, Any]:
    with folder("extract/lexicons").joinpath(name).open("rb") as file:
        return tomllib.load(file)


def read_entries(
    where: str, classes: list[dict[str, Any]], kind: Literal["verb", "noun"]
) -> dict[str, tuple[Entry, ...]]:
    """
    Return the entries of the classes of a lexicon file, by lemma, phrasal readings first.

    Raises:
        LexiconError: If a class names a frame, a role or a key that does not exist.
    """
    out: dict[str, tuple[Entry, ...]] = {}
    words = f"{kind}s"
    for one in classes:
        rest = {key: value for key, value in one.items() if key not in (words, "name", "frames")}
        frames = frozenset(one.get("frames", ()))
        wrong = (frames - FRAMES) | (set(one.get("preps", {}).values()) - PREPOSITION_ROLES)
        if wrong:
            raise LexiconError(
                f"{where}, class {one['name']!r}: unknown frame or role {', '.join(sorted(wrong))}. "
                f"Take one of {', '.join(sorted(FRAMES | PREPOSITION_ROLES))}."
            )
        for word in one[words]:
            lemma, _, particle = word.partition(" ")
            if "objects" in rest:
                rest["objects"] = tuple(rest["objects"])
            try:
                entry = Entry(lemma, particle, kind, one["name"], frames=frames, **rest)
            except TypeError as err:
                raise LexiconError(f"{where}, class {one['name']!r}: {err}. See the head of the file.") from err
            out[lemma] = (*out.get(lemma, ()), entry)
    # Phrasal readings are tried first, then those that want a certain object.
    return {lemma: tuple(sorted(es, key=lambda e: (not e.particle, not e.objects))) for lemma, es in out.items()}
