"""An edition: a form in which a galley is published, with all that the rest of the house asks of
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from prepress.errors import Place
from prepress.files.digests import digest_of

if TYPE_CHECKING:
    from prepress.checks.parity.edition_content import EditionContent
    from prepress.checks.preflight.demands import Demands
    from prepress.editions.making import EditionContext, FinishedEdition, PageMap
    from prepress.galley.galley import SetChapter
    from prepress.manuscript.edition_options import EditionOption
    from prepress.manuscript.metadata import Metadata


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition with its options, which are its fields; each has a default value.

    Subclasses set `name`, under which authors declare it, and the `suffix` of its file, and say how
    it is made. Their `form` says how the file is looked at: a PDF is previewed, kept with a release
    and compared with it page by page, in which the `unit` is what its pages are called, and the
    `leaf` what its text is laid out on; an EPUB and web pages are previewed section by section;
    others are only written. An edition is given where the pages of those that it `needs` begin,
    around which it goes where it `is_cover`. Those that are not `is_for_readers` are made for a
    print shop, or for colleagues, alone. The codes of `unsaid` are not said of it. `places` says
    where its options are written, by the names that authors write, and itself by an empty one.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]
    form: ClassVar[Literal["pdf", "epub", "web", "other"]] = "other"
    unit: ClassVar[str] = "page"
    leaf: ClassVar[str] = "page"
    needs: ClassVar[tuple[str, ...]] = ()
    unsaid: ClassVar[frozenset[str]] = frozenset()
    is_cover: ClassVar[bool] = False
    can_be_prepared: ClassVar[bool] = False
    is_for_readers: ClassVar[bool] = True
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.name} edition"

    @property
    def customer(self) -> str:
        """Who prints or sells it, by the name under which their demands are known; empty where the
        author says nothing.
        """
        return ""

    def implied(self, changes: Mapping[str, object]) -> Mapping[str, object]:
        """What follows for other options, by their fields, where the author makes `changes`."""
        return {}

    def options(self) -> Mapping[str, EditionOption]:
        """Its options by the names that authors write."""
        return {}

    def refuse_contradictions(self, place: Place) -> None:
        """Raise SourceError at `place` where two of its options contradict each other."""

    def in_layout(self, layout: str) -> Edition:
        """The edition with what is usual in that layout, where its author says nothing else."""
        return self

    def among(self, declared: Iterable[str]) -> Edition:
        """The edition where its author has `declared` the editions of these names."""
        return self

    def needed(self, declared: Iterable[Edition]) -> tuple[str, ...]:
        """The names of those `declared` editions that it needs."""
        names = {each.name for each in declared}
        return tuple(name for name in self.needs if name in names)

    def place_of(self, option: str, metadata: Metadata, file: str) -> Place:
        """Where an `option` is written, else the edition, else what the `metadata` in `file` say of
        editions, else the first line.
        """
        otherwise = Place(file, metadata.lines.get("editions"))
        return self.places.get(option) or self.places.get("") or otherwise

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
        edition and finds it done then; asked of those that `can_be_prepared`. Raises as `make`
        does.
        """

    def page_map(self, context: EditionContext) -> PageMap:
        """Where its pages begin, for editions that need it; it need not be finished for that.

        Raises as `make` does.
        """
        raise NotImplementedError

    def part_of(self, chapters: Sequence[SetChapter]) -> Sequence[SetChapter]:
        """What it takes of the text; elements keep their numbers."""
        return chapters

    def demands(self) -> Demands | None:
        """What its finished PDF has to bear in preflight; None where it is no PDF."""
        return None

    def content(self, data: bytes) -> EditionContent | None:
        """What its finished file shows, which is held against the galley; None where nobody can
        say.
        """
        return None

    def whole_content(self, data: bytes, beside: Mapping[str, bytes]) -> EditionContent | None:
        """The same of its file and of those `beside` it, for an edition that has any."""
        return self.content(data)


def option_input(edition: Edition) -> tuple[str, str]:
    """What is asked of `edition`, by its name as an input and its digest."""
    return f"options {edition.name}", digest_of(repr(edition))


def file_name(publication: str, edition: Edition) -> str:
    """The name of the file in `output/` that holds `edition` of `publication`."""
    return edition.file_name(publication)
