"""Raw HTML comes out well-formed and safe, and each loss is found."""

import pytest
from lxml import etree

from prepress.errors import SourceError
from tests.galley.markup.texts import marked_up, tree, words


@pytest.mark.parametrize(
    "text",
    [
        "<p>never closed\n",
        "<b>bold <i>both</b> slanted</i>\n",
        "<div><p>a</div>\n",
        "<br><hr><img src=a.png alt=x>\n",
        "a < b && c > d\n",
        "<td>a cell alone</td>\n",
        "</div></div>\n",
        "<p class=“curly”>x</p>\n",
        "<a href='x\"y'>z</a>\n",
        "&nbsp;&copy;&unknown;&#0;&#x110000;\n",
        "<!-- a comment -- with dashes -->x\n",
        "<![CDATA[ x ]]>\n",
        "a <div><![x) b\n<",
        "*<details markdown='1'>*</div>&\n<p>--</p>*[!x]\n<div>(*<div>&(`</p>\n",
        "<?php echo 1 ?>\n",
        "<details><summary>More</summary>\n\ntext\n\n</details>\n",
        "<\n",
        "<div markdown='1'>\n\n- \n\ntext</div>\n",
        "<ul><li>a<li>b</ul>\n",
    ],
)
def test_any_html_comes_out_well_formed(text: str) -> None:
    tree(text)


@pytest.mark.parametrize(
    ("text", "code", "gone"),
    [
        ("<script>alert(1)</script>\n", "H-001", "alert"),
        ("<style>p{}</style>\n", "H-001", "p{}"),
        ("<iframe src=x></iframe>\n", "H-001", "iframe"),
        ("<p onclick='x()'>a</p>\n", "H-002", "onclick"),
        ("<p style='color:red'>a</p>\n", "H-002", "style"),
        ("<a href='javascript:x()'>a</a>\n", "L-002", "javascript"),
        ("<img src='data:text/html,x' alt='x'>\n", "I-003", "data:"),
        ("<svg><path/></svg>\n", "H-001", "path"),
        ("<form><input name=x></form>\n", "H-001", "form"),
    ],
)
def test_what_is_unsafe_goes_with_a_finding(text: str, code: str, gone: str) -> None:
    markup = marked_up(f"One\n\n{text}")
    assert {finding.code for finding in markup.findings} == {code}
    assert {finding.place.line for finding in markup.findings} == {3}
    assert gone not in markup.html


def test_safe_html_is_kept_without_a_finding() -> None:
    text = (
        '<aside class="x" lang="es" aria-label="y">Hola <kbd>F1</kbd> '
        "<ruby>漢<rt>kan</rt></ruby></aside>\n"
    )
    markup = marked_up(text)
    assert markup.findings == ()
    assert markup.html.strip() == text.strip()


def test_markdown_inside_html_is_read_where_asked() -> None:
    assert tree('<div markdown="1">\n\n*a*\n\n</div>\n').find(".//em").text == "a"


def test_deep_nesting_is_one_clear_message() -> None:
    with pytest.raises(SourceError, match="too deeply"):
        marked_up("> " * 2000 + "deep\n")


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "#", "# ", "-", "- ", "1.", "```", "~~~", "[", "![", "![]", "![]()", "[]()",
        "[x]:", "***", "_" * 50,
        "|", "| a |\n|---|", "::: note", "> [!NOTE]", "[^", "[^]: x", "*[x]:", "Term\n:", "{#x}",
        "<", "&", "\\",
        "`" * 7, "- [ ]", "=\n=", "a\n===\n---", "\t\tcode", "- a\n\n\n\n- b", (
"1. a\n1. b\n\n        "
"code"
), "é" * 300,
        "[a](<b c>)", "<a@b.example>", "<https://a.example>", "![a](b){", "x{:.y", "~~~~ {.python}",
        "\u202e",
    ],
)  # fmt: skip
def test_awkward_text_is_read(text: str) -> None:
    etree.fromstring(f"<div>{marked_up(text).html}</div>")


def test_comment_is_passed_over() -> None:
    assert marked_up("a <!-- > <video> -->\n").findings == ()


def test_text_between_unclosed_tags_is_not_lost() -> None:
    assert words(tree("<div><b>one\n\ntwo\n\n<p>three\n")) == "one two three"
