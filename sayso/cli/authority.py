"""Tell what is wrong in the user's own files of known actors and places; the rest of them is used."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.cli.console import Talk

if TYPE_CHECKING:
    from sayso.ontology.authority_files import Fault


def tell_faults(paths: Sequence[Path], talk: Talk) -> None:
    """
    Report each fault in authority files.

    Raises:
        AuthorityFileError: If a file cannot be read at all.
    """
    if not paths:
        return
    from sayso.extract.corpus import Problem
    from sayso.ontology.authority import load_authority

    def tell(fault: "Fault") -> None:
        talk.report(Problem(source=fault.where, slug="authority-file", message=fault.message))

    load_authority([path.absolute() for path in paths], on_fault=tell)
