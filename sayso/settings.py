"""
Settings: one ``sayso.toml``, each key with a default, a unit and a sentence.

The fields of `Settings` are the keys of the file; docs/reference/settings.md and the file that ``sayso init`` writes
are made from them, so a key is described once.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

from sayso.errors import SettingsError

FILE_NAME = "sayso.toml"

COMPONENTS = (
    "sayso_quotes",
    "sayso_actors",
    "sayso_places",
    "sayso_statements",
    "sayso_events",
    "sayso_figures",
)
"""sayso's own spaCy components, in the order in which they must run."""

COLUMNS = ("text", "id", "url", "title", "date", "publisher", "author", "language")
"""What a column of a table, or a key of a JSON record, can hold."""


def _key(default: Any, kind: str, unit: str, sentence: str) -> Any:
    return field(default=default, metadata={"kind": kind, "unit": unit, "help": sentence})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What can be set. The metadata of each field hold its unit and its sentence.

    Relative paths in a settings file count from the folder of that file.
    """

    base_iri: str = _key(
        "https://w3id.org/sayso/data/",
        "text",
        "IRI ending in / or #",
        "What the IRIs of your data start with. Set it before you publish: every IRI follows from it.",
    )
    title: str = _key("A knowledge graph of the news", "text", "text", "Title of the published dataset.")
    description: str = _key("", "text", "text", "Description of the published dataset, in a sentence or two.")
    creator: str = _key("", "text", "text", "Who made the dataset.")
    publisher: str = _key("", "text", "text", "Who publishes the dataset.")
    licence: str = _key(
        "https://creativecommons.org/licenses/by/4.0/", "text", "IRI", "Licence under which the dataset is published."
    )
    language: str = _key("en", "text", "BCP 47 tag", "Language of articles that do not state their own.")
    model: str | None = _key(
        None,
        "text",
        "package name or folder",
        "spaCy pipeline that reads the articles. Left out: the best English one that is installed.",
    )
    components: tuple[str, ...] = _key(
        COMPONENTS,
        "texts",
        "names of spaCy factories",
        "What runs after spaCy's own components, in this order. Replace one of them, or add those of other packages.",
    )
    authority: tuple[Path, ...] = _key(
        (), "paths", "paths", "Files of your own known actors and places, added to those that come with sayso."
    )
    curation: tuple[Path, ...] = _key(
        (),
        "paths",
        "paths",
        "Files of your decisions on the graph, or folders: what to merge, split, rename, reject, correct, add.",
    )
    columns: Mapping[str, str] = field(
        default_factory=dict[str, str],
        metadata={
            "kind": "table",
            "unit": "table of column names",
            "help": "Which column of a table, or key of a JSON record, holds what: "
            f"{', '.join(COLUMNS)}. Those left out are guessed from the usual names.",
        },
    )
    attitudes: bool = _key(
        False, "flag", "true or false", "Whether thoughts, hopes and wishes count as statements in the graph."
    )
    max_article_chars: int = _key(
        1_000_000,
        "number",
        "characters",
        "Longer articles are reported and left out.",
    )
    workers: int = _key(
        1, "number", "processes", "How many processes read articles at once; one a core is a good start."
    )
    batch_size: int = _key(32, "number", "articles", "How many articles spaCy parses together; more costs memory.")
    validate: bool = _key(True, "flag", "true or false", "Whether `sayso build` ends with the SHACL shapes.")
    infer: bool = _key(True, "flag", "true or false", "Whether `sayso build` ends with inference.")
    custom_shapes: tuple[Path, ...] = _key(
        (), "paths", "paths", "Files of SHACL shapes of your own, checked with sayso's."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsKey:
    """One key of the settings file, as documentation shows it: ``default`` is TOML, or None where it has none."""

    name: str
    unit: str
    sentence: str
    default: str | None


def list_keys() -> list[SettingsKey]:
    """Return all keys in the order of the file."""
    shown = Settings()
    return [
        SettingsKey(
            name=each.name,
            unit=each.metadata["unit"],
            sentence=each.metadata["help"],
            default=_to_toml(getattr(shown, each.name)),
        )
        for each in fields(Settings)
    ]


def find_settings(folder: Path) -> Path | None:
    """Return the settings file of a folder, or None where it has none."""
    path = folder / FILE_NAME
    return path if path.is_file() else None


def load_settings(path: Path | None = None) -> Settings:
    """
    Read a settings file.

    Args:
        path: The file; None takes ``sayso.toml`` in the current folder, or the defaults where there is none.

    Raises:
        SettingsError: If the file cannot be read, a key is unknown, or a value is of the wrong kind.
    """
    if path is None:
        path = find_settings(Path.cwd())
        if path is None:
            return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as err:
        raise SettingsError(
            f"{path}: cannot be read ({err.strerror}). Write one with `sayso init`, or mend --config."
        ) from err
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise SettingsError(
            f"{path}: not TOML ({err}). Mend that place, or start again from `sayso init --force`."
        ) from err
    return parse_settings(data, path=path)


def parse_settings(data: Mapping[str, Any], *, path: Path) -> Settings:
    """
    Return the settings that parsed TOML gives.

    Args:
        data: Keys and values.
        path: The file they come from, for messages and relative paths.

    Raises:
        SettingsError: As `load_settings`.
    """
    kinds: dict[str, str] = {each.name: each.metadata["kind"] for each in fields(Settings)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in kinds:
            raise SettingsError(f"{path}: unknown key {name!r}. {_nearest(name, list(kinds))}")
        values[name] = _check(name, value, kinds[name], path)
    _check_columns(values.get("columns", {}), path)
    if "date" in values.get("columns", {}):
        # Readers know the field by the article's name for it.
        values["columns"] = {"published" if name == "date" else name: one for name, one in values["columns"].items()}
    settings = Settings(**values)
    _check_values(settings, path)
    return settings


def render_settings() -> str:
    """Return a settings file that holds every key, commented out at its default, with its sentence above."""
    lines = [
        "# Settings of sayso. Each key stands here at its default: take the # away and change it.",
        "# Relative paths count from the folder of this file.",
    ]
    for key in list_keys():
        lines += ["", *(f"# {line}" for line in _wrap(f"{key.sentence} ({key.unit})"))]
        lines.append(f"# {key.name} = {_example(key)}")
    return "\n".join(lines) + "\n"


def _example(key: SettingsKey) -> str:
    if key.default is None:
        return '"en_core_web_md"'
    return '{ text = "body", date = "published_at" }' if key.name == "columns" else key.default


def _to_toml(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value:_}" if value >= 10_000 else str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{one}"' for one in cast(tuple[object, ...], value)) + "]"
    if isinstance(value, Mapping):
        return "{}"
    return f'"{value}"'


def _wrap(text: str, width: int = 100) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _nearest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]!r}?" if close else f"The keys are: {', '.join(known)}."


_WANTED = {
    "flag": "true or false",
    "number": "a whole number",
    "text": 'a text in quotation marks, "…"',
    "texts": 'a list of texts, ["…", "…"]',
    "paths": 'a list of paths, ["…", "…"]',
    "table": 'a table of texts, { text = "body" }',
}


def _check(name: str, value: object, kind: str, path: Path) -> object:
    """Return *value* as the field takes it, or raise."""
    if kind == "flag" and isinstance(value, bool):
        return value
    if kind == "number" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind == "text" and isinstance(value, str):
        return value
    if kind in ("texts", "paths") and isinstance(value, list):
        texts = [one for one in cast(list[object], value) if isinstance(one, str)]
        if len(texts) == len(cast(list[object], value)):
            return tuple(texts) if kind == "texts" else tuple(path.parent / one for one in texts)
    if kind == "table" and isinstance(value, dict):
        table = cast(dict[str, object], value)
        if all(isinstance(one, str) for one in table.values()):
            return table
    raise SettingsError(f"{path}: {name} = {value!r} is not {_WANTED[kind]}. Mend the value, or delete the line.")


def _check_values(settings: Settings, path: Path) -> None:
    for name in ("workers", "batch_size", "max_article_chars"):
        if getattr(settings, name) < 1:
            raise SettingsError(f"{path}: {name} = {getattr(settings, name)} is less than 1. Give 1 or more.")
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", settings.base_iri):
        raise SettingsError(
            f"{path}: base_iri = {settings.base_iri!r} is not an http or https IRI that ends in / or #. "
            'Write one like "https://example.org/news/".'
        )


def _check_columns(columns: Mapping[str, str], path: Path) -> None:
    for name in columns:
        if name not in COLUMNS:
            raise SettingsError(f"{path}: unknown key 'columns.{name}'. {_nearest(name, list(COLUMNS))}")
