"""Turn one record (a JSON object, a row of a table) into the draft of an article."""

from collections.abc import Mapping
from typing import Any

from sayso.extract.corpus.blob import Draft, Options
from sayso.extract.corpus.decode import report_too_long
from sayso.extract.corpus.metadata import NAMES, find_columns, read_fields
from sayso.extract.corpus.problem import Reporter


def make_draft(
    record: Mapping[str, Any],
    columns: Mapping[str, str],
    options: Options,
    report: Reporter,
    *,
    number: int,
    line: int | None = None,
) -> Draft | None:
    """
    Return the draft of an article from a record; None, with a report, where it holds no text.

    Args:
        record: Values by column.
        columns: From `find_columns`.
        options: As for the corpus.
        report: Of the file.
        number: Of the record in its file, from 1.
        line: Where it begins, from 1; the *number* stands in for it in messages.
    """
    value = record.get(columns["text"]) if "text" in columns else None
    where = number if line is None else line
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if not isinstance(value, str) or not value.strip():
        report.error("no-text", "the record has no text. Fill its text, or take the record away.", line=where)
        return None
    if len(value) > options.max_chars:
        report_too_long(report, options.max_chars, line=where)
        return None
    return Draft(text=value, meta=read_fields(record, columns), number=number, line=line)


def find_text_column(
    names: list[str], options: Options, report: Reporter, *, line: int | None = None
) -> dict[str, str] | None:
    """Return the columns of a table or record, or None, with a report, where none holds the text."""
    columns = find_columns(names, options.columns)
    if "text" in columns:
        return columns
    shown = ", ".join(map(repr, names[:12])) or "none"
    wanted = repr(options.columns["text"]) if "text" in options.columns else ", ".join(NAMES["text"][:3])
    report.error(
        "no-text-column",
        f"no column holds the text (looked for {wanted}; found {shown}). Name it text, or say which it is "
        "under columns in the settings.",
        line=line,
    )
    return None
