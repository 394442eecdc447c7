"""The Word edition: the text for colleagues to review in Word; their edits can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.editions.edition import Edition

if TYPE_CHECKING:
    from prepress.checks.parity.edition_content import EditionContent
    from prepress.editions.making import EditionContext, FinishedEdition


@dataclass(frozen=True, kw_only=True)
class WordEdition(Edition):
    """A .docx with the words, pictures and notes of the text in Word's own styles, in which all
    changes are tracked.
    """

    name = "docx"
    suffix = ".docx"
    is_for_readers = False

    @property
    def title(self) -> str:
        """What everybody calls it."""
        return "Word file"

    def file_name(self, publication: str) -> str:
        """The file is called as the publication is, since its suffix tells it from the others."""
        return f"{publication}{self.suffix}"

    def make(self, context: EditionContext) -> FinishedEdition:
        """The .docx. Raises MachineError where a drawing must be drawn and Pango is missing."""
        from prepress.editions.making import FinishedEdition
        from prepress.word.word_pictures import picture_files
        from prepress.word.word_writing import WordWriter

        galley = context.galley
        files = picture_files(galley.pictures, context.project.root, context.layouts)
        return FinishedEdition(WordWriter(galley, files).package().data())

    def content(self, data: bytes) -> EditionContent:
        """What Word shows of it."""
        from prepress.checks.parity.of_word import shown_by_word

        return shown_by_word(data)
