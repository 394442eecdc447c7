"""Page looks: how Word's pages look beside their words, of which nothing is carried over, since the
layout decides it; each kind has its remark.
"""

from __future__ import annotations

from lxml import etree

from prepress.import_word.remarks import Remarks, quote_first
from prepress.import_word.wordml import WP, W, is_on, paragraph_around, words_of
from prepress.text.counts import counted

#: Letters in these are as good as black.
_BLACK = frozenset({"auto", "000000"})
_CENTRED = frozenset({"center", "right", "end"})


def report_page_looks(root: etree._Element, remarks: Remarks) -> None:
    """Note breaks, columns, centred paragraphs, colours and the sizes of pictures."""
    _report_breaks(root, remarks)
    _report_columns(root, remarks)
    _report_alignment(root, remarks)
    _report_colours(root, remarks)
    if sizes := list(root.iter(f"{WP}extent")):
        remarks.lose(
            f"The size of {counted(len(sizes), 'picture')} was left to the layout; "
            "{width=50%} behind one gives it another."
        )


def _report_breaks(root: etree._Element, remarks: Remarks) -> None:
    breaks = [each for each in root.iter(f"{W}br") if each.get(f"{W}type") == "page"]
    before = [each for each in root.iter(f"{W}pageBreakBefore") if is_on(each)]
    if count := len(breaks) + len(before):
        were = "was" if count == 1 else "were"
        remarks.lose(
            f"{counted(count, 'page break')} {were} left out; write \\newpage where one must be."
        )


def _report_columns(root: etree._Element, remarks: Remarks) -> None:
    numbers = [each.get(f"{W}num", "1") for each in root.iter(f"{W}cols")]
    most = max((int(number) for number in numbers if number.isdigit()), default=1)
    if most > 1:
        remarks.lose(
            f"Text in {most} columns stands in one; “::: {{.two-columns}}” before a list and "
            "“:::” behind it give it two again."
        )


def _report_alignment(root: etree._Element, remarks: Remarks) -> None:
    aligned = [each for each in root.iter(f"{W}jc") if each.get(f"{W}val") in _CENTRED]
    paragraphs = [paragraph_around(each) for each in aligned]
    words = [words_of(each).strip() for each in paragraphs if each is not None and _is_text(each)]
    if any(words):
        remarks.lose(
            f"Paragraphs are no more centred or on the right{quote_first(words)}; “::: center” "
            "before one and “:::” behind it centre it."
        )


def _is_text(paragraph: etree._Element) -> bool:
    """Whether it is no heading or title, whose place the layout is known to decide."""
    return paragraph.find(f"{W}pPr/{W}pStyle") is None


def _report_colours(root: etree._Element, remarks: Remarks) -> None:
    coloured = [
        run
        for run in root.iter(f"{W}r")
        if (colour := run.find(f"{W}rPr/{W}color")) is not None
        and colour.get(f"{W}val", "auto").lower() not in _BLACK
        and run.find(f"{W}rPr/{W}rStyle") is None
    ]
    words = [words_of(run).strip() for run in coloured]
    if any(words):
        remarks.lose(f"Words have no colour of their own any more{quote_first(words)}.")
