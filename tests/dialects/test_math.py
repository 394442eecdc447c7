"""Formulas as Pandoc, GitHub, GitLab, Quarto and LaTeX write them."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

SQUARE = "\\frac{a}{b^2}"

#: A form of writing by its name, with the LaTeX that it holds and whether it stands alone.
WRITTEN = {
    "dollars": (f"The value ${SQUARE}$ here.", SQUARE, False),
    "dollars-letter": ("The $n$th *word* and $x_1$ and $x_2$.", "n", False),
    "dollars-emphasis": ("This is **$a*b*c$** there.", "a*b*c", False),
    "two-dollars": (f"$${SQUARE}$$", SQUARE, True),
    "two-dollars-in-words": (f"Let $${SQUARE}$$ be.", SQUARE, True),
    "two-dollars-lines": (f"$$\n{SQUARE}\n+ c\n$$", f"{SQUARE} + c", True),
    "two-dollars-in-list": (f"- One\n- Two\n\n  $$\n  {SQUARE}\n  $$", SQUARE, True),
    "two-dollars-in-quote": (f"> Words\n>\n> $$\n> {SQUARE}\n> $$", SQUARE, True),
    "round-brackets": (rf"The value \({SQUARE}\) here.", SQUARE, False),
    "square-brackets": (rf"\[{SQUARE}\]", SQUARE, True),
    "fence": (f"```math\n{SQUARE}\n```", SQUARE, True),
    "gitlab": (f"The value $`{SQUARE}`$ here.", SQUARE, False),
    "equation": (r"\begin{equation*}x = 1\end{equation*}", None, True),
    "align": ("\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}", None, True),
    "in-table": ("| a | b |\n|---|---|\n| $|x|$ | 1 |", "|x|", False),
    "in-heading": ("## The law $E = mc^2$\n\nWords.", "E = mc^2", False),
    "matrix": (r"$\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}$", None, False),
}
TEXT = {
    "money": ("It costs $5 and $10, or US$ 20–$30.", "It costs $5 and $10, or US$ 20–$30."),
    "money-behind": ("It costs 5$ and then 10$ more.", "It costs 5$ and then 10$ more."),
    "escaped": (r"The sign \$x\$ here.", "The sign $x$ here."),
    "code": ("The code `$x^2$` here.", "The code $x^2$ here."),
    "variables": ("Add $HOME/bin:$PATH there.", "Add $HOME/bin:$PATH there."),
    "brackets": (r"See \[Unreleased\] and \(see below\).", "See [Unreleased] and (see below)."),
    "fence-of-code": ("```sh\necho $x $y^2$\n```", "echo $x $y^2$"),
}
FORMS = {
    **{name: Form(f"{text}\n") for name, (text, _, _) in WRITTEN.items()},
    **{name: Form(f"{text}\n") for name, (text, _) in TEXT.items()},
    "numbered": Form("$$x = 1$$ {#eq:one}\n\n$$y = 2$$ {#eq-two}\n\n$$z \\tag{A}$$\n"),
    "unknown-command": Form("Words.\n\nThe value $\\foo{x}$ here.\n"),
    "unbalanced": Form("The value $\\frac{a$ here.\n"),
    "macro": Form("$$\\newcommand{\\R}{\\mathbb{R}} x \\in \\R$$\n"),
    "deep": Form(f"$${'{' * 2000}x^2{'}' * 2000}$$\n"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_formula_is_mathml_on_a_screen_and_drawn_on_paper(
    shown: dict[str, Shown], name: str
) -> None:
    _, tex, alone = WRITTEN[name]
    form = shown[name]
    formulas = form.elements("//math")
    assert formulas
    assert not tex or formulas[0].get("alttext") == tex
    kind = "display" if alone else "inline"
    assert "math " + kind == formulas[0].getparent().get("class")
    assert "\\" not in form.pdf
    assert "$" not in form.pdf
    assert form.codes == []


@pytest.mark.parametrize("name", TEXT)
def test_what_is_no_formula_stays_text(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert form.elements("//math") == []
    assert TEXT[name][1] in form.pdf
    assert TEXT[name][1] in form.epub


def test_equations_with_an_id_are_numbered_through_the_text(shown: dict[str, Shown]) -> None:
    form = shown["numbered"]
    assert form.words_of("//*[@class='equation-number']") == ["(1)", "(2)", "(A)"]
    assert [each.get("id") for each in form.elements("//div[@id]")] == ["eq:one", "eq-two"]
    assert form.pdf.endswith("(1) (2) (A) " + form.pdf.rpartition("(A) ")[2])


@pytest.mark.parametrize(
    ("name", "tex", "why"),
    [
        ("unknown-command", "\\foo{x}", r"command \foo is not known"),
        ("unbalanced", "\\frac{a", "never closed"),
        ("macro", "\\newcommand{\\R}{\\mathbb{R}} x \\in \\R", "macro"),
        ("deep", "{{{{x^2}}}}", "nested too deeply"),
    ],
)
def test_a_formula_that_cannot_be_read_is_set_as_code_and_said(
    shown: dict[str, Shown], name: str, tex: str, why: str
) -> None:
    form = shown[name]
    assert form.codes == ["S-025"]
    assert why in form.said
    assert tex in form.words_of("//code")[0]
