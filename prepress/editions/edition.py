"""An edition: a form in which a galley is published, with all that the rest of the house asks of
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from prepress.files.digests import Digest, digest_of

if TYPE_CHECKING:
    from prepress.checks.parity import EditionContent
    from prepress.checks.preflight import Demands
    from prepress.errors import Place
    from prepress.findings import Finding
    from prepress.galley.galley import Galley
    from prepress.galley.page_breaks import PageBreak
    from prepress.layouts.language import Words
    from prepress.layouts.layouts import Layouts
    from prepress.manuscript.edition_options import EditionOption
    from prepress.project.project import Project


@dataclass(frozen=True)
class PageMap:
    """Where the pages of an edition begin, and the `inputs` that this comes from."""

    breaks: tuple[PageBreak, ...]
    inputs: Mapping[str, Digest]


@dataclass(frozen=True)
class EditionContext:
    """All that an edition is made from; what is read through `layouts` is noted in their `inputs`.

    `needed` are the page maps of those editions that it needs and that the author has declared, by
    name. Its own is part of what is finished where it `gives_page_map`, since others need it.
    """

    project: Project
    galley: Galley
    layouts: Layouts
    words: Words
    needed: Mapping[str, PageMap] = field(default_factory=dict)
    gives_page_map: bool = False

    def page_breaks(self, edition: str) -> tuple[PageBreak, ...]:
        """Where the pages of another `edition` begin, noted as an input; none where there is
        none.
        """
        found = self.needed.get(edition)
        if found is None:
            return ()
        self.layouts.inputs.add(found.inputs)
        return found.breaks


@dataclass(frozen=True)
class FinishedEdition:
    """An edition as it was made: its file's bytes, and what was found on the way.

    `pages` is their number, None where it has none of its own; `text_size`, in pt, what the text is
    set in, None where nobody asked for a size. `page_map` is there where others need it.
    """

    data: bytes
    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    text_size: float | None = None
    page_map: PageMap | None = None


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition with its options, which are its fields; each has a default value.

    Subclasses set `name`, under which authors declare it, and the `suffix` of its file, and say how
    it is made. `has_pages` is whether its file is a PDF, which is shown and compared page by page;
    else it is shown as the text flows. The `unit` is what its pages are called. It is given where
    the pages of the editions that it `needs` begin. The codes of `unsaid` are not said of it.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]
    has_pages: ClassVar[bool]
    unit: ClassVar[str] = "page"
    needs: ClassVar[tuple[str, ...]] = ()
    unsaid: ClassVar[frozenset[str]] = frozenset()

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.name} edition"

    def options(self) -> Mapping[str, EditionOption]:
        """Its options by the names that authors write."""
        return {}

    def refuse_contradictions(self, place: Place) -> None:
        """Raise SourceError at `place` where two of its options contradict each other."""

    def file_name(self, publication: str) -> str:
        """The name of the file in `output/` that holds this edition of `publication`."""
        return f"{publication}-{self.name}{self.suffix}"

    def make(self, context: EditionContext) -> FinishedEdition:
        """The edition of the context's galley.

        Raises SourceError where a layout or another source is broken, MachineError where the
        machine lacks something.
        """
        raise NotImplementedError

    def prepare(self, context: EditionContext) -> None:
        """Do what takes long and needs no pages of others, in a process that may soon `make` the
        edition and finds it done then. Raises as `make` does.
        """

    def page_map(self, context: EditionContext) -> PageMap:
        """Where its pages begin, for editions that need it; it need not be finished for that.

        Raises as `make` does.
        """
        return PageMap((), {})

    def demands(self) -> Demands | None:
        """What its finished PDF has to bear in preflight; None where it is no PDF."""
        return None

    def content(self, data: bytes) -> EditionContent | None:
        """What its finished file shows, which is held against the galley; None where nobody can
        say.
        """
        return None


def option_input(edition: Edition) -> tuple[str, str]:
    """What is asked of `edition`, by its name as an input and its digest."""
    return f"options {edition.name}", digest_of(repr(edition))


def file_name(publication: str, edition: Edition) -> str:
    """The name of the file in `output/` that holds `edition` of `publication`."""
    return edition.file_name(publication)
