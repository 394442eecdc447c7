"""Looks: what an author asks of the look as tokens of the stylesheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import SourceError
from prepress.files.digests import digest_of
from prepress.layouts.brand import soft_ink
from prepress.layouts.font_families import family_names, find_family, folder_of
from prepress.project.project import font_names

if TYPE_CHECKING:
    from prepress.manuscript.look import Look
    from prepress.project.inputs import Inputs

#: The folder of looks among the layouts.
LOOKS = "looks"
#: The fields of a look that name a font, with the tokens they set and the kind of it.
_FONTS: Mapping[str, tuple[str, str]] = {
    "text_font": ("text", "sans-serif"),
    "heading_font": ("display", "serif"),
    "code_font": ("code", "monospace"),
}
#: What `break-before` says for the openings that an author asks for.
_OPENINGS: Mapping[str, str] = {"recto": "recto", "any": "page"}
#: A booklet's text is as much smaller than that of a whole page.
_BOOKLET = 11 / 12
_STEP_PT = 0.25
#: A length that a look multiplies.
_SCALED = re.compile(r"calc\((?P<usual>[\d.]+\w+) \* var\(--[\w-]+, 1\)\)")


def look_fonts(
    look: Look, folders: Sequence[Path], inputs: Inputs
) -> tuple[list[str], dict[str, str]]:
    """The rules that make the fonts of `look` known, from the `folders` of fonts, and their
    families by the fields that name them.

    Which files a family has is noted in `inputs`. Raises SourceError where there is no such font.
    """
    rules: dict[str, None] = {}
    families: dict[str, str] = {}
    for field in _FONTS:
        name = getattr(look, field)
        if name is None:
            continue
        faces = find_family(folders, name)
        if not faces:
            remedy = f"In fonts/ there is: {', '.join(family_names(folders))}."
            raise SourceError(f"There is no font “{name}”.", remedy, look.places.get(field))
        families[field] = faces[0].family
        rules |= dict.fromkeys(face.rule for face in faces)
        folder = folder_of(faces)
        inputs.note(f"family {folder}", digest_of("\n".join(font_names(folders, folder))))
    return [*rules], families


def without_scales(stylesheet: str) -> str:
    """`stylesheet` for texts without a look: each length that a look multiplies as it is, which
    reading systems that cannot calculate understand too.
    """
    return _SCALED.sub(r"\g<usual>", stylesheet)


def look_tokens(look: Look, families: Mapping[str, str]) -> str:
    """The rule that sets what `look` says, with the `families` of its fonts by its fields; empty
    where it says nothing for stylesheets.
    """
    found = [*_fonts(families), *_sizes(look), *_margins(look)]
    if look.ink:
        found += [("ink", look.ink), ("ink-soft", soft_ink(look.ink))]
    declarations = "; ".join(f"--{name}: {value}" for name, value in found)
    return f":root {{ {declarations} }}\n" if declarations else ""


def _fonts(families: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field, family in families.items():
        role, kind = _FONTS[field]
        yield f"{role}-face", f'"{family}"'
        yield f"{role}-family", f"var(--{role}-face), var(--fallback-families), {kind}"


def _sizes(look: Look) -> Iterator[tuple[str, str]]:
    if look.size is not None:
        yield "text-size", f"{look.size:g}pt"
        yield "booklet-size", f"{round(look.size * _BOOKLET / _STEP_PT) * _STEP_PT:g}pt"
    if look.leading is not None:
        yield "leading", f"calc({look.leading:g} * var(--tightness))"
    if look.spacing is not None:
        yield "spacing", f"{look.spacing:g}"
    if look.roundness is not None:
        yield "roundness", f"{look.roundness:g}"
    if look.openings is not None:
        yield "openings", _OPENINGS[look.openings]


def _margins(look: Look) -> Iterator[tuple[str, str]]:
    if look.margin_top is not None:
        yield "page-top", f"{look.margin_top:g}mm"
    if look.margin_side is not None:
        yield "page-side", f"{look.margin_side:g}mm"
        yield "side-alone", f"{look.margin_side:g}mm"
    if look.margin_foot is not None:
        yield "page-foot", f"{look.margin_foot:g}mm"
