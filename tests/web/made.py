"""Web editions made in memory: each page as its tree, by the name of its file."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urldefrag

from lxml import etree, html

from prepress.building.build import BuildRequest
from prepress.building.composition import compose
from prepress.building.edition_builder import build_edition
from prepress.findings import Finding
from prepress.project.project import publications
from tests.shelf import Shelf


@dataclass(frozen=True)
class WebPages:
    """The files of a web edition, and what was found in it."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...] = ()

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        """The pages as a browser's parser would read them, the first one first."""
        pages = {name: data for name, data in self.files.items() if name.endswith(".html")}
        return {name: html.fromstring(data.decode()) for name, data in pages.items()}

    @property
    def first(self) -> etree._Element:
        """The page that leads to the others."""
        return next(iter(self.trees.values()))

    def named(self, end: str) -> etree._Element:
        """The page whose name ends so."""
        return next(tree for name, tree in self.trees.items() if name.endswith(end))

    def dangling(self) -> list[str]:
        """The addresses on all pages that lead to no file or id of the edition."""
        return [
            f"{name}: {address}"
            for name, tree in self.trees.items()
            for each in tree.iter("a", "img", "link")
            if (address := each.get("href") or each.get("src") or "") and not is_outside(address)
            if not self._leads(name, address)
        ]

    def _leads(self, page: str, address: str) -> bool:
        path, fragment = urldefrag(address)
        folder = posixpath.dirname(page)
        name = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else page
        if name not in self.files:
            return False
        return not fragment or bool(self.trees[name].xpath("//*[@id=$id]", id=unquote(fragment)))


def is_outside(address: str) -> bool:
    """Whether an address leads to the world, or to another edition."""
    return address.startswith(("http", "tel:", "sms:", "mailto:", "data:")) or address.endswith(
        (".pdf", ".epub")
    )


def pages(shelf: Shelf, name: str = "tiny", *, strict: bool = False) -> WebPages:
    """The web edition of a publication; one that is not declared is as it is without options."""
    project = shelf.project
    publication = next(each for each in publications(project) if each.name == name)
    composition = compose(project, publication)
    (edition,) = composition.editions(("web",))
    request = BuildRequest(write=False, strict=strict)
    made = build_edition(project, composition, edition, request, {})
    found = composition.findings + made.report.findings
    if made.data is None:
        return WebPages({}, found)
    return WebPages({edition.file_name(name): made.data, **made.beside}, found)


def texts(elements: object) -> list[str]:
    """The words of each of these elements."""
    assert isinstance(elements, list)
    return [" ".join(each.text_content().split()) for each in elements]
