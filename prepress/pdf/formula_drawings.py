"""Formula drawings: a formula's MathML as an SVG whose outlines stand on the baseline of the text
and grow with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from prepress.findings import Finding
from prepress.galley.source_places import SourcePlaces
from prepress.text.xhtml import parse_xhtml

if TYPE_CHECKING:
    from prepress.galley.galley import Galley

#: The size at which formulas are drawn, in px; any would do, since all is told in em.
_SIZE = 40.0
#: STIX Two Math looks smaller than the text's faces.
_SCALE = 1.08
_BLACK = frozenset({"black", "#000", "#000000"})


@lru_cache(maxsize=4096)
def drawing_of(math: str) -> str | None:
    """The drawing of the `<math>` element `math` as an `<svg>` element, its alternative text as its
    label; None where it cannot be drawn.

    PDF/A-2 embeds no files but PDF/A, so the MathML itself cannot go along (ISO 19005-2, 6.8).
    """
    from ziamath.config import config
    from ziamath.zmath import Math

    # Outlines in their places: shared ones would need ids of their own in each drawing.
    config.svg2 = False
    label = etree.fromstring(math).get("alttext") or ""
    try:
        drawing = Math(_adapted(math), size=_SIZE, margin=1.0)
        box = drawing.node.bbox
        svg = etree.fromstring(drawing.svg())
    except Exception:  # noqa: BLE001 - the library has no common class of errors
        return None
    margin = drawing.margin
    width, depth = box.xmax - box.xmin + 2 * margin, margin - box.ymin
    for element in svg.iter():
        for name in ("fill", "stroke"):
            if element.get(name) in _BLACK:
                element.set(name, "currentColor")
    for name in ("width", "height"):
        svg.attrib.pop(name, None)
    em = _SIZE / _SCALE
    size = f"width:{width / em:.4f}em;vertical-align:{-depth / em:.4f}em"
    svg.attrib.update({"class": "formula", "role": "img", "aria-label": label, "style": size})
    return str(etree.tostring(svg, encoding="unicode"))


def draw_formulas(root: etree._Element) -> None:
    """Put drawings in the places of the formulas below `root`; one that cannot be drawn stands as
    code.
    """
    for math in list(root.iter("math")):
        tail, math.tail = math.tail, None
        drawing = drawing_of(_alone(math))
        if drawing is None:
            drawn = etree.Element("code", {"dir": "ltr"})
            drawn.text = math.get("alttext")
        else:
            drawn = etree.fromstring(drawing)
        drawn.tail = tail
        parent = math.getparent()
        assert parent is not None, "a formula stands in an element of its own"
        parent.replace(math, drawn)


def undrawn_formulas(galley: Galley) -> tuple[Finding, ...]:
    """A finding for each formula that could not be drawn."""
    places = SourcePlaces(galley)
    return tuple(
        Finding(
            "S-025",
            places.of_element(chapter, math),
            f"The formula “{math.get('alttext')}” is set as it is written on paper: it cannot "
            "be drawn.",
            "Write it with other commands.",
        )
        for chapter in galley.chapters
        for markup in (chapter.markup, chapter.notes)
        if "<math" in markup
        for math in parse_xhtml(markup).iter("math")
        if drawing_of(_alone(math)) is None
    )


def _alone(math: etree._Element) -> str:
    return str(etree.tostring(math, encoding="unicode", with_tail=False))


def _adapted(math: str) -> str:
    """`math` with what the library draws better in another form, as it does for LaTeX itself."""
    adapted = re.sub(r'<mo stretchy="false">\^', '<mo stretchy="false">\u02c6', math)
    adapted = adapted.replace("<mo>^", "<mo>\u0302").replace("<mo>~", "<mo>\u0303")
    adapted = re.sub(r">([↑↓])", r' stretchy="false">\1', adapted)
    return adapted.replace('columnspacing="0em 2em"', 'columnspacing="0em 0.3em"')
