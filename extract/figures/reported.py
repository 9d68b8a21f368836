"""Which statement reports a stretch of text: what events and figures are according to."""

from sayso.extract.state import State
from sayso.model import Span, Statement


def find_statement(state: State, span: Span) -> Statement | None:
    """Return the innermost statement whose content holds *span* (characters of ``doc.text``), or None."""
    best: Statement | None = None
    best_length = 0
    for one in state.statements:
        for start, end in one.content:
            if start <= span[0] and span[1] <= end and (best is None or end - start < best_length):
                best, best_length = one, end - start
    return best
