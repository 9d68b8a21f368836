"""An event while the doc is being read."""

from dataclasses import dataclass, field

from sayso.extract.events.roles_model import Roles
from sayso.extract.events.triggers import Trigger
from sayso.extract.events.where_read import Where
from sayso.model import EventType, Factuality, Precision, Statement


@dataclass(slots=True)
class When:
    """
    First and last day, ISO 8601, None where open or unknown.

    `own` if the words around the trigger tell it, `near` if its own phrase does.
    """

    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    own: bool = False
    rule: str = ""
    near: bool = False

    @property
    def known(self) -> bool:
        """Whether it has a start or an end."""
        return self.start is not None or self.end is not None


@dataclass(slots=True)
class Draft:
    """
    A mention of an event, with what its own clause says.

    Attributes:
        trigger: The word that reports it.
        type: The event type.
        roles: Who does it to whom.
        where: Where.
        when: When.
        factuality: How it is put forward.
        statement: The statement whose content holds it, or None.
        paragraph: Number of its paragraph, from 0.
        headline: Whether it stands in the headline.
        definite: Whether it is named as known: *the attack*, *this offensive*.
        fresh: Whether it is named as new: *a strike*, *another raid*, *ten strikes*.
        bare: Whether it only points back and tells nothing new: it is merged, or dropped.
        single: Whether one person is displaced.
        confidence: From 0 to 1.
        merged: Tokens of later mentions of the same thing.
    """

    trigger: Trigger
    type: EventType
    roles: Roles
    where: Where
    when: When
    factuality: Factuality
    statement: Statement | None
    paragraph: int
    headline: bool
    definite: bool
    fresh: bool = False
    single: bool = False
    bare: bool = False
    confidence: float = 0.8
    merged: list[int] = field(default_factory=list)
