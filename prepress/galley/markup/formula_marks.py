"""Formula marks: they stand for the formulas of a text while Markdown reads it, so that nothing in
these is taken for emphasis or a list, until they are put back into the HTML that it becomes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from prepress.galley.markup.formula_syntax import WrittenFormula, formulas_in
from prepress.text.xhtml import has_class

#: A letter that no handout is written with (U+A66D, as rare as that of placeholders).
_SIGN = "ꙭ"
_MARK = rf"{_SIGN}(?P<number>\d+){_SIGN}"
_PLACES = re.compile(
    rf"(?P<verbatim><(?P<name>code|pre)\b[^<>]*>[\s\S]*?</(?P=name)>)"
    rf"|<p(?P<attributes> [^<>]*)?>\s*{_MARK}\s*</p>"
    rf"|(?P<tag><[A-Za-z][^<>]*>)"
    rf"|{_SIGN}(?P<inline>\d+){_SIGN}"
)
_ANY_MARK = re.compile(_MARK)


@dataclass(frozen=True)
class TextWithoutFormulas:
    """A text with marks in the places of its `formulas`."""

    text: str
    formulas: tuple[WrittenFormula, ...]

    def written_line(self, line: int) -> int:
        """The line of the whole text, from 0, that is `line` of this one."""
        taken = 0
        for formula, found in zip(self.formulas, _ANY_MARK.finditer(self.text), strict=False):
            if self.text.count("\n", 0, found.start()) >= line:
                break
            taken += formula.written.count("\n")
        return line + taken


def is_formula(element: Any) -> bool:
    """Whether an element of the galley is a formula, in a line of text or of its own."""
    if not isinstance(element.tag, str) or element.tag not in ("span", "div"):
        return False
    classes = (element.get("class") or "").split()
    return "math" in classes and ("inline" in classes or "display" in classes)


def is_display(element: Any) -> bool:
    """Whether a formula stands in a line of its own."""
    return has_class(element, element.tag, "display")


def take_out_formulas(text: str) -> TextWithoutFormulas:
    """`text` with a mark of letters and figures for each formula."""
    formulas = formulas_in(text)
    parts, done = [], 0
    for number, formula in enumerate(formulas):
        parts += [text[done : formula.start], f"{_SIGN}{number}{_SIGN}"]
        done = formula.end
    return TextWithoutFormulas("".join([*parts, text[done:]]), formulas)


def put_back_formulas(html: str, formulas: Sequence[WrittenFormula]) -> str:
    """`html` with its formulas in the places of their marks: as elements in the text, as they were
    written in code, and as TeX in descriptions.
    """
    if not formulas:
        return html

    def written(mark: re.Match[str]) -> str:
        return escape(formulas[int(mark["number"])].written, quote=False)

    def described(mark: re.Match[str]) -> str:
        return escape(formulas[int(mark["number"])].tex)

    def place(found: re.Match[str]) -> str:
        if found["verbatim"]:
            return _ANY_MARK.sub(written, found[0])
        if found["tag"]:
            return _ANY_MARK.sub(described, found[0])
        if found["inline"]:
            return _element("span", formulas[int(found["inline"])], "")
        formula = formulas[int(found["number"])]
        attributes = found["attributes"] or ""
        if formula.is_display:
            return _element("div", formula, attributes)
        return f"<p{attributes}>{_element('span', formula, '')}</p>"

    return _PLACES.sub(place, html)


def _element(tag: str, formula: WrittenFormula, attributes: str) -> str:
    kind = "display" if formula.is_display else "inline"
    identifier = f' id="{escape(formula.id)}"' if formula.id else ""
    tex = escape(formula.tex, quote=False)
    return f'<{tag} class="math {kind}"{identifier}{attributes}>{tex}</{tag}>'
