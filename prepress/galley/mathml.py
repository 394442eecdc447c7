"""MathML: what a formula in LaTeX becomes, or why it cannot be read."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from lxml import etree

#: What one formula may be long, and how deep its braces may lie, so that reading it is soon done.
_LONGEST, _DEEPEST = 5000, 30
_COMMAND = re.compile(r"\\[a-zA-Z]+")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
#: LaTeX's environments by those that the reader of LaTeX knows; what numbers is set by us.
_ENVIRONMENTS = {
    **dict.fromkeys(("align", "align*", "aligned", "alignedat", "split", "eqnarray"), "align*"),
    **dict.fromkeys(("eqnarray*", "multline", "multline*"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered"), "matrix"),
    **{
        name: name
        for name in (
            *("array", "cases", "smallmatrix", "substack", "matrix", "pmatrix", "bmatrix"),
            *("Bmatrix", "vmatrix", "Vmatrix", "matrix*", "pmatrix*", "bmatrix*"),
        )
    },
}
_WRAPPERS = r"\\(?:begin|end)\s*\{(?:equation|displaymath|math)\*?\}"
_ATTRIBUTES = frozenset(
    {
        *("accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth"),
        *("display", "displaystyle", "fence", "form", "height", "largeop", "linethickness"),
        *("lspace", "mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize", "minsize"),
        *("movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel"),
        *("separator", "stretchy", "symmetric", "voffset", "width"),
    }
)


class FormulaError(ValueError):
    """A formula cannot be read; its words say why, as the end of a sentence."""


@lru_cache(maxsize=4096)
def mathml_of(tex: str, *, is_display: bool) -> str:
    """The formula `tex` as a `<math>` element without a namespace, `tex` as its alternative text.

    Raises FormulaError.
    """
    from latex2mathml.converter import convert_to_element

    _expect_balance(tex)
    try:
        made = convert_to_element(
            _plain(tex), xmlns="", display="block" if is_display else "inline"
        )
    except Exception as error:
        raise FormulaError("something in it is missing or stands in the wrong place") from error
    from xml.etree import ElementTree as ET

    made.attrib.pop("xmlns", None)
    math = etree.fromstring(ET.tostring(made))
    _tidy(math)
    math.set("dir", "ltr")  # whatever the direction of the text around it
    math.set("alttext", " ".join(tex.split()))
    return str(etree.tostring(math, encoding="unicode"))


def _tidy(math: etree._Element) -> None:
    """Leave in `math` what MathML knows. Raises FormulaError for a command that was not read."""
    for element in math.iter():
        element.text = unescape(element.text) if element.text else None
        for name in set(element.attrib) - _ATTRIBUTES:
            del element.attrib[name]
        unknown = _COMMAND.match(element.text or "")
        if unknown:
            raise FormulaError(f"its command {unknown[0]} is not known")


def _plain(tex: str) -> str:
    """`tex` in the LaTeX that the library reads well."""
    plain = re.sub(_WRAPPERS, "", tex)
    plain = re.sub(r"\\(?:notag|nonumber)(?![a-zA-Z])", "", plain)
    # An alphabet's letters in braces would be lost without a space (latex2mathml 3.81).
    plain = re.sub(r"\\mathrm\{", r"\\mathrm {", plain)
    plain = _ENVIRONMENT.sub(lambda found: f"\\{found[1]}{{{_name(found[2])}}}", plain)
    if "\\begin" not in plain and re.search(r"\\\\|(?<!\\)&", plain):
        plain = rf"\begin{{align*}}{plain}\end{{align*}}"
    return plain.strip()


def _name(environment: str) -> str:
    if environment not in _ENVIRONMENTS:
        raise FormulaError(f"its environment “{environment}” is not known")
    return _ENVIRONMENTS[environment]


def _expect_balance(tex: str) -> None:
    """Raise FormulaError where braces or environments do not match, or are too many."""
    if len(tex) > _LONGEST:
        raise FormulaError(f"it has more than {_LONGEST} characters")
    depth = deepest = 0
    for sign in re.findall(r"(?<!\\)(?:\\\\)*([{}])", tex):
        depth += 1 if sign == "{" else -1
        deepest = max(deepest, depth)
        if depth < 0:
            raise FormulaError("a brace } in it closes nothing")
    if depth:
        raise FormulaError("a brace { in it is never closed")
    if deepest > _DEEPEST:
        raise FormulaError("it is nested too deeply")
    _expect_environments(tex)


def _expect_environments(tex: str) -> None:
    """Raise FormulaError where environments do not match, are too many, or define a macro."""
    ends = [kind for kind, _ in _ENVIRONMENT.findall(tex)]
    if len(ends) > 2 * _DEEPEST:
        raise FormulaError("it is nested too deeply")
    if ends.count("begin") != ends.count("end"):
        raise FormulaError("an environment in it is not closed or not opened")
    macro = re.search(r"\\(?:re)?newcommand|\\def(?![a-z])|\\DeclareMathOperator", tex)
    if macro:
        raise FormulaError(f"it defines a macro by {macro[0]}, which is not supported")
