"""The layout engine gets the project's pictures and fonts, and nothing else."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from prepress.pdf.engine.engine import BASE_URL
from prepress.pdf.engine.fetcher import ProjectFetcher
from tests.shelf import SQUARE, Shelf


@pytest.fixture
def fetcher(shelf: Shelf, tmp_path: Path) -> ProjectFetcher:
    shelf.add({"1.md": "# One\n", "a b.svg": SQUARE, "notes.txt": "secret"})
    (tmp_path / "outside.svg").write_text(SQUARE, "utf-8")
    (shelf.root / "sources/tiny/link.svg").symlink_to(tmp_path / "outside.svg")
    return ProjectFetcher(BASE_URL, shelf.root, shelf.set()[1])


def test_picture_and_font_are_fetched(fetcher: ProjectFetcher) -> None:
    assert fetcher.fetch(f"{BASE_URL}sources/tiny/a%20b.svg").read() == SQUARE.encode()
    assert len(fetcher.fetch(f"{BASE_URL}fonts/literata/Literata-Bold.ttf").read()) > 10_000


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://clinic.example/a.png",
        "https://clinic.example/a.png",
        "ftp://clinic.example/a.png",
        "data:text/plain,x",
        "data:image/svg+xml,<svg/>",
        f"{BASE_URL}../outside.svg",
        f"{BASE_URL}sources/tiny/%2e%2e/%2e%2e/%2e%2e/outside.svg",
        f"{BASE_URL}sources/tiny/link.svg",
        f"{BASE_URL}sources/tiny/notes.txt",
        f"{BASE_URL}fonts/../../outside.svg",
        f"{BASE_URL}fonts/gone/Gone.ttf",
        f"{BASE_URL}//etc/passwd",
    ],
)
def test_everything_else_is_refused(fetcher: ProjectFetcher, address: str) -> None:
    with pytest.raises(ValueError, match=r"outside|neither|no font|not there"):
        fetcher.fetch(address)


def photo(kind: str, **options: Any) -> bytes:
    """A picture of 40 × 20 px."""
    stream = BytesIO()
    mode = options.pop("mode", "RGB")
    Image.new(mode, (40, 20)).save(stream, kind, **options)
    return stream.getvalue()


def test_picture_inside_a_drawing_is_fetched_without_what_a_camera_notes(
    fetcher: ProjectFetcher,
) -> None:
    data = photo("JPEG", comment=b"At home")
    address = f"data:image/jpeg;base64,{b64encode(data).decode()}"
    inside = fetcher.fetch(address).read()
    assert Image.open(BytesIO(inside)).size == (40, 20)
    assert b"At home" not in inside


def test_picture_is_known_by_its_content_and_not_by_its_name(
    fetcher: ProjectFetcher, shelf: Shelf
) -> None:
    shelf.add({"a.jfif": photo("JPEG"), "b.jpg": photo("PNG")})
    for name, media_type in (("a.jfif", "image/jpeg"), ("b.jpg", "image/png")):
        assert fetcher.fetch(f"{BASE_URL}sources/tiny/{name}").headers["Content-Type"] == media_type


def test_photo_reaches_paper_upright_and_without_its_notes(
    fetcher: ProjectFetcher, shelf: Shelf
) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "secret place"
    shelf.add({"a.jpg": photo("JPEG", exif=exif)})
    content = fetcher.fetch(f"{BASE_URL}sources/tiny/a.jpg").read()
    assert Image.open(BytesIO(content)).size == (20, 40)
    assert b"secret" not in content


def test_picture_of_16_bits_reaches_paper_in_8(fetcher: ProjectFetcher, shelf: Shelf) -> None:
    shelf.add({"a.png": photo("PNG", mode="I;16")})
    assert Image.open(BytesIO(fetcher.fetch(f"{BASE_URL}sources/tiny/a.png").read())).mode == "L"


@pytest.mark.parametrize(("takes_inks", "mode"), [(True, "CMYK"), (False, "RGB")])
def test_inks_of_a_photo_are_kept_for_the_press_alone(
    shelf: Shelf, takes_inks: bool, mode: str
) -> None:
    shelf.add({"1.md": "# One\n", "a.jpg": photo("JPEG", mode="CMYK")})
    fetcher = ProjectFetcher(BASE_URL, shelf.root, shelf.set()[1], takes_inks=takes_inks)
    assert Image.open(BytesIO(fetcher.fetch(f"{BASE_URL}sources/tiny/a.jpg").read())).mode == mode
