"""The report page: what changed, as one HTML document that needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from prepress.layouts.layouts import Layouts
from prepress.layouts.views import view
from prepress.project.project import Project, font_folders, shipped_folder
from prepress.releases.diff.reprint_advice import count_of_units, reprint_sentence

if TYPE_CHECKING:
    from prepress.errors import MakebookError
    from prepress.releases.diff.page_changes import (
        EditionChanges,
        Mark,
        PageChange,
        PagePicture,
        Phrase,
    )

#: The report's name in the output folder.
REPORT = "changes.html"


@dataclass(frozen=True)
class MarkView:
    """A frame around what changed, in dots of the picture; `kind` is a MarkKind's word."""

    kind: str
    left: int
    top: int
    width: int
    height: int

    @classmethod
    def of(cls, mark: Mark) -> MarkView:
        """The view of `mark`."""
        return view(cls, mark, kind=mark.kind.value)


@dataclass(frozen=True)
class PageView:
    """A page as it was or as it is; see PagePicture."""

    number: int
    picture: str
    width: int
    height: int
    marks: tuple[MarkView, ...]

    @classmethod
    def of(cls, page: PagePicture) -> PageView:
        """The view of `page`."""
        return view(cls, page, marks=tuple(map(MarkView.of, page.marks)))


@dataclass(frozen=True)
class PageChangeView:
    """A page that differs; see PageChange. `kinds` say in what way."""

    old: int | None
    new: int | None
    kinds: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    was: PageView | None
    now: PageView | None

    @classmethod
    def of(cls, change: PageChange) -> PageChangeView:
        """The view of `change`."""
        was, now = (PageView.of(page) if page else None for page in (change.was, change.now))
        return view(cls, change, kinds=tuple(kind.value for kind in change.kinds), was=was, now=now)


@dataclass(frozen=True)
class EditionChangesView:
    """What changed in one edition; see EditionChanges.

    `to_do` says what to do with its paper; `length` and `former_length` are such as `2 pages`.
    """

    publication: str
    edition: str
    name: str
    since: str
    unit: str
    before: int
    after: int
    changes: tuple[PageChangeView, ...]
    is_new: bool
    to_do: str
    length: str
    former_length: str

    @classmethod
    def of(cls, edition: EditionChanges) -> EditionChangesView:
        """The view of what changed in `edition`."""
        return view(
            cls,
            edition,
            changes=tuple(map(PageChangeView.of, edition.changes)),
            to_do=reprint_sentence(edition),
            length=count_of_units(edition.after, edition.unit),
            former_length=count_of_units(edition.before, edition.unit),
        )


def report_of(
    project: Project, editions: Sequence[EditionChanges], failures: Sequence[MakebookError]
) -> str:
    """The report; the same changes give the same text. Raises SourceError where its layout is
    broken.
    """
    folders = tuple(dict.fromkeys((project.root / "layouts", shipped_folder("layouts"))))
    layouts = Layouts(folders, font_folders(project))
    stylesheet = "\n".join(layouts.text(name) for name in ("tokens.css", "changes.css"))
    return layouts.render(
        "changes.html",
        editions=tuple(map(EditionChangesView.of, editions)),
        failures=tuple(map(str, failures)),
        # A stylesheet in a document ends at the first such tag, which no stylesheet needs.
        stylesheet=Markup(stylesheet.replace("</", "<\\/")),
    )
