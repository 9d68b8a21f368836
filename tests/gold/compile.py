"""Turn annotations written as exact strings into character offsets, and check them.

usage: python tests/gold/compile.py            compiles every src/NAME.src.json beside NAME.txt into gold/NAME.json
       python tests/gold/compile.py --check    compares only, and fails where a file in gold/ is not what src/ gives
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SPAN_KEYS = {"cue", "speaker_span", "content", "trigger", "span"}
STATEMENTS = set("assert accuse deny condemn warn demand threaten pledge support announce agree refuse".split())
EVENTS = set(
    "attack explosion death injury displacement blockade ceasefire agreement negotiation meeting visit aid detention "
    "deployment exercise takeover destruction protest election sanction exchange war independence other".split()
)
FIGURES = set("killed injured displaced evacuated deployed affected population capacity other".split())
ACTORS = {"Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource"}
PLACES = {"Country", "Region", "Settlement", "Facility", "Route", "Other"}


def check(condition: bool, where: str, what: str) -> None:
    """Raise SystemExit where the condition does not hold."""
    if not condition:
        raise SystemExit(f"{where}: {what}")


def locate(span: Any, text: str, where: str) -> Any:
    """Return [start, end] of a span given as a string or {"text", "nth"}; a list of them gives a list."""
    if span is None:
        return None
    if isinstance(span, list):
        return [locate(one, text, where) for one in span]
    wanted, nth = (span, None) if isinstance(span, str) else (span["text"], span["nth"])
    starts = [at for at in range(len(text)) if text.startswith(wanted, at)]
    check(bool(starts), where, f"not in the article: {wanted!r}")
    check(nth is not None or len(starts) == 1, where, f"{len(starts)} places, say nth: {wanted!r}")
    check((nth or 0) < len(starts), where, f"only {len(starts)} places: {wanted!r}")
    start = starts[nth or 0]
    return [start, start + len(wanted)]


def compile_one(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the annotation with offsets for strings; SystemExit where it breaks the form."""
    doc = gold["doc"]
    actors, places = gold["actors"], gold["places"]
    for entities, classes in ((actors, ACTORS), (places, PLACES)):
        for name, entity in entities.items():
            check(entity["class"] in classes, f"{doc} {name}", f"class {entity['class']!r}")
            check(entity.get("of") is None or entity["of"] in actors, f"{doc} {name}", "of is no actor")
            check(entity.get("in") is None or entity["in"] in places, f"{doc} {name}", "in is no place")
            for mention in entity["mentions"]:
                check(mention in text, f"{doc} {name}", f"no mention {mention!r}")
    statements = {one["id"] for one in gold["statements"]}
    events = {one["id"] for one in gold["events"]}
    for one in gold["statements"]:
        where = f"{doc} {one['id']}"
        check(one["type"] in STATEMENTS, where, f"type {one['type']!r}")
        for role in ("speaker", "target", "addressee"):
            check(set(one[role]) <= set(actors), where, f"{role} is no actor")
        check(one["within"] is None or one["within"] in statements, where, "within is no statement")
    for one in gold["events"]:
        where = f"{doc} {one['id']}"
        check(one["type"] in EVENTS, where, f"type {one['type']!r}")
        for role in ("agent", "patient"):
            check(set(one[role]) <= set(actors), where, f"{role} is no actor")
        check(set(one["place"]) <= set(places), where, "place is no place")
        check(one["according_to"] is None or one["according_to"] in statements, where, "according_to is no statement")
    for one in gold["quantities"]:
        where = f"{doc} {one['id']}"
        check(one["kind"] in FIGURES, where, f"kind {one['kind']!r}")
        check(one["event"] is None or one["event"] in events, where, "event is no event")
        check(set(one["according_to"]) <= set(actors), where, "according_to is no actor")
    for kind in ("statements", "events", "quantities"):
        for one in gold[kind]:
            for key in SPAN_KEYS & set(one):
                one[key] = locate(one[key], text, f"{doc} {one['id']} {key}")
    return gold


def main() -> None:
    """Compile, or with --check compare, every annotation."""
    only_check = sys.argv[1:] == ["--check"]
    for source in sorted((HERE / "src").glob("*.src.json")):
        name = source.name.removesuffix(".src.json")
        text = (HERE / f"{name}.txt").read_bytes().decode("utf-8")
        compiled = compile_one(json.loads(source.read_text(encoding="utf-8")), text)
        written = json.dumps(compiled, ensure_ascii=False, indent=1) + "\n"
        target = HERE / "gold" / f"{name}.json"
        if only_check:
            same = target.exists() and target.read_text(encoding="utf-8") == written
            check(same, name, "gold/ is not what src/ gives")
        else:
            target.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
