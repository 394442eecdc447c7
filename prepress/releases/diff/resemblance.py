"""Resemblance: which current edition an old PDF of another name is an earlier state of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prepress.errors import UsageError
from prepress.readers.pdf import letters_of, open_pdf_file
from prepress.releases.diff.page_words import words_of
from prepress.text.comparison import share_in_common

#: Two texts with less than this share of their words in common are of different publications.
_LIKE = 0.3
#: By so much more of its words another publication must have in common, or both may be meant.
_CLEARLY = 0.05
#: Sizes of paper that differ by less, in points, are the same.
_SAME_PT = 3.0
#: So many pages are enough to know a text by.
_READ_PAGES = 40


@dataclass(frozen=True)
class _Sample:
    """What a PDF is known by: how often it says each word, its paper in points, and how many pages
    it has.
    """

    words: Counter[str]
    size_pt: tuple[float, float]
    pages: int

    def has_the_paper_of(self, other: _Sample) -> bool:
        """Whether both are of one size."""
        return all(
            abs(mine - its) < _SAME_PT
            for mine, its in zip(self.size_pt, other.size_pt, strict=True)
        )


def most_alike(old: Path, current: Sequence[Path]) -> Path:
    """The one of the PDFs `current` that says most of what `old` says, on paper of its size; the
    only one in any case.

    Raises UsageError where none or several may be meant, SourceError where a PDF cannot be read.
    """
    if len(current) == 1:
        return current[0]
    sample = _sample(old)
    samples = {file: _sample(file) for file in current}
    likeness = {file: share_in_common(sample.words, each.words) for file, each in samples.items()}
    best = max(likeness.values())
    if best < _LIKE:
        raise UsageError(f"“{old.name}” resembles no current edition.", _name_it(current))
    near = [file for file in current if likeness[file] >= best - _CLEARLY]
    near = [file for file in near if sample.has_the_paper_of(samples[file])] or near
    fewest = min(abs(samples[file].pages - sample.pages) for file in near)
    near = [file for file in near if abs(samples[file].pages - sample.pages) == fewest]
    if len(near) > 1:
        what = (
            f"“{old.name}” may be an earlier state of {' or of '.join(file.name for file in near)}."
        )
        raise UsageError(what, _name_it(near))
    return near[0]


def _name_it(files: Sequence[Path]) -> str:
    return (
        f"Say which edition it is with --edition, or give the old PDF its name, such as "
        f"“{files[0].name}”."
    )


def _sample(file: Path) -> _Sample:
    words: Counter[str] = Counter()
    with open_pdf_file(file, file.name) as paper:
        for number in range(1, min(len(paper), _READ_PAGES) + 1):
            with paper.text(number) as text:
                words.update(word.key for word in words_of(letters_of(text), number))
        with paper.proof(1) as proof:
            return _Sample(words, proof.size_pt, len(paper))
