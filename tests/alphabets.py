"""Alphabets: a font of boxes that has Hebrew and Arabic letters, drawn as Arabic fonts draw
theirs.
"""

from __future__ import annotations

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from prepress.project.project import shipped_folder
from tests.shelf import Shelf

#: Beh, teh and noon share one shape and differ in their dots, which are glyphs of their own.
_FEATURES = """languagesystem arab dflt;
feature ccmp {
    sub uni0628 by shape below;
    sub uni062A by shape above;
    sub uni0646 by shape above;
} ccmp;
"""


def with_boxes(shelf: Shelf) -> Shelf:
    """The shelf with the font in place of the least of the shipped ones."""
    for folder in ("fonts/boxes", "layouts"):
        (shelf.root / folder).mkdir(parents=True, exist_ok=True)
    _font().save(shelf.root / "fonts" / "boxes" / "Boxes.ttf")
    rules = (shipped_folder("layouts") / "fonts.css").read_text("utf-8")
    faces = [line for line in rules.split("\n") if "Noto Sans Math" not in line]
    for weight in (400, 700):
        address = (
            f'font-family: "Noto Sans Math"; src: url(fonts/boxes/Boxes.ttf); font-weight: {weight}'
        )
        faces.append(f"@font-face {{ {address}; font-style: normal }}")
    (shelf.root / "layouts" / "fonts.css").write_text("\n".join(faces), "utf-8")
    return shelf


def _font() -> FontBuilder:
    letters = [*range(0x5D0, 0x5EB), *range(0x621, 0x64B), 0x60C]
    names = {code: f"uni{code:04X}" for code in letters}
    order = [".notdef", "space", "shape", "below", "above", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({0x20: "space", **names})
    places = {"below": (-250, -150), "above": (750, 850)}
    builder.setupGlyf(
        {name: _box(*places.get(name, (0, 600)), blank=name == "space") for name in order}
    )
    builder.setupHorizontalMetrics({name: (0 if name in places else 600, 50) for name in order})
    builder.setupHorizontalHeader(ascent=900, descent=-300)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-300)
    builder.setupPost()
    addOpenTypeFeaturesFromString(builder.font, _FEATURES)
    return builder


def _box(bottom: int, top: int, *, blank: bool) -> object:
    pen = TTGlyphPen(None)
    if not blank:
        pen.moveTo((50, bottom))
        for corner in ((50, top), (550, top), (550, bottom)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()
