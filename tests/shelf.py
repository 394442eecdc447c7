"""A shelf: a project in a temporary folder to which tests add tiny books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prepress.building.build import BuildRequest, Report, build
from prepress.building.composition import layouts_of, words_of
from prepress.galley.galley import Galley
from prepress.galley.setting.set_galley import set_galley
from prepress.layouts.layouts import Layouts
from prepress.manuscript.reading import read
from prepress.project.project import Project, publications

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8H1z"/></svg>'


@dataclass(frozen=True)
class Shelf:
    """The project's root folder and what tests do with it."""

    root: Path

    def add(
        self,
        files: Mapping[str, str | bytes],
        name: str = "tiny",
        metadata: str = "title: Tiny\nlang: en\n",
    ) -> Shelf:
        """Write a publication: `files` by path inside it, and its book.yaml."""
        folder = self.root / "sources" / name
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in {"book.yaml": metadata, **files}.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    @property
    def project(self) -> Project:
        """The project as makebook finds it."""
        return Project.find(self.root)

    def galley(self) -> Galley:
        """The galley of the first publication."""
        return self.set()[0]

    def set(self) -> tuple[Galley, Layouts]:
        """The galley of the first publication and the layouts that it asks for."""
        manuscript = read(self.project, publications(self.project)[0])
        layouts = layouts_of(self.project, manuscript)
        return set_galley(manuscript, self.project, words_of(manuscript, layouts)[0]), layouts

    def build(self, *editions: str, strict: bool = False) -> Report:
        """Build everything, or only `editions`."""
        return build(
            self.project, BuildRequest(editions=editions, strict=strict), lambda step: None
        )


def codes(galley: Galley) -> list[str]:
    """The codes of what was found while setting, in the order of the text."""
    return [finding.code for finding in galley.findings]
