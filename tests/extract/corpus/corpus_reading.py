"""What the tests of reading share: a fixed day, articles and problems as two lists, a page, a web archive."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sayso.extract.corpus import SLUGS, Problem, iter_articles
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


def read(
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


def put(path: Path, content: str | bytes = "The truce held all night.") -> Path:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def assert_reported(problem: Problem, slug: str, *words: str, source: str) -> None:
    """It has this slug, names *source* and *words*, and is a sentence."""
    assert problem.slug == slug
    assert slug in SLUGS
    assert source in problem.source
    for word in words:
        assert word in problem.message
    assert problem.message.endswith(".")


PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="{charset}">
<title>Harbour shelled | Varno Courier</title>
<link rel="canonical" href="https://courier.example/harbour">
<meta property="og:site_name" content="Varno Courier"><meta name="author" content="Ilse Brand">{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookies">We value your privacy. Accept all cookies?</div>
<main><article><h1>Harbour shelled</h1>
<p>Rebels shelled the harbour of Port Varno on Tuesday, the navy said, in the heaviest
attack since the truce of spring.</p>
<p>“We will not leave,” said the mayor, Zoë Rowe. She denied that the city had been given up to the militia.</p>
<p>At least 12 people were killed and more than 40 injured, according to the regional hospital,
which called for blood.</p>
</article></main><aside><h2>Most read</h2><ol><li><a href="/x">Cup final postponed</a></li></ol></aside>
<footer>© 2019 Varno Courier. All rights reserved. Subscribe to our newsletter.</footer></body></html>"""
LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
{"@type": ["NewsArticle"], "headline": "Harbour shelled", "datePublished": "2024-03-14T09:30:00+02:00",
"publisher": {"@type": "Organization", "name": "The Varno Courier"},
"author": [{"@type": "Person", "name": "I. Brand"}]}]}
</script>"""


def write_warc(path: Path, *, gzipped: bool) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=gzipped)
        for url, status, kind, body in (
            (
                "https://courier.example/harbour",
                "200 OK",
                "text/html; charset=utf-8",
                PAGE.format(charset="utf-8", head=LD),
            ),
            ("https://courier.example/logo.png", "200 OK", "image/png", "\x89PNG"),
            (
                "https://courier.example/gone",
                "404 Not Found",
                "text/html",
                "<html><body><p>Not here.</p></body></html>",
            ),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body.encode()), http_headers=headers
            )
            writer.write_record(record)
