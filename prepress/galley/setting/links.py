"""Links: every link inside the book leads to an id of the galley, and every other one to a safe
address.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from prepress.findings import Finding
from prepress.galley.markup.foreign.myst import target_id, target_labels
from prepress.galley.setting.chapter_names import chapter_at
from prepress.galley.setting.ids import Ids, heading_id
from prepress.galley.setting.sanitising_report import names_no_site
from prepress.galley.setting.valid_html.content_models import holds_block
from prepress.project.project import OutsideProject, Project, file_inside
from prepress.text.suggestions import Likenesses

if TYPE_CHECKING:
    from lxml import etree

    from prepress.errors import Place
    from prepress.galley.setting.draft import Draft

_OUTWARD = frozenset({"http", "https", "mailto", "tel", "sms"})
#: How the ids of notes and of their calls begin.
_NOTE_IDS = ("fn-", "fnref")
#: What to do about a link to a file that is no chapter, where a text has several and where not.
_OTHERWISE = "Link to a chapter of this publication by its file name."
_OTHERWISE_ALONE = "Write the full address, https://…, under which readers find it."


def resolve_links(
    drafts: Sequence[Draft], ids: Ids, project: Project, base_url: str | None = None
) -> list[Finding]:
    """Turn each link inside the book into `#id`; of a link that leads nowhere the words stay, and
    it is a finding.

    An address such as `/path` is one of the site at `base_url`, where there is one.
    """
    book = _Book({draft.chapter.file: draft for draft in drafts}, ids, project)
    findings: list[Finding] = []
    for draft in drafts:
        for link in draft.elements("a"):
            href = link.get("href")
            if href is None:
                _unlink(link)
                continue
            if _scheme(href) in _OUTWARD:
                if names_no_site(href):
                    _unlink(link)
                continue
            if base_url and _is_root_relative(href):
                link.set("href", base_url.rstrip("/") + href)
                continue
            target = book.target(href, draft)
            if target is not None:
                link.set("href", f"#{target}")
                continue
            findings.append(book.broken(href, draft, draft.place(link, href)))
            _unlink(link)
    return findings


def _unlink(link: etree._Element) -> None:
    """Leave only the words of `link`, which look like one else: its address where it has none. A
    mere anchor has neither.
    """
    address = link.attrib.pop("href", None)
    if not len(link) and not link.text:
        link.text = address
    if len(link) or link.text:
        link.tag = "div" if holds_block(link) else "span"


@dataclass(frozen=True)
class _Book:
    """The chapters and their ids, where links look for their targets."""

    drafts: Mapping[str, Draft]
    ids: Ids
    project: Project
    likenesses: Likenesses = field(default_factory=Likenesses)

    def target(self, href: str, draft: Draft) -> str | None:
        """The id that `href`, written in `draft`, leads to."""
        path, fragment = _parts(href)
        if href.strip() == "#":
            return draft.id  # to the top, as on the web
        if not path:
            return self._in_chapter(fragment, draft) or self.ids.anywhere(fragment)
        there = self._chapter(path, draft)
        if there is None:  # Sphinx links to its own targets so
            is_target = not fragment and path.lower() in self._targets
            return self.ids.anywhere(target_id(path)) if is_target else None
        return self._in_chapter(fragment, there) if fragment else there.id

    def broken(self, href: str, draft: Draft, place: Place) -> Finding:
        """What is wrong with `href`, which has no target, with the nearest name that has one."""
        path, fragment = _parts(href)
        if _is_root_relative(href):
            return _rootless(href, place)
        if _scheme(href) or href.startswith("//"):
            return _unsafe(href, place)
        there = self._chapter(path, draft) if path else draft
        if there is None:
            try:
                file_inside(self.project, self.project.root / _folder(draft), path)
            except OutsideProject:
                return _unsafe(href, place)
            near = self.likenesses.nearest(path, self._files_from(_folder(draft)), 0.5)
            if near == PurePosixPath(draft.chapter.file).name:
                near = None  # nobody means the very file that the link stands in
            hint = _guess(near, _OTHERWISE if len(self.drafts) > 1 else _OTHERWISE_ALONE)
            return Finding(
                "L-001", place, f"The link “{href}” leads to no chapter of this publication.", hint
            )
        near = self.likenesses.nearest(f"#{fragment}", self._anchors[there.chapter.file], 0.5)
        hint = _guess(near, "Link to a heading by its words in lower case, with hyphens.")
        return Finding(
            "L-001",
            place,
            f"The link “{href}” leads to no heading of “{there.chapter.file}”.",
            hint,
        )

    def _files_from(self, folder: PurePosixPath) -> Sequence[str]:
        """The chapters' files as a link in `folder` names them."""
        if folder not in self._relative_files:
            names = [posixpath.relpath(file, folder) for file in self.drafts]
            self._relative_files[folder] = names
        return self._relative_files[folder]

    @cached_property
    def _relative_files(self) -> dict[PurePosixPath, list[str]]:
        return {}

    @cached_property
    def _targets(self) -> frozenset[str]:
        """The names of Sphinx's targets, in small letters."""
        texts = (draft.chapter.text for draft in self.drafts.values())
        return frozenset(label for text in texts for label in target_labels(text))

    @cached_property
    def _anchors(self) -> dict[str, list[str]]:
        """What links to a place in each chapter may say, but for notes, which none leads to."""
        return {
            file: [f"#{written}" for written in ids if not written.startswith(_NOTE_IDS)]
            for file, ids in self.ids.by_file.items()
        }

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


def _guess(near: str | None, otherwise: str) -> str:
    return f"Did you mean “{near}”?" if near else otherwise


def _is_root_relative(href: str) -> bool:
    """Whether `href` begins at the root of a site; with two slashes it names another one."""
    return href.startswith("/") and not href.startswith("//")


def _rootless(href: str, place: Place) -> Finding:
    return Finding(
        "L-002",
        place,
        f"The link “{href}” begins at the root of a site, which the text does not name.",
        "Write the full address, or name the site in the metadata: base-url: https://…",
    )
