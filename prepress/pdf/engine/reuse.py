"""Reuse: the engine's fonts and stylesheets, opened and read once for all layouts that follow."""

from __future__ import annotations

import atexit
import copy
import logging
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

from prepress.errors import SourceError
from prepress.files.digests import Digest
from prepress.pdf.engine.kept_styles import KeptStyles
from prepress.pdf.engine.known_lines import forget_lines

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts

_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
_FONT = re.compile(r"""url\(\s*["']?(?P<url>fonts/[^"')]+?)["']?\s*\)""")
#: A stylesheet with one of these depends on more than its own text.
_FETCHES = re.compile(r"@(import|color-profile)", re.IGNORECASE)
_ADDS_FONTS = re.compile("@font-face", re.IGNORECASE)
_MOST_SHEETS = 64

#: Each font that a document names, with the digest of its file.
Fonts = tuple[tuple[str, Digest], ...]


def fonts_of(html: str, layouts: Layouts) -> Fonts:
    """The fonts that the stylesheets in `html` name, noted as inputs."""
    return tuple(
        (url, _digest(unquote(url), layouts)) for url in dict.fromkeys(_FONT.findall(html))
    )


def _digest(url: str, layouts: Layouts) -> Digest:
    try:
        return layouts.font_digest(url)
    except SourceError:
        return None  # the engine will say so


@dataclass(frozen=True)
class _ReadSheet:
    """A stylesheet as the engine has read it, with what reading it added to the document, and what
    the engine remarked.

    The values of `pending` are known only in a document, since they refer to others by `var()`.
    """

    sheet: Any
    page_rules: tuple[Any, ...]
    layers: tuple[str, ...]
    counters: dict[str, Any]
    remarks: tuple[logging.LogRecord, ...]
    pending: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class EngineCache:
    """One set of fonts, the stylesheets that were read with it, and the styles that these gave."""

    fonts: Any
    styles: KeptStyles = field(default_factory=KeptStyles)
    _sheets: dict[tuple[Any, ...], _ReadSheet] = field(default_factory=dict)

    @contextmanager
    def reuse_stylesheets(self) -> Iterator[None]:
        """In the block, the engine reads no stylesheet twice; one that fetches others it reads each
        time.
        """
        from weasyprint import css

        read = css.CSS

        def reread(**options: Any) -> Any:
            text = options.get("string")
            if text is None or _FETCHES.search(text):
                return read(**options)
            key = (text, options["base_url"], options["media_type"], *options["layers"])
            if key not in self._sheets:
                if _ADDS_FONTS.search(text):
                    forget_lines(self.fonts)
                if len(self._sheets) >= _MOST_SHEETS:
                    del self._sheets[next(iter(self._sheets))]
                self._sheets[key] = _read(read, options)
            self._sheets[key] = known = self._sheets.pop(key)  # which goes last of all
            return _replay(known, options)

        css.CSS = reread
        try:
            yield
        finally:
            css.CSS = read


def _read(read: Any, options: dict[str, Any]) -> _ReadSheet:
    """Read a stylesheet apart from the document that it is for."""
    page_rules: list[Any] = []
    layers = list(options["layers"])
    counters = type(options["counter_style"])()
    remarks: list[logging.LogRecord] = []
    with _collect_records(remarks), _pending_values() as pending:
        apart = {"page_rules": page_rules, "layers": layers, "counter_style": counters}
        sheet = read(**{**options, **apart})
    return _ReadSheet(
        sheet, tuple(page_rules), tuple(layers), dict(counters), tuple(remarks), tuple(pending)
    )


def _replay(known: _ReadSheet, options: dict[str, Any]) -> Any:
    """Give a document all that reading the sheet would have given it."""
    options["page_rules"].extend(known.page_rules)
    options["layers"][:] = known.layers
    options["counter_style"].update(known.counters)
    for remark in known.remarks:
        logging.getLogger(remark.name).handle(remark)
    for value in known.pending:
        value._reported_error = (
            False  # else the engine says only to the first document what is wrong
        )
    sheet = copy.copy(known.sheet)
    sheet.page_rules, sheet.layers = options["page_rules"], options["layers"]
    return sheet


@contextmanager
def _pending_values() -> Iterator[list[Any]]:
    """The values that the engine reads in the block and cannot know yet."""
    from weasyprint.css.tokens import Pending

    pending: list[Any] = []
    begin = Pending.__init__

    def begin_and_record(value: Any, *arguments: Any, **options: Any) -> None:
        begin(value, *arguments, **options)
        pending.append(value)

    Pending.__init__ = begin_and_record
    try:
        yield pending
    finally:
        Pending.__init__ = begin


@contextmanager
def _collect_records(remarks: list[logging.LogRecord]) -> Iterator[None]:
    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            remarks.append(record)

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    before, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [listener], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = before, propagate


@lru_cache(maxsize=4)
def engine_cache(fonts: Fonts) -> EngineCache:
    """What is kept for documents with these `fonts`; asked for where the fonts are isolated."""
    from weasyprint.text.fonts import FontConfiguration

    return EngineCache(FontConfiguration())


# The engine removes its copies of the fonts when it is done with them, for which Python must still
# be whole.
atexit.register(engine_cache.cache_clear)


@contextmanager
def shipped_fonts_only(shipped: Path) -> Iterator[None]:
    """Fontconfig sees only the fonts that ship, in the folder `shipped`, so that every machine sets
    the same lines.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="makebook-") as folder:
        config = Path(folder) / "fonts.conf"
        fonts = escape(str(shipped / "atkinson-hyperlegible-mono"))
        config.write_text(
            _FONTCONFIG.format(fonts=fonts, cache=escape(str(Path(folder) / "cache"))), "utf-8"
        )
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
