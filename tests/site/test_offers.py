"""What was published counts as there only while all of it lies there, and covers are what they
show.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from prepress.images.pictures import Picture
from prepress.site.edition_files import epub_facts, thumbnail
from prepress.site.offers import Offer, OfferedFile
from tests.checks.preflight.sheets import band
from tests.epub.galleys import chapter, drawing, galley, pack
from tests.releases.diff.papers import sheets

FILES = {"a.epub": b"123", "a.pdf": b"1234", "a.png": b"12345"}


@pytest.mark.parametrize("lost", FILES)
@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_publication_of_which_a_file_is_lost_or_cut_off_is_not_there(
    tmp_path: Path, lost: str, change: object
) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    epub, pdf, cover = (OfferedFile(name, "", len(data)) for name, data in FILES.items())
    offer = Offer("a", "urn:x", "A", "en", "2026-11-23T00:00:00Z", epub, pdf, cover)
    assert offer.is_there(tmp_path)
    assert callable(change)
    change(tmp_path / lost)
    assert not offer.is_there(tmp_path)


def painted(folder: Path, kind: str, colour: str) -> Picture:
    """A picture of one colour, written to a file."""
    file = folder / f"front.{kind.lower()}"
    Image.new("RGB", (60, 90), colour).save(file, kind)
    return Picture(file.name, file, f"image/{kind.lower()}", 60, 90)


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".jpg")])
def test_cover_of_pixels_is_the_thumbnail(tmp_path: Path, kind: str, suffix: str) -> None:
    text = chapter("one", "<p>1</p>")
    other = (
        painted(tmp_path, "PNG", "#00ff00")
        if kind != "PNG"
        else painted(tmp_path, "JPEG", "#00ff00")
    )
    epub = pack(galley(text, pictures=[other], cover=painted(tmp_path, kind, "#ff0000")))
    picture, its_suffix, media_type = thumbnail(epub_facts(epub, "a.epub").cover, b"", "a.pdf")
    assert (its_suffix, media_type) == (suffix, f"image/{suffix[1:].replace('jpg', 'jpeg')}")
    red, green, _ = Image.open(io.BytesIO(picture)).convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert red > 240
    assert green < 15


def test_first_page_is_the_thumbnail_where_the_cover_is_a_drawing(tmp_path: Path) -> None:
    epub = pack(galley(chapter("one", "<p>1</p>"), cover=drawing(tmp_path, "front.svg")))
    facts = epub_facts(epub, "a.epub")
    pdf = sheets(band(0, 0, 400, 300, "#ff0000"), band(0, 0, 400, 300, "#00ff00"))
    picture, suffix, _ = thumbnail(facts.cover, pdf, "a.pdf")
    shown = Image.open(io.BytesIO(picture)).convert("RGB")
    assert (facts.cover, suffix, shown.size) == (b"", ".png", (320, 240))
    assert shown.getpixel((100, 100)) == (255, 0, 0)
