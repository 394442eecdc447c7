"""What once ended in a traceback ends in words, or in an edition."""

from __future__ import annotations

from docx.document import Document

from tests.import_word.handouts import import_handout
from tests.shelf import Shelf, codes


def test_colour_profile_of_a_stylesheet_is_refused(shelf: Shelf) -> None:
    layouts = shelf.root / "layouts"
    layouts.mkdir(parents=True)
    for address in ("https://example.org/a.icc", "a.icc"):
        rule = f"@color-profile --ink {{ src: url({address}) }}\n"
        (layouts / "look.css").write_text(rule, "utf-8")
        report = shelf.add({"1.md": "# T\n\nText.\n"}).build("print")
        assert ["@color-profile" in failure.what for failure in report.failures] == [True]


def test_address_too_long_for_a_code_stands_as_a_link(shelf: Shelf) -> None:
    long = f"https://a.example/{'😀' * 900}"
    text = f"# T\n\n::: qr {long} Scan\n:::\n\n::: qr https://a.example/ Scan\n:::\n"
    galley = shelf.add({"1.md": text}).galley()
    assert codes(galley) == ["S-027"]
    assert galley.findings[0].place.line == 3
    assert galley.chapters[0].markup.count("callout-qr") == 1
    assert "Scan</a>" in galley.chapters[0].markup


def test_each_code_is_judged_by_its_own_address(shelf: Shelf) -> None:
    long = f"https://a.example/{'a/' * 491}b"
    boxes = [
        f"::: qr {address} Scan\n:::\n" for address in ("https://a.example/", long, long[:1000])
    ]
    text = "\n".join(["# T\n", "::: note\n:::\n", *boxes])
    galley = shelf.add({"1.md": text}).galley()
    assert [(each.code, each.place.line) for each in galley.findings] == [("S-027", 9)]
    assert galley.chapters[0].markup.count("callout-qr") == 2


def test_figure_amid_words_keeps_its_side(shelf: Shelf) -> None:
    figure = '<figure class="in-margin">A</figure>'
    text = f'<div>a <del>{figure}</del> b</div>\n\n<div dir="rtl">a <ins>{figure}</ins> b</div>\n'
    shelf.add({"1.md": f"# T\n\n{text}"}, metadata="title: T\nlang: en\nlayout: handout\n")
    report = shelf.build("print")
    assert (report.failures, report.withheld) == ((), ())


def test_braces_of_a_word_title_are_its_own(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Ask {{ clinic.name }} {.x}", style="Title")
        document.add_paragraph("Text.")

    handout = import_handout(shelf, write)
    assert handout.metadata.title == "Ask \\{{ clinic.name }} {.x}"
    assert shelf.galley().manuscript.metadata.title == "Ask {{ clinic.name }} {.x}"
