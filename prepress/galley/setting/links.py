"""Links: every link inside the book leads to an id of the galley, and every other one to a safe
address.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from prepress.findings import Finding
from prepress.galley.setting.chapter_names import chapter_at
from prepress.galley.setting.ids import Ids, heading_id
from prepress.project.project import OutsideProject, Project, file_inside

if TYPE_CHECKING:
    from prepress.errors import Place
    from prepress.galley.setting.draft import Draft

#: The ids of notes and of their calls, which no author has written.
_OF_NOTES = re.compile(r"fn(?:ref\d*)?[-:]")
_OUTWARD = frozenset({"http", "https", "mailto", "tel", "sms"})


def resolve_links(drafts: Sequence[Draft], ids: Ids, project: Project) -> list[Finding]:
    """Turn each link inside the book into `#id`; a link that leads nowhere loses its address and is
    a finding.
    """
    book = _Book({draft.chapter.file: draft for draft in drafts}, ids, project)
    findings: list[Finding] = []
    for draft in drafts:
        for link in draft.elements("a"):
            href = link.get("href")
            if href is None or _scheme(href) in _OUTWARD:
                continue
            target = book.target(href, draft)
            if target is not None:
                link.set("href", f"#{target}")
                continue
            findings.append(book.broken(href, draft, draft.place(link, href)))
            del link.attrib["href"]
    return findings


@dataclass(frozen=True)
class _Book:
    """The chapters and their ids, where links look for their targets."""

    drafts: Mapping[str, Draft]
    ids: Ids
    project: Project

    def target(self, href: str, draft: Draft) -> str | None:
        """The id that `href`, written in `draft`, leads to."""
        path, fragment = _parts(href)
        if not path:
            return self._in_chapter(fragment, draft) or self.ids.anywhere(fragment)
        there = self._chapter(path, draft)
        if there is None:
            return None
        return self._in_chapter(fragment, there) if fragment else there.id

    def broken(self, href: str, draft: Draft, place: Place) -> Finding:
        """What is wrong with `href`, which has no target, with the nearest name that has one."""
        path, fragment = _parts(href)
        if _scheme(href) or href.startswith("//"):
            return _unsafe(href, place)
        there = self._chapter(path, draft) if path else draft
        if there is None:
            try:
                file_inside(self.project, self.project.root / _folder(draft), path)
            except OutsideProject:
                return _unsafe(href, place)
            names = [posixpath.relpath(file, _folder(draft)) for file in self.drafts]
            hint = _nearest(path, names, "Link to a chapter of this publication by its file name.")
            return Finding(
                "L-001", place, f"The link “{href}” leads to no chapter of this publication.", hint
            )
        ids = self.ids.by_file[there.chapter.file]
        known = [f"#{written}" for written in ids if not _OF_NOTES.match(written)]
        hint = _nearest(
            f"#{fragment}", known, "Link to a heading by its words in lower case, with hyphens."
        )
        return Finding(
            "L-001",
            place,
            f"The link “{href}” leads to no heading of “{there.chapter.file}”.",
            hint,
        )

    def _in_chapter(self, fragment: str, draft: Draft) -> str | None:
        known = self.ids.by_file[draft.chapter.file]
        return known.get(fragment) or known.get(heading_id(fragment)) if fragment else None

    def _chapter(self, path: str, draft: Draft) -> Draft | None:
        """The chapter at `path`, as the linking file or any tool may call it."""
        file = chapter_at(path, draft.chapter.file, draft.chapter.folder, self.drafts)
        return self.drafts[file] if file else None


def _folder(draft: Draft) -> PurePosixPath:
    return PurePosixPath(draft.chapter.file).parent


def _parts(href: str) -> tuple[str, str]:
    path, _, fragment = href.partition("#")
    return unquote(path), unquote(fragment)


def _scheme(href: str) -> str:
    try:
        return urlsplit(href).scheme.lower()
    except ValueError:
        return ""


def _unsafe(href: str, place: Place) -> Finding:
    return Finding(
        "L-002",
        place,
        (
            f"The link “{href}” leads outside the project or has an address that readers cannot "
            f"safely open."
        ),
        "Link to a chapter by its file name, to a heading by #its-words, or to an https address.",
    )


def _nearest(name: str, names: Sequence[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, names, 1, 0.5)
    return f"Did you mean “{near[0]}”?" if near else otherwise
