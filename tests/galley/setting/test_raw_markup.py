"""What looks like markup on the page is found at its line, and what only resembles it is not."""

import pytest

from tests.shelf import SQUARE, Shelf


def raw(shelf: Shelf, text: str) -> list[tuple[int | None, str]]:
    """The lines of what was found, and what the findings quote."""
    findings = shelf.add({"1.md": text}).galley().findings
    found = [finding for finding in findings if finding.code == "S-007"]
    return [
        (finding.place.line, finding.what.partition("“")[2].partition("”")[0]) for finding in found
    ]


def in_html(text: str) -> str:
    """A chapter that shows `text` to the letter: in HTML, in which Markdown is not read."""
    return f"# Rest\n\nWords before it.\n\n<div>{text}</div>\n\nWords behind it.\n"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("\n## Dose\n", "## Dose"),
        ("Words ### Dose", "### Dose"),
        ("\n##Dose\n", "##Dose"),
        ("\nDose\n====\n", "===="),
        ("Take **two tablets** now", "**two tablets**"),
        ("Take ** two tablets ** now", "** two tablets **"),
        ("Take __two tablets__ now", "__two tablets__"),
        ("Take ~~two~~ three", "~~two~~"),
        ("Take ==two== now", "==two=="),
        ("See [the list](list.md) now", "[the list](list.md)"),
        ("See [the list][1] now", "[the list][1]"),
        ("See ![the list](list.png) now", "![the list](list.png)"),
        ("See [[The list]] now", "[[The list]]"),
        ("\n[1]: https://example.org/\n", "[1]: https://example.org/"),
        ("As shown [@smith2020, p. 3].", "[@smith2020, p. 3]"),
        ("Rest.^[As the study says.] Sleep.", "^[As the study says.]"),
        ("\n$$\n\nx is more\n", "$$"),
        ("If $10 more makes y_1 for five$ or", "$10 more makes y_1 for five$"),
        ("About 10^9^ cells", "^9^"),
        ("\n!!! warning\n", "!!! warning"),
        ('\n??? note "More"\n', "??? note"),
        ("Rest well. {.lead} Sleep", "{.lead}"),
        ("\n{: .lead }\n", "{: .lead }"),
        ('Rest well. {width="50%"} Sleep', '{width="50%"}'),
        ("{{ toc }} and words", "{{ toc }}"),
        ("{% include toc.html %} and words", "{% include toc.html %}"),
        ("\nRest. \\newpage Sleep.\n", "\\newpage"),
        ("Take `two` now", "`two`"),
        ("\n- rest\n- sleep\n- walk\n- swim\n", "- rest - sleep - walk - swim"),
        ("\n1. rest\n2. sleep\n3. walk\n", "1. rest 2. sleep 3. walk"),
        ("\n| drug | dose |\n| a | b |\n", "| drug | dose | | a | b |"),
        ("\ndrug | dose\n--- | ---\na | b\n", "| ---"),
    ],
)
def test_raw_markup_is_found_once_at_its_line(shelf: Shelf, text: str, quoted: str) -> None:
    line = 5 + len(text) - len(text.lstrip("\n"))
    found = raw(shelf, in_html(text))
    assert len(found) == 1
    assert found[0][1].startswith(quoted)
    assert found[0][0] in (line, line + 1)


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10, or US$5–US$10, or 5$ and 10$, or $5-$10.",
        "Set $HOME and $PATH, or $HOME/$USER.",
        "2**3 is 8, a ** b, 5 * 3 * 2, f(*a, **b) and f(**a, **b), src/**/*.py and test/**",
        "Your number is *** *** 12, ****, or ________.",
        "The answers are (a) no, [sic], [1], [2, 3], a[0](x), m[i][j] and [[1, 2], [3, 4]].",
        "p <0.05 and a < b > c, std::vector<T>, <T>, <your name>, 3 <b and c> 2, <3",
        "Wow!!! Really??? Yes: C# and F#, item #5, # of tablets, #rest",
        "Sets such as {a, b}, {x}, {} and { .5 }; a: b",
        "It is 5 - 3 or 5-3, x^2 and 2^31-1, ^_^ and a == b == c, ~5 and ~6",
        "Write to @clinic, [at] or name@example.org.",
        "C:\\new, C:\\ref and \\\\server\\begin",
        "It's 5' 10\" and ``quoted'' and `quoted'.",
        "Yes | No",
        "- a dash\n- and another",
        "A: yes\nB: no",
    ],
)
@pytest.mark.parametrize("block", ["{}\n", "<div>\n{}\n</div>\n"])
def test_lookalikes_are_left_alone(shelf: Shelf, text: str, block: str) -> None:
    assert raw(shelf, "# Rest\n\n" + block.format(text.replace("<", "&lt;"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "\\*\\*Rest\\*\\* and \\#\\# Rest",
        "\\## Rest",
        "\\[words](address.md) and \\[^1] and \\[@smith]",
        "\\$x^2\\$ and \\`code\\`",
        "&lt;div> and \\<p> and &#60;br&#62;",
        "&#42;&#42;Rest** and &lbrack;words](address.md)",
        "\\{{ clinic.phone }} and \\{{ toc }} and \\{.lead}",
        "\\::: note",
        "\\- one\n\\- two\n\\- three",
    ],
)
def test_what_the_author_escaped_is_meant_to_be_seen(shelf: Shelf, text: str) -> None:
    assert raw(shelf, f"# Rest\n\n{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Write `**two**`, `## Dose`, `<div>` and ``a `b` c``.",
        "```\n## Dose\n**two** [a](b.md) <div>\n```",
        "    ## Dose\n    **two**",
        "<kbd>**</kbd> and <pre>\n## Dose\n\n| a | b |\n|---|---|\n</pre>",
        "<samp>[a](b.md)</samp>",
        "The function `f(x)` is `$x^2$`.",
    ],
)
def test_code_is_left_alone(shelf: Shelf, text: str) -> None:
    assert raw(shelf, f"# Rest\n\n{text}\n") == []


def test_markup_that_is_read_is_no_finding(shelf: Shelf) -> None:
    text = (
        "# Rest\n\n**two** [a](#rest) `x` ~~y~~ H~2~O[^1]\n\n- a\n- b\n- c\n\n| a | b "
        "|\n|---|---|\n| c | d |\n\n"
        "::: note Title\nWords.\n:::\n\n[^1]: **Words** of a note.\n"
    )
    assert raw(shelf, text) == []


def test_same_words_in_code_before_are_not_the_place(shelf: Shelf) -> None:
    text = (
        "# Rest\n\n```\nTake **two** now.\n```\n\nTake `**two**` now.\n\n<div>Take **two** "
        "now.</div>\n"
    )
    assert raw(shelf, text) == [(9, "**two**")]


def test_same_words_that_were_read_are_not_the_place(shelf: Shelf) -> None:
    text = "# Rest\n\nToday take **two** at noon.\n\n<div>Now take **two** at night.</div>\n"
    assert raw(shelf, text) == [(5, "**two**")]


def test_same_words_escaped_are_not_the_place(shelf: Shelf) -> None:
    text = "# Rest\n\nToday \\*\\*two\\*\\* at noon.\n\n<div>Now **two** at night.</div>\n"
    assert raw(shelf, text) == [(5, "**two**")]


def test_same_line_twice_is_found_twice(shelf: Shelf) -> None:
    text = "# Rest\n\n<div>Take **two** now.</div>\n\n<div>Take **two** now.</div>\n"
    assert raw(shelf, text) == [(3, "**two**"), (5, "**two**")]


def test_signs_that_close_are_not_the_place(shelf: Shelf) -> None:
    text = "# Rest\n\n<div>\n* `one`\n* `two`\n* `three`\n</div>\n"
    # The list says all of its first line.
    assert [line for line, quoted in raw(shelf, text) if quoted.startswith("`")] == [5, 6]


def test_what_stands_inside_other_signs_on_their_line_is_not_said_again(shelf: Shelf) -> None:
    text = in_html("## The **big** [link](b.md)\n**a** and **b `c`** and ~~d **e**~~")
    assert [quoted for _, quoted in raw(shelf, text)] == [
        "## The **big** [link](b.md)",
        "**a**",
        "~~d **e**~~",
    ]


def test_one_line_has_one_finding_of_a_kind(shelf: Shelf) -> None:
    text = "# Rest\n\n<div>Take **two** or **three**, see [the list](#rest).</div>\n"
    assert raw(shelf, text) == [(3, "**two**"), (3, "[the list](#rest)")]


def test_line_counts_from_the_top_of_a_file_with_front_matter(shelf: Shelf) -> None:
    (shelf.root / "sources").mkdir(parents=True)
    text = "---\ntitle: Tiny\nlang: en\n---\n\n# Rest\n\n<div>Take **two** now.</div>\n"
    (shelf.root / "sources" / "tiny.md").write_text(text, "utf-8")
    assert [finding.place.line for finding in shelf.galley().findings] == [8]


def test_notes_captions_and_titles_are_read_too(shelf: Shelf) -> None:
    text = (
        '# Rest\n\nWords[^1] and [a link](#rest "See **the** list").\n\n'
        '![](a.svg "A ** pale ** square")\n\n[^1]: <span>One</span> ** marked ** note.\n'
    )
    assert raw(shelf.add({"a.svg": SQUARE}), text) == [
        (3, "**the**"),
        (5, "** pale **"),
        (7, "** marked **"),
    ]


def test_what_another_finding_says_is_not_said_twice(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# Rest\n\nWords[^1] and {{ clinic.fax }}.\n"}).galley()
    assert {finding.code for finding in galley.findings} == {"S-003", "K-001"}


def test_values_of_the_clinic_are_its_own(shelf: Shelf) -> None:
    shelf.add({"1.md": "# Rest\n\nCall {{ clinic.phone }} now.\n"})
    (shelf.root / "sources" / "clinic.yaml").write_text(
        'name: Clinic\nphone: "**12345**"\n', "utf-8"
    )
    assert [finding.code for finding in shelf.galley().findings] == []


def test_hint_says_what_to_do(shelf: Shelf) -> None:
    (finding,) = shelf.add({"1.md": in_html("Take **two** now.")}).galley().findings
    assert str(finding) == (
        "sources/tiny/1.md:5: warning S-007: “**two**” would stand on the page just so, since it "
        "was not read as bold "
        "type. Leave an empty line before it, and no space between the signs and the words, or "
        "write \\*\\* if you "
        "mean the signs themselves."
    )


def test_what_stands_behind_a_script_is_found_at_its_own_line(shelf: Shelf) -> None:
    text = (
        "# T\n\n<script>\nx()\n</script>\n\n![gone](gone.png)\n\n<script>y()</script>\n"
        "<object></object>\n\nText <blink>a</blink>.\n\n<script>\nz()\n\n![lost](lost.png)\n"
    )
    galley = shelf.add({"1.md": text}).galley()
    assert [(each.code, each.place.line) for each in galley.findings] == [
        ("H-001", 3),
        ("I-001", 7),
        ("H-001", 9),
        ("H-001", 10),
        ("H-001", 12),
        ("S-007", 14),
        ("S-007", 17),
    ]
