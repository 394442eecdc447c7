"""The package's pictures: no larger than a screen needs, upright, in colours of screens, and
without metadata.
"""

from __future__ import annotations

import base64
import io
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from prepress.images.derivatives import screen_copy
from prepress.images.pictures import examine
from tests.conformance.validators import epubcheck
from tests.epub.galleys import ROOT, Epub, chapter, galley, open_epub, pack

_GPS = 0x8825
_PLACE = "N 48 51 30"
_XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>{_PLACE}</exif:GPSLatitude></x:xmpmeta>'.encode()


def camera(orientation: int = 1) -> Image.Exif:
    """What a camera notes in a photo: how it was held, and where."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = _PLACE
    exif.get_ifd(_GPS)[1] = "N"
    return exif


def scene(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "red")
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), "blue")
    return image.convert(mode)


def encode(image: Image.Image, kind: str, **how: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def deep_png(colours: int, pixels: list[int], key: bytes = b"") -> bytes:
    """A PNG of one row with 16 bits for each channel; `colours` is PNG's colour type."""
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colours]
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", len(pixels), 1, 16, colours, 0, 0, 0))
    row = b"\0" + b"".join(struct.pack(">H", pixel) * channels for pixel in pixels)
    rest = (
        (chunk(b"tRNS", key) if key else b"")
        + chunk(b"IDAT", zlib.compress(row))
        + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + head + rest


def book(folder: Path, **files: bytes) -> Epub:
    """An EPUB that shows each of `files`, whose names have `_` for the point."""
    paths = {name.replace("_", "."): data for name, data in files.items()}
    for name, data in paths.items():
        (folder / name).write_bytes(data)
    markup = "".join(f'<p><img src="{name}" alt="x"/></p>' for name in paths)
    return open_epub(
        galley(chapter("one", markup), pictures=[examine(folder / name, name) for name in paths])
    )


def package_copy(folder: Path, data: bytes) -> bytes:
    """The copy of the picture `data` that a package gets."""
    (folder / "a.png").write_bytes(data)
    return screen_copy(examine(folder / "a.png", "a.png"))


def decode(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def colour(image: Image.Image, x: int, y: int) -> str:
    """The name of the strongest channel at a pixel."""
    pixel = image.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return ("red", "green", "blue")[pixel.index(max(pixel))]


@pytest.mark.parametrize(
    ("kind", "size", "expected"),
    [
        ("JPEG", (3200, 1000), (1600, 500)),
        ("JPEG", (1000, 4800), (500, 2400)),
        ("PNG", (2000, 10), (1600, 8)),
        ("PNG", (3300, 1), (1600, 1)),
        ("GIF", (2000, 10), (1600, 8)),
        ("WEBP", (2000, 10), (1600, 8)),
    ],
)
def test_picture_is_no_larger_than_a_screen_needs(
    tmp_path: Path, kind: str, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    copy = decode(package_copy(tmp_path, encode(scene(*size), kind)))
    assert (copy.format, copy.size) == (kind, expected)
    assert (colour(copy, 0, 0), colour(copy, copy.width - 1, 0)) == ("red", "blue")


def test_original_stays_untouched(tmp_path: Path) -> None:
    data = encode(scene(2000, 10), "JPEG", exif=camera(6))
    package_copy(tmp_path, data)
    assert (tmp_path / "a.png").read_bytes() == data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_small_png_is_packed_byte_for_byte(tmp_path: Path, mode: str) -> None:
    data = encode(scene(1600, 12, mode), "PNG", dpi=(300, 300))
    assert package_copy(tmp_path, data) == data


@pytest.mark.parametrize(
    "how",
    [
        {"progressive": True},
        {"subsampling": 0, "restart_marker_rows": 1},
        {"icc_profile": b"p" * 99_000},
    ],
)
def test_small_jpeg_is_packed_byte_for_byte(tmp_path: Path, how: dict[str, Any]) -> None:
    data = encode(Image.effect_noise((90, 70), 60), "JPEG", **how)
    assert package_copy(tmp_path, data) == data


@pytest.mark.parametrize(("kind", "how"), [("GIF", {}), ("WEBP", {}), ("WEBP", {"lossless": True})])
def test_other_small_picture_is_packed_byte_for_byte(
    tmp_path: Path, kind: str, how: dict[str, Any]
) -> None:
    data = encode(Image.effect_noise((90, 71), 60), kind, **how)
    assert package_copy(tmp_path, data) == data


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_moving_picture_stays_as_it_is(tmp_path: Path, kind: str) -> None:
    data = encode(
        scene(1700, 4),
        kind,
        save_all=True,
        append_images=[Image.new("RGB", (1700, 4))],
        duration=100,
        loop=0,
    )
    assert getattr(decode(data), "n_frames", 1) == 2
    assert package_copy(tmp_path, data) == data


def _gif_with_notes() -> bytes:
    gif = encode(scene(8, 8), "GIF", comment=_PLACE.encode())
    note = b"\x21\xff\x0bXMP DataXMP" + bytes([len(_PLACE)]) + _PLACE.encode() + b"\0"
    return gif[:-1] + note + gif[-1:]


def _png_with_notes() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", _PLACE)
    info.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    return encode(scene(8, 8), "PNG", pnginfo=info, exif=camera()) + _PLACE.encode()


@pytest.mark.parametrize(
    "data",
    [
        encode(scene(8, 8), "JPEG", exif=camera(), xmp=_XMP, comment=_PLACE) + _PLACE.encode(),
        encode(scene(8, 8), "JPEG", exif=camera(6), xmp=_XMP, comment=_PLACE),
        encode(scene(2000, 8), "JPEG", exif=camera(), xmp=_XMP, comment=_PLACE),
        encode(
            scene(8, 8),
            "MPO",
            save_all=True,
            append_images=[scene(8, 8)],
            exif=camera(),
            comment=_PLACE,
        ),
        _png_with_notes(),
        encode(scene(2000, 8), "PNG", exif=camera()),
        encode(scene(8, 8), "WEBP", exif=camera(), xmp=_XMP) + _PLACE.encode(),
        encode(scene(8, 8), "WEBP", exif=camera(8), xmp=_XMP),
        encode(
            scene(8, 8),
            "WEBP",
            exif=camera(),
            save_all=True,
            append_images=[Image.new("RGB", (8, 8))],
        ),
        _gif_with_notes(),
    ],
    ids=[
        "JPEG",
        "turned",
        "large",
        "several",
        "PNG",
        "large PNG",
        "WebP",
        "turned WebP",
        "moving WebP",
        "GIF",
    ],
)
def test_place_where_a_photo_was_taken_never_reaches_a_reader(tmp_path: Path, data: bytes) -> None:
    assert _PLACE.encode() in data
    copy = package_copy(tmp_path, data)
    assert not any(
        note in copy
        for note in (_PLACE.encode(), b"Exif", b"eXIf", b"EXIF", b"xmpmeta", b"XMP", b"MPF\0")
    )
    assert not decode(copy).getexif()
    decode(copy).load()


def test_losing_its_metadata_costs_a_jpeg_no_pixel(tmp_path: Path) -> None:
    plain = encode(Image.effect_noise((90, 70), 60), "JPEG", icc_profile=b"profile")
    noted = encode(Image.effect_noise((90, 70), 0), "JPEG", exif=camera())
    assert decode(noted).getexif()
    exif = noted[20 : noted.index(b"\xff\xdb")]
    assert package_copy(tmp_path, plain[:20] + exif + plain[20:]) == plain


def test_jpeg_of_odd_structure_is_drawn_anew(tmp_path: Path) -> None:
    data = encode(scene(40, 20), "JPEG", exif=camera())
    copy = decode(package_copy(tmp_path, data[:20] + b"junk" + data[20:]))
    assert (copy.size, len(copy.getexif()), colour(copy, 2, 2)) == ((40, 20), 0, "red")


@pytest.mark.parametrize(
    ("orientation", "size", "first"),
    [
        (1, (40, 20), "red"),
        (2, (40, 20), "blue"),
        (3, (40, 20), "blue"),
        (6, (20, 40), "red"),
        (8, (20, 40), "blue"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photo_that_exif_turns_is_packed_upright(
    tmp_path: Path, kind: str, orientation: int, size: tuple[int, int], first: str
) -> None:
    of = book(tmp_path, a_png=encode(scene(40, 20), kind, exif=camera(orientation)))
    (name,) = (name for name in of.names if name.startswith("images/a."))
    copy = decode(of.archive.read(f"EPUB/{name}"))
    assert (copy.size, colour(copy, 2, 2)) == (size, first)
    assert [of.find("one.xhtml", f"//h:img/@{side}") for side in ("width", "height")] == [
        [str(side)] for side in size
    ]


def test_turned_palette_keeps_its_transparency(tmp_path: Path) -> None:
    image = scene(40, 20, "P")
    copy = decode(
        package_copy(
            tmp_path, encode(image, "PNG", transparency=image.getpixel((0, 0)), exif=camera(3))
        )
    )
    assert copy.mode == "P"
    alpha = copy.convert("RGBA").getchannel("A")
    assert (alpha.getpixel((39, 0)), alpha.getpixel((0, 0))) == (0, 255)


@pytest.mark.parametrize(
    ("orientation", "size", "attributes"),
    [
        (1, (4000, 1000), ["1600", "400"]),
        (6, (4000, 1000), ["600", "2400"]),
        (5, (1600, 2000), ["1600", "1280"]),
    ],
)
def test_attributes_of_a_large_photo_have_its_proportions(
    tmp_path: Path, orientation: int, size: tuple[int, int], attributes: list[str]
) -> None:
    of = book(tmp_path, a_jpg=encode(scene(*size), "JPEG", exif=camera(orientation)))
    assert [
        *of.find("one.xhtml", "//h:img/@width"),
        *of.find("one.xhtml", "//h:img/@height"),
    ] == attributes
    assert [str(side) for side in decode(of.archive.read("EPUB/images/a.jpg")).size] == attributes


def test_attributes_of_a_drawing_have_its_proportions(tmp_path: Path) -> None:
    of = book(tmp_path, a_svg=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10.2 5.1"/>')
    assert [*of.find("one.xhtml", "//h:img/@width"), *of.find("one.xhtml", "//h:img/@height")] == [
        "10",
        "5",
    ]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_smaller_png_keeps_its_kind_of_colours(tmp_path: Path, mode: str) -> None:
    copy = decode(package_copy(tmp_path, encode(scene(3200, 20, mode), "PNG")))
    assert copy.mode == {"1": "P"}.get(mode, mode)


@pytest.mark.parametrize("mode", ["P", "L", "RGB", "RGBA"])
def test_smaller_png_keeps_its_transparency(tmp_path: Path, mode: str) -> None:
    image = scene(3200, 20, mode)
    how = {"transparency": image.getpixel((0, 0))}
    if mode == "RGBA":
        image.paste((255, 0, 0, 0), (0, 0, 1600, 20))
        how = {}
    alpha = (
        decode(package_copy(tmp_path, encode(image, "PNG", **how))).convert("RGBA").getchannel("A")
    )
    assert alpha.getpixel((0, 0)) == 0
    assert alpha.getpixel((1599, 0)) == pytest.approx(255, abs=2)


def test_smaller_gif_keeps_its_transparency(tmp_path: Path) -> None:
    image = scene(3200, 20, "P")
    copy = decode(
        package_copy(tmp_path, encode(image, "GIF", transparency=image.getpixel((0, 0))))
    ).convert("RGBA")
    assert (copy.getchannel("A").getpixel((0, 0)), copy.getchannel("A").getpixel((1599, 0))) == (
        0,
        255,
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("width", [8, 2000])
def test_colour_profile_is_kept(tmp_path: Path, kind: str, width: int) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    copy = decode(
        package_copy(tmp_path, encode(scene(width, 8), kind, icc_profile=profile, exif=camera()))
    )
    assert copy.info["icc_profile"] == profile


@pytest.mark.parametrize("profile", [None, b"broken"])
@pytest.mark.parametrize("adobe", [True, False])
def test_cmyk_photo_becomes_rgb(tmp_path: Path, profile: bytes | None, adobe: bool) -> None:
    data = encode(Image.new("CMYK", (40, 20), (0, 255, 255, 0)), "JPEG", icc_profile=profile)
    if not adobe:
        mark = data.index(b"\xff\xee")
        inks = encode(Image.new("CMYK", (40, 20), (255, 0, 0, 255)), "JPEG", icc_profile=profile)
        data = inks[:mark] + inks[mark + 16 :]
    copy = decode(package_copy(tmp_path, data))
    assert (copy.format, copy.mode, copy.info.get("icc_profile")) == ("JPEG", "RGB", None)
    assert copy.getpixel((5, 5)) == pytest.approx((255, 0, 0), abs=8)


def test_cmyk_photo_goes_through_its_own_profile(tmp_path: Path) -> None:
    image, profile = (
        Image.new("CMYK", (16, 16), (255, 0, 0, 0)),
        ROOT / "layouts" / "profiles" / "FOGRA39L_coated.icc",
    )
    assert decode(package_copy(tmp_path, encode(image, "JPEG"))).getpixel((5, 5)) == pytest.approx(
        (0, 255, 255), abs=3
    )
    printed = decode(
        package_copy(tmp_path, encode(image, "JPEG", icc_profile=profile.read_bytes()))
    ).getpixel((5, 5))
    assert printed == pytest.approx((0, 158, 224), abs=12)  # the cyan of coated paper


@pytest.mark.parametrize("colours", [0, 2, 4, 6])
def test_deep_png_gets_8_bits(tmp_path: Path, colours: int) -> None:
    copy = package_copy(tmp_path, deep_png(colours, [0x1234, 0xFEDC]))
    assert copy[24] == 8
    assert [decode(copy).convert("RGB").getpixel((x, 0)) for x in (0, 1)] == [
        (0x12,) * 3,
        (0xFE,) * 3,
    ]


@pytest.mark.parametrize(("colours", "key"), [(0, b"\x12\x34"), (2, b"\x12\x34" * 3)])
@pytest.mark.parametrize("width", [2, 2000])
def test_deep_png_keeps_its_clear_colour(
    tmp_path: Path, colours: int, key: bytes, width: int
) -> None:
    pixels = [0x1234] * (width // 2) + [0xFEDC] * (width // 2)
    alpha = (
        decode(package_copy(tmp_path, deep_png(colours, pixels, key)))
        .convert("RGBA")
        .getchannel("A")
    )
    assert (alpha.getpixel((0, 0)), alpha.getpixel((alpha.width - 1, 0))) == (0, 255)


def test_webp_by_another_name_gets_its_own(tmp_path: Path) -> None:
    of = book(tmp_path, a_jpg=encode(scene(8, 8), "WEBP"), B_JPEG=encode(scene(8, 8), "JPEG"))
    assert of.find("one.xhtml", "//h:img/@src") == ["images/a.webp", "images/B.jpg"]
    assert of.package("//opf:item[@href='images/a.webp']/@media-type") == ["image/webp"]


def test_lossless_webp_stays_lossless(tmp_path: Path) -> None:
    copy = package_copy(tmp_path, encode(scene(3200, 8), "WEBP", lossless=True))
    assert b"VP8L" in copy
    assert b"VP8L" not in package_copy(tmp_path, encode(scene(3200, 8), "WEBP", quality=50))


def test_cover_is_a_copy_too(tmp_path: Path) -> None:
    (tmp_path / "front.jpg").write_bytes(encode(scene(2000, 3000), "JPEG", exif=camera()))
    of = open_epub(
        galley(chapter("one", "<p>1</p>"), cover=examine(tmp_path / "front.jpg", "front.jpg"))
    )
    copy = of.archive.read("EPUB/images/front.jpg")
    assert decode(copy).size == (1600, 2400)
    assert _PLACE.encode() not in copy


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_same_picture_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    data = encode(scene(1700, 20, "P" if kind == "GIF" else "RGB"), kind)
    assert package_copy(tmp_path, data) == package_copy(tmp_path, data)


def test_forty_megapixels_take_little_time(tmp_path: Path) -> None:
    data = encode(Image.effect_noise((7300, 500), 60).resize((7300, 5480)), "JPEG", exif=camera(6))
    (tmp_path / "a.jpg").write_bytes(data)
    photo = galley(
        chapter("one", '<p><img src="a.jpg" alt="x"/></p>'),
        pictures=[examine(tmp_path / "a.jpg", "a.jpg")],
    )
    began = time.process_time()
    pack(photo)
    assert time.process_time() - began < 5


def drawing_with(picture: bytes, before: str = "") -> bytes:
    address = f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
    return (
        f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image '
        f'href="{address}"/></svg>'
    ).encode()


def test_photo_inside_a_drawing_loses_its_place(tmp_path: Path) -> None:
    copy = book(tmp_path, a_svg=drawing_with(encode(scene(8, 8), "JPEG", exif=camera()))).text(
        "images/a.svg"
    )
    inside = base64.b64decode(copy.split("base64,")[1].split('"')[0])
    assert decode(inside).size == (8, 8)
    assert _PLACE.encode() not in inside


def test_drawing_is_packed_byte_for_byte(tmp_path: Path) -> None:
    data = drawing_with(encode(scene(8, 8), "JPEG"), "<?xml version='1.0'?>\n<!-- x -->")
    assert book(tmp_path, a_svg=data).archive.read("EPUB/images/a.svg") == data


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "latin-1"),
        ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "x.dtd">', "utf-8"),
    ],
)
def test_drawing_comes_in_utf_8_without_a_document_type(
    tmp_path: Path, head: str, encoding: str
) -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>é</text></svg>'
    copy = book(tmp_path, a_svg=f"{head}\n{text}".encode(encoding)).text("images/a.svg")
    assert "DOCTYPE" not in copy
    assert copy.endswith(text)


def test_epubcheck_has_no_message_on_any_kind_of_picture(tmp_path: Path) -> None:
    two = {"save_all": True, "append_images": [Image.new("RGB", (8, 8))]}
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "http://www.w3.org/TR/2001/x.dtd">'
    of = book(
        tmp_path,
        photo_JPG=encode(scene(2000, 30), "JPEG", exif=camera(6), progressive=True),
        several_jpg=encode(scene(8, 8), "MPO", exif=camera(), **two),
        inks_jpg=encode(scene(8, 8, "CMYK"), "JPEG"),
        palette_png=encode(scene(2000, 8, "P"), "PNG"),
        deep_png=deep_png(6, [1, 2]),
        moving_png=encode(scene(8, 8), "PNG", **two),
        still_gif=encode(scene(2000, 8), "GIF"),
        moving_gif=encode(scene(8, 8), "GIF", **two),
        misnamed_jpg=encode(scene(2000, 8), "WEBP", exif=camera()),
        moving_webp=encode(scene(8, 8), "WEBP", exif=camera(), **two),
        drawn_svg=drawing_with(encode(scene(8, 8), "JPEG", exif=camera()), doctype.decode()),
        linked_svg=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b"<style>@font-face{font-family:a;src:url(data:font/woff2;base64,AAAA)}</style>"
        b'<a href="https://example.org/"><path d="M0 0h9v9z"/></a></svg>',
    )
    file = tmp_path / "pictures.epub"
    file.write_bytes(of.data)
    assert epubcheck(file) == []
