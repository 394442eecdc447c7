"""Finished PDFs and EPUBs are opened by the readers alone."""

from __future__ import annotations

import re
from pathlib import Path

import prepress

#: Where files are opened that are no finished edition, or one that is only being made.
OTHERS = {
    "epub/cover.py",
    "images/foreign_formats.py",
    "images/page_drawings.py",
    "images/page_inks.py",
    "images/page_proof.py",
    "import_word/simplification.py",
    "import_word/word_file.py",
    "layouts/typefaces/unpacking.py",
    "pdf/divisions/joining.py",
    "pdf/imposition.py",
    "pdf/pdfx1a.py",
    "pdf/sheets.py",
    "word/word_package.py",
    "word/word_pictures.py",
}
_OPENING = re.compile(r"\bpikepdf\.open\(|\bPdf\.open\(|\bPdfDocument\(|\bZipFile\(")


def test_nobody_else_opens_a_finished_file() -> None:
    house = Path(prepress.__file__).parent
    openers = {
        file.relative_to(house).as_posix()
        for file in house.rglob("*.py")
        if _OPENING.search(file.read_text("utf-8"))
    }
    assert openers - OTHERS == {"readers/docx.py", "readers/epub.py", "readers/pdf.py"}
