"""The EPUB edition: the text as it flows, for phones, tablets and screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from prepress.editions.edition import Edition

if TYPE_CHECKING:
    from prepress.checks.parity.edition_content import EditionContent
    from prepress.editions.making import EditionContext, FinishedEdition
    from prepress.manuscript.edition_options import EditionOption


@dataclass(frozen=True, kw_only=True)
class EpubEdition(Edition):
    """The EPUB for phones, tablets and screen readers; without `embed_fonts` it is set in the
    reader's own.

    Its page list says where the pages of the print edition begin.
    """

    name = "epub"
    suffix = ".epub"
    form = "epub"
    needs = ("print",)
    can_be_prepared = True
    embed_fonts: bool = True
    profile: str | None = None

    @property
    def customer(self) -> str:
        """The stores, where it is meant for them."""
        return self.profile or ""

    @property
    def title(self) -> str:
        """What everybody calls it."""
        return "EPUB"

    def options(self) -> Mapping[str, EditionOption]:
        """Whether it brings its fonts, and whether stores sell it."""
        from prepress.editions.printers import PROFILE_MEANING
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.metadata_values import one_of, yes_or_no

        fonts = EditionOption(
            "embed_fonts", yes_or_no, "embed-fonts: false", "whether the EPUB brings its fonts"
        )
        profile = EditionOption("profile", one_of("store"), "profile: store", PROFILE_MEANING)
        return {"embed-fonts": fonts, "profile": profile}

    def file_name(self, publication: str) -> str:
        """The file is called as the publication is, since its suffix tells it from the PDFs."""
        return f"{publication}{self.suffix}"

    def make(self, context: EditionContext) -> FinishedEdition:
        """The EPUB. Raises SourceError for a broken layout, MachineError where a cover must be
        drawn and Pango is missing.
        """
        from prepress.editions.making import FinishedEdition
        from prepress.epub.cover import cover_findings
        from prepress.epub.packing import pack_epub

        galley, layouts = context.galley, context.layouts
        data = pack_epub(
            galley,
            layouts,
            context.words,
            root=context.project.root,
            breaks=partial(context.page_breaks, "print"),
            edition=self,
        )
        return FinishedEdition(data, cover_findings(galley, layouts))

    def prepare(self, context: EditionContext) -> None:
        """Draw the cover, which is kept."""
        from prepress.epub.packing import draw_cover

        draw_cover(
            context.galley,
            context.layouts,
            context.words,
            root=context.project.root,
            edition=self,
        )

    def content(self, data: bytes) -> EditionContent:
        """What its documents show in a reader that follows their stylesheet."""
        from prepress.checks.parity.of_epub import shown_by_epub

        return shown_by_epub(data)
