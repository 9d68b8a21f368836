"""Show what was found in an article, and why, as text for a terminal or a file."""

import re
from collections.abc import Collection

from sayso.model import Article, Findings
from sayso.publish.explain import MARK_KINDS, Block, MarkKind, Note, cut, describe_note, iter_pieces, make_notes
from sayso.publish.explain_rules import Group

# SGR codes of the usual sixteen colours, which follow the theme of the terminal.
_STYLES: dict[MarkKind, str] = {
    "content": "4",
    "speaker": "1;34",
    "target": "1;35",
    "cue": "1;31",
    "trigger": "1;33",
    "figure": "1;36",
}
_OF_GROUP: dict[Group, MarkKind] = {"statement": "cue", "event": "trigger", "figure": "figure"}
_INDENT = " " * 5
_DIM = "2"
_BOLD = "1"

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def render_text(article: Article, findings: Findings, *, colour: bool = False, only: Collection[str] = ()) -> str:
    """
    Return the article sentence by sentence with what was found in each, ending in an empty line.

    Args:
        article: The article that *findings* were found in.
        findings: What was found.
        colour: Whether to mark the words with the escape sequences of terminals. Characters of the article that a
            terminal would obey are replaced in any case.
        only: As for `make_notes`; sentences without such findings are then left out.
    """
    notes = make_notes(article, findings, only=only)
    head = " · ".join(part for part in (article.id, article.published or "", article.publisher or "") if part)
    lines = [_paint(_clean(head), _BOLD, colour)]
    if colour:
        lines.append("  ".join(_paint(kind, _STYLES[kind], colour) for kind in MARK_KINDS))
    for block in cut(article, notes):
        text = _show_block(article.text, block, colour=colour)
        if not text.strip() or (only and not block.notes):
            continue
        lines += ["", text]
        for note in block.notes:
            lines += _show_note(note, colour=colour)
    if not notes:
        lines += ["", "Nothing was found." if not only else f"Nothing of {', '.join(sorted(only))} was found."]
    return "\n".join([*lines, "", ""])


def _show_block(text: str, block: Block, *, colour: bool) -> str:
    if not block.notes:
        return _paint(_clean(text[block.span[0] : block.span[1]].strip()), _DIM, colour)
    marks = [mark for note in block.notes for mark in note.marks]
    shown = ""
    for piece in iter_pieces(block.span, marks):
        words = text[piece.span[0] : piece.span[1]]
        codes = ";".join(dict.fromkeys(_STYLES[mark.kind] for mark in piece.marks))
        shown += _paint(_clean(words), codes, colour)
    return shown


def _show_note(note: Note, *, colour: bool) -> list[str]:
    kind = _paint(note.type, _STYLES[_OF_GROUP[note.group]], colour)
    line = f"  {_clean(note.id)} {kind}  {_clean(describe_note(note))} · {note.confidence:.2f}"
    if not note.rule:
        return [line]
    why = note.rule + (f": {note.why}" if note.why else "")
    return [line, _INDENT + _paint(_clean(why), _DIM, colour)]


def _paint(text: str, codes: str, colour: bool) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if colour and codes and text else text


def _clean(text: str) -> str:
    """Return a line: blanks joined, what a terminal would obey replaced."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"[ \t\r\n]+", " ", text) if text.strip(" ") else text)
