"""Read pages as a strict parser does, and as a reader does."""

import json
import re
from html.parser import HTMLParser
from typing import Any


def check_html(html: bytes) -> list[str]:
    """Return what a parser of HTML that follows the standard finds wrong with a page."""
    import html5lib

    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html.decode("utf-8"), scripting=False)
    return [f"{position}: {code} {values}" for position, code, values in parser.errors]


class Outline(HTMLParser):
    """What stands in a page: elements with attributes, visible text, links, ids, headings, and data for engines."""

    def __init__(self, html: bytes | str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.data: list[Any] = []
        self._inside = ""
        self._script = ""
        self.feed(html.decode("utf-8") if isinstance(html, bytes) else html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag in ("script", "style", "title"):
            self._inside, self._script = tag, ""

    def handle_endtag(self, tag: str) -> None:
        """Note the end of one."""
        if tag == self._inside:
            if tag == "script" and self._script.strip():
                self.data.append(json.loads(self._script))
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Note text."""
        if self._inside:
            self._script += data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All visible text, with single blanks."""
        return " ".join(" ".join(self.words).split())

    def find(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> set[str]:
        """All ids."""
        return {attributes["id"] for _, attributes in self.elements if "id" in attributes}

    @property
    def links(self) -> list[str]:
        """All references."""
        return [one[key] for _, one in self.elements for key in ("href", "src", "action") if key in one]


def get_section(html: bytes, id: str) -> str:
    """Return the visible text of the section whose heading has an id."""
    match = re.search(rf'<section aria-labelledby="{id}">(.*?)</section>', html.decode("utf-8"), re.DOTALL)
    return Outline(match[1]).text if match else ""
