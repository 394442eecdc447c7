"""Subsetting: the PDF's fonts are cut down by the HarfBuzz that makebook brings, never by the
system's or fontTools.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

#: Tables that serve setting text or drawing bitmaps, neither of which a reader of the PDF does.
_OF_NO_USE = frozenset(
    int.from_bytes(table)
    for table in (
        b"BASE",
        b"DSIG",
        b"EBDT",
        b"EBLC",
        b"EBSC",
        b"GPOS",
        b"GSUB",
        b"JSTF",
        b"LTSH",
        b"PCLT",
        b"SVG ",
    )
)


@contextmanager
def ignore_missing_library() -> Iterator[None]:
    """In the block, importing the engine does not warn that the system's library for cutting fonts
    is missing.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "HarfBuzz-Subset", DeprecationWarning)
        yield


def cut_with_own_harfbuzz(fonts: Any) -> None:
    """Have the engine's module `fonts` (`weasyprint.pdf.fonts`) cut fonts here, the same on every
    machine.

    fontTools still makes a variable font one that is not; it must not write the clock into it.
    """
    fonts.Font.subset = _subset
    fonts.TTFont = partial(fonts.TTFont, recalcTimestamp=False)


def cuts_with_own_harfbuzz(fonts: Any) -> bool:
    """Whether `cut_with_own_harfbuzz` has been done to the engine's module `fonts`."""
    return getattr(getattr(fonts, "Font", None), "subset", None) is _subset


def _subset(self: Any, to_unicode: Mapping[int, str], hinting: bool) -> None:
    """Leave in the engine's font only the glyphs that are the keys of `to_unicode`, under the
    numbers they have.

    The first cut keeps the numbers, the second takes away the empty glyphs behind the last one that
    is used.
    """
    if not to_unicode:
        return
    import uharfbuzz

    kinds = uharfbuzz.SubsetFlags
    flags = kinds.PASSTHROUGH_UNRECOGNIZED | kinds.DESUBROUTINIZE
    if self.missing:
        flags |= kinds.NOTDEF_OUTLINE
    wanted = uharfbuzz.SubsetInput()
    wanted.drop_table_tag_set.update(_OF_NO_USE)
    try:
        wanted.glyph_set.update(to_unicode)
        wanted.flags = flags | kinds.RETAIN_GIDS
        face = uharfbuzz.subset(
            uharfbuzz.Face(uharfbuzz.Blob(self.file_content), self.index), wanted
        )
        wanted.glyph_set.update(range(max(to_unicode) + 1))
        wanted.flags = flags if hinting else flags | kinds.NO_HINTING
        self.file_content = bytes(uharfbuzz.subset(face, wanted).blob.data)
    except RuntimeError:
        from weasyprint.logger import LOGGER

        LOGGER.warning('Unable to subset "%s" with HarfBuzz', self.family)
