"""An article in words alone keeps every word and every dose."""

from __future__ import annotations

import pytest
from lxml import etree

from prepress.portal.article_text import text_of


def text(markup: str) -> str:
    return text_of(etree.fromstring(f"<article>{markup}</article>"))


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<h1>Rest</h1><p>Sleep\nwell.</p>", "Rest\n====\n\nSleep well.\n"),
        ("<h3>Rest</h3>", "Rest\n"),
        ("<ul><li>one</li><li><p>two</p></li></ul>", "- one\n- two\n"),
        ('<ol start="3"><li>a<ul><li>b</li></ul></li><li>c</li></ol>', "3. a\n   - b\n4. c\n"),
        ("<p>a<br/>b</p>", "a\nb\n"),
        ("<pre><code>a\n  b\n</code></pre>", "a\n  b\n"),
        ('<figure><img alt="A bed"/><figcaption>Rest</figcaption></figure>', "[A bed]\n\nRest\n"),
        ('<p><a href="https://a.example/">Here</a></p>', "Here (https://a.example/)\n"),
        ('<p><a href="https://a.example/">a.example</a></p>', "a.example\n"),
        ('<p><a href="tel:555-0100">555-0100</a> <a href="#x">above</a></p>', "555-0100 above\n"),
        (
            "<div>Loose words<p>and a paragraph</p>and more</div>",
            "Loose words\n\nand a paragraph\n\nand more\n",
        ),
    ],
)
def test_words_keep_their_lines(markup: str, words: str) -> None:
    assert text(markup) == words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<p>10 mg<sup><a href="#n">1</a></sup> a day</p>', "10 mg[1] a day\n"),
        ("<p>10<sup>3</sup> cells, 10<sup>-6</sup> g</p>", "10³ cells, 10⁻⁶ g\n"),
        ("<p>H<sub>2</sub>O, x<sup>n</sup>, y<sub>max</sub></p>", "H₂O, x^(n), y_(max)\n"),
    ],
)
def test_raised_numbers_are_no_part_of_a_dose(markup: str, words: str) -> None:
    assert text(markup) == words


def test_cells_of_a_table_are_named_by_their_heads() -> None:
    rows = "<tr><th>Sunday</th><td>5 mg</td></tr><tr><th>Monday</th><td></td></tr>"
    table = f"<table><thead><tr><th>Day</th><th>Dose</th></tr></thead><tbody>{rows}</tbody></table>"
    assert text(table) == "Day: Sunday\nDose: 5 mg\n\nDay: Monday\n"


def test_table_without_heads_is_a_line_for_each_row() -> None:
    assert text("<table><tr><td>a</td><td>b</td></tr></table>") == "a | b\n"


def test_formula_is_what_it_says() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x squared"><mi>x</mi></math>'
    assert text(f"<p>Where {math} is.</p>") == "Where x squared is.\n"
