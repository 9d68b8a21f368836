"""
Show what was found in an article, and why, as a page of HTML.

The page stands alone: it loads nothing and runs no script, and says so to the browser (a Content-Security-Policy), so
that nothing an article holds can be run. Marked words and the findings under them light each other up by CSS.
"""

from collections.abc import Collection, Iterable
from html import escape
from string import Template

from sayso.model import Article, Findings, Span
from sayso.publish.explain import MARK_KINDS, Block, Mark, Note, cut, describe_note, iter_pieces, make_notes
from sayso.resources import folder


def render_html(article: Article, findings: Findings, *, only: Collection[str] = ()) -> str:
    """
    Return a page with the whole article, its words marked, and the findings under each sentence.

    Args:
        article: The article that *findings* were found in.
        findings: What was found.
        only: As for `make_notes`.
    """
    notes = make_notes(article, findings, only=only)
    parts = (article.id, article.publisher or "", article.published or "", _count(notes))
    template = Template(folder("publish").joinpath("explain.html").read_text(encoding="utf-8"))
    return template.substitute(
        language=_escape(article.language or "en"),
        title=_escape(article.title or article.id),
        about=_escape(" · ".join(part for part in parts if part)),
        legend="\n".join(f'<li><mark class="{kind}">{kind}</mark></li>' for kind in MARK_KINDS),
        lights=_light_up(notes),
        blocks="\n".join(_show_block(article.text, block, notes) for block in cut(article, notes)),
    )


def mark_up(text: str, span: Span, marks: Iterable[Mark], notes: Collection[Note] = ()) -> str:
    """
    Return a stretch of text as HTML with ``mark`` elements, which nest; without its tags it is the text.

    Args:
        text: The article's text.
        span: The stretch.
        marks: On any words; what lies outside the stretch is cut off.
        notes: The notes of the marks, for the words shown when a mark is pointed at.
    """
    titles = {note.number: _make_title(note) for note in notes}
    marks = list(marks)
    pieces = list(iter_pieces(span, marks))
    out: list[str] = []
    opened: tuple[Mark, ...] = ()
    seen: set[int] = set()
    for piece in pieces:
        shared = next((i for i, (a, b) in enumerate(zip(opened, piece.marks, strict=False)) if a is not b), None)
        shared = min(len(opened), len(piece.marks)) if shared is None else shared
        out += ["</mark>"] * (len(opened) - shared)
        for at, mark in enumerate(piece.marks[shared:], shared + 1):
            # Of marks that say the same of the same words, the innermost shows the label.
            twice = any(_says_the_same(mark, inner) for inner in piece.marks[at:])
            # An element is cut where one around it ends; only its last part has the label.
            cut_off = any(outer.span[1] < mark.span[1] for outer in piece.marks[: at - 1])
            out.append(
                _open(mark, titles.get(mark.note, ""), first=id(mark) not in seen, label=not (twice or cut_off))
            )
            seen.add(id(mark))
        out.append(_escape(text[piece.span[0] : piece.span[1]]))
        opened = piece.marks
    return "".join([*out, "</mark>" * len(opened)])


def _says_the_same(one: Mark, other: Mark) -> bool:
    return (one.span, one.kind, one.label) == (other.span, other.kind, other.label)


def _open(mark: Mark, title: str, *, first: bool, label: bool) -> str:
    shown = f' data-label="{_escape(mark.label)}"' if mark.label and label else ""
    # One stop for the tab key a mark, also where it is cut in two.
    stop = ' tabindex="0"' if first else ""
    hint = f' title="{_escape(title)}"' if title else ""
    return f'<mark class="{mark.kind} n{mark.note}"{stop}{hint}{shown}>'


def _show_block(text: str, block: Block, notes: list[Note]) -> str:
    start, end = block.span
    if not block.notes:
        words = text[start:end]
        if not words.strip():
            return f'<div class="text blank">{_escape(words)}</div>'
        # Blanks around the words would make empty lines.
        left = start + len(words) - len(words.lstrip())
        right = left + len(words.strip())
        parts = ((start, left, "blank"), (left, right, "plain"), (right, end, "blank"))
        return "\n".join(f'<div class="text {cls}">{_escape(text[a:b])}</div>' for a, b, cls in parts if a < b)
    marks = [mark for note in block.notes for mark in note.marks]
    return "\n".join(
        [
            '<section class="block">',
            f'<div class="text">{mark_up(text, block.span, marks, notes)}</div>',
            *(_show_note(note) for note in block.notes),
            "</section>",
        ]
    )


def _show_note(note: Note) -> str:
    rows = [
        ("finding", [f"{note.group}, {note.type}"]),
        ("who", [note.who]),
        ("words", [note.words]),
        ("known", note.facts),
        ("confidence", [f"{note.confidence:.2f}"]),
        ("rule", [note.rule]),
        ("why", [note.why]),
    ]
    filled = [(name, [one for one in values if one]) for name, values in rows]
    cells = "".join(
        f"<dt>{name}</dt>" + "".join(f"<dd>{_escape(one)}</dd>" for one in values) for name, values in filled if values
    )
    return (
        f'<details id="n{note.number}"><summary><code>{_escape(note.id)}</code> <b>{_escape(note.type)}</b> '
        f"{_escape(describe_note(note))} · {note.confidence:.2f}</summary><dl>{cells}</dl></details>"
    )


def _make_title(note: Note) -> str:
    parts = (f"{note.id} {note.type}", note.who, note.rule, f"confidence {note.confidence:.2f}")
    return " · ".join(part for part in parts if part)


def _light_up(notes: Iterable[Note]) -> str:
    """Return rules by which a finding that is pointed at or in focus lights up its words, and words their finding."""
    lines: list[str] = []
    for note in notes:
        name = f"n{note.number}"
        lines.append(
            f".block:has(#{name}:hover) .{name}, .block:has(#{name}:focus-within) .{name}, "
            f".block:has(.{name}:hover) #{name}, .block:has(.{name}:focus) #{name} "
            "{ outline: 2px solid var(--focus); }"
        )
    return "\n".join(lines)


def _count(notes: Collection[Note]) -> str:
    counts = [(group, sum(note.group == group for note in notes)) for group in ("statement", "event", "figure")]
    return ", ".join(f"{count} {group}{'s' * (count != 1)}" for group, count in counts if count) or "nothing found"


def _escape(text: str) -> str:
    """Return *text* for an element or a quoted attribute; a NUL, which HTML cannot hold, and a CR as references."""
    return escape(text, quote=True).replace("\r", "&#13;").replace("\0", "\N{REPLACEMENT CHARACTER}")
