"""Callouts are boxes, whichever way they are written, and none is lost where a fence is wrong."""

import pytest

from tests.galley.markup.texts import marked_up, tree, words


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("::: note\nText.\n:::\n", "note", ""),
        ("::: warning Risks to know\nText.\n:::\n", "warning", "Risks to know"),
        (":::tip\nText.\n:::\n", "tip", ""),
        ("::: {.panel} Title\nText.\n:::\n", "panel", "Title"),
        ("::::: note\nText.\n:::::\n", "note", ""),
        ("> [!NOTE]\n> Text.\n", "note", ""),
        ("> [!WARNING]\n> Text.\n", "warning", ""),
        ("> [!CAUTION]\n> Text.\n", "warning", ""),
        ("> [!IMPORTANT]\n> Text.\n", "note", ""),
    ],
)
def test_callout_has_its_kind_and_title(text: str, kind: str, title: str) -> None:
    (box,) = tree(text).iter("aside")
    heading, body = box
    assert box.get("class") == f"callout callout-{kind}"
    assert words(heading) == title
    assert heading.get("data-word") == (None if title else kind)
    assert words(body) == "Text."


def test_quotation_is_no_callout() -> None:
    assert [element.tag for element in tree("> Text.\n")] == ["blockquote"]


def test_callout_holds_lists_and_headings() -> None:
    (box,) = tree("::: panel\n\n## Head\n\n1. a\n2. b\n\n:::\n").iter("aside")
    assert [child.tag for child in box] == ["p", "h2", "ol"]


def test_callout_may_hold_another() -> None:
    outer, inner = tree("::: note\nA\n\n::: tip\nB\n:::\n\nC\n:::\n").iter("aside")
    assert inner.getparent() is outer
    assert words(outer[-1]) == "C"


def test_callout_that_is_never_closed_is_found_and_ends_with_the_chapter() -> None:
    markup = marked_up("Text.\n\n::: note\nMore.\n")
    assert [(finding.code, finding.place.line) for finding in markup.findings] == [("S-002", 3)]
    assert "</aside>" in markup.html


def test_fence_that_closes_nothing_is_found() -> None:
    markup = marked_up("Text.\n\n:::\n\nMore.\n")
    assert [(finding.code, finding.place.line) for finding in markup.findings] == [("S-002", 3)]
    assert ":::" not in markup.html


def test_callout_of_an_unknown_kind_is_found_and_set_as_a_note() -> None:
    markup = marked_up("::: wraning Risks\nText.\n:::\n")
    (finding,) = markup.findings
    assert (finding.code, finding.place.line) == ("S-002", 1)
    assert finding.hint == "Did you mean “warning”?"
    assert "callout-note" in markup.html
    assert ":::" not in markup.html


def test_callout_in_code_is_code() -> None:
    assert not list(tree("```\n::: note\n:::\n```\n").iter("aside"))


def test_id_of_a_callout_can_be_linked_to() -> None:
    (box,) = tree("::: warning Risks {#risks}\nText.\n:::\n").iter("aside")
    assert box.get("id") == "risks"
