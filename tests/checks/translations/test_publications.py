"""A folder named by its language holds a translation: a publication of its own that takes the rest
from its source.
"""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.building.build import BuildRequest, Report, build
from prepress.building.composition import Composition, compose
from prepress.errors import SourceError
from prepress.findings import Finding
from prepress.project.project import publications
from tests.clinics.group import clinic
from tests.epub.galleys import Epub
from tests.shelf import SQUARE, Shelf

ENGLISH = "# Sleep\n\nSleep 8 hours.\n\n![A bed.](images/bed.svg)\n"
SPANISH = "# El sueño\n\nDuerma 8 horas.\n\n![Una cama.](images/bed.svg)\n"
METADATA = """title: Sleep well
lang: en-US
subtitle: A guide
author: Ann Lee
keywords: [sleep]
reviewed: 2026-11-23
reviewer: Dr. Roe
date: 2026-11-20
identifier: urn:isbn:9780000000002
editions: [epub]
"""
IN_SPANISH = "title: Dormir bien\nsubtitle: Una guía\nkeywords: [sueño]\n"


@pytest.fixture
def sleep(shelf: Shelf) -> Shelf:
    files = {
        "1.md": ENGLISH,
        "images/bed.svg": SQUARE,
        "es/1.md": SPANISH,
        "es/book.yaml": IN_SPANISH,
        "es/_source/1.md": ENGLISH,
        "es/_source/book.yaml": METADATA,
    }
    return shelf.add(files, name="sleep", metadata=METADATA)


def translation(shelf: Shelf, name: str = "sleep-es") -> Composition:
    (publication,) = [each for each in publications(shelf.project) if each.name == name]
    return compose(shelf.project, publication)


def write(shelf: Shelf, path: str, text: str) -> None:
    file = shelf.root / "sources/sleep" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def found(shelf: Shelf) -> list[Finding]:
    return list(translation(shelf).known)


def said(shelf: Shelf, name: str = "sleep-es") -> str:
    """All that stands in the documents of an EPUB."""
    opened = Epub((shelf.root / f"output/{name}.epub").read_bytes())
    return "".join(opened.text(file) for file in opened.names if file.endswith(".xhtml"))


def made(shelf: Shelf) -> list[str]:
    report = build(shelf.project, BuildRequest(jobs=1), lambda step: None)
    assert (report.findings, report.failures) == ((), ())
    return [built.path.name for built in report.built if built.path and built.why]


def test_translation_is_built_beside_its_source(sleep: Shelf) -> None:
    assert made(sleep) == ["sleep.epub", "sleep-es.epub"]
    assert "Duerma 8 horas." in said(sleep)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("es", True),
        ("ES", True),
        ("pt-BR", True),
        ("pt_BR", True),
        ("zh-Hant", True),
        ("old", False),
        ("notes", False),
    ],
)
def test_folder_is_a_translation_where_its_name_is_a_language(
    shelf: Shelf, name: str, is_one: bool
) -> None:
    shelf.add({"1.md": "Hi.\n", f"{name}/1.md": "Hola.\n", "images/de/1.md": "Hallo.\n"})
    names = [publication.name for publication in publications(shelf.project)]
    assert names == (["tiny", f"tiny-{name}"] if is_one else ["tiny"])
    assert (
        not is_one or len(publications(shelf.project)[0].files) == 2
    )  # its own, and the one below images/


def test_folder_of_three_letters_needs_metadata_to_be_a_translation(shelf: Shelf) -> None:
    shelf.add({"1.md": "Hi.\n", "hmn/1.md": "Nyob zoo.\n", "hmn/book.yaml": "title: Me\n"})
    assert [publication.name for publication in publications(shelf.project)] == ["tiny", "tiny-hmn"]


def test_folder_of_three_letters_without_metadata_holds_chapters(shelf: Shelf) -> None:
    (publication,) = publications(shelf.add({"1.md": "Hi.\n", "hmn/1.md": "Nyob zoo.\n"}).project)
    assert [file.parent.name for file in publication.files] == ["tiny", "hmn"]


@pytest.fixture
def parts(shelf: Shelf) -> Shelf:
    """A source of two parts with files of the same names, its translation, and the note that it is
    up to date.
    """
    one, two = (
        "# One\n\nSleep 8 hours.\n\n![A bed.](bed.svg)\n",
        "# Two\n\nDrink 2 cups of tea in the evening.\n",
    )
    uno, dos = (
        "# Uno\n\nDuerma 8 horas.\n\n![Una cama.](bed.svg)\n",
        "# Dos\n\nTome 2 tazas de té por la noche.\n",
    )
    files: dict[str, str | bytes] = {
        "part-1/1.md": one,
        "part-1/bed.svg": SQUARE,
        "part-2/1.md": two,
        "es/part-1/1.md": uno,
        "es/part-2/1.md": dos,
        "es/book.yaml": IN_SPANISH,
        "es/_source/part-1/1.md": one,
        "es/_source/part-2/1.md": two,
        "es/_source/book.yaml": METADATA,
    }
    return shelf.add(files, name="sleep", metadata=METADATA)


def test_chapters_in_subfolders_are_translated_in_subfolders(parts: Shelf) -> None:
    assert made(parts) == ["sleep.epub", "sleep-es.epub"]
    assert "Tome 2 tazas" in said(parts)


def test_chapters_of_one_name_pair_with_those_of_the_same_folder(parts: Shelf) -> None:
    (parts.root / "sources/sleep/es/part-1/1.md").unlink()
    assert [finding.what for finding in found(parts)] == [
        "The chapter sources/sleep/part-1/1.md of the source has no translation."
    ]


def test_change_in_a_subfolder_names_its_translation(parts: Shelf) -> None:
    write(parts, "part-2/1.md", "# Two\n\nDrink 2 cups of tea in the morning.\n")
    (finding,) = found(parts)
    assert (finding.code, str(finding.place)) == ("V-001", "sources/sleep/es/part-2/1.md:1")


def test_picture_of_a_subfolder_is_taken_until_the_translation_has_its_own(parts: Shelf) -> None:
    made(parts)
    write(parts, "es/part-1/bed.svg", SQUARE.replace("M1 1", "M2 2"))
    assert made(parts) == ["sleep-es.epub"]


def test_translation_takes_what_is_the_same_in_all_languages(sleep: Shelf) -> None:
    metadata = translation(sleep).galley.manuscript.metadata
    assert (metadata.title, metadata.subtitle, metadata.lang) == ("Dormir bien", "Una guía", "es")
    assert (metadata.author, metadata.layout) == (("Ann Lee",), "handout")
    assert [edition.name for edition in metadata.editions] == ["epub"]


def test_dates_identifier_and_review_are_never_taken(sleep: Shelf) -> None:
    metadata = translation(sleep).galley.manuscript.metadata
    assert (metadata.date, metadata.identifier, metadata.reviewed, metadata.reviewer) == (
        None,
        None,
        None,
        None,
    )


def test_translation_runs_in_the_direction_of_its_language(sleep: Shelf) -> None:
    write(sleep, "ar/book.yaml", "title: النوم\n")
    write(sleep, "ar/1.md", "# النوم\n")
    assert translation(sleep, "sleep-ar").galley.manuscript.metadata.dir == "rtl"


def test_unreviewed_translation_says_so_until_somebody_reviews_it(sleep: Shelf) -> None:
    mark = "Esta traducción aún no ha sido revisada"
    made(sleep)
    assert mark in said(sleep)
    write(sleep, "es/book.yaml", f"{IN_SPANISH}reviewed: 2026-11-24\n")
    assert made(sleep) == ["sleep-es.epub"]
    assert mark not in said(sleep)


def test_translator_is_named_to_readers_and_catalogues(sleep: Shelf) -> None:
    write(sleep, "es/book.yaml", f"{IN_SPANISH}translator: Eva Ruiz\n")
    made(sleep)
    assert "Traducido por Eva Ruiz." in said(sleep)
    package = Epub((sleep.root / "output/sleep-es.epub").read_bytes()).package
    assert package("//dc:contributor/text()") == ["Eva Ruiz"]
    assert package("//opf:meta[@refines='#translator-1'][@property='role']/text()") == ["trl"]


def test_untranslated_metadata_is_named(sleep: Shelf) -> None:
    write(sleep, "es/book.yaml", "title: Dormir bien\nkeywords:\n")
    (finding,) = found(sleep)
    assert str(finding) == (
        "sources/sleep/es/book.yaml: warning V-006: Of the metadata, this is not translated: "
        "subtitle. "
        "Write it here; a key that is left empty says nothing."
    )


def test_metadata_in_the_words_of_the_source_is_not_translated(sleep: Shelf) -> None:
    for file, text in (("book.yaml", METADATA), ("es/_source/book.yaml", METADATA)):
        write(sleep, file, text.replace("A guide", "A short guide"))
    write(sleep, "es/book.yaml", IN_SPANISH.replace("Una guía", "A short guide"))
    (finding,) = found(sleep)
    assert finding.code == "V-006"
    assert "not translated: subtitle." in finding.what


def test_changed_metadata_of_the_source_is_named_at_its_translation(sleep: Shelf) -> None:
    write(sleep, "book.yaml", METADATA.replace("A guide", "A short guide"))
    (finding,) = found(sleep)
    assert (finding.code, str(finding.place)) == ("V-001", "sources/sleep/es/book.yaml:2")
    assert "“A guide” is now “A short guide”" in finding.what


def test_identifier_of_the_source_is_refused(sleep: Shelf) -> None:
    write(sleep, "es/book.yaml", f"{IN_SPANISH}identifier: urn:isbn:9780000000002\n")
    with pytest.raises(SourceError, match="identifier of the source") as caught:
        translation(sleep)
    assert str(caught.value.place) == "sources/sleep/es/book.yaml:4"


def test_other_language_than_the_folders_is_refused(sleep: Shelf) -> None:
    write(sleep, "es/book.yaml", f"lang: fr\n{IN_SPANISH}")
    with pytest.raises(SourceError, match="“fr”, but the folder is called “es”"):
        translation(sleep)


def test_variant_of_the_folders_language_is_taken(sleep: Shelf) -> None:
    write(sleep, "es/book.yaml", f"lang: es-US\n{IN_SPANISH}")
    assert translation(sleep).galley.manuscript.metadata.lang == "es-US"


def test_translation_without_a_title_says_where_it_goes(sleep: Shelf) -> None:
    (sleep.root / "sources/sleep/es/book.yaml").unlink()
    assert translation(sleep).galley.manuscript.metadata.title == "El sueño"
    write(sleep, "es/1.md", "Duerma 8 horas.\n")
    with pytest.raises(SourceError) as caught:
        translation(sleep)
    assert str(caught.value) == (
        "sources/sleep/es/1.md:1: This translation has no title. "
        "Write title: … into a file book.yaml beside it; it takes the rest from its source. "
        "If “es” is no language here, give the folder another name, and its files are chapters."
    )


def test_picture_of_its_own_wins_and_makes_only_the_translation_again(sleep: Shelf) -> None:
    made(sleep)
    assert made(sleep) == []
    write(sleep, "es/images/bed.svg", SQUARE.replace("M1 1", "M2 2"))
    assert made(sleep) == ["sleep-es.epub"]
    (sleep.root / "sources/sleep/es/images/bed.svg").unlink()
    assert made(sleep) == ["sleep-es.epub"]


def test_changed_source_is_a_warning_for_the_translation_which_is_not_made_again(
    sleep: Shelf,
) -> None:
    made(sleep)
    write(sleep, "1.md", ENGLISH.replace("Sleep 8", "Do sleep 8"))
    report = build(sleep.project, BuildRequest(jobs=1), lambda step: None)
    assert [(finding.code, str(finding.place)) for finding in report.findings] == [
        ("V-001", "sources/sleep/es/1.md:1")
    ]
    assert {built.publication: bool(built.why) for built in report.built} == {
        "sleep": True,
        "sleep-es": False,
    }


def test_naming_a_publication_means_its_translations_too(sleep: Shelf) -> None:
    def names(*chosen: str) -> list[str]:
        return [
            built.publication
            for built in build(sleep.project, BuildRequest(chosen, jobs=1), lambda step: None).built
        ]

    assert names("sleep") == ["sleep", "sleep-es"]
    assert names("sleep-es") == ["sleep-es"]


def test_broken_translation_does_not_stop_its_source(sleep: Shelf) -> None:
    write(sleep, "es/book.yaml", "title: [\n")
    report: Report = build(sleep.project, BuildRequest(jobs=1), lambda step: None)
    assert [built.publication for built in report.built] == ["sleep"]
    assert [str(failure.place) for failure in report.failures] == ["sources/sleep/es/book.yaml:2"]


CRISIS = "Call 988."


def test_clinic_says_its_crisis_line_in_the_readers_language(sleep: Shelf) -> None:
    clinic(
        sleep, f"name: Home\ncrisis: {CRISIS}\ntranslations: {{es: {{crisis: Llame al 988.}}}}\n"
    )
    contact = translation(sleep).galley.manuscript.metadata.contact
    assert contact is not None
    assert (contact.name, contact.crisis) == ("Home", "Llame al 988.")


def test_untranslated_crisis_line_is_named(sleep: Shelf) -> None:
    clinic(sleep, f"name: Home\ncrisis: {CRISIS}\n")
    (finding,) = found(sleep)
    assert finding.code == "V-006"
    assert "contact: crisis" in finding.what
    assert "sources/clinic.yaml" in finding.hint


def test_region_says_only_what_differs_from_its_language(sleep: Shelf) -> None:
    said = "{es: {crisis: Llame al 988., name: Casa}, es-US: {crisis: Llame al 988 y oprima 2.}}"
    clinic(sleep, f"name: Home\ncrisis: {CRISIS}\ntranslations: {said}\n")
    write(sleep, "es/book.yaml", f"lang: es-US\n{IN_SPANISH}")
    contact = translation(sleep).galley.manuscript.metadata.contact
    assert contact is not None
    assert (contact.name, contact.crisis) == ("Casa", "Llame al 988 y oprima 2.")


def test_one_clinic_has_translations_of_its_own(sleep: Shelf) -> None:
    shared = f"name: Home\ncrisis: {CRISIS}\ntranslations: {{es: {{crisis: Llame al 988.}}}}\n"
    clinic(sleep, shared, north="translations: {es: {name: Norte}}\n")
    report = build(sleep.project, BuildRequest(clinics=("north",), jobs=1), lambda step: None)
    assert [built.publication for built in report.built] == ["sleep-north", "sleep-es-north"]
    assert "Norte" in said(sleep, "sleep-es-north")
    assert "Llame al 988." in said(sleep, "sleep-es-north")


def test_unknown_key_below_translations_is_named_with_its_line(sleep: Shelf) -> None:
    clinic(sleep, "name: Home\ntranslations:\n  es:\n    crysis: Llame al 988.\n")
    with pytest.raises(SourceError, match="There is no key “crysis”") as caught:
        translation(sleep)
    assert str(caught.value.place) == "sources/clinic.yaml:4"


def test_translated_notes_what_the_source_says(
    sleep: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sleep.root)
    write(sleep, "1.md", ENGLISH.replace("Sleep 8", "Do sleep 8"))
    assert [finding.code for finding in found(sleep)] == ["V-001"]
    answer = CliRunner().invoke(main, ["translated", "es"])
    assert (answer.exit_code, answer.output) == (
        0,
        "Noted: sources/sleep/es says what its source says now.\n",
    )
    assert found(sleep) == []
    again = CliRunner().invoke(main, ["translated", "es", "sleep"])
    assert again.output == "There is nothing new to note: no source has changed since.\n"


def test_translated_forgets_a_chapter_that_the_source_has_no_more(
    sleep: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sleep.root)
    write(sleep, "es/_source/2.md", "# More\n")
    assert CliRunner().invoke(main, ["translated", "es"]).exit_code == 0
    kept = sleep.root / "sources/sleep/es/_source"
    assert sorted(file.name for file in kept.iterdir()) == ["1.md", "book.yaml"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fr"], "There is no translation into “fr”."),
        (["es", "slep"], "There is no translation of “slep” into “es”. Did you mean “sleep”?"),
    ],
)
def test_translated_says_what_is_not_there(
    sleep: Shelf, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(sleep.root)
    answer = CliRunner().invoke(main, ["translated", *arguments])
    assert answer.exit_code == 2
    assert message in answer.output


def test_unrecorded_translation_is_a_finding_that_says_the_command(sleep: Shelf) -> None:
    for file in (sleep.root / "sources/sleep/es/_source").iterdir():
        file.unlink()
    (finding,) = found(sleep)
    assert finding.code == "V-004"
    assert finding.hint.endswith("makebook translated es")


def test_error_that_comes_from_the_source_keeps_the_translation_from_being_given_out(
    sleep: Shelf,
) -> None:
    made(sleep)
    write(sleep, "1.md", ENGLISH.replace("8 hours", "9 hours"))
    report = build(sleep.project, BuildRequest(jobs=1, release=True), lambda step: None)
    assert {finding.code for finding in report.findings} == {"V-001", "V-002"}
    assert (report.exit_code, report.withheld) == (1, ("sleep-es.epub",))
    assert len(report.released) == 1


def test_clinics_own_value_wins_over_the_translation_of_the_shared_one(sleep: Shelf) -> None:
    shared = (
        f"name: Home\nphone: 555-0100\ncrisis: {CRISIS}\ntranslations: {{es: {{phone: 555-0101, "
        f"name: Casa}}}}\n"
    )
    clinic(sleep, shared, north="phone: 555-0200\n")
    build(sleep.project, BuildRequest(clinics=("north",), jobs=1), lambda step: None)
    assert "555-0200" in said(sleep, "sleep-es-north")
    assert "Casa" in said(sleep, "sleep-es-north")


def test_contact_of_the_source_wins_over_the_clinics_but_for_the_crisis_line(sleep: Shelf) -> None:
    clinic(sleep, "name: Home\ntranslations: {es: {name: Casa, crisis: Llame al 988.}}\n")
    write(sleep, "book.yaml", f"{METADATA}contact: {{name: Group, crisis: Call 988.}}\n")
    contact = translation(sleep).galley.manuscript.metadata.contact
    assert contact is not None
    assert (contact.name, contact.crisis) == ("Group", "Llame al 988.")


@pytest.mark.parametrize(
    ("source", "mine", "is_found"),
    [
        ("Call 988.", "Llame al 989.", True),
        ("Call 1-800-555-0100.", "Llame al 1-800-555-0101.", True),
        ("Call 988.", "Llame al 988 y oprima el 2.", False),
        ("Call 1-800-555-0100.", "Llame al 1 800 555 0100.", False),
    ],
)
def test_telephone_numbers_of_the_crisis_line_are_compared(
    sleep: Shelf, source: str, mine: str, *, is_found: bool
) -> None:
    clinic(sleep, f"name: Home\ncrisis: {source}\ntranslations:\n  es: {{crisis: {mine}}}\n")
    assert [(each.code, str(each.place)) for each in found(sleep)] == [
        ("V-002", "sources/clinic.yaml:3")
    ] * is_found


def test_figure_of_the_subtitle_is_compared(sleep: Shelf) -> None:
    write(sleep, "book.yaml", METADATA.replace("A guide", "8 hours a night"))
    write(sleep, "es/_source/book.yaml", METADATA.replace("A guide", "8 hours a night"))
    write(sleep, "es/book.yaml", IN_SPANISH.replace("Una guía", "9 horas cada noche"))
    (finding,) = found(sleep)
    assert (finding.code, str(finding.place)) == ("V-002", "sources/sleep/es/book.yaml:2")


@pytest.mark.parametrize("kept", ["1.md", "book.yaml"])
def test_damaged_copy_of_the_source_counts_as_none(
    sleep: Shelf, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    for file in (sleep.root / "sources/sleep/es/_source").iterdir():
        if file.name != kept:
            file.unlink()
    assert [finding.code for finding in found(sleep)] == ["V-004"]
    monkeypatch.chdir(sleep.root)
    assert CliRunner().invoke(main, ["translated", "es"]).exit_code == 0
    assert found(sleep) == []


def test_source_is_never_noted_outside_the_project(
    sleep: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside, kept = tmp_path_factory.mktemp("outside"), sleep.root / "sources/sleep/es/_source"
    shutil.rmtree(kept)
    kept.symlink_to(outside)
    monkeypatch.chdir(sleep.root)
    answer = CliRunner().invoke(main, ["translated", "es"])
    assert (answer.exit_code, list(outside.iterdir())) == (3, [])
    assert "sources/sleep/es/_source: This leads out of the project." in answer.output


def test_subfolders_of_the_source_are_noted_and_go_with_it(
    parts: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(parts.root)
    kept = parts.root / "sources/sleep/es/_source"
    shutil.move(parts.root / "sources/sleep/part-2", parts.root / "sources/sleep/part-3")
    write(parts, "part-3/deep/er/1.md", "# Deep\n")
    assert CliRunner().invoke(main, ["translated", "es"]).exit_code == 0
    files = sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*.md"))
    assert files == ["part-1/1.md", "part-3/1.md", "part-3/deep/er/1.md"]
    assert not (kept / "part-2").exists()


def test_source_is_never_noted_through_a_link(
    parts: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(parts.root)
    kept = parts.root / "sources/sleep/es/_source"
    shutil.rmtree(kept / "part-2")
    (kept / "part-2").symlink_to(parts.root / "sources/sleep/part-1")
    write(parts, "part-2/1.md", "# Two, anew\n")
    answer = CliRunner().invoke(main, ["translated", "es"])
    assert answer.exit_code == 3
    assert (
        "sources/sleep/es/_source/part-2: This is a link to another folder. Delete it."
        in answer.output
    )
    assert (parts.root / "sources/sleep/part-1/1.md").read_text("utf-8").startswith("# One")


def test_two_variants_of_a_language_are_noted_each_for_itself(
    sleep: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(sleep, "es-MX/1.md", SPANISH)
    write(sleep, "es-MX/book.yaml", IN_SPANISH)
    monkeypatch.chdir(sleep.root)
    answer = CliRunner().invoke(main, ["translated", "es-MX"])
    assert answer.output == "Noted: sources/sleep/es-MX says what its source says now.\n"


def test_translations_below_no_language_are_refused(sleep: Shelf) -> None:
    clinic(sleep, "name: Home\ntranslations:\n  spanish: {crisis: Llame al 988.}\n")
    with pytest.raises(SourceError, match="“spanish” is no language tag"):
        translation(sleep)


def test_mistake_in_the_source_is_said_once(sleep: Shelf) -> None:
    write(sleep, "book.yaml", "title: [\n")
    report = build(sleep.project, BuildRequest(jobs=1), lambda step: None)
    assert len(report.failures) == 1
