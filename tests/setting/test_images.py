"""Every image exists, lies in the project, and is described or declared an ornament."""

import struct
import zlib
from pathlib import Path

import pytest

from tests.shelf import SQUARE, Shelf, codes


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A grey PNG; `rows` fewer than `height` make a damaged one."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" + b"\x80" * width if rows is None else b"", 9) if rows is not None else b""
    body = body or zlib.compress((b"\0" + b"\x80" * width) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_picture_that_is_cut_off_is_found_after_a_pdf_was_made(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"}).build("print")
    galley = shelf.add({"1.md": "![x](a.png)\n", "a.png": png(8, 8)[:50]}).galley()
    assert codes(galley) == ["I-002"]


def test_described_image_is_set(shelf: Shelf) -> None:
    galley = shelf.add(
        {"1.md": '![](images/a b.svg){alt="A square"}\n'.replace("a b", "a%20b"), "images/a b.svg": SQUARE}
    ).galley()
    assert codes(galley) == []
    assert galley.pictures[0].url == "sources/tiny/images/a%20b.svg"
    assert 'src="sources/tiny/images/a%20b.svg"' in galley.chapters[0].markup


def test_image_name_with_accents_and_upper_case_suffix_is_found(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "![Carré](images/carré.PNG)\n", "images/carré.PNG": png(4, 4)}).galley()
    assert codes(galley) == []
    assert galley.pictures[0].media_type == "image/png"


def test_missing_image_names_its_line_and_the_nearest_file(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# T\n\nText\n\n![A square](images/sqare.svg)\n", "images/square.svg": SQUARE}).galley()
    (finding,) = galley.findings
    assert (finding.code, finding.place.line) == ("I-001", 5)
    assert "images/square.svg" in finding.hint


def test_missing_alt_text_names_its_line(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# T\n\n![](a.svg)\n", "a.svg": SQUARE}).galley()
    (finding,) = galley.findings
    assert (finding.code, finding.place.line) == ("A-001", 3)


def test_second_use_of_an_image_is_found_at_its_own_line(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "![One](a.svg)\n\n![](a.svg)\n", "a.svg": SQUARE}).galley()
    assert [finding.place.line for finding in galley.findings] == [3]


def test_ornament_needs_no_alt_text(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "![](a.svg){.decorative}\n", "a.svg": SQUARE}).galley()
    assert codes(galley) == []
    assert 'alt=""' in galley.chapters[0].markup


@pytest.mark.parametrize(
    "source",
    [
        "../../../secret.svg",
        "/secret.svg",
        "file:///secret.svg",
        "https://example.org/a.png",
        "C:\\secret.svg",
        "//host/a.png",
    ],
)
def test_image_outside_the_project_is_refused(shelf: Shelf, source: str) -> None:
    (shelf.root.parent / "secret.svg").write_text(SQUARE)
    galley = shelf.add({"1.md": f'<img src="{source}" alt="x">\n'}).galley()
    assert not galley.pictures
    assert set(codes(galley)) & {"I-003", "H-002"}


def test_symlink_out_of_the_project_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add({"1.md": "![x](a.svg)\n"})
    outside = tmp_path / "outside.svg"
    outside.write_text(SQUARE)
    (shelf.root / "sources/tiny/a.svg").symlink_to(outside)
    assert codes(shelf.galley()) == ["I-003"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "I-002"),
        (b"not a picture", "I-002"),
        (png(8, 8)[:50], "I-002"),
        (png(20_000, 10_000, rows=1), "I-004"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "I-002"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='https://example.org/a.png'/></svg>", "I-002"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "I-002"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g>", "I-002"),
    ],
    ids=["empty", "text", "cut off", "200 megapixels", "script", "external", "handler", "unclosed"],
)
def test_unusable_picture_is_one_finding(shelf: Shelf, content: bytes, code: str) -> None:
    galley = shelf.add({"1.md": "![x](a.png)\n", "a.png": content}).galley()
    assert codes(galley) == [code]


def test_picture_is_known_by_its_content_not_its_name(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "![x](a.jpg)\n", "a.jpg": png(4, 4)}).galley()
    assert galley.pictures[0].media_type == "image/png"
