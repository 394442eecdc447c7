"""Between empty lines in raw HTML stands Markdown; what CommonMark reads to the letter stays as it
is.
"""

import pytest

from tests.galley.markup.texts import marked_up, tree, words

INNER = "## Head\n\n**bold** and [words](https://example.org/)\n\n- one\n- two\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<div class="box">', "</div>"),
        ("<section>", "</section>"),
        ("<details>\n<summary>More</summary>", "</details>"),
        ("<center>", "</center>"),
        ("<table>\n<tr>\n<td>", "</td>\n</tr>\n</table>"),
        ("<article>\n<div>", "</div>\n</article>"),
        ("<blockquote>", "</blockquote>"),
        ("<div>\n\n<div>", "</div>\n\n</div>"),
        ('<span class="x">', "</span>"),
        ('<div markdown="1">', "</div>"),
    ],
)
def test_markdown_between_empty_lines_in_html_is_read(before: str, after: str) -> None:
    html = tree(f"{before}\n\n{INNER}\n{after}\n")
    assert [html.find(f".//{tag}") is not None for tag in ("h2", "strong", "a", "ul")] == [True] * 4
    assert not {"#", "*", "[", "- "} & set(words(html))


def test_html_in_an_item_and_in_a_quote_holds_markdown_too() -> None:
    assert tree("- a\n\n  <div>\n\n  *x*\n\n  </div>\n").find(".//li/div/p/em").text == "x"
    assert tree("> <div>\n>\n> *x*\n>\n> </div>\n").find(".//blockquote/div/p/em").text == "x"


@pytest.mark.parametrize(
    "text",
    ['<div markdown="1">*a*</div>\n', "<div markdown>\n*a*\n</div>\n", "<p markdown='1'>*a*</p>\n"],
)
def test_html_that_asks_for_markdown_needs_no_empty_lines(text: str) -> None:
    html = tree(text)
    assert html.find(".//em").text == "a"
    assert marked_up(text).findings == ()


def test_html_without_empty_lines_is_html_to_the_letter() -> None:
    assert words(tree("<div>\n*a*\n</div>\n")) == "*a*"


def test_text_right_below_html_that_is_closed_is_markdown() -> None:
    assert tree("<p>a</p>\nand *b*\n").find(".//em").text == "b"
    assert tree("one\n<hr>\n*b*\n").find(".//em").text == "b"


@pytest.mark.parametrize("tag", ["pre", "textarea"])
def test_what_is_read_to_the_letter_goes_on_over_empty_lines(tag: str) -> None:
    html = marked_up(f"<{tag}>\n# a\n\n- *b*\n\n```\n</{tag}>\n\n*c*\n").html
    assert "# a\n\n- *b*\n\n```" in html
    assert "<em>c</em>" in html


def test_comment_over_several_blocks_is_passed_over_whole() -> None:
    markup = marked_up("<!-- one\n\n::: nothing\n\n- [^x]\n\n```\n-->\n\n*text*\n")
    assert markup.html.strip() == "<p><em>text</em></p>"
    assert markup.findings == ()


def test_comment_that_never_ends_loses_nothing() -> None:
    assert words(tree("a\n\n<!-- b\n\nc *d*\n")) == "a <!– b c d"


def test_tag_in_open_html_is_a_tag_however_far_it_is_indented() -> None:
    html = tree("<table>\n\n  <tr>\n\n    <td>\n    Hi\n    </td>\n\n  </tr>\n\n</table>\n")
    assert [cell.text.strip() for cell in html.iter("td")] == ["Hi"]


def test_anchor_of_old_html_and_alignment_are_kept() -> None:
    assert tree('<a name="here"></a>\n').find(".//a").get("id") == "here"
    assert tree('<h1 align="center">A</h1>\n').find(".//h1").get("class") == "align-center"


def test_empty_paragraphs_are_left_out() -> None:
    assert list(tree("<p align='center'>\n\nwords\n\n</p>\n").iter("p"))[-1].text == "words"
    assert len(list(tree("<p>\n\nwords\n\n</p>\n").iter("p"))) == 1
