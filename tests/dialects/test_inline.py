"""What GitHub, Pandoc, mkdocs and Quarto set in a line of text beyond CommonMark."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

FORMS = {
    "bare-address": Form("See https://clinic.example/a_b?c=d&e=f. Then rest.\n"),
    "bare-www": Form("See (www.clinic.example/sleep_(adults)).\n"),
    "bare-mail": Form("Write to rest@clinic.example, or call.\n"),
    "addresses-in-links": Form(
        '<a href="https://a.example">https://a.example</a> and '
        "[https://b.example](https://b.example), `https://c.example`\n"
    ),
    "inline-note": Form("Sleep^[Of *eight* hours, see [rest](#rest).] heals.[^1]\n\n"
                        "# Rest\n\nEat.\n\n[^1]: A second note.\n"),
    "inline-note-in-list": Form("- Sleep^[Long.] well\n- Eat\n"),
    "notes-in-order": Form(
        "| A |\n| --- |\n| one^[One.] |\n\n> two[^b]\n\n## Three^[Three.]\n\n- four[^a]\n\n"
        "[^a]: Four.\n[^b]: Two, with^[Five.] one inside.\n"
    ),
    "superscript": Form("E = mc^2^ and the 2^nd^ day.\n"),
    "subscript": Form("H~2~O and CO~2~.\n"),
    "mark": Form("The ==marked *words*== here.\n"),
    "inserted": Form("The ++inserted words++ here.\n"),
    "keys": Form('Press ++ctrl+alt+del++ or ++"Start"+x++.\n'),
    "shortcodes": Form("Good :white_check_mark: and bad :x: at 10:30:00 :-) in std::b::x.\n"),
    "span": Form("[Una *palabra*]{lang=es .term} and [a word]{#here}, word{.x}.\n"),
    "small-caps": Form("[Small caps]{.smallcaps} and [a line]{.underline}, [a mark]{.mark}.\n"),
    "html-words": Form(
        "<kbd>Esc</kbd> <mark>mark</mark> <u>line</u> one<br>two a<sub>1</sub> b<sup>2</sup> "
        "<small>small</small> <del>del</del> <ins>ins</ins> <q>quote</q> <cite>Book</cite> "
        "<dfn>term</dfn> <var>x</var> <samp>out</samp> long<wbr>word "
        "<abbr title='World Health Organization'>WHO</abbr>\n"
    ),
    "ruby": Form("<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>\n"),
    "obsolete-html": Form("<strike>old</strike> <tt>type</tt> <big>big</big>\n\n"
                          "<center>Words in the middle</center>\n"),
    "abbreviation": Form("The WHO says so.\n\n*[WHO]: World Health Organization\n"),
    "escapes": Form(r"\$5 \~a\~ \^b\^ \=\=c\=\= \:smile\: \+\+d\+\+ \[e\]\{.f} \%\%g\%\%" "\n"),
    "hard-break": Form("One\\\ntwo\n"),
    "no-break-space": Form("Dr.\\ Grey\n"),
    "ordinary-signs": Form(
        "Take ~5 mg or ~7 mg, 1~2 weeks, a^b and c^d, x == y and y == z, C++ and D++, "
        "file_name_here, C:\\path, ^_^ and 100%% of 50%%.\n"
    ),
    "raw-html-in-line": Form("A `<mark>mark</mark>`{=html} here.\n"),
    "raw-tex-in-line": Form("A `\\LaTeX`{=latex} here.\n"),
    "code-with-language": Form("Run `x = 1`{.python} and `#!python y = 2`.\n"),
    "icon-of-a-theme": Form("A :material-account: and :party_parrot: here.\n"),
    "in-code": Form("`^[a]` `x^2^` `==m==` `:smile:` `[a]{.b}` `++x++` `www.a.example`\n\n"
                    "    ^[a] x^2^ ==m== :smile: %% c %% www.b.example\n"),
}  # fmt: skip


def test_addresses_in_the_text_are_links(shown: dict[str, Shown]) -> None:
    form = shown["bare-address"]
    (link,) = form.elements("//a[@href]")
    assert link.get("href") == link.text == "https://clinic.example/a_b?c=d&e=f"
    assert form.pdf.count("clinic.example") == 1
    (link,) = shown["bare-www"].elements("//a[@href]")
    assert link.get("href") == "http://www.clinic.example/sleep_(adults)"
    assert shown["bare-www"].epub == "See (www.clinic.example/sleep_(adults))."
    (link,) = shown["bare-mail"].elements("//a[@href]")
    assert (link.get("href"), link.text) == ("mailto:rest@clinic.example", "rest@clinic.example")
    assert all(shown[name].codes == [] for name in ("bare-address", "bare-www", "bare-mail"))


def test_no_link_stands_in_a_link_or_in_code(shown: dict[str, Shown]) -> None:
    form = shown["addresses-in-links"]
    assert [link.text for link in form.elements("//a")] == [
        "https://a.example",
        "https://b.example",
    ]
    assert form.elements("//a//a") == []


def test_notes_in_the_text_are_notes_in_the_order_of_their_calls(shown: dict[str, Shown]) -> None:
    form = shown["inline-note"]
    calls = form.elements("//a[contains(@class, 'note-call')]")
    assert [call.text for call in calls] == ["1", "2"]
    notes = form.words_of("//*[contains(@class, 'notes')]//li | //aside")
    assert notes[0].startswith("Of eight hours, see rest.")
    assert notes[1].startswith("A second note.")
    assert form.codes == []
    assert "^[" not in form.pdf
    assert shown["inline-note-in-list"].words_of("//ul/li") == ["Sleep1 well", "Eat"]


def test_notes_are_numbered_as_they_are_called_wherever_they_are_written(
    shown: dict[str, Shown],
) -> None:
    form = shown["notes-in-order"]
    calls = form.words_of("//a[contains(@class, 'note-call')]")
    assert calls == ["1", "2", "3", "4", "5"]
    assert form.pdf.index("One.") < form.pdf.index("Two, with") < form.pdf.index("Five.")


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("superscript", "//sup", ["2", "nd"]),
        ("subscript", "//sub", ["2", "2"]),
        ("mark", "//mark", ["marked words"]),
        ("inserted", "//ins", ["inserted words"]),
        ("keys", "//kbd", ["Ctrl", "Alt", "Del", "Start", "X"]),
        (
            "small-caps",
            "//*[@class='smallcaps'] | //u | //mark",
            ["Small caps", "a line", "a mark"],
        ),
        (
            "html-words",
            "//kbd|//mark|//u|//sub|//sup|//small",
            ["Esc", "mark", "line", "1", "2", "small"],
        ),
        (
            "html-words",
            "//del|//ins|//q|//cite|//dfn|//var|//samp",
            ["del", "ins", "quote", "Book", "term", "x", "out"],
        ),
        ("ruby", "//ruby/rt", ["b"]),
        ("obsolete-html", "//s|//code|//span[@class='big']", ["old", "type", "big"]),
        ("obsolete-html", "//*[contains(@class, 'align-center')]", ["Words in the middle"]),
        ("abbreviation", "//abbr", ["WHO"]),
        ("raw-html-in-line", "//mark", ["mark"]),
        ("code-with-language", "//code", ["x = 1", "y = 2"]),
    ],
)
def test_words_are_set_as_the_element_that_they_are(
    shown: dict[str, Shown], name: str, path: str, words: list[str]
) -> None:
    assert shown[name].words_of(path) == words
    assert shown[name].codes == []
    for word in words:
        assert word.split()[0] in shown[name].pdf


def test_names_of_emoji_become_characters(shown: dict[str, Shown]) -> None:
    form = shown["shortcodes"]
    assert form.epub == "Good ✅ and bad ❌ at 10:30:00 :-) in std::b::x."


def test_names_that_only_a_theme_has_are_a_warning(shown: dict[str, Shown]) -> None:
    form = shown["icon-of-a-theme"]
    assert set(form.codes) == {"S-007"}
    assert ":material-account:" in form.said


def test_spans_carry_what_stands_in_their_braces(shown: dict[str, Shown]) -> None:
    form = shown["span"]
    (span,) = form.elements("//span[@lang='es'] | //span[@*[name()='xml:lang']='es']")
    assert span.get("class") == "term"
    assert form.elements("//span[@id='here']")
    assert "word{.x}" in form.epub


def test_escaped_signs_are_those_signs(shown: dict[str, Shown]) -> None:
    form = shown["escapes"]
    assert form.epub == "$5 ~a~ ^b^ ==c== :smile: ++d++ [e]{.f} %%g%%"
    assert form.pdf.count(form.epub) == 1
    assert form.codes == []
    assert len(shown["hard-break"].elements("//br")) == 1
    assert "Dr.\u00a0Grey" in "".join(shown["no-break-space"].body.itertext())


def test_ordinary_signs_stay(shown: dict[str, Shown]) -> None:
    form = shown["ordinary-signs"]
    assert "~5 mg or ~7 mg, 1~2 weeks, a^b and c^d, x == y and y == z, C++ and D++" in form.epub
    assert form.epub.endswith("file_name_here, C:\\path, ^_^ and 100%% of 50%%.")
    assert form.codes == []


def test_what_is_for_another_format_is_left_out_with_a_warning(shown: dict[str, Shown]) -> None:
    form = shown["raw-tex-in-line"]
    assert form.codes == ["S-022"]
    assert form.epub == "A here."
    assert "LaTeX" not in form.pdf


def test_signs_in_code_stay(shown: dict[str, Shown]) -> None:
    form = shown["in-code"]
    assert form.epub == (
        "^[a] x^2^ ==m== :smile: [a]{.b} ++x++ www.a.example "
        "^[a] x^2^ ==m== :smile: %% c %% www.b.example"
    )
    assert form.codes == []
