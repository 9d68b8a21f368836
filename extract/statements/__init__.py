"""Find who said what to whom: lexicons, cues, frames, quotations, roles and links, one module a question."""

from sayso.extract.statements.finder import StatementFinder

__all__ = ["StatementFinder"]
