"""Early editions: books that are being made, as far as their chapters are done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.pdf.divisions.early_pages import EarlyPages, read_early_pages

if TYPE_CHECKING:
    from prepress.preview.soft_proofs import ProofPage, SoftProof

#: How long it must be quiet after a chapter, and how long chapters are gathered at most, in ms.
_QUIET_MS, _GATHERED_MS = 20, 200

#: The pages that are there, by publication and edition.
EarlyEditions = Mapping[tuple[str, str], EarlyPages]


async def early_editions(folder: Path) -> AsyncIterator[EarlyEditions]:
    """Those of each build that puts early pages into a folder of its own in `folder`, whenever
    there are more of them.

    Once the folder of a build is gone, nothing of it is given any more.
    """
    from watchfiles import awatch

    async for _ in awatch(folder, watch_filter=None, step=_QUIET_MS, debounce=_GATHERED_MS):
        for build in _builds(folder):
            found = await asyncio.to_thread(_read, build)
            if found and build.is_dir():
                yield found


def _builds(folder: Path) -> list[Path]:
    try:
        return [each for each in folder.iterdir() if not each.suffix]
    except OSError:  # somebody has tidied up
        return []


def belong_to(early: EarlyPages, proof: SoftProof | None) -> bool:
    """Whether the pages are to be shown with those of the `proof` of the file that is in place now;
    not with those of another than was there when they were made, such as the one that they became.
    """
    if proof is None:
        return early.file_before is None
    return early.file_before == proof.file and early.pages_before == len(proof.pages)


def pages_with(
    early: EarlyPages, before: tuple[ProofPage, ...], parts: Mapping[str, SoftProof]
) -> tuple[ProofPage, ...]:
    """The pages of all parts, those that are not done as they were before."""
    found = [
        parts[part.file].pages if part.file else before[part.begin : part.end]
        for part in early.parts
    ]
    return tuple(chain.from_iterable(found))


def _read(build: Path) -> EarlyEditions:
    try:
        found = [read_early_pages(folder) for folder in build.iterdir()]
    except OSError:  # the build has just come to its end
        return {}
    return {(each.publication, each.edition): each for each in found if each}
