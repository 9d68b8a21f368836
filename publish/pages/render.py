"""The templates, and the words that they need: days, acts, bounds, languages."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sayso.publish.explain_rules import Group, explain_rule
from sayso.publish.pages.items import FigureItem, StatementItem
from sayso.publish.pages.paths import is_web
from sayso.publish.pages.quotes import Quotes
from sayso.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment

_DAY = re.compile(r"(-?\d{4,})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """
    What all pages of one site share.

    Attributes:
        base: Base IRI of the data.
        title: Of the dataset.
        description: In a sentence or two; may be empty.
        licence: IRI; may be empty.
        creator: May be empty.
        publisher: May be empty.
        quotes: How much of the articles' words is shown.
        live: Whether a server answers: then pages have a search and forms.
        views: Whether the interactive views stand at ``views/``.
    """

    base: str
    title: str = "A knowledge graph of the news"
    description: str = ""
    licence: str = ""
    creator: str = ""
    publisher: str = ""
    quotes: Quotes = "sentence"
    live: bool = False
    views: bool = False


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another form of a page: media type, reference, and what to call it."""

    media_type: str
    href: str
    title: str


LISTS = (
    ("actors", "Actors"), ("places", "Places"), ("articles", "Articles"), ("statements", "Statements"),
    ("events", "Events"), ("figures", "Figures"), ("queries", "Questions"),
)  # fmt: skip
"""The lists that every page links to: path and title."""


def render(template: str, *, site: Site, path: str, title: str, **values: object) -> bytes:
    """
    Return a page as HTML.

    Args:
        template: Name of a file in ``templates``, without suffix.
        site: What all pages share.
        path: Of the page, without suffix.
        title: Of the page.
        values: What the template needs besides; ``markup`` is JSON that is put into the head.
    """
    markup = values.pop("markup", None)
    license = site.licence if is_web(site.licence) else ""
    text = (
        _environment()
        .get_template(f"{template}.html")
        .render(
            **{"alternates": (), "iri": "", "searched": "", **values},
            site=site,
            path=path,
            root="../" * path.count("/"),
            title=title,
            lists=[{"path": one, "title": name} for one, name in LISTS],
            license=license,
            markup=_embed(markup) if markup else "",
        )
    )
    return text.encode("utf-8", "replace")


def read_style() -> str:
    """Return the style sheet of all pages."""
    return folder("publish/pages").joinpath("templates", "style.css").read_text(encoding="utf-8")


def _embed(markup: object) -> object:
    """JSON that can stand in a script element: nothing in it can end the element."""
    from markupsafe import Markup

    text = json.dumps(markup, ensure_ascii=False, sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def load(name: str) -> str:
        return folder("publish/pages").joinpath("templates", name).read_text(encoding="utf-8")

    made = Environment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True, auto_reload=False
    )
    filters: dict[str, Any] = {
        "day": show_day, "act": show_act, "bounds": show_bounds, "language": show_language, "why": _why, "web": is_web
    }  # fmt: skip
    made.filters.update(filters)
    tests: dict[str, Any] = {"relative": _is_relative}
    made.tests.update(tests)
    return made


def _is_relative(href: object) -> bool:
    return not is_web(str(href))


def show_day(text: str) -> object:
    """Return a day, month or year as a ``time`` element; text of any other form as it is."""
    from markupsafe import Markup, escape

    match = _DAY.match(text)
    if match is None:
        return escape(text)
    year, month, day = match[1], match[2], match[3]
    if (month and not 1 <= int(month) <= 12) or len(year) > 6:
        return escape(text)
    words = [str(int(day))] if day else []
    words += [_MONTHS[int(month) - 1]] if month else []
    return Markup('<time datetime="{}">{}</time>').format(text, "\u00a0".join([*words, year]))


def show_act(item: StatementItem) -> str:
    """Return what the speaker did: ``accused``, ``did not accuse``, ``may warn``."""
    words = _acts().get(item.head.kind, {"past": item.head.kind or "said", "base": item.head.kind or "say"})
    if item.negated:
        return f"did not {words['base']}"
    if item.hedged:
        return f"may {words['base']}"
    # A denial needs no object here; a reader of "accused" alone would look for the accused.
    return "accused somebody" if item.head.kind == "accuse" and not item.targets else words["past"]


@cache
def _acts() -> Mapping[str, Mapping[str, str]]:
    with folder("graph").joinpath("labels.toml").open("rb") as file:
        data: Any = tomllib.load(file)
    return cast("Mapping[str, Mapping[str, str]]", data["statement"])


def show_bounds(item: FigureItem) -> str:
    """Return the whole numbers that a figure allows, in words."""
    low, high = item.low, item.high
    if low is None and high is None:
        return "number unknown"
    if low == high:
        text = f"{low:,}"
    elif low is None:
        text = f"at most {high:,}"
    elif high is None:
        text = f"at least {low:,}"
    else:
        text = f"{low:,} to {high:,}"
    return f"about {text}" if item.approximate and low == high else text


def _why(rule: str, group: Group) -> str:
    return explain_rule(rule, group)


@cache
def _languages() -> Mapping[str, str]:
    with folder("publish/pages").joinpath("languages.toml").open("rb") as file:
        data: Any = tomllib.load(file)
    return cast("Mapping[str, str]", data)


def show_language(tag: str) -> str:
    """Return the name of a language in English, or its tag where it is not listed."""
    return _languages().get(tag.split("-")[0].casefold(), tag)
