"""Settings: every key checked, and every fault answered with file, key and remedy."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from sayso.errors import SettingsError
from sayso.settings import Settings, list_keys, load_settings, parse_settings, render_settings

HERE = Path("folder/sayso.toml")


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without sayso.toml needs none."""
    monkeypatch.chdir(tmp_path)

    assert Settings() == load_settings()


def test_file_of_the_current_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """sayso.toml of the current folder is read without being named."""
    (tmp_path / "sayso.toml").write_text("workers = 3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert 3 == load_settings().workers


def test_unknown_key_is_answered_with_the_nearest() -> None:
    """The message names file and key and offers the right spelling."""
    with pytest.raises(SettingsError, match=r"sayso\.toml: unknown key 'wrokers'\. Did you mean 'workers'\?"):
        parse_settings({"wrokers": 2}, path=HERE)


def test_unknown_key_like_no_other_is_answered_with_all() -> None:
    """Where nothing is near, all keys are listed."""
    with pytest.raises(SettingsError, match="The keys are: base_iri, title"):
        parse_settings({"zzz": 2}, path=HERE)


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("workers", "two", "a whole number"),
        ("workers", True, "a whole number"),
        ("workers", 1.5, "a whole number"),
        ("workers", 0, "Give 1 or more"),
        ("title", 3, "a text"),
        ("validate", "yes", "true or false"),
        ("components", "sayso_actors", "a list of texts"),
        ("authority", [1], "a list of paths"),
        ("columns", ["text"], "a table of texts"),
        ("columns", {"text": 1}, "a table of texts"),
        ("columns", {"txt": "body"}, "Did you mean 'text'?"),
        ("base_iri", "news", "ends in / or #"),
        ("base_iri", "https://example.org/news", "ends in / or #"),
        ("base_iri", "https://example.org/a b/", "ends in / or #"),
    ],
)
def test_wrong_value_is_told_with_file_key_and_remedy(key: str, value: object, wanted: str) -> None:
    """A value of the wrong kind names file and key, and what would do."""
    with pytest.raises(SettingsError) as caught:
        parse_settings({key: value}, path=HERE)

    assert str(caught.value).startswith(f"{HERE}: ")
    assert key in str(caught.value)
    assert wanted in str(caught.value)


def test_every_kind_of_value_is_read() -> None:
    """Text, list, table, number and flag arrive as the fields want them; paths count from the file's folder."""
    settings = parse_settings(
        {
            "title": "T",
            "components": ["sayso_quotes"],
            "authority": ["own.ttl", "/elsewhere/own.csv"],
            "columns": {"text": "body", "date": "day"},
            "workers": 2,
            "validate": False,
        },
        path=HERE,
    )

    assert "T" == settings.title
    assert ("sayso_quotes",) == settings.components
    assert (Path("folder/own.ttl"), Path("/elsewhere/own.csv")) == settings.authority
    assert {"text": "body", "published": "day"} == settings.columns
    assert (2, False) == (settings.workers, settings.validate)


def test_missing_file_is_an_error_where_it_was_named(tmp_path: Path) -> None:
    """--config FILE must exist."""
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read"):
        load_settings(tmp_path / "none.toml")


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    """A syntax error keeps the line that the parser gives."""
    path = tmp_path / "sayso.toml"
    path.write_text("title = \n", encoding="utf-8")

    with pytest.raises(SettingsError, match="line 1"):
        load_settings(path)


def test_written_file_is_valid_as_it_is_and_with_every_key_on() -> None:
    """What `sayso init` writes parses; with the # taken away every key keeps its meaning."""
    text = render_settings()
    keys = {key.name for key in list_keys()}
    switched_on = "\n".join(
        line.removeprefix("# ") for line in text.splitlines() if line.removeprefix("# ").split(" = ")[0] in keys
    )

    assert {} == tomllib.loads(text)
    assert keys == set(tomllib.loads(switched_on))
    settings = parse_settings(tomllib.loads(switched_on), path=HERE)
    for each in fields(Settings):
        if each.name not in ("model", "columns"):
            assert getattr(settings, each.name) == getattr(Settings(), each.name), each.name


def test_every_key_has_a_unit_and_a_sentence() -> None:
    """No key goes undocumented."""
    keys = list_keys()

    assert len(keys) == len(fields(Settings))
    assert all(key.unit and key.sentence.endswith(".") for key in keys)
