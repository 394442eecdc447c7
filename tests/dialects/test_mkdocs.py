"""What mkdocs' extensions add: tabs, slash blocks, and what mkdocstrings fills in."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

FORMS = {
    "tabs": Form(
        '=== "C"\n\n    ``` c\n    int x;\n    ```\n\n=== "The second"\n\n    - One\n\nAfter.\n'
    ),
    "tabs-in-a-list": Form('1. First.\n\n    === "Mac"\n\n        Press it.\n\n2. Second.\n'),
    "slash": Form("Before.\n\n/// warning | With care\nSome *words*.\n///\n\nAfter.\n"),
    "slash-with-type": Form("/// admonition | Title\n    type: tip\n\nWords.\n///\n"),
    "slash-nested": Form(
        "//// details | More\n    open: true\n\n/// html | div.result\nWords.\n///\n////\n"
    ),
    "slash-caption": Form("A table.\n\n/// caption\nOf nothing.\n///\n"),
    "slash-tab": Form("/// tab | One\nFirst.\n///\n\n/// tab | Two\nSecond.\n///\n"),
    "slash-unclosed": Form("/// note\n\nWords.\n"),
    "tab-of-nothing": Form('=== "C"\n\nWords.\n'),
    "filled-in": Form(
        "Before.\n\n::: starlette.applications.Starlette\n    options:\n        filters: []\n\nAfter.\n"
    ),
    "filled-in-a-box": Form(
        '!!! abstract "Reference"\n    ::: one.Two\n        options:\n            x: 1\n\nAfter.\n'
    ),
}


def test_tabs_stand_below_their_titles(shown: dict[str, Shown]) -> None:
    tabs = shown["tabs"]
    assert tabs.codes == []
    assert tabs.words_of("//p") == ["C", "The second", "After."]
    assert (tabs.words_of("//pre"), tabs.words_of("//ul/li")) == (["int x;"], ["One"])
    assert shown["tabs-in-a-list"].words_of("//ol/li/p") == [
        "First.",
        "Mac",
        "Press it.",
        "Second.",
    ]


def test_slash_block_is_a_callout(shown: dict[str, Shown]) -> None:
    assert shown["slash"].words_of("//aside/*") == ["With care", "Some words."]
    assert shown["slash"].words_of("//section/p") == ["Before.", "After."]
    assert shown["slash-with-type"].words_of("//aside[contains(@class,'callout-tip')]/*") == [
        "Title",
        "Words.",
    ]
    assert shown["slash"].codes == shown["slash-with-type"].codes == []


def test_slash_blocks_of_html_and_captions_are_divisions(shown: dict[str, Shown]) -> None:
    nested, caption = shown["slash-nested"], shown["slash-caption"]
    assert nested.words_of("//details/summary") == ["More"]
    assert nested.words_of("//details/div[@class='result']/p") == ["Words."]
    assert caption.words_of("//div[@class='caption']") == ["Of nothing."]
    assert shown["slash-tab"].words_of("//aside/*") == ["One", "First.", "Two", "Second."]
    assert nested.codes == caption.codes == shown["slash-tab"].codes == []


@pytest.mark.parametrize("name", ["slash-unclosed", "tab-of-nothing"])
def test_what_is_never_closed_or_holds_nothing_is_pointed_out(
    shown: dict[str, Shown], name: str
) -> None:
    assert shown[name].codes == ["S-007"]


def test_what_mkdocstrings_fills_in_is_left_out(shown: dict[str, Shown]) -> None:
    form = shown["filled-in"]
    assert form.words_of("//section/*") == ["Before.", "After."]
    assert form.codes == ["S-002"]
    assert "1-text.md:3: " in form.said and "mkdocstrings" in form.said
    assert shown["filled-in-a-box"].words_of("//section/p") == ["After."]
