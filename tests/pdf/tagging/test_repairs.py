"""Each repair mends one fault of WeasyPrint's tags: with it the fault is gone, without it the fault
is there.
"""

import io

import pikepdf
import pytest

from prepress.pdf.tagging.artifacts import (
    drop_leaders,
    drop_ornaments,
    drop_repeated_heads,
    mark_page_furniture,
)
from prepress.pdf.tagging.continuation import join_split_elements
from prepress.pdf.tagging.field_tags import make_fields
from prepress.pdf.tagging.figure_tags import describe_figures, place_figures
from prepress.pdf.tagging.footnote_tags import seat_notes
from prepress.pdf.tagging.formula_tags import name_formulas
from prepress.pdf.tagging.link_tags import gather_link_lines, name_links
from prepress.pdf.tagging.list_tags import build_list_items
from prepress.pdf.tagging.pruning import prune
from prepress.pdf.tagging.repairs import REPAIRS, Repair
from prepress.pdf.tagging.table_tags import scope_headers
from prepress.pdf.tagging.text_tags import name_blanks, name_character_boxes, remap_hyphens
from prepress.pdf.tagging.types import mark_languages, name_types, unnest_headings
from tests.pdf.tagging.documents import PICTURE, Tag, tagged, tree

LONG = "Words that fill the line and go on to the next one. " * 40


def both(body: str, repair: Repair, style: str = "") -> tuple[Tag, Tag]:
    """The tree with the repair, and without it."""
    return tree(tagged(body, style)), tree(tagged(body, style, without=[repair]))


def artifacts(pdf: bytes) -> str:
    opened = pikepdf.open(io.BytesIO(pdf))
    operations = pikepdf.parse_content_stream(opened.pages[0])
    return " ".join(
        str(part.operands[1])
        for part in operations
        if str(part.operator) == "BDC"
        if part.operands[0] == "/Artifact"
    )


def test_page_furniture_is_a_pagination_artifact() -> None:
    assert "/Footer" in artifacts(tagged("<p>Text</p>"))
    assert "/Footer" not in artifacts(tagged("<p>Text</p>", without=[mark_page_furniture]))


def test_heading_holds_no_headings() -> None:
    mended, broken = both(
        '<h2><span style="float: left">1.</span> One</h2><p>Text</p>', unnest_headings
    )
    assert len(mended.all("H2")) == 1
    assert len(broken.all("H2")) > 1


def test_leader_dots_are_no_content() -> None:
    style = "a::after { content: leader('.') target-counter(attr(href url), page) }"
    mended, broken = both('<p><a href="#x">One</a></p><h1 id="x">One</h1>', drop_leaders, style)
    links = [sum(tag.contents for tag in tree_.all("Link")[0].walk()) for tree_ in (mended, broken)]
    assert links[0] == 2 < links[1]


@pytest.mark.parametrize(
    "attributes", ['alt=""', 'alt="" role="presentation"', 'alt="x" aria-hidden="true"']
)
def test_ornament_is_no_figure(attributes: str) -> None:
    mended, broken = both(f'<p>Text</p><img src="{PICTURE}" {attributes}>', drop_ornaments)
    assert not mended.all("Figure")
    assert broken.all("Figure")


def test_table_head_repeated_on_the_next_page_is_read_once() -> None:
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(60))
    mended, broken = both(
        f"<table><thead><tr><th>N</th></tr></thead><tbody>{rows}</tbody></table>",
        drop_repeated_heads,
    )
    assert sum(tag.contents for th in mended.all("TH") for tag in th.walk()) == 1
    assert sum(tag.contents for th in broken.all("TH") for tag in th.walk()) > 1


def test_drawing_in_the_text_has_its_label_as_alt_text() -> None:
    drawing = '<path d="M0 0h9v1z"/>'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="A line" width="9" '
        f'height="9">{drawing}</svg>'
    )
    mended, broken = both(f"<p>{svg}</p>", describe_figures)
    assert str(mended.all("Figure")[0].element.Alt) == "A line"
    assert "/Alt" not in broken.all("Figure")[0].element


def test_box_for_a_character_is_read_as_the_character() -> None:
    body = '<p>One <span class="missing-character" title="𓀀">□</span> two.</p>'
    mended, broken = both(body, name_character_boxes)
    texts = [
        [str(tag.element.get("/ActualText")) for tag in tree.walk()] for tree in (mended, broken)
    ]
    assert "𓀀" in texts[0]
    assert "𓀀" not in texts[1]


def test_drawing_of_a_formula_is_a_formula() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="formula" role="img" aria-label="x" width="9" '
        'height="9"><path d="M0 0h9v9z"/></svg>'
    )
    mended, broken = both(f"<p>{svg}</p>", name_formulas)
    assert str(mended.all("Formula")[0].element.A.Placement) == "/Inline"
    assert not broken.all("Formula")


def test_figure_stands_where_its_box_says() -> None:
    pdf = tagged(f'<img src="{PICTURE}" alt="A square" style="display: block">')
    figure = tree(pdf).all("Figure")[0]
    x1, y1, x2, y2 = (float(value) for value in figure.element.A.BBox)
    margin, height = 12 / 25.4 * 72, 120 / 25.4 * 72
    assert (x1, y2) == pytest.approx((margin, height - margin), abs=0.1)
    assert (x2 - x1, y2 - y1) == pytest.approx((30, 30), abs=0.1)
    broken = tree(tagged(f'<img src="{PICTURE}" alt="A square">', without=[place_figures]))
    assert float(broken.all("Figure")[0].element.A.BBox[1]) != pytest.approx(y1, abs=1)


def test_link_around_markup_has_one_area() -> None:
    body = '<p>See <a href="https://example.org/">one <em>two</em> three</a>.</p>'
    mended, broken = both(body, gather_link_lines)
    assert [link.areas for link in mended.all("Link")] == [1]
    assert sum(tag.areas for tag in broken.walk()) > 1


def test_link_around_a_picture_has_one_area_and_its_alt_text() -> None:
    body = f'<p><a href="https://example.org/"><img src="{PICTURE}" alt="A square"></a></p>'
    (link,) = tree(tagged(body)).all("Link")
    assert link.areas == 1
    assert (
        str(
            next(
                kid
                for kid in link.element.K
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
            ).Obj.Contents
        )
        == "A square"
    )


def test_link_over_two_lines_is_one_link_with_two_areas() -> None:
    body = (
        f'<p>Some text before <a href="https://example.org/">a link that goes on '
        f"{LONG[:60]}</a>.</p>"
    )
    mended, broken = both(body, join_split_elements)
    assert [link.areas >= 2 for link in mended.all("Link")] == [True]
    assert len(broken.all("Link")) > 1


def test_link_is_named_by_its_words() -> None:
    def name(without: list[Repair]) -> str:
        pdf = tagged('<p><a href="https://example.org/">the source</a></p>', without=without)
        opened = pikepdf.open(io.BytesIO(pdf))
        page = opened.pages[0]
        return str(page["/Annots"][0].Contents)

    assert name([]) == "the source"
    assert name([name_links]) == "https://example.org/"


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("<aside><p>x</p></aside>", "Sect"),
        ("<p><em>x</em></p>", "Span"),
        ("<p><code>x</code></p>", "Code"),
        ("<nav><p>x</p></nav>", "Sect"),
        ("<div>x<p>y</p></div>", "P"),
    ],
)
def test_element_has_a_standard_type(body: str, role: str) -> None:
    mended, broken = both(body, name_types)
    assert len(mended.all(role)) > len(broken.all(role))


def test_other_language_is_marked() -> None:
    mended, broken = both(
        '<p>A word: <span lang="fr">mot</span>, <em lang="de">Wort</em>.</p>', mark_languages
    )
    assert [str(tag.element.Lang) for tag in mended.all("Span") if "/Lang" in tag.element] == [
        "fr",
        "de",
    ]
    assert not [tag for tag in broken.walk() if "/Lang" in tag.element]


def test_footnote_is_read_right_after_its_call() -> None:
    style = "small { float: footnote }"
    mended, broken = both(
        "<p>Call<small>The note.</small> and on.</p><p>After.</p>", seat_notes, style
    )
    paragraph = mended.all("P")[0]
    roles = [kid.role for kid in paragraph.kids]
    assert roles[roles.index("Reference") + 1] == "Note"
    assert "/ID" in paragraph.all("Note")[0].element
    assert not broken.all("Note")


def test_paragraph_over_two_pages_is_one() -> None:
    mended, broken = both(f"<p>{LONG}</p>", join_split_elements)
    assert len(mended.all("P")) == 1
    assert len(broken.all("P")) > 1


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("<ul><li>a</li></ul>", "L(LI(Lbl LBody))"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "L(LI(Lbl LBody(P P)))"),
        (
            "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
            "L(LI(Lbl LBody(L(LI(Lbl LBody)))) LI(Lbl LBody))",
        ),
        ("<dl><dt>t</dt><dd>a</dd><dd>b</dd></dl>", "L(LI(Lbl LBody))"),
        ("<ul style='list-style: none'><li>a</li></ul>", "L(LI(LBody))"),
    ],
)
def test_list_item_has_one_label_and_one_body(body: str, shape: str) -> None:
    assert tree(tagged(body)).all("L")[0].shape == shape


def test_list_without_the_repair_lacks_a_body() -> None:
    broken = tree(tagged("<ul><li><p>a</p><p>b</p></li></ul>", without=[build_list_items]))
    assert broken.all("L")[0].shape != "L(LI(Lbl LBody(P P)))"


def test_list_over_two_pages_is_one_with_its_numbering() -> None:
    items = "".join(f"<li><p>{LONG[:120]}</p></li>" for _ in range(20))
    (found,) = tree(tagged(f"<ol>{items}</ol>")).all("L")
    assert [item.shape for item in found.kids] == ["LI(Lbl LBody(P))"] * 20
    assert str(found.element.A.ListNumbering) == "/Decimal"


def test_header_cell_has_its_scope() -> None:
    body = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>C</th><td>d</td></tr></tbody></table>"
    mended, broken = both(body, scope_headers)
    assert [str(th.element.A.Scope) for th in mended.all("TH")] == ["/Column", "/Column", "/Row"]
    assert not [th for th in broken.all("TH") if "/Scope" in th.element.A]


def test_spans_of_cells_are_kept() -> None:
    (cell,) = tree(
        tagged("<table><tr><td colspan=2 rowspan=3>a</td></tr><tr></tr><tr></tr></table>")
    ).all("TD")
    assert (int(cell.element.A.ColSpan), int(cell.element.A.RowSpan)) == (2, 3)


def test_box_without_content_is_no_element() -> None:
    mended, broken = both("<div></div><section></section><p>x</p>", prune)
    assert mended.shape == "Document(P)"
    assert broken.shape != "Document(P)"


def test_hyphen_of_the_layout_is_extracted_as_a_soft_hyphen() -> None:
    body = "<p style='width: 20mm; hyphens: auto'>incomprehensibilities internationalization</p>"

    def maps(without: list[Repair]) -> bytes:
        pdf = pikepdf.open(io.BytesIO(tagged(body, without=without)))
        fonts = pdf.pages[0].obj.Resources.Font
        return b"".join(font.ToUnicode.read_bytes() for font in dict(fonts).values()).lower()

    assert b"<00ad>" in maps([]) and b"<2010>" not in maps([])
    assert b"<2010>" in maps([remap_hyphens])


def test_line_to_write_on_is_read_as_what_it_is_for() -> None:
    body = "<p>Name: <span class='blank' aria-label='Your name'>&nbsp;</span></p>"
    mended, broken = both(body, name_blanks)
    assert [str(tag.element.Alt) for tag in mended.walk() if "/Alt" in tag.element] == ["Your name"]
    assert not [tag for tag in broken.walk() if "/Alt" in tag.element]


def test_field_is_an_element_that_holds_its_widget_alone() -> None:
    body = (
        "<p>Name: <span class='blank field' aria-label='Blank' data-name='Name'>&nbsp;</span></p>"
    )
    mended, broken = both(body, make_fields)
    (form,) = mended.all("Form")
    assert (form.areas, form.contents) == (1, 0)
    assert "/Alt" not in form.element
    assert not broken.all("Form")


def test_every_repair_has_its_test() -> None:
    here = globals()
    assert all(repair.__name__ in here for repair in REPAIRS)
