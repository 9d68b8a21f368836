"""Text is mended where it is damaged, left alone where it is not, and every character knows where it came from."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.corpus import repair_text
from sayso.model import Article

CLEAN = (
    "“Señor Núñez won’t leave,” said Zoë Čapek – the mayor of Łódź… She paid €5 (£4.30) for a crème brûlée.",
    "‘CAFÉ’, read the sign; “JOSÉ” and “VOILÀ”—both in capitals. «Où êtes-vous?» He added: 30 °C, ½ mile, ±2.",
    "Ñandú, Åse, Ähtäri, Ô Canada, Çelik, Erdoğan, Şırnak, Ærø; naïve—“ï”; fiancé”—and then…",
    "Москва, 25 сентября. Η Ελλάδα. 日本語の新聞。 عربي. הארץ.",
    "A -> B & C; x < y > z; &notanentity; AT&T; 100% #1 @home ~ ^ | \\ / [1] {2} √2 ≈ 1.41; ─┐ └─",
    "One paragraph.\n\nAnother, on one line.\n- a list\n- of things\n\tindented",
)


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_comes_back_as_it_is(text: str) -> None:
    """Accents, typographic marks and other scripts are no damage."""
    assert repair_text(text) == (text, None)


WORDS = "“Bogotá” don’t café – São Paulo, Núñez, Čapek, Łódź, Österreich, £5, 20 €, 120°, «où», Straße…"


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1"])
def test_utf8_read_as_windows_1252_or_latin_1_is_put_right(encoding: str) -> None:
    """Bytes that windows-1252 leaves open read as control characters, as most programs do."""
    unknown = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)} if encoding == "windows-1252" else {}
    damaged = "".join(unknown.get(byte) or bytes([byte]).decode(encoding) for byte in WORDS.encode("utf-8"))

    assert repair_text(damaged)[0] == WORDS


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "mac-roman"])
@pytest.mark.parametrize("word", ["Bogotá", "Núñez", "São", "“won’t”", "Österreich", "élan", "five – six", "later…"])
def test_utf8_read_in_old_encodings_is_put_right(encoding: str, word: str) -> None:
    """The DOS code pages and Mac Roman, among characters that were read right."""
    damaged = f"“He said” {word.encode('utf-8').decode(encoding)} – and left."

    assert repair_text(damaged)[0] == f"“He said” {word} – and left."


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("donÃ¢â‚¬â„¢t", "don’t"),  # twice
        ("â€œWe staredâ€ he said", "“We stared” he said"),  # last byte lost
        ("don\x92t", "don’t"),
        ("donÂ’t", "don’t"),
        ("10Â\xa0km. Â\xa0He", "10 km.  He"),
        ("10Â km", "10 km"),  # the space has since become a plain one
        ("ÐœÐ¸Ñ€", "Мир"),
        ("cease\xadfire\u200b line", "ceasefire line"),
        ("10\xa0km\u2009away", "10 km away"),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("bell\x07 and null\x00", "bell and null"),
        ("Fish &amp; chips&nbsp;&#8211; &ldquo;good&rdquo;", "Fish & chips – “good”"),
        ("AT&amp;amp;T", "AT&T"),
        ("\ufeffStart", "Start"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # spells a word in Persian
    ],
)
def test_damage_is_mended(damaged: str, clean: str) -> None:
    """Each kind of damage, alone."""
    assert repair_text(damaged)[0] == clean


def test_wrapped_paragraphs_become_one_line() -> None:
    """Line breaks at a fixed width join; those between paragraphs stay."""
    wrapped = (
        "The convoy of eleven lorries left the depot before dawn and reached\n"
        "the first checkpoint at noon, where it was told to wait. Its drivers\n"
        "said that nobody had searched the lorries before they were let pass.\n"
        "\n"
        "The army denied it."
    )
    clean, offsets = repair_text(wrapped)

    assert clean == wrapped.replace("\nthe", " the").replace("\nsaid", " said")
    assert offsets == tuple(range(len(wrapped) + 1))


@pytest.mark.parametrize(
    "text",
    [
        "The army said so.\nThe rebels denied it, and called for an inquiry into it.\nNobody else spoke of it.",
        "12 Market Street\nPort Varno\nThe Coast\nPhone 12 34",
        "- the bridge at the mill was blown up by sappers\n- the ferry was sunk\n- the road is open\n",
    ],
    ids=["sentences", "address", "list"],
)
def test_lines_that_mean_something_stay(text: str) -> None:
    """One sentence a line, addresses and lists are no wrapped paragraphs."""
    assert repair_text(text) == (text, None)


PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "Ã©", "â€™", "â€œ", "├í", "ÔÇ£", "√©", "ÃƒÂ©", "Â\xa0", "\xa0", "\u200b", "\xad", "\r\n", "\r", "\x00",
            "&amp;", "&nbsp;", "&amp;amp;", "ÐœÐ¸Ñ€",
            "\x93", "\ufeff", "the front line ", "\n", "É”", "word ", "cease-\n",
            "dawn.The mayor", '."We', ".”She", "REBELS LEAVE TOWNThe",
        ]
    ),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@settings(max_examples=100)
@given(TEXTS)
def test_map_never_falls_from_start_to_end(text: str) -> None:
    """There is an offset for each character and the end, none goes back, and the last is the end of the text."""
    clean, offsets = repair_text(text)

    if offsets is None:
        assert clean == text
        return
    assert clean != text
    assert len(offsets) == len(clean) + 1
    put_in = [at for at, (one, two) in enumerate(pairwise(offsets[:-1])) if one == two]
    assert all(one <= two for one, two in pairwise(offsets))
    assert {clean[at] for at in put_in} <= {" ", "\n"}
    assert 0 <= offsets[0]
    assert offsets[-1] == len(text)
    assert all(0 <= offset <= len(text) for offset in offsets)


@settings(max_examples=100)
@given(TEXTS, st.data())
def test_span_leads_back_to_what_produced_it(text: str, data: st.DataObject) -> None:
    """Repairing the original of a stretch gives the stretch again, where no damage lies across its ends."""
    clean, offsets = repair_text(text)
    article = Article(id="a", text=text, clean=clean, offsets=offsets)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))

    original = text[slice(*article.to_original((start, end)))]

    # What was not touched must be the same characters; what was mended comes from a stretch, unless it was put in.
    assert original or clean[start:end].isspace() or start == end
    plain = re.compile(r"[a-z ]+")
    if plain.fullmatch(original):
        assert clean[start:end] == original
    for at in range(start, end):
        [first, last] = article.to_original((at, at + 1))
        assert first < last or (first == last and clean[at] in " \n")


@settings(max_examples=150)
@given(TEXTS)
def test_repairing_twice_changes_nothing(text: str) -> None:
    """What comes out is clean, unless it was damaged more often than anybody does."""
    clean = repair_text(text)[0]

    assert repair_text(clean)[0] == repair_text(repair_text(clean)[0])[0]


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from("The army denied it on Tuesday . , “ ” ’ – Zoë Łódź €".split()), min_size=1, max_size=60)
)
def test_clean_prose_is_never_touched(words: list[str]) -> None:
    """Words and typographic marks in any order are no damage."""
    text = " ".join(words)

    assert repair_text(text) == (text, None)


def test_mended_name_maps_to_its_damage() -> None:
    """A mention found in the clean text is cut out of the original with its damage."""
    text = "\ufeffThe mayor of Bogot├í\u200b, Ada N├║├▒ez, denied it."
    clean, offsets = repair_text(text)
    article = Article(id="a", text=text, clean=clean, offsets=offsets)
    start = clean.index("Núñez")

    assert text[slice(*article.to_original((start, start + 5)))] == "N├║├▒ez"


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("Peru s mines weren t safe, the U.N. s envoy said.", "Peru's mines weren't safe, the U.N.'s envoy said."),
        ("It s late and they re tired; I m not.", "It's late and they're tired; I'm not."),
        ("The crew s boat, they?d say, wasn?t Norway?s.", "The crew's boat, they'd say, wasn't Norway's."),
        ("What s new? We ll see, if you ve time.", "What's new? We'll see, if you've time."),
    ],
)
def test_apostrophes_that_became_a_space_come_back(damaged: str, clean: str) -> None:
    """Each stands where the space stood, so that no word moves."""
    assert repair_text(damaged) == (clean, tuple(range(len(damaged) + 1)))


@pytest.mark.parametrize(
    "text",
    [
        "The letter s is mute, and 5 s later so is t.",
        "Who won? t. 4, s. 12; see page?s=2 and ?t=1",
        "Add d and m to re or ve, said the rule.",
        "The road ended. s is the length of it",
    ],
)
def test_lone_letters_are_no_torn_words(text: str) -> None:
    """A letter that stands for itself, a unit, an address."""
    assert repair_text(text) == (text, None)
