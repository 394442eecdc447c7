"""What stores ask of an EPUB."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from prepress.building.report import Report
from tests.shelf import SQUARE, Shelf

WHOLE = """title: Tiny
author: Ann Lee
lang: en
description: A tiny book.
publisher: The Press
rights: © 2026
identifier: urn:isbn:9783161484100
editions:
  epub:
    profile: store
"""


def checked(shelf: Shelf, metadata: str = WHOLE, **files: bytes | str) -> Report:
    named = {name.replace("_", "."): content for name, content in files.items()}
    return shelf.add({"1.md": "# One\n\nWords.\n", **named}, metadata=metadata).build(strict=True)


def found(report: Report) -> list[tuple[str, int | None]]:
    return [(each.code, each.place.line) for each in report.findings if each.code[0] == "Y"]


def picture(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (200, 120, 40)).save(stream, "JPEG")
    return stream.getvalue()


def test_epub_with_all_that_stores_ask_for_has_nothing_to_mend(shelf: Shelf) -> None:
    report = checked(shelf)
    assert found(report) == []
    assert [each.edition for each in report.built] == ["epub"]


@pytest.mark.parametrize("key", ["author", "description", "publisher", "rights", "identifier"])
def test_missing_metadata_are_named(shelf: Shelf, key: str) -> None:
    lines = [line for line in WHOLE.splitlines(keepends=True) if not line.startswith(key)]
    report = checked(shelf, "".join(lines))
    assert found(report) == [("Y-022", 9)]
    assert report.findings[-1].hint == f"Write {key}: in book.yaml."


def test_cover_of_few_pixels_is_said_where_it_is_named(shelf: Shelf) -> None:
    metadata = f"{WHOLE}cover-image: front.jpg\n"
    report = checked(shelf, metadata, front_jpg=picture(1000, 1600))
    assert found(report) == [("Y-020", 11)]
    assert "1,000 × 1,600 pixels" in report.findings[-1].what
    assert "PNG of 1,600 × 2,560 pixels" in report.findings[-1].hint
    assert found(checked(shelf, metadata, front_jpg=picture(1400, 2240))) == []


def test_cover_of_more_than_five_megabytes_is_said(shelf: Shelf) -> None:
    metadata, stream = f"{WHOLE}cover-image: front.png\n", io.BytesIO()
    Image.effect_noise((1400, 2000), 120).convert("RGB").save(stream, "PNG")
    report = checked(shelf, metadata, front_png=stream.getvalue())
    assert found(report) == [("Y-020", 11)]
    assert "5.5 MB, where stores take 5" in report.findings[-1].what


def test_cover_that_is_a_drawing_is_said(shelf: Shelf) -> None:
    report = checked(shelf, f"{WHOLE}cover-image: front.svg\n", front_svg=SQUARE)
    assert found(report) == [("Y-020", 11)]


def test_stores_are_asked_only_where_the_author_says_so(shelf: Shelf) -> None:
    metadata = "title: Tiny\nlang: en\neditions: {epub: {}}\n"
    assert found(checked(shelf, metadata)) == []


def test_part_on_the_network_is_an_error() -> None:
    from prepress.checks.customers.stores import _addresses

    page = b'<html xmlns="http://www.w3.org/1999/xhtml"><img src="https://a.example/b.png"/></html>'
    assert [*_addresses("application/xhtml+xml", page)] == ["https://a.example/b.png"]
    link = b'<html xmlns="http://www.w3.org/1999/xhtml"><a href="https://a.example/">a</a></html>'
    assert [*_addresses("application/xhtml+xml", link)] == []
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><use href="//a.example/b.svg" id="http:"/></svg>'
    )
    assert [*_addresses("image/svg+xml", drawing)] == ["//a.example/b.svg"]
    style = b"@font-face { src: url('https://a.example/f.woff') } a { background: url(b.png) }"
    assert [*_addresses("text/css", style)] == ["https://a.example/f.woff"]
