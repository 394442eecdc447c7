"""Pairing: which chapter and section of a translation was made from which of its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from prepress.checks.translations.shape import shape_of
from prepress.text.comparison import align

if TYPE_CHECKING:
    from prepress.checks.translations.outline import Outline, Passage

_NUMBER = re.compile(r"\d+")
#: How far the n-th section may have moved away from the n-th, more than the difference of their
#: counts.
_BAND = 20
#: Comparisons of sections for which there is time.
_MOST = 250_000


def paired_chapters(
    mine: Sequence[Outline], source: Sequence[Outline]
) -> list[tuple[Outline | None, Outline | None]]:
    """Pair chapters by folder and file name, else by the numbers with which these begin, else
    without the folders, else in their order.

    They come in the order of the source, what it does not have behind them.
    """
    found: dict[int, int] = {}
    rest = list(range(len(mine)))
    for key in (_path, _path_in_numbers, _name, _number):
        known = {
            key(source[index]): index
            for index in reversed(range(len(source)))
            if index not in found.values()
        }
        for index in list(rest):
            partner = known.pop(key(mine[index]), None)
            if partner is not None:
                found[index] = partner
                rest.remove(index)
    left = [index for index in range(len(source)) if index not in found.values()]
    found |= dict(zip(rest, left, strict=False))
    back = {partner: index for index, partner in found.items()}
    pairs: list[tuple[Outline | None, Outline | None]] = [
        (mine[back[index]] if index in back else None, outline)
        for index, outline in enumerate(source)
    ]
    return [*pairs, *((outline, None) for index, outline in enumerate(mine) if index not in found)]


def _path(outline: Outline) -> str:
    return f"{outline.chapter.folder}/{_name(outline)}"


def _path_in_numbers(outline: Outline) -> str:
    """The path with each part that begins with a number cut down to it, so that `2-teil/1.md` is
    `2-part/1.md`.
    """
    parts = _path(outline).split("/")
    return "/".join(
        str(int(found[0])) if (found := _NUMBER.match(part)) else part for part in parts
    )


def _name(outline: Outline) -> str:
    return PurePosixPath(outline.file).name


def _number(outline: Outline) -> str:
    found = _NUMBER.match(_name(outline))
    return str(int(found[0])) if found else outline.file


def paired_sections(
    mine: Sequence[Passage], source: Sequence[Passage]
) -> list[tuple[int | None, int | None]]:
    """Pair the sections of two chapters by their indices: in order where their headings have the
    same levels, else by what their shapes have in common.
    """
    if [each.level for each in mine] == [each.level for each in source]:
        return [(index, index) for index in range(len(mine))]
    shapes, others = [shape_of(each) for each in mine], [shape_of(each) for each in source]
    scale = max(1, sum(each.length for each in others)) / max(
        1, sum(each.length for each in shapes)
    )
    band = abs(len(mine) - len(source)) + _BAND

    def likeness(i: int, j: int) -> float:
        if (i == 0) != (j == 0):  # the text before the first heading is a section for itself
            return 0.0
        return shapes[i].likeness(others[j], scale) if abs(i - j) <= band else 0.0

    return align(len(mine), len(source), likeness, _MOST)
