"""Every image exists, lies in the project, and is described or declared an ornament."""

import base64
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.shelf import SQUARE, Shelf, codes


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A grey PNG; `rows` fewer than `height` make a damaged one."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = (
        zlib.compress(b"\0" + b"\x80" * width if rows is None else b"", 9)
        if rows is not None
        else b""
    )
    body = body or zlib.compress((b"\0" + b"\x80" * width) * height, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("text", ["![ ](a.svg)\n", '![](a.svg){alt=" "}\n'])
def test_alt_text_of_spaces_says_nothing(shelf: Shelf, text: str) -> None:
    assert codes(shelf.add({"1.md": text, "a.svg": SQUARE}).galley()) == ["A-001"]


def test_picture_that_is_cut_off_is_found_after_a_pdf_was_made(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"}).build("print")
    galley = shelf.add({"1.md": "![x](a.png)\n", "a.png": png(8, 8)[:50]}).galley()
    assert codes(galley) == ["I-002"]


def test_described_image_is_set(shelf: Shelf) -> None:
    galley = shelf.add(
        {
            "1.md": '![](images/a b.svg){alt="A square"}\n'.replace("a b", "a%20b"),
            "images/a b.svg": SQUARE,
        }
    ).galley()
    assert codes(galley) == []
    assert galley.pictures[0].url == "sources/tiny/images/a%20b.svg"
    assert 'src="sources/tiny/images/a%20b.svg"' in galley.chapters[0].markup


def test_image_name_with_accents_and_upper_case_suffix_is_found(shelf: Shelf) -> None:
    galley = shelf.add(
        {"1.md": "![Carré](images/carré.PNG)\n", "images/carré.PNG": png(4, 4)}
    ).galley()
    assert codes(galley) == []
    assert galley.pictures[0].media_type == "image/png"


def test_missing_image_names_its_line_and_the_nearest_file(shelf: Shelf) -> None:
    galley = shelf.add(
        {"1.md": "# T\n\nText\n\n![A square](images/sqare.svg)\n", "images/square.svg": SQUARE}
    ).galley()
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


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a.svg", "sources/tiny/part/a.svg"),
        ("../a.svg", "sources/tiny/a.svg"),
        ("images/b.svg", "sources/tiny/images/b.svg"),
        ("../images/b.svg", "sources/tiny/images/b.svg"),
    ],
)
def test_picture_of_a_chapter_in_a_subfolder_is_looked_for_beside_it_first(
    shelf: Shelf, source: str, found: str
) -> None:
    pictures = dict.fromkeys(("a.svg", "part/a.svg", "images/b.svg"), SQUARE)
    galley = shelf.add({**pictures, "part/1.md": f"![x]({source})\n"}).galley()
    assert (codes(galley), [picture.relative for picture in galley.pictures]) == ([], [found])


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
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><image href='https://example.org/a.png'/></svg>",
            "I-002",
        ),
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


def vector(inside: str, attributes: str = "", before: str = "") -> str:
    """An SVG with `inside` in it, `attributes` on its root and `before` ahead of it."""
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return (
        f'{before}<svg {spaces} viewBox="0 0 10 10" {attributes}>{inside}<path d="M1 '
        f'1h8v8H1z"/></svg>'
    )


def address(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def raster(kind: str, width: int = 8, height: int = 4, mode: str = "RGB", **how: Any) -> bytes:
    """A picture that Pillow makes."""
    stream = io.BytesIO()
    Image.new(mode, (width, height), 0x80 if mode == "L" else None).save(stream, kind, **how)
    return stream.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def found(shelf: Shelf, content: str | bytes) -> list[str]:
    """The codes of what is wrong with a picture."""
    return codes(shelf.add({"1.md": "![x](a.svg)\n", "a.svg": content}).galley())


_NO_PICTURE = address(b"<script>alert(1)</script>", "image/png")
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "content",
    [
        vector("<style>@import 'https://example.org/a.css';</style>"),
        vector("<style>@\\69mport url(a.css);</style>"),
        vector("<style><![CDATA[path { fill: url(http://example.org/a.svg#b) }]]></style>"),
        vector("<style>path { fill: \\75 rl('a.svg#b') }</style>"),
        vector(
            "<style>@font-face { font-family: a; src: url(https://example.org/a.woff2) }</style>"
        ),
        vector("<style>svg { background: image-set('a.png' 1x) }</style>"),
        vector("<style>svg { --a: 'a.png'; background: image-set(var(--a) 1x) }</style>"),
        vector(
            "<style>@media screen { path { fill: url(data:image/svg+xml,%3Csvg/%3E#a) } }</style>"
        ),
        vector('<g style="fill: URL( https://example.org/a.svg#b )"/>'),
        vector('<g fill="url(other.svg#a)"/>'),
        vector('<animate attributeName="fill" to="url(https://example.org/a.svg#b)"/>'),
        vector('<image xlink:href="file:///etc/passwd"/>'),
        vector('<image href="a.png"/>'),
        vector('<image href=""/>'),
        vector('<use href="other.svg#x"/>'),
        vector(f'<use href="{address(SQUARE.encode(), "image/svg+xml")}#x"/>'),
        vector(f'<image href="{address(SQUARE.encode(), "image/svg+xml")}"/>'),
        vector(f'<image href="{address(b"<script>1</script>", "text/html")}"/>'),
        vector(f'<image href="{_NO_PICTURE}"/>'),
        vector('<image href="data:image/png;base64,!"/>'),
        vector(
            '<image href="#a"><set attributeName="xlink:href" to="https://example.org/a.png"/></image>'
        ),
        vector('<set attributeName="onload" to="alert(1)"/>'),
        vector('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
        vector('<a href="data:text/html,x"><path d="M0 0"/></a>'),
        vector('<feImage href="https://example.org/a.png"/>'),
        vector(
            '<h:img xmlns:h="http://www.w3.org/1999/xhtml" srcset="https://example.org/a.png"/>'
        ),
        vector('<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0"/>'),
        vector('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
        vector("<handler>alert(1)</handler>"),
        vector('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'),
        vector('<use href="#x"/>', 'xml:base="https://example.org/a.svg"'),
        vector("", before='<?xml-stylesheet href="https://example.org/a.css"?>'),
        vector("<text>&l9;</text>", before=f'<!DOCTYPE svg [<!ENTITY l0 "lol">{_LAUGHS}]>'),
        vector(
            "<text>&x;</text>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        vector("", before='<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>'),
        vector("", before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://example.org/a.dtd"> %x;]>'),
        vector("", before='<?xml version="1.0" encoding="utf-7"?>'),
        vector("", before='<?xml version="1.0" encoding="x-unknown"?>'),
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
    ],
)
def test_drawing_that_could_reach_out_or_run_is_refused(shelf: Shelf, content: str) -> None:
    assert found(shelf, content) == ["I-002"]


@pytest.mark.parametrize(
    "content",
    [
        vector(
            '<linearGradient id="a"/><g fill="url(#a)" style="mask:url(&quot;#b&quot;)"/><use '
            'xlink:href="#a"/>'
        ),
        vector("<style>@media print { path { fill: url(#a); transform: scale(2) } }</style>"),
        vector(
            "<style>@font-face { font-family: a; src: local(b), "
            "url(data:font/woff2;base64,AAAA) }</style>"
        ),
        vector('<a href="https://example.org/"><path d="M0 0"/></a>'),
        vector(f'<image href="{address(png(4, 4), "image/png")}"/>'),
        vector("<text>url(https://example.org) says “@import”</text>"),
        vector("", 'content="&lt;mxfile host=&quot;https://example.org&quot;/&gt;"'),
        vector(
            "<metadata><r xmlns='urn:r' xmlns:q='urn:q' q:resource='https://example.org'/></metadata>"
        ),
        vector(
            "",
            before='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://x.invalid/a.dtd">',
        ),
        vector("<text>é</text>", before='<?xml version="1.0" encoding="utf-8"?>'),
    ],
)
def test_drawing_that_keeps_to_itself_is_set(shelf: Shelf, content: str) -> None:
    assert found(shelf, content) == []


def test_picture_bomb_inside_a_drawing_is_found(shelf: Shelf) -> None:
    assert found(
        shelf, vector(f'<image href="{address(png(20_000, 10_000, rows=1), "image/png")}"/>')
    ) == ["I-004"]


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20" height="10"', (20, 10)),
        ('width="1in" height="48px"', (96, 48)),
        ('width="100%" height="100%" viewBox="0 0 40 30"', (40, 30)),
        ('width="80" viewBox="0,0,40,30"', (80, 60)),
        ('height="60" viewBox="0 0 40 30"', (80, 60)),
        ('width="1.2.3" height="5" viewBox="0 0 1.2.3 4"', (300, 5)),
        ('width="1e9" height="1e9"', (300, 150)),
        ("", (300, 150)),
    ],
)
def test_drawing_has_the_size_that_it_states(
    shelf: Shelf, attributes: str, size: tuple[int, int]
) -> None:
    content = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><path d="M0 0"/></svg>'
    picture = shelf.add({"1.md": "![x](a.svg)\n", "a.svg": content}).galley().pictures[0]
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (8, 4)), (3, (8, 4)), (6, (4, 8)), (8, (4, 8)), (9, (8, 4))]
)
def test_photo_that_exif_turns_has_its_turned_size(
    shelf: Shelf, kind: str, orientation: int, size: tuple[int, int]
) -> None:
    content = raster(kind, exif=turned(orientation))
    picture = shelf.add({"1.md": "![x](a.jpg)\n", "a.jpg": content}).galley().pictures[0]
    assert (picture.width, picture.height) == size


def test_photo_of_several_pictures_counts_as_a_jpeg(shelf: Shelf) -> None:
    content = raster("MPO", save_all=True, append_images=[Image.new("RGB", (8, 4))])
    picture = shelf.add({"1.md": "![x](a.jpg)\n", "a.jpg": content}).galley().pictures[0]
    assert picture.media_type == "image/jpeg"


def test_photo_whose_exif_is_broken_is_one_finding(shelf: Shelf) -> None:
    assert found(shelf, raster("PNG", exif=b"Exif\0\0XX*\0\x08\0\0\0")) == ["I-002"]


def test_picture_of_another_kind_is_never_given_to_another_program(shelf: Shelf) -> None:
    assert found(shelf, raster("EPS", mode="L")) == ["I-002"]
