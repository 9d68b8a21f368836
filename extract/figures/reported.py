"""Which statement reports a stretch of text: what events and figures are according to."""

from operator import itemgetter

from sayso.extract.state import State
from sayso.model import Span, Statement


def find_statement(state: State, span: Span) -> Statement | None:
    """Return the innermost statement whose content holds *span* (characters of ``doc.text``), or None."""
    first, last = span
    around = [(end - start, one) for start, end, one in state.contents if start <= first and last <= end]
    return min(around, key=itemgetter(0))[1] if around else None
