"""Reading order: the tags of a PDF, what is copied from it and the EPUB give the same text in the
same order.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress import BuildRequest, Project, build
from tests.pdf.reading_texts import letters, of_epub, of_stream, of_tags, pieces_of
from tests.shelf import SQUARE, Shelf

_METADATA = """title: Ordered
subtitle: One thing after the other
lang: en
layout: handout
contact: {name: The Clinic, phone: "+1 555-0100"}
"""
_TEXT = """## First section {.numbered}

![A square in the margin](square.svg){alt="A square"}

Words beside it, C~2~H~6~O and *slanted*, and `code`.[^one]

- an item
- another, with a list in it:
    1. inner words
    2. further words

::: panel

## Second section {.numbered}

![](square.svg){.decorative}

1. **Bold beginning.** And more.
2. A second item.

:::

::: warning Risks to know about

- **Common:** dizziness.

Words below the list.

:::

> A quotation
> of two lines.

| Head | Other |
| --- | --- |
| cell | further cell |

![](square.svg){.left alt="A second square"}

Words around a picture.

## Last section {#last}

![](square.svg){.wide alt="A third square"}

The end of it.

[^one]: The words of a note.
"""
_EDITIONS = ("print", "large-print")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handout with all that stands beside its text, built."""
    root = tmp_path_factory.mktemp("ordered")
    Shelf(root).add({"1.md": _TEXT, "square.svg": SQUARE}, "ordered", _METADATA)
    report = build(Project.find(root), BuildRequest(editions=(*_EDITIONS, "press", "epub")))
    assert not report.failures, report.failures
    return root / "output"


@pytest.mark.parametrize("edition", _EDITIONS)
def test_tags_stream_and_epub_say_the_same_in_the_same_order(output: Path, edition: str) -> None:
    suffix = "" if edition == "print" else f"-{edition}"
    pdf = output / f"ordered{suffix}.pdf"
    tags, stream = letters(of_tags(pdf)), letters(of_stream(pdf))
    assert stream == tags
    assert letters(of_epub(output / "ordered.epub")) in tags


def test_bullets_and_titles_are_copied_before_their_words(output: Path) -> None:
    pages = pieces_of(output / "ordered.pdf")
    said = "".join(text for page in pages for _, text in page)
    order = ["Ordered", "1.", "First section", "A square in the margin", "Words beside"]
    order += ["•", "an item", "2.", "Second section", "1.", "Bold", "Risks", "•", "Common"]
    at = 0
    for words in order:
        assert words in said[at:], words
        at = said.index(words, at) + len(words)


def test_press_has_the_order_of_print(output: Path) -> None:
    said = [
        letters("".join(text for page in pieces_of(output / name) for _, text in page))
        for name in ("ordered.pdf", "ordered-press.pdf")
    ]
    assert said[0] == said[1]
