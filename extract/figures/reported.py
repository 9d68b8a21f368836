"""Which statement reports a stretch of text: what events and figures are according to."""

from bisect import bisect_right

from sayso.extract.parse import Doc
from sayso.extract.state import get_state
from sayso.model import Span, Statement

_KEY = "sayso_reports"


class _Reports:
    """
    The statements of a doc by the stretches that their contents part it into.

    Attributes:
        contents: Where each piece of a content begins and ends, in the order of the statements.
        starts: The first character of each stretch, rising.
        innermost: The shortest content around each stretch, the first of several.
    """

    __slots__ = ("contents", "innermost", "starts")

    def __init__(self, contents: list[tuple[int, int, Statement]]) -> None:
        self.contents = contents
        self.starts = sorted({edge for start, end, _ in contents for edge in (start, end)})
        numbers = {edge: number for number, edge in enumerate(self.starts)}
        self.innermost: list[Statement | None] = [None] * len(self.starts)
        # The longest are laid down first, so that the shorter come to lie on them.
        for start, end, statement in sorted(reversed(contents), key=lambda one: one[0] - one[1]):
            first, last = numbers[start], numbers[end]
            self.innermost[first:last] = [statement] * (last - first)

    def find(self, span: Span) -> Statement | None:
        first, last = span
        at = bisect_right(self.starts, first) - 1
        if at < 0:
            return None
        if at + 1 == len(self.starts) or last <= self.starts[at + 1]:
            return self.innermost[at]
        around = [(end - start, one) for start, end, one in self.contents if start <= first and last <= end]
        return min(around, key=lambda one: one[0])[1] if around else None


def find_statement(doc: Doc, span: Span) -> Statement | None:
    """Return the innermost statement whose content holds *span* (characters of ``doc.text``), or None."""
    reports = doc.user_data.get(_KEY)
    if not isinstance(reports, _Reports):
        reports = doc.user_data[_KEY] = _Reports(get_state(doc).contents)
    return reports.find(span)
