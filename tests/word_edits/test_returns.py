"""Word files that come back otherwise than as they went: comments, texts that have changed since,
and what cannot be taken back.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from shutil import copytree

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from prepress.building.composition import compose
from prepress.checks.parity.of_word import shown_by_word
from prepress.checks.parity.parity import parity_findings
from prepress.errors import SourceError, UsageError
from prepress.import_word.word_import import import_word
from prepress.project.clinics import with_clinics
from prepress.project.example_folders import example_names
from prepress.project.new import make_publication
from prepress.project.project import publications
from prepress.word_edits.taking_back import TakingBack, take_back
from tests.handout import ROOT
from tests.shelf import Shelf
from tests.word.word_files import Review, change, paragraph, written_edition

TEXT = "## Sleep\n\nGo to bed.\n\nGet up.\n\nThen rest.\n"


def pixels() -> bytes:
    """A small picture, which need not be drawn."""
    stream = io.BytesIO()
    Image.new("RGB", (9, 9)).save(stream, "PNG")
    return stream.getvalue()


def reasons(result: TakingBack) -> list[str]:
    return [f"{each.place}: {each.why}" for each in result.left]


def parts_changed(review: Review, change_parts: Callable[[dict[str, bytes]], None]) -> None:
    """Write the Word file again with other parts."""
    with zipfile.ZipFile(review.file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change_parts(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    review.file.write_bytes(stream.getvalue())


def test_comment_is_told_with_its_line(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        runs = paragraph(document, "Get up").runs
        document.add_comment(runs, "When?", "Ann Lee", "AL")
    (comment,) = review.take_back().comments
    assert (str(comment.place), comment.author) == ("sources/tiny/01.md:5", "Ann Lee")
    assert (comment.words, comment.text) == ("Get up.", "When?")
    assert review.source.read_text("utf-8") == TEXT


def test_paragraphs_changed_on_both_sides_stay_as_they_are_here(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    newer = TEXT.replace("Go to bed.", "Go to bed early.").replace("Then", "At last")
    review.source.write_text(newer, "utf-8")
    with review.word() as document:
        change(document, "bed", "sleep")
        change(document, "Get up", "Rise")
    result = review.take_back()
    assert ["changed here since" in each for each in reasons(result)] == [True]
    assert review.source.read_text("utf-8") == newer.replace("Get up", "Rise")


def test_file_that_comes_back_twice_is_taken_back_once(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        change(document, "Get up", "Rise")
        paragraph(document, "Rise").insert_paragraph_before("Sleep well.", "Normal")
        element = paragraph(document, "Then")._p
        element.getparent().remove(element)
    text = review.taken()
    assert text == "## Sleep\n\nGo to bed.\n\nSleep well.\n\nRise.\n"
    assert review.taken() == text


def test_paragraph_divided_in_two_becomes_two(shelf: Shelf) -> None:
    review = Review(shelf, "Go to bed. Get *up* early.\n\nEnd.\n")
    with review.word() as document:
        first = paragraph(document, "Go")
        second = first.insert_paragraph_before("Go to bed.", "Normal")
        first._p.addnext(second._p)
        second.clear().add_run("Get up early.")
        for run in first.runs[1:]:
            run._r.getparent().remove(run._r)
        first.runs[0].text = "Go to bed."
    assert review.taken() == "Go to bed.\n\nGet up early.\n\nEnd.\n"


def test_two_paragraphs_joined_become_one(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        first, second = paragraph(document, "Go")._p, paragraph(document, "Get")._p
        for element in list(second)[:]:
            first.append(element)
        second.getparent().remove(second)
    assert review.taken() == TEXT.replace("bed.\n\nGet", "bed.Get")


def test_what_is_written_before_a_paragraph_leaves_it_its_marks(shelf: Shelf) -> None:
    review = Review(shelf, "Go *to*\nbed.\n")
    with review.word() as document:
        old = paragraph(document, "Go")
        new = old.insert_paragraph_before("Listen well.", "Normal")
        for mark in old._p.xpath("w:bookmarkStart"):
            new._p.insert(1, mark)
    assert review.taken() == "Listen well.\n\nGo *to*\nbed.\n"


def test_moved_paragraph_is_told(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        paragraph(document, "Then")._p.addnext(paragraph(document, "Go")._p)
    assert reasons(review.take_back()) == [
        "sources/tiny/01.md:3: It was moved; move it in the Markdown."
    ]


def test_title_is_told_to_stand_in_the_metadata(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        change(document, "Tiny", "Small")
    (reason,) = reasons(review.take_back())
    assert reason.startswith("sources/tiny/book.yaml:1: Titles and authors")


def test_value_of_the_clinic_is_not_overwritten(shelf: Shelf) -> None:
    (shelf.root / "sources").mkdir(parents=True)
    (shelf.root / "sources" / "clinic.yaml").write_text("name: Clinic\nphone: 555-0100\n", "utf-8")
    review = Review(shelf, "Call {{ clinic.phone }} now.\n")
    with review.word() as document:
        change(document, "0100", "0199")
    (reason,) = reasons(review.take_back())
    assert "a value of the clinic" in reason
    assert review.source.read_text("utf-8") == "Call {{ clinic.phone }} now.\n"


def test_copy_of_one_clinic_comes_back_to_the_text_of_all(shelf: Shelf) -> None:
    (shelf.root / "sources" / "clinics").mkdir(parents=True)
    (shelf.root / "sources" / "clinics" / "north.yaml").write_text("name: North\n", "utf-8")
    shelf.add({"01.md": "At {{ clinic.name }}, rest.\n"})
    publication = with_clinics(shelf.project, publications(shelf.project))[-1]
    file = shelf.root / "review.docx"
    file.write_bytes(written_edition(compose(shelf.project, publication).galley))
    document = docx.Document(str(file))
    change(document, "rest", "sleep")
    document.save(str(file))
    take_back(shelf.project, "tiny-north", file)
    text = (shelf.root / "sources" / "tiny" / "01.md").read_text("utf-8")
    assert text == "At {{ clinic.name }}, sleep.\n"


def test_new_picture_cannot_be_taken_back(shelf: Shelf) -> None:
    shelf.add({"s.png": pixels()})
    review = Review(shelf, "![](s.png){alt='A square'}\n\nWords.\n")
    with review.word() as document:
        picture = document.inline_shapes[0]._inline.getparent().getparent()
        paragraph(document, "Words").runs[0]._r.addnext(picture)
    assert any("picture" in each for each in reasons(review.take_back()))


def test_new_note_is_written_at_the_end(shelf: Shelf) -> None:
    review = Review(shelf, "Words.[^n]\n\n[^n]: One.\n")
    call = parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="7"/></w:r>')
    note = b'<w:footnote w:id="7"><w:p><w:r><w:t>Two.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    with review.word() as document:
        paragraph(document, "Words").runs[0]._r.addnext(call)
        part = next(
            each.target_part
            for each in document.part.rels.values()
            if not each.is_external and each.reltype.endswith("/footnotes")
        )
        part._blob = part.blob.replace(b"</w:footnotes>", note)
    assert review.taken() == "Words.[^word-7][^n]\n\n[^n]: One.\n\n[^word-7]: Two.\n"


def test_paragraph_goes_with_its_note(shelf: Shelf) -> None:
    review = Review(shelf, "One.\n\nTwo.[^n]\n\n[^m]: M\n[^n]: N\n\nThree.[^m]\n")
    with review.word() as document:
        element = paragraph(document, "Two")._p
        element.getparent().remove(element)
    assert review.taken() == "One.\n\n[^m]: M\n\nThree.[^m]\n"


def test_lines_end_as_they_did(shelf: Shelf) -> None:
    review = Review(shelf, "\ufeffOne *two*\r\nthree.\r\n\r\nFour.\r\n")
    with review.word() as document:
        change(document, "Four", "Five")
        paragraph(document, "Five").insert_paragraph_before("New.", "Normal")
    assert review.taken() == "\ufeffOne *two*\r\nthree.\r\n\r\nNew.\r\n\r\nFive.\r\n"


def test_program_that_loses_the_bookmarks_is_borne(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        change(document, "Get up", "Rise")
        for mark in document.element.body.xpath("//w:bookmarkStart|//w:bookmarkEnd"):
            mark.getparent().remove(mark)
    assert review.taken() == TEXT.replace("Get up", "Rise")


def test_renamed_chapter_is_told(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        change(document, "Get up", "Rise")
    review.source.rename(review.source.with_name("02.md"))
    (reason,) = reasons(review.take_back())
    assert reason == "sources/tiny/01.md: This file is no chapter of the publication any more."


def test_comment_on_the_title_stands_with_it(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        document.add_comment(paragraph(document, "Tiny").runs, "Longer?", "Ann")
    (comment,) = review.take_back().comments
    assert str(comment.place) == "sources/tiny/book.yaml:1"


def test_text_that_takes_in_others_is_left(shelf: Shelf) -> None:
    shelf.add({"_more.md": "More.\n"})
    review = Review(shelf, "Words.\n\n{{#include _more.md}}\n")
    with review.word() as document:
        change(document, "Words", "Letters")
    (reason,) = reasons(review.take_back())
    assert "takes in other files" in reason


def test_straight_quotes_and_stars_are_words(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with review.word() as document:
        change(document, "Get up.", "Get *up* [now] at 5\u20326.")
    assert review.taken() == TEXT.replace("Get up.", "Get \\*up\\* \\[now\\] at 5\u20326.")


def test_word_edition_of_another_text_is_refused(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    shelf.add({"01.md": "Other.\n"}, "other")
    with pytest.raises(UsageError, match="was made from “tiny”"):
        take_back(shelf.project, "other", review.file)


def test_any_other_word_file_is_refused(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    parts_changed(review, lambda parts: parts.update({"customXml/item1.xml": b"<none/>"}))
    with pytest.raises(SourceError, match="is no Word edition"):
        review.take_back()


def test_import_of_a_word_edition_says_how_to_take_it_back(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    made = import_word(shelf.root, review.file, "copy")
    assert "makebook import --into tiny FILE" in made.to_check[0]


def test_unknown_publication_is_named(shelf: Shelf) -> None:
    review = Review(shelf, TEXT)
    with pytest.raises(UsageError, match=r"no publication “tinny”.*tiny"):
        take_back(shelf.project, "tinny", review.file)


def test_what_ships_comes_back_as_it_went(shelf: Shelf) -> None:
    for name in example_names(shelf.root):
        make_publication(shelf.root, name, name, None)
    copytree(ROOT / "sources", shelf.root / "sources", dirs_exist_ok=True)
    before = {path: path.read_bytes() for path in shelf.root.rglob("*") if path.is_file()}
    for publication in publications(shelf.project):
        file = shelf.root.parent / "review.docx"
        galley = compose(shelf.project, publication).galley
        file.write_bytes(written_edition(galley))
        assert parity_findings(galley, shown_by_word(file.read_bytes()), "docx") == ()
        result = take_back(shelf.project, publication.name, file)
        assert (result.taken, result.left, result.files) == ((), (), ()), publication.name
    assert before == {path: path.read_bytes() for path in before}


def test_edit_that_would_come_out_otherwise_is_not_made(shelf: Shelf) -> None:
    text = "![A *caption*](s.png){alt='A square'}\n\nWords.\n"
    review = Review(shelf.add({"s.png": pixels()}), text)
    with review.word() as document:
        paragraph(document, "A caption").insert_paragraph_before("Between.", "Normal")
        change(document, "Words", "Letters")
    (reason,) = reasons(review.take_back())
    assert "would not come out as it stands in Word" in reason
    assert review.source.read_text("utf-8") == text.replace("Words", "Letters")


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", ""])
def test_numbers_that_nobody_wrote_are_passed_over(shelf: Shelf, number: str) -> None:
    review = Review(shelf, TEXT)

    def spoil(parts: dict[str, bytes]) -> None:
        name = "customXml/item1.xml"
        parts[name] = parts[name].replace(b'number="2"', f'number="{number}"'.encode())
        document = parts["word/document.xml"]
        parts["word/document.xml"] = document.replace(b"_mb_2", f"_mb_{number}".encode())

    parts_changed(review, spoil)
    review.take_back()
    assert review.source.read_text("utf-8").startswith("## Sleep\n\nGo to bed.\n")
