"""The saved queries: list them, get one by name, run it."""

from functools import cache

from sayso import resources
from sayso.errors import UnknownQueryError
from sayso.queries.heads import GROUPS, Column, Parameter, SavedQuery, parse_query
from sayso.queries.names import nearest
from sayso.queries.run import PAGE, Result, count_answer, count_results, prepare_query, run_query

__all__ = [
    "PAGE",
    "Column",
    "Parameter",
    "Result",
    "SavedQuery",
    "count_answer",
    "count_results",
    "get_query",
    "list_queries",
    "parse_query",
    "prepare_query",
    "run_query",
]


def list_queries() -> list[SavedQuery]:
    """
    Return all saved queries, by group and then by name.

    Raises:
        QueryFileError: If a head is malformed.
    """
    return list(_read_queries())


def get_query(name: str) -> SavedQuery:
    """
    Return the saved query called *name*.

    Raises:
        UnknownQueryError: If there is none; the message offers the nearest names.
        QueryFileError: If a head is malformed.
    """
    by_name = {one.name: one for one in _read_queries()}
    wanted = name.strip().removesuffix(".rq").casefold().replace("_", "-")
    if wanted not in by_name:
        near = nearest(wanted, by_name, count=3)
        hint = f"Nearest: {', '.join(near)}. " if near else ""
        raise UnknownQueryError(f"{name!r}: no saved query of that name. {hint}`sayso query` lists them all.")
    return by_name[wanted]


@cache
def _read_queries() -> tuple[SavedQuery, ...]:
    names = [name for name in resources.names("queries") if name.endswith(".rq")]
    found = [parse_query(name.removesuffix(".rq"), resources.read("queries", name)) for name in names]
    return tuple(sorted(found, key=lambda one: (GROUPS.index(one.group), one.name)))
