"""What else Markdown says: notes, tables, terms, code, quotes of each language."""

import pytest

from tests.galley.markup.texts import marked_up, tree, words


def test_table_has_head_body_and_alignment() -> None:
    (table,) = tree("| a | b |\n| --- | ---: |\n| 1 | 2 |\n").iter("table")
    assert [cell.tag for cell in table.iter("th", "td")] == ["th", "th", "td", "td"]
    assert [cell.get("class") for cell in table.iter("td")] == [None, "align-right"]


def test_terms_have_their_definitions() -> None:
    (terms,) = tree("Dose\n:   how much\n").iter("dl")
    assert [(child.tag, words(child)) for child in terms] == [("dt", "Dose"), ("dd", "how much")]


def test_abbreviation_is_explained_wherever_it_stands() -> None:
    (abbreviation,) = tree("The FDA.\n\n*[FDA]: Food and Drug Administration\n").iter("abbr")
    assert abbreviation.get("title") == "Food and Drug Administration"


def test_code_is_coloured_by_its_language() -> None:
    (code,) = tree("```python\nif True: pass\n```\n").iter("pre")
    assert code.find(".//span[@class='k']").text == "if"


def test_attributes_of_a_heading_are_kept() -> None:
    (heading,) = tree("## Head {#here .numbered lang=es}\n").iter("h2")
    assert dict(heading.attrib) == {"id": "here", "class": "numbered", "lang": "es"}


@pytest.mark.parametrize(
    ("lang", "quoted"),
    [
        ("en", "“a ‘b’ c” – it’s"),
        ("de", "„a ‚b’ c“ – it’s"),
        ("es", "«a “b’ c» – it’s"),
        ("fr", "«\u202fa “b’ c\u202f» – it’s"),
        ("sv", "”a ’b’ c” – it’s"),
        ("xx", "“a ‘b’ c” – it’s"),
    ],
)
def test_quotes_are_those_of_the_language(lang: str, quoted: str) -> None:
    assert "".join(tree("\"a 'b' c\" -- it's\n", lang).itertext()).strip() == quoted


def test_quotes_in_code_stay_straight() -> None:
    assert words(tree('`"a"`\n')) == '"a"'


def test_subscript_and_deletion_share_the_tilde() -> None:
    assert [element.tag for element in tree("H~2~O and ~~gone~~\n")[0]] == ["sub", "del"]


def test_backslash_at_the_end_of_a_line_breaks_it() -> None:
    assert [element.tag for element in tree("a\\\nb\n")[0]] == ["br"]


def test_note_is_called_and_leads_back() -> None:
    html = tree("A fact.[^a]\n\nMore.\n\n[^a]: The source.\n")
    (call,) = html.xpath("//a[@class='note-call']")
    (back,) = html.xpath("//a[@class='note-back']")
    assert html.xpath(f"//li[@id='{call.get('href')[1:]}']")
    assert html.xpath(f"//*[@id='{back.get('href')[1:]}']")


def test_words_after_a_call_are_kept() -> None:
    assert words(tree("A[^a] b[^c] c.\n\n[^a]: One.\n[^c]: Two.\n")[0]) == "A1 b2 c."


@pytest.mark.parametrize(("text", "line"), [("A.[^a]\n", 1), ("A.\n\n[^a]: Uncalled.\n", 3)])
def test_note_without_its_other_half_is_found(text: str, line: int) -> None:
    assert [(finding.code, finding.place.line) for finding in marked_up(text).findings] == [
        ("S-003", line)
    ]


def test_note_in_code_is_no_note() -> None:
    assert marked_up("`[^a]`\n\n```\n[^b]\n```\n").findings == ()


def test_control_character_is_left_out_and_found() -> None:
    markup = marked_up("One\n\nTwo\x0b\n")
    assert [(finding.code, finding.place.line) for finding in markup.findings] == [("S-004", 3)]
    assert "\x0b" not in markup.html


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# Data with {targets}\n", "Data with {targets}"),
        ("# Sets {a, b}\n", "Sets {a, b}"),
        ("# C# and F#\n", "C# and F#"),
        ("# Closed ##\n", "Closed"),
        ("# Title\n{: .no_toc }\n", "Title"),
        ("# Dash {-}\n", "Dash"),
        ("### foo\\\n", "foo\\"),
    ],
)
def test_heading_keeps_its_words_and_only_them(text: str, heading: str) -> None:
    assert words(tree(text)) == heading
    assert tree(text)[0].tag in ("h1", "h3")


@pytest.mark.parametrize("between", ["", "\n"])
def test_line_with_a_colon_below_a_table_is_its_caption(between: str) -> None:
    table = tree(f"| a | b |\n|---|---|\n| 1 | 2 |\n{between}: All *doses* {{#doses}}\n").find(
        "table"
    )
    assert [words(caption) for caption in table.iter("caption")] == ["All doses"]
    assert table.get("id") == "doses"
    assert len(list(table.iter("tr"))) == 2


def test_table_right_below_text_is_a_table() -> None:
    assert tree("Text:\n| a | b |\n|---|---|\n| 1 | 2 |\n").find(".//td").text == "1"


def test_escaped_pipe_in_code_of_a_table_is_a_pipe() -> None:
    assert tree("| a | b |\n|---|---|\n| `x \\| y` | 2 |\n").find(".//td/code").text == "x | y"


def test_definition_without_a_term_is_text() -> None:
    html = tree("# Head\n\n: alone\n")
    assert html.find(".//dl") is None
    assert words(html) == "Head : alone"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("sms:741741?body=HOME", "741741"),
        ("tel:+15550100", "+15550100"),
        ("https://example.org/", "https://example.org/"),
    ],
)
def test_address_in_angle_brackets_is_a_link(address: str, shown: str) -> None:
    (link,) = tree(f"Write <{address}> now.\n").iter("a")
    assert (link.get("href"), link.text) == (address, shown)


def test_definition_of_a_link_may_have_spaces_and_code() -> None:
    html = tree(
        "[guide] [`f()`][]\n\n[guide]: <https://example.org/a b>\n[`f()`]: https://example.org/f\n"
    )
    assert [link.get("href") for link in html.iter("a")] == [
        "https://example.org/a%20b",
        "https://example.org/f",
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "[![a][i]][l]\n\n[i]: a.png\n[l]: b.md\n",
            '<a href="b.md"><img alt="a" src="a.png"/></a>',
        ),
        ("[a [b](c.md)](d.md)\n", '[a <a href="c.md">b</a>](d.md)'),
        ("[a](my file.md)\n", '<a href="my file.md">a</a>'),
        ("[a]\n\n[a]: b.md\n[a]: c.md\n", '<a href="b.md">a</a>'),
        ("`` a`b `` and ` c`\n", "<code>a`b</code> and <code> c</code>"),
        ("- a `b\n  c`\n", "<code>b c</code>"),
        ('<b title="`">`</b>\n', '<b title="`">`</b>'),
        ("A <foo.bar> and <your_name>\n", "A &lt;foo.bar&gt; and &lt;your_name&gt;"),
    ],
)
def test_links_code_and_tags_are_read_as_in_commonmark(text: str, html: str) -> None:
    assert html in marked_up(text).html
