"""An article with findings of every kind, for the tests of explanations."""

from sayso.model import Actor, Article, Event, Figure, Findings, Place, Span, Statement

TEXT = (
    "Rivals trade words over dam\n\n"
    "Norland on Tuesday accused <b>Sudmark</b> & its allies of shelling the Ober dam.  "
    "At least 12 workers died, the mayor said.\n"
    'Sudmark\'s army denied it. "Nobody opened fire," it said, adding that Norland may threaten the valley.\n\n'
    "The river is high.\n"
)


def find(words: str, after: str = "") -> Span:
    """Where *words* stand in the text, the first time behind *after*."""
    start = TEXT.index(words, TEXT.index(after))
    return start, start + len(words)


ARTICLE = Article(
    id="dam", text=TEXT, title="Rivals trade <words>", published="2024-03-05", publisher="The Valley Post"
)
FIRST, SECOND = find(TEXT.split("\n")[2].split("  ")[0]), find("At least 12 workers died, the mayor said.")
THIRD, FOURTH = find("Sudmark's army denied it."), find('"Nobody', "denied")[0]
FINDINGS = Findings(
    doc="dam",
    actors={
        "norland": Actor(
            id="norland", name="Norland", cls="State", spans=(find("Norland"), find("Norland", "adding"))
        ),
        "sudmark": Actor(id="sudmark", name="Sudmark", cls="State", spans=(find("Sudmark"),)),
        "a1": Actor(id="a1", name="mayor", cls="Person"),
        "a2": Actor(id="a2", name="Sudmark's army", cls="Organization", spans=(find("Sudmark's army"),)),
    },
    places={"p1": Place(id="p1", name="Ober dam", cls="Facility")},
    statements=(
        Statement(
            id="s1", type="accuse", sentence=FIRST, cue=find("accused"), speaker=("norland",), target=("sudmark",),
            speaker_span=find("Norland"), content=(find("shelling the Ober dam"),), date="2024-03-05",
            confidence=0.91, rule="accuse-33/topic",
        ),
        Statement(
            id="s2", type="assert", sentence=SECOND, cue=find("said"), speaker=("a1",), speaker_span=find("the mayor"),
            content=(find("At least 12 workers died"),), confidence=0.8, rule="say-37.7/around",
        ),
        Statement(
            id="s3", type="deny", sentence=THIRD, cue=find("denied"), speaker=("a2",), target=("norland",),
            speaker_span=find("Sudmark's army"), content=(find("it", "denied"),), responds_to="s1",
            confidence=0.75, rule="deny-29.5/np",
        ),
        Statement(
            id="s4", type="assert", sentence=(FOURTH, TEXT.index("\n\nThe river")), cue=find("said", "it said"),
            speaker=("a2",), speaker_span=find("it", "fire,"), content=(find("Nobody opened fire"),), direct=True,
            confidence=0.8, rule="say-37.7/quote+wrong",
        ),
        Statement(
            id="s5", type="warn", sentence=(FOURTH, TEXT.index("\n\nThe river")), cue=find("adding"), speaker=("a2",),
            content=(find("Norland may threaten the valley"),), hedged=True, negated=True, addressee=("a1",),
            within="s4", relayed_by=("a1",), confidence=0.5, rule="no-such-rule",
        ),
    ),
    events=(
        Event(
            id="e1", type="attack", trigger=find("shelling"), sentence=FIRST, agent=("sudmark",), patient=("p1",),
            place=("p1",), start="2024-03-01", end="2024-03-05", according_to="s1", confidence=0.65,
            rule="E1-doer/E10-own/E16-own",
        ),
        Event(
            id="e2", type="attack", trigger=find("opened fire"), sentence=(FOURTH, FOURTH + 21), factuality="denied",
            confidence=0.6, rule="E1-doer",
        ),
    ),
    figures=(
        Figure(
            id="q1", kind="killed", span=find("At least 12"), sentence=SECOND, low=12, counted="workers",
            according_to=("a1",), statement="s2", confidence=0.9, rule="least/F8-verb",
        ),
    ),
)  # fmt: skip
