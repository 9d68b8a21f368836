"""The asking side: polite, resumable, and never the same twice; against a server that speaks the protocol."""

import json
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from time import time
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from sayso.errors import ServiceError
from sayso.graph.curation.plan import load_plan, make_plan
from sayso.publish.reconcile.client import TRIES, USER_AGENT, Client, Query
from sayso.publish.reconcile.match import find_service, list_nodes, reconcile
from sayso.publish.reconcile.service import Service
from tests.publish.reconcile.desk import Answer, carry, say, serving

BASE = "https://example.org/news/"
MANIFEST = {"versions": ["0.2"], "name": "T", "identifierSpace": "https://e.org/", "schemaSpace": "https://e.org/t/"}


class Waits(list[float]):
    """Remembers the pauses in place of making them."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


class Desk:
    """A service that answers each name with itself, after the *faults* that it is given first."""

    def __init__(self, *faults: Answer, batch: int | None = None) -> None:
        self.faults = list(faults)
        self.batches: list[list[str]] = []
        self.headers: list[dict[str, str]] = []
        self.manifest: dict[str, Any] = {**MANIFEST, **({"batchSize": batch} if batch else {})}

    def __call__(self, path: str, values: dict[str, str], headers: dict[str, str]) -> Answer:
        self.headers.append(headers)
        if self.faults:
            return self.faults.pop(0)
        if "queries" not in values:
            return say(self.manifest)
        queries: dict[str, Any] = json.loads(values["queries"])
        self.batches.append([one["query"] for one in queries.values()])
        one = {"type": [{"id": "t", "name": "thing"}], "score": 80, "match": False}
        return say({key: {"result": [{"id": q["query"], "name": q["query"], **one}]} for key, q in queries.items()})


def make(url: str, tmp_path: Path, **more: Any) -> Client:
    return replace(Client(url=url, cache=tmp_path / "cache", wait=Waits(), delay=0.0), **more)


def texts(*names: str) -> list[Query]:
    return [Query(text=name) for name in names]


def test_queries_go_out_in_batches(tmp_path: Path) -> None:
    """No more than either side wants; with a User-Agent; ids become IRIs."""
    desk = Desk(batch=2)
    with serving(desk) as url:
        client = make(url, tmp_path, batch=10)
        found = list(client.ask(texts("a", "b", "c")))

    assert [["a", "b"], ["c"]] == desk.batches
    assert {USER_AGENT} == {one["User-Agent"] for one in desk.headers}
    assert ["https://e.org/a", "https://e.org/b", "https://e.org/c"] == [answers[0].iri for _, answers in found]
    assert "thing" == found[0][1][0].description


def test_nothing_is_asked_twice(tmp_path: Path) -> None:
    """What was answered comes from disk, with the service gone."""
    with serving(Desk()) as url:
        first = list(make(url, tmp_path).ask(texts("a", "b")))
    client = make(url, tmp_path)

    assert first == list(client.ask(texts("a", "b")))
    assert (0, 2) == (client.requests, client.cached)


def test_run_that_was_killed_goes_on(tmp_path: Path) -> None:
    """After a part, and with a line that was cut off in the middle."""
    desk = Desk()
    with serving(desk) as url:
        client = make(url, tmp_path, batch=1)
        for number, _ in enumerate(client.ask(texts("a", "b", "c"))):
            if number == 1:
                break
        with client.file.open("a", encoding="utf-8") as file:
            file.write('\n["cut off in the mid')
        found = list(make(url, tmp_path, batch=1).ask(texts("a", "b", "c")))
        again = make(url, tmp_path)

        assert [["a"], ["b"], ["c"]] == desk.batches
        assert ["a", "b", "c"] == [query.text for query, _ in found]
        assert 3 == again.count_known(texts("a", "b", "c"))


@pytest.mark.parametrize(
    ("after", "least", "most"),
    [("7", 7, 7), ("", 1, 1), ("a date", 2, 200), ("soon", 1, 1)],
)
def test_busy_service_is_given_time(tmp_path: Path, after: str, least: float, most: float) -> None:
    """As long as it asks for, in seconds or as a date; else one second."""
    # Made here, since whatever time the tests before took would be gone from it.
    after = formatdate(time() + 200, usegmt=True) if after == "a date" else after
    headers = {"Retry_After": after} if after else {}
    waits = Waits()
    with serving(Desk(say({}, 429, **headers))) as url:
        [(_, answers)] = make(url, tmp_path, wait=waits).ask(texts("a"))

    assert answers and 1 == len(waits) and least <= waits[0] <= most


def test_pauses_grow_until_it_is_given_up(tmp_path: Path) -> None:
    """1, 2, 4, 8 seconds; the message says that the same command goes on."""
    waits = Waits()
    with serving(Desk(*[say({}, 503)] * TRIES)) as url, pytest.raises(ServiceError, match=r"5 tries \(status 503\)"):
        list(make(url, tmp_path, wait=waits).ask(texts("a")))

    assert [1.0, 2.0, 4.0, 8.0] == waits


def test_service_that_asks_for_hours_ends_the_run(tmp_path: Path) -> None:
    """Rather than sleep on the user."""
    with serving(Desk(say({}, 429, Retry_After="7200"))) as url, pytest.raises(ServiceError, match="7200 seconds"):
        list(make(url, tmp_path).ask(texts("a")))


def test_requests_keep_their_distance(tmp_path: Path) -> None:
    """The delay, less what has passed since."""
    waits = Waits()
    with serving(Desk(batch=1)) as url:
        list(make(url, tmp_path, wait=waits, delay=5.0).ask(texts("a", "b")))

    assert 2 == len(waits) and all(4 < one <= 5 for one in waits)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, {}, b"<html>"), "something else than a JSON object"),
        ((200, {}, b"[]"), "something else than a JSON object"),
        (say({"hello": "world"}), "no manifest"),
        (say({"message": "no"}, 400), "status 400"),
        (say({}, 404), "status 404"),
    ],
)
def test_what_is_no_service_is_told(tmp_path: Path, answer: Answer, said: str) -> None:
    """At once: it will not be better the second time."""
    waits = Waits()
    with serving(Desk(answer)) as url, pytest.raises(ServiceError, match=said):
        list(make(url, tmp_path, wait=waits).ask(texts("a")))
    assert [] == waits


def test_answer_without_results_is_told(tmp_path: Path) -> None:
    """And odd candidates are passed over."""
    odd = say({"q0": {"result": [1, {"name": "no id"}, {"id": "x", "type": "?", "score": "high"}]}})
    with serving(Desk(say(MANIFEST), odd, say({"q0": {}}))) as url:
        client = make(url, tmp_path)
        [(_, answers)] = client.ask(texts("a"))
        with pytest.raises(ServiceError, match="lacks a result for 'b'"):
            list(client.ask(texts("b")))

    assert [("https://e.org/x", 0.0)] == [(one.iri, one.score) for one in answers]


def test_no_address_but_http(tmp_path: Path) -> None:
    """No files of this machine."""
    with pytest.raises(ServiceError, match="no http"):
        Client(url="file:///etc/passwd", cache=tmp_path)


def test_service_that_is_not_there_is_told(tmp_path: Path) -> None:
    """After some tries, as it may be starting."""
    with serving(Desk()) as url:
        pass
    waits = Waits()
    with pytest.raises(ServiceError, match="does not answer"):
        list(make(url, tmp_path, wait=waits).ask(texts("a")))
    assert TRIES - 1 == len(waits)


def test_wikidata_is_known_by_name() -> None:
    """And any other service by its address."""
    assert find_service("wikidata").url.startswith("https://") and "Person" in find_service("wikidata").types
    assert "https://e.org/r" == find_service("https://e.org/r").url


# ---- against our own served side


def look_up(store: Store, service: Service, tmp_path: Path, least: float = 60.0) -> tuple[Any, Path]:
    path = tmp_path / "reconciled.toml"
    plan = load_plan([path], base=BASE) if path.exists() else make_plan([])
    with serving(carry(service)) as url:
        client = make(url, tmp_path)
        nodes = list_nodes(store, plan, space=BASE)
        return reconcile(nodes, client, plan, types={"State": "State"}, path=path, base=BASE, least=least), path


def test_candidates_are_written_as_suggestions(store: Store, service: Service, tmp_path: Path) -> None:
    """Exact where the service is sure, close elsewhere; none is applied; residents are not looked up."""
    report, path = look_up(store, service, tmp_path)
    plan = load_plan([path], base=BASE)

    assert not plan.faults and not plan.decisions
    greta = [one for one in plan.others if one.nodes == (f"{BASE}actor/person-greta-holm",)]
    assert [("http://www.w3.org/2004/02/skos/core#exactMatch", 1.0)] == [(one.property, one.score) for one in greta]
    assert (f"<{BASE}actor/person-greta-holm>",) == greta[0].values
    assert "residents" not in path.read_text(encoding="utf-8")
    assert report.offered == len(plan.others) and report.matched >= 3


def test_second_look_writes_nothing_twice(store: Store, service: Service, tmp_path: Path) -> None:
    """Neither what waits, nor what was rejected; what is matched is not looked up."""
    _, path = look_up(store, service, tmp_path)
    text = path.read_text(encoding="utf-8").replace('"suggested"', '"rejected"')
    path.write_text(text, encoding="utf-8")
    report, _ = look_up(store, service, tmp_path)

    assert 0 == report.offered and 0 < report.nodes
    assert text == path.read_text(encoding="utf-8")
    path.write_text(text.replace('"rejected"', '"accepted"'), encoding="utf-8")
    report, _ = look_up(store, service, tmp_path)
    assert 1 >= report.nodes


def test_matches_in_the_graph_are_not_looked_up(store: Store) -> None:
    """Only those of the service's own space count."""
    store.load(
        f"<{BASE}actor/norland> <http://www.w3.org/2004/02/skos/core#exactMatch> <https://e.org/Q1> .".encode(),
        RdfFormat.N_TRIPLES,
    )

    def looked_up(space: str) -> set[str]:
        return {one.iri.removeprefix(BASE) for one in list_nodes(store, make_plan([]), space=space)}

    assert {"actor/norland"} == looked_up("https://other.org/") - looked_up("https://e.org/")
