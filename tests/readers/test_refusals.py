"""A finished file that cannot be opened is refused in one way, whoever looks into it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from prepress.errors import SourceError
from prepress.readers.epub import OpenEpub, open_epub
from prepress.readers.pdf import open_pdf
from tests.checks.preflight.sheets import Sheets, text


def epub(**files: str) -> bytes:
    """An archive with `files`, in whose names `_` stands for a slash."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "/"), content)
    return stream.getvalue()


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/p"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a"/></manifest>'
    '<spine><itemref idref="{}"/></spine></package>'
)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing more", b"GIF89a"])
def test_damaged_pdf_is_refused_by_its_name(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"damaged") as refusal, open_pdf(data, "a.pdf"):
        pass
    assert str(refusal.value.place) == "a.pdf"


@pytest.mark.parametrize(
    ("data", "look"),
    [
        (b"nothing", lambda opened: opened),
        (epub(other=""), lambda opened: opened.title),
        (epub(**{"META-INF_container.xml": "<container/>"}), lambda opened: opened.revision),
        (epub(**{"META-INF_container.xml": "<con"}), lambda opened: opened.items),
        (epub(**{"META-INF_container.xml": CONTAINER}), lambda opened: opened.cover),
        (
            epub(**{"META-INF_container.xml": CONTAINER, "EPUB_p": PACKAGE.format("b")}),
            lambda opened: opened.spine,
        ),
        (
            epub(**{"META-INF_container.xml": CONTAINER, "EPUB_p": PACKAGE.format("a")}),
            lambda opened: opened.data("EPUB/a"),
        ),
    ],
    ids=["no archive", "no container", "no root file", "cut off", "no package", "spine", "file"],
)
def test_damaged_epub_is_refused_by_its_name(
    data: bytes, look: Callable[[OpenEpub], object]
) -> None:
    with (
        pytest.raises(SourceError, match="not whole") as refusal,
        open_epub(data, "a.epub") as opened,
    ):
        look(opened)
    assert str(refusal.value.place) == "a.epub"


def test_files_of_an_epub_go_by_their_names_in_the_archive_however_deep_they_are() -> None:
    deep = "<a>" * 300 + "</a>" * 300
    data = epub(
        **{"META-INF_container.xml": CONTAINER, "EPUB_p": PACKAGE.format("a"), "EPUB_a": deep}
    )
    with open_epub(data) as opened:
        assert opened.spine == ("EPUB/a",)
        assert opened.data("EPUB/a").decode() == deep
        assert len(list(opened.tree("EPUB/a").iter())) == 300


def test_pdf_is_closed_after_it_was_looked_at() -> None:
    with open_pdf(Sheets().page(text("Hello")).data) as pdf:
        assert len(pdf.objects.pages) == len(pdf) == 1
    assert pdf.document.raw is None
