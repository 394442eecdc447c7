"""Forms of other tools' Markdown, each in a tiny book, and what is seen of it in the editions."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pypdfium2
from lxml import html

from prepress import BuildRequest, Finding, Project, Report, build
from tests.shelf import Shelf

#: Documents of the package that hold no text of the author's.
_BESIDE = frozenset({"cover", "titlepage", "nav", "about"})
#: A hyphen that the engine has added at the end of a line, and what is not read aloud.
_NOT_READ = re.compile(r"[\x02\u00ad\u200b\ufffe]\s*")


@dataclass(frozen=True)
class Form:
    """A tiny book: its text, the files beside it by their names, and its metadata."""

    text: str
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    metadata: str = "title: Tiny\nlang: en\n"


@dataclass(frozen=True)
class Shown:
    """What is seen of a form: its PDF, its EPUB and what the build of the EPUB says of it.

    Each edition is built where a test first looks at it.
    """

    name: str
    project: Project

    @cached_property
    def report(self) -> Report:
        """What the build of the EPUB says."""
        return self._build("epub")

    def _build(self, edition: str) -> Report:
        report = build(self.project, BuildRequest((self.name,), (edition,), jobs=1))
        assert not report.failures, report.failures
        return report

    @property
    def codes(self) -> list[str]:
        """The codes of all findings, in the order of the report."""
        return [finding.code for finding in self.findings_of_it]

    @property
    def said(self) -> str:
        """All findings, one a line."""
        return "\n".join(map(str, self.findings_of_it))

    @property
    def findings_of_it(self) -> list[Finding]:
        """The findings in the files of this form."""
        where = f"sources/{self.name}/"
        return [each for each in self.report.findings if str(each.place).startswith(where)]

    @cached_property
    def pdf_file(self) -> Path:
        """The print edition."""
        self._build("print")
        return self.project.output / f"{self.name}.pdf"

    @cached_property
    def epub_file(self) -> Path:
        """The EPUB."""
        assert not self.report.withheld
        return self.project.output / f"{self.name}.epub"

    @cached_property
    def pdf(self) -> str:
        """The words of the PDF, with one space between two."""
        with pypdfium2.PdfDocument(self.pdf_file) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        return " ".join(_NOT_READ.sub("", "\n".join(pages)).split())

    @cached_property
    def body(self) -> html.HtmlElement:
        """The chapters of the EPUB, in the order of its spine, as one `<div>`."""
        with zipfile.ZipFile(self.epub_file) as epub:
            names = [name for name in epub.namelist() if name.endswith(".xhtml")]
            chapters = [name for name in sorted(names) if Path(name).stem not in _BESIDE]
            bodies = [html.fromstring(epub.read(name)).find(".//body") for name in chapters]
        whole = html.Element("div")
        whole.extend(body for body in bodies if body is not None)
        return whole

    @property
    def epub(self) -> str:
        """The words of the EPUB's chapters, with one space between two."""
        return " ".join("".join(self.body.itertext()).split())

    def elements(self, path: str) -> list[html.HtmlElement]:
        """The elements of the EPUB's chapters that the XPath `path` gives, without namespaces."""
        found = self.body.xpath(path)
        assert isinstance(found, list)
        return found

    def words_of(self, path: str) -> list[str]:
        """The words of each of those elements."""
        return [" ".join("".join(each.itertext()).split()) for each in self.elements(path)]


def write_forms(root: Path, forms: Mapping[str, Form]) -> Project:
    """The project at `root` with each of `forms`."""
    shelf = Shelf(root)
    for name, form in forms.items():
        shelf.add({"1-text.md": form.text, **form.files}, name, form.metadata)
    return shelf.project


def show_forms(root: Path, forms: Mapping[str, Form]) -> dict[str, Shown]:
    """What is seen of each of `forms`, in one project at `root`.

    Those that ask for no editions ask for an EPUB alone: no pages are laid out to number its text by.
    """
    alone = {
        name: form
        if "editions:" in form.metadata
        else replace(form, metadata=f"{form.metadata}editions: [epub]\n")
        for name, form in forms.items()
    }
    project = write_forms(root, alone)
    return {name: Shown(name, project) for name in forms}
