"""The served side: what the specification of version 0.2 asks for, over real HTTP."""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import pytest

from sayso.publish.reconcile.service import BATCH, Request, Service
from tests.publish.reconcile.desk import carry, serving

BASE = "https://example.org/news/"


def ask(service: Service, **values: object) -> Any:
    """The answer at the root."""
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
    reply = service.answer(Request(values=texts))
    assert 200 == reply.status, reply.text
    return json.loads(reply.text)


def names(service: Service, query: object) -> list[tuple[str, float, bool]]:
    found = ask(service, queries={"q": query})["q"]["result"]
    return [(one["name"], one["score"], one["match"]) for one in found]


def test_manifest_has_what_clients_need(service: Service) -> None:
    """Versions, spaces, view, preview, suggest and extend, with addresses that are this service's."""
    manifest = ask(service)

    assert ["0.2"] == manifest["versions"]
    assert (BASE, "https://w3id.org/sayso/ont#") == (manifest["identifierSpace"], manifest["schemaSpace"])
    assert "{{id}}" in manifest["view"]["url"] and "{{id}}" in manifest["preview"]["url"]
    assert {"entity", "type", "property"} == set(manifest["suggest"])
    for part in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert part["service_url"] == "http://here/reconcile"
        path = part["service_path"].removeprefix("/")
        assert 200 == service.answer(Request(path=path, values={"prefix": "a"})).status
    assert all({"id", "name"} == set(one) for one in manifest["defaultTypes"])


def test_exact_name_is_a_match(service: Service) -> None:
    """With the class and what is known of it."""
    [first, *rest] = ask(service, queries={"q": {"query": "Greta Holm", "type": "Person"}})["q"]["result"]

    assert ("actor/person-greta-holm", "Greta Holm", 100.0, True) == tuple(
        first[key] for key in ("id", "name", "score", "match")
    )
    assert ["Person", "Actor"] == [one["id"] for one in first["type"]]
    assert "harbour master" in first["description"] and "2 articles" in first["description"]
    assert all(one["score"] < 90 and not one["match"] for one in rest)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("holm, greta", "Greta Holm"),
        ("G. Holm", "Greta Holm"),
        ("Gevorg Hachatrian", "Gevorg Khachatryan <i>"),
        ("WGF", "World Grain Fund"),
        ("Wold Grain Fund", "World Grain Fund"),
    ],
)
def test_other_forms_of_a_name_are_found(service: Service, text: str, name: str) -> None:
    """Order, initials, transliteration, acronym, slips."""
    assert name in [one for one, _, _ in names(service, {"query": text})]


def test_two_of_one_name_are_no_match(service: Service) -> None:
    """A state and its land: the type tells them apart."""
    assert [False, False] == [match for _, _, match in names(service, {"query": "Norland"})]
    assert [("Norland", 100.0, True)] == names(service, {"query": "Norland", "type": "Place"})
    assert [("Norland", 100.0, True)] == names(service, {"query": "Norland", "type": [{"id": "State"}]})


def test_properties_raise_and_lower_the_score(service: Service) -> None:
    """Values may be words or nodes; what is not known speaks neither way."""
    plain = dict((name, score) for name, score, _ in names(service, {"query": "G. Holm"}))
    wanted = {"pid": "memberOf", "v": {"id": "actor/norland", "name": "Norland"}}
    raised = dict((name, score) for name, score, _ in names(service, {"query": "G. Holm", "properties": [wanted]}))
    lowered = names(service, {"query": "Greta Holm", "properties": [{"pid": "role", "v": ["judge"]}]})

    assert raised["Greta Holm"] > plain["Greta Holm"] and raised["Gerd Holm"] == plain["Gerd Holm"]
    assert ("Greta Holm", 90.0, False) == lowered[0]


def test_limit_holds(service: Service) -> None:
    """None, one, all."""
    for limit in (0, 1):
        assert limit == len(names(service, {"query": "Holm", "limit": limit}))
    assert 2 == len(names(service, {"query": "Holm"}))


def test_nothing_is_an_empty_list(service: Service) -> None:
    """Also for a name without letters."""
    assert [] == names(service, {"query": "Zzyzx Qwerty"}) == names(service, {"query": "—"}) == names(service, {})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"queries": "no json"}, "not JSON"),
        ({"queries": "[]"}, "no JSON object"),
        ({"queries": '{"q": 1}'}, "is no object"),
        ({"queries": '{"q": {"query": 1}}'}, "is no text"),
        ({"queries": '{"q": {"query": "a", "limit": -1}}'}, "'limit'"),
        ({"queries": '{"q": {"query": "a", "type": "Q5"}}'}, "type 'Q5'"),
        ({"queries": '{"q": {"query": "a", "properties": [1]}}'}, "'pid'"),
        ({"queries": json.dumps({f"q{n}": {"query": "a"} for n in range(BATCH + 1)})}, f"at most {BATCH}"),
        ({"extend": "{}"}, "'ids'"),
        ({"extend": '{"ids": [], "properties": [{"id": "shoe"}]}'}, "'shoe'"),
    ],
)
def test_bad_requests_are_told(service: Service, values: dict[str, str], said: str) -> None:
    """With status 400 and a sentence."""
    reply = service.answer(Request(values=values))

    assert 400 == reply.status
    assert said in json.loads(reply.text)["message"]


def test_suggestions_for_what_is_typed(service: Service) -> None:
    """Entities by any word of their names, types, properties; the cursor goes on."""

    def suggest(path: str, **values: str) -> list[str]:
        return [one["id"] for one in json.loads(service.answer(Request(path=path, values=values)).text)["result"]]

    assert {"actor/person-greta-holm", "actor/person-gerd-holm"} == set(suggest("suggest/entity", prefix="hol"))
    assert ["actor/person-greta-holm"] == suggest("suggest/entity", prefix="GRET")
    both = suggest("suggest/entity", prefix="g", limit="1") + suggest(
        "suggest/entity", prefix="g", limit="1", cursor="1"
    )
    assert both == suggest("suggest/entity", prefix="g")[:2]
    assert [] == suggest("suggest/entity", prefix="")
    assert ["Person"] == suggest("suggest/type", prefix="pers")
    assert ["role"] == suggest("suggest/property", prefix="rol")


def test_values_are_fetched(service: Service) -> None:
    """Words, numbers, nodes with their names; a node that was merged away answers as the one in its place."""
    ids = ["actor/person-greta-holm", "actor/person-g-holm", "place/p-1", "actor/none"]
    found = ask(service, extend={"ids": ids, "properties": [{"id": "role"}, {"id": "memberOf"}, {"id": "latitude"}]})

    assert ["role", "memberOf", "latitude"] == [one["id"] for one in found["meta"]]
    greta = found["rows"]["actor/person-greta-holm"]
    assert [{"str": "harbour master"}] == greta["role"]
    assert [{"id": "actor/norland", "name": "Norland"}] == greta["memberOf"]
    assert greta == found["rows"]["actor/person-g-holm"]
    assert [{"float": 60.5}] == found["rows"]["place/p-1"]["latitude"]
    assert {"role": [], "memberOf": [], "latitude": []} == found["rows"]["actor/none"]


def test_preview_shows_names_as_text(service: Service) -> None:
    """What an article wrote is no HTML of ours; what is not there gets 404."""
    reply = service.answer(Request(path="preview", values={"id": "actor/person-gevorg-khachatryan"}))

    assert 200 == reply.status and "Khachatryan &lt;i&gt;" in reply.text and "<i>" not in reply.text
    assert 404 == service.answer(Request(path="preview", values={"id": "actor/none"})).status
    assert 404 == service.answer(Request(path="nowhere")).status


def test_properties_are_proposed_by_type(service: Service) -> None:
    """Those that nodes of the type have."""
    found = json.loads(service.answer(Request(path="extend/properties", values={"type": "Place", "limit": "3"})).text)

    assert ("Place", 3, ["alias", "partOf", "placeClass"]) == (
        found["type"], found["limit"], [one["id"] for one in found["properties"]],
    )  # fmt: skip


def test_over_http_by_form_and_by_address(service: Service) -> None:
    """As OpenRefine sends it: a form; and as a link."""
    with serving(carry(service)) as url:
        queries = json.dumps({"q0": {"query": "Greta Holm"}})
        form = urllib.parse.urlencode({"queries": queries}).encode("ascii")
        posted = json.loads(urllib.request.urlopen(url, form).read())
        got = json.loads(urllib.request.urlopen(f"{url}?{form.decode('ascii')}").read())
        assert "actor/person-greta-holm" == posted["q0"]["result"][0]["id"]
        assert posted == got
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{url}?queries=nonsense")
        assert 400 == caught.value.code


def test_as_routes_of_starlette(service: Service) -> None:
    """Mounted and by a path of their own, with the headers that browsers need; too large a body is refused."""
    pytest.importorskip("httpx", reason="starlette's test client needs it")
    from starlette.applications import Starlette
    from starlette.routing import Mount
    from starlette.testclient import TestClient

    from sayso.publish.reconcile.routes import LARGEST, make_routes

    mounted = Starlette(routes=[Mount("/reconcile", routes=make_routes(lambda: service))])
    plain = Starlette(routes=[*make_routes(lambda: service, prefix="/reconcile")])
    for app in (mounted, plain):
        client = TestClient(app, base_url="http://here")
        manifest = client.get("/reconcile/")
        assert "*" == manifest.headers["access-control-allow-origin"]
        entity = manifest.json()["suggest"]["entity"]
        found = client.get(f"{entity['service_url']}{entity['service_path']}", params={"prefix": "greta"}).json()
        assert ["actor/person-greta-holm"] == [one["id"] for one in found["result"]]
        asked = client.post("/reconcile/", data={"queries": json.dumps({"q": {"query": "Greta Holm"}})}).json()
        assert "actor/person-greta-holm" == asked["q"]["result"][0]["id"]
        assert 200 == client.options("/reconcile/").status_code
        assert 413 == client.post("/reconcile/", content=b"x" * (LARGEST + 1)).status_code
        assert "<h1>Greta Holm</h1>" in client.get("/reconcile/preview?id=actor/person-greta-holm").text
