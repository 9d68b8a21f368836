"""Read a corpus of news articles: files of many formats in, articles with their metadata out."""

from sayso.extract.corpus.article import digest_article
from sayso.extract.corpus.problem import Problem
from sayso.extract.corpus.reader import iter_articles
from sayso.extract.corpus.repair import repair_text
from sayso.extract.corpus.sources import SourceFile, iter_sources

__all__ = [
    "Problem",
    "SourceFile",
    "digest_article",
    "iter_articles",
    "iter_sources",
    "repair_text",
]
