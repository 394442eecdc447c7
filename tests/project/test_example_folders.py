"""A publication can begin from a finished text: those that ship, and a project's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.checks.plain_language.assessment import assess
from prepress.errors import UsageError
from prepress.manuscript.reading import read
from prepress.project.example_folders import example_names, without_contact
from prepress.project.new import make_publication
from prepress.project.project import Project, publications, shipped_folder
from tests.shelf import Shelf, codes

SHIPPED = example_names(Path("nowhere"))


def test_there_is_an_example_of_each_kind() -> None:
    assert {"handout", "leaflet", "poster", "card", "book", "form", "letter"} <= {*SHIPPED}


@pytest.mark.parametrize("name", SHIPPED)
def test_example_has_nothing_to_mend(shelf: Shelf, name: str) -> None:
    make_publication(shelf.root, "mine", name)
    galley = shelf.galley()
    assert codes(galley) == []
    assert assess(galley).findings == ()


def test_example_keeps_its_title(shelf: Shelf) -> None:
    make_publication(shelf.root, "mine", "leaflet")
    manuscript = read(Project.find(shelf.root), publications(shelf.project)[0])
    assert (manuscript.name, manuscript.metadata.title) == ("mine", "Your First Visit")


def test_example_of_the_project_comes_first(shelf: Shelf) -> None:
    own = shelf.root / "layouts" / "examples" / "leaflet"
    own.mkdir(parents=True)
    (own / "ours.md").write_text("Ours.\n")
    folder = make_publication(shelf.root, "mine", "leaflet")
    assert [path.name for path in folder.iterdir()] == ["ours.md"]


def test_example_that_is_not_there_names_the_nearest(shelf: Shelf) -> None:
    with pytest.raises(UsageError, match="no example “leflet”") as raised:
        make_publication(shelf.root, "mine", "leflet")
    assert raised.value.remedy == "Did you mean “leaflet”?"
    assert not shelf.root.exists()


def test_example_has_the_contact_of_the_clinic(shelf: Shelf) -> None:
    (shelf.root / "sources").mkdir(parents=True)
    (shelf.root / "sources" / "clinic.yaml").write_text("name: Ours\nphone: 555-0199\n")
    make_publication(shelf.root, "mine", "card")
    contact = read(shelf.project, publications(shelf.project)[0]).metadata.contact
    assert contact
    assert (contact.name, contact.phone, contact.web) == ("Ours", "555-0199", None)


def test_only_the_contact_of_the_front_matter_goes() -> None:
    front = "---\ntitle: T\ncontact:\n  name: A\n  phone: B\nlang: en\n---\n"
    body = "contact:\n  name: as an author may write\n"
    assert without_contact(front + body) == "---\ntitle: T\nlang: en\n---\n" + body
    assert without_contact("contact:\n  name: A\nlang: en\n") == "lang: en\n"


def test_each_example_lies_in_a_folder_of_its_own() -> None:
    stray = [
        each.name for each in (shipped_folder("layouts") / "examples").iterdir() if each.is_file()
    ]
    assert stray == []
