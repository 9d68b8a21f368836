"""Labels that people read, made from the names and words of the article."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.model import Article, Event, Figure, Findings, Span, Statement
from sayso.resources import folder

LONGEST = 90
"""Characters of an article's words in a label, cut at a word."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The contents of ``labels.toml``."""

    statement: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]
    event: Mapping[str, list[str]]


@lru_cache(maxsize=1)
def _wording() -> Wording:
    data = tomllib.loads(folder("graph").joinpath("labels.toml").read_text(encoding="utf-8"))
    return Wording(data["statement"], data["words"], data["event"])


def shorten(words: str) -> str:
    """Return *words* on one line, cut at a word where they are longer than `LONGEST` characters."""
    words = " ".join(words.split())
    if len(words) <= LONGEST:
        return words
    return words[: words.rfind(" ", LONGEST // 2, LONGEST)].rstrip(" ,;:.—–-") + " …"


def join_pieces(article: Article, spans: Sequence[Span]) -> str:
    """Return the words of the spans, pieces joined with an ellipsis."""
    if len(spans) == 1:
        return article.text[spans[0][0] : spans[0][1]]
    return " … ".join(article.text[start:end] for start, end in spans)


def label_statement(one: Statement, article: Article, findings: Findings) -> str:
    """Return for instance ``Ada Rowe accused the Harbour Board: dumping dredged mud``."""
    wording = _wording()
    words = wording.words
    act = wording.statement[one.type]
    parts = [_join(_names(one.speaker, findings)) or words["nobody"]]
    if one.negated:
        parts += [words["not"], act["base"]]
    elif one.hedged:
        parts += [words["may"], act["base"]]
    else:
        parts.append(act["past"])
    target = _join(_names(one.target, findings))
    addressee = _join(_names(one.addressee, findings))
    if target:
        parts += [act["target"], target]
    elif one.type == "accuse":
        # "X accused: …" reads as if X were the accused.
        parts.append(words["whom"])
    if addressee and one.type != "accuse":
        parts += [act["addressee"], addressee]
    head = " ".join(part for part in parts if part)
    content = shorten(join_pieces(article, one.content)) if one.content else ""
    return f"{head}: {content}" if content else head


def label_event(one: Event, article: Article, findings: Findings) -> str:
    """Return for instance ``attack by the Rovinan army on Petrel in Halmstow, 2024-05-03``."""
    wording = _wording()
    words = wording.words
    parts: list[str] = ["event" if one.type == "other" else one.type]
    agents, patients = _names(one.agent, findings), _names(one.patient, findings)
    link = "with" if one.type in wording.event["with"] else "of" if one.type in wording.event["of"] else words["on"]
    if agents:
        parts += [words["by"], _join(agents)]
    if patients:
        parts += [link, _join(patients)]
    for word, ids in (
        (words["in"], [i for i in one.place if i not in one.origin and i not in one.destination]),
        (words["from"], one.origin),
        (words["to"], one.destination),
    ):
        if ids:
            names = [findings.places[i].name for i in ids if i in findings.places]
            if names:
                parts += [word, _join(names)]
    head = " ".join(parts)
    if len(parts) == 1:
        head = f"{head}: {shorten(article.text[one.trigger[0] : one.trigger[1]])}"
    when = one.start or one.end
    if when and one.start and one.end and one.start != one.end:
        when = f"{one.start} to {one.end}"
    return f"{head}, {when}" if when else head


def label_figure(one: Figure, article: Article, findings: Findings) -> str:
    """Return for instance ``at least 27 people killed, by the Ministry of Health``."""
    words = _wording().words
    said = shorten(article.text[one.span[0] : one.span[1]])
    counted = one.counted or ""
    if counted and counted.casefold() not in said.casefold():
        said = f"{said} {counted}"
    head = said if one.kind == "other" else f"{said} {one.kind}"
    names = _join(_names(one.according_to, findings))
    return f"{head}, {words['by']} {names}" if names else head


def _names(ids: Sequence[str], findings: Findings) -> list[str]:
    if not ids:
        return []
    actors = findings.actors
    return [actors[one].name for one in ids if one in actors]


def _join(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_wording().words['and']} {names[-1]}"
