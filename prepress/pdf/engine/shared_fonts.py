"""Shared fonts: what several PDFs show of their fonts, which are cut once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

import pydyf

from prepress.files.digests import digest_of
from prepress.pdf.engine.replacement import replaced

#: What a font of the engine knows of itself; all of them are plain values.
_PLAIN = (
    *("index", "style", "family", "variations", "weight", "hash", "font_size"),
    *("ascent", "descent", "tables", "italic_angle", "upem", "glyph_count"),
    *("stemv", "stemh", "flags"),
)
#: What keeps a font from being shared: its glyphs are pictures, or have numbers of their own.
_OWN = ("bitmap", "png", "svg", "colr", "missing", "used_in_forms")


@dataclass(frozen=True)
class FontUse:
    """A font of which some glyphs are shown: its `name` in the PDF, the digest of its `file`, and
    for each glyph its width and the text that it means.
    """

    name: str
    file: str
    values: Mapping[str, Any]
    widths: Mapping[int, float]
    meanings: Mapping[int, str]

    @property
    def key(self) -> str:
        """By what name the content of pages calls it."""
        return str(self.values["hash"])

    def plus(self, other: FontUse) -> FontUse:
        """With what is shown of it elsewhere; what a glyph means first, it means everywhere."""
        return replace(
            self,
            widths={**other.widths, **self.widths},
            meanings={
                **self.meanings,
                **{k: v for k, v in other.meanings.items() if k not in self.meanings},
            },
        )


@dataclass
class FontUses:
    """The fonts that a PDF shares with others, the content of their `files` by digest, and how the
    engine writes them.
    """

    uses: list[FontUse] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)


@contextmanager
def without_shared_fonts() -> Iterator[FontUses]:
    """In the block, PDFs are written without those fonts that can be shared; fonts whose glyphs
    have further numbers stay in it, as do those of pictures.
    """
    pdf: Any = import_module("weasyprint.pdf")
    build = pdf.build_fonts_dictionary
    shared = FontUses()

    def build_own(
        document: pydyf.PDF, fonts: Any, compress: bool, subset: bool, options: Any
    ) -> Any:
        own = {
            key: font
            for key, font in fonts.items()
            if any(getattr(font, name) for name in _OWN)
            or any(glyph >= font.glyph_count for glyph in font.to_unicode)
        }
        hashes = {font.hash for font in own.values()}
        own |= {key: font for key, font in fonts.items() if font.hash in hashes}
        for key, font in fonts.items():
            if key not in own:
                _share(font, shared)
        shared.options = {name: options[name] for name in ("hinting", "pdf_version")}
        return build(document, own, compress, subset, options)

    with replaced(pdf, "build_fonts_dictionary", build_own):
        yield shared


def _share(font: Any, shared: FontUses) -> None:
    content = bytes(font.file_content)
    digest = str(digest_of(content))
    shared.files[digest] = content
    values = {name: getattr(font, name) for name in _PLAIN}
    shared.uses.append(
        FontUse(font.name.decode(), digest, values, dict(font.widths), dict(font.to_unicode))
    )


def write_fonts(
    uses: Sequence[FontUse], files: Mapping[str, bytes], options: Mapping[str, Any]
) -> tuple[pydyf.PDF, pydyf.Dictionary]:
    """A PDF that holds the fonts of `uses`, each once, and the dictionary that names them."""
    fonts: Any = import_module("weasyprint.pdf.fonts")
    joint: dict[str, FontUse] = {}
    for use in uses:
        joint[use.key] = joint[use.key].plus(use) if use.key in joint else use
    pdf = pydyf.PDF()
    restored = {key: _restored(fonts.Font, use, files[use.file]) for key, use in joint.items()}
    return pdf, fonts.build_fonts_dictionary(pdf, restored, True, True, dict(options))


def _restored(kind: Any, use: FontUse, content: bytes) -> Any:
    font = kind.__new__(kind)
    vars(font).update(use.values)
    vars(font).update(
        name=use.name.encode(),
        file_content=content,
        widths=dict(sorted(use.widths.items())),
        to_unicode=dict(sorted(use.meanings.items())),
        missing={},
        variations=dict(use.values["variations"]),
        **dict.fromkeys(("bitmap", "png", "svg", "colr", "used_in_forms"), False),
    )
    return font
