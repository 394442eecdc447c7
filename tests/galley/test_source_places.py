"""What is found on pages, in words and in a translation is reported at the element that it is about,
though the same words stand elsewhere first.
"""

from __future__ import annotations

from tests.checks.plain_language.structure.texts import found as found_in_handout
from tests.checks.plain_language.structure.texts import with_more
from tests.checks.translations.texts import found
from tests.shelf import SQUARE, Shelf

#: Puts what follows a heading on the next page.
OVERLEAF = "h2 { break-after: auto } h2 + p { break-before: page }"


def lines(
    shelf: Shelf, code: str, text: str, css: str = "", metadata: str = ""
) -> list[int | None]:
    """The lines of the findings with `code` when the print edition of `text` is made."""
    shelf.add({"1.md": text, "pic.svg": SQUARE}, metadata=f"title: Tiny\nlang: en\n{metadata}")
    (shelf.root / "layouts").mkdir(exist_ok=True)
    (shelf.root / "layouts" / "look.css").write_text(css, "utf-8")
    report = shelf.build("print", strict=True)
    return [finding.place.line for finding in report.findings if finding.code == code]


def test_lost_heading(shelf: Shelf) -> None:
    text = "# One\n\nWe say Small doses.\n\nText.\n\n## Small doses\n\nMore text.\n"
    assert lines(shelf, "X-001", text, "h2 { display: none }") == [7]


def test_lost_quotation(shelf: Shelf) -> None:
    text = "# One\n\nTake it twice.\n\n> Take it twice with water\n\nText.\n"
    assert lines(shelf, "X-001", text, "blockquote { display: none }") == [5]


def test_heading_at_the_foot_of_a_page(shelf: Shelf) -> None:
    text = "# One\n\nLeft alone\n\nText.\n\n## Left alone\n\nMore text.\n"
    assert lines(shelf, "T-001", text, OVERLEAF) == [7]


def test_picture_that_is_described_by_its_name(shelf: Shelf) -> None:
    picture = '![](images/bed.svg){alt="picture"}'
    text = with_more(f"Picture\n\n{picture}")
    wanted = text[: text.index(picture)].count("\n") + 1
    assert ("C-006", wanted) in found_in_handout(shelf, text)


SOURCE = (
    "# One\n\nThe dose\n\n`# The dose`\n\n## The dose\n\nTake 20 mg.\n\n<pre>\n# The dose\n</pre>\n"
)


def test_section_of_a_translation() -> None:
    translation = SOURCE.replace("20 mg", "30 mg").replace("The dose", "La dosis")
    assert [(each.code, each.place.line) for each in found(translation, SOURCE)] == [("V-002", 9)]


def test_what_only_looks_like_a_heading_is_no_section() -> None:
    translation = SOURCE.replace("# One", "# Uno").replace("The dose", "La dosis")
    translation = translation.replace("Take", "Tome").replace("<pre>\n# La dosis\n</pre>\n", "")
    codes = {each.code for each in found(translation, SOURCE)}
    assert "V-003" not in codes


def test_section_in_raw_html_that_a_translation_lacks() -> None:
    source = "# One\n\n<div>\n<h2>\nTwo\n</h2>\n</div>\n\nThree\n"
    (finding,) = found("# Uno\n\nTres\n", source)
    assert (finding.code, "“Two”" in finding.what) == ("V-003", True)
