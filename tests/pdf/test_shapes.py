"""Leaflets, posters and cards: a few pages on large sheets, or one large page, of the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from prepress.editions.card import CardEdition
from prepress.editions.leaflet import Fold, LeafletEdition
from prepress.editions.poster import PosterEdition
from prepress.editions.trims import Trim
from prepress.pdf.cards import lay_cards
from prepress.pdf.folding import fold_panels
from prepress.pdf.sheets import PT_PER_MM
from tests.shelf import Shelf

A4 = Trim(210, 297)
TEXT = """## What happens

A short text. Read [more](https://more.example) of it.

## What to do {.card .poster}

1. Breathe in.[^1]
2. See [above](#what-happens).

## More

Words for the rest of the page.

[^1]: Through the nose.
"""
METADATA = """title: Tiny
lang: {lang}
contact: {{name: Our Clinic, phone: 555-0100, web: "https://clinic.example", crisis: Call 988.}}
editions: {editions}
"""


def built(
    shelf: Shelf, edition: str, text: str = TEXT, lang: str = "en", *, strict: bool = False
) -> Path:
    """The one edition of a tiny book, which has nothing to mend."""
    metadata = METADATA.format(lang=lang, editions=edition)
    report = shelf.add({"1.md": text}, metadata=metadata).build(strict=strict)
    assert [str(each) for each in report.findings if each.severity != "note"] == []
    (made,) = report.built
    assert made.path
    return made.path


def texts(pdf: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def numbered(sizes: list[tuple[float, float]], *, from_right: bool = False) -> bytes:
    """A PDF of pages of these sizes in pt, each with its number."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    shared = pdf.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)))
    for number, size in enumerate(sizes, 1):
        page = pdf.add_blank_page(page_size=size)
        page.TrimBox = page.MediaBox
        page.Contents = pdf.make_stream(f"BT /F 20 Tf 50 50 Td (P{number}) Tj ET".encode())
        page.Resources = shared
    if from_right:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
    stream = BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def panels(edition: LeafletEdition) -> list[tuple[float, float]]:
    """The sizes of the six panels as the layout gives them."""
    wide, height = edition.page.width_mm * PT_PER_MM, edition.page.height_mm * PT_PER_MM
    narrow = wide - edition.tucked_in * PT_PER_MM
    return [(narrow if number in (4, 5) else wide, height) for number in range(1, 7)]


def places(data: bytes) -> list[dict[str, float]]:
    """On each side, where the left edge of each numbered page stands, in mm from the trim."""
    found = []
    with pypdfium2.PdfDocument(data) as document, pikepdf.open(BytesIO(data)) as pdf:
        for page, boxes in zip(document, pdf.pages, strict=True):
            text = page.get_textpage()
            side = {}
            for index in range(text.count_rects()):
                rect = text.get_rect(index)
                words = "".join(re.findall(r"\w", text.get_text_bounded(*rect)))
                edge = rect[0] - float(boxes.trimbox[0]) - 50
                side["".join(sorted(words, reverse=True))] = round(edge / PT_PER_MM, 0)
            found.append(side)
    return found


@pytest.mark.parametrize(
    ("fold", "outside", "inside"),
    [
        ("letter", {"P5": 0, "P6": 92, "P1": 186}, {"P2": 0, "P3": 94, "P4": 187}),
        ("z", {"P4": 0, "P5": 93, "P1": 186}, {"P2": 0, "P3": 93, "P6": 186}),
    ],
)
@pytest.mark.parametrize("bleed", [0, 3])
def test_panels_stand_in_the_order_in_which_they_are_folded(
    fold: Fold, outside: dict[str, int], inside: dict[str, int], bleed: float
) -> None:
    edition = LeafletEdition(fold=fold, bleed=bleed)
    sides = places(fold_panels(numbered(panels(edition)), edition))
    for side, expected in zip(sides, (outside, inside), strict=True):
        assert side == pytest.approx(expected, abs=1.5)


def test_what_is_read_from_the_right_opens_on_the_other_side() -> None:
    edition = LeafletEdition(fold="z")
    sides = places(fold_panels(numbered(panels(edition), from_right=True), edition))
    assert [sorted(side, key=lambda name: side[name]) for side in sides] == [
        ["P1", "P5", "P4"],
        ["P6", "P3", "P2"],
    ]


@pytest.mark.parametrize("sheet", [Trim(215.9, 279.4), A4])
def test_narrow_panels_lie_back_to_back_and_fill_the_sheet(sheet: Trim) -> None:
    edition = LeafletEdition(sheet=sheet)
    sizes = panels(edition)
    for side in ((5, 6, 1), (2, 3, 4)):
        across = sum(sizes[number - 1][0] for number in side) / PT_PER_MM
        assert across == pytest.approx(sheet.height_mm)
    assert 1 <= edition.tucked_in <= 2


def test_marks_of_a_leaflet_stand_outside_its_bleed() -> None:
    edition = LeafletEdition(bleed=3)
    with pikepdf.open(BytesIO(fold_panels(numbered(panels(edition)), edition))) as pdf:
        for page in pdf.pages:
            marks = page.Contents.read_bytes().rpartition(b"/Artifact BMC")[2].decode()
            left, bottom, right, top = (float(edge) for edge in page.bleedbox)
            points = re.findall(r"([\d.]+) ([\d.]+) [ml]", marks)
            assert len(points) == 2 * (8 + 4)
            assert "[3 2] 0 d" in marks
            for x, y in ((float(x), float(y)) for x, y in points):
                assert not (left < x < right and bottom < y < top)
            paper = [float(edge) for edge in page.mediabox]
            assert paper[0] <= 0 < left
            assert right < paper[2]


def test_leaflet_without_a_bleed_has_no_marks() -> None:
    edition = LeafletEdition()
    with pikepdf.open(BytesIO(fold_panels(numbered(panels(edition)), edition))) as pdf:
        assert [b"BMC" in page.Contents.read_bytes() for page in pdf.pages] == [False, False]
        assert list(pdf.pages[0].mediabox) == pytest.approx([0, 0, 792, 612], abs=0.01)
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge


def test_empty_panels_are_for_notes_in_the_language_of_the_text(shelf: Shelf) -> None:
    text = TEXT.replace("What", "Que").replace("#what", "#que")
    outside, inside = texts(built(shelf, "{leaflet: {sheet: a4}}", text, "es", strict=True))
    assert "Mis preguntas y notas" in inside
    assert "Our Clinic" in outside
    assert "Call 988." in outside


def test_leaflet_that_is_too_long_names_the_section(shelf: Shelf) -> None:
    text = TEXT.replace("## More", "## More\n\n" + "Words for the rest of a panel. " * 400)
    metadata = METADATA.format(lang="en", editions="{leaflet: }")
    report = shelf.add({"1.md": text}, metadata=metadata).build()
    (finding,) = [each for each in report.findings if each.code == "F-001"]
    assert re.search("6 panels, even at 9.5 pt: “More” runs over by [0-9]+ lines", finding.what)
    assert finding.hint == "Shorten the text, or lower min-size:."


def tagged_pieces(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int, pikepdf.Object]]:
    """Each piece of content that the tree names: its page's object, its number and its element."""
    kids: Any
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                yield element.Pg.objgen[0], kid, element
            elif "/MCID" in kid:
                yield kid.Pg.objgen[0], int(kid.MCID), element
            elif kid.get("/Type") != pikepdf.Name.OBJR:
                waiting.append(kid)


@pytest.mark.parametrize("edition", ["{leaflet: }", "{card: {pages: 2}}"])
def test_tags_of_placed_pages_name_their_content(shelf: Shelf, edition: str) -> None:
    with pikepdf.open(built(shelf, edition)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        readers = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        named = list(tagged_pieces(pdf))
        assert len({(page, number) for page, number, _ in named}) == len(named)
        shown = set()
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            found = [int(number) for number in re.findall(rb"/MCID (\d+)", content)]
            assert sorted(found) == [*range(len(found))]
            shown |= {(page.obj.objgen[0], number) for number in found}
            assert len(readers[int(page.StructParents)]) == len(found)
        assert {(page, number) for page, number, _ in named} <= shown
        sides = {page.obj.objgen[0]: page for page in pdf.pages}
        for side, number, element in named:
            reader = readers[int(sides[side].StructParents)][number]
            assert reader.objgen == element.objgen


def test_links_of_placed_pages_lie_on_their_words(shelf: Shelf) -> None:
    pdf = built(shelf, "{leaflet: {fold: z}}")
    with pikepdf.open(pdf) as objects, pypdfium2.PdfDocument(pdf) as document:
        seen = []
        for page, shown in zip(objects.pages, document, strict=True):
            text = shown.get_textpage()
            for link in page.get("/Annots", []):
                if "/A" in link and "/URI" in link.A:
                    edges = [float(edge) for edge in link.Rect]
                    left, right = sorted(edges[::2])
                    low, high = sorted(edges[1::2])
                    words = text.get_text_bounded(left - 1, low - 1, right + 1, high + 1)
                    seen.append((str(link.A.URI), words.strip()))
    assert ("https://clinic.example", "clinic.example") in seen
    assert ("https://more.example", "more") in [(uri, words[:4]) for uri, words in seen]


def test_bookmarks_lead_to_the_sides(shelf: Shelf) -> None:
    with pikepdf.open(built(shelf, "{leaflet: }")) as pdf, pdf.open_outline() as outline:
        sides = {page.obj.objgen for page in pdf.pages}
        targets: list[Any] = [
            item.destination for top in outline.root for item in (top, *top.children)
        ]
        assert targets
        assert {target[0].objgen for target in targets} <= sides


def test_card_says_what_is_marked_and_where_to_turn(shelf: Shelf) -> None:
    (sheet,) = texts(built(shelf, "{card: }", strict=True))
    for words in ("What to do", "Breathe in.", "Through the nose", "Call 988.", "555-0100"):
        assert sheet.count(words) == 10
    assert "A short text" not in sheet
    assert "(page" not in sheet


def test_card_is_read_aloud_once(shelf: Shelf) -> None:
    with pikepdf.open(built(shelf, "{card: {sheet: a4}}")) as pdf:
        tagged = re.findall(rb"/MCID", pdf.pages[0].Contents.read_bytes())
        heads = [each for _, _, each in tagged_pieces(pdf) if each.S == pikepdf.Name.H1]
        assert 0 < len(tagged) < 50
        assert len(tagged) == len(list(tagged_pieces(pdf)))
        assert len(heads) == 1


@pytest.mark.parametrize(("sheet", "card"), [(Trim(215.9, 279.4), (88.9, 50.8)), (A4, (85, 54))])
def test_backs_of_cards_lie_behind_their_fronts(sheet: Trim, card: tuple[float, float]) -> None:
    edition = CardEdition(sheet=sheet, pages=2)
    size = card[0] * PT_PER_MM, card[1] * PT_PER_MM
    with pikepdf.open(BytesIO(lay_cards(numbered([size, size]), edition))) as pdf:
        front, back = (
            [
                (float(x), float(y))
                for x, y in re.findall(rb"1 0 0 1 ([\d.]+) ([\d.]+) cm", page.Contents.read_bytes())
            ]
            for page in pdf.pages
        )
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipLongEdge
    assert len(front) == len(back) == 10
    width = sheet.width_mm * PT_PER_MM
    turned = {(round(width - x - size[0]), round(y)) for x, y in back}
    assert turned == {(round(x), round(y)) for x, y in front}


def test_card_with_nothing_to_say_is_not_written(shelf: Shelf) -> None:
    shelf.add({"1.md": "## One\n\nWords.\n"}, metadata="title: T\nlang: en\neditions: {card: }\n")
    report = shelf.build()
    (finding,) = report.findings
    assert (finding.code, str(finding.place)) == ("F-002", "sources/tiny/book.yaml:3")
    assert "{.card}" in finding.hint
    assert report.withheld == ("tiny-card.pdf",)


def test_card_that_is_too_full_says_so(shelf: Shelf) -> None:
    text = "## Long {.card}\n\n" + "Words that fill a card. " * 60
    metadata = METADATA.format(lang="en", editions="{card: }")
    (finding,) = shelf.add({"1.md": text}, metadata=metadata).build().findings
    assert finding.code == "F-001"
    assert str(finding.place) == "sources/tiny/1.md:1"
    assert "1 side, even at 7 pt" in finding.what
    assert "pages: 2" in finding.hint


@pytest.mark.parametrize(
    ("option", "remedy"), [("pages: 3", "pages: 2"), ("sheet: 80x200mm", "sheet: letter")]
)
def test_card_that_cannot_be_is_refused(shelf: Shelf, option: str, remedy: str) -> None:
    metadata = METADATA.format(lang="en", editions=f"{{card: {{{option}}}}}")
    (failure,) = shelf.add({"1.md": TEXT}, metadata=metadata).build().failures
    assert remedy in failure.remedy


def test_poster_shows_what_is_marked_in_large_letters(shelf: Shelf) -> None:
    pdf = built(shelf, "{poster: {trim: a3}}", strict=True)
    (page,) = texts(pdf)
    assert "Breathe in." in page
    assert "Words for the rest" not in page
    with pypdfium2.PdfDocument(pdf) as document:
        assert document[0].get_size() == pytest.approx((841.9, 1190.6), abs=0.1)


def test_poster_without_marks_shows_all(shelf: Shelf) -> None:
    (page,) = texts(built(shelf, "{poster: }", TEXT.replace(".poster", ".other")))
    assert "Words for the rest" in page


def test_letters_of_a_poster_are_as_large_as_the_text_allows(shelf: Shelf) -> None:
    sizes = []
    for times in (1, 6):
        text = "## One\n\n" + "A sentence of a few plain words. " * 8 * times
        metadata = METADATA.format(lang="en", editions="{poster: }")
        (made,) = shelf.add({"1.md": text}, metadata=metadata).build().built
        sizes.append(made.text_size or 0)
    assert sizes[0] > sizes[1] >= PosterEdition().min_size


def test_frame_of_the_project_that_leaves_a_leaflet_no_place_is_refused(shelf: Shelf) -> None:
    (shelf.root / "layouts").mkdir(parents=True)
    (shelf.root / "layouts" / "document.html").write_text("<p>{{ metadata.title }}</p>")
    metadata = METADATA.format(lang="en", editions="{leaflet: }")
    (failure,) = shelf.add({"1.md": TEXT}, metadata=metadata).build().failures
    assert failure.what == "It has no block “page”, which leaflet.html fills."


def test_callout_can_be_marked(shelf: Shelf) -> None:
    text = "## One\n\nWords.\n\n::: tip Breathe {.card}\nIn and out.\n:::\n"
    (sheet,) = texts(built(shelf, "{card: }", text))
    assert "Breathe" in sheet
    assert "In and out." in sheet
    assert "Words." not in sheet


def test_edit_of_what_no_card_shows_leaves_the_cards_as_they_are(shelf: Shelf) -> None:
    pages = []
    for words in ("More", "Much more"):
        pdf = built(shelf, "{card: }", TEXT.replace("## More", f"## {words}"))
        with pypdfium2.PdfDocument(pdf) as document:
            pages.append(document[0].get_textpage().get_text_bounded())
    revisions = [set(re.findall(r"· ([0-9a-z]{4}-[0-9a-z]{4})", page)) for page in pages]
    assert [len(each) for each in revisions] == [1, 1]
    assert revisions[0] != revisions[1]
    old, new = (next(iter(each)) for each in revisions)
    assert pages[0].replace(old, new) == pages[1]


def test_shapes_are_made_only_where_they_are_asked_for(shelf: Shelf) -> None:
    made = [each.edition for each in shelf.add({"1.md": TEXT}).build().built]
    assert sorted(made) == ["epub", "print"]
