"""
Write the generated pages of docs/reference/: commands from their help, settings, queries and ontology terms.

Run as ``python -m sayso.cli.reference docs/reference``, which is what ``make docs`` does; a test fails when the pages
are not what this would write.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from sayso.cli.app import app
from sayso.resources import read
from sayso.settings import list_keys

WIDTH = 100
"""Of help, in characters."""
MADE = "<!-- Written by `make docs`; edit what it is made from. -->"
SAY = "https://w3id.org/sayso/ont#"


def main() -> None:
    """Write all pages into the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make_pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def make_pages() -> dict[str, str]:
    """Return the text of each page by file name."""
    return {
        "commands.md": _make_commands(),
        "settings.md": _make_settings(),
        "queries.md": _make_queries(),
        "ontology.md": _make_ontology(),
    }


def iter_commands() -> Iterator[tuple[str, Any]]:
    """Yield each command under its full name, ``sayso build``, as Typer has it."""
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        yield f"sayso {name}", command


def iter_help() -> Iterator[tuple[str, str]]:
    """Yield each command, ``sayso`` itself first, with its help as the terminal shows it."""
    group: Any = typer.main.get_command(app)
    context = group.make_context("sayso", [], resilient_parsing=True, terminal_width=WIDTH)
    yield "sayso", context.get_help()
    for name, command in iter_commands():
        short = name.removeprefix("sayso ")
        inner = command.make_context(short, [], parent=context, resilient_parsing=True, terminal_width=WIDTH)
        yield name, inner.get_help()


def _make_commands() -> str:
    lines = ["# Commands", "", MADE, ""]
    lines += ["Results go to standard output, everything else to standard error. Exit status: 0 fine, 1 looked and"]
    lines += ["found fault, 2 could not look, 130 stopped with Ctrl-C.", ""]
    for name, text in iter_help():
        lines += [f"## {name}", "", "```text", *(line.rstrip() for line in text.splitlines()), "```", ""]
    return "\n".join(lines)


def _make_settings() -> str:
    lines = ["# Settings", "", MADE, ""]
    lines += [
        "`sayso.toml` is looked for in the current folder; `--config FILE` names another. `sayso init` writes one"
    ]
    lines += ["with every key commented out at its default. Relative paths count from the folder of the file. An"]
    lines += ["unknown key is an error that offers the nearest one.", ""]
    lines += ["| key | default | unit | what it sets |", "| --- | --- | --- | --- |"]
    for key in list_keys():
        default = f"`{key.default}`" if key.default is not None else "none"
        lines.append(f"| `{key.name}` | {default} | {key.unit} | {key.sentence} |")
    return "\n".join([*lines, ""])


def _make_queries() -> str:
    from sayso.queries.catalogue import list_queries

    lines = ["# Saved queries", "", MADE, ""]
    lines += [
        "`sayso query NAME --kg KG` runs one, `sayso query` lists them. Each is a SPARQL file in `queries/`, which"
    ]
    lines += ["runs on any SPARQL 1.1 server that holds the graph and asks all named graphs as one."]
    for query in list_queries():
        lines += ["", f"## {query.name}", "", query.asks]
        lines += ["", query.note] if query.note else []
        if query.parameters:
            lines += ["", "| option | takes | what it does |", "| --- | --- | --- |"]
            for one in query.parameters:
                default = f" Default: {one.default}." if one.default else ""
                name = one.name.replace("_", "-")
                lines.append(f"| `--{name}` | {describe_type(one.type)} | {one.meaning}.{default} |")
        if query.columns:
            lines += ["", "| column | what it holds |", "| --- | --- |"]
            lines += [f"| `{one.name}` | {one.meaning} |" for one in query.columns]
        lines += ["", "```text", query.example, "```"]
    return "\n".join([*lines, ""])


def describe_type(kind: str) -> str:
    """Return what a parameter takes, in words."""
    name, _, detail = kind.partition(":")
    if name in ("actor", "place", "article"):
        return f"name or IRI of an {name}" if name != "place" else "name or IRI of a place"
    if name == "date":
        return "day, month or year"
    if name == "kind":
        return detail.replace("-", " ")
    return {"flag": "nothing", "string": "text", "integer": "whole number", "decimal": "number"}.get(name, name)


def _make_ontology() -> str:
    graph = Graph().parse(data=read("ontology", "sayso.ttl"), format="turtle")
    lines = ["# Ontology terms", "", MADE, "", f"Namespace `{SAY}`, prefix `say:`.", ""]
    kinds = (("Classes", OWL.Class), ("Properties between things", OWL.ObjectProperty))
    for title, kind in (*kinds, ("Properties with a value", OWL.DatatypeProperty)):
        lines += [f"## {title}", "", "| term | label | what it means |", "| --- | --- | --- |"]
        lines += [_make_row(graph, term) for term in _list_terms(graph, kind)]
        lines += [""]
    return "\n".join(lines)


def _list_terms(graph: Graph, kind: URIRef) -> list[URIRef]:
    found = {one for one in graph.subjects(RDF.type, kind) if isinstance(one, URIRef) and one.startswith(SAY)}
    return sorted(found)


def _make_row(graph: Graph, term: URIRef) -> str:
    label = graph.value(term, RDFS.label) or ""
    meaning = graph.value(term, RDFS.comment) or graph.value(term, SKOS.definition) or ""
    return f"| `say:{term.removeprefix(SAY)}` | {label} | {' '.join(str(meaning).split())} |"


if __name__ == "__main__":
    main()
