"""Read the data files (Turtle, SPARQL, lexicons) that ship with the package."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from sayso.errors import UnknownFileError

FOLDERS = ("ontology", "queries", "shapes")
KINDS = (".ttl", ".rq")


def folder(name: str) -> Traversable:
    """Return a folder of the installed package, for instance ``extract/lexicons``."""
    return files("sayso").joinpath(*name.split("/"))


def names(name: str) -> list[str]:
    """Return the names of the Turtle and SPARQL files in the folder *name*, sorted."""
    return sorted(f.name for f in folder(name).iterdir() if f.name.endswith(KINDS))


def read(where: str, name: str) -> str:
    """
    Return the text of ``where/name``.

    Raises:
        UnknownFileError: If the package ships no such file.
    """
    path = folder(where).joinpath(name)
    if not path.is_file():
        raise UnknownFileError(
            f"No file {where}/{name} in the package. Reinstall sayso, or choose one of: "
            + ", ".join(f"{f}/{n}" for f in FOLDERS for n in names(f))
        )
    return path.read_text(encoding="utf-8")
