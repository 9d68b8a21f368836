"""What holds a server together: time, rows, size, rate, memory, many clients, and a graph that is built anew."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from sayso.errors import ServeError, StoreBrokenError, StoreMissingError
from sayso.publish.serve.negotiate import choose
from sayso.publish.serve.run import serve
from sayso.publish.serve.snapshot import Snapshot
from sayso.publish.serve.state import Memory
from tests.publish.serve.conftest import Client, start
from tests.publish.site_store import BASE, make_kg

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"


def test_query_is_stopped_when_its_time_is_over(kg: Path) -> None:
    """It gets a 503, its process ends, and the next query is answered."""
    running = start(kg, seconds=0.5, workers=1)
    try:
        reply = running.client.get("/sparql", query=HEAVY)
        assert reply.status == 503 and "stopped after 0.5 seconds" in reply.text
        assert running.client.get("/sparql", query="ASK {}").json["boolean"] is True
    finally:
        running.stop()


def test_busy_server_says_when_to_come_back(kg: Path) -> None:
    """Where all processes are at work for too long: 503 with Retry-After; pages are still given."""
    running = start(kg, seconds=4, workers=1, wait=0.2)
    try:
        heavy = threading.Thread(target=running.client.get, args=("/sparql",), kwargs={"query": HEAVY})
        heavy.start()
        time.sleep(1)
        reply = running.client.get("/sparql", query="ASK { ?s ?p ?o }")
        page = running.client.get("/actor/orvia.html")
        heavy.join()
    finally:
        running.stop()

    assert reply.status == 503 and int(reply.headers["retry-after"]) > 0 and "busy" in reply.text
    assert page.status == 200


def test_rows_and_bytes_are_bounded(kg: Path) -> None:
    """By what the server was told."""
    running = start(kg, rows=7, size=2000)
    try:
        few = running.client.get("/sparql", query="SELECT ?a { ?a a ?c }")
        wide = running.client.get("/sparql", query="SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f }")
        table = running.client.get("/query/who-said-what", format="json", limit=100).json
    finally:
        running.stop()

    assert len(few.json["results"]["bindings"]) == 7 and "sayso-cut" in few.headers
    assert 0 < len(wide.json["results"]["bindings"]) <= 7 and len(wide.data) < 25_000
    assert len(table["rows"]) <= 7 and table["more"] is True


def test_query_that_takes_too_much_memory_fails_alone(kg: Path) -> None:
    """Its process dies; the server does not."""
    running = start(kg, memory=300, seconds=30)
    try:
        query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
        reply = running.client.get("/sparql", query=query)
        again = running.client.get("/sparql", query="ASK {}")
    finally:
        running.stop()

    assert reply.status in (500, 503), reply.text[:200]
    assert again.status == 200, again.text
    assert again.json["boolean"] is True


@pytest.mark.parametrize("chunked", [False, True])
def test_large_request_is_refused(kg: Path, chunked: bool) -> None:
    """413, whether its length is announced or comes in pieces."""
    running = start(kg, body=10_000)
    body = b"query=" + b"x" * 20_000
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    )
    try:
        if chunked:
            data = head + b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        else:
            data = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
        answer = running.client.raw(data)
        fine = running.client.get("/sparql", query="ASK {}")
    finally:
        running.stop()

    assert answer.split(b" ")[1] == b"413"
    assert fine.status == 200


def test_client_that_asks_too_often_is_slowed_down(kg: Path) -> None:
    """Beyond a burst it gets a 429 with Retry-After."""
    running = start(kg, rate=0.001, burst=5)
    try:
        replies = [running.client.get("/suggest", q="o") for _ in range(8)]
    finally:
        running.stop()

    assert [one.status for one in replies] == [200] * 5 + [429] * 3
    assert replies[-1].headers["retry-after"] == "1"
    assert replies[-1].headers["access-control-allow-origin"] == "*"


def test_fifty_clients_are_served_at_once(client: Client) -> None:
    """Each gets its own answers, all of them."""
    found: Counter[str] = Counter()

    def work(number: int) -> None:
        for turn in range(6):
            query = f"SELECT ?x {{ VALUES ?x {{ {number} {turn} }} ?s a ?c }} LIMIT 2"
            rows = client.get("/sparql", query=query).json["results"]["bindings"]
            found[
                "right" if {row["x"]["value"] for row in rows} <= {str(number), str(turn)} and rows else "wrong"
            ] += 1
            found[f"page {client.get('/actor/orvia.html').status}"] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(50)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert found == {"right": 300, "page 200": 300}


def test_client_that_leaves_does_not_keep_a_process(kg: Path) -> None:
    """Who closes the connection in the middle of a query leaves no answer for the next."""
    running = start(kg, seconds=3, workers=1)
    try:
        query = "/sparql?query=" + HEAVY.replace(" ", "%20").replace("?", "%3F").replace("{", "%7B").replace(
            "}", "%7D"
        )
        with socket.create_connection(("127.0.0.1", running.client.port)) as link:
            link.sendall(f"GET {query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
        reply = running.client.get("/sparql", query="ASK { FILTER(false) }")
    finally:
        running.stop()

    assert reply.status == 200 and reply.json["boolean"] is False


def test_one_endless_query_harms_no_other(kg: Path) -> None:
    """With one process, what was asked before and behind a query that is stopped is answered all the same."""
    running = start(kg, seconds=1, workers=1, wait=20)
    statuses: list[tuple[str, int]] = []

    def ask(query: str) -> None:
        statuses.append((query[:3], running.client.get("/sparql", query=query).status))

    try:
        queries = [f"ASK {{ ?s ?p {number} }}" for number in range(40)]
        threads = [threading.Thread(target=ask, args=(one,)) for one in (*queries[:20], HEAVY, *queries[20:])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        running.stop()

    assert sorted(statuses) == [("ASK", 200)] * 40 + [("SEL", 503)]


def test_long_query_is_answered(kg: Path) -> None:
    """One that is too long for a message goes by a file, and leaves none behind."""
    running = start(kg, workers=1)
    try:
        text = "ASK { ?s ?p ?o FILTER(?o NOT IN (" + ", ".join(f"'ü{number}'" for number in range(8000)) + ")) }"
        reply = running.client.send(
            "POST", "/sparql", body=text.encode(), headers={"Content-Type": "application/sparql-query"}
        )
        left = list(kg.glob(".serve-*/query-*"))
    finally:
        running.stop()

    assert len(text) > 50_000 and reply.json["boolean"] is True
    assert left == []


def test_new_build_is_shown(tmp_path: Path) -> None:
    """When a build has put another store in place, pages and queries tell of it without a restart."""
    kg = make_kg(tmp_path / "kg")
    running = start(kg)
    try:
        assert running.client.get("/actor/new.html").status == 404
        other = make_kg(tmp_path / "other")
        store = Store(str(other / "store"))
        graph = NamedNode(BASE + "graph/article/new")
        node = NamedNode(BASE + "actor/new")
        kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        store.add(Quad(node, kind, NamedNode("https://w3id.org/sayso/ont#Actor"), graph))
        store.add(Quad(node, label, Literal("Newcomer", language="en"), graph))
        store.flush()
        del store
        (kg / "store").rename(kg / "store.old")
        (other / "store").rename(kg / "store")
        shutil.rmtree(kg / "store.old")
        deadline = time.monotonic() + 30
        while running.client.get("/actor/new.html").status == 404 and time.monotonic() < deadline:
            time.sleep(0.2)
        page = running.client.get("/actor/new.html")
        asked = running.client.get("/sparql", query=f"ASK {{ <{BASE}actor/new> ?p ?o }}")
    finally:
        running.stop()

    assert page.status == 200 and "Newcomer" in page.text
    assert asked.json["boolean"] is True


def test_store_that_vanishes_is_still_served(tmp_path: Path) -> None:
    """What was copied is given, though the folder is empty now."""
    kg = make_kg(tmp_path / "kg")
    running = start(kg)
    try:
        shutil.rmtree(kg / "store")
        time.sleep(1.2)
        assert running.client.get("/actor/orvia.html").status == 200
        assert running.client.get("/sparql", query="ASK { ?s ?p ?o }").json["boolean"] is True
    finally:
        running.stop()


def test_snapshot_leaves_nothing_behind(tmp_path: Path) -> None:
    """The copy goes when it is closed, and those of servers that were killed with the next; the graph stays."""
    kg = make_kg(tmp_path / "kg")
    before = sorted(path.name for path in kg.rglob("*"))
    (kg / ".serve-999999999-x" / "store").mkdir(parents=True)
    snapshot = Snapshot(kg)
    assert len(list(kg.glob(".serve-*"))) == 1
    assert not any(
        name.value.endswith("builds") for name in snapshot.store.named_graphs() if isinstance(name, NamedNode)
    )
    assert snapshot.refresh() is False
    snapshot.close()

    assert sorted(path.name for path in kg.rglob("*")) == before


def test_broken_store_is_told(tmp_path: Path) -> None:
    """A folder that is none, and a store that is damaged."""
    with pytest.raises(StoreMissingError):
        Snapshot(tmp_path / "nothing")
    kg = make_kg(tmp_path / "kg")
    for path in (kg / "store").glob("MANIFEST*"):
        path.write_bytes(b"nonsense")
    with pytest.raises(StoreBrokenError):
        Snapshot(kg)


def test_address_that_is_taken_is_told(kg: Path) -> None:
    """With what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ServeError, match="--port"):
            serve(kg, port=taken.getsockname()[1])
    with pytest.raises(ServeError):
        serve(kg, host="no.such.host.invalid")


def test_command_serves_and_stops(kg: Path) -> None:
    """`sayso serve` tells its address, answers on this machine only, ends on Ctrl-C, and leaves nothing."""
    command = [sys.executable, "-m", "sayso", "serve", "--kg", str(kg), "--port", "0", "--workers", "1"]
    before = set(kg.glob(".serve-*"))
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert "http://127.0.0.1:" in line
        client = Client(int(line.split("http://127.0.0.1:")[1].split("/")[0]))
        assert client.get("/sparql", query="ASK {}").json["boolean"] is True
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)

    assert set(kg.glob(".serve-*")) == before
    assert process.returncode in (0, 130, -signal.SIGINT)


def test_memory_keeps_to_its_size() -> None:
    """What was asked for longest ago goes first."""
    memory = Memory(100)
    for number in range(30):
        memory.put(number, str(number), 10)
        memory.get(25 if number >= 25 else 0)

    assert memory.get(29) == "29" and memory.get(25) == "25" and memory.get(5) is None
    memory.put("large", "x", 101)
    assert memory.get("large") is None
    memory.clear()
    assert memory.get(29) is None


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "a"), ("*/*", "a"), ("text/b", "b"), ("text/*", "b"), ("text/b;q=0.1, */*;q=0.2", "a"),
        ("text/b;q=0", None), ("nonsense", None), ("text/b;q=x", None), ("text/b;q=2", "b"), (";;;,,,", None),
        ("application/a;q=0, */*", "b"),
        ("TEXT/B", "b"), ("text/b ; q=0.5 , application/a ; q=0.4", "b"),
    ],
)  # fmt: skip
def test_choice_of_forms(accept: str, chosen: str | None) -> None:
    """The most specific range decides the quality of a type, and the server's order where the client has none."""
    assert choose(accept, {"application/a": "a", "text/b": "b"}) == chosen


def test_no_process_is_left_behind(kg: Path) -> None:
    """The processes that run queries end with their server."""
    running = start(kg, workers=2)
    running.client.get("/sparql", query="ASK {}")
    processes = [worker._process.pid for worker in running.app.state._pool._workers]
    running.stop()

    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.parametrize(
    "host", ["[", "a b", "x> <y", "x/../y?z#", '"><script>alert(1)</script>', "", "é", "x:99999999", "@evil"]
)
@pytest.mark.parametrize(
    "path",
    ["/sparql", "/query/timeline.ttl", "/nothing", "/actor/orvia", "/actor/person-l-dorn", "/query/timeline.html",
     "/reconcile", "/views", "/search?q=x"],
)  # fmt: skip
def test_host_that_is_none_breaks_nothing(client: Client, host: str, path: str) -> None:
    """No answer fails by it, repeats it, or leads to it."""
    reply = client.raw(
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/turtle, */*;q=0.5\r\nConnection: close\r\n\r\n".encode()
    )
    status = int(reply.split(b" ", 2)[1])

    assert status < 500, reply
    assert b"<script>alert" not in reply and b"location: http" not in reply.lower() and b"@evil" not in reply


@pytest.mark.parametrize("value", ["²", "9" * 5000, "-1", "x", "1e9"])
def test_numbers_that_are_none_are_passed_over(client: Client, value: str) -> None:
    """In the suggestions of the Reconciliation API."""
    reply = client.get("/reconcile/suggest/entity", prefix="or", cursor=value, limit=value)

    assert reply.status < 500


@pytest.mark.parametrize(
    "path",
    [
        "/%2e%2e/%2e%2e/etc/passwd", "/../../etc/passwd", "/views/../../../etc/passwd", "//evil.example/",
        "/views/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/%5c%5cevil.example", "/actor/%0d%0aSet-Cookie:%20a=b",
        "/actor/orvia%0d%0aX-A: b", "/query/%0d%0aX-A:b",
    ],
)  # fmt: skip
def test_paths_lead_nowhere_else(client: Client, path: str) -> None:
    """Neither to files, nor to other servers, nor into the headers."""
    reply = client.raw(f"GET {path.replace(' ', '%20')} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head = reply.partition(b"\r\n\r\n")[0].lower()

    assert int(reply.split(b" ", 2)[1]) in (404, 400)
    assert b"location:" not in head and b"\nset-cookie" not in head and b"\nx-a" not in head and b"root:" not in reply


def test_query_of_too_many_characters_is_turned_away(client: Client) -> None:
    """Before anything looks at it."""
    text = "SELECT * { ?s ?p '" + "x" * 300_000 + "' }"
    headers = {"Content-Type": "application/sparql-query"}

    assert client.send("POST", "/sparql", body=text.encode(), headers=headers).status == 413


def test_query_cannot_reach_the_network_in_any_guise(client: Client) -> None:
    """The engine takes SERVICE:x for a call."""
    reply = client.get("/sparql", query="PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?a ?b ?c } }")

    assert reply.status == 403
