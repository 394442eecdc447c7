"""Comments and suggested changes, which are for authors and not for readers."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

FORMS = {
    "html-comment": Form("One <!-- hidden --> two.\n\n<!--\nhidden\n\nhidden too\n-->\n\nThree.\n"),
    "link-comment": Form("One two.\n\n[//]: # (hidden)\n\n[comment]: <> (hidden)\n\nThree.\n"),
    "obsidian-comment": Form("One %% hidden %%two.\n\n%% hidden %%\n\nThree.\n"),
    "obsidian-block": Form("One two.\n\n%%\nhidden\n\n- hidden too\n%%\n\nThree.\n"),
    "in-list": Form("- One\n%% hidden %%\n- two.\n\nThree.\n"),
    "block-ids": Form("One two. ^a1b2c3\n\nThree.\n\n^last-one\n"),
    "in-code": Form("`%% a %%` `<!-- b -->` `{++c++}`\n\n```\n%% d %%\n{--e--}\n```\n"),
    "no-changes": Form("A {--} and {++} or {==}, then {--} and x--}.\n"),
    "changes": Form(
        "One {++added++} {--deleted --}{~~before~>after~~} {==marked==}{>>a remark<<}.\n"
    ),
}


@pytest.mark.parametrize(
    "name",
    ["html-comment", "link-comment", "obsidian-comment", "obsidian-block", "in-list", "block-ids"],
)
def test_comments_are_left_out_and_nothing_else(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert form.epub == "One two. Three."
    assert "hidden" not in form.pdf
    assert form.codes == []


def test_a_comment_between_items_does_not_part_them(shown: dict[str, Shown]) -> None:
    assert shown["in-list"].words_of("//ul/li") == ["One", "two."]
    assert shown["in-list"].elements("//li/p") == []


def test_comments_in_code_are_code(shown: dict[str, Shown]) -> None:
    assert shown["in-code"].epub == "%% a %% <!-- b --> {++c++} %% d %% {--e--}"
    assert shown["in-code"].codes == []


def test_signs_that_enclose_nothing_take_nothing_away(shown: dict[str, Shown]) -> None:
    assert shown["no-changes"].epub == "A {–} and {++} or {==}, then {–} and x–}."
    assert shown["no-changes"].codes == []


def test_suggested_changes_are_set_as_accepted_with_a_warning(shown: dict[str, Shown]) -> None:
    form = shown["changes"]
    assert form.epub == "One added after marked."
    assert form.pdf.count("One added after marked.") == 1
    assert form.codes == ["S-023"] * 5
