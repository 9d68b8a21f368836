"""
Invent articles in the proportions in which news are extracted, and make large knowledge graphs of them.

No text is parsed for them: findings are invented, article by article (23 statements, 10 events, 7 figures, 13 actors
and 5 places in 550 words), and all the rest of a build makes the graph of them. Four articles tell one story, one in
fifty is a copy, and actors and towns come up as names do in the news: few of them often, most of them hardly ever.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sayso.graph.build import build
from sayso.graph.process import Processor
from sayso.model import Actor, Article, Event, Figure, Findings, Place, Span, Statement
from sayso.settings import Settings

ONSETS = "b br d dr f fl g gr h j k kl l m n p pr r s sk st t tr v vl w z".split()
VOWELS = "a e i o u ai au ei ia oa ou".split()
CODAS = "n r l s t k m d rn lt nd sk st".split()
BODIES = ["defence ministry", "border guard", "foreign ministry", "health ministry", "navy", "election commission"]
OFFICES = ["minister", "general", "mayor", "ambassador", "commander", "spokeswoman", "senator", "governor"]
WHAT = [
    "shelling the water works", "holding back {number} tonnes of grain", "closing the road to {town}",
    "arming the militia of {name}", "breaking the truce of {month}", "jamming radio near {town}",
    "driving {number} families out of {town}", "forging ballots", "mining the fields east of {town}",
    "the convoy had reached {town} with {number} passengers", "no soldier had crossed the {name} ridge",
    "talks would go on in {town} next week", "the dam above {town} could fail", "the port would reopen before {month}",
    "power had returned to {number} homes around {town}", "the figures that {name} had published were false",
]  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
ILLOCUTIONS = {
    "assert": 44, "accuse": 12, "deny": 6, "condemn": 5, "warn": 5, "demand": 6, "threaten": 3, "pledge": 4,
    "support": 4, "announce": 7, "agree": 2, "refuse": 2,
}  # fmt: skip
VERBS = {
    "assert": "said", "accuse": "accused", "deny": "denied", "condemn": "condemned", "warn": "warned",
    "demand": "demanded", "threaten": "threatened", "pledge": "promised", "support": "welcomed",
    "announce": "announced", "agree": "agreed", "refuse": "refused",
}  # fmt: skip
EVENTS = {
    "attack": 22, "explosion": 6, "death": 10, "injury": 5, "displacement": 9, "blockade": 4, "ceasefire": 4,
    "agreement": 4, "negotiation": 6, "meeting": 6, "visit": 4, "aid": 4, "detention": 4, "deployment": 4,
    "destruction": 3, "protest": 3, "war": 2,
}  # fmt: skip
KINDS = {"killed": 30, "injured": 15, "displaced": 12, "evacuated": 4, "affected": 8, "population": 4, "other": 27}
QUADS_AN_ARTICLE = 840


# ---- inventing articles


@dataclass(slots=True)
class World:
    """Who and what the articles are about: entries of the authority files, towns, and people and bodies of its own."""

    states: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    towns: dict[str, list[tuple[str, str]]] = field(default_factory=dict[str, list[tuple[str, str]]])
    people: list[str] = field(default_factory=list[str])
    bodies: list[str] = field(default_factory=list[str])
    outlets: list[str] = field(default_factory=list[str])


def make_world(articles: int) -> World:
    from sayso import resources
    from sayso.ontology.authority import load_authority

    authority, rng = load_authority(), random.Random(7)
    world = World()
    codes = {key: code for code, key in authority.by_iso.items()}
    for entry in sorted(authority.actors.values(), key=lambda one: one.key):
        if entry.cls == "State" and entry.place in codes:
            world.states.append((entry.key, entry.label, entry.place or ""))
    rng.shuffle(world.states)
    towns: dict[str, list[tuple[int, str, str]]] = {}
    with resources.folder("ontology/authority").joinpath("gazetteer.tsv").open("r", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 9 and cells[3] == "P":
                towns.setdefault(cells[4], []).append((-int(cells[8] or 0), f"gn-{cells[1]}", cells[2]))
    for _, _, place in world.states:
        world.towns[place] = [(key, name) for _, key, name in sorted(towns.get(codes[place], []))[:150]]
    world.states = [one for one in world.states if world.towns[one[2]]]
    # New names keep coming up: half as many people and a tenth as many bodies as there are articles, besides a stock.
    world.people = [f"{make_name(rng)} {make_name(rng)}" for _ in range(60 + articles // 2)]
    world.bodies = [f"{make_name(rng)} {rng.choice(('Front', 'Centre', 'Committee', 'Union'))}" for _ in range(
        30 + articles // 10)]  # fmt: skip
    world.outlets = [f"{make_name(rng)} {rng.choice(('Post', 'Courier', 'Radio', 'Wire'))}" for _ in range(40)]
    return world


def make_name(rng: random.Random) -> str:
    parts = [rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 3))]
    return ("".join(parts) + rng.choice(CODAS)).capitalize()


def pick(rng: random.Random, items: list[Any]) -> Any:
    """Return an item, the first ones far more often than the last: its rank is as likely as one in its number."""
    return items[min(int(len(items) ** rng.random()) - 1 if rng.random() < 0.8 else rng.randrange(len(items)),
                     len(items) - 1)]  # fmt: skip


def weigh(rng: random.Random, weights: dict[str, int]) -> Any:
    return rng.choices(list(weights), list(weights.values()))[0]


class Invention:
    """Writes one article sentence by sentence, and notes what is in it."""

    def __init__(self, number: int, world: World) -> None:
        self.rng, self.story = random.Random(number), random.Random(f"story {number // 4}")
        self.number, self.world = number, world
        self.pieces: list[str] = []
        self.length = 0
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.figures: list[Figure] = []
        self.day = date(2014, 1, 1) + timedelta(days=self.story.randrange(3600) + self.rng.randrange(3))

    def make(self) -> tuple[Article, Findings]:
        """Return the article and what is in it."""
        states = [pick(self.story, self.world.states) for _ in range(3)]
        for key, label, place in states:
            self.actors[key] = self.actor(key, label, "State", authority=key)
            self.places[place] = Place(
                id=place, name=label, cls="Country", authority=place, mentions=(label,), rule="P1"
            )
        for index, body in enumerate(self.story.sample(BODIES, 2)):
            self.actors[f"b{index}"] = self.actor(f"b{index}", body.title(), "Organization", of=states[index][0])
        for index in range(5):
            name = pick(self.rng if index > 1 else self.story, self.world.people)
            of, role = self.rng.choice(states)[0], self.rng.choice(OFFICES)
            self.actors[f"p{index}"] = self.actor(f"p{index}", name, "Person", of=of, role=role)
        for index in range(2):
            self.actors[f"o{index}"] = self.actor(f"o{index}", pick(self.rng, self.world.bodies), "Organization")
        self.actors["residents"] = self.actor("residents", "residents", "Group")
        self.actors["source"] = self.actor("source", "a source close to the talks", "AnonymousSource")
        for _ in range(2):
            home = self.story.choice(states)[2]
            key, name = pick(self.story, self.world.towns[home])
            self.places[key] = Place(
                id=key, name=name, cls="Settlement", within=home, authority=key, mentions=(name,), rule="P2"
            )
        village = make_name(self.rng)
        self.places[village] = Place(id=village, name=village, cls="Settlement", mentions=(village,), rule="P4")
        self.towns = [one for one in self.places.values() if one.cls == "Settlement"]
        main = weigh(self.story, {"attack": 5, "explosion": 3, "displacement": 2, "detention": 1, "protest": 1})
        self.main = (main, self.story.choice(self.towns[:-1]).id, self.story.randint(2, 60))
        self.say("accuse")
        for _ in range(self.rng.randint(16, 28)):
            self.say(weigh(self.rng, ILLOCUTIONS))
        for index in range(self.rng.randint(7, 12)):
            self.happen(first=index == 0)
        for _ in range(self.rng.randint(0, 4)):
            self.count(None)
        return self.finish()

    def actor(self, key: str, name: str, cls: Any, **more: Any) -> Actor:
        """Return an actor."""
        mentions = (name, name.split()[-1]) if cls == "Person" else (name,)
        return Actor(id=key, name=name, cls=cls, mentions=mentions, rule="A2", **more)

    def put(self, text: str) -> Span:
        """Add text, and return where it stands."""
        self.pieces.append(text)
        self.length += len(text)
        return self.length - len(text), self.length

    def words(self) -> str:
        """Return what somebody says."""
        text: str = self.rng.choice(WHAT)
        return text.format(
            number=self.rng.randrange(100, 9000, 100), town=self.rng.choice(self.towns).name,
            name=self.rng.choice(list(self.actors.values())).name, month=self.rng.choice(MONTHS),
        )  # fmt: skip

    def some(self, share: float) -> tuple[str, ...]:
        """Return the id of an actor with that probability, seldom of two."""
        if self.rng.random() > share:
            return ()
        count = 2 if self.rng.random() < 0.06 else 1
        return tuple(self.rng.sample(list(self.actors), count))

    def say(self, kind: Any) -> None:
        """Add a statement."""
        rng, start = self.rng, self.length
        speaker = self.some(0.9)
        name = self.put(self.actors[speaker[0]].name if speaker else "It")
        self.put(" ")
        cue = self.put(VERBS[kind])
        self.put(" ")
        target = self.some({"accuse": 0.85, "condemn": 0.8, "demand": 0.3, "threaten": 0.6}.get(kind, 0.08))
        if target:
            self.put(f"{self.actors[target[0]].name} over ")
        content = self.put(self.words())
        self.put(". ")
        earlier = [one for one in self.statements if one.type == "accuse"]
        within = self.statements[-1].id if self.statements and rng.random() < 0.06 else None
        self.statements.append(
            Statement(
                id=f"s{len(self.statements) + 1}", type=kind, sentence=(start, self.length - 1), cue=cue,
                speaker=speaker, speaker_span=name if speaker else None, target=target, content=(content,),
                addressee=self.some(0.08), direct=rng.random() < 0.35, negated=rng.random() < 0.02,
                hedged=rng.random() < 0.03, attitude=False, within=within,
                date=(self.day - timedelta(days=1)).isoformat() if rng.random() < 0.25 else None,
                responds_to=rng.choice(earlier).id if kind in ("deny", "refuse") and earlier else None,
                relayed_by=self.some(0.06), confidence=rng.choice((0.95, 0.9, 0.85, 0.75, 0.6, 0.5)), rule="S3",
            )
        )  # fmt: skip

    def happen(self, *, first: bool) -> None:
        """Add an event, mostly with a figure; the first is that of the story."""
        rng, start = self.rng, self.length
        kind: Any = self.main[0] if first else weigh(rng, EVENTS)
        place = self.main[1] if first else rng.choice(list(self.places))
        trigger = self.put(f"The {kind}")
        self.put(f" in {self.places[place].name} was the worst since {rng.choice(MONTHS)}. ")
        day = self.day - timedelta(days=1 if first else rng.randrange(60))
        dated = first or rng.random() < 0.6
        by = rng.choice(self.statements).id if rng.random() < 0.5 else None
        moved = kind == "displacement"
        flow = tuple(one.id for one in self.towns[:2]) if moved else ()
        one = Event(
            id=f"e{len(self.events) + 1}", type=kind, trigger=trigger, sentence=(start, self.length - 1),
            agent=self.some(0.6), patient=self.some(0.45), place=flow or ((place,) * (first or rng.random() < 0.6)),
            origin=flow[:1], destination=flow[1:], start=day.isoformat() if dated else None,
            end=day.isoformat() if dated else None, precision="day" if dated else None, according_to=by,
            factuality=weigh(rng, {"actual": 80, "planned": 8, "hypothetical": 8, "denied": 4}),
            confidence=rng.choice((0.9, 0.8, 0.7)), rule="E1",
        )  # fmt: skip
        self.events.append(one)
        if first or moved or rng.random() < 0.4:
            self.count(one)

    def count(self, event: Event | None) -> None:
        """Add a figure."""
        rng, start = self.rng, self.length
        low = self.main[2] + rng.randint(-1, 3) if event and event.id == "e1" else rng.randint(2, 900)
        kind: Any = weigh(rng, KINDS)
        if event is not None and event.type in ("attack", "explosion", "displacement"):
            kind = "displaced" if event.type == "displacement" else "killed"
        span = self.put(str(max(low, 1)))
        self.put(f" people were counted, {self.actors['o0'].name} wrote. ")
        by = rng.choice(self.statements)
        self.figures.append(
            Figure(
                id=f"q{len(self.figures) + 1}", kind=kind, span=span, sentence=(start, self.length - 1),
                low=max(low, 1), high=max(low, 1), counted="people", event=event.id if event else None,
                according_to=by.speaker, statement=by.id, confidence=0.9, rule="F1",
            )
        )  # fmt: skip

    def finish(self) -> tuple[Article, Findings]:
        """Put it together."""
        name, text, day = f"article-{self.number:06}", "".join(self.pieces), self.day.isoformat()
        outlet = self.rng.choice(self.world.outlets)
        title = f"{self.main[0].title()} in {self.places[self.main[1]].name}"
        article = Article(
            id=name, text=text, title=title, published=day, publisher=outlet, language="en",
            url=f"https://news.example/{name}", source=f"{name}.txt",
        )  # fmt: skip
        findings = Findings(
            doc=name, published=day, publisher=outlet, title=title, actors=self.actors, places=self.places,
            statements=tuple(self.statements), events=tuple(self.events), figures=tuple(self.figures),
        )  # fmt: skip
        return article, findings


def invent(number: int, world: World) -> tuple[Article, Findings]:
    # A copy tells what the article before it told, word for word.
    copied = number % 50 == 49
    article, findings = Invention(number - copied, world).make()
    if copied:
        name = f"article-{number:06}"
        article = replace(article, id=name, publisher="Copy Desk", url=f"https://news.example/{name}")
        findings = replace(findings, doc=name, publisher="Copy Desk")
    return article, findings


# ---- the graph


def make_graph(kg: Path, quads: int) -> dict[str, float]:
    """Make the folder of a knowledge graph of about so many quads, and return seconds by step."""
    count = max(quads // QUADS_AN_ARTICLE, 4)
    world = make_world(count)
    corpus = kg.with_suffix(".jsonl")
    with corpus.open("w", encoding="utf-8") as file:
        for number in range(count):
            one, _ = invent(number, world)
            record = {
                "id": one.id, "text": one.text, "title": one.title, "date": one.published, "publisher": one.publisher,
                "url": one.url, "language": one.language,
            }  # fmt: skip
            file.write(json.dumps(record) + "\n")

    def find(_: Processor, articles: Sequence[Article]) -> list[tuple[Article, Findings]]:
        return [(one, invent(int(one.id.rpartition("-")[2]), world)[1]) for one in articles]

    # All of a build but the parsing, and the check of what is made up.
    with patch.object(Processor, "_find", find):
        done = build([corpus], kg, settings=Settings(validate=False))
    corpus.unlink()
    assert count == done.articles, done.problems[:3]
    return {name: round(value, 1) for name, value in done.seconds.items()}
