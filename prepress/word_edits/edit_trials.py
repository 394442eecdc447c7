"""Edit trials: a chapter with edits, set again to see whether it reads as it does in Word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from prepress.galley.setting.set_galley import set_galley
from prepress.word.word_writing import WordWriter
from prepress.word_edits.markdown_tokens import tokens_of
from prepress.word_edits.text_edits import TextEdit, edited

if TYPE_CHECKING:
    from prepress.building.composition import Composition
    from prepress.galley.galley import Galley
    from prepress.project.project import Project
    from prepress.word.word_blocks_read import WordBlock
    from prepress.word_edits.chapter_edits import ChapterBlocks, TakenEdit

_UNLIKE = "Done to the Markdown, it would not come out as it stands in Word."
_OVERLAPS = "It touches the same words as another change."
_MOST_TRIALS = 6
#: The thin space that makebook puts between the calls of two notes.
_BETWEEN_CALLS = "\u2009"
#: What a block is and says, however it is written, and without what is no text of its author's.
_Reading = tuple[object, ...]
#: How a block should read, and the edit that made it so.
_Wanted = tuple[_Reading, "TakenEdit | None"]


@dataclass(frozen=True)
class EditTrials:
    """Tries edits on the chapters of a composition."""

    project: Project
    composition: Composition

    def sift(
        self, chapter: ChapterBlocks, current: Sequence[WordBlock], edits: Sequence[TakenEdit]
    ) -> tuple[list[TakenEdit], list[TakenEdit]]:
        """Those `edits` that come out as they stand in Word, and the others with the reason;
        `current` are the blocks of the chapter as they are now.
        """
        done, left = _apart(edits)
        for _ in range(_MOST_TRIALS):
            if not done:
                break
            wrong = self._wrong(chapter, current, done)
            if not wrong:
                return done, left
            left += [replace(each, edits=(), why=_UNLIKE) for each in wrong]
            done = [each for each in done if each not in wrong]
        return [], [*left, *(replace(each, edits=(), why=_UNLIKE) for each in done)]

    def _wrong(
        self, chapter: ChapterBlocks, current: Sequence[WordBlock], done: Sequence[TakenEdit]
    ) -> list[TakenEdit]:
        """The edits that do not come out; all of them where others than theirs come out wrong."""
        text = edited(chapter.chapter.text, [edit for each in done for edit in each.edits])
        shown = self._blocks(chapter, text)
        body, notes = _wanted(current, done)
        wrong = _wrong_notes(notes, [_reading(each) for each in shown if each.note])
        wrong += _wrong_blocks(body, [_reading(each) for each in shown if not each.note])
        known = [each for each in wrong if each]
        return list(dict.fromkeys(known)) or (list(done) if wrong else [])

    def _blocks(self, chapter: ChapterBlocks, text: str) -> list[WordBlock]:
        """The blocks of the chapter when it reads `text`."""
        manuscript = self.composition.galley.manuscript
        changed = replace(chapter.chapter, text=text)
        chapters = tuple(
            changed if each == chapter.chapter else each for each in manuscript.chapters
        )
        manuscript = replace(manuscript, chapters=chapters)
        galley = set_galley(manuscript, self.project, self.composition.words)
        written = written_blocks(galley)
        return next((blocks for file, blocks in written if file == changed.file), [])


def _wrong_notes(wanted: Sequence[_Wanted], shown: Sequence[_Reading]) -> list[TakenEdit | None]:
    """The edits of notes that do not read as they should; None where others do not."""
    readings = Counter(reading for reading, _ in wanted)
    differing = (readings - Counter(shown)) + (Counter(shown) - readings)
    found = [edit for reading, edit in wanted if edit and reading in differing]
    return [*found, *([None] if differing else [])]


def _wrong_blocks(wanted: Sequence[_Wanted], shown: Sequence[_Reading]) -> list[TakenEdit | None]:
    """The edits of blocks that do not read as they should, else of new ones beside them, else all
    beside them; None where others do not.
    """
    matcher = SequenceMatcher(None, [reading for reading, _ in wanted], shown, False)
    spans = [(each[1], each[2]) for each in matcher.get_opcodes() if each[0] != "equal"]
    inside = [edit for begin, end in spans for _, edit in wanted[begin:end] if edit]
    around = [edit for begin, end in spans for _, edit in wanted[max(0, begin - 1) : end + 1]]
    new = [edit for edit in around if edit and edit.inserted]
    return [*(inside or new or around), *([None] if spans else [])]


def written_blocks(galley: Galley) -> Iterator[tuple[str, list[WordBlock]]]:
    """The blocks that the Word edition makes of each chapter, by the chapter's file; of what stands
    before all, by an empty one.
    """
    writer = WordWriter(galley, {each.url: (b"", ".png") for each in galley.pictures})
    blocks = {number: each for each in writer.blocks for number in each.numbers}
    order = {number: at for at, number in enumerate(blocks)}
    for file, numbers in writer.chapters:
        found = sorted((at for at in numbers if at in blocks), key=order.__getitem__)
        yield file, [blocks[at] for at in found]


def _apart(edits: Iterable[TakenEdit]) -> tuple[list[TakenEdit], list[TakenEdit]]:
    """The edits that touch different words, and those that touch words of one before them."""
    done: list[TakenEdit] = []
    left: list[TakenEdit] = []
    for each in edits:
        spans = [edit for other in done for edit in other.edits]
        if not each.edits:
            left.append(each)
        elif any(_touch(one, other) for one in each.edits for other in spans):
            left.append(replace(each, edits=(), why=_OVERLAPS))
        else:
            done.append(each)
    return done, left


def _touch(one: TextEdit, other: TextEdit) -> bool:
    return max(one.start, other.start) < min(one.end, other.end) or (
        one.start == one.end and other.start < one.start < other.end
    ) or (other.start == other.end and one.start < other.start < one.end)  # fmt: skip


def _wanted(
    current: Sequence[WordBlock], done: Sequence[TakenEdit]
) -> tuple[list[_Wanted], list[_Wanted]]:
    """How the blocks of the text, and those of notes, should read with what is `done`, each with
    the edit that made it so.
    """
    found: list[tuple[WordBlock, TakenEdit | None]] = []
    edits = {id(block): (edit, now) for edit in done for block, now in edit.replaced}
    behind: dict[int | None, list[tuple[WordBlock, TakenEdit]]] = {}
    for edit in done:
        for after, block in edit.inserted:
            behind.setdefault(id(after) if after else None, []).append((block, edit))
    found += behind.get(None, [])
    for block in current:
        known = edits.get(id(block))
        now = known[1] if known else block
        if now is not None:
            found.append((now, known[0] if known else None))
        found += behind.get(id(block), [])
    body = [(_reading(block), edit) for block, edit in found if not block.note]
    return body, [(_reading(block), edit) for block, edit in found if block.note]


def _reading(block: WordBlock) -> _Reading:
    shown = block.markdown.replace(_BETWEEN_CALLS, "")
    keys = (token.key for token in tokens_of(shown))
    kind = "body" if block.kind == "callout" else block.kind
    return kind, block.column, *(key for key in keys if key[0] not in ("opaque", "call"))
