"""Callouts as Quarto, mkdocs, Docusaurus, VuePress, GitHub, Obsidian, Leanpub and Markua write
them.
"""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

#: Each form's text, and the kind and title of the box that it makes.
_BOXES = {
    "quarto": (
        '::: {.callout-tip title="Good to know" collapse="true"}\nWords.\n:::',
        "tip",
        "Good to know",
    ),
    "quarto-important": ("::: {.callout-important}\nWords.\n:::", "note", "Note"),
    "mkdocs": ('!!! danger "Do not drive"\n    Words.', "warning", "Do not drive"),
    "mkdocs-own-title": ("!!! question\n\n    Words.", "note", "Question"),
    "mkdocs-folded": ('??? note "More"\n    Words.', "note", "More"),
    "mkdocs-open": ('???+ tip inline end "More"\n    Words.', "tip", "More"),
    "docusaurus-label": (":::note[Before you go]\nWords.\n:::", "note", "Before you go"),
    "docusaurus-danger": (":::danger\n\nWords.\n\n:::", "warning", "Warning"),
    "docusaurus-info": (":::info\nWords.\n:::", "note", "Note"),
    "vuepress": ("::: tip A title\nWords.\n:::", "tip", "A title"),
    "myst": (":::{warning} Heed this\nWords.\n:::", "warning", "Heed this"),
    "github": ("> [!CAUTION]\n> Words.", "warning", "Warning"),
    "obsidian": ("> [!faq]- May I drive?\n> Words.", "note", "May I drive?"),
    "obsidian-success": ("> [!success]\n> Words.", "tip", "Success"),
    "bold-first-line": ("> **Note**\n> Words.", "note", "Note"),
    "bold-with-colon": ("> **Warning:** Words.", "warning", "Warning"),
    "leanpub-warning": ("W> Words.", "warning", "Warning"),
    "leanpub-exercise": ("X> Words.", "note", "Exercise"),
    "markua": ("{blurb, class: warning}\nWords.\n{/blurb}", "warning", "Warning"),
}
FORMS = {name: Form(f"# One\n\n{text}\n\nAfter it.\n") for name, (text, *_) in _BOXES.items()} | {
    "no-title": Form('# One\n\n!!! warning ""\n    Words.\n'),
    "aside": Form("# One\n\nA> ## Its heading\nA> Words of it.\n\nAfter it.\n"),
    "nested": Form("# One\n\n!!! note\n    Outer.\n\n    !!! tip\n        Inner.\n\nAfter it.\n"),
    "in-a-list": Form("# One\n\n1. First\n\n    !!! note\n        Words.\n\n2. Second\n"),
    "unknown": Form('# One\n\n!!! mystery "Its title"\n    Words.\n'),
    "unknown-quote": Form("# One\n\n> [!mystery] Its title\n> Words.\n"),
    "quote": Form("# One\n\n> **Note** that this is said by somebody.\n"),
    "code": Form("# One\n\n```\n!!! note\n    Words.\nW> Words.\n```\n"),
}


@pytest.mark.parametrize("name", _BOXES)
def test_callout_has_its_kind_title_and_words(shown: dict[str, Shown], name: str) -> None:
    _, kind, title = _BOXES[name]
    form = shown[name]
    assert form.words_of(f"//aside[@class='callout callout-{kind}']/*") == [title, "Words."]
    assert f"{title} Words." in form.pdf
    assert form.words_of("//aside/following-sibling::p") == ["After it."]
    assert form.codes == []


def test_empty_title_is_none(shown: dict[str, Shown]) -> None:
    assert shown["no-title"].words_of("//aside/*") == ["Words."]
    assert shown["no-title"].codes == []


def test_aside_of_leanpub_keeps_its_heading(shown: dict[str, Shown]) -> None:
    assert shown["aside"].words_of("//aside/*") == ["Its heading", "Words of it."]


def test_callout_stands_in_another(shown: dict[str, Shown]) -> None:
    assert shown["nested"].words_of("//aside/aside/p") == ["Tip", "Inner."]
    assert "After it." not in shown["nested"].words_of("//aside")[0]


def test_callout_stands_in_a_list(shown: dict[str, Shown]) -> None:
    assert shown["in-a-list"].words_of("//ol/li//aside/p") == ["Note", "Words."]
    assert len(shown["in-a-list"].elements("//ol/li")) == 2


@pytest.mark.parametrize("name", ["unknown", "unknown-quote"])
def test_callout_of_an_unknown_kind_keeps_its_title_and_is_found(
    shown: dict[str, Shown], name: str
) -> None:
    assert shown[name].words_of("//aside/*") == ["Its title", "Words."]
    assert shown[name].codes == ["S-002"]
    assert ":3: " in shown[name].said


def test_quotation_that_begins_in_bold_stays_one(shown: dict[str, Shown]) -> None:
    assert shown["quote"].elements("//blockquote")
    assert not shown["quote"].elements("//aside")


def test_callouts_in_code_are_code(shown: dict[str, Shown]) -> None:
    assert shown["code"].words_of("//pre") == ["!!! note Words. W> Words."]
    assert shown["code"].codes == []
