"""Dropped pictures: what the page gives to be saved beside a text, once its content is known to be
a picture's.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

from prepress.files.digests import digest_of
from prepress.images.foreign_formats import is_pdf, pixel_form
from prepress.images.pictures import is_drawing
from prepress.images.rasters import PictureError, read_raster
from prepress.images.svg import safe_drawing
from prepress.preview.writing.source_texts import (
    LARGEST_PICTURE,
    RefusedError,
    SourceTexts,
    lies_in_sources,
    write_over,
)

_FOLDER = "images"
_SUFFIXES = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "image/svg+xml": (".svg",),
}
_LONGEST_NAME = 60


def save_picture(texts: SourceTexts, file: str, name: str, data: bytes) -> str:
    """Save the picture `data`, which its author calls `name`, in `images/` beside the text `file`;
    its address from there.

    Another picture of that name stays, and the new one is numbered. Raises RefusedError where it
    is no picture that may be saved, or `file` no text of the project.
    """
    if len(data) > LARGEST_PICTURE:
        raise RefusedError(413, "A picture may have 20 MB. Save a smaller copy.")
    folder = texts.path_of(file).parent / _FOLDER
    media_type, data = _examined(data, name)
    suffixes = _SUFFIXES.get(media_type, ())
    if not suffixes:
        raise RefusedError(415, "Only SVG, PNG, JPEG, WebP and GIF are taken.")
    given = Path(name).suffix.lower()
    suffix = given if given in suffixes else suffixes[0]
    path = _free_path(folder, _plain(Path(name).stem), suffix, data)
    if not lies_in_sources(texts.project, path):
        raise RefusedError(403, f"The folder “{_FOLDER}” beside the text is a link.")
    if not path.exists():
        write_over(path, data)
    return quote(f"{_FOLDER}/{path.name}")


def _examined(data: bytes, name: str) -> tuple[str, bytes]:
    """The kind of the picture by its content, and its bytes; a photo of a telephone (HEIC) becomes
    a JPEG. Raises RefusedError where it is of another kind, damaged or unsafe.
    """
    if is_pdf(data):
        return "", data
    try:
        if is_drawing(data):
            safe_drawing(data, name)
            return "image/svg+xml", data
        common = pixel_form(data, f"“{name}”")
        return read_raster(common, f"“{name}”")[0], common
    except PictureError as error:
        raise RefusedError(415, f"{error.what} {error.hint}") from error


def _plain(stem: str) -> str:
    """A name that every disk and address can hold."""
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST_NAME] or "picture"


def _free_path(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """A path where nothing lies, or the very same picture."""
    number = 1
    while True:
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}"
        if not path.is_symlink() and (
            not path.exists() or digest_of(path.read_bytes()) == digest_of(data)
        ):
            return path
        number += 1
