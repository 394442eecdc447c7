"""Every example of CommonMark and of GitHub's Markdown as a chapter of one book: nothing raises or
disappears silently, and the book is valid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest

from prepress.findings import Finding, Severity
from prepress.galley.galley import Galley, SetChapter
from tests.conformance.conftest import Built, makebook
from tests.conformance.examples import COMMONMARK, GFM, Example, read_examples
from tests.conformance.html_trees import parsed
from tests.conformance.validators import epubcheck, verapdf
from tests.galley.markup.texts import marked_up
from tests.shelf import SQUARE, Shelf

METADATA = "title: CommonMark\nlang: en\nlayout: handout\n"
BLOCKS = frozenset(
    {"p", "ul", "ol", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table"}
)
#: These findings are about a tag or a picture, which goes with its words.
GONE_WITH_WORDS = frozenset({"H-001", "H-002", "I-001", "I-003"})
#: Words of the specification's text that mean something else to us, so that they are no text here.
READ_OTHERWISE = MappingProxyType(
    {
        161: "a code fence may stand right below an HTML block; its language is c",
        184: "an indented tag inside HTML is a tag, not code",
        191: "an indented tag inside HTML is a tag, not code",
        2024: "several ways back from one note have no numbers",
    }
)
#: So much is added to the numbers of GitHub's examples.
FIRST_OF_GITHUB = 1000
#: What may go on beyond its example: a fence, or HTML.
GOES_ON = re.compile(r"```|~~~|<")
#: So many of the others stand in one chapter of the edition.
TOGETHER = 30
#: Pictures that the examples show once their addresses lead into the book.
PICTURES = dict.fromkeys(("moon.jpg", "path/to/train.jpg", "train.jpg", "url", "url2"), SQUARE)


@pytest.fixture(scope="module")
def examples() -> Sequence[Example]:
    return [*read_examples(COMMONMARK), *(_of_github(each) for each in read_examples(GFM))]


def _of_github(example: Example) -> Example:
    """The example with a number that none of CommonMark's has."""
    return replace(example, number=example.number + FIRST_OF_GITHUB)


@pytest.fixture(scope="module")
def galley(examples: Sequence[Example], tmp_path_factory: pytest.TempPathFactory) -> Galley:
    """All examples as they stand, set."""
    shelf = Shelf(tmp_path_factory.mktemp("commonmark"))
    return shelf.add(
        {example.file: example.markdown for example in examples}, metadata=METADATA
    ).galley()


def by_chapter(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    chapters: dict[str, list[Finding]] = {}
    for finding in findings:
        chapters.setdefault(Path(finding.place.file).name, []).append(finding)
    return chapters


def by_file(galley: Galley) -> dict[str, SetChapter]:
    return {Path(chapter.file).name: chapter for chapter in galley.chapters}


def said(element: Element) -> str:
    """The text in `element` and what stands for its images."""
    if not isinstance(element.tag, str):
        return ""  # a comment
    text = element.get("alt", "") + (element.text or "")
    text += "".join(said(child) + (child.tail or "") for child in element)
    return f" {text} " if element.tag in BLOCKS | {"br"} else text


def beside(element: Element) -> str:
    """What `element` says without its being text: titles, addresses and the numbers at which lists
    begin.
    """
    return " ".join(
        unquote(part.get(name, ""))
        for part in element.iter()
        for name in ("title", "href", "start")
    )


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def unsaid(expected: str, text: str) -> list[str]:
    """The words of `expected` that do not follow one another in `text`, whatever signs stand
    between the letters.
    """
    letters, at, gone = "".join(words(text)), 0, []
    for word in words(expected):
        found = letters.find(word, at)
        if found < 0:
            gone.append(word)
        else:
            at = found + len(word)
    return gone


def lost(expected: str, html: str, findings: Sequence[Finding]) -> list[str]:
    """The words of the HTML `expected` that are neither in `html` nor in what was found."""
    if any(finding.code in GONE_WITH_WORDS for finding in findings):
        return []
    ours = parsed(html)
    elsewhere = {
        *words(beside(ours)),
        *(word for finding in findings for word in words(finding.what)),
    }
    return [word for word in unsaid(said(parsed(expected)), said(ours)) if word not in elsewhere]


@pytest.fixture(scope="module")
def reachable_galley(
    examples: Sequence[Example], tmp_path_factory: pytest.TempPathFactory
) -> Galley:
    """Those whose addresses can be changed so that most of them lead somewhere, set."""
    shelf = Shelf(tmp_path_factory.mktemp("reachable"))
    chapters = {each.file: each.reachable for each in examples if each.reachable != each.markdown}
    return shelf.add({**PICTURES, **chapters}, metadata=METADATA).galley()


def bound(examples: Sequence[Example]) -> dict[str, str | bytes]:
    """The chapters of the edition, since many small ones take long to build and to check: each
    example below a heading of its own, and alone where it might take in what follows it.
    """
    alone = [each for each in examples if GOES_ON.search(each.reachable)]
    others = [f"# {each.number}\n\n{each.reachable}\n" for each in examples if each not in alone]
    parts = range(0, len(others), TOGETHER)
    together = {f"{at:03}-on.md": "\n".join(others[at : at + TOGETHER]) for at in parts}
    return {**{each.file: each.reachable for each in alone}, **together}


@pytest.fixture(scope="module")
def edition(examples: Sequence[Example], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The book of all examples."""
    shelf = Shelf(tmp_path_factory.mktemp("edition"))
    # As many pages as they take, so that they are laid out but once.
    metadata = f"{METADATA}editions: {{print: {{pages: 99}}, epub: {{}}}}\n"
    shelf.add({**PICTURES, **bound(examples)}, metadata=metadata)
    makebook(shelf.root, "build")
    return Built(shelf.root / "output", "tiny")


def test_every_example_is_a_chapter(examples: Sequence[Example], galley: Galley) -> None:
    assert len(examples) == 652 + 53
    assert [Path(chapter.file).name for chapter in galley.chapters] == [
        example.file for example in examples
    ]


@pytest.mark.parametrize("which", ["galley", "reachable_galley"])
def test_no_word_disappears_silently(
    which: str, examples: Sequence[Example], request: pytest.FixtureRequest
) -> None:
    galley: Galley = request.getfixturevalue(which)
    found, chapters = by_chapter(galley.findings), by_file(galley)
    assert len(chapters) > 100
    gone = {
        example.number: gone_here
        for example in examples
        if (chapter := chapters.get(example.file))
        and (
            gone_here := lost(
                example.html, chapter.markup + chapter.notes, found.get(example.file, [])
            )
        )
    }
    assert gone.keys() == {
        each.number for each in examples if each.file in chapters and each.number in READ_OTHERWISE
    }, gone


def test_a_word_that_disappears_is_seen() -> None:
    assert lost("<p>one two <em>th</em>ree</p>", "<p>one <!-- two --> <b>three</b></p>", []) == [
        "two"
    ]
    assert lost("<p>one</p><p>one</p>", "<p>one</p>", []) == ["one"]
    assert lost('<p><img alt="moon"></p>', '<p><img title="sun"></p>', []) == ["moon"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Dose:\n[mg]: 50\n", "[mg]: 50"),
        ("[Dose] [mg]\n\n[mg]: https://example.org/\n", "[Dose]"),
        ("12345678901. call\n", "12345678901. call"),
        ("a </normal range> b\n", "a &lt;/normal range&gt; b"),
        ("Use the <title> tag.\n\nMore.\n", "Use the &lt;title&gt; tag.</p>\n<p>More."),
        ("<p>No <textarea> here.</p>\n\n*More*\n", "<em>More</em>"),
        ("<p>x <!-- one\n\n*More*\n", "x &lt;!-- one"),
        ("\\<b> and \\&copy;\n", "&lt;b&gt; and &amp;copy;"),
        ("<a\\+b@example.org>\n", ">a+b@example.org</a>"),
        ("&#" + "1" * 5000 + ";\n", "&amp;#1111"),
        (
            "![See [the list](https://example.org/)](a.png)\n",
            '<a href="https://example.org/">the list</a></figcaption>',
        ),
        ("![Rest[^1]](a.png)\n\n[^1]: In bed.\n", "In bed."),
        ('![<b class="x">Rest</b>](a.png)\n', 'alt="Rest"'),
    ],
)
def test_what_python_markdown_would_lose_is_kept(text: str, kept: str) -> None:
    markup = marked_up(text)
    assert kept in markup.html
    assert markup.findings == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("One\n\n<div><![ words\nmore</div>\n", "H-001"),
        ("One\n\n<?xml words?>\n", "H-001"),
        ("One\n\na &#2; b\n", "S-004"),
        ("One\n\n[x](made-up:words)\n", "L-002"),
        ("One\n\n[x](https://../)\n", "L-002"),
        ("One\n\n<FORM>x</FORM>\n", "H-001"),
    ],
)
def test_what_is_lost_is_found_at_its_line(text: str, code: str) -> None:
    found = marked_up(text).findings
    assert {finding.code for finding in found} == {code}
    assert {finding.place.line for finding in found} == {3}


def test_every_finding_has_a_line(galley: Galley) -> None:
    assert galley.findings
    assert [str(finding) for finding in galley.findings if not finding.place.line] == []


def test_no_example_has_an_error(galley: Galley, reachable_galley: Galley) -> None:
    changed = by_file(reachable_galley)
    as_it_stands = [each for each in galley.findings if Path(each.place.file).name not in changed]
    found = [*as_it_stands, *reachable_galley.findings]
    assert [str(each) for each in found if each.severity is Severity.ERROR] == []


@pytest.mark.validators
def test_pdf_of_the_examples_keeps_pdf_ua_1_and_pdf_a_2a(edition: Built) -> None:
    assert verapdf(edition.pdf, "ua1", "2a") == []


@pytest.mark.validators
def test_epubcheck_has_no_message_on_the_examples(edition: Built) -> None:
    assert epubcheck(edition.epub) == []
