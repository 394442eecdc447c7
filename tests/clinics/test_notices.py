"""What a clinic has every text say in other languages stands in the colophon of every edition."""

from __future__ import annotations

import re

import pytest

from prepress.building.build import BuildRequest, build
from prepress.building.composition import compose
from prepress.errors import SourceError
from prepress.galley.galley import Galley
from prepress.project.project import publications
from tests.clinics.group import TINY, clinic, composed
from tests.epub.galleys import Epub
from tests.pdf.pages import texts_of
from tests.shelf import Shelf

SHARED = "notices:\n  es: Hay **ayuda** gratis.\n  vi: Miễn phí.\n"


@pytest.fixture
def texts(shelf: Shelf) -> Shelf:
    return shelf.add({"1.md": "Text.\n"}, metadata=TINY)


def notices(galley: Galley) -> list[tuple[str, str]]:
    return [(each.lang, each.markup.strip()) for each in galley.notices]


def test_notice_is_set_with_its_language(texts: Shelf) -> None:
    clinic(texts, SHARED + "  ar: مجانًا.\n")
    galley = composed(texts).galley
    assert notices(galley)[0] == ("es", "<p>Hay <strong>ayuda</strong> gratis.</p>")
    assert [each.dir for each in galley.notices] == ["ltr", "ltr", "rtl"]


def test_clinic_has_notices_of_its_own(texts: Shelf) -> None:
    clinic(texts, SHARED, north="notices: {es: Llame al norte.}\n")
    assert notices(composed(texts, "north").galley) == [
        ("es", "<p>Llame al norte.</p>"),
        ("vi", "<p>Miễn phí.</p>"),
    ]


def test_notice_can_hold_no_script(texts: Shelf) -> None:
    clinic(texts, "notices: {es: \"<script>x</script>Hay <a href='javascript:x'>ayuda</a>.\"}\n")
    ((_, markup),) = notices(composed(texts).galley)
    assert "script" not in markup


def test_other_notice_is_another_revision_and_none_is_not(texts: Shelf) -> None:
    revisions = []
    for said in ("name: A\n", "name: A\nnotices: {}\n", "name: A\nnotices: {es: Sí.}\n"):
        clinic(texts, said)
        revisions.append(composed(texts).galley.revision)
    assert [revisions[0] == revisions[1], revisions[1] == revisions[2]] == [True, False]


@pytest.mark.parametrize("said", ["", "notices: {}\n", "notices: {es: }\n"])
def test_required_notice_that_is_missing_is_an_error(texts: Shelf, said: str) -> None:
    clinic(texts, f"name: A\nrequire-notice: true\n{said}")
    report = build(texts.project, BuildRequest(), lambda step: None)
    (finding,) = report.findings
    assert (finding.code, str(finding.place)) == ("K-004", "sources/clinic.yaml:2")
    assert report.exit_code == 1


def test_required_notice_that_is_there_is_none(texts: Shelf) -> None:
    clinic(texts, SHARED + "require-notice: true\n")
    assert composed(texts).known == ()


@pytest.mark.parametrize("said", ["notices: {Spanish!: x}", "notices: Help", "require-notice: yes"])
def test_what_is_written_wrongly_names_its_line(texts: Shelf, said: str) -> None:
    clinic(texts, f"name: A\n{said}\n")
    with pytest.raises(SourceError) as error:
        composed(texts)
    assert str(error.value.place) == "sources/clinic.yaml:2"


def test_every_edition_says_it_and_who_has_translated(shelf: Shelf) -> None:
    metadata = TINY.replace("[epub]", "[print, epub, web]")
    metadata += (
        "machine-translation: true\ntranslator: Eva Ruiz\nreviewed: 2026-11-23\nreviewer: Ann\n"
    )
    clinic(shelf.add({"1.md": "Text.\n"}, metadata=metadata), SHARED)
    assert build(shelf.project, BuildRequest(), lambda step: None).exit_code == 0
    output = shelf.root / "output"
    epub = Epub((output / "tiny.epub").read_bytes())
    found = epub.find("about.xhtml", "//h:div[@class='notice']/@lang")
    assert found == ["es", "vi"]
    shown = [
        "".join(texts_of((output / "tiny.pdf").read_bytes())),
        (output / "tiny.html").read_text("utf-8"),
        "".join(epub.find("about.xhtml", "//text()")),
    ]
    for text in (re.sub(r"<[^>]*>|\s+", " ", each) for each in shown):
        for words in ("Machine translation.", "Translated by Eva Ruiz.", "by Ann", "gratis", "phí"):
            assert words in text


def test_translation_does_not_take_over_that_a_machine_made_its_source(shelf: Shelf) -> None:
    files = {"1.md": "Text.\n", "es/1.md": "Texto.\n", "es/book.yaml": "title: Chico\n"}
    shelf.add(files, metadata=TINY + "machine-translation: true\n")
    clinic(shelf, SHARED)
    english, spanish = (compose(shelf.project, each).galley for each in publications(shelf.project))
    said = [each.manuscript.metadata.machine_translation for each in (english, spanish)]
    assert said == [True, False]
    assert notices(spanish) == notices(english)
