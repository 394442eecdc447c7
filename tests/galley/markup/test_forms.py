"""Each form of Markdown beyond CommonMark is the XHTML that it stands for, to the letter."""

from __future__ import annotations

import re

import pytest

from tests.galley.markup.texts import marked_up

#: What is written, and what it is.
FORMS = {
    '[a], [b], [c]\n\n[a]: https://a.example/ "T x"\n[b]: <https://b.example/>\n[a]: /z\nwords\n': (
        '<p><a href="https://a.example/" title="T x">a</a>, <a href="https://b.example/">b</a>, [c]</p>'
        "<p>words</p>"
    ),
    "::: {.details .x}\nA\n:::\n": "<details><summary>…</summary><p>A</p></details>",
    "+---+---+---+\n| A     | C |\n+===+===+===+\n| 1 | 2 | 3 |\n+---+---+---+\n| x | y | z |\n+---+---+---+\n": (
        '<table><thead><tr><th colspan="2">A</th><th>C</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td><td>3</td></tr><tr><td>x</td><td>y</td><td>z</td></tr></tbody></table>"
    ),
    "+---+---+\n| 1 | 2 |\n+---+---+\n": (
        "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    ),
    "Inline $x^2$ and\n\n$$\ny^2\n$$\n\n`$z$` \\(w\\) $5 and $6\n": (
        '<p>Inline <span class="math inline">x^2</span> and</p><div class="math display">y^2</div>'
        '<p><code>$z$</code> <span class="math inline">w</span> $5 and $6</p>'
    ),
    "Write to ann@a.example or `b@a.example`.\n": (
        '<p>Write to <a href="mailto:ann@a.example">ann@a.example</a> or <code>b@a.example</code>.</p>'
    ),
    "++ctrl+alt+k++, ++page-up+f12++, ++nokey++ and ++\"Start\"+x++\n": (
        '<p><span class="keys"><kbd>Ctrl</kbd>+<kbd>Alt</kbd>+<kbd>K</kbd></span>, '
        '<span class="keys"><kbd>Page Up</kbd>+<kbd>F12</kbd></span>, <ins>nokey</ins> and '
        '<span class="keys"><kbd>Start</kbd>+<kbd>X</kbd></span></p>'
    ),
    "Term\n: Def *x*\n: More\n": "<dl><dt>Term</dt><dd>Def <em>x</em></dd><dd>More</dd></dl>",
    "10\\ mg C:\\ b\n": "<p>10\u00a0mg C:\\ b</p>",
    '[a]{.index} [k]{.index see="x y"}\n': (
        '<p><span class="index-mark" data-index-mark="{}">a</span> <span class="index-mark" '
        'data-index-mark="{&quot;see&quot;: &quot;x y&quot;}">k</span></p>'
    ),
    '!!! warning "*T* x"\n    b\n\n!!! tip ""\n    e\n': (
        '<aside class="callout callout-warning" role="note"><p class="callout-title"><em>T</em> x</p>'
        '<p>b</p></aside><aside class="callout callout-tip" role="note"><p>e</p></aside>'
    ),
    "::: {.box lines=3 .x}\nB\n:::\n": '<div class="box x"><p>B</p></div>',
    "One\n===\n# Two\n\na\nThree\n-----\n": "<h1>One</h1><h1>Two</h1><h2>a\u0020Three</h2>",
    "~~gone~~ H~2~O x^2^ ==mark==\n": (
        "<p><del>gone</del> H<sub>2</sub>O x<sup>2</sup> <mark>mark</mark></p>"
    ),
    "- [ ] a\n- [x] b\n": (
        '<ul class="task-list"><li class="task-list-item"><span class="task task-open" role="img">☐</span> a</li>'
        '<li class="task-list-item"><span class="task task-done" role="img">☑</span> b</li></ul>'
    ),
    "> [!NOTE]\n> Say\n": (
        '<aside class="callout callout-note" role="note"><p class="callout-title" data-word="note"></p>'
        "<p>Say</p></aside>"
    ),
    '!!! warning "T"\n    b\n': (
        '<aside class="callout callout-warning" role="note"><p class="callout-title">T</p><p>b</p></aside>'
    ),
    "| a | b |\n|:--|--:|\n| 1 \\| x | 2 |\n\n: Caption\n": (
        '<table><caption>Caption</caption><thead><tr><th class="align-left">a</th>'
        '<th class="align-right">b</th></tr></thead><tbody><tr><td class="align-left">1 | x</td>'
        '<td class="align-right">2</td></tr></tbody></table>'
    ),
}  # fmt: skip


@pytest.mark.parametrize(("written", "is_"), FORMS.items())
def test_form_is_what_it_stands_for(written: str, is_: str) -> None:
    markup = marked_up(written)
    assert re.sub(r"\n+", "", markup.html) == is_
    assert markup.findings == ()


def test_notes_written_in_the_line_stand_at_the_end_in_their_order() -> None:
    markup = marked_up("A^[note *one*] B^[note [two](https://a.example/)], C^[open\n")
    assert re.findall(r'href="#(fn-[^"]*)"[^>]*>(\d)</a>(,?)', markup.html) == [
        ("fn-inline-1", "1", ""),
        ("fn-inline-2", "2", ","),
    ]
    assert "C^[open</p>" in markup.html
    assert re.findall(r"<p>(note.*?)\s<a class", markup.html) == [
        "note <em>one</em>",
        'note <a href="https://a.example/">two</a>',
    ]
