"""Explanations show all of the article, all findings, and nothing that could be run."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Article, Event, Figure, Findings, Statement
from sayso.publish.explain import MARK_KINDS, Mark, MarkKind, cut, iter_pieces, make_notes, shorten
from sayso.publish.explain_html import mark_up, render_html
from sayso.publish.explain_text import render_text
from tests.publish.explained import ARTICLE, FINDINGS, TEXT


class Reader(HTMLParser):
    """
    Reads a page: the text of its ``text`` elements, all start tags, and faults of nesting.

    Attributes:
        words: The text of the elements of class ``text``.
        tags: Each start tag with its attributes, in order.
        faults: End tags that close another element than the innermost.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag != "meta":
            inside = bool(self.open) and self.open[-1][1]
            self.open.append((tag, inside or "text" in (found.get("class") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(tag)
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            self.words += data


def read(page: str) -> Reader:
    """The page, read."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.faults
    assert not reader.open
    return reader


@pytest.mark.parametrize(
    ("name", "only", "colour"),
    [("explain.txt", (), False), ("explain.ansi", (), True), ("explain-accuse.txt", ("accuse",), False)],
)
def test_text_is_as_reviewed(
    golden: Path, update_golden: bool, name: str, only: tuple[str, ...], colour: bool
) -> None:
    """Plain, coloured and filtered text are those of the golden files."""
    text = render_text(ARTICLE, FINDINGS, colour=colour, only=only)
    if update_golden:
        (golden / name).write_text(text, encoding="utf-8")

    assert (golden / name).read_text(encoding="utf-8") == text


def test_page_is_as_reviewed(golden: Path, update_golden: bool) -> None:
    """The page is that of the golden file."""
    page = render_html(ARTICLE, FINDINGS)
    if update_golden:
        (golden / "explain.html").write_text(page, encoding="utf-8")

    assert (golden / "explain.html").read_text(encoding="utf-8") == page


def test_text_has_a_line_for_every_finding_with_its_rule() -> None:
    """Each finding is told once with type and confidence, and under it stands the rule."""
    text = render_text(ARTICLE, FINDINGS)
    every: list[Statement | Event | Figure] = [*FINDINGS.statements, *FINDINGS.events, *FINDINGS.figures]

    assert len(every) == 8
    for one in every:
        assert 1 == len(
            re.findall(rf"^  {one.id} \w+  .* · {one.confidence:.2f}\n     {re.escape(one.rule)}", text, re.M)
        )


def test_colour_changes_nothing_but_colour() -> None:
    """Without its escape sequences and the legend, coloured text is plain text."""
    coloured = re.sub(r"\x1b\[[\d;]*m", "", render_text(ARTICLE, FINDINGS, colour=True))

    head, legend, rest = coloured.split("\n", 2)
    assert set(MARK_KINDS) == set(legend.split())
    assert render_text(ARTICLE, FINDINGS) == f"{head}\n{rest}"
    assert "\x1b" not in render_text(ARTICLE, FINDINGS)


def test_page_holds_the_article_to_the_character() -> None:
    """The text elements of a page, joined, are the article."""
    assert TEXT == read(render_html(ARTICLE, FINDINGS)).words
    assert TEXT == read(render_html(ARTICLE, FINDINGS, only=["killed"])).words
    assert TEXT == read(render_html(ARTICLE, Findings(doc="dam"))).words


def test_page_loads_and_runs_nothing() -> None:
    """No script, no style sheet, no picture, no address; the policy says so to the browser."""
    page = render_html(ARTICLE, FINDINGS)
    reader = read(page)

    shown = "html head meta title style body header h1 p ul li main section div mark details summary code b dl dt dd"
    assert set(shown.split()) == {tag for tag, _ in reader.tags}
    names = {name for _, attributes in reader.tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "href", "style")]
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "@import" not in page


EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</div></section><iframe>",
    "<!-- & &lt; &amp;lt; -->",
    "'><svg onload=alert(1)>",
    "</style></title>${blocks} $blocks",
]


@pytest.mark.parametrize("evil", EVIL)
def test_what_looks_like_markup_is_text(evil: str) -> None:
    """Whatever an article, its title, its actors or a rule say is shown and never read as HTML."""
    text = f"Ada Rowe said {evil} yesterday."
    span = (14, 14 + len(evil))
    statement = Statement(
        id=evil, type="assert", sentence=(0, len(text)), cue=(9, 13), content=(span,), speaker=("x",), rule=evil
    )
    article = Article(id=evil, text=text, title=evil, publisher=evil, published=evil, language=evil)
    page = render_html(article, Findings(doc=evil, statements=(statement,)))
    reader = read(page)

    assert text == reader.words
    tags = [tag for tag, _ in reader.tags]
    assert not {"script", "img", "iframe", "svg"} & set(tags)
    assert (1, 1, 1) == (tags.count("section"), tags.count("style"), tags.count("details"))


def test_terminal_is_not_obeyed_by_articles() -> None:
    """Escape sequences of an article, and marks that turn the direction of writing, do not reach the terminal."""
    text = "Ada \x1b]0;owned\x07Rowe\x9b31m said \u202eevil\x00."
    article = Article(id="\x1b[2J", text=text, publisher="\x1b[2J")

    for findings in (
        Findings(doc="x"),
        Findings(doc="x", statements=(Statement(id="s", type="deny", sentence=(0, 30)),)),
    ):
        shown = render_text(article, findings)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
        assert "owned" in shown


def test_only_keeps_what_is_asked_for() -> None:
    """A type, a kind, a group, or several of them; sentences without are left out of the text."""
    for only, ids in (
        (["accuse"], ["s1"]),
        (["killed"], ["q1"]),
        (["event"], ["e1", "e2"]),
        (["deny", "attack"], ["e1", "s3", "e2"]),
        (["refuse"], []),
    ):
        assert sorted(ids) == sorted(note.id for note in make_notes(ARTICLE, FINDINGS, only=only))
    assert "The river is high" not in render_text(ARTICLE, FINDINGS, only=["accuse"])
    assert "Nothing of refuse was found." in render_text(ARTICLE, FINDINGS, only=["refuse"])


def test_every_mark_can_be_reached_once_by_keyboard() -> None:
    """Each mark is one stop of the tab key, however many pieces it is cut into; findings are opened by it as well."""
    reader = read(render_html(ARTICLE, FINDINGS))
    marks = [mark for note in make_notes(ARTICLE, FINDINGS) for mark in note.marks]
    stops = [attributes for tag, attributes in reader.tags if tag == "mark" and attributes.get("tabindex") == "0"]

    assert len(marks) == len(stops) > 15
    assert 8 == sum(tag == "summary" for tag, _ in reader.tags)
    assert all(attributes["title"] for attributes in stops)


def test_crossing_marks_are_cut_and_nested() -> None:
    """Of two marks that cross, the later is closed with the earlier and goes on behind it; its label comes last."""
    html = mark_up("abcdef", (0, 6), [Mark((0, 4), "content", "one", 1), Mark((2, 6), "cue", "two", 2)])

    assert html == (
        '<mark class="content n1" tabindex="0" data-label="one">ab<mark class="cue n2" tabindex="0">cd</mark></mark>'
        '<mark class="cue n2" data-label="two">ef</mark>'
    )


def test_one_label_for_words_that_two_findings_share() -> None:
    """The speaker of two statements is marked twice and labelled once."""
    html = mark_up("Oslo", (0, 4), [Mark((0, 4), "speaker", "speaker", 1), Mark((0, 4), "speaker", "speaker", 2)])

    assert (2, 1) == (html.count("<mark"), html.count("data-label"))


def make_mark(start: int, length: int, kind: MarkKind, note: int) -> Mark:
    """A mark of so many characters."""
    return Mark((start, start + length), kind, kind, note)


MARKS = st.lists(
    st.builds(make_mark, st.integers(0, 30), st.integers(0, 30), st.sampled_from(MARK_KINDS), st.integers(1, 9)),
    max_size=12,
)
WORDS = st.text(st.one_of(st.sampled_from("<>&\"' \r\n\tab;#"), st.characters(exclude_categories=["Cs"])), max_size=40)


@given(text=WORDS.filter(lambda text: "\0" not in text), marks=MARKS)
def test_marked_up_text_without_its_tags_is_the_text(text: str, marks: list[Mark]) -> None:
    """Whatever the text and however marks overlap, elements nest, and without tags the text is unchanged."""
    html = mark_up(text, (0, len(text)), marks)

    assert text == read(f'<div class="text">{html}</div>').words
    inside = [mark for mark in marks if min(mark.span[1], len(text)) > mark.span[0]]
    assert html.count("tabindex") == len(inside)


@given(text=WORDS, marks=MARKS)
def test_pieces_cover_the_text_and_carry_the_marks_on_it(text: str, marks: list[Mark]) -> None:
    """Each character is in one piece, with just the marks whose span holds it."""
    pieces = list(iter_pieces((0, len(text)), marks))

    assert text == "".join(text[piece.span[0] : piece.span[1]] for piece in pieces)
    for piece in pieces:
        for at in range(*piece.span):
            wanted = [mark for mark in marks if mark.span[0] <= at < mark.span[1]]
            assert sorted(map(repr, wanted)) == sorted(map(repr, piece.marks))


@given(spans=st.lists(st.tuples(st.integers(-3, 50), st.integers(-3, 50)), max_size=8), text=WORDS)
def test_blocks_cover_the_article_whatever_the_spans(spans: list[tuple[int, int]], text: str) -> None:
    """Blocks follow each other without gap or overlap and hold every note once, even if the spans are no spans."""
    statements = [Statement(id=f"s{n}", type="deny", sentence=span, cue=span) for n, span in enumerate(spans)]
    article = Article(id="x", text=text)
    notes = make_notes(article, Findings(doc="x", statements=tuple(statements)))
    blocks = cut(article, notes)

    assert text == "".join(text[block.span[0] : block.span[1]] for block in blocks)
    assert sorted(note.number for note in notes) == sorted(note.number for block in blocks for note in block.notes)
    render_text(article, Findings(doc="x", statements=tuple(statements)), colour=True)


def test_long_contents_are_cut_at_a_word() -> None:
    """What is shown beside a finding has at most so many characters, single blanks, and whole words."""
    assert "one two…" == shorten("one \n two,  three", 10)
    assert "one two" == shorten(" one\ttwo ", 10)
