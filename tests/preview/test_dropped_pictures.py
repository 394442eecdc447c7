"""Pictures that are dropped on the text: only pictures are saved, and only beside it."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.preview.asgi import Answer
from tests.preview.conftest import Looking
from tests.preview.writing import TEXT, Writing
from tests.shelf import SQUARE


def picture(form: str, colour: str = "red") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 3), colour).save(stream, form)
    return stream.getvalue()


@pytest.fixture
def writing(looking: Looking) -> Writing:
    looking.shelf.add({"1.md": "# One\n"})
    return Writing(looking)


def drop(writing: Writing, name: str, data: bytes, file: str = TEXT) -> Answer:
    return writing.call("pictures", "POST", data, file=file, name=name)


@pytest.mark.parametrize(
    ("name", "form", "saved"),
    [
        ("Bed by the Window.PNG", "PNG", "images/bed-by-the-window.png"),
        ("bed.jpeg", "JPEG", "images/bed.jpeg"),
        ("bed.png", "JPEG", "images/bed.jpg"),
        ("Fenêtre.webp", "WEBP", "images/fenetre.webp"),
        ("../../.x.gif", "GIF", "images/x.gif"),
        ("窗.png", "PNG", "images/picture.png"),
        ("", "PNG", "images/picture.png"),
        (".png", "PNG", "images/png.png"),
    ],
)
def test_picture_is_saved_beside_its_text_by_a_plain_name(
    writing: Writing, name: str, form: str, saved: str
) -> None:
    data = picture(form)
    answer = drop(writing, name, data)
    assert (answer.status, answer.json) == (200, {"address": saved})
    assert (writing.root / "sources/tiny" / saved).read_bytes() == data


def test_drawing_is_saved(writing: Writing) -> None:
    assert drop(writing, "square.svg", SQUARE.encode()).json == {"address": "images/square.svg"}


def test_photo_of_a_telephone_becomes_a_jpeg(writing: Writing) -> None:
    import pillow_heif

    stream = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64), "red")).save(stream)
    assert drop(writing, "IMG_1.HEIC", stream.getvalue()).json == {"address": "images/img-1.jpg"}
    saved = (writing.root / "sources/tiny/images/img-1.jpg").read_bytes()
    assert saved.startswith(b"\xff\xd8\xff")


def test_picture_of_the_same_name_stays_and_the_same_picture_is_saved_once(
    writing: Writing,
) -> None:
    red, blue = picture("PNG"), picture("PNG", "blue")
    addresses = [drop(writing, "bed.png", data).json["address"] for data in (red, blue, red, blue)]
    assert addresses == ["images/bed.png", "images/bed-2.png"] * 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bed.png", b"no picture"),
        ("bed.png", b""),
        ("bed.svg", SQUARE.replace("<path", "<script>alert(1)</script><path").encode()),
        (
            "bed.svg",
            SQUARE.replace("<path", '<image href="https://a.example/x.png"/><path').encode(),
        ),
        ("bed.png", b"%PDF-1.7\n"),
        ("bed.html", b"<script>alert(1)</script>"),
        ("bed.png", picture("PNG")[:40]),
    ],
)
def test_what_is_no_safe_picture_is_refused(writing: Writing, name: str, data: bytes) -> None:
    answer = drop(writing, name, data)
    assert answer.status == 415
    assert answer.json["why"].endswith(".")
    assert not (writing.root / "sources/tiny/images").exists()


def test_picture_that_is_too_large_is_refused(writing: Writing) -> None:
    answer = drop(writing, "bed.png", b"\0" * (20 * 1024 * 1024 + 1))
    assert (answer.status, "20 MB" in answer.json["why"]) == (413, True)


@pytest.mark.parametrize("file", ["", "sources/tiny/2.md", "outside.md", "/etc/passwd"])
def test_picture_is_saved_beside_a_text_alone(writing: Writing, file: str) -> None:
    assert drop(writing, "bed.png", picture("PNG"), file).status == 404


@pytest.mark.skipif(os.name != "posix", reason="links ask for rights here")
def test_picture_follows_no_link(writing: Writing, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (writing.root / "sources/tiny/images").symlink_to(outside)
    assert drop(writing, "bed.png", picture("PNG")).status == 403
    assert list(outside.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="links ask for rights here")
def test_picture_is_not_written_through_a_link(writing: Writing, tmp_path: Path) -> None:
    images = writing.root / "sources/tiny/images"
    images.mkdir()
    (images / "bed.png").symlink_to(tmp_path / "nowhere.png")
    assert drop(writing, "bed.png", picture("PNG")).json == {"address": "images/bed-2.png"}
    assert not (tmp_path / "nowhere.png").exists()
