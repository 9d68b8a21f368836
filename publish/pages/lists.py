"""Pages that lead to others: the lists of actors, places and so on, the start page, and the page about the data."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.publish.pages.items import Link, Maker
from sayso.publish.pages.paths import Place
from sayso.publish.pages.reader import Reader
from sayso.publish.pages.render import LISTS, Site, render

PART = 500
"""Entries of one page of a list."""

CLASSES = {
    "actors": "Actor", "places": "Place", "articles": "Article", "statements": "Statement", "events": "Event",
    "figures": "Figure",
}  # fmt: skip
"""The lists of nodes, by path, and the class of each."""

_BY_DAY = {"articles": "say:published", "events": "say:earliest", "statements": "", "figures": ""}
"""Lists in the order of days: of the property, or of the article that reports it."""

_INTRO = {
    "events": "What articles report, allege, plan or deny. Being listed does not mean that it happened.",
    "figures": "Figures as the articles word them, each with who gave it.",
    "places": "Each place once, under one of its names; its page has all of them.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list."""

    link: Link
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A node of a list: what it is sorted by, the heading it stands under, its IRI, its label, and a remark."""

    key: tuple[str, str, str]
    heading: str
    iri: str
    label: str
    note: str


class Lists:
    """The lists of one store, each read once."""

    def __init__(self, reader: Reader, site: Site) -> None:
        self.reader = reader
        self.site = site
        self._read: dict[str, list[Listed]] = {}

    def get(self, name: str) -> list[Listed]:
        """Return all nodes of a list, sorted."""
        if name not in self._read:
            nodes = self.reader.iter_nodes(f"say:{CLASSES[name]}")
            maker = Maker(self.reader, Place(self.site.base, name), quotes=self.site.quotes)
            listed = [self._place(name, iri, maker.link(iri).label) for iri in nodes]
            self._read[name] = sorted(listed, key=lambda one: one.key)
        return self._read[name]

    def _place(self, name: str, iri: str, label: str) -> Listed:
        if name not in _BY_DAY:
            note = next((one for one in self.reader.kinds(iri) if one not in ("Actor", "Place")), "")
            letter = _find_letter(label)
            return Listed((letter, label.casefold(), iri), letter, iri, label, _spell(note))
        day = self.reader.text(iri, _BY_DAY[name]) if _BY_DAY[name] else ""
        if not day and name != "articles":
            article = self.reader.iri(iri, "say:reportedIn")
            day = self.reader.text(article, "say:published") if article else ""
        note = day if name == "articles" else ""
        return Listed((day or "~", label.casefold(), iri), day[:4] or "Without a day", iri, label, note)

    def count_parts(self, name: str) -> int:
        """Return how many pages a list has; at least one."""
        return max(1, -(-len(self.get(name)) // PART))


def make_list(lists: Lists, name: str, number: int = 1) -> bytes | None:
    """
    Return a page of a list as HTML, or None where there is no such page.

    Args:
        lists: Of the store.
        name: Of `CLASSES`.
        number: Counts from 1.
    """
    if name not in CLASSES or not 1 <= number <= lists.count_parts(name):
        return None
    nodes = lists.get(name)
    path = get_list_path(name, number)
    place = Place(lists.site.base, path)
    shown = nodes[(number - 1) * PART : number * PART]
    groups: list[tuple[str, list[Entry]]] = []
    for heading, members in groupby(shown, key=lambda one: one.heading):
        groups.append((heading, [Entry(Link(one.label, place.link(one.iri), one.iri), one.note) for one in members]))
    parts = range(1, lists.count_parts(name) + 1)
    title = dict(LISTS)[name]
    return render(
        "list",
        site=lists.site,
        path=path if number > 1 else name,
        title=title if number == 1 else f"{title}, part {number}",
        heading=title,
        intro=_INTRO.get(name, ""),
        total=len(nodes),
        groups=groups,
        numbers=[(one, f"{get_list_path(name, one)}.html") for one in parts],
        current=number,
    )


def get_list_path(name: str, number: int) -> str:
    """Return the path of a page of a list: ``actors``, ``actors-2``."""
    return name if number == 1 else f"{name}-{number}"


def split_list_path(path: str) -> tuple[str, int] | None:
    """Return the list and the number of the page at a path, or None."""
    name, _, number = path.partition("-")
    if name not in CLASSES:
        return None
    if not number:
        return None if path.endswith("-") else (name, 1)
    return (
        (name, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 and number[0] != "0" else None
    )


@dataclass(frozen=True, slots=True)
class File:
    """A file that the start page names: reference, and what it is."""

    href: str
    title: str


def make_index(lists: Lists, *, files: Sequence[File] = (), answers: bool = True) -> bytes:
    """
    Return the start page as HTML.

    Args:
        lists: Of the store.
        files: Dumps to name.
        answers: Whether the pages of saved queries have answers.
    """
    from sayso.queries.catalogue import list_queries

    queries = list_queries()
    tiles = [
        {"path": name, "title": title.lower(), "count": f"{len(lists.get(name)):,}"}
        for name, title in LISTS
        if name in CLASSES
    ]
    return render(
        "index",
        site=lists.site,
        path="index",
        title="Start",
        tiles=tiles,
        queries=queries,
        answers=answers and lists.site.quotes != "none",
        files=files,
        endpoint="sparql",
        markup={
            "@context": "https://schema.org", "@type": "Dataset", "name": lists.site.title,
            "description": lists.site.description or "Who said what to whom in news articles.",
            **({"license": lists.site.licence} if lists.site.licence else {}),
        },
    )  # fmt: skip


def make_about(site: Site) -> bytes:
    """Return the page about the data as HTML."""
    return render("about", site=site, path="about", title="About this data")


def _find_letter(label: str) -> str:
    """Return the letter that a label is listed under: without accents, ``#`` for what is no letter."""
    for char in unicodedata.normalize("NFKD", label):
        if char.isalpha():
            return char.upper()[:1]
        if char.isalnum():
            return "#"
    return "#"


def _spell(name: str) -> str:
    return "".join(f" {one.lower()}" if one.isupper() else one for one in name).strip()
