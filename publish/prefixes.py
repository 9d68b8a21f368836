"""The JSON-LD context of published data, and the prefixes that Turtle and TriG take from it."""

import json
from functools import cache
from typing import cast

from sayso.resources import read

CONTEXT_FILE = "context.jsonld"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SAY = "https://w3id.org/sayso/ont#"

Context = dict[str, str | float | dict[str, str]]

# One prefix for each kind of node of ours, so that Turtle need not write whole IRIs.
DATA_FOLDERS = (
    "actor", "article", "curator", "decision", "dispute", "event", "figure", "graph", "membership", "occurrence",
    "passage", "place", "removed", "role", "statement",
)  # fmt: skip


@cache
def load_context() -> Context:
    """Return the JSON-LD context that the package ships, term to definition, in order; it is not to be altered."""
    data = cast(dict[str, Context], json.loads(read("publish", CONTEXT_FILE)))
    return data["@context"]


def list_prefixes(context: Context) -> dict[str, str]:
    """Return those entries of a context that are namespaces, prefix to IRI."""
    return {
        key: value
        for key, value in context.items()
        if isinstance(value, str) and not key.startswith("@") and value.endswith(("/", "#"))
    }


def make_prefixes(base_iri: str) -> dict[str, str]:
    """Return the prefixes of a Turtle file whose own nodes begin with *base_iri*."""
    return {**list_prefixes(load_context()), **{name: f"{base_iri}{name}/" for name in DATA_FOLDERS}}
