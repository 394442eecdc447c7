"""Recognition of fonts: which of those that were found are those of a typeface, and whether they
may be passed on.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.errors import SourceError
from prepress.layouts.typefaces.unpacking import FONTS
from prepress.project.project import shipped_folder

if TYPE_CHECKING:
    from prepress.layouts.typefaces.scripts import Typeface

STYLES = ("Regular", "Bold")
LICENCE_FILE = "OFL.txt"
#: Fewer letters of its script make no font for it; the smallest of these scripts has more.
_FEWEST_LETTERS = 20
_OPEN = re.compile(r"SIL Open Font License|\bOFL\b", re.IGNORECASE)
#: Identifiers of the name table (OpenType 1.9.1, name): copyright, family, style, licence, and the
#: names of family and style where a family has more than four styles.
_COPYRIGHT, _FAMILY, _STYLE, _LICENCE, _WHOLE_FAMILY, _WHOLE_STYLE = 0, 1, 2, 13, 16, 17


def choose_fonts(
    files: Iterable[tuple[str, bytes]], typeface: Typeface, source: Path
) -> dict[str, bytes]:
    """The regular and the bold font of `typeface` among `files`, which come from `source`, and
    their licence.

    Each has the name that the layouts know it by. Raises SourceError where a font is missing, has
    not the letters of its script, or is under another licence than the SIL Open Font License.
    """
    fonts: dict[str, Any] = {}
    licence = b""
    for name, data in files:
        if not name.lower().endswith(FONTS):
            licence = licence or (data if _is_licence(data) else b"")
            continue
        for font in _fonts_of(typeface, data):
            style = _style(font)
            if style in fonts:
                continue
            if _is_cut_off(data):
                raise SourceError(f"The font {name} in it is cut off.", "Get it again.", source)
            _refuse_unfit(font, typeface, source)
            fonts[style] = font
    _refuse_missing(fonts, typeface, source)
    chosen = {
        f"{typeface.stem}-{style}{_suffix(font)}": _as_single_file(font)
        for style, font in sorted(fonts.items())
    }
    return chosen | {LICENCE_FILE: licence or _licence_under(fonts["Regular"])}


def _refuse_missing(fonts: Mapping[str, Any], typeface: Typeface, source: Path) -> None:
    for style in STYLES:
        if style not in fonts:
            remedy = (
                "Give both fonts, Regular and Bold, or a package or folder that has them; a "
                "variable font does not do."
            )
            raise SourceError(f"There is no {typeface.family} {style} in it.", remedy, source)


def _fonts_of(typeface: Typeface, data: bytes) -> Iterator[Any]:
    """The regular and bold fonts of `typeface` in a file; a variable font is none."""
    for font in _fonts(data):
        is_its_own = _style(font) in STYLES and _family(font) in _names(typeface)
        if is_its_own and not font.has_var_data:
            yield font


def _fonts(data: bytes) -> Iterator[Any]:
    """The fonts in a file; HarfBuzz looks over each table before it is read, so that none can do
    harm.
    """
    import uharfbuzz

    blob = uharfbuzz.Blob(data)
    for number in range(min(uharfbuzz.Face(blob).count, 64)):
        yield uharfbuzz.Face(blob, number)


def _is_cut_off(data: bytes) -> bool:
    """Whether a table of a font in the file would end behind the file's end (OpenType 1.9.1,
    otff).
    """
    try:
        starts = [0]
        if data[:4] == b"ttcf":
            (count,) = struct.unpack_from(">L", data, 8)
            starts = list(struct.unpack_from(f">{count}L", data, 12))
        tables = [
            start + 12 + 16 * number
            for start in starts
            for number in range(*struct.unpack_from(">H", data, start + 4))
        ]
        return any(sum(struct.unpack_from(">LL", data, table + 8)) > len(data) for table in tables)
    except struct.error:
        return True


def _style(font: Any) -> str:
    return font.get_name(_WHOLE_STYLE) or font.get_name(_STYLE) or ""


def _family(font: Any) -> str:
    return font.get_name(_WHOLE_FAMILY) or font.get_name(_FAMILY) or ""


def _names(typeface: Typeface) -> tuple[str, ...]:
    """What the family calls itself; where it lies in one file with its neighbours, it has another
    name.
    """
    return typeface.family, typeface.family.replace("Noto Sans ", "Noto Sans CJK ")


def _refuse_unfit(font: Any, typeface: Typeface, source: Path) -> None:
    if sum(typeface.sets(chr(code)) for code in font.unicodes) < _FEWEST_LETTERS:
        what = f"The font {typeface.family} in it has no {typeface.name} characters."
        raise SourceError(
            what, "Give the whole font, not a part that was cut out for some text.", source
        )
    if not _OPEN.search(font.get_name(_LICENCE) or ""):
        what = (
            f"The font {typeface.family} in it does not say that it is under the SIL Open Font "
            f"License."
        )
        raise SourceError(what, "Give the font as its makers publish it.", source)


def _suffix(font: Any) -> str:
    return ".otf" if "CFF " in font.table_tags else ".ttf"


def _as_single_file(font: Any) -> bytes:
    """The font as a file of its own, also where it was one of several in a collection."""
    import uharfbuzz

    if font.count == 1:
        return bytes(font.blob.data)
    everything = uharfbuzz.SubsetInput()
    everything.keep_everything()
    return bytes(uharfbuzz.subset(font, everything).blob.data)


def _is_licence(data: bytes) -> bool:
    """Whether this is the licence itself; a list of what a package holds under which licence
    (Debian) is not.
    """
    return not data.startswith(b"Format:") and bool(_OPEN.search(data.decode("utf-8", "replace")))


def _licence_under(font: Any) -> bytes:
    """The licence's text, which ships with our own fonts, under the copyright of `font`."""
    ours = (shipped_folder("fonts") / "noto-sans" / LICENCE_FILE).read_text("utf-8")
    return f"{font.get_name(_COPYRIGHT) or ''}\n{ours.partition(chr(10))[2]}".encode()
