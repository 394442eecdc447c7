"""What an author marks for an edition is all that it takes: a heading stands for its section."""

from __future__ import annotations

import pytest

from prepress.galley.galley import SetChapter
from prepress.galley.marked_parts import has_marks, marked_parts

HEAD = '<h2 class="card" id="a">A</h2>'


def chapter(markup: str, notes: str = "") -> SetChapter:
    return SetChapter("one", "one", "1.md", "One", markup, notes, ())


@pytest.mark.parametrize(
    ("markup", "part"),
    [
        (f"<p>x</p>{HEAD}<p>y</p><h2>B</h2><p>z</p>", f"{HEAD}\n<p>y</p>"),
        (f"{HEAD}<h3>C</h3><p>y</p><h1>D</h1>", f"{HEAD}\n<h3>C</h3>\n<p>y</p>"),
        ('<p>x</p><div class="card wide"><p>y</p></div>', '<div class="card wide"><p>y</p></div>'),
        (f'{HEAD}<p class="card">y</p>', f'{HEAD}\n<p class="card">y</p>'),
        ('<ul><li class="card">y</li><li>z</li></ul>', '<ul><li class="card">y</li></ul>'),
        (
            '<ol><li>y</li><li class="card">z</li></ol>',
            '<ol><li class="card" value="2">z</li></ol>',
        ),
        ('<p>x <span class="card">y</span> z</p>', '<p><span class="card">y</span></p>'),
        ('<p class="discard">card</p>', None),
    ],
)
def test_part_is_what_is_marked(markup: str, part: str | None) -> None:
    found = [each.markup for each in marked_parts([chapter(markup)], "card")]
    assert found == ([] if part is None else [part])
    assert has_marks([chapter(markup)], "card") is (part is not None)


def test_note_that_is_called_keeps_its_number() -> None:
    call = '<a class="note-call" href="#fn-2" id="ref-2">2</a>'
    notes = (
        '<ol><li id="fn-1"><p>One <a class="note-back" href="#ref-1">↩</a></p></li>'
        '<li id="fn-2"><p>Two <a class="note-back" href="#ref-2">↩</a></p></li></ol>'
    )
    (part,) = marked_parts([chapter(f'<p class="card">x{call}</p><p>y</p>', notes)], "card")
    assert '<li id="fn-2" value="2"><p>Two <a' in part.notes
    assert "One" not in part.notes


def test_link_to_what_is_left_out_becomes_its_words() -> None:
    links = '<a href="#b">there</a> <a href="#a">here</a> <a href="https://x.example">out</a>'
    (part,) = marked_parts([chapter(f'{HEAD}<p>{links}</p><h2 id="b">B</h2>')], "card")
    assert "<span>there</span>" in part.markup
    assert part.markup.count("<a ") == 2
