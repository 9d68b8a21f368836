"""What the server may be told, with the limits that hold unless it is told otherwise."""

import os
from dataclasses import dataclass, field

from sayso.publish.pages.quotes import Quotes
from sayso.settings import Settings


def _count_workers() -> int:
    return max(2, os.cpu_count() or 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """
    Options of the server.

    Attributes:
        settings: Title, licence and so on, as for ``sayso publish``; the base IRI is that of the graph.
        quotes: How much of the articles' words is shown. With ``none`` no query reaches them either; the others differ
            only on pages, since the graph holds no sentence in which nothing was found.
        workers: Processes that run queries: so many at once.
        seconds: How long a query may take before its process is killed.
        rows: How many rows or triples an answer may have; more are cut off, and a header says so.
        size: How many bytes of rows an answer may have, likewise.
        memory: Megabytes that a process that runs queries may use.
        wait: Seconds that a query waits for a process before it is turned away.
        body: Bytes that a request may bring.
        rate: Requests a second that one client may make, on average; 0 for no limit.
        burst: Requests that one client may make at once before its rate counts.
        clients: Requests that are worked on at once; more wait.
        cached: Bytes of answers that are kept, to give them again.
    """

    settings: Settings = field(default_factory=Settings)
    quotes: Quotes = "sentence"
    workers: int = field(default_factory=_count_workers)
    seconds: float = 30.0
    rows: int = 10_000
    size: int = 16_000_000
    memory: int = 1024
    wait: float = 10.0
    body: int = 1_000_000
    rate: float = 100.0
    burst: int = 400
    clients: int = 64
    cached: int = 32_000_000
