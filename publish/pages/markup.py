"""What a page tells search engines, in the vocabulary of schema.org."""

from sayso.publish.pages.dossiers import Dossier
from sayso.publish.pages.items import Link
from sayso.publish.pages.paths import is_web
from sayso.publish.pages.render import Site

_TYPES = {
    "person": "Person",
    "organization": "Organization",
    "media outlet": "NewsMediaOrganization",
    "state": "GovernmentOrganization",
    "group": "Organization",
    "anonymous source": "Person",
    "place": "Place",
    "article": "NewsArticle",
    "event": "Event",
    "statement": "Claim",
    "figure": "Observation",
}

Json = str | bool | list["Json"] | dict[str, "Json"]


def make_markup(dossier: Dossier, iri: str, site: Site) -> Json | None:
    """Return JSON-LD about the node of a page, or None where schema.org has no class for it."""
    kind = _TYPES.get(dossier.kind)
    if kind is None:
        return None
    out: dict[str, Json] = {"@context": "https://schema.org", "@type": kind, "@id": iri, "name": dossier.title}
    names: list[Json] = [one.text for one in dossier.names]
    if names:
        out["alternateName"] = names[:50]
    same: list[Json] = [one.iri for fact in dossier.facts if fact.name == "Same as" for one in fact.links]
    if same:
        out["sameAs"] = same
    if dossier.latitude and dossier.longitude:
        out["geo"] = {"@type": "GeoCoordinates", "latitude": dossier.latitude, "longitude": dossier.longitude}
    if is_web(dossier.url):
        out["url"] = dossier.url
    _add_finding(out, dossier)
    if is_web(site.licence) and kind != "NewsArticle":
        out["license"] = site.licence
    return out


def _add_finding(out: dict[str, Json], dossier: Dossier) -> None:
    if dossier.statement:
        one = dossier.statement
        out["author"] = _nodes(one.speakers)
        out["about"] = _nodes(one.targets)
        if one.content:
            out["text"] = one.content
        if one.head.article:
            out["appearance"] = {"@type": "NewsArticle", "@id": one.head.article.iri}
    if dossier.event:
        event = dossier.event
        out["location"] = _nodes(event.places)
        if event.head.exact:
            out["startDate"] = event.head.day
        if event.head.article:
            out["subjectOf"] = {"@type": "NewsArticle", "@id": event.head.article.iri}
    if dossier.figure:
        figure = dossier.figure
        low, high = figure.low, figure.high
        value = {"minValue": low, "maxValue": high} if low != high else {"value": low}
        measured: dict[str, Json] = {key: str(one) for key, one in value.items() if one is not None}
        out["measuredValue"] = {"@type": "QuantitativeValue", **measured}
    for key in ("author", "about", "location"):
        if out.get(key) == []:
            del out[key]
    for fact in dossier.facts:
        if dossier.kind == "article" and fact.name == "On" and fact.words:
            out["datePublished"] = fact.words[0]
        if dossier.kind == "article" and fact.name == "Published by" and fact.words:
            out["publisher"] = {"@type": "Organization", "name": fact.words[0]}


def _nodes(links: tuple[Link, ...]) -> list[Json]:
    return [{"@id": one.iri, "name": one.label} for one in links]
