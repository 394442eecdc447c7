"""Roles: what each file of a book is, such as its preface or an appendix, by its name or by what
its front matter says, and where each stands unless the author says it.

The words are those of the EPUB Structural Semantics Vocabulary 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

Matter = Literal["front", "body", "back"]

#: The layout in which files have roles.
BOOK = "book"
#: What a file is of which nobody says anything.
CHAPTER = "chapter"
PART = "part"


@dataclass(frozen=True)
class Role:
    """What a part of a book is: the `matter` that it belongs to, and the names that files and
    authors give it beside the vocabulary's.
    """

    matter: Matter
    names: tuple[str, ...] = ()


#: The roles in the order in which the parts of a book usually stand (The Chicago Manual of Style,
#: 18th edition, 1.4).
ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "halftitlepage": Role("front", ("half-title", "half-title-page", "halftitle")),
        "titlepage": Role("front", ("title-page",)),
        "copyright-page": Role("front", ("copyright",)),
        "dedication": Role("front"),
        "epigraph": Role("front"),
        "toc": Role("front", ("contents", "table-of-contents")),
        "loi": Role("front", ("list-of-figures", "list-of-illustrations", "lof")),
        "lot": Role("front", ("list-of-tables",)),
        "foreword": Role("front", ("forward",)),
        "preface": Role("front"),
        "acknowledgments": Role("front", ("acknowledgements", "thanks")),
        "introduction": Role("front"),
        "prologue": Role("body", ("prolog",)),
        PART: Role("body"),
        CHAPTER: Role("body"),
        "conclusion": Role("body"),
        "epilogue": Role("body", ("epilog",)),
        "afterword": Role("back", ("postscript",)),
        "appendix": Role("back"),
        "glossary": Role("back"),
        "bibliography": Role("back", ("references", "works-cited")),
        "index": Role("back", ("book-index", "subject-index", "general-index")),
        "contributors": Role(
            "back", ("about-the-author", "about-the-authors", "about-author", "about-authors")
        ),
        "colophon": Role("back"),
    }
)
_BY_NAME = {
    name: role
    for role, each in ROLES.items()
    for name in (role, role.replace("-", ""), *each.names)
}
_RANKS = {role: rank for rank, role in enumerate(ROLES)} | {CHAPTER: list(ROLES).index(PART)}
_FIRST_OF_BODY = list(ROLES).index("prologue")

_NUMBER = re.compile(r"\A[\d._ -]+(?=\D)")
#: `part-1-sleep`, `part-ii`, `part_two`, but not `part-of-me`.
_PART_NAME = re.compile(
    r"part-?(?:\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:-|\Z)"
)
_APPENDIX_NAME = re.compile(r"appendix(?:-|\Z)")
#: The file that a folder begins with, which says what the folder is called after.
_OF_FOLDER = frozenset({"index", "readme"})


def with_roles(
    chapters: Sequence[Chapter], layout: str, *, is_ordered: bool
) -> tuple[tuple[Chapter, ...], tuple[Finding, ...]]:
    """The chapters of a publication, each with its role and matter where its `layout` is that of
    books, and in the order that these have unless the author `is_ordered`; and what is wrong.

    Raises SourceError for a role that there is not.
    """
    if layout != BOOK:
        return tuple(chapters), tuple(_says_nothing(each) for each in chapters if each.asked_role)
    alone = len(chapters) == 1
    known = [replace(each, role=_role_of(each, alone=alone)) for each in chapters]
    placed = known if is_ordered else _in_usual_order(known)
    matters = matters_of([each.role for each in placed])
    pairs = zip(placed, matters, strict=True)
    return tuple(replace(each, matter=matter) for each, matter in pairs), ()


def role_called(name: str) -> str | None:
    """The role that authors call `name`; None where there is none."""
    return _BY_NAME.get(_plain(name))


def role_of_name(file: str, folder: str = "") -> str:
    """The role of the `file` in a `folder` of the publication, by their names alone."""
    path = PurePosixPath(file)
    stem = _plain(path.stem)
    is_numbered = bool(re.match(r"\d", path.stem))
    if stem in _OF_FOLDER and not (stem == "index" and is_numbered):
        inner = PurePosixPath(folder).name if folder else ""
        return PART if _PART_NAME.match(_plain(inner)) else CHAPTER
    if _PART_NAME.match(stem):
        return PART
    if _APPENDIX_NAME.match(stem):
        return "appendix"
    if stem == CHAPTER:
        return CHAPTER
    return _BY_NAME.get(stem, CHAPTER)


def _role_of(chapter: Chapter, *, alone: bool) -> str:
    if chapter.asked_role is None:
        return CHAPTER if alone else role_of_name(chapter.file, chapter.folder)
    name, line = chapter.asked_role
    role = role_called(name)
    if role is None:
        known = [*ROLES, *(each for role in ROLES.values() for each in role.names)]
        what = f"There is no role “{name}”."
        raise SourceError(what, suggestion(name, known), Place(chapter.file, line))
    return role


def _plain(name: str) -> str:
    """A name as the tables here write it: without its number, in small letters, with hyphens."""
    words = re.sub(r"[^\w]+|_", "-", _NUMBER.sub("", name, count=1).casefold())
    return words.strip("-")


def _says_nothing(chapter: Chapter) -> Finding:
    assert chapter.asked_role, "it is asked for"
    what = "“role” says nothing here, since only the files of a book have roles."
    hint = "Write “layout: book” where this is one, or take the line out."
    return Finding("M-002", Place(chapter.file, chapter.asked_role[1]), what, hint)


def matters_of(roles: Sequence[str]) -> list[Matter]:
    """The matter of each part of a book whose parts have these `roles`, in their order: what stands
    amid the body is of the body.
    """
    inner = [at for at, role in enumerate(roles) if ROLES[role].matter == "body"]
    # A part of nothing but appendices is no part of the body.
    while inner and roles[inner[-1]] == PART and _leads_to_back(roles, inner[-1]):
        inner.pop()
    if not inner:
        return [ROLES[role].matter for role in roles]
    return [
        "front" if at < inner[0] else "back" if at > inner[-1] else "body"
        for at in range(len(roles))
    ]


def _leads_to_back(roles: Sequence[str], at: int) -> bool:
    return at + 1 < len(roles) and ROLES[roles[at + 1]].matter == "back"


def _in_usual_order(chapters: Sequence[Chapter]) -> list[Chapter]:
    """The chapters, with those whose names say what they are and not where they stand in their
    usual places among the others.
    """
    placed = [each for each in chapters if not _may_move(each)]
    moving = sorted(filter(_may_move, chapters), key=lambda each: _RANKS[each.role])
    for each in moving:
        placed.insert(_place_among(placed, _RANKS[each.role]), each)
    return placed


def _may_move(chapter: Chapter) -> bool:
    if chapter.role in (CHAPTER, PART):
        return False
    path = PurePosixPath(chapter.folder) / PurePosixPath(chapter.file).name
    return not any(part[:1].isdigit() for part in path.parts)


def _place_among(chapters: Sequence[Chapter], rank: int) -> int:
    """Where a part of this `rank` stands: front matter before the first that usually comes later,
    all else behind the last that usually does not.
    """
    if rank <= _FIRST_OF_BODY:
        later = (at for at, each in enumerate(chapters) if _RANKS[each.role] > rank)
        return next(later, len(chapters))
    earlier = (at for at, each in enumerate(chapters) if _RANKS[each.role] <= rank)
    return max(earlier, default=-1) + 1


def parts_of_book(roles: Sequence[str], matters: Sequence[str]) -> Iterator[int | None]:
    """For each part of a book the place of the part page that it stands below, if any: a part ends
    where the next one begins, and with the body.
    """
    part: int | None = None
    for at, (role, matter) in enumerate(zip(roles, matters, strict=True)):
        if part is not None and (matter != matters[part] or role in ("conclusion", "epilogue")):
            part = None
        if role == PART:
            part = at
            yield None
        else:
            yield part
