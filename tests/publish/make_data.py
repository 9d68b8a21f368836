"""
Write data.nq, the small graph on which publish/ is tested: ``python tests/publish/make_data.py``.

Articles and findings are made up here, so every number that the tests expect can be counted by eye.
"""

from pathlib import Path

from sayso.graph.writer import write_article
from sayso.model import Actor, Article, Findings, Statement

BASE = "https://example.org/news/"

HARBOUR = Article(
    id="harbour-blockade",
    title="Orvia and Tesmar trade blame over closed harbour",
    url="https://example.org/wire/harbour-blockade",
    published="2031-03-04",
    publisher="Northern Wire",
    author="Ada Rowe",
    language="en",
    text=(
        "PORT SELM, March 4 - Orvia accused Tesmar on Monday of mining the harbour of Port Selm. "
        "Tesmar denied Orvia's charge. "
        "Orvian Foreign Minister Lena Dorn condemned Tesmar over \"a blockade by another name\". "
        "She urged the Lakes Union to send observers. "
        "Fishermen said the piers were <closed> & the nets \u0007rotting. "
        "Tesmar may accuse the Lakes Union of bias, and it did not threaten Orvia."
    ),
)  # fmt: skip
OBSERVERS = Article(
    id="observers 2",
    title="Observers at the lock",
    published="2031-03",
    publisher="Lakes Herald",
    language="en",
    text=(
        "Orvia again accused Tesmar, this time of shelling a lock. "
        "The Lakes Union warned Tesmar against new attacks. "
        "\"We shall open the lock,\" Tesmar's government told Lena Dorn. "
        "Dorn told Marek Osk that Tesmar lied."
    ),
)  # fmt: skip
COPY = Article(
    id="harbour-copy",
    title="Orvia, Tesmar trade blame",
    published="2031-03-05",
    publisher="Evening Mail",
    language="en",
    text="Orvia accused Tesmar on Monday of mining the harbour of Port Selm.",
    copy_of="harbour-blockade",
)
UNDATED = Article(id="undated", text="Marek Osk accused the Lakes Union of silence. Osk thanked Marek Osk.")

ORVIA = Actor(id="orvia", name="Orvia", cls="State", authority="orvia")
TESMAR = Actor(id="tesmar", name="Tesmar", cls="State", authority="tesmar")
DORN = Actor(id="lena-dorn", name="Lena Dorn", cls="Person", role="Foreign Minister", of="orvia")
UNION = Actor(id="lakes-union", name="Lakes Union", cls="Organization")
OSK = Actor(id="marek-osk", name="Marek Osk", cls="Person")
FISHERS = Actor(id="fishermen", name="fishermen", cls="Group")


def _find(article: Article, words: str) -> tuple[int, int]:
    start = article.text.index(words)
    return start, start + len(words)


def _say(
    article: Article, number: int, kind: str, sentence: str, cue: str, content: str = "", **rest: object
) -> Statement:
    return Statement(
        id=f"s{number}",
        type=kind,  # type: ignore[arg-type] # a literal, given as text
        sentence=_find(article, sentence),
        cue=_find(article, cue),
        content=(_find(article, content),) if content else (),
        confidence=0.9,
        rule="made-up",
        **rest,  # type: ignore[arg-type] # as Statement's own fields
    )


def list_findings() -> list[tuple[Article, Findings]]:
    """Return the articles with what is found in them."""
    first, second = HARBOUR.text.split(". "), OBSERVERS.text.split(". ")
    return [
        (
            HARBOUR,
            _findings(
                HARBOUR,
                (ORVIA, TESMAR, DORN, UNION, FISHERS),
                _say(HARBOUR, 1, "accuse", first[0], "accused", "mining the harbour of Port Selm",
                     speaker=("orvia",), target=("tesmar",), date="2031-03-03"),
                _say(HARBOUR, 2, "deny", first[1], "denied", "Orvia's charge",
                     speaker=("tesmar",), target=("orvia",), responds_to="s1"),
                _say(HARBOUR, 3, "condemn", first[2], "condemned", "a blockade by another name",
                     speaker=("lena-dorn",), target=("tesmar",), direct=True),
                _say(HARBOUR, 4, "demand", first[3], "urged", "to send observers",
                     speaker=("lena-dorn",), addressee=("lakes-union",)),
                _say(HARBOUR, 5, "assert", first[4], "said", "the piers were <closed> & the nets \u0007rotting",
                     speaker=("fishermen",)),
                _say(HARBOUR, 6, "accuse", first[5], "accuse the", "bias",
                     speaker=("tesmar",), target=("lakes-union",), hedged=True),
                _say(HARBOUR, 7, "threaten", first[5], "threaten",
                     speaker=("tesmar",), target=("orvia",), negated=True),
            ),
        ),
        (
            OBSERVERS,
            _findings(
                OBSERVERS,
                (ORVIA, TESMAR, UNION, DORN, OSK),
                _say(OBSERVERS, 1, "accuse", second[0], "accused", "shelling a lock",
                     speaker=("orvia",), target=("tesmar",), date="2031-03-20"),
                _say(OBSERVERS, 2, "warn", second[1], "warned", "new attacks",
                     speaker=("lakes-union",), addressee=("tesmar",)),
                _say(OBSERVERS, 3, "pledge", second[2], "told Lena", "We shall open the lock",
                     speaker=("tesmar",), addressee=("lena-dorn",), direct=True),
                _say(OBSERVERS, 4, "accuse", second[3], "told Marek", "Tesmar lied",
                     speaker=("lena-dorn",), target=("tesmar",), addressee=("marek-osk",)),
            ),
        ),
        (
            COPY,
            _findings(
                COPY,
                (ORVIA, TESMAR),
                _say(COPY, 1, "accuse", COPY.text, "accused", "mining the harbour of Port Selm",
                     speaker=("orvia",), target=("tesmar",)),
            ),
        ),
        (
            UNDATED,
            _findings(
                UNDATED,
                (OSK, UNION),
                _say(UNDATED, 1, "accuse", "Marek Osk accused the Lakes Union of silence", "accused", "silence",
                     speaker=("marek-osk",), target=("lakes-union",)),
                _say(UNDATED, 2, "support", "Osk thanked Marek Osk", "thanked",
                     speaker=("marek-osk",), target=("marek-osk",)),
            ),
        ),
    ]  # fmt: skip


def _findings(article: Article, actors: tuple[Actor, ...], *statements: Statement) -> Findings:
    return Findings(
        doc=article.id,
        published=article.published,
        actors={one.id: one for one in actors},
        statements=statements,
    )


MORE = f"""\
<{BASE}article/harbour-copy> <https://w3id.org/sayso/ont#copyOf> <{BASE}article/harbour-blockade> <{BASE}graph/copies> .
<{BASE}actor/orvia> <http://www.w3.org/2000/01/rdf-schema#label> "Republic of Orvia"@en <{BASE}graph/authority> .
<{BASE}actor/orvia> <http://www.w3.org/2000/01/rdf-schema#label> "Orwien"@de <{BASE}graph/authority> .
<{BASE}actor/orvia> <https://w3id.org/sayso/ont#authorityKey> "orvia" <{BASE}graph/authority> .
<{BASE}place/x-1> <https://w3id.org/sayso/ont#latitude> "54.25"^^<http://www.w3.org/2001/XMLSchema#decimal> <{BASE}graph/authority> .
<{BASE}build/1> <http://www.w3.org/ns/prov#used> <file:///home/ada/private/articles> <{BASE}graph/builds> .
<{BASE}build/1> <http://www.w3.org/2000/01/rdf-schema#label> "built in /home/ada/private" <{BASE}graph/builds> .
<{BASE}article/undated> <http://schema.org/url> <file:///home/ada/private/undated.txt> <{BASE}graph/article/undated> .
<https://w3id.org/sayso/ont#Actor> <http://www.w3.org/2002/07/owl#unionOf> _:list1 <{BASE}graph/ontology> .
_:list1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <https://w3id.org/sayso/ont#Person> <{BASE}graph/ontology> .
_:list1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:list2 <{BASE}graph/ontology> .
_:list2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <https://w3id.org/sayso/ont#State> <{BASE}graph/ontology> .
_:list2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> <{BASE}graph/ontology> .
"""  # noqa: E501 # one quad a line


def main() -> None:
    """Write the file beside this one."""
    lines = [line for article, found in list_findings() for line in write_article(article, found, base=BASE)]
    text = "".join(line + "\n" for line in lines) + MORE
    Path(__file__).with_name("data.nq").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
