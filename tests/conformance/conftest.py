"""The publications that the validators judge, each built once by the command."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from prepress.editions import EDITIONS
from tests.handout import HANDOUT, ROOT, built_handout
from tests.warm_command import run_warm

__all__ = ["HANDOUT", "ROOT", "Built", "makebook"]


@dataclass(frozen=True)
class Built:
    """A publication's editions in the folder `output`."""

    output: Path
    name: str

    @property
    def pdf(self) -> Path:
        """The print edition."""
        return self.output / f"{self.name}.pdf"

    @property
    def epub(self) -> Path:
        """The EPUB edition."""
        return self.output / f"{self.name}.epub"

    def on_paper(self, edition: str) -> Path:
        """Any of the PDF editions by its name."""
        return self.pdf if edition == "print" else self.output / f"{self.name}-{edition}.pdf"


def makebook(project: Path, *arguments: str) -> None:
    """Run the command in the folder `project`; AssertionError with what it said where it does not
    end well.
    """
    done = run_warm(project, *arguments, environ=os.environ)
    assert done.returncode == 0, (
        f"makebook {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}"
    )


@pytest.fixture(scope="session")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The handout that this project publishes."""
    return Built(built_handout(tmp_path_factory), HANDOUT)


@pytest.fixture(scope="session")
def translated_handout(handout: Built) -> Built:
    """Its translation into Spanish, which is built with it."""
    return Built(handout.output, f"{HANDOUT}-es")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example that `makebook new` lays down."""
    project = tmp_path_factory.mktemp("example")
    (project / "sources").mkdir()
    makebook(project, "new", "example")
    # No part of it is marked for a card.
    makebook(project, "build", *(f"--edition={name}" for name in EDITIONS if name != "card"))
    return Built(project / "output", "example")


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book that holds everything an author can write twice, in the `book` layout."""
    project = tmp_path_factory.mktemp("book")
    source = project / "sources" / "everything"
    source.mkdir(parents=True)
    for file in sorted((Path(__file__).parent / "everything").iterdir()):
        (source / file.name).write_bytes(file.read_bytes())
        if file.suffix == ".md":
            (source / f"1{file.name}").write_bytes(file.read_bytes())
    makebook(project, "build", "--strict")
    return Built(project / "output", "everything")


@pytest.fixture(params=["handout", "translated_handout", "example", "book"])
def built(request: pytest.FixtureRequest) -> Built:
    """Each publication in turn."""
    publication = request.getfixturevalue(request.param)
    assert isinstance(publication, Built)
    return publication
