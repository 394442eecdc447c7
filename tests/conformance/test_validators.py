"""The validators report what is broken: without this their silence would mean nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from prepress.pdf.engine.engine import open_engine
from tests.conformance.validators import (
    Font,
    ace,
    epubcheck,
    fonts,
    ghostscript,
    qpdf,
    reader,
    verapdf,
    verapdf_all,
)

_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:example:1</dc:identifier>
<dc:title>A small book</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-31T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
<item id="dot" href="dot.svg" media-type="image/svg+xml"/></manifest><spine><itemref idref="text"/></spine></package>"""
_PAGE = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>A small book</title></head><body>{body}</body></html>"""
_NAV = '<nav epub:type="toc"><ol><li><a href="text.xhtml">Text</a></li></ol></nav>'


def small_epub(file: Path, body: str) -> Path:
    """An EPUB of one page, valid but for what `body` brings."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "package.opf": _PACKAGE,
        "nav.xhtml": _PAGE.format(body=_NAV),
        "text.xhtml": _PAGE.format(body=body),
        "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    }
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


@pytest.fixture(scope="module")
def loose_list_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """WeasyPrint's own PDF of a loose list, with nothing repaired."""
    file = tmp_path_factory.mktemp("plain") / "plain.pdf"
    text = '<html lang="en"><title>A list</title><ul><li><p>An item</p></li></ul></html>'
    open_engine().HTML(string=text).write_pdf(file, pdf_variant="pdf/ua-1")
    return file


@pytest.fixture
def truncated_pdf(loose_list_pdf: Path, tmp_path: Path) -> Path:
    file = tmp_path / "truncated.pdf"
    file.write_bytes(loose_list_pdf.read_bytes()[:600])
    return file


def test_verapdf_reports_a_list_item_without_its_body(loose_list_pdf: Path) -> None:
    assert [rule.split(" (")[0] for rule in verapdf(loose_list_pdf, "ua1")] == ["ua1 7.2-20"]


def test_verapdf_names_the_one_of_many_that_is_broken(loose_list_pdf: Path, tmp_path: Path) -> None:
    from weasyprint import HTML

    sound = tmp_path / "sound.pdf"
    HTML(string='<html lang="en"><title>Sound</title><p>A line</p></html>').write_pdf(
        sound, pdf_variant="pdf/ua-1"
    )
    broken = verapdf_all([sound, loose_list_pdf], "ua1")
    assert broken[sound] == []
    assert [rule.split(" (")[0] for rule in broken[loose_list_pdf]] == ["ua1 7.2-20"]


def test_verapdf_does_not_pass_a_file_that_it_cannot_read(truncated_pdf: Path) -> None:
    with pytest.raises(RuntimeError, match="veraPDF cannot judge"):
        verapdf(truncated_pdf, "ua1")


def test_qpdf_reports_a_truncated_file(truncated_pdf: Path) -> None:
    assert any("file is damaged" in line for line in qpdf(truncated_pdf))


def test_ghostscript_reports_a_truncated_file(truncated_pdf: Path) -> None:
    assert any("Error" in line for line in ghostscript(truncated_pdf))


def test_a_font_that_is_not_embedded_is_seen(tmp_path: Path) -> None:
    import pikepdf

    file = tmp_path / "helvetica.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf (x) Tj ET")
        pdf.save(file)
    assert fonts(file) == [Font("Helvetica", embedded=False, subset=False)]


def test_epubcheck_reports_a_dangling_link(tmp_path: Path) -> None:
    messages = epubcheck(
        small_epub(tmp_path / "dangling.epub", '<p><a href="gone.xhtml">gone</a></p>')
    )
    assert [message.split(": ")[0] for message in messages] == ["ERROR RSC-007 at text.xhtml:3"]
    assert epubcheck(small_epub(tmp_path / "sound.epub", "<p>Sound.</p>")) == []


def test_ace_reports_a_picture_without_alt_text(tmp_path: Path) -> None:
    violations = ace(
        small_epub(tmp_path / "no-alt.epub", '<p><img src="dot.svg"/></p>'), tmp_path / "report"
    )
    assert any(violation.startswith("text.xhtml: image-alt") for violation in violations)


def test_reading_system_reports_a_picture_that_is_not_there(tmp_path: Path) -> None:
    complaints = reader(
        small_epub(tmp_path / "gone.epub", '<p><img src="gone.svg" alt=""/></p>'), 390, 844, "light"
    )
    assert "A small book: a picture does not load" in complaints


def test_reading_system_reports_a_font_that_does_not_load(tmp_path: Path) -> None:
    style = "@font-face { font-family: Gone; src: url(dot.svg) } p { font-family: Gone }"
    body = f"<style>{style}</style><p>Text.</p>"
    complaints = reader(small_epub(tmp_path / "font.epub", body), 390, 844, "light")
    assert "A small book: the font Gone does not load" in complaints


def test_reading_system_reports_a_request_that_leaves_the_book(tmp_path: Path) -> None:
    # The discard port of this machine: nothing listens there, and nothing outside is asked.
    body = '<p><img src="http://127.0.0.1:9/dot.png" alt=""/></p>'
    complaints = reader(small_epub(tmp_path / "remote.epub", body), 390, 844, "light")
    assert "asks for http://127.0.0.1:9/dot.png" in complaints


def test_missing_validator_skips_its_test_and_names_the_installer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(
        pytest.skip.Exception, match=r"qpdf is not installed: run tests/conformance/install\.sh"
    ):
        qpdf(Path("any.pdf"))


def test_missing_validator_fails_its_test_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="qpdf is not installed"):
        qpdf(Path("any.pdf"))
