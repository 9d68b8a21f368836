"""What the page of each kind of node tells: one record a kind, which a template shows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode

from sayso.publish.pages.items import EventItem, FigureItem, Link, Maker, StatementItem, shorten
from sayso.publish.pages.reader import clean, shorten_iri

SHOWN = 200
"""Findings that a section of a page shows; the page says how many there are."""

NAMED = 10
"""Articles that a page names for one name."""

Item = TypeVar("Item", StatementItem, EventItem, FigureItem)


@dataclass(frozen=True, slots=True)
class Section:
    """A list on a page: its anchor, heading, what stands in it, and how many were left out."""

    id: str
    title: str
    statements: tuple[StatementItem, ...] = ()
    events: tuple[EventItem, ...] = ()
    figures: tuple[FigureItem, ...] = ()
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many there are, with those left out."""
        return len(self.statements) + len(self.events) + len(self.figures) + self.left_out


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its language (empty where unknown), its kind, who uses it, and articles that do."""

    text: str
    language: str
    kind: str
    used_by: tuple[Link, ...] = ()
    articles: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the head of a page: what, and nodes or words."""

    name: str
    links: tuple[Link, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """
    What a page tells.

    Attributes:
        template: Name of the template that shows it, without suffix.
        kind: What the node is, as a word: ``person``, ``event``.
        title: Its name.
        facts: Lines of the head.
        names: Other names.
        sections: Lists, those that are empty left out.
        statement: Where the page is about one.
        event: Where the page is about one.
        figure: Where the page is about one.
        sides: Figures that contradict each other, the page's own among them; a tuple for each dispute.
        latitude: Degrees, where the node is a place on the map.
        longitude: Degrees.
        url: Of the article, where it was published.
        words: What the article says, where the node is a passage.
    """

    template: str
    kind: str
    title: str
    facts: tuple[Fact, ...] = ()
    names: tuple[Name, ...] = ()
    sections: tuple[Section, ...] = ()
    statement: StatementItem | None = None
    event: EventItem | None = None
    figure: FigureItem | None = None
    sides: tuple[tuple[FigureItem, ...], ...] = ()
    latitude: str = ""
    longitude: str = ""
    url: str = ""
    words: str = ""


def make_dossier(maker: Maker, iri: str) -> Dossier:
    """Return what the page of a node tells, by the class of the node."""
    kinds = set(maker.reader.kinds(iri))
    for kind, make in _MAKERS.items():
        if kind in kinds:
            return make(maker, iri)
    return _make_other(maker, iri)


def _section(id: str, title: str, make: Callable[[str], Item], iris: Iterable[str]) -> Section:
    made: list[StatementItem | EventItem | FigureItem] = [make(one) for one in islice(iris, SHOWN * 5)]
    made.sort(key=lambda one: one.head.order)
    shown = made[:SHOWN]
    return Section(
        id,
        title,
        statements=tuple(one for one in shown if isinstance(one, StatementItem)),
        events=tuple(one for one in shown if isinstance(one, EventItem)),
        figures=tuple(one for one in shown if isinstance(one, FigureItem)),
        left_out=len(made) - len(shown),
    )


def _kept(*sections: Section) -> tuple[Section, ...]:
    return tuple(one for one in sections if one.count)


def _facts(*facts: Fact) -> tuple[Fact, ...]:
    return tuple(one for one in facts if one.links or one.words)


def _words(maker: Maker, iri: str, name: str) -> tuple[str, ...]:
    values = (shorten(clean(one.value)) for one in maker.reader.values(iri, name) if isinstance(one, Literal))
    return tuple(dict.fromkeys(one for one in values if one))


def _make_actor(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    spoken = reader.pointing("say:speaker", iri)
    aimed = reader.pointing("say:target", iri)

    def having(iris: Sequence[str], *types: str) -> list[str]:
        return [one for one in iris if shorten_iri(reader.iri(one, "say:illocution") or "") in types]

    def lacking(iris: Sequence[str], *types: str) -> list[str]:
        return [one for one in iris if shorten_iri(reader.iri(one, "say:illocution") or "") not in types]

    title = reader.label(iri)
    kinds = reader.kinds(iri)
    return Dossier(
        template="actor",
        kind=_spell(kinds[0]) if kinds else "actor",
        title=shorten(title),
        names=_list_names(maker, iri, title),
        facts=_facts(
            Fact("Roles", words=_words(maker, iri, "say:role")),
            Fact("Held", links=maker.links(reader.pointing("org:member", iri, most=SHOWN))),
            Fact("Offices in it", links=maker.links(reader.pointing("org:organization", iri, most=SHOWN))),
            Fact("Belongs to", links=maker.values(iri, "say:memberOf")),
            Fact("Belong to it", links=maker.links(reader.pointing("say:memberOf", iri, most=SHOWN))),
            Fact("Acts for", links=maker.values(iri, "say:actsForPlace")),
            Fact("Kind of body", words=_words(maker, iri, "say:organizationKind")),
            Fact("Same as", links=maker.values(iri, "skos:exactMatch")),
            Fact("Named in", links=maker.values(iri, "say:mentionedIn")[:SHOWN]),
        ),
        sections=_kept(
            _section("accused", "Accused others", maker.statement, having(spoken, "accuse")),
            _section("denied", "Denied", maker.statement, having(spoken, "deny")),
            _section("said", "Said", maker.statement, lacking(spoken, "accuse", "deny")),
            _section("was-accused", "Was accused", maker.statement, having(aimed, "accuse")),
            _section("was-denied", "Was contradicted", maker.statement, having(aimed, "deny")),
            _section("spoken-of", "What others said of it", maker.statement, lacking(aimed, "accuse", "deny")),
            _section("told", "Was told", maker.statement, reader.pointing("say:addressee", iri)),
            _section("relayed", "Passed on", maker.statement, reader.pointing("say:relayedBy", iri)),
            _section("figures", "Figures it gave", maker.figure, reader.pointing("say:claimedBy", iri)),
            _section("did", "Did, or is said to have done", maker.event, reader.pointing("say:agent", iri)),
            _section("underwent", "Underwent", maker.event, reader.pointing("say:patient", iri)),
        ),
    )  # fmt: skip


def _list_names(maker: Maker, iri: str, title: str) -> tuple[Name, ...]:
    reader = maker.reader
    found: dict[tuple[str, str], Name] = {}
    for kind, name in (
        ("", "say:alias"), ("adjective", "say:adjective"), ("people", "say:demonym"), ("seat", "say:capital"),
        ("metonym", "say:metonym"),
    ):  # fmt: skip
        for value in reader.values(iri, name):
            if isinstance(value, Literal):
                text = shorten(clean(value.value))
                if text and (text.casefold() != title.casefold() or kind):
                    found.setdefault((text, kind), Name(text, value.language or "", kind))
    # A word that is told apart by its kind need not be listed as a plain name too.
    special = {text for text, kind in found if kind}
    kept = [one for (text, kind), one in found.items() if kind or text not in special]
    return tuple(sorted(kept, key=lambda one: (one.kind, one.text.casefold(), one.text)))


def _find_articles(maker: Maker, name: str) -> tuple[Link, ...]:
    """Return the articles in whose sentences a name stands, at most `NAMED` of them."""
    found: dict[str, None] = {}
    for passage in maker.reader.iris(name, "say:evidence"):
        article = maker.reader.iri(passage, "oa:hasSource")
        if article is None:
            told = maker.reader.pointing("say:evidence", passage)
            article = next((one for each in told for one in maker.reader.iris(each, "say:reportedIn")), None)
        if article is not None:
            found[article] = None
        if len(found) == NAMED:
            break
    return maker.links(found)


def _make_place(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    names: list[Name] = []
    for node in reader.iris(iri, "say:hasName"):
        for value in reader.values(node, "skosxl:literalForm"):
            if isinstance(value, Literal):
                text = shorten(clean(value.value))
                users = maker.values(node, "say:usedBy")
                names.append(Name(text, value.language or "", "", users, _find_articles(maker, node)))
    told = {one.text for one in names}
    title = reader.label(iri)
    names += [one for one in _list_names(maker, iri, title) if one.text not in told]
    return Dossier(
        template="place",
        kind="place",
        title=shorten(title),
        names=tuple(sorted(names, key=lambda one: (not one.used_by, one.text.casefold(), one.language))),
        latitude=clean(reader.text(iri, "say:latitude")),
        longitude=clean(reader.text(iri, "say:longitude")),
        facts=_facts(
            Fact("Kind of place", words=tuple(_spell(shorten_iri(one)) for one in reader.iris(iri, "say:placeClass"))),
            Fact("Part of", links=maker.values(iri, "say:partOf")),
            Fact("Holds", links=maker.links(reader.pointing("say:partOf", iri, most=SHOWN))),
            Fact("Who acts for it", links=maker.links(reader.pointing("say:actsForPlace", iri, most=SHOWN))),
            Fact("Country code", words=_words(maker, iri, "say:countryCode")),
            Fact("Same as", links=maker.values(iri, "skos:exactMatch")),
            Fact("Named in", links=maker.values(iri, "say:mentionedIn")[:SHOWN]),
        ),
        sections=_kept(
            _section("events", "What happened here", maker.event, reader.pointing("say:place", iri)),
            _section("from", "From here", maker.event, reader.pointing("say:origin", iri)),
            _section("to", "To here", maker.event, reader.pointing("say:destination", iri)),
        ),
    )


def _make_article(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    findings = reader.pointing("say:reportedIn", iri)
    title = reader.text(iri, "dcterms:title") or reader.label(iri)

    def having(name: str) -> list[str]:
        return [one for one in findings if name in reader.kinds(one)]

    mentioned = reader.pointing("say:mentionedIn", iri)
    return Dossier(
        template="article",
        kind="article",
        title=shorten(clean(title)),
        url=reader.text(iri, "schema:url") or next(iter(reader.iris(iri, "schema:url")), ""),
        facts=_facts(
            Fact("Published by", words=_words(maker, iri, "say:publisherName")),
            Fact("On", words=_words(maker, iri, "say:published")),
            Fact("By", words=_words(maker, iri, "dc:creator")),
            Fact("Language", words=_words(maker, iri, "dc:language")),
            Fact("Copy of", links=maker.values(iri, "say:copyOf")),
            Fact("Copies", links=maker.links(reader.pointing("say:copyOf", iri, most=SHOWN))),
            Fact("Actors", links=maker.links(one for one in mentioned if "Actor" in reader.kinds(one))),
            Fact("Places", links=maker.links(one for one in mentioned if "Place" in reader.kinds(one))),
        ),
        sections=_kept(
            _in_order(_section("statements", "Statements in order", maker.statement, having("Statement"))),
            _in_order(_section("events", "Events", maker.event, having("Event"))),
            _in_order(_section("figures", "Figures", maker.figure, having("Figure"))),
        ),
    )  # fmt: skip


def _in_order(section: Section) -> Section:
    """Return a section about one article in the order of its text, without naming the article again and again."""

    def rank(item: Item) -> tuple[int, str]:
        return item.head.order[2], item.head.link.iri

    def sort(items: Iterable[Item]) -> tuple[Item, ...]:
        heads = ((one, replace(one.head, article=None, day=one.head.day if one.head.exact else "")) for one in items)
        return tuple(sorted((replace(one, head=head) for one, head in heads), key=rank))

    return replace(
        section, statements=sort(section.statements), events=sort(section.events), figures=sort(section.figures)
    )


def _make_statement(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    return Dossier(
        template="statement",
        kind="statement",
        title=maker.link(iri).label,
        statement=maker.statement(iri),
        sections=_kept(
            _section("answers-to", "Answers", maker.statement, reader.iris(iri, "say:respondsTo")),
            _section("answered-by", "What answers it", maker.statement, reader.pointing("say:respondsTo", iri)),
            _section("within", "Reported within", maker.statement, reader.iris(iri, "say:within")),
            _section("holds", "Reports in turn", maker.statement, reader.pointing("say:within", iri)),
            _section("alleges", "What it says has happened", maker.event, reader.iris(iri, "say:alleges")),
            _section("figures", "Figures in it", maker.figure, reader.pointing("say:claimedIn", iri)),
        ),
    )


def _make_event(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    grouped = reader.pointing("say:reports", iri)
    others = {one for group in grouped for one in reader.iris(group, "say:reports")} - {iri}
    tellers = set(reader.iris(iri, "say:accordingTo")) | set(reader.pointing("say:alleges", iri))
    return Dossier(
        template="event",
        kind="event",
        title=maker.link(iri).label,
        event=maker.event(iri),
        facts=_facts(Fact("Same happening as", links=maker.links(grouped))),
        sections=_kept(
            _section("according-to", "Who says so", maker.statement, sorted(tellers)),
            _section("figures", "Figures", maker.figure, reader.pointing("say:figureOf", iri)),
            _section("reports", "Other reports of it", maker.event, sorted(others)),
        ),
    )


def _make_figure(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    own = maker.figure(iri)
    disputes = reader.pointing("say:side", iri)
    siblings = {one for event in reader.iris(iri, "say:figureOf") for one in reader.pointing("say:figureOf", event)}
    return Dossier(
        template="figure",
        kind="figure",
        title=own.head.link.label,
        figure=own,
        facts=_facts(
            Fact("Disputed in", links=maker.links(disputes)),
            Fact("In a series", links=maker.links(reader.pointing("say:update", iri))),
        ),
        sides=tuple(_sides(maker, one) for one in disputes),
        sections=_kept(
            _section("statement", "Given in", maker.statement, reader.iris(iri, "say:claimedIn")),
            _section("event", "Of", maker.event, reader.iris(iri, "say:figureOf")),
            _section("others", "Other figures of it", maker.figure, sorted(siblings - {iri})),
        ),
    )


def _sides(maker: Maker, dispute: str) -> tuple[FigureItem, ...]:
    figures = [maker.figure(one) for one in maker.reader.iris(dispute, "say:side")]
    return tuple(sorted(figures, key=lambda one: one.head.order))


def _make_dispute(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    events = {event for one in reader.iris(iri, "say:side") for event in reader.iris(one, "say:figureOf")}
    return Dossier(
        template="figure",
        kind="dispute",
        title=shorten(reader.label(iri)),
        sides=(_sides(maker, iri),),
        sections=_kept(_section("events", "Of", maker.event, sorted(events))),
    )


def _make_series(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    updates = sorted(reader.iris(iri, "say:update"), key=lambda one: (_find_day(maker, one), one))
    events = {event for one in updates for event in reader.iris(one, "say:figureOf")}
    return Dossier(
        template="node",
        kind="series",
        title=shorten(reader.label(iri)),
        sections=_kept(
            _section("updates", "Figures, in the order of days", maker.figure, updates),
            _section("events", "Of", maker.event, sorted(events)),
        ),
    )


def _find_day(maker: Maker, figure: str) -> str:
    """Return the day on which the article of a figure was published, empty where it is unknown."""
    reader = maker.reader
    return min((reader.text(one, "say:published") for one in reader.iris(figure, "say:reportedIn")), default="")


def _make_occurrence(maker: Maker, iri: str) -> Dossier:
    reader = maker.reader
    return Dossier(
        template="node",
        kind="occurrence",
        title=shorten(reader.label(iri)),
        facts=_facts(
            Fact("Why these are taken to be one", words=_words(maker, iri, "say:reason")),
            Fact("Score", words=_words(maker, iri, "say:score")),
        ),
        sections=_kept(_section("reports", "Reports of it", maker.event, reader.iris(iri, "say:reports"))),
    )


def _make_membership(maker: Maker, iri: str) -> Dossier:
    """Who held which role where, as far as articles tell: not being named after a day does not mean that it ended."""
    return Dossier(
        template="node",
        kind="role held",
        title=shorten(maker.reader.label(iri)),
        facts=_facts(
            Fact("Who", links=maker.values(iri, "org:member")),
            Fact("Role", links=maker.values(iri, "org:role")),
            Fact("In", links=maker.values(iri, "org:organization")),
            Fact("As articles word it", words=_words(maker, iri, "say:roleWords")),
            Fact("Told of from", words=_words(maker, iri, "say:firstAttested")),
            Fact("Told of until", words=_words(maker, iri, "say:lastAttested")),
            Fact("Over by", words=_words(maker, iri, "say:overBy")),
            Fact("Told by", links=maker.values(iri, "say:attestedIn")[:SHOWN]),
        ),
    )


def _make_role(maker: Maker, iri: str) -> Dossier:
    held = maker.reader.pointing("org:role", iri, most=SHOWN)
    return Dossier(
        template="node",
        kind="role",
        title=shorten(maker.reader.label(iri)),
        facts=_facts(Fact("Held as", links=maker.links(held))),
    )


def _make_other(maker: Maker, iri: str) -> Dossier:
    """A node that no template is made for: all it has, property by property."""
    reader = maker.reader
    facts: list[Fact] = []
    for name, values in sorted(reader.describe(iri).items()):
        if maker.quotes == "none" and shorten_iri(name) in ("quote", "content"):
            continue
        links = maker.links(one.value for one in values if isinstance(one, NamedNode))
        words = tuple(clean(one.value) for one in values if isinstance(one, (Literal, BlankNode)))
        facts.append(Fact(_spell(shorten_iri(name)), links=links, words=words))
    kinds = reader.kinds(iri)
    return Dossier(
        template="node",
        kind=_spell(kinds[0]) if kinds else "node",
        title=shorten(reader.label(iri)),
        facts=_facts(*facts),
    )


def _spell(name: str) -> str:
    """Return the local name of a term as words: ``MediaOutlet`` as ``media outlet``."""
    return "".join(f" {one.lower()}" if one.isupper() else one for one in name).strip().replace("-", " ")


_MAKERS: dict[str, Callable[[Maker, str], Dossier]] = {
    "Statement": _make_statement,
    "Event": _make_event,
    "Figure": _make_figure,
    "Dispute": _make_dispute,
    "Series": _make_series,
    "Occurrence": _make_occurrence,
    "Membership": _make_membership,
    "Role": _make_role,
    "Article": _make_article,
    "Place": _make_place,
    "Actor": _make_actor,
    "Person": _make_actor,
    "Organization": _make_actor,
    "MediaOutlet": _make_actor,
    "State": _make_actor,
    "Group": _make_actor,
    "AnonymousSource": _make_actor,
}
