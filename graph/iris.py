"""
Mint IRIs: the same thing gets the same IRI on every machine, whatever else is in the corpus.

Nothing here looks at other articles or at the clock. A slug that had to be altered ends in a digest of what it stands
for, so that two ids never share one; docs/decisions/0006-iris.md gives the reasons.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from sayso.model import Actor, Findings, Iri, Place, Span
from sayso.resources import folder

LONGEST_SLUG = 120
"""Characters. File systems take 255 bytes for a name, and people read IRIs."""

_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~-]*")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.~-]+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LOOKS_ALTERED = re.compile(r"-[0-9a-f]{8}\Z")
_NAMED = ("Organization", "MediaOutlet")


def make_slug(text: str) -> str:
    """
    Return *text* as one segment of an IRI path, which is also a file name.

    Letters and digits of ASCII and ``_ . ~ -`` are kept. Whatever is altered, is too long, begins with a dot or a
    hyphen or looks as if it had been altered ends in ``-`` and 8 hexadecimal digits of the SHA-256 of *text*.
    """
    if len(text) <= LONGEST_SLUG and _SAFE.fullmatch(text) and not _LOOKS_ALTERED.search(text):
        return text
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    kept = _UNSAFE.sub("-", folded).strip("-.~")[: LONGEST_SLUG - 9].rstrip("-.~")
    return f"{kept or 'x'}-{_digest(text)}"


def make_name_slug(name: str) -> str:
    """
    Return a name as a slug under which spellings of it meet: without case, accents, marks and spaces.

    A name in another script, or with letters that have no plain form, keeps what it can and ends in a digest.
    """
    folded = name.casefold()
    if not folded.isascii():
        folded = "".join(one for one in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(one))
    slug = _NOT_WORD.sub("-", folded).strip("-")
    lost = not folded.isascii() and any(one.isalnum() and not one.isascii() for one in folded)
    if not slug or lost or len(slug) > LONGEST_SLUG:
        plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
        return f"{slug[: LONGEST_SLUG - 9] or 'x'}-{_digest(plain)}".lstrip("-")
    return slug


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Minter:
    """
    Mints the IRIs of one article's nodes.

    Attributes:
        base: Base IRI of the data, ending in ``/`` or ``#``.
        key: Slug of the article's id.
    """

    base: str
    key: str

    @classmethod
    def of_article(cls, base: str, article_id: str) -> "Minter":
        """Return the minter of the article with that id."""
        return cls(base, make_slug(article_id))

    @property
    def article(self) -> Iri:
        """The article itself."""
        return Iri(f"{self.base}article/{self.key}")

    @property
    def graph(self) -> Iri:
        """The named graph that holds what was found in the article."""
        return Iri(f"{self.base}graph/article/{self.key}")

    def passage(self, span: Span) -> Iri:
        """Return the IRI of a stretch of the article, in characters of its original text."""
        return Iri(f"{self.base}passage/{self.key}/{span[0]}-{span[1]}")

    def place(self, place: Place) -> Iri:
        """Return the IRI of a place: the authority's opaque key, or one local to the article."""
        if place.authority:
            return Iri(f"{self.base}place/{make_slug(place.authority)}")
        return Iri(f"{self.base}place/{self.key}/{make_slug(place.id)}")

    def actors(self, findings: Findings) -> dict[str, Iri]:
        """Return the IRI of every actor of the article, by local id."""
        return {one.id: self.actor(one, findings) for one in findings.actors.values()}

    def actor(self, actor: Actor, findings: Findings) -> Iri:
        """
        Return the IRI of an actor.

        Known ones have the authority's key. People with two or more names, and organisations and outlets that have a
        name of their own, meet across articles by class and name; a body with a common name (*Ministry of Defence*)
        does so only together with the body it belongs to. All others are local to the article: a merge that is
        wrong is worse than none.
        """
        if actor.authority:
            return Iri(f"{self.base}actor/{make_slug(actor.authority)}")
        shared = _shared_slug(actor, findings)
        if shared is not None:
            return Iri(f"{self.base}actor/{actor.cls.lower()}-{shared}")
        return Iri(f"{self.base}actor/{self.key}/{make_slug(actor.id)}")

    def numbered(self, kind: str, names: list[str]) -> list[Iri]:
        """Return IRIs ``KIND/KEY/NAME``, those after the first of one name with ``-2``, ``-3``, … behind."""
        seen: dict[str, int] = {}
        out: list[Iri] = []
        for name in names:
            seen[name] = count = seen.get(name, 0) + 1
            out.append(Iri(f"{self.base}{kind}/{self.key}/{name}" + (f"-{count}" if count > 1 else "")))
        return out


def _shared_slug(actor: Actor, findings: Findings) -> str | None:
    """Return the slug under which an actor without an authority meets its likes, or None if it is local."""
    words = actor.name.split()
    if actor.cls == "Person":
        # Initials and titles do not tell two people apart: "J. Smith", "President Smith".
        full = [word for word in words if len(word.strip(".")) > 1 and word.casefold().strip(".") not in read_titles()]
        capitals = all(word[0].isupper() or not word[0].isascii() for word in (full[:1] + full[-1:]))
        return make_name_slug(" ".join(full)) if len(full) > 1 and capitals else None
    if actor.cls not in _NAMED:
        return None
    own = [word for word in words if word.casefold().strip(".,'’") not in read_common_words()]
    if any(word[0].isupper() for word in own):
        return make_name_slug(_strip_article(actor.name))
    owner = findings.actors.get(actor.of) if actor.of else None
    if owner is None or not any(word[0].isupper() for word in words):
        return None
    above = make_slug(owner.authority) if owner.authority else _owner_slug(owner)
    return f"{above}-{make_name_slug(_strip_article(actor.name))}" if above else None


def _owner_slug(owner: Actor) -> str | None:
    # One step only: an owner that itself needs an owner stays local, and so does what belongs to it.
    if owner.cls == "State":
        return make_name_slug(owner.name)
    return None


def _strip_article(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " else name


@lru_cache(maxsize=1)
def read_common_words() -> frozenset[str]:
    """Return the words that do not tell one body from another, in small letters."""
    return _read_words("common_words.txt")


@lru_cache(maxsize=1)
def read_titles() -> frozenset[str]:
    """Return titles and forms of address, in small letters."""
    return _read_words("titles.txt")


def _read_words(name: str) -> frozenset[str]:
    text = folder("graph").joinpath("names", name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
