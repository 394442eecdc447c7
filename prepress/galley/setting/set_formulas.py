"""Setting formulas: LaTeX into MathML, with a number where one is asked for; what cannot be read is
set as code, and said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from prepress.findings import Finding
from prepress.galley.markup.formula_marks import is_display, is_formula
from prepress.galley.mathml import FormulaError, mathml_of

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

_TAG = re.compile(r"\\tag\s*(?P<star>\*?)\s*\{(?P<tag>[^{}]*)\}")
_LABEL = re.compile(r"\\label\s*\{(?P<label>[^{}]*)\}")
_NUMBERED = re.compile(r"\\begin\{(?:equation|align|gather|multline|eqnarray)\}")
_UNNUMBERED = re.compile(r"\\(?:notag|nonumber)(?![a-zA-Z])")


def set_formulas(drafts: Sequence[Draft]) -> list[Finding]:
    """Set the formulas of all chapters in their order; one finding for each that cannot be read.

    Equations are numbered through the whole text where they have a label or an id, or stand in an
    environment that LaTeX numbers; `\\tag` gives one a number of its own.
    """
    findings: list[Finding] = []
    number = 0
    for draft in drafts:
        formulas = [each for each in draft.elements("span", "div") if is_formula(each)]
        for element in formulas:
            if any(is_formula(each) for each in element.iterdescendants("span", "div")):
                continue
            tex = "".join(element.itertext()).strip()
            mark, number = _number_of(element, tex, number)
            try:
                _set(element, tex, mark)
            except FormulaError as error:
                findings.append(_finding(draft, element, tex, error))
                _set_as_code(element, tex)
    return findings


def _number_of(element: etree._Element, tex: str, last: int) -> tuple[str, int]:
    """The number that is set beside a formula, empty for none, and the last one given so far."""
    if not is_display(element):
        return "", last
    tag, label = _TAG.search(tex), _LABEL.search(tex)
    if label and not element.get("id"):
        element.set("id", re.sub(r"[^\w:.-]", "-", label["label"]))
    if tag:
        return tag["tag"] if tag["star"] else f"({tag['tag']})", last
    is_numbered = element.get("id") or (_NUMBERED.search(tex) and not _UNNUMBERED.search(tex))
    return (f"({last + 1})", last + 1) if is_numbered else ("", last)


def _set(element: etree._Element, tex: str, mark: str) -> None:
    plain = _LABEL.sub("", _TAG.sub("", tex)).strip()
    math = etree.fromstring(mathml_of(plain, is_display=is_display(element)))
    for child in list(element):
        element.remove(child)
    element.text = None
    element.append(math)
    if mark:
        number = etree.SubElement(element, "span", {"class": "equation-number"})
        number.text = mark


def _set_as_code(element: etree._Element, tex: str) -> None:
    """A formula that cannot be read stands as it is written."""
    for child in list(element):
        element.remove(child)
    element.text = None
    element.set("class", "unread-formula")
    code = etree.SubElement(element, "code", {"dir": "ltr"})
    code.text = tex


def _finding(draft: Draft, element: etree._Element, tex: str, error: FormulaError) -> Finding:
    first = tex.split("\n", maxsplit=1)[0]
    quoted = first if len(first) <= 40 else f"{first[:39]}…"
    return Finding(
        "S-025",
        draft.place(element, tex if tex in draft.chapter.text else first),
        f"The formula “{quoted}” is set as it is written, since {error}.",
        "Mend its LaTeX, or put a backslash before its dollar signs if it is none.",
    )
