"""Structure differences: where the sections, pictures, callouts, items and notes of a
translation part from its source's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.checks.translations.pairing import paired_chapters, paired_sections
from prepress.checks.translations.section_names import quoted_title, subject
from prepress.checks.translations.shape import Shape, shape_of
from prepress.errors import Place
from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.checks.translations.outline import Outline, Passage

_HINT = "Give the translation the same parts as its source."
#: A section with fewer paragraphs and so much less text than others of the translation lacks one of
#: them.
_SHORT = 0.7
_FEWEST_CHARACTERS = 200


def structure_findings(
    translation: Sequence[Outline], source: Sequence[Outline]
) -> Iterator[Finding]:
    """One finding for each chapter, at the first place where it parts from the one that it was made
    from.
    """
    for mine, other in paired_chapters(translation, source):
        if mine and other:
            found = next(_Comparison(mine, other).findings(), None)
            if found:
                yield found
        elif other:
            place = Place(translation[0].file) if translation else Place(other.file)
            what = f"The chapter {other.file} of the source has no translation."
            yield Finding("V-003", place, what, "Translate it into a file of the same name.")
        elif mine:
            what = "This chapter has no counterpart in the source."
            yield Finding(
                "V-003",
                Place(mine.file),
                what,
                "Give it the name of the source's chapter, or delete it.",
            )


@dataclass(frozen=True)
class _Comparison:
    """A chapter `mine` of the translation and the chapter `other` that it was made from."""

    mine: Outline
    other: Outline

    def findings(self) -> Iterator[Finding]:
        """All that differs, in the order of the text; a section that lacks something is named
        before what it lacks.
        """
        last = self.mine.sections[0]
        scale = _length(self.mine.sections) / max(1, _length(self.other.sections))
        for mine, other in paired_sections(self.mine.sections, self.other.sections):
            if mine is None and other is not None:
                yield self._missing(last, self.other.sections[other])
            elif mine is not None:
                last = self.mine.sections[mine]
                if other is None:
                    what = f"{subject(last)} has no counterpart in the source."
                    yield _finding(last.place, what, "Delete it, or write it into the source too.")
                else:
                    yield from _differences(last, self.other.sections[other], scale)
        yield from self._notes()

    def _missing(self, last: Passage, missing: Passage) -> Finding:
        behind = f"behind “{quoted_title(last.title)}”" if last.title else "here"
        return _finding(last.place, f"{subject(missing)} ({missing.place}) is missing {behind}.")

    def _notes(self) -> Iterator[Finding]:
        for label, note in self.other.notes.items():
            if label not in self.mine.notes:
                place = next(iter(self.mine.notes.values()), self.mine.sections[0]).place
                yield _finding(
                    place, f"The note “{label}” of the source ({note.place}) is missing."
                )
        for label, note in self.mine.notes.items():
            if label not in self.other.notes:
                yield _finding(note.place, f"The source has no note “{label}”.")


def _differences(mine: Passage, other: Passage, scale: float) -> Iterator[Finding]:
    one, two = shape_of(mine), shape_of(other)
    if one.level != two.level:
        what = (
            f"{subject(mine)} is a heading of level {one.level}, in the source ({other.place}) of "
            f"level {two.level}."
        )
        yield _finding(mine.place, what)
    for name, count, its in _counts(one, two):
        if count != its:
            yield _finding(
                mine.place,
                f"{subject(mine)} has {count} {name}, the source ({other.place}) has {its}.",
            )
    lost = [label for label in two.calls if label not in one.calls]
    added = [label for label in one.calls if label not in two.calls]
    if lost:
        what = (
            f"{subject(mine)} does not call the note “{lost[0]}”, the source ({other.place}) does."
        )
        yield _finding(mine.place, what)
    elif added:
        yield _finding(
            mine.place,
            f"{subject(mine)} calls the note “{added[0]}”, the source ({other.place}) does not.",
        )
    is_short = two.length >= _FEWEST_CHARACTERS and one.length < _SHORT * scale * two.length
    if is_short and one.blocks < two.blocks:
        few = f"{subject(mine)} has {one.blocks} paragraphs"
        yield _finding(
            mine.place, f"{few}, the source ({other.place}) has {two.blocks} and says more."
        )


def _counts(one: Shape, two: Shape) -> Iterator[tuple[str, int, int]]:
    yield "pictures", one.pictures, two.pictures
    yield "callouts", one.callouts, two.callouts
    yield "list items", one.items, two.items
    yield "table rows", one.rows, two.rows


def _length(sections: Sequence[Passage]) -> int:
    return sum(len(each.plain_text) for each in sections)


def _finding(place: Place, what: str, hint: str = _HINT) -> Finding:
    return Finding("V-003", place, what, hint)
