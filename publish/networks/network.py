"""What a network is: nodes, edges, profiles; read from the graph by `sayso.publish.networks.reading`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from sayso.model import EventType, Illocution
from sayso.publish.days import Days

Profile = Literal["actors", "accusations", "co-mentions", "actors-events", "places"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
DESCRIPTIONS: dict[Profile, str] = {
    "actors": "Who said what to whom: an edge for each kind of statement between two actors.",
    "accusations": "Who accused whom.",
    "co-mentions": "Who is named in the same articles.",
    "actors-events": "Who did, suffered and alleged what: edges lead from actors to events.",
    "places": "Which places are named in the same articles, and where they lie.",
}
"""What each profile shows, for the head of a file."""

Value = str | int | float

TELL = "tell"
"""Kind of the edge to somebody who is told of an accusation, a denial and the like, and is not its target."""

CO_MENTION = "co-mention"
ROLES = ("agent", "patient", "alleged-agent", "alleged-patient", "alleges")
"""Kinds of edges from an actor to an event; `alleged-` where no article vouches for it, but somebody in it says so."""

ACTOR_CLASSES = ("Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource")
EVENT = "Event"
PLACE_CLASSES = ("Country", "Region", "Settlement", "Facility", "Route", "Other")
CLASSES = (*ACTOR_CLASSES, EVENT, *PLACE_CLASSES)
"""Values of a node's class."""

SAMPLES = 5
"""Statements or events that an edge names, the first in time."""


@dataclass(slots=True)
class Node:
    """
    An actor, an event or a place.

    Attributes:
        id: IRI.
        label: Name in English, in the authority's form where there is one.
        cls: One of `CLASSES`; empty where the graph does not say.
        said: Statements that it made, of whatever kind.
        accused: Accusations that it made.
        was_accused: Accusations made against it.
        denied: Denials that it made.
        first: First day on which it is seen, in an article or a dated statement, ISO 8601; None where unknown.
        last: Last such day.
        degree: Ends of edges that touch it, parallel ones counted each.
        incoming: Weight of the edges that lead to it; of all its edges where undirected.
        outgoing: Weight of the edges that lead from it; of all its edges where undirected.
        community: Number of the community that it belongs to, the largest is 1; None where none were looked for.
        latitude: Degrees north, WGS 84; None where unknown.
        longitude: Degrees east.
        located: Whose coordinates these are: ``own``; ``whole``, of what contains it; ``parts``, amid its known
            parts; empty where there are none.
        details: Further columns, by title.
    """

    id: str
    label: str = ""
    cls: str = ""
    said: int = 0
    accused: int = 0
    was_accused: int = 0
    denied: int = 0
    first: str | None = None
    last: str | None = None
    degree: int = 0
    incoming: int = 0
    outgoing: int = 0
    community: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    located: str = ""
    details: dict[str, Value] = field(default_factory=dict)

    def see(self, days: Days | None) -> None:
        """Widen the time in which it is seen."""
        if days is not None:
            self.first = min(self.first or days[0], days[0])
            self.last = max(self.last or days[1], days[1])


class Dated(Protocol):
    """A statement or a report of an event, as edges are made of them."""

    @property
    def iri(self) -> str:
        """IRI."""
        ...

    @property
    def article(self) -> str | None:
        """IRI of the article that reports it; None where the graph does not say."""
        ...

    @property
    def days(self) -> Days | None:
        """First and last day; None where unknown."""
        ...


@dataclass(slots=True)
class Edge:
    """
    All that binds two nodes in one way.

    Attributes:
        source: IRI of who speaks or acts; of the first in order where undirected.
        target: IRI of whom it is aimed at, who is told, or of the event.
        kind: Illocution, `TELL`, `CO_MENTION`, or one of `ROLES`.
        weight: Statements; articles where undirected; reports of the event.
        articles: Articles that report it.
        days: First and last day of each dated statement, article or event, sorted, each once.
        undated: Statements, articles or events without any date.
        examples: IRIs of up to `SAMPLES` of the statements or events, first in time first.
        sample: The sentence of the first of them; empty where undirected.
    """

    source: str
    target: str
    kind: str
    weight: int = 0
    articles: int = 0
    days: tuple[Days, ...] = ()
    undated: int = 0
    examples: tuple[str, ...] = ()
    sample: str = ""

    @classmethod
    def bind(cls, source: str, target: str, kind: str, findings: Iterable[Dated]) -> "Edge":
        """Return the edge that *findings*, statements or reports of an event, in any order, make together."""
        ordered = sorted(findings, key=lambda one: (one.days is None, one.days, one.iri))
        return cls(
            source=source,
            target=target,
            kind=kind,
            weight=len(ordered),
            articles=len({one.article for one in ordered}),
            days=tuple(sorted({one.days for one in ordered if one.days is not None})),
            undated=sum(one.days is None for one in ordered),
            examples=tuple(one.iri for one in ordered[:SAMPLES]),
        )

    @property
    def first(self) -> str | None:
        """First day, or None."""
        return self.days[0][0] if self.days else None

    @property
    def last(self) -> str | None:
        """Last day, or None."""
        return max(last for _, last in self.days) if self.days else None

    def key(self) -> tuple[str, str, str]:
        """What no two edges of a network share."""
        return self.source, self.target, self.kind


@dataclass(slots=True)
class Network:
    """
    Nodes and edges, with what was left out of them.

    Attributes:
        profile: What it shows.
        directed: Whether edges lead from one end to the other.
        nodes: By IRI, sorted.
        edges: Sorted by `Edge.key`, which no two share.
        counted: Statements, articles or events that made edges, before edges were filtered.
        left_out: How many made none, by reason.
        filtered: How many edges the filters took away, by reason.
        heaviest: Weight of the heaviest edge before ``min_weight`` was asked for.
        notes: What the reader of the file should know.
    """

    profile: Profile
    directed: bool
    nodes: dict[str, Node]
    edges: list[Edge]
    counted: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    filtered: dict[str, int] = field(default_factory=dict)
    heaviest: int = 0
    notes: list[str] = field(default_factory=list)


def list_kinds(profile: Profile) -> tuple[str, ...]:
    """Return the kinds by which a profile can be filtered: of its edges, or of the events that it shows."""
    if profile == "actors":
        return *get_args(Illocution), TELL
    if profile == "accusations":
        return ("accuse",)
    if profile == "co-mentions":
        return (CO_MENTION,)
    return (*ROLES, *get_args(EventType)) if profile == "actors-events" else get_args(EventType)
