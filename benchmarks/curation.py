"""
How long it takes to look for actors under several IRIs: ``python benchmarks/curation.py [--actors 100000]``.

A store is generated: made-up people and bodies, each in one to three articles with a role and a body, and of every
twentieth a second node under another spelling, with initials, or with its acronym. Printed are seconds, pairs, and how
many of the planted pairs are suggested.
"""

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pyoxigraph

from sayso.graph.curation.plan import make_plan
from sayso.graph.identity.records import read_records
from sayso.graph.identity.suggest import suggest_among
from sayso.graph.nquads import RDF_TYPE, text
from sayso.graph.writer import LABEL, SAY

BASE = "https://example.org/news/"
STARTS = "b d g k l m n p r s t v z kh sh ch st tr gr br zh ts".split()
VOWELS = "a e i o u ya ie".split()
ENDS = "n r l m s k t nd v rd yan ov in sky dze".split()
ROLES = ["foreign minister", "spokesman", "president", "mayor", "governor", "analyst", "general", "judge"]
WORDS = ["Harbour", "Grain", "River", "Union", "Relief", "Border", "Health", "Council", "Workers", "Coast", "League"]
RESPELL = {"kh": "h", "ya": "ia", "ov": "off", "sh": "sch", "zh": "j", "ts": "tz", "ie": "ye", "sky": "skiy"}


def make_word(dice: random.Random, parts: int) -> str:
    """Return a made-up name."""
    return "".join(dice.choice(STARTS) + dice.choice(VOWELS) for _ in range(parts)).capitalize() + dice.choice(ENDS)


def respell(name: str, dice: random.Random) -> tuple[str, str]:
    """Return another form of a person's name, and what was done to it."""
    first, last = name.split()
    how = dice.choice(["spelling", "initial", "order", "slip"])
    if how == "initial":
        return f"{first[0]}. {last}", how
    if how == "order":
        return f"{last} {first}", how
    if how == "spelling":
        for one, other in RESPELL.items():
            if one in last:
                return f"{first} {last.replace(one, other, 1)}", how
        how = "slip"
    at = dice.randrange(1, len(last))
    return f"{first} {last[:at]}{dice.choice('aeiou')}{last[at + 1 :]}", how


def make_lines(actors: int, dice: random.Random) -> Iterator[str]:
    """Yield N-Quads of the store."""
    states = [make_word(dice, 2) for _ in range(150)]
    for state in states:
        yield from describe(f"actor/{state.lower()}", "State", state, dice, actors)
    lasts = [make_word(dice, dice.randint(1, 3)) for _ in range(max(50, actors // 5))]
    firsts = [make_word(dice, dice.randint(1, 2)) for _ in range(max(50, actors // 20))]
    for number in range(actors):
        state = dice.choice(states).lower()
        if number % 4 == 0:
            name = " ".join(dice.sample(WORDS, 2) + [make_word(dice, 2)])
            yield from describe(f"actor/body-{number}", "Organization", name, dice, actors, body=state)
            continue
        name = f"{dice.choice(firsts)} {dice.choice(lasts)}"
        role = dice.choice(ROLES)
        yield from describe(f"actor/person-{number}", "Person", name, dice, actors, role=role, body=state)
        if number % 20 == 1:
            other, how = respell(name, dice)
            node = f"actor/twin-{how}-{number}"
            yield from describe(node, "Person", other, dice, actors, role=role, body=state)


def describe(
    node: str, cls: str, name: str, dice: random.Random, actors: int, role: str = "", body: str = ""
) -> Iterator[str]:
    """Yield what the articles that name an actor say of it."""
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        article = f"a{dice.randrange(actors)}"
        end = f"<{BASE}graph/article/{article}> ."
        token = f"<{BASE}{node}>"
        yield f"{token} {RDF_TYPE} <{SAY}{cls}> {end}"
        yield f"{token} {LABEL} {text(name, 'en')} {end}"
        yield f"{token} <{SAY}mentionedIn> <{BASE}article/{article}> {end}"
        if role:
            yield f"{token} <{SAY}role> {text(role, 'en')} {end}"
        if body:
            yield f"{token} <{SAY}memberOf> <{BASE}actor/{body}> {end}"


def main() -> None:
    """Generate, look, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--actors", type=int, default=100_000)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        store = pyoxigraph.Store(folder)
        lines = list(make_lines(given.actors, random.Random(7)))
        store.bulk_load("\n".join(lines).encode("utf-8"), pyoxigraph.RdfFormat.N_QUADS)
        print(f"{len(lines):,} quads")
        del lines
        start = time.process_time()
        records = read_records(store)
        read = time.process_time()
        found = suggest_among(records, plan=make_plan([]))
        done = time.process_time()
    twins = {one.iri for one in records if "/twin-" in one.iri}
    hits: Counter[str] = Counter()
    for one in found.found:
        for node in one.nodes:
            number = node.rpartition("-")[2]
            if node in twins and f"{BASE}actor/person-{number}" in one.nodes:
                hits[node.rpartition("/twin-")[2].partition("-")[0]] += 1
    planted = Counter(one.rpartition("/twin-")[2].partition("-")[0] for one in twins)
    print(f"{len(records):,} nodes, {found.compared:,} pairs, {found.narrowed:,} names narrowed")
    print(f"reading {read - start:.1f} s, comparing {done - read:.1f} s of processor time")
    print(f"{len(found.found):,} suggestions; planted and suggested:")
    for how, count in sorted(planted.items()):
        print(f"  {how:9} {hits[how]:,} of {count:,}")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
