"""What GitHub's Markdown sets beyond CommonMark."""

from __future__ import annotations

from tests.dialects.forms import Form, Shown

FORMS = {
    "strikethrough": Form("Take ~~two~~ one tablet.\n"),
    "task-list": Form("- [ ] Bring a list of your medicines.\n- [x] Book a ride home.\n"),
}


def test_text_between_two_tildes_is_struck_through(shown: dict[str, Shown]) -> None:
    form = shown["strikethrough"]
    assert form.words_of("//del | //s") == ["two"]
    assert form.pdf.count("Take two one tablet.") == 1
    assert form.codes == []


def test_boxes_in_brackets_are_boxes_to_tick(shown: dict[str, Shown]) -> None:
    form = shown["task-list"]
    assert form.words_of("//li")[0].endswith("Bring a list of your medicines.")
    assert "[" not in form.pdf
    assert "[" not in form.epub
