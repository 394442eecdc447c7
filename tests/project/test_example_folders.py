"""A publication can begin from a finished text: those that ship, and a project's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prepress.checks.plain_language.assessment import assess
from prepress.errors import UsageError
from prepress.manuscript.reading import read
from prepress.project.example_folders import example_names, languages_of, without_contact
from prepress.project.new import make_publication
from prepress.project.project import Project, publications, shipped_folder
from tests.shelf import Shelf, codes

SHIPPED = example_names(Path("nowhere"))
IN_LANGUAGES = [(name, lang) for name in SHIPPED for lang in languages_of(Path("nowhere"), name)]


def test_there_is_an_example_of_each_kind() -> None:
    assert {"handout", "leaflet", "poster", "card", "book", "form", "letter"} <= {*SHIPPED}


@pytest.mark.parametrize(("name", "lang"), IN_LANGUAGES)
def test_example_has_nothing_to_mend(shelf: Shelf, name: str, lang: str) -> None:
    make_publication(shelf.root, "mine", name, lang)
    galley = shelf.galley()
    assert galley.manuscript.metadata.lang == lang
    assert codes(galley) == []
    assert assess(galley).findings == ()


def test_examples_for_the_clinic_are_there_in_spanish() -> None:
    assert {name for name, lang in IN_LANGUAGES if lang == "es"} == {*SHIPPED} - {"book"}


@pytest.mark.parametrize("name", [name for name, lang in IN_LANGUAGES if lang == "es"])
def test_example_has_the_same_parts_in_spanish(shelf: Shelf, name: str) -> None:
    kept = re.compile(r"^ *([#:|>-] ?|\d+\.)|____|\([ )]|!\[|\d+ ?mg|\b\d{2,}\b", re.MULTILINE)
    parts = []
    for lang in ("en", "es"):
        folder = make_publication(shelf.root, lang, name, lang)
        text = (folder / f"{name}.md").read_text("utf-8")
        parts.append(sorted(sign.group() for sign in kept.finditer(text.partition("\n---\n")[2])))
    assert parts[0] == parts[1]


def test_small_example_can_be_begun_in_spanish(shelf: Shelf) -> None:
    folder = make_publication(shelf.root, "mía", lang="es-MX")
    assert "lang: es" in (folder / "book.yaml").read_text("utf-8")
    assert codes(shelf.galley()) == []
    assert shelf.galley().manuscript.metadata.title == "mía"


def test_example_that_is_not_there_in_a_language_says_in_which_it_is(shelf: Shelf) -> None:
    with pytest.raises(UsageError, match="not there in “fr”") as raised:
        make_publication(shelf.root, "mine", "card", "fr")
    assert raised.value.remedy == "It is there in en-US, es."


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
