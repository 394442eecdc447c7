"""Judging: what is wrong with an edition that was made of what strangers sent."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence

from tests.conformance.validators import epubcheck
from tests.shelf import Shelf


def epub_faults(shelf: Shelf, files: Mapping[str, str | bytes], words: Sequence[str]) -> list[str]:
    """What keeps the EPUB of `files` from being made, makes it invalid, or is lost of its
    `words`.
    """
    shelf.add(files, metadata="title: T\nlang: en\neditions: [epub]\n")
    report = shelf.build("epub")
    faults = [*map(str, report.failures), *map(str, report.withheld)]
    if faults:
        return faults
    epub = shelf.root / "output" / "tiny.epub"
    with zipfile.ZipFile(epub) as archive:
        documents = [archive.read(name) for name in archive.namelist() if name.endswith("xhtml")]
    text = re.sub("<[^>]*>", "", b"".join(documents).decode())
    return [*epubcheck(epub), *(f"{word} is lost" for word in words if word not in text)]
