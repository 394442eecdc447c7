"""The source map has the headings, links and pictures that the galley has, each where it stands."""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from prepress.galley.setting.chapter_markup import to_markup
from prepress.galley.source_map import trace
from prepress.galley.source_map.source_map import SourceMap
from prepress.manuscript.manuscript import Chapter
from prepress.text.xhtml import HEADINGS, has_class, parse_xhtml

#: Pieces of which chapters are made up: each `%d` becomes a number of its own, so that what is found
#: can be known again.
INLINE = (
    "[link %d](a%d.md)",
    "![picture %d](p%d.png)",
    '![picture %d](<p%d.png> "Title %d"){.wide}',
    "<https://example.org/%d>",
    '<a href="b%d.md">raw %d</a>',
    '<img src="q%d.png" alt="Raw %d">',
    "`[code %d](c%d.md)`",
    "\\[no link %d](d%d.md)",
    "[![in a link %d](r%d.png)](e%d.md)",
    "*em [x%d](f%d.md)* and __bold__",
    '"[quoted %d](g%d.md)"',
    "[label %d][ref]",
    "[ref]",
    "&amp; & a < b %d",
    "<br>",
    "H~2~O -- %d",
    "<!-- [comment %d](h%d.md) -->",
    "note[^n]",
    "note ^[with [a link %d](i%d.md)]",
    "[[page-%d|wiki %d]]",
    "![[s%d.png|Picture %d]]",
    "https://example.org/bare/%d and ==[marked %d](j%d.md)==",
    "[a [span %d](k%d.md)]{.wide}",
    "%%%% comment %d %%%%",
    "{{ clinic.phone }} [after %d](i%d.md)",
    "HTML",
)
BLOCKS = (
    "# Heading %d",
    "## Heading %d {.numbered #id%d}",
    "Setext %d\n---",
    "Setext %d\n===",
    "# no heading in a paragraph %d",
    "> # Quoted heading %d",
    "- item %d\n\n  ## Heading in an item %d",
    "1. # Heading %d",
    "<h2>Raw %d</h2>",
    "<h2>\nRaw %d\n</h2>",
    "<div><h3>Deep %d</h3></div>",
    '<div markdown="1">\n\n## Inside %d\n\n</div>',
    "<pre>\n# no heading %d\n[no](link%d.md)\n</pre>",
    "```\n# no heading %d\n![no](picture%d.png)\n```",
    "    # code %d",
    "`<!--` is code %d",
    "<!--\n# no heading %d\n-->",
    "::: warning Title %d\nText\n:::",
    "> [!NOTE]\n> Text %d",
    "| A | B |\n|---|---|\n| [cell %d](j%d.md) | ![x](s%d.png) |",
    "Term %d\n: Definition [x](k%d.md)",
    "![figure %d](t%d.png)",
    "---",
    "[^n]: Note %d\n\n    ## Heading in a note %d",
    "*[HTML]: Language",
    "[ref]: https://example.org/ref",
    "Words %d {.x}\n{: .y }",
    "- [ ] task [x%d](l%d.md)",
    "HTML words %d",
)


def without_html(pieces: Sequence[str]) -> list[str]:
    """The `pieces` that hold no raw HTML."""
    return [piece for piece in pieces if not re.search(r"<(?!https)", piece)]


@st.composite
def chapters(
    draw: st.DrawFn, inline: Sequence[str] = INLINE, blocks: Sequence[str] = BLOCKS
) -> str:
    """A chapter of `blocks`, some of which are lines of links, pictures and the like."""
    words = st.lists(st.sampled_from(inline), min_size=1, max_size=4).map(" ".join)
    lines = st.lists(words, min_size=1, max_size=3).map("\n".join)
    quoted = lines.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n")))
    item = lines.map(lambda text: f"- {text}")
    pieces = draw(st.lists(st.one_of(st.sampled_from(blocks), lines, quoted, item), max_size=8))
    gaps = draw(st.lists(st.sampled_from(["\n\n", "\n\n", "\n\n", "\n"]), min_size=8, max_size=8))
    text = "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=False))
    text += draw(st.sampled_from(["", "\n\n[^n]: Note %d\n\n[ref]: https://example.org/ref\n"]))
    numbers = iter(range(100, 1000))
    return re.sub("%d", lambda _: str(next(numbers)), text)


def of_galley(text: str) -> etree._Element:
    """The chapter as the galley has it."""
    return parse_xhtml(to_markup(Chapter("1.md", text), "en", {}).html)


def numbers_in(text: str) -> list[str]:
    """The numbers by which pieces of a made-up chapter are known."""
    return re.findall(r"\d{3}", text)


def shown_in(heading: etree._Element) -> str:
    """The words of a heading, and of the pictures in it, as they follow each other."""
    return "".join(map(str, heading.xpath(".//text() | .//img/@alt")))


@settings(max_examples=120)
@given(chapters())
def test_map_and_galley_have_the_same(text: str) -> None:
    tree, source, lines = of_galley(text), SourceMap(Chapter("1.md", text), "en"), text.split("\n")
    assert len(source.trace.elements) == len(list(tree.iter()))
    headings = [each for each in tree.iter(*HEADINGS) if numbers_in(shown_in(each))]
    in_notes = [
        any(has_class(up, "section", "notes") for up in e.iterancestors()) for e in headings
    ]
    found = [each for each in source.headings if numbers_in(each.words)]
    wanted = sorted(
        (numbers_in(shown_in(each))[0], int(each.tag[1]), in_note)
        for each, in_note in zip(headings, in_notes, strict=True)
    )
    assert sorted((numbers_in(e.words)[0], e.level, e.in_note) for e in found) == wanted
    for heading in found:
        assert numbers_in(heading.words)[0] in "".join(lines[heading.spot.line - 1 :][:2])
    links = [each.get("href") for each in tree.iter("a") if (each.get("role") or "")[:4] != "doc-"]
    assert [re.sub(r"\{\{.*?\}\}", "", each.address) for each in source.links] == links
    pictures = [each.get("src") for each in tree.iter("img")]
    assert [each.address for each in source.pictures] == pictures
    places = [(each.address, each.spot.line) for each in source.links]
    for address, line in [*places, *((each.address, each.spot.line) for each in source.pictures)]:
        assert all(number in lines[line - 1] for number in numbers_in(address))


@settings(max_examples=120)
@given(chapters(without_html(INLINE), without_html(BLOCKS)))
def test_quick_look_sees_the_same(text: str) -> None:
    whole, quick = SourceMap(Chapter("1.md", text), "en"), SourceMap(Chapter("1.md", text), "en")
    assert whole.trace.elements
    assert quick.headings == whole.headings
    assert quick.pictures == whole.pictures
    assert quick.calls == whole.calls


PROSE = "The words Dose, pic.png, #gone, onclick and <b> stand in prose.\n\n"


def test_everything_has_its_line_and_column() -> None:
    text = (
        "# One {.x}\n\nSee {{ clinic.phone }} [there](a.md), ![x](b.png)[^1] <span>raw</span>\n"
        "{.wide}\n\n[^1]: A note.\n\n::: tip\nText\n:::\n\n```\ncode\n```\n"
    )
    source = SourceMap(Chapter("1.md", text, first_line=5), "en")
    found = {
        name: [(spot.line, spot.column) for spot in spots]
        for name, spots in (
            ("headings", [each.spot for each in source.headings]),
            ("links", [each.spot for each in source.links]),
            ("pictures", [each.spot for each in source.pictures]),
            ("calls", [each.spot for each in source.calls]),
            ("definitions", [each.spot for each in source.definitions]),
            ("callouts", source.callouts),
            ("fences", source.fences),
            ("raw tags", source.raw_tags),
            ("attributes", source.attribute_lists),
        )
    }
    assert found == {
        "headings": [(5, 1)],
        "links": [(7, 24)],
        "pictures": [(7, 39)],
        "calls": [(7, 50)],
        "definitions": [(10, 1)],
        "callouts": [(12, 1)],
        "fences": [(16, 1)],
        "raw tags": [(7, 55)],
        "attributes": [(5, 7), (8, 1)],
    }
    assert [each.line for each in source.placeholders] == [7]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("<pre>\n# x\n</pre>\n\n# y", ["y"]),
        ("<div>\n<h2>x</h2>\n</div>", ["x"]),
        ("<h2>\nx\n</h2>", ["x"]),
        ("- item\n\n  ## x\n", ["x"]),
        ("Text[^1].\n\n[^1]: Note\n\n    ## x\n\n## y", ["x", "y"]),
        ("`<!--` is how a comment begins\n\n## x\n\nand `-->` its end.", ["x"]),
    ],
)
def test_headings_are_those_of_the_galley(text: str, headings: list[str]) -> None:
    assert ["".join(each.itertext()).strip() for each in sorted_headings(text)] == headings
    assert [each.words for each in SourceMap(Chapter("1.md", text), "en").headings] == headings


def sorted_headings(text: str) -> list[etree._Element]:
    """The galley's headings in the order of their words."""
    return sorted(of_galley(text).iter(*HEADINGS), key=lambda each: "".join(each.itertext()))


def test_text_without_a_fault_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(trace, "trace_text")
    markup = to_markup(Chapter("1.md", f"# One\n\n{PROSE.replace('<b>', 'b')}[x](#one)"), "en", {})
    assert markup.findings == ()


def test_map_goes_to_other_processes_without_what_it_has_read() -> None:
    source = SourceMap(Chapter("1.md", "# One\n\n[x](#gone)\n"), "en")
    assert source.links
    copy = pickle.loads(pickle.dumps(source))
    assert copy.links == source.links


def test_text_that_is_nested_too_deeply_has_no_headings() -> None:
    assert SourceMap(Chapter("1.md", "> " * 2000 + "# One"), "en").headings == ()


def test_comments_are_no_words_of_the_text_and_keep_its_lines() -> None:
    text = "One %% 50 mg %% two\n\n%%\n60 mg\n\n70 mg\n%%\n\nthree {--80 mg --}four\n"
    source = SourceMap(Chapter("1.md", text))
    assert source.text_without_comments.split("\n")[0].split() == ["One", "two"]
    assert source.text_without_comments.split("\n")[8] == "three four"
    assert "mg" not in source.text_without_comments


def test_thousands_of_backticks_are_soon_read() -> None:
    source = SourceMap(Chapter("1.md", f"# One\n\n{'`' * 5000} x [a](b.md)\n"), "en")
    assert [each.words for each in source.headings] == ["One"]
    assert source.trace.elements
