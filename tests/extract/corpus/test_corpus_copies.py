"""Copies of a text are linked to their original, whatever the order; other texts on the same event are not."""

import itertools
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.corpus import Signature, find_copies, sign_article
from sayso.model import Article
from tests.extract.corpus.corpus_reading import read

WIRE = (
    "PORT VARNO (Reuters) – Rebels shelled the harbour of Port Varno on Tuesday, killing at least 12 people and "
    "setting fire to two grain ships, the navy said, in the heaviest attack since the truce of last spring.",
    "The mayor, Ada Rowe, told reporters that rockets had begun to fall shortly before dawn, when dockers were "
    "coming off the night shift. “We will not leave,” she said. “This is our city, and we have buried too many to "
    "give it up.”",
    "A spokesman for the Coast Front, which holds the hills to the north, denied that its fighters had fired on "
    "the port. He accused the navy of storing ammunition under the silos and said that an accident had set it "
    "off.",
    "The navy rejected the charge. “There has been no ammunition in the harbour since the winter,” Rear Admiral "
    "Om Das said in a statement. Inspectors of the truce commission were due to visit the silos on Wednesday, he "
    "added.",
    "More than 40 wounded were taken to the regional hospital, which called for blood. Doctors there said that "
    "most had burns, and that three children were among the dead. The Front put the number of dead at five.",
    "About 60,000 tonnes of wheat lie in the port, a third of what the province ships in a year. Traders in the "
    "capital said that insurers had already doubled their rates, and that four ships bound for Varno had turned "
    "back.",
    "The truce, signed in April after eleven months of fighting, obliges both sides to keep heavy guns thirty "
    "kilometres from the coast. Each has accused the other of breaking it almost every week since then.",
)
OTHER = (
    "At least a dozen dock workers died when explosions tore through Varno's grain terminal early on Tuesday, "
    "officials in the besieged city said, and both parties to the conflict hurried to blame each other for the "
    "blasts.",
    "Witnesses described a flash, then a fire that leapt from silo to silo. “I ran into the water,” said Pell "
    "Hahn, a crane driver. “Behind me everything was burning, and nobody knew whether more would come.”",
    "Admiral Om Das said that rockets had struck the quay from rebel positions. The Coast Front called this a lie "
    "and spoke of a navy arms store that blew up. “We will not leave,” the mayor, Ada Rowe, said at the scene.",
    "Neither account could be checked. Truce inspectors plan to go to the site on Wednesday, if the road is safe; "
    "they have been fired at three times this month, a diplomat in the capital said.",
    "Wheat prices rose by four per cent on the news. The province depends on the terminal for most of its "
    "exports, and the world food agency warned that bread would grow dearer in a dozen countries by autumn.",
)


def sign(
    id: str, text: str, *, published: str | None = None, publisher: str | None = None, title: str | None = None
) -> Signature:
    return sign_article(Article(id=id, text=text, published=published, publisher=publisher, title=title))


def join(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs)


def edit(text: str, *, one_in: int) -> str:
    """Change one word in so many, evenly."""
    words = text.split(" ")
    for at in range(one_in // 2, len(words), one_in):
        words[at] = f"w{at}"
    return " ".join(words)


COPIES = {
    "same": join(WIRE),
    "reflowed": "\n".join(WIRE).replace("“", '"').replace("”", '"').replace("’", "'").upper(),
    "new headline": "Harbour in flames as truce crumbles\n\n" + join(WIRE),
    "agency cut away": join(WIRE).replace("PORT VARNO (Reuters) – ", ""),
    "cut to five paragraphs": join(WIRE[:5]),
    "cut to half": join(WIRE[:4]),
    "first left out": join(WIRE[1:]),
    "paragraph added": join((*WIRE, OTHER[1], "Our correspondent in the capital contributed to this report.")),
    "one word in 30 changed": edit(join(WIRE), one_in=30),
    "one word in 15 changed": edit(join(WIRE), one_in=15),
    "cut and edited": edit(join(WIRE[:5]), one_in=30),
}


@pytest.mark.parametrize("kind", COPIES)
def test_copy_is_linked_to_its_original(kind: str) -> None:
    """Cut, edited, reflowed or with another headline, a copy is a copy."""
    signatures = [sign("wire", join(WIRE), published="2024-03-12"), sign("copy", COPIES[kind], published="2024-03-13")]

    assert find_copies(signatures) == {"copy": "wire"}


NO_COPIES = {
    "other report on the same event": join(OTHER),
    "report with a quoted paragraph": join((*OTHER, WIRE[1])),
    "rewritten throughout": edit(join(WIRE), one_in=4),
    "one paragraph of background": join((OTHER[0], OTHER[1], OTHER[3], WIRE[6])),
}


@pytest.mark.parametrize("kind", NO_COPIES)
def test_other_article_is_no_copy(kind: str) -> None:
    """Sharing an event, a quotation or a paragraph of background makes no copy."""
    assert find_copies([sign("wire", join(WIRE)), sign("other", NO_COPIES[kind])]) == {}


def test_short_texts_need_to_be_nearly_equal() -> None:
    """Stock phrases make up most of a short text."""
    stock = "The army said that it had shot down drones over the province of {} in the night. Nobody was hurt."

    assert find_copies([sign("a", stock.format("Varno")), sign("b", stock.format("Lower Tarn"))]) == {}
    assert find_copies([sign("a", stock.format("Varno")), sign("b", stock.format("Varno"))]) == {"b": "a"}


def test_earliest_is_the_original() -> None:
    """The date decides first, and one that is known goes before one that is not."""
    text = join(WIRE)
    signatures = [
        sign("a", text),
        sign("b", text, published="2024-03-13", publisher="Reuters"),
        sign("c", text, published="2024-03-12", publisher="Coast Daily via Reuters"),
        sign("d", text, published="2024-03"),
    ]

    assert find_copies(signatures) == {"a": "c", "b": "c", "d": "c"}


def test_agency_is_the_original_among_those_of_one_day() -> None:
    """The agency's own text, then one that names no agency, then one that says where it is from."""
    text = join(WIRE[1:])
    agency = sign("z", text, published="2024-03-12", publisher="Reuters")
    unsaid = sign("y", text, published="2024-03-12", publisher="Coast Daily")
    via = sign("a", text, published="2024-03-12", publisher="Coast Daily via Reuters")

    assert [one.rank for one in (agency, unsaid, via)] == [0, 1, 2]
    assert find_copies([via, unsaid, agency]) == {"a": "z", "y": "z"}
    assert find_copies([via, unsaid]) == {"a": "y"}


def test_original_is_never_a_copy() -> None:
    """A copy of a copy is linked to the first text."""
    signatures = [
        sign("a", join(WIRE), published="2024-03-12"),
        sign("b", join(WIRE[:5]), published="2024-03-13"),
        sign("c", join(WIRE[:4]), published="2024-03-14"),
        sign("d", join(WIRE[:4]), published="2024-03-15"),
    ]

    assert find_copies(signatures) == {"b": "a", "c": "a", "d": "a"}


def test_order_does_not_count() -> None:
    """Any order of reading gives the same links."""
    signatures = [
        sign("a", join(WIRE)),
        sign("b", join(WIRE[:5])),
        sign("c", join(OTHER)),
        sign("d", COPIES["new headline"], published="2024-03-12"),
    ]
    found = [find_copies(order) for order in itertools.permutations(signatures)]

    assert found[0] == {"a": "d", "b": "d"}
    assert all(one == found[0] for one in found)


def test_signature_is_the_same_for_ever() -> None:
    """It depends on the words alone: neither on the process nor on the machine. Stored ones stay good."""
    one = sign("a", join(WIRE), published="2024-03-12")

    assert one.size == 272
    assert one.hashes[:8].hex() == "b28fb58a33122011"
    assert Signature.from_json(json.loads(json.dumps(one.to_json()))) == one
    assert len(json.dumps(one.to_json())) < 600


def test_broken_signature_is_refused() -> None:
    """Hashes of another number belong to another version."""
    data = sign("a", "text").to_json()

    with pytest.raises(ValueError, match="hashes"):
        Signature.from_json(data | {"hashes": "AAAA"})


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="abc é", max_size=40), max_size=12), st.randoms(use_true_random=False))
def test_links_lead_to_originals(texts: list[str], order: random.Random) -> None:
    """However short and alike: no id is both copy and original, and shuffling changes nothing."""
    signatures = [sign(f"a{at}", text) for at, text in enumerate(texts)]
    found = find_copies(signatures)
    order.shuffle(signatures)

    assert find_copies(signatures) == found
    assert not set(found) & set(found.values())
    assert set(found) | set(found.values()) <= {one.id for one in signatures}


def test_crowd_of_like_texts_is_one_group() -> None:
    """Hundreds of near copies do not take pair by pair, and all go to the first."""
    words = join(WIRE).split()
    signatures = [sign(f"a{at:03}", " ".join([*words, f"number{at}"])) for at in range(300)]

    assert find_copies(signatures) == {f"a{at:03}": "a000" for at in range(1, 300)}


def test_seeds_are_no_copies_of_each_other(shared: Path) -> None:
    """Five articles on one war, by different outlets, are five sources."""
    reading = read(shared / "seeds", shared / "corpus")

    assert len(reading.articles) >= 8
    assert find_copies(map(sign_article, reading.articles)) == {}
