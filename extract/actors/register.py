"""What is known of the actors of one doc while it is read: names, drafts, and what each token stands for."""

import re
import unicodedata
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count
from typing import TYPE_CHECKING

from sayso.extract.actors.lexicon import ActorLexicon, load_actor_lexicon
from sayso.extract.actors.name import Name
from sayso.extract.actors.names import find_names
from sayso.extract.paragraphs import find_dateline, find_paragraphs
from sayso.extract.parse import Doc, Token
from sayso.extract.state import ActorDraft, PlaceDraft, State, get_state
from sayso.model import ActorClass, PlaceClass
from sayso.ontology.authority import Authority, load_authority

if TYPE_CHECKING:
    from sayso.extract.actors.told import Told

KEY = "sayso_register"
_HEAD = 120
"""Tokens in which a dateline is looked for."""


@dataclass(frozen=True, slots=True)
class NamedOffice:
    """An office with an article and nothing else, set beside a name: *The spokesman, Colonel Jane Doe*."""

    noun: str
    at: int
    actor: str


@dataclass(slots=True)
class Register:
    """
    The working memory of a doc.

    Attributes:
        doc: The doc.
        state: Its drafts.
        authority: Known actors and places.
        lexicon: Nouns for people and bodies.
        names: Names in order of the text.
        at: The name that each token belongs to, or None.
        resolved: Actor ids that a token was found to stand for, so that it is found once.
        unresolved: What was asked of a token and found to be nobody, and how much was known then.
        paired: The pair that a token takes up, and how much was known when it was looked for.
        quoted: For each token, the number of the quotation it stands in, from 1, or 0.
        namings: Where each actor is named, by first token.
        the_offices: Bare offices that a name stands beside, so that the name tells who was meant before.
        datelines: Tokens of datelines (*NAIROBI, 3 May –*).
        titles: The person's name that a word of office in front of it belongs to.
        nouns: Where each noun of the lexicon stands; None until it is asked for.
        pending: Tokens that are being resolved, so that two do not wait for each other.
        told: What is told of named people, by noun; None until it is asked for.
        gendered: Whether it was learnt from the pronouns who is a man and who a woman.
        described: The nouns that describe an actor.
        joining: The nouns that others may be coordinated with; None until it is asked for.
        cores: The names of bodies by the word that their core ends in; None until it is asked for.
        countries: How often each country is named, by place key; None until it is asked for.
        neighbours: Country of each town whose name is of one country only, by folded name; None until it is asked for.
    """

    doc: Doc
    state: State
    authority: Authority
    lexicon: ActorLexicon
    names: list[Name]
    at: list[Name | None]
    resolved: dict[int, tuple[str, ...]] = field(default_factory=dict)
    quoted: bytearray | list[int] = field(default_factory=bytearray)
    namings: list[tuple[int, str]] = field(default_factory=list)
    the_offices: list[NamedOffice] = field(default_factory=list)
    datelines: frozenset[int] = frozenset()
    titles: dict[int, Name] = field(default_factory=dict)
    nouns: dict[str, list[int]] | None = None
    unresolved: dict[tuple[int, bool, bool], tuple[int, int]] = field(default_factory=dict)
    paired: dict[tuple[int, str], tuple[tuple[int, int], tuple[str, ...]]] = field(default_factory=dict)
    pending: set[int] = field(default_factory=set)
    countries: Counter[str] | None = None
    neighbours: dict[str, str] | None = None
    told: "dict[str, list[Told]] | None" = None
    gendered: bool = False
    described: set[str] = field(default_factory=set)
    joining: list[Token] | None = None
    cores: dict[str, list[tuple[Name, int]]] | None = None

    def iter_nouns(self, noun: str, before: int) -> Iterator[Token]:
        """Yield the tokens before one that are the lexicon's *noun*, in order of the text."""
        for i in self.get_nouns().get(noun, ()):
            if i >= before:
                return
            yield self.doc.tokens[i]

    def get_nouns(self) -> dict[str, list[int]]:
        """Return where each noun of the lexicon stands outside of names."""
        if self.nouns is None:
            self.nouns = {}
            forms, words = self.lexicon.forms, self.doc.words
            for i in compress(count(), map(forms.__contains__, words)):
                if self.at[i] is None:
                    self.nouns.setdefault(forms[words[i]], []).append(i)
        return self.nouns

    @property
    def known(self) -> tuple[int, int]:
        """How many actors there are and how often they are named: as long as it stays, so do answers."""
        return len(self.state.actors), len(self.namings)

    def get_name(self, token: Token) -> Name | None:
        """Return the name that *token* is part of."""
        return self.at[token.i]

    def add_actor(self, key: str, name: str, cls: ActorClass, *, rule: str, **more: str | None) -> ActorDraft:
        """Return the draft *key*, made now if it is not there."""
        draft = self.state.actors.get(key)
        if draft is None:
            draft = ActorDraft(id=key, name=name, cls=cls, rule=rule, **more)  # type: ignore[arg-type] # checked by callers
            self.state.actors[key] = draft
            if rule.startswith("description:"):
                self.described.add(rule.removeprefix("description:").split(" ")[0])
        return draft

    def add_span(self, draft: ActorDraft, start: int, end: int) -> None:
        """Keep that the tokens [start, end) name an actor."""
        draft.spans.append((start, end))
        insort(self.namings, (start, draft.id))

    def join(self, keep: str, gone: str) -> None:
        """Let whatever names the actor *gone* name *keep*; to be called before descriptions are resolved."""
        left = self.state.actors.pop(gone)
        for name in self.names:
            if name.actor == gone:
                name.actor = keep
        kept = self.state.actors[keep]
        kept.spans += left.spans
        kept.role, kept.of = kept.role or left.role, kept.of or left.of
        kept.gender = kept.gender or left.gender
        self.namings[:] = sorted((start, keep if key == gone else key) for start, key in self.namings)
        for draft in self.state.actors.values():
            if draft.of == gone:
                draft.of = keep

    def iter_recent(self, before: int) -> Iterator[tuple[int, ActorDraft]]:
        """Yield the actors named before a token, last named first, each once, with where it was last named."""
        seen: set[str] = set()
        at = bisect_left(self.namings, (before, ""))
        while at > 0:
            at -= 1
            start, key = self.namings[at]
            if key not in seen:
                seen.add(key)
                yield start, self.state.actors[key]

    def get_namings(self, start: int, end: int) -> list[tuple[int, str]]:
        """Return where actors are named by tokens from *start* up to *end*, in order of the text."""
        return self.namings[bisect_left(self.namings, (start, "")) : bisect_left(self.namings, (end, ""))]

    def add_known(self, key: str) -> str:
        """Return the id of an actor of the authority, with a draft made for it and for those that it belongs to."""
        entry = self.authority.actors[key]
        if key not in self.state.actors:
            of = self.add_known(entry.of) if entry.of in self.authority.actors and entry.of else None
            self.add_actor(key, entry.label, entry.cls, rule="authority", of=of, authority=key)
        return key

    def add_place(self, key: str, name: str, cls: PlaceClass, *, rule: str, **more: str | None) -> PlaceDraft:
        """Return the draft of a place, made now if it is not there."""
        draft = self.state.places.get(key)
        if draft is None:
            draft = PlaceDraft(id=key, name=name, cls=cls, rule=rule, **more)  # type: ignore[arg-type] # checked by callers
            self.state.places[key] = draft
        return draft

    def add_known_place(self, key: str) -> str:
        """Return the id of a place of the authority, with a draft made for it and for those that contain it."""
        entry = self.authority.places[key]
        if key not in self.state.places:
            inner = entry.within
            within = self.add_known_place(inner) if inner and inner in self.authority.places else None
            self.add_place(key, entry.label, entry.cls, rule="authority", within=within, authority=key)
        return key

    def get_country_key(self, iso: str) -> str | None:
        """Return the place key of the country with an ISO code, or None."""
        return self.authority.by_iso.get(iso)

    def add_country(self, iso: str) -> str | None:
        """Return the id of the place of the country with an ISO code, made now if it is not there; None if unknown."""
        key = self.get_country_key(iso)
        return self.add_known_place(key) if key else None

    def make_id(self, text: str, *, taken: bool = False) -> str:
        """Return a slug of *text*; with *taken*, one that no actor has yet."""
        slug = make_slug(text) or "a"
        if not taken or slug not in self.state.actors:
            return slug
        number = 2
        while f"{slug}-{number}" in self.state.actors:
            number += 1
        return f"{slug}-{number}"


@lru_cache(maxsize=4096)
def make_slug(text: str) -> str:
    """Return *text* in lower-case ASCII words joined by hyphens, at most 60 characters."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:60].strip("-")


def _find_datelines(doc: Doc) -> frozenset[int]:
    # Only the head of the article: a headline, and the first lines.
    tokens: set[int] = set()
    for paragraph in find_paragraphs(doc.text)[:3]:
        found = find_dateline(doc.text, paragraph)
        if found:
            first, last = (bisect_left(doc.idx, at) for at in found)
            tokens.update(range(first, min(last, _HEAD)))
    return frozenset(tokens)


def get_register(doc: Doc) -> Register:
    """Return the register of *doc*, made with sayso's own authority where no `ActorFinder` made it."""
    register: Register | None = doc.user_data.get(KEY)
    return register if register is not None else make_register(doc, load_authority())


def make_register(doc: Doc, authority: Authority, *, begins: dict[int, bool] | None = None) -> Register:
    """Find the names of *doc* and keep them in a new register; *begins* as for `find_names`."""
    state = get_state(doc)
    lexicon = load_actor_lexicon()
    names = find_names(doc, authority, lexicon, begins=begins)
    at: list[Name | None] = [None] * len(doc)
    for name in names:
        at[name.start : name.end] = [name] * (name.end - name.start)
    quoted = [0] * len(doc)
    for number, quotation in enumerate(state.quotations, 1):
        if quotation.scare:
            continue
        span = doc.char_span(quotation.start, quotation.end, alignment_mode="contract")
        if span is not None:
            quoted[span.start : span.end] = [number] * (span.end - span.start)
    register = Register(doc, state, authority, lexicon, names, at, quoted=quoted, datelines=_find_datelines(doc))
    doc.user_data[KEY] = register
    return register
