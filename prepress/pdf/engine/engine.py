"""The layout engine: WeasyPrint opened so that it sees only this project's fonts and files, and
never the network.
"""

from __future__ import annotations

import ctypes.util
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from prepress.errors import MachineError, SourceError
from prepress.pdf.engine.beside_floats import stand_beside_floats
from prepress.pdf.engine.carried_notes import carry_notes
from prepress.pdf.engine.earlier_breaks import mend_earlier_breaks
from prepress.pdf.engine.hanging_spaces import keep_added_spaces, let_spaces_hang
from prepress.pdf.engine.insides import WEASYPRINT
from prepress.pdf.engine.known_drawings import know_drawings
from prepress.pdf.engine.known_glyphs import know_glyphs
from prepress.pdf.engine.known_lines import know_lines
from prepress.pdf.engine.known_words import set_when_needed
from prepress.pdf.engine.library_changes import expect_insides
from prepress.pdf.engine.line_grid import keep_line_grid
from prepress.pdf.engine.line_starts import know_line_starts
from prepress.pdf.engine.long_texts import break_long_texts
from prepress.pdf.engine.many_pages import scale_with_pages
from prepress.pdf.engine.next_words import look_at_next_words
from prepress.pdf.engine.outer_floats import float_outside
from prepress.pdf.engine.page_ends import keep_words_on_pages
from prepress.pdf.engine.page_numbers import note_page_numbers
from prepress.pdf.engine.picture_pixels import write_needed_pixels
from prepress.pdf.engine.reading_order import follow_the_text
from prepress.pdf.engine.shared_styles import share_styles
from prepress.pdf.engine.struts import know_struts
from prepress.pdf.engine.subsetting import (
    cut_with_own_harfbuzz,
    cuts_with_own_harfbuzz,
    ignore_missing_library,
)
from prepress.pdf.engine.text_layouts import know_layouts
from prepress.pdf.engine.used_lengths import know_lengths
from prepress.pdf.engine.whole_floats import keep_floats_whole
from prepress.pdf.engine.written_objects import write_objects_once

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.layouts.layouts import Layouts

#: Stands for the project's root in the engine: image names in a PDF are hashes of their addresses,
#: so a real folder would change the bytes with the place of the project.
BASE_URL = "https://project.invalid/"


def lay_out(html: str, root: Path, layouts: Layouts, options: Mapping[str, object]) -> Document:
    """Lay out `html`, whose addresses are relative to the project's `root`; fonts are
    `fonts/FAMILY/FILE`.

    Raises MachineError where Pango, which sets the text, is not installed, and SourceError where a
    stylesheet wants a colour profile, the one address without which the engine does not go on.
    """
    weasyprint = open_engine()
    from prepress.pdf.engine.drawing_colour import formulas_in_colour
    from prepress.pdf.engine.fetcher import ProjectFetcher
    from prepress.pdf.engine.parsed_html import parsed_once
    from prepress.pdf.engine.reuse import engine_cache, fonts_of, shipped_fonts_only

    takes_inks = not options.get("pdf_tags")  # PDF/A has colours of screens alone
    fetcher = ProjectFetcher(BASE_URL, root, layouts, takes_inks=takes_inks)
    with shipped_fonts_only(layouts.fonts[-1]):
        cache = engine_cache(fonts_of(html, layouts))
        with (
            cache.reuse_stylesheets(),
            cache.styles.reuse_styles(html),
            parsed_once(html),
            formulas_in_colour(html),
        ):
            source = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
            try:
                return source.render(font_config=cache.fonts, presentational_hints=True, **options)
            except weasyprint.urls.URLFetchingError as error:
                raise SourceError(
                    f"A rule @color-profile cannot be used: {error.__context__}.",
                    "Take it out: the editions for print shops bring their profiles.",
                    "layouts",
                ) from error


def open_engine() -> Any:
    """The engine's module, imported without what is slow and rarely of use.

    cffi asks `find_library` first, which would start compilers, and falls back to the plain names,
    which the system's loader resolves at once. Fonts are cut with the HarfBuzz that makebook
    brings; of fontTools, which is slow to open, only variable fonts need more than the engine's own
    import of it.

    Raises MachineError where Pango is missing, or WeasyPrint is not built as it should be.
    """
    import_engine()
    fonts = import_module("weasyprint.pdf.fonts")
    if not cuts_with_own_harfbuzz(fonts):
        expect_insides(WEASYPRINT)
        cut_with_own_harfbuzz(fonts)
        images = import_module("weasyprint.images")
        write_needed_pixels(images)
        know_drawings(images, import_module("pydyf"))
        _know_texts(import_module("weasyprint.text.line_break"))
        inline = import_module("weasyprint.layout.inline")
        let_spaces_hang(inline)
        keep_added_spaces(inline)
        break_long_texts(inline)
        know_line_starts(inline)
        know_struts(inline)
        know_lengths(import_module("weasyprint.layout.percent"))
        know_glyphs(import_module("weasyprint.draw.text"))
        share_styles(import_module("weasyprint.css"))
        write_objects_once(import_module("pydyf"))
        keep_floats_whole(import_module("weasyprint.layout.block"))
        stand_beside_floats(import_module("weasyprint.layout.block"))
        mend_earlier_breaks(import_module("weasyprint.layout.block"))
        scale_with_pages()
        carry_notes()
        follow_the_text()
        note_page_numbers()
        keep_words_on_pages(import_module("weasyprint.layout.block"), inline)
        keep_line_grid()
        float_outside()
    return sys.modules["weasyprint"]


def _know_texts(line_break: Any) -> None:
    """Have the engine's module `line_break` set no text more often than it must."""
    know_lines(line_break)
    know_layouts(line_break)
    look_at_next_words(line_break)
    set_when_needed(line_break.Layout)


def import_engine() -> None:
    """Import the engine as it is. Raises MachineError where Pango is missing."""
    if "weasyprint" in sys.modules:
        return
    found = ctypes.util.find_library
    if os.name == "posix" and os.uname().sysname == "Linux":
        ctypes.util.find_library = lambda name: None
    try:
        with (
            _lazy_imports("fontTools.subset", "fontTools.varLib.instancer"),
            ignore_missing_library(),
        ):
            import_module("weasyprint")
    except OSError as error:
        from prepress.pdf.engine.pango import pango_remedy

        raise MachineError(
            "The library Pango, which sets the text of a PDF, is missing.", pango_remedy()
        ) from error
    finally:
        ctypes.util.find_library = found


class _LazyModule(ModuleType):
    """Stands for a module whose functions and classes are only ever called, and opens it then."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: Any, **options: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **options)

        return call


@contextmanager
def _lazy_imports(*names: str) -> Iterator[None]:
    """In the block, whoever imports the modules `names` gets a stand-in that opens them at the
    first call.

    A module that is open already stays as it is.
    """
    lazy = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _LazyModule(name) for name in lazy})
    try:
        yield
    finally:
        for name in lazy:
            del sys.modules[name]
