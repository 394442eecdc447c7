"""The forms that ship as examples: filled in on a screen, with nothing to mend."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from prepress import Severity
from tests.shelf import Shelf

EXAMPLES = Path(__file__).parents[2] / "layouts" / "examples"


@pytest.mark.parametrize(("name", "kinds"), [("consent", (12, 6)), ("questionnaire", (5, 10))])
def test_form_has_its_fields_and_nothing_to_mend(
    shelf: Shelf, name: str, kinds: tuple[int, int]
) -> None:
    source = EXAMPLES / name / f"{name}.md"
    shelf.add({source.name: source.read_bytes()}, name)
    (shelf.root / "sources" / name / "book.yaml").unlink()
    report = shelf.build("print", "epub", strict=True)
    assert not report.failures
    assert not [each for each in report.findings if each.severity is not Severity.NOTE]
    with pikepdf.open(shelf.root / "output" / f"{name}.pdf") as pdf:
        found = [str(field.FT) for field in pdf.Root.AcroForm.Fields]
    assert (found.count("/Tx"), found.count("/Btn")) == kinds
