"""
Ask a reconciliation service, politely: in batches, with pauses, and never twice for the same.

Each answer is written to disk as it comes, so a run that is stopped goes on where it was. Nothing here is called by
any other command than ``sayso reconcile``.
"""

import hashlib
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, cast

from sayso import __version__
from sayso.errors import ServiceError

USER_AGENT = f"sayso/{__version__} (knowledge graphs of the news; reconciliation on a user's command)"
TRIES = 5
"""How often a request is sent before it is given up."""
LONGEST_WAIT = 300.0
"""Seconds that a service may ask to wait; if it asks for more, the run ends, and can be taken up later."""
TIMEOUT = 60.0
"""Seconds until a request counts as failed."""
LARGEST = 20_000_000
"""Bytes of an answer."""

_AGAIN = {429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    What is asked of one node.

    Attributes:
        text: Its name.
        type: Id of the service's type; empty for any.
        limit: Candidates that are wanted.
        properties: Id of the service's property and value.
    """

    text: str
    type: str = ""
    limit: int = 3
    properties: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the query as the protocol has it."""
        out: dict[str, Any] = {"query": self.text, "limit": self.limit}
        if self.type:
            out["type"] = self.type
        if self.properties:
            out["properties"] = [{"pid": name, "v": value} for name, value in self.properties]
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    A candidate that a service gives.

    Attributes:
        id: The service's id.
        iri: That as an IRI.
        name: Its name there.
        description: What it is, as far as told.
        score: As the service scores, mostly from 0 to 100.
        match: Whether the service is sure.
    """

    id: str
    iri: str
    name: str
    description: str = ""
    score: float = 0.0
    match: bool = False


@dataclass(slots=True)
class Client:
    """
    One service.

    Attributes:
        url: Its address.
        cache: Folder for what it has answered.
        delay: Seconds between two requests, at least.
        batch: Queries in one request, at most; the service's own limit holds too.
        wait: Waits so many seconds.
        requests: That were sent.
        cached: Queries that were answered from disk.
    """

    url: str
    cache: Path
    delay: float = 1.0
    batch: int = 10
    wait: Callable[[float], None] = time.sleep
    requests: int = 0
    cached: int = 0
    _last: float | None = None
    _manifest: dict[str, Any] | None = None
    _answers: dict[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if urllib.parse.urlsplit(self.url).scheme not in ("http", "https"):
            raise ServiceError(f"{self.url}: is no http or https address. Give the service's with --service.")
        self._read_cache()

    @property
    def file(self) -> Path:
        """Where the answers of this service are kept."""
        return self.cache / f"{hashlib.sha256(self.url.encode('utf-8')).hexdigest()[:16]}.jsonl"

    def count_known(self, queries: Sequence[Query]) -> int:
        """Return how many of the queries were answered before."""
        return sum(_key(one) in self._answers for one in queries)

    def ask(self, queries: Sequence[Query]) -> Iterator[tuple[Query, list[Answer]]]:
        """
        Yield each query with its candidates, best first; those that were answered before first.

        Raises:
            ServiceError: If the service does not answer; what was yielded is kept on disk.
        """
        new: list[Query] = []
        for one in queries:
            if _key(one) in self._answers:
                self.cached += 1
                yield one, self._read_answers(self._answers[_key(one)])
            else:
                new.append(one)
        if not new:
            return
        size = max(1, min(self.batch, self.get_batch_size()))
        for start in range(0, len(new), size):
            part = new[start : start + size]
            body = {f"q{at}": one.to_json() for at, one in enumerate(part)}
            found = self._send({"queries": json.dumps(body, ensure_ascii=False)})
            for at, one in enumerate(part):
                held = found.get(f"q{at}")
                results = cast(dict[str, Any], held).get("result") if isinstance(held, dict) else None
                if not isinstance(results, list):
                    raise ServiceError(
                        f"{self.url}: the answer lacks a result for {one.text!r}. Is it a reconciliation service?"
                    )
                self._keep(one, results)
            for one in part:
                yield one, self._read_answers(self._answers[_key(one)])

    def get_manifest(self) -> Mapping[str, Any]:
        """
        Return what the service says of itself; asked once, then kept.

        Raises:
            ServiceError: If it does not answer.
        """
        if self._manifest is None:
            path = self.file.with_suffix(".manifest.json")
            try:
                self._manifest = cast(dict[str, Any], json.loads(path.read_bytes()))
            except (OSError, ValueError):
                self._manifest = self._send(None)
                if not isinstance(self._manifest.get("identifierSpace"), str):
                    raise ServiceError(
                        f"{self.url}: gives no manifest of a reconciliation service. Check the address."
                    ) from None
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(self._manifest), encoding="utf-8")
        return self._manifest

    def get_batch_size(self) -> int:
        """Return how many queries the service takes at once."""
        size = self.get_manifest().get("batchSize")
        return size if isinstance(size, int) and size > 0 else self.batch

    def make_iri(self, id: str) -> str:
        """Return the IRI of one of the service's ids."""
        return id if "://" in id else f"{self.get_manifest()['identifierSpace']}{id}"

    # ---- the wire

    def _send(self, form: Mapping[str, str] | None) -> dict[str, Any]:
        """Send a request, again where the service is busy, and return the object that it answers."""
        data = urllib.parse.urlencode(form).encode("ascii") if form is not None else None
        request = urllib.request.Request(
            self.url, data=data, headers={"User-Agent": USER_AGENT, "Accept": "application/json"}
        )
        why = ""
        for number in range(1, TRIES + 1):
            self._pause()
            try:
                with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                    return self._parse(response.read(LARGEST + 1))
            except urllib.error.HTTPError as err:
                said = err.read(300).decode("utf-8", "replace").strip()
                if err.code not in _AGAIN:
                    raise ServiceError(
                        f"{self.url}: refuses the request with status {err.code} ({said}). Check --service and --type."
                    ) from err
                why, pause = f"status {err.code}", _read_retry_after(err.headers.get("Retry-After"))
            except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as err:
                why, pause = str(getattr(err, "reason", err)), None
            finally:
                self._last = time.monotonic()
            if pause is not None and pause > LONGEST_WAIT:
                raise ServiceError(f"{self.url}: asks to wait {pause:.0f} seconds. Run the same command again then.")
            if number < TRIES:
                self.wait(pause if pause is not None else min(2.0 ** (number - 1), LONGEST_WAIT))
        raise ServiceError(
            f"{self.url}: does not answer after {TRIES} tries ({why}). Run the same command again later: "
            "what was answered is kept."
        )

    def _pause(self) -> None:
        """Wait until the last request is long enough ago."""
        self.requests += 1
        if self._last is not None and (rest := self.delay - (time.monotonic() - self._last)) > 0:
            self.wait(rest)

    def _parse(self, data: bytes) -> dict[str, Any]:
        try:
            found = json.loads(data) if len(data) <= LARGEST else None
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise ServiceError(f"{self.url}: answers something else than a JSON object. Check the address.")
        return cast(dict[str, Any], found)

    # ---- the disk

    def _read_cache(self) -> None:
        try:
            lines = self.file.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return
        for line in lines:
            try:
                key, results = json.loads(line)
            except (ValueError, TypeError):
                # The last line of a run that was killed.
                continue
            if isinstance(results, list):
                self._answers[str(key)] = results

    def _keep(self, query: Query, results: list[Any]) -> None:
        self._answers[_key(query)] = results
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            # Begun on a new line, lest it hang on one that was cut off.
            file.write("\n" + json.dumps([_key(query), results], ensure_ascii=False))

    def _read_answers(self, results: Sequence[Any]) -> list[Answer]:
        out: list[Answer] = []
        for each in results:
            if not isinstance(each, dict):
                continue
            one = cast(dict[str, Any], each)
            if not isinstance(one.get("id"), str) or not one["id"]:
                continue
            types = [str(kind.get("name", "")) for kind in one.get("type") or () if isinstance(kind, dict)]
            score = one.get("score", 0)
            out.append(
                Answer(
                    id=one["id"],
                    iri=self.make_iri(one["id"]),
                    name=str(one.get("name", "")),
                    description=str(one.get("description") or ", ".join(name for name in types if name)),
                    score=float(score) if isinstance(score, (int, float)) else 0.0,
                    match=one.get("match") is True,
                )
            )
        return sorted(out, key=lambda one: -one.score)


def _key(query: Query) -> str:
    return hashlib.sha256(json.dumps(query.to_json(), sort_keys=True).encode("utf-8")).hexdigest()[:24]


def _read_retry_after(text: str | None) -> float | None:
    """Return the seconds that a service asks to wait, from a number or a date; None where it does not."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
