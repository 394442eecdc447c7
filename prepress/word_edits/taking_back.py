"""Taking back: a Word edition that colleagues have edited, compared with what it was made from, and
its changes done to the Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import ChangedError, Place, SourceError, UsageError
from prepress.files.atomic import write_whole
from prepress.files.digests import digest_of
from prepress.import_word.word_file import read_word_file
from prepress.manuscript.manuscript import Chapter
from prepress.project.clinics import with_clinics
from prepress.project.project import publications
from prepress.project.selection import refuse_unknown
from prepress.text.files import read_text
from prepress.word.word_blocks_read import WordBlock, read_blocks
from prepress.word.word_identity import WordChapter, WordIdentity, identity_of
from prepress.word.word_text import WordText
from prepress.word_edits.block_matching import (
    BlockChange,
    changes_of,
    numbered_by_text,
    still_to_do,
)
from prepress.word_edits.chapter_edits import ChapterBlocks, TakenEdit, taken_edits
from prepress.word_edits.edit_trials import EditTrials, written_blocks
from prepress.word_edits.edited_files import edited_file, is_in_file
from prepress.word_edits.word_comments import comments_of

if TYPE_CHECKING:
    from prepress.building.composition import Composition
    from prepress.project.project import Project, Publication

_FRONT = "Titles and authors stand in the metadata, or in the first heading; change them there."
_INCLUDES = "This chapter takes in other files, so that its lines are not known; change it there."
_NO_CHAPTER = "This file is no chapter of the publication any more."
_NOT_IN_FILE = "Its line does not stand so in the file."
_NEW_NOTE = re.compile(r"\[\^word-(?P<id>[^\]]*)\]")


@dataclass(frozen=True)
class PlacedComment:
    """A comment of a colleague, and the line of the text that it is on."""

    place: Place
    author: str
    words: str
    text: str


@dataclass(frozen=True)
class TakingBack:
    """What became of a Word file that came back: the edits that were `taken`, those that were
    `left` with the reason, the comments, and the files that were changed.
    """

    taken: tuple[TakenEdit, ...]
    left: tuple[TakenEdit, ...]
    comments: tuple[PlacedComment, ...]
    files: tuple[Path, ...]


def take_back(project: Project, name: str, file: Path) -> TakingBack:
    """Do to the Markdown of the publication `name` what colleagues have done in the Word `file`:
    changes that are tracked are taken as accepted. Where nothing was changed, no byte is.

    Raises UsageError for an unknown publication and for a Word edition of another one, SourceError
    for what is no Word edition, ChangedError where a text changes meanwhile, and as `compose` does.
    """
    from prepress.building.composition import compose

    publication = _publication(project, name)
    word = read_word_file(file)
    identity = identity_of(word)
    if identity is None:
        raise SourceError(
            "This is no Word edition, or what makebook noted in it was lost when it was saved.",
            "Make one with: makebook build -e docx; or import this file as a new publication.",
            file.name,
        )
    if identity.publication != publication.name:
        what = f"This Word file was made from “{identity.publication}”."
        raise UsageError(what, f"Write: --into {identity.publication}", file.name)
    text = WordText.of(word)
    return _TakingBack(project, compose(project, publication), identity, text).result()


def _publication(project: Project, name: str) -> Publication:
    known = {each.name: each for each in with_clinics(project, publications(project))}
    refuse_unknown((name,), list(known), "publication")
    return known[name]


@dataclass(frozen=True)
class _TakingBack:
    """A Word text on its way back into a composed publication."""

    project: Project
    composition: Composition
    identity: WordIdentity
    text: WordText

    def result(self) -> TakingBack:
        """What became of it; files are written when all of it is known."""
        now = dict(written_blocks(self.composition.galley))
        returned = blocks_of_chapters(self.identity, self._returned())
        taken: list[TakenEdit] = []
        left: list[TakenEdit] = []
        comments: list[PlacedComment] = []
        files: dict[Path, bytes] = {}
        for noted in self.identity.chapters:
            came = returned[noted.file]
            chapter = self._chapter(noted, now.get(noted.file, []))
            current = now.get(noted.file, [])
            changes = still_to_do(
                changes_of(chapter.blocks, noted.blocks, came), chapter.blocks, current
            )
            done, undone = self._sifted(chapter, current, changes)
            taken, left = [*taken, *done], [*left, *undone]
            comments += self._comments(chapter, came)
            if done:
                path = self.project.root / chapter.chapter.file
                edits = [edit for each in done for edit in each.edits]
                files[path] = edited_file(self._data(chapter.chapter), chapter.chapter, edits)
        for path, data in files.items():
            write_whole(path, data)
        return TakingBack(tuple(taken), tuple(left), tuple(comments), tuple(files))

    def _returned(self) -> Sequence[WordBlock]:
        """The blocks that came back, with their numbers."""
        digests = {
            at: each for chapter in self.identity.chapters for at, each in chapter.blocks.items()
        }
        returned = read_blocks(self.text)
        has_numbers = any(block.numbers for block in returned)
        return returned if has_numbers else numbered_by_text(digests, returned)

    def _chapter(self, noted: WordChapter, current: Sequence[WordBlock]) -> ChapterBlocks:
        """The chapter with its blocks by the numbers that were noted: those that say the same."""
        numbers = sorted(noted.blocks)
        in_order = sorted(current, key=lambda each: each.numbers)
        matcher = SequenceMatcher(
            None, [noted.blocks[at] for at in numbers], [each.digest for each in in_order], False
        )
        found: dict[int, WordBlock | None] = dict.fromkeys(numbers)
        for match in matcher.get_matching_blocks():
            for at in range(match.size):
                found[numbers[match.a + at]] = in_order[match.b + at]
        chapters = self.composition.galley.manuscript.chapters
        source = next((each for each in chapters if each.file == noted.file), None)
        return ChapterBlocks(source or Chapter(noted.file, ""), found)

    def _sifted(
        self, chapter: ChapterBlocks, current: Sequence[WordBlock], changes: Sequence[BlockChange]
    ) -> tuple[list[TakenEdit], list[TakenEdit]]:
        """What can be done to the Markdown, and what cannot."""
        if not changes:
            return [], []
        edits = taken_edits(chapter, changes)
        if reason := self._reason(chapter):
            place = self._place(chapter)
            return [], [replace(each, place=place, edits=(), why=reason) for each in edits]
        data = self._data(chapter.chapter)
        edits = [
            each
            if all(is_in_file(data, chapter.chapter, edit) for edit in each.edits)
            else replace(each, edits=(), why=_NOT_IN_FILE)
            for each in edits
        ]
        return EditTrials(self.project, self.composition).sift(chapter, current, edits)

    def _reason(self, chapter: ChapterBlocks) -> str:
        """Why nothing of a chapter can be taken back; empty where it can."""
        if not chapter.chapter.file:
            return _FRONT
        if chapter.chapter not in self.composition.galley.manuscript.chapters:
            return _NO_CHAPTER
        return _INCLUDES if chapter.chapter.included else ""

    def _place(self, chapter: ChapterBlocks) -> Place:
        """Where a chapter is written, or the title before all of them."""
        if chapter.chapter.file:
            return Place(chapter.chapter.file)
        manuscript = self.composition.galley.manuscript
        return Place(manuscript.metadata_file, manuscript.metadata.lines.get("title"))

    def _data(self, chapter: Chapter) -> bytes:
        """The chapter's file, as it was when it was read. Raises ChangedError where it is not."""
        path = self.project.root / chapter.file
        known = self.composition.galley.manuscript.sources.get(chapter.file)
        data = path.read_bytes()
        if known and digest_of(read_text(path, chapter.file)) != known:
            raise ChangedError.of(chapter.file)
        return data

    def _comments(
        self, chapter: ChapterBlocks, returned: Sequence[WordBlock]
    ) -> Iterator[PlacedComment]:
        known = comments_of(self.text)
        last: int | None = None
        for block in returned:
            last = next((at for at in block.numbers if at in chapter.blocks), last)
            for identity in block.comments:
                if comment := known.get(identity):
                    is_known = last is not None and chapter.chapter.file
                    place = chapter.place_of(last) if is_known else self._place(chapter)
                    yield PlacedComment(place, comment.author, comment.words, comment.text)


def blocks_of_chapters(
    identity: WordIdentity, returned: Sequence[WordBlock]
) -> dict[str, list[WordBlock]]:
    """The blocks that came back by the file of their chapter; a new one belongs to the chapter of
    the one before it, a new note to that which calls it.
    """
    homes = {number: each.file for each in identity.chapters for number in each.blocks}
    found: dict[str, list[WordBlock]] = {each.file: [] for each in identity.chapters}
    last = next((file for file in found if file), "")
    callers: dict[str, str] = {}
    for block in returned:
        home = next((homes[number] for number in block.numbers if number in homes), None)
        if home == "" and block.kind != "front":
            block, home = replace(block, numbers=()), None  # noqa: PLW2901 - Enter before a title
        if home is None:
            home = callers.get(block.note, last)
        last = home or last
        callers |= dict.fromkeys(_NEW_NOTE.findall(block.markdown), home)
        found[home].append(block)
    return found
