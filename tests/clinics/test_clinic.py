"""What a clinic says of itself is read strictly, and what stands nearer to the text wins key by
key.
"""

from __future__ import annotations

import pytest

from prepress.building.build import BuildRequest, build, verify
from prepress.errors import SourceError
from prepress.manuscript.metadata import Contact
from prepress.project.new import make_publication
from prepress.project.project import publications
from tests.clinics.group import LOGO, TINY, clinic, composed
from tests.epub.galleys import Epub
from tests.shelf import Shelf


def with_metadata(shelf: Shelf, more: str) -> Shelf:
    return shelf.add({"1.md": "Text.\n"}, metadata=TINY + more)


def test_contact_is_the_clinics(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, ""))
    assert composed(shelf).galley.manuscript.metadata.contact == Contact(
        "Home", "555-0100", crisis="Call 988."
    )


def test_each_value_comes_from_what_is_nearest(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, "contact: {phone: 3}\n"), north="name: North\nphone: 2\n")
    assert composed(shelf, "north").galley.manuscript.metadata.contact == Contact(
        "North", "3", crisis="Call 988."
    )


def test_contact_without_any_name_is_refused_where_it_stands(shelf: Shelf) -> None:
    with_metadata(shelf, "contact: {phone: 3}\n")
    with pytest.raises(SourceError, match="There is no “name”") as error:
        composed(shelf)
    assert str(error.value.place) == "sources/tiny/book.yaml:4"
    clinic(with_metadata(shelf, ""), "# ours\nphone: 1\n")
    with pytest.raises(SourceError, match="There is no “name”") as error:
        composed(shelf)
    assert str(error.value.place) == "sources/clinic.yaml:2"


def test_colours_alone_make_no_contact(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, ""), 'primary: "#0f4c5c"\n')
    assert composed(shelf).galley.manuscript.metadata.contact is None


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("name: A\nfone: 1\n", 2, "no key “fone”"),
        ("name: A\nname: B\n", 2, "stands twice"),
        ("name: A: B\n", 1, "needs quotes"),
        ("- A\n", 1, "must be keys with values"),
        ("web: clinic\n", 1, "must be a web address"),
        ("primary: #0f4c5c\n", 1, "“primary” needs straight quotes, since # begins a remark"),
        ("primary: teal\n", 1, "must be a colour of six hexadecimal digits"),
        ("primary: '#0f4c5'\n", 1, "must be a colour"),
    ],
)
def test_mistake_is_named_with_file_and_line(shelf: Shelf, text: str, line: int, what: str) -> None:
    clinic(with_metadata(shelf, ""), text)
    with pytest.raises(SourceError, match=what) as error:
        composed(shelf)
    assert str(error.value.place) == f"sources/clinic.yaml:{line}"


def test_file_of_nothing_but_remarks_says_nothing(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, ""), "# name: A\n\n")
    assert composed(shelf).galley.manuscript.metadata.contact is None


def test_file_with_another_ending_is_not_passed_over(shelf: Shelf) -> None:
    with_metadata(shelf, "")
    (shelf.root / "sources/clinic.yml").write_text("name: A\n")
    with pytest.raises(SourceError, match="This file is not read") as error:
        composed(shelf)
    assert error.value.remedy == "Rename it to clinic.yaml."


def test_clinics_are_no_publications(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, ""), north="name: North\n")
    (shelf.root / "sources/clinics/notes.md").write_text("# Notes\n")
    assert [publication.name for publication in publications(shelf.project)] == ["tiny"]


def test_logo_stands_in_the_contact_with_the_clinics_name(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, ""), north="name: North\nlogo: signs/north.svg\n")
    signs = shelf.root / "sources/clinics/signs"
    signs.mkdir()
    (signs / "north.svg").write_text(LOGO)
    report = build(shelf.project, BuildRequest(clinics=("north",), strict=True), lambda step: None)
    assert (report.findings, report.exit_code) == ((), 0)
    epub = Epub((shelf.root / "output/tiny-north.epub").read_bytes())
    (source,) = epub.find("about.xhtml", "//h:section//h:img[@alt='North']/@src")
    assert source in epub.names


def test_logo_that_is_not_there_is_a_finding_at_its_line(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, ""), "name: A\nlogo: gone.svg\n")
    assert [(each.code, str(each.place)) for each in composed(shelf).known] == [
        ("I-001", "sources/clinic.yaml:2")
    ]


def test_logo_outside_the_project_is_a_finding(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, ""), "name: A\nlogo: ../../logo.svg\n")
    assert [each.code for each in composed(shelf).known] == ["I-003"]


def test_copy_of_a_clinic_is_known_by_its_own_revision(shelf: Shelf) -> None:
    clinic(with_metadata(shelf, ""), north="name: North\n")
    own, north = (composed(shelf, name).galley.revision for name in ("", "north"))
    assert own != north
    assert [verify(shelf.project, revision).publication for revision in (own, north)] == [
        "tiny",
        "tiny-north",
    ]


def test_new_publication_takes_the_contact_of_the_clinic(shelf: Shelf) -> None:
    clinic(shelf)
    make_publication(shelf.root, "tiny")
    contact = composed(shelf).galley.manuscript.metadata.contact
    assert contact is not None and contact.name == "Home"
