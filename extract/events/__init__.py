"""Events: what happened, who did it to whom, where and when, and who says so."""

from sayso.extract.events.find import EventFinder

__all__ = ["EventFinder"]
