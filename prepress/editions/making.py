"""What an edition is made from, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prepress.files.digests import digest_of
from prepress.reporting.steps import Progress, unfollowed

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.files.digests import Digest
    from prepress.findings import Finding
    from prepress.galley.galley import Galley
    from prepress.galley.page_breaks import PageBreak
    from prepress.layouts.layouts import Layouts
    from prepress.layouts.words import Words
    from prepress.pdf.fitting import Fit
    from prepress.project.project import Project


@dataclass(frozen=True)
class PageMap:
    """Where the pages of an edition begin, how many `pages` it has, blank ones too, how its text is
    set, and the `inputs` that this comes from. `kept` are files that make that edition sooner, by
    name.
    """

    breaks: tuple[PageBreak, ...]
    inputs: Mapping[str, Digest]
    pages: int = 0
    fit: Fit | None = None
    kept: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class EditionContext:
    """All that an edition is made from; what is read through `layouts` is noted in their `inputs`.

    `needed` are the page maps of those editions that it needs and that the author has declared, by
    name. Contexts of one `key`, where they have one, are of the same text, layouts and words: what
    one of them was laid out on may be kept for the other. In the folder `kept` lies what was kept
    of this edition when it was made last. At most `jobs` processes work on it at a time.
    What it is at is for `progress`; the pages of a book that are there before the whole is are put
    into the folder `early`, where somebody looks on.
    """

    project: Project
    galley: Galley
    layouts: Layouts
    words: Words
    needed: Mapping[str, PageMap] = field(default_factory=dict)
    key: str = ""
    kept: Path | None = None
    jobs: int = 1
    progress: Progress = unfollowed
    early: Path | None = None

    def page_count(self, edition: str) -> int | None:
        """How many pages another `edition` has, noted as an input; None where there is none."""
        found = self._page_map(edition)
        return found.pages if found else None

    def fit(self, edition: str) -> Fit | None:
        """How the text of another `edition` is set, noted as an input; None where nobody knows."""
        found = self._page_map(edition)
        return found.fit if found else None

    def page_breaks(self, edition: str) -> tuple[PageBreak, ...]:
        """Where the pages of another `edition` begin, noted as an input; none where there is
        none.
        """
        found = self._page_map(edition)
        return found.breaks if found else ()

    def _page_map(self, edition: str) -> PageMap | None:
        found = self.needed.get(edition)
        if found:
            self.layouts.inputs.add(found.inputs)
        return found


@dataclass(frozen=True)
class FinishedEdition:
    """An edition as it was made: its file's bytes, and what was found on the way.

    `beside` are the other files that it consists of, by their names from the folder in which its
    own lies, with forward slashes; they lie in a folder that is called after it.
    `pages` is their number, None where it has none of its own; `text_size`, in pt, what the text is
    set in, None where nobody asked for a size. `kept` are files that make the next edition sooner,
    by their names in the folder that the context names.
    """

    data: bytes
    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    text_size: float | None = None
    kept: Mapping[str, bytes] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def beside_digests(self) -> dict[str, str]:
        """The digests of the files beside its own, by their names."""
        return {name: digest_of(data) for name, data in self.beside.items()}
