"""Subsetting: the PDF's fonts are cut down by the HarfBuzz that makebook brings, never by the
system's or fontTools.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from inspect import signature
from typing import Any

from prepress.errors import MachineError

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
_PARAMETERS = ("self", "to_unicode", "hinting")


@contextmanager
def no_word_of_a_missing_library() -> Iterator[None]:
    """In the block, importing the engine is not told that the system's library for cutting fonts is
    missing.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "HarfBuzz-Subset", DeprecationWarning)
        yield


def cut_with_own_harfbuzz(fonts: Any) -> None:
    """Have the engine's module `fonts` (`weasyprint.pdf.fonts`) cut fonts here, the same on every
    machine.

    fontTools still makes a variable font one that is not; it must not write the clock into it.
    Raises MachineError where the module is not as it was when this was written.
    """
    if getattr(fonts.Font, "subset", None) is _subset:
        return
    _expect_known(fonts)
    fonts.Font.subset = _subset
    fonts.TTFont = partial(fonts.TTFont, recalcTimestamp=False)


def _expect_known(fonts: Any) -> None:
    try:
        unchanged = tuple(signature(fonts.Font.subset).parameters) == _PARAMETERS and callable(
            fonts.TTFont
        )
    except (AttributeError, TypeError):
        unchanged = False
    if not unchanged:
        from prepress.pdf.tagging import SUPPORTED_WEASYPRINT

        what = f"WeasyPrint's fonts are cut down in another way than in {SUPPORTED_WEASYPRINT}: "
        what += (
            f"its Font.subset no longer takes {', '.join(_PARAMETERS[1:])}, or it opens fonts "
            f"without TTFont."
        )
        raise MachineError(what, f"Install WeasyPrint {SUPPORTED_WEASYPRINT}.")


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
