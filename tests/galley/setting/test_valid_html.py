"""Raw HTML that HTML has no place for is mended, with one finding, and no word of it is lost."""

from __future__ import annotations

import re

from tests.shelf import Shelf

#: What authors write, what it comes to, and the codes that are said of it.
MENDED = [
    ("<details>\nOne\n</details>", "<div>\nOne\n</div>", ["H-004"]),
    (
        "<details><p>One</p><summary>Two</summary></details>",
        "<details><summary>Two</summary><p>One</p></details>",
        ["H-005"],
    ),
    ("<summary>One</summary>", "<div>One</div>", ["H-004"]),
    (
        "<ol><li>One</li><ol><li>Two</li></ol><li>Three</li></ol>",
        "<ol><li>One <ol><li>Two</li></ol></li><li>Three</li></ol>",
        ["H-005"],
    ),
    ("<ol>Zero<li>One</li></ol>", "Zero<ol><li>One</li></ol>", ["H-005"]),
    ("<li>One</li><li>Two</li>", "<ul><li>One</li><li>Two</li></ul>", ["H-005"]),
    ("<dt>One</dt><dd>Two</dd>", "<dl><dt>One</dt><dd>Two</dd></dl>", ["H-005"]),
    ("<dl><dt>One</dt></dl>", "<div><div>One</div></div>", ["H-004"]),
    (
        "<dl><dd>Zero</dd><dt>One</dt><dd>Two</dd></dl>",
        "<div>Zero</div><dl><dt>One</dt><dd>Two</dd></dl>",
        ["H-005"],
    ),
    (
        "<h2 id=a><p>One</p><p>Two</p></h2>",
        "<span>One</span>  <span>Two</span>",
        ["H-005"],
    ),
    ("<h2 id=a><ul><li>One<li>Two</ul></h2>", "<span>One</span>  <span>Two</span>", ["H-004"]),
    ("<b><p>One</p></b>", "<p><b>One</b></p>", []),
    ("<hgroup>One</hgroup>", "<div>One</div>", ["H-004"]),
    ("<hgroup>\n<h2 id=a>One</h2>\n<p>Two</p>\n</hgroup>", "<hgroup>", []),
    ("<p><ruby> A <rt> B </rt> </ruby></p>", "</rt> </ruby>", []),
    (
        "<address><address>One</address></address>",
        "<address><div>One</div></address>",
        ["H-004"],
    ),
    ("<ruby>One</ruby>", "<span>One</span>", ["H-004"]),
    (
        "<ruby>一<rt>ichi</rt>二</ruby>",
        "<ruby>一<rt>ichi</rt></ruby>二",
        ["H-005"],
    ),
    (
        "<figure><figcaption>One</figcaption><p>Two</p><figcaption>Three</figcaption></figure>",
        "<figcaption>One</figcaption><p>Two</p><div>Three</div></figure>",
        ["H-005"],
    ),
    (
        "<table><tfoot><tr><td>Two</tfoot><tbody><tr><td>One</table>",
        "<table><tbody><tr><td>One</td></tr></tbody><tfoot><tr><td>Two</td></tr></tfoot></table>",
        ["H-005"],
    ),
    ("<div><bdo>One</bdo></div>", "<div><span>One</span></div>", ["H-004"]),
]
VALUES = [
    ('<p lang="en_GB">One</p>', 'lang="en-GB"', []),
    ('<p lang="no language">One</p>', "<p>One", ["H-002"]),
    ('<p dir="RTL">One</p>', 'dir="rtl"', []),
    ('<p dir="left">One</p>', "<p>One", ["H-002"]),
    ('<p role="dingbat">One</p>', "<p>One", ["H-003"]),
    ('<div role="Note">One</div>', 'role="note"', []),
    ('<ul role="note"><li>One</li></ul>', "<ul><li>One", ["H-003"]),
    ('<ol start="three"><li>One</li></ol>', "<ol><li>One", ["H-002"]),
    ('<ol start="3" type="a" reversed><li>One</li></ol>', 'start="3" type="a" reversed=""', []),
    ('<ul><li value="3">One</li></ul>', "<ul><li>One", ["H-002"]),
    ('<div><time datetime="soon">One</time></div>', "<time>One", ["H-003"]),
    ('<div><time datetime="2026-03-01">One</time></div>', 'datetime="2026-03-01"', []),
    ("<table><tr><th scope=left>One</table>", "<th>One", ["H-002"]),
    ("<table><tr><th scope=COL>One</table>", 'scope="col"', []),
    ('<table><tr><th id="a">One<td headers="b">Two</table>', "<td>Two", ["H-002"]),
    ('<table><tr><th id="z">One<td headers="z">Two</table>', 'headers="z"', []),
    ('<table><tr><td colspan="wide">One</table>', "<td>One", ["H-002"]),
    ('<p aria-describedby="nothing">One</p>', "<p>One", ["H-003"]),
    ('<p aria-checked="true">One</p>', "<p>One", ["H-003"]),
    ('<del cite="../why.md">One</del>', "<del>One", ["H-003"]),
    ("[One]{role=dingbat}", "<span>One</span>", ["H-003"]),
]


def said(shelf: Shelf, *texts: str) -> list[tuple[str, list[str]]]:
    """What each of `texts` comes to as a chapter, and the codes that are said of it."""
    files: dict[str, str | bytes] = {
        f"{number:03}.md": f"# T\n\n{text}\n" for number, text in enumerate(texts)
    }
    galley = shelf.add(files).galley()
    assert {finding.place.line for finding in galley.findings} <= {3}
    return [
        (
            chapter.markup,
            [each.code for each in galley.findings if each.place.file == chapter.file],
        )
        for chapter in galley.chapters
    ]


def words_of(html: str) -> list[str]:
    return sorted(re.findall("[A-Z][a-z]+|[一二]", re.sub("<[^>]*>", " ", html)))


def test_element_without_place_is_put_where_it_may_stand(shelf: Shelf) -> None:
    for (text, markup, found), (came, told) in zip(
        MENDED, said(shelf, *(one[0] for one in MENDED)), strict=True
    ):
        assert markup in came, text
        assert told == found, text
        assert words_of(came) == words_of(text)


def test_value_that_an_attribute_cannot_have_is_left_out(shelf: Shelf) -> None:
    for (text, markup, found), (came, told) in zip(
        VALUES, said(shelf, *(one[0] for one in VALUES)), strict=True
    ):
        assert markup in came, text
        assert told == found, text


def test_valid_html_is_kept_as_it_is(shelf: Shelf) -> None:
    html = (
        "<details><summary><h3>A</h3></summary><p>B</p></details>"
        "<dl><div><dt>C</dt><dd>D</dd></div></dl><dl><dt>E</dt><dt>F</dt><dd>G</dd></dl>"
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"
        '<section role="doc-notice" aria-label="H"><p>I <a href="https://a.example">J</a></p>'
        "<figure><p>K</p><figcaption>L</figcaption></figure></section>"
        "<table><caption>M</caption><colgroup><col/><col/></colgroup><thead><tr><th>N</th>"
        "<th>O</th></tr></thead><tbody><tr><td>P</td><td>Q</td></tr></tbody></table>"
        '<div lang="ar" dir="rtl" class="x" title="R"><bdo dir="ltr">S</bdo></div>'
    )
    assert said(shelf, html)[0][1] == ["S-005"]
