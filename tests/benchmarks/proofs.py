"""Proofs that a comparison is fair: the files of both sides have the pages and the pictures that
they must have.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from tests.benchmarks.clock import NotMeasuredError

_SHAPE = re.compile(rb"<(?:path|circle|ellipse|rect|line|polygon|polyline)\b")


def pages(pdf: Path) -> int:
    """The number of pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def shows_pictures(pdf: Path, epub: Path, pictures: tuple[Path, ...]) -> None:
    """Raise NotMeasuredError where a file of a peer leaves pictures out, which would make it faster
    than it is.

    The drawings in a PDF are known by their shapes: text alone has next to none. The EPUB has the
    very files.
    """
    photographs = [picture for picture in pictures if picture.suffix != ".svg"]
    shapes = sum(
        len(_SHAPE.findall(picture.read_bytes()))
        for picture in pictures
        if picture.suffix == ".svg"
    )
    found = _objects(pdf)
    if (
        found.count(raw.FPDF_PAGEOBJ_IMAGE) < len(photographs)
        or found.count(raw.FPDF_PAGEOBJ_PATH) < shapes / 2
    ):
        raise NotMeasuredError(
            f"The peer's PDF lacks pictures of {pictures[0].parent.parent.name}."
        )
    with zipfile.ZipFile(epub) as package:
        packed = {hashlib.sha256(package.read(name)).digest() for name in package.namelist()}
    if not packed.issuperset(hashlib.sha256(picture.read_bytes()).digest() for picture in pictures):
        raise NotMeasuredError(
            f"The peer's EPUB lacks pictures of {pictures[0].parent.parent.name}."
        )


def _objects(pdf: Path) -> list[int]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [thing.type for page in document for thing in page.get_objects(max_depth=10)]
