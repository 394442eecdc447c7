"""Word styles: how each kind of paragraph and of words looks, under the names that Word knows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from prepress.word.word_names import CODE, FORMULA, MADE, style_id, w

_BODY, _HEADS, _FIXED = "Georgia", "Calibri", "Consolas"
_QUIET, _LINK = "595959", "0B5394"
_HEADING_SIZES = (20, 16, 13, 12, 11, 11)


@dataclass(frozen=True)
class _Looks:
    """Looks of a style: sizes and distances in pt, `level` of the outline from 1."""

    size: float = 0
    font: str = ""
    color: str = ""
    before: float = 0
    after: float = 0
    left: float = 0
    bold: bool = False
    italic: bool = False
    keep: bool = False
    rule: bool = False
    level: int = 0
    next: str = ""


_HEADING = _Looks(0, _HEADS, before=14, after=4, bold=True, keep=True, next="Normal")
_PARAGRAPHS = {
    "Title": _Looks(26, _HEADS, after=4, bold=True, keep=True, level=1, next="Normal"),
    "Subtitle": _Looks(14, _HEADS, color=_QUIET, after=8, keep=True),
    "Author": _Looks(11, _HEADS, color=_QUIET, after=14),
    **{
        f"heading {level}": replace(_HEADING, size=size, level=level)
        for level, size in enumerate(_HEADING_SIZES, 1)
    },
    "List Paragraph": _Looks(after=3),
    "Quote": _Looks(italic=True, after=6, left=24),
    "caption": _Looks(9.5, color=_QUIET, after=8),
    "Picture": _Looks(before=6, after=4, keep=True),
    "Code Block": _Looks(9.5, _FIXED, after=6, left=12),
    "Definition Term": _Looks(bold=True, before=4, keep=True),
    "Definition": _Looks(after=4, left=24),
    "Callout": _Looks(after=4, left=12, rule=True),
    "Table Text": _Looks(10),
    "footnote text": _Looks(9.5, after=2),
    "footer": _Looks(9, color=_QUIET),
}  # fmt: skip


def styles_part(lang: str, *, is_rtl: bool) -> etree._Element:
    """The styles of a text in `lang`, in the order that Word's schema asks for (ISO/IEC 29500-1,
    17.7).
    """
    return w(
        "styles",
        _defaults(lang, is_rtl=is_rtl),
        w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1,
          styleId="Normal"),
        *(_paragraph_style(name, looks) for name, looks in _PARAGRAPHS.items()),
        _callout_title(),
        *_character_styles(),
        *_table_styles(),
    )  # fmt: skip


def _defaults(lang: str, *, is_rtl: bool) -> etree._Element:
    languages = {"val": "en-US" if is_rtl else lang, "eastAsia": lang, "bidi": lang}
    run = w("rPr", _fonts(_BODY), w("sz", val=22), w("szCs", val=22), w("lang", **languages))
    spacing = w("spacing", after=120, line=276, lineRule="auto")
    paragraph = w("pPr", w("bidi") if is_rtl else None, spacing)
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault", paragraph))


def _fonts(name: str) -> etree._Element:
    return w("rFonts", ascii=name, hAnsi=name, cs=name)


def _paragraph_style(name: str, looks: _Looks) -> etree._Element:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="Normal"),
        w("next", val=looks.next) if looks.next else None,
        w("qFormat"),
        _paragraph_properties(looks),
        _run_properties(looks),
        type="paragraph",
        styleId=style_id(name),
        **({} if name.lower() == name or name in ("Title", "Subtitle", "Quote", "List Paragraph")
           else {"customStyle": 1}),
    )  # fmt: skip


def _paragraph_properties(looks: _Looks) -> etree._Element:
    bar = w("left", val="single", sz=18, space=8, color=_LINK)
    return w(
        "pPr",
        w("keepNext") if looks.keep else None,
        w("pBdr", bar) if looks.rule else None,
        w("spacing", before=_twips(looks.before), after=_twips(looks.after)),
        w("ind", left=_twips(looks.left)) if looks.left else None,
        w("outlineLvl", val=looks.level - 1) if looks.level else None,
    )


def _run_properties(looks: _Looks) -> etree._Element:
    half = int(looks.size * 2)
    return w(
        "rPr",
        _fonts(looks.font) if looks.font else None,
        *((w("b"), w("bCs")) if looks.bold else ()),
        *((w("i"), w("iCs")) if looks.italic else ()),
        w("color", val=looks.color) if looks.color else None,
        *((w("sz", val=half), w("szCs", val=half)) if half else ()),
    )


def _twips(points: float) -> int:
    return int(points * 20)


def _callout_title() -> etree._Element:
    looks = _Looks(
        12,
        _HEADS,
        before=8,
        after=4,
        left=12,
        bold=True,
        keep=True,
        rule=True,
        level=3,
        next="Callout",
    )
    return _paragraph_style("Callout Title", looks)


def _character_styles() -> list[etree._Element]:
    quiet, link = w("color", val=_QUIET), w("color", val=_LINK)
    looks = {
        "Hyperlink": (link, w("u", val="single")),
        "footnote reference": (w("vertAlign", val="superscript"),),
        CODE: (_fonts(_FIXED), w("noProof")),
        MADE: (quiet,),
        FORMULA: (w("i"), w("noProof")),
        "Placeholder Text": (quiet,),
    }
    return [
        w("style", w("name", val=name), w("qFormat"), w("rPr", *properties), type="character",
          styleId=style_id(name))
        for name, properties in looks.items()
    ]  # fmt: skip


def _table_styles() -> list[etree._Element]:
    lines = [
        w(side, val="single", sz=4, space=0, color="BFBFBF")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = w("tblCellMar", w("left", w=108, type="dxa"), w("right", w=108, type="dxa"))
    head = w(
        "tblStylePr",
        w("rPr", w("b"), w("bCs")),
        w("tcPr", w("shd", val="clear", color="auto", fill="F2F2F2")),
        type="firstRow",
    )
    return [
        w("style", w("name", val="Normal Table"), w("uiPriority", val=99), w("semiHidden"),
          w("unhideWhenUsed"), w("tblPr", margins), type="table", default=1,
          styleId="TableNormal"),
        w("style", w("name", val="Table Grid"), w("basedOn", val="TableNormal"),
          w("tblPr", w("tblBorders", *lines)), head, type="table", styleId="TableGrid"),
    ]  # fmt: skip
