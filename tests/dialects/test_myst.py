"""MyST's Markdown, as Sphinx and Jupyter Book read it: directives, roles and targets."""

from __future__ import annotations

from collections.abc import Mapping

from tests.dialects.forms import Form, Shown
from tests.shelf import SQUARE

NOTE = "# One\n\n````{note}\n:class: wide\nRead **this**:\n\n```python\nx = 1\n```\n````\n"
THEOREMS = """# One

```{prf:theorem} Any *line*
:label: Straight line

It is straight.
```

````{prf:lemma}
Without a name.
````

```{prf:definition} Bed
:nonumber:
Where one lies.
```

```{prf:theorem}
:label: thm-two
It is thin.
```

```{prf:proof}
By {prf:ref}`thm-two` and {prf:ref}`this <straight line>`.
```
"""
FORMS = {
    "theorems": Form(THEOREMS, {"2-two.md": "# Two\n\nSee {prf:ref}`Straight line`.\n"}),
    "note": Form(NOTE),
    "admonition": Form('# One\n\n```{admonition} *Black* is "stable"\n:class: tip\nYes.\n```\n'),
    "contents": Form("# One\n\n```{contents}\n:local:\n```\n\n## Two\n\nWords.\n"),
    "code": Form("# One\n\n```{code-block} python\n:caption: a.py\nx = 1\n```\n"),
    "rubric": Form("# One\n\n```{rubric} Bird's eye view\n```\n"),
    "target": Form("# One\n\n(labels/the-end)=\n\n## Two\n\n[it](labels/the-end) {ref}`x <p>`\n\n(p)=\nP.\n"),
    "role": Form("# One\n\nH{sub}`2`O, {term}`salt`, `{kbd}` and ``{sub}`2` ``.\n"),
    "figure": Form(
        "# One\n\n```{figure} a.svg\n:name: fig-a\n:alt: A square\n\nThe *caption*,\nlong.\n\nMore.\n```\n\n"
        "```{math}\n:label: eq-x\na = b\n```\n\nSee {numref}`fig-a` and {eq}`eq-x`.\n",
        {"a.svg": SQUARE},
    ),
    "toctree": Form("# One\n\n```{toctree}\n:hidden:\nother\n```\n"),
}  # fmt: skip


def test_directive_of_a_kind_is_a_callout_whose_words_are_markdown(
    shown: Mapping[str, Shown],
) -> None:
    note = shown["note"]
    assert note.words_of("//aside//strong") == ["this"]
    assert note.words_of("//aside//pre") == ["x = 1"]
    assert (note.codes, "{" in note.pdf, ":class" in note.pdf) == ([], False, False)
    assert "Black is “stable”" in shown["admonition"].epub
    asides = [shown[name].elements("//aside")[0] for name in ("note", "admonition")]
    assert [aside.get("class") for aside in asides] == [
        "callout callout-note",
        "callout callout-tip",
    ]


def test_contents_code_and_rubric_are_set_as_what_they_are(shown: Mapping[str, Shown]) -> None:
    assert shown["contents"].elements("//a[@href='#two']|//a[contains(@href, '#two')]")
    assert ":local:" not in shown["contents"].pdf
    assert shown["code"].words_of("//pre//code") == ["x = 1"]
    assert "a.py" in shown["code"].pdf
    assert shown["rubric"].words_of("//strong") == ["Bird’s eye view"]
    assert [each for name in ("contents", "code", "rubric") for each in shown[name].codes] == []


def test_figure_has_its_caption_and_a_formula_its_label(shown: Mapping[str, Shown]) -> None:
    figure = shown["figure"]
    assert figure.words_of("//figcaption") == ["Figure 1: The caption, long."]
    assert [each.get("alt") for each in figure.elements("//img")] == ["A square"]
    assert "label" not in figure.epub
    assert "See Figure 1 and Equation 1." in figure.epub
    assert figure.codes == []


def test_theorem_says_its_kind_name_and_number_and_is_referred_to(
    shown: Mapping[str, Shown],
) -> None:
    form = shown["theorems"]
    for words in (
        *("Theorem 1 (Any line). It is straight.", "Lemma 1. Without a name."),
        *("Definition (Bed). Where one lies.", "Theorem 2. It is thin."),
        *("Proof. By Theorem 2 and this.", "See Theorem 1."),
    ):
        assert words in form.epub
    assert form.words_of("//h2") == []
    assert (form.codes, "{" in form.pdf, ":label" in form.pdf) == ([], False, False)


def test_target_is_where_links_and_roles_lead(shown: Mapping[str, Shown]) -> None:
    target = shown["target"]
    assert target.codes == []
    assert target.elements("//h2//a[@id='labels-the-end']")
    assert [link.get("href") for link in target.elements("//p/a[@href]")] == [
        "#labels-the-end",
        "#p",
    ]
    assert "=" not in target.pdf


def test_role_is_its_element_or_code_and_code_stays(shown: Mapping[str, Shown]) -> None:
    role = shown["role"]
    assert role.words_of("//sub") == ["2"]
    assert role.words_of("//code") == ["salt", "{kbd}", "{sub}`2`"]


def test_directive_of_which_nothing_is_made_is_named(shown: Mapping[str, Shown]) -> None:
    assert shown["toctree"].codes == ["S-021"]
    assert "The directive “toctree” is not carried out" in shown["toctree"].said
