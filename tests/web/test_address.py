"""Where a page lies on the web: paper's QR code leads there."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from prepress.manuscript.reading import read
from prepress.project.project import publications
from tests.clinics.group import clinic
from tests.shelf import Shelf

TEXT = {
    "1.md": "# Sleep\n\nText.\n",
    "es/1.md": "# Sueño\n\nTexto.\n",
    "es/book.yaml": "title: S\n",
}


@pytest.mark.parametrize(
    ("own", "shared", "english", "spanish"),
    [
        ("", "", None, None),
        (
            "",
            "https://a.example/h",
            "https://a.example/h/s%C3%A9.html",
            "https://a.example/h/s%C3%A9-es.html",
        ),
        (
            "https://b.example/",
            "https://a.example/h",
            "https://b.example/s%C3%A9.html",
            "https://b.example/s%C3%A9-es.html",
        ),
        ("https://b.example/sleep", "", "https://b.example/sleep", None),
    ],
)
def test_address_is_that_of_the_page_or_of_its_folder(
    shelf: Shelf, own: str, shared: str, english: str | None, spanish: str | None
) -> None:
    metadata = "title: Sleep\nlang: en\n" + (f"web-address: {own}\n" if own else "")
    shelf.add(TEXT, "sé", metadata)
    clinic(shelf, f"name: Ours\n{f'web-address: {shared}' if shared else ''}\n")
    found = [read(shelf.project, each).metadata for each in publications(shelf.project)]
    assert [each.web_address for each in found] == [english, spanish]


def codes(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        images = [page.render(scale=3).to_pil() for page in document]
    return [code.text for image in images for code in zxingcpp.read_barcodes(image)]


def test_qr_code_on_paper_leads_to_the_page(shelf: Shelf) -> None:
    clinic(shelf, "name: Ours\nweb: https://clinic.example\n")
    shelf.add(
        {"1.md": "# T\n\nText.\n"}, metadata="title: T\nlang: en\nweb-address: https://p.example/\n"
    )
    shelf.build("print")
    assert codes(shelf.root / "output/tiny.pdf") == ["https://p.example/tiny.html"]
