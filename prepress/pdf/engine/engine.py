"""The layout engine: WeasyPrint opened so that it sees only this project's fonts and files, and
never the network.
"""

from __future__ import annotations

import ctypes.util
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.errors import MachineError
from prepress.layouts.layouts import Layouts
from prepress.pdf.engine.later import imported_later
from prepress.pdf.engine.subsetting import cut_with_own_harfbuzz, no_word_of_a_missing_library

if TYPE_CHECKING:
    from weasyprint import Document

#: Stands for the project's root in the engine: image names in a PDF are hashes of their addresses,
#: so a real folder would change the bytes with the place of the project.
BASE_URL = "https://project.invalid/"


def lay_out(html: str, root: Path, layouts: Layouts, options: Mapping[str, object]) -> Document:
    """Lay out `html`, whose addresses are relative to the project's `root`; fonts are
    `fonts/FAMILY/FILE`.

    Raises MachineError where Pango, which sets the text, is not installed.
    """
    weasyprint = open_engine()
    from prepress.pdf.engine.fetcher import ProjectFetcher
    from prepress.pdf.engine.reuse import fonts_of, shipped_fonts_only, standing_type

    fetcher = ProjectFetcher(BASE_URL, root, layouts)
    with (
        shipped_fonts_only(layouts.fonts[-1]),
        (standing := standing_type(fonts_of(html, layouts))).kept(),
    ):
        source = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
        return source.render(font_config=standing.fonts, presentational_hints=True, **options)


@contextmanager
def collected_remarks() -> Iterator[list[str]]:
    """What the engine says while it lays out and writes, such as a property it does not know."""
    remarks: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            remarks.append(record.getMessage())

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        yield remarks
    finally:
        logger.handlers, logger.propagate = before, propagate


def open_engine() -> Any:
    """The engine's module, imported without what is slow and rarely of use.

    cffi asks `find_library` first, which would start compilers, and falls back to the plain names,
    which the system's loader resolves at once. Fonts are cut with the HarfBuzz that makebook
    brings; of fontTools, which is slow to open, only variable fonts need more than the engine's own
    import of it.
    """
    if "weasyprint" not in sys.modules:
        _open()
    weasyprint = sys.modules["weasyprint"]
    cut_with_own_harfbuzz(import_module("weasyprint.pdf.fonts"))
    return weasyprint


def _open() -> None:
    """Import the engine. Raises MachineError where Pango is missing."""
    found = ctypes.util.find_library
    if os.name == "posix" and os.uname().sysname == "Linux":
        ctypes.util.find_library = lambda name: None
    try:
        with (
            imported_later("fontTools.subset", "fontTools.varLib.instancer"),
            no_word_of_a_missing_library(),
        ):
            import_module("weasyprint")
    except OSError as error:
        from prepress.pdf.engine.pango import pango_remedy

        raise MachineError(
            "The library Pango, which sets the text of a PDF, is missing.", pango_remedy()
        ) from error
    finally:
        ctypes.util.find_library = found
