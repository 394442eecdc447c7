"""Whatever is written, no word is broken, and nothing covers, strays or reaches out of its page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepress.building.composition import words_of
from prepress.editions.booklet import BookletEdition
from prepress.editions.large_print import LargePrintEdition
from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.print_edition import PrintEdition
from prepress.pdf.pages import PrintContext, lay_out_pages
from prepress.pdf.proofs import proof_findings
from tests.shelf import SQUARE, Shelf
from tests.tables import MEASURES, WORDS, few, tables

#: The press has the pages of print with a bleed around them.
EDITIONS = (PrintEdition(), BookletEdition(), LargePrintEdition())
FEW = few(4)
WIDE = SQUARE.replace("0 0 10 10", "0 0 90 10").replace("<svg ", '<svg width="1800" height="200" ')
TALL = SQUARE.replace("0 0 10 10", "0 0 10 40").replace("<svg ", '<svg width="200" height="800" ')
PICTURES = ("square.svg", "wide.svg", "tall.svg")
PLACES = ("", "{.left}", "{.right}", "{.wide}", "{.full}", "{.margin}", "{.column}")
NUMBERS = (*MEASURES, "+1 555 123 4567", "(555) 123-4567", "5–10 mg", "0.5 mg/kg")

_words = st.lists(st.sampled_from([*WORDS, *NUMBERS]), min_size=1, max_size=9).map(" ".join)
_inline = st.one_of(
    _words,
    _words.map(lambda words: f"**{words}**"),
    _words.map(lambda words: f"*{words}*\u00a0–"),
    _words.map(lambda words: f"[{words}](https://clinic.example/{len(words)})"),
    st.just("`a_name.of_code()`"),
    st.just("**300** mg"),
)
_sentence = st.lists(_inline, min_size=1, max_size=6).map(" ".join)
_paragraph = st.lists(_sentence, min_size=1, max_size=4).map(". ".join)
_picture = st.builds(
    "![{}]({}){}".format, _words, st.sampled_from(PICTURES), st.sampled_from(PLACES)
)
_item = st.one_of(_sentence, st.builds("{} ![A]({})".format, _sentence, st.sampled_from(PICTURES)))
_list = st.lists(_item, min_size=1, max_size=5).map(
    lambda items: "".join(f"- {item}\n" for item in items)
)
_code = st.integers(1, 30).map(
    lambda lines: "~~~\n" + f"call(one, 'two_{'x' * lines}');\n" * lines + "~~~"
)
_callout = _paragraph.map(lambda text: f"::: tip For you\n{text}\n:::")
_section = st.builds(
    "{} {}\n\n{}".format,
    st.sampled_from(("##", "###")),
    _words,
    st.lists(
        st.one_of(_paragraph, _paragraph, _picture, _list, _code, _callout, tables(6)),
        min_size=1,
        max_size=5,
    ).map("\n\n".join),
)
_book = st.lists(_section, min_size=2, max_size=3)


#: Pictures to which their author gave the whole width stay so, however much white they leave.
WHOLE = ("{.full}", "{.wide}")


def found_in(shelf: Shelf, edition: PdfEdition, *, may_leave_white: bool = False) -> list[str]:
    """What is wrong with the pages of the first book on the shelf."""
    galley, layouts = shelf.set()
    context = PrintContext(galley, shelf.project, layouts, words_of(galley.manuscript, layouts)[0])
    findings = proof_findings(lay_out_pages(context, edition).document, galley)
    return [
        f"{edition.name}: {each.code} {each.what}"
        for each in findings
        if each.code in ("T-006", "T-007", "T-008")
        if not (may_leave_white and "% of the page are empty" in each.what)
    ]


@pytest.mark.parametrize("layout", ["handout", "book"])
@FEW
@given(sections=_book)
def test_pages_are_set_as_they_should_be(
    shelf: Shelf, layout: str, sections: Sequence[str]
) -> None:
    text = "# One\n\n" + "\n\n".join(sections) + "\n"
    pictures = {"square.svg": SQUARE, "wide.svg": WIDE, "tall.svg": TALL}
    shelf.add({"1.md": text, **pictures}, metadata=f"title: Tiny\nlang: en\nlayout: {layout}\n")
    white = any(sign in text for sign in WHOLE)
    found = (found_in(shelf, edition, may_leave_white=white) for edition in EDITIONS)
    assert [what for each in found for what in each] == []
