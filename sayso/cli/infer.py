"""``sayso infer``: add what follows from the ontology."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.console import Talk, plural, write, write_json
from sayso.cli.options import KG, Json, Kg, Quiet, example

if TYPE_CHECKING:
    from sayso.graph.derivation import Reason


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(short_help="Add what follows from the ontology.", epilog=example("sayso infer kg"))(infer)


def infer(
    kg: Kg = KG,
    alignments: Annotated[
        bool, typer.Option("--alignments", help="Also in terms of other vocabularies (PROV-O, SEM, schema.org, …).")
    ] = False,
    explain: Annotated[
        tuple[str, str, str] | None,
        typer.Option(
            "--explain",
            metavar="S P O",
            help="Infer nothing; tell why a triple holds. Terms as in Turtle, with the prefixes of dumps.",
        ),
    ] = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Drop what was inferred in a graph and infer it anew, into a named graph of its own.

    Exit status 1 where the ontology says that something cannot be, or the triple to be explained does not hold.
    """
    if explain is not None:
        _explain(kg, explain, json=json)
        return
    from sayso.graph.infer import infer as run

    report = run(kg, alignments=alignments)
    if json:
        write_json(report)
    talk = Talk(quiet=quiet)
    talk.say(f"Inferred {plural(report.triples, 'triple')} in {plural(report.rounds, 'round')}.")
    for name, count in report.by_rule.items():
        if count:
            talk.say(f"  {count:8,} {name}")
    if not json:
        for one in report.inconsistencies:
            write(f"{one.title}: {one.node}\n  {one.terms[0]}\n  {one.terms[1]}\n")
    if report.inconsistencies:
        talk.say(f"{plural(len(report.inconsistencies), 'contradiction')} with the ontology.")
        raise typer.Exit(1)


def _explain(kg: Path, terms: tuple[str, str, str], *, json: bool) -> None:
    from sayso.graph.derivation import explain
    from sayso.graph.manifest import read_base
    from sayso.graph.store import open_store
    from sayso.publish.prefixes import make_prefixes

    open_store(kg)
    prefixes = make_prefixes(read_base(kg))
    subject, predicate, value = (_read_term(term, prefixes) for term in terms)
    reason = explain(kg, (subject, predicate, value))
    if json:
        write_json(reason)
    elif reason is None:
        write(f"{subject} {predicate} {value}\n  does not hold in {kg}.\n")
    else:
        names = sorted(prefixes.items(), key=lambda one: -len(one[1]))
        write("".join(f"{line}\n" for line in _tell(reason, names)))
    if reason is None:
        raise typer.Exit(1)


def _read_term(text: str, prefixes: dict[str, str]) -> str:
    """Return the N-Triples token of a term: ``a``, an IRI with or without brackets, a prefixed name, a literal."""
    if text == "a":
        return "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    if text[:1] in ('"', "<"):
        return text
    prefix, _, name = text.partition(":")
    return f"<{prefixes[prefix]}{name}>" if prefix in prefixes else f"<{text}>"


def _tell(reason: "Reason", names: list[tuple[str, str]], depth: int = 0) -> Iterator[str]:
    margin = "  " * depth
    yield margin + " ".join(_shorten(term, names) for term in reason.triple)
    if reason.graphs:
        yield f"{margin}  is said in {', '.join(_shorten(f'<{one}>', names) for one in reason.graphs)}"
        return
    yield f"{margin}  follows by {reason.standard}: {reason.rule}"
    for axiom in reason.axioms:
        yield f"{margin}  as the ontology has {' '.join(_shorten(term, names) for term in axiom)}"
    yield f"{margin}  from"
    for one in reason.premises:
        yield from _tell(one, names, depth + 2)


def _shorten(token: str, names: list[tuple[str, str]]) -> str:
    for prefix, iri in names:
        if token.startswith(f"<{iri}") and token[len(iri) + 1 : -1].replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{token[len(iri) + 1 : -1]}"
    return token
