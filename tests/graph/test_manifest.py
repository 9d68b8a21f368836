"""The record of builds, and what is told where it cannot be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import StoreBrokenError, StoreMissingError
from sayso.graph.build import build
from sayso.graph.manifest import read_base
from sayso.settings import Settings


def test_base_is_told_by_the_manifest(news: Callable[..., Path], tmp_path: Path, toy_settings: Settings) -> None:
    """As the settings of the build gave it."""
    build([news(1)], tmp_path / "kg", settings=toy_settings)

    assert toy_settings.base_iri == read_base(tmp_path / "kg")


def test_folder_without_a_graph_is_named(tmp_path: Path) -> None:
    """With what makes one."""
    with pytest.raises(StoreMissingError, match="sayso build"):
        read_base(tmp_path / "nowhere")


@pytest.mark.parametrize("damaged", ["", "{}", '{"settings": 3}', '{"articles": 1}', "[1]"])
def test_damaged_manifest_is_named_and_mended_by_a_build(
    damaged: str, news: Callable[..., Path], tmp_path: Path, toy_settings: Settings
) -> None:
    """Nothing is read again."""
    folder, kg = news(1), tmp_path / "kg"
    build([folder], kg, settings=toy_settings)
    (kg / "manifest.json").write_text(damaged, encoding="utf-8")

    with pytest.raises(StoreBrokenError, match="manifest.json"):
        read_base(kg)
    assert 0 == build([folder], kg, settings=toy_settings).read
    assert toy_settings.base_iri == read_base(kg)
