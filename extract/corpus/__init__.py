"""
Read a corpus of news articles: files of many formats in, articles with their metadata out.

`iter_articles` reads, one article at a time; what cannot be read is reported as a `Problem`, and the rest is read.
`sign_article` and `find_copies` tell which articles are copies of others.
"""

from sayso.extract.corpus.article import digest_article
from sayso.extract.corpus.copies import find_copies
from sayso.extract.corpus.count import count_articles
from sayso.extract.corpus.problem import SLUGS, Problem
from sayso.extract.corpus.reader import iter_articles
from sayso.extract.corpus.repair import repair_text
from sayso.extract.corpus.signature import Signature, sign_article
from sayso.extract.corpus.sources import SourceFile, iter_sources

__all__ = [
    "SLUGS",
    "Problem",
    "Signature",
    "SourceFile",
    "count_articles",
    "digest_article",
    "find_copies",
    "iter_articles",
    "iter_sources",
    "repair_text",
    "sign_article",
]
