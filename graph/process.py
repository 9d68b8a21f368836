"""Turn a batch of articles into article files: parse, find, write, check."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sayso.errors import SaysoError
from sayso.extract.circles import collect_seldom
from sayso.graph.heap import keep_memory
from sayso.graph.nquads import Triples, to_lines
from sayso.graph.shelf import Stamp, digest_lines, write_article_file
from sayso.graph.store import is_full
from sayso.graph.summary import summarize
from sayso.graph.writer import graph_token, make_triples
from sayso.model import Article, Findings

if TYPE_CHECKING:
    from spacy.language import Language

Check = Callable[[Triples], Mapping[str, int]]
"""Takes the graph of one article and returns the number of results by severity and shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """
    What a process needs to turn articles into files; it can be written as JSON.

    Attributes:
        articles: The folder of the article files.
        fingerprint: Of the recipe.
        model: spaCy pipeline, package or folder.
        components: sayso's components and those of others, in order.
        authority: The user's authority files.
        base: Base IRI of the data.
        attitudes: Whether thoughts, hopes and wishes are written.
        batch_size: Articles parsed together.
        shapes: Files of shapes to check with, besides sayso's own; None checks nothing.
        shapes_digest: Of all shapes that are checked.
    """

    articles: str
    fingerprint: str
    model: str
    components: tuple[str, ...]
    authority: tuple[str, ...]
    base: str
    attitudes: bool
    batch_size: int
    shapes: tuple[str, ...] | None = ()
    shapes_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """
    What became of one article.

    Attributes:
        key: Its slug.
        body: Digest of its lines; empty where it failed.
        problem: Why it failed, else empty.
        source: Where it was read from.
        words: Of its text.
    """

    key: str
    body: str = ""
    problem: str = ""
    source: str = ""
    words: int = 0


@dataclass(slots=True)
class Processor:
    """Turns articles into files, one batch at a time. The pipeline is loaded on first use."""

    job: Job
    _nlp: "Language | None" = None
    _check: Check | None = None
    model_version: str = field(default="", init=False)

    def run(self, articles: Iterable[tuple[Article, str]]) -> Iterator[Done]:
        """
        Write the files of articles and yield what became of each, in no particular order.

        An article on which the extractors fail is told and left out; the rest is built.

        Args:
            articles: Each with its digest, read lazily, one batch at a time.

        Raises:
            SaysoError: What stops all articles alike: no pipeline, a broken lexicon.
            OSError: If a file cannot be written.
        """
        batch: list[tuple[Article, str]] = []
        for one in articles:
            batch.append(one)
            if len(batch) >= self.job.batch_size:
                yield from self._run_batch(batch)
                batch = []
        if batch:
            yield from self._run_batch(batch)

    def _run_batch(self, batch: list[tuple[Article, str]]) -> Iterator[Done]:
        try:
            found = self._find([article for article, _ in batch])
        except SaysoError:
            raise
        except Exception as err:  # whatever an extractor trips over must not cost the other articles
            _let_through(err)
            if len(batch) > 1:
                for one in batch:
                    yield from self._run_batch([one])
            else:
                article = batch[0][0]
                yield Done(key="", problem=f"{type(err).__name__}: {err}", source=article.source or article.id)
            return
        for (article, digest), (_, findings) in zip(batch, found, strict=True):
            yield self._write(article, digest, findings)

    def _find(self, articles: Sequence[Article]) -> list[tuple[Article, Findings]]:
        from sayso.extract.pipeline import iter_findings

        if self._nlp is None:
            self._nlp = self._load()
        return list(iter_findings(self._nlp, articles, batch_size=self.job.batch_size))

    def _load(self) -> "Language":
        # Set before numpy is imported: more threads cost more than they bring.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        from sayso.extract.pipeline import load_pipeline

        keep_memory()
        return load_pipeline(
            model=self.job.model,
            components=self.job.components,
            authority=self.job.authority,
            attitudes=self.job.attitudes,
        )

    @collect_seldom()
    def _write(self, article: Article, digest: str, findings: Findings) -> Done:
        job = self.job
        own = [Path(path) for path in job.authority]
        triples = make_triples(article, findings, base=job.base, attitudes=job.attitudes, authority=own)
        lines = to_lines(triples, graph_token(article, base=job.base))
        quads = len(lines)
        # For the last line's end: adding it to the text would copy all of it.
        lines.append("")
        data = "\n".join(lines).encode("utf-8")
        stamp = self.make_stamp(article, digest, findings, data, quads)
        if self._check is None and job.shapes is not None:
            self._check = _load_check(job)
        if self._check is not None:
            stamp = replace(stamp, violations=self._check(triples), shapes=job.shapes_digest)
        write_article_file(Path(job.articles), stamp, data, summary=summarize(triples))
        return Done(key=stamp.key, body=stamp.body, source=article.source, words=stamp.counts["words"])

    def make_stamp(self, article: Article, digest: str, findings: Findings, data: bytes, quads: int) -> Stamp:
        """Return the stamp of an article's file, without what the shapes say of it."""
        from sayso.graph.iris import make_slug

        keys = {one.authority for one in findings.actors.values()}
        keys |= {one.authority for one in findings.places.values()}
        return Stamp(
            id=article.id,
            key=make_slug(article.id),
            digest=digest,
            fingerprint=self.job.fingerprint,
            body=digest_lines(data),
            quads=quads,
            source=article.source,
            signature=_sign(article),
            counts=_count(article, findings, attitudes=self.job.attitudes),
            authority=tuple(sorted(key for key in keys if key)),
        )


def _let_through(err: Exception) -> None:
    """Raise again what is no fault of the article: a full disk, memory that is used up."""
    if is_full(err) or isinstance(err, MemoryError):
        raise err


def _count(article: Article, findings: Findings, *, attitudes: bool) -> dict[str, int]:
    statements = sum(1 for one in findings.statements if attitudes or not one.attitude)
    return {
        "actors": len(findings.actors),
        "places": len(findings.places),
        "statements": statements,
        "events": len(findings.events),
        "figures": len(findings.figures),
        "sentences": findings.sentences,
        "tokens": findings.tokens,
        "words": len(article.text.split()),
    }


def _sign(article: Article) -> dict[str, Any]:
    from sayso.extract.corpus import sign_article

    return sign_article(article).to_json()


def _load_check(job: Job) -> Check:
    from sayso.graph.index import Index
    from sayso.graph.validate import make_check

    check = make_check([Path(path) for path in job.shapes or ()])
    return lambda triples: check(Index(triples))


# ---- parts, as they are passed to worker processes


def dump_part(articles: Sequence[tuple[Article, str]]) -> bytes:
    """Return articles with their digests as JSON, for another process."""
    return json.dumps([[asdict(article), digest] for article, digest in articles]).encode("ascii")


def load_part(data: bytes) -> list[tuple[Article, str]]:
    """Return the articles that `dump_part` wrote."""
    return [(_read_article(one), digest) for one, digest in json.loads(data)]


def _read_article(data: dict[str, Any]) -> Article:
    if data["offsets"] is not None:
        data["offsets"] = tuple(cast(list[int], data["offsets"]))
    return Article(**data)


def dump_job(job: Job) -> bytes:
    """Return a job as JSON."""
    return json.dumps(asdict(job)).encode("ascii")


def load_job(data: bytes) -> Job:
    """Return the job that `dump_job` wrote."""
    found: dict[str, Any] = json.loads(data)
    for name, value in found.items():
        if isinstance(value, list):
            found[name] = tuple(cast(list[str], value))
    return Job(**found)
