"""What the tests of reading share: a fixed day, and articles and problems as two lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from sayso.extract.corpus import Problem, iter_articles
from sayso.model import Article

TODAY = date(2024, 6, 1)


@dataclass(frozen=True)
class Reading:
    """All that came of reading."""

    articles: list[Article] = field(default_factory=list[Article])
    problems: list[Problem] = field(default_factory=list[Problem])

    @property
    def ids(self) -> list[str]:
        return [article.id for article in self.articles]

    @property
    def slugs(self) -> list[str]:
        return [problem.slug for problem in self.problems]

    @property
    def article(self) -> Article:
        [article] = self.articles
        return article

    @property
    def problem(self) -> Problem:
        [problem] = self.problems
        return problem


Read = Callable[..., Reading]


def read_all(
    *inputs: Path | str, columns: Mapping[str, str] | None = None, max_article_chars: int | None = None
) -> Reading:
    reading = Reading()
    reading.articles.extend(
        iter_articles(
            inputs,
            on_problem=reading.problems.append,
            today=TODAY,
            columns=columns,
            max_article_chars=max_article_chars,
        )
    )
    return reading


@pytest.fixture
def read() -> Read:
    """Reads inputs, and gives articles and problems."""
    return read_all
