"""Editions: what a finished EPUB says of itself, and its cover as a small picture."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from prepress.errors import MachineError
from prepress.images.rasters import strict_pillow

_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
#: Twice the size at which the page shows it, for fine screens.
_WIDTH_PX, _HEIGHT_PX = 320, 480
_COLOURS = 64


@dataclass(frozen=True)
class EpubFacts:
    """The revision in a finished EPUB, and its cover; that is empty where it is no picture of
    pixels.
    """

    revision: str
    cover: bytes


def package_of(epub: bytes, name: str) -> EpubFacts:
    """Look into the EPUB. Raises MachineError where it is not whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(epub)) as archive:
            container = _tree(archive.read("META-INF/container.xml"))
            path = container.find(f".//{_CONTAINER}rootfile").get("full-path", "")
            package = _tree(archive.read(path))
            revision = (
                package.findtext(f"{_OPF}metadata/{_OPF}meta[@property='schema:version']") or ""
            )
            for item in package.iter(f"{_OPF}item"):
                raster = item.get("media-type", "") in (
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                )
                if raster and "cover-image" in item.get("properties", "").split():
                    return EpubFacts(
                        revision,
                        archive.read(
                            posixpath.join(posixpath.dirname(path), unquote(item.get("href")))
                        ),
                    )
    except (zipfile.BadZipFile, KeyError, AttributeError, etree.XMLSyntaxError) as error:
        raise MachineError("This EPUB is not whole.", "Build again with --force.", name) from error
    return EpubFacts(revision, b"")


def thumbnail(cover: bytes, pdf: bytes) -> tuple[bytes, str, str]:
    """The cover made small, else the first page of the PDF: the file's bytes, its suffix and its
    media type.

    It is a PNG where it has few colours, else a JPEG: catalogues may have no other (OPDS 1.2, 5.2).
    """
    from PIL import Image

    with strict_pillow(), Image.open(io.BytesIO(cover or _first_page(pdf))) as image:
        drawn = image.format == "PNG"
        small = image.convert("RGB")
        small.thumbnail((_WIDTH_PX, _HEIGHT_PX), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    if drawn:
        small.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            stream, "PNG", optimize=True
        )
        return stream.getvalue(), ".png", "image/png"
    small.save(stream, "JPEG", quality=85, optimize=True)
    return stream.getvalue(), ".jpg", "image/jpeg"


def _first_page(pdf: bytes) -> bytes:
    import pypdfium2

    stream = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        bitmap = page.render(scale=1)
        bitmap.to_pil().save(stream, "PNG")
        bitmap.close()
        page.close()
    return stream.getvalue()


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
