"""Every form of other tools' Markdown gives valid editions."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from tests import dialects
from tests.conformance.validators import ace, epubcheck_all, verapdf_all
from tests.dialects.forms import Form, Shown, build_forms
from tests.shelf import Shelf


def all_forms() -> dict[str, Form]:
    """Every form of every module, by the module's name and its own."""
    modules = [each.name for each in pkgutil.iter_modules(dialects.__path__)]
    return {
        f"{module.removeprefix('test_')}-{name}": form
        for module in modules
        if module.startswith("test_")
        for name, form in import_module(f"tests.dialects.{module}").FORMS.items()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Shown]:
    """One build of all forms; those whose text asks for an error have no files."""
    shown = build_forms(tmp_path_factory.mktemp("forms"), all_forms())
    return [each for each in shown.values() if each.pdf_file.exists() and each.epub_file.exists()]


def complaints(verdict: Mapping[Path, list[str]]) -> dict[str, list[str]]:
    """Only the files against which there is something, by name."""
    return {file.stem: said for file, said in verdict.items() if said}


def test_at_least_ninety_forms_are_known(built: list[Shown]) -> None:
    assert len(built) >= 90


def test_epubcheck_is_silent_on_every_form(built: list[Shown], tmp_path: Path) -> None:
    assert complaints(epubcheck_all([each.epub_file for each in built], tmp_path)) == {}


def test_verapdf_is_silent_on_every_form(built: list[Shown]) -> None:
    assert complaints(verapdf_all([each.pdf_file for each in built], "ua1", "2a")) == {}


def test_ace_is_silent_on_a_book_of_all_forms(shelf: Shelf, tmp_path: Path) -> None:
    alone = [form.text for form in all_forms().values() if not form.files]
    plain = [text for text in alone if not text.startswith(("---", "+++", "%"))]
    chapters = {
        f"{number:03}.md": f"# Form {number}\n\n{text}" for number, text in enumerate(plain)
    }
    shelf.add(chapters).build("epub")
    assert ace(shelf.root / "output" / "tiny.epub", tmp_path) == []
