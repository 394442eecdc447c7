"""Formulas in the structure of a PDF, and in the package of an EPUB."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf

from tests.shelf import Shelf


def test_a_formula_is_tagged_with_its_latex_and_declared_in_the_package(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add({"1-text.md": "The value $x^2$ here.\n\n$$y = 1$$\n"})
    assert shelf.build("print", "epub").findings == ()
    with pikepdf.open(tmp_path / "output" / "tiny.pdf") as pdf:
        formulas = {
            str(each.Alt): str(each.A.Placement)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Formula"
        }
    assert formulas == {"x^2": "/Inline", "y = 1": "/Block"}
    with zipfile.ZipFile(tmp_path / "output" / "tiny.epub") as epub:
        package = epub.read("EPUB/content.opf").decode()
    assert 'properties="mathml"' in package
    assert 'schema:accessibilityFeature">MathML<' in package
