"""Picture files: a Word document's pictures with names that say what they show, and as Markdown
where they stand.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence

from prepress.files.digests import digest_of
from prepress.images.pictures import UNDESCRIBED, is_drawing
from prepress.images.rasters import PictureError, read_raster, strict_pillow
from prepress.import_word.drawings import ORNAMENT
from prepress.import_word.escaping import attribute
from prepress.import_word.remarks import Remarks, excerpt
from prepress.import_word.word_conversion import PICTURE

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
#: What Word adds to a description that it made by itself.
_MADE_BY_WORD = re.compile(
    r"\s*(?:Description automatically generated(?: with \w+ confidence)?|AI-generated content "
    r"may be incorrect)\.?\s*"
)
_FILE_NAME = re.compile(
    r".*[\w)]\.(png|jpe?g|gif|tiff?|bmp|webp|svg|[ew]mf)|(image|picture|grafik|bild|img)[ _-]*\d*",
    re.I,
)
_LONGEST_NAME = 40
_MOST_PIXELS = 100_000_000
_MODES_OF_PNG = ("1", "L", "LA", "P", "RGB", "RGBA")


class PictureFiles:
    """The pictures of one document; `files` are those that the text shows, by their path in the
    publication.
    """

    def __init__(self, pictures: Sequence[bytes], remarks: Remarks) -> None:
        self.files: dict[str, bytes] = {}
        self._pictures = pictures
        self._remarks = remarks
        self._names: dict[str, str] = {}

    def markdown_of(self, source: str, alt: str | None, near: str, caption: str = "") -> str:
        """The picture `source` as Markdown with its alt text; nothing for one that no reader could
        see.

        `near` is the text that it belongs to, `caption` is Markdown.
        """
        data = self._pictures[int(source.removeprefix(PICTURE))]
        try:
            data, suffix = _readable_file(data)
        except PictureError as error:
            why = error.what.rstrip(".")
            self._remarks.lose(
                f"A picture near “{excerpt(near)}” was left out, since no e-reader can show it "
                f"({why}); save it as PNG, and put that into images/."
            )
            return ""
        if alt == ORNAMENT:
            return f"![{caption}]({self._name(data, suffix, 'ornament')}){{.decorative}}"
        words = self._alt_text(alt)
        name = self._name(data, suffix, words or near)
        if not words:
            words = f"{UNDESCRIBED}: {excerpt(near)}"
            self._remarks.check(
                f"{name} has no alt text in Word; write what it shows in place of “{words}”."
            )
        return f'![{caption}]({name}){{alt="{attribute(words)}"}}'

    def _alt_text(self, alt: str | None) -> str:
        """The author's own alt text; a file's name is none."""
        given = (alt or "").strip()
        words = _MADE_BY_WORD.sub("", given).strip()
        if words and words != given:
            self._remarks.check(
                f"Word itself made the alt text “{excerpt(words)}”; see whether it is true."
            )
        return "" if _FILE_NAME.fullmatch(words) else words

    def _name(self, data: bytes, suffix: str, words: str) -> str:
        """The path of a picture, the same for the same picture."""
        digest = digest_of(data)
        if digest not in self._names:
            name = self._free_name(_slug(words) or "picture", suffix)
            self._names[digest] = name
            self.files[name] = data
        return self._names[digest]

    def _free_name(self, slug: str, suffix: str) -> str:
        name, number = f"images/{slug}{suffix}", 1
        while name in self.files:
            number += 1
            name = f"images/{slug}-{number}{suffix}"
        return name


def _slug(words: str) -> str:
    """The first words as a file's name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > _LONGEST_NAME:
        slug = slug[: _LONGEST_NAME + 1].rpartition("-")[0] or slug[:_LONGEST_NAME]
    return slug


def _readable_file(data: bytes) -> tuple[bytes, str]:
    """The picture's bytes in a format that e-readers show, and the suffix of its file. Raises
    PictureError.
    """
    if is_drawing(data):
        from prepress.images.svg import safe_drawing

        safe_drawing(data, "The drawing")
        return data, ".svg"
    if data[:4] in (b"II*\0", b"MM\0*") or data[:2] == b"BM":
        data = _as_png(data)
    return data, _SUFFIXES[read_raster(data, "It")[0]]


def _as_png(data: bytes) -> bytes:
    """A scan or a bitmap of Windows as PNG. Raises PictureError."""
    from PIL import Image

    stream = io.BytesIO()
    try:
        with strict_pillow(), Image.open(io.BytesIO(data), formats=("TIFF", "BMP")) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise PictureError("I-004", "It is too large.", "Save a smaller copy.")
            in_png = image if image.mode in _MODES_OF_PNG else image.convert("RGB")
            in_png.save(stream, "PNG")
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise PictureError("I-002", "It is damaged.", "Save it again.") from error
    return stream.getvalue()
