"""Pictures: the files behind a text's images, known by their content and safe to set."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
_LARGEST_PIXELS = 100_000_000
_LARGEST_BYTES = 50 * 1024 * 1024
_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href", "src")
_ACTIVE = ("script", "foreignObject", "iframe", "object", "embed", "audio", "video")
_PX_PER = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}


@dataclass(frozen=True)
class Picture:
    """A picture of the text: `url` is its percent-encoded path from the project's root; its size is in px."""

    url: str
    path: Path
    media_type: str
    width: float
    height: float


class PictureError(Exception):
    """A picture that cannot be set; `code` is its finding's code, the arguments are what is wrong and a hint."""

    def __init__(self, code: str, what: str, hint: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.hint = hint


def examine(path: Path, url: str) -> Picture:
    """The picture in the existing file `path`, whose kind and size in px are read from its content, not its name.

    Raises PictureError for a file that is no picture, of another format, or too large to open safely.
    """
    size = path.stat().st_size
    if size > _LARGEST_BYTES:
        raise PictureError("I-004", f"“{path.name}” has {size >> 20} MB; the limit is 50 MB.", "Save a smaller copy.")
    head = path.read_bytes()[:4096]
    if re.search(rb"<svg[\s>]|<\?xml|<!DOCTYPE svg", head.lstrip(b"\xef\xbb\xbf")):
        return _vector(path, url)
    return _raster(path, url)


def _raster(path: Path, url: str) -> Picture:
    from PIL import Image, UnidentifiedImageError

    try:
        with _strict(), Image.open(path) as image:
            width, height = image.size
            if width * height > _LARGEST_PIXELS:
                raise _too_large(path)
            image.draft("RGB", (width // 8, height // 8))  # enough of a large photograph to see that it is whole
            image.load()
            kind = image.format or ""
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureError(
            "I-002", f"“{path.name}” is damaged or is not a picture.", "Open it in a picture program and save it again."
        ) from error
    if kind not in _FORMATS:
        raise PictureError(
            "I-002", f"“{path.name}” is a {kind} file, which e-books cannot show.", "Save it as PNG, JPEG or SVG."
        )
    return Picture(url, path, _FORMATS[kind], width, height)


@contextmanager
def _strict() -> Iterator[None]:
    """Pillow without warnings of its own, and without the leave to read half a file that WeasyPrint gives it."""
    from PIL import Image, ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _too_large(path: Path) -> PictureError:
    what = f"“{path.name}” has more than {_LARGEST_PIXELS // 1_000_000} megapixels."
    return PictureError("I-004", what, "Save a copy with fewer pixels; 3000 across is plenty for a printed page.")


def _vector(path: Path, url: str) -> Picture:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.parse(path, parser).getroot()
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise PictureError(
            "I-002", f"“{path.name}” is damaged at its line {line}.", "Open it in a drawing program and save it again."
        ) from error
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise PictureError("I-002", f"“{path.name}” is not an SVG picture.", "Save it as SVG, PNG or JPEG.")
    _refuse_active(root, path.name)
    width, height = _vector_size(root)
    return Picture(url, path, "image/svg+xml", width, height)


def _refuse_active(root: etree._Element, name: str) -> None:
    """A picture must not run anything or fetch anything: it is given to patients and opened offline."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        outside = [
            element.get(href, "") for href in _HREFS if not element.get(href, "#").startswith(("#", "data:image/"))
        ]
        handlers = [key for key in element.attrib if key.lower().startswith("on")]
        if tag in _ACTIVE or (outside and tag != "a") or handlers:
            part = f"<{tag}>" if tag in _ACTIVE else (outside or handlers)[0]
            raise PictureError(
                "I-002",
                f"“{name}” holds {part}, which a picture in a handout must not.",
                "Save it as a plain SVG, with its pictures embedded and without scripts.",
            )


def _vector_size(root: etree._Element) -> tuple[float, float]:
    """The size in px from `width` and `height`, else from the view box, else the 300 × 150 of SVG 2, 8.2."""
    box = [float(part) for part in re.findall(r"-?[\d.]+(?:e-?\d+)?", root.get("viewBox", ""))]
    width, height = (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else (300.0, 150.0)
    lengths = [re.fullmatch(r"([\d.]+)\s*([a-z]*)", root.get(side, "").strip()) for side in ("width", "height")]
    if all(length and length[2] in _PX_PER for length in lengths):
        width, height = (float(length[1]) * _PX_PER[length[2]] for length in lengths if length)
    return width, height
