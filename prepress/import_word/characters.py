"""Characters of an import: signs that no font here has are left out, since the publication could
not be built with them.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.epub.cover import characters_without_font
from prepress.errors import Place
from prepress.layouts.layouts import Layouts
from prepress.layouts.typefaces.remedies import remedy
from prepress.layouts.typefaces.scripts import needed_typefaces, script_at
from prepress.project.project import Project, font_folders, layout_folders

if TYPE_CHECKING:
    from prepress.import_word.remarks import Remarks

_VARIATION = "\ufe0f\u200d"
#: Signs, and what Unicode has not given a meaning; a letter, or a comma of its script, is never
#: left out.
_SIGNS = ("So", "Sk", "Sm", "Sc", "Co", "Cn", "Po")


def drop_unknown_signs(text: str, project_root: Path, remarks: Remarks) -> str:
    """`text` without the signs that no font has, such as emoji; letters stay. A remark names
    both.

    Raises SourceError where the layouts cannot be read.
    """
    characters = {each for each in text if not each.isascii() and _is_visible(each)}
    if not characters:
        return text
    project = Project(project_root, project_root / "output")
    layouts = Layouts(layout_folders(project, "handout", Place("book.yaml")), font_folders(project))
    layouts = layouts.with_typefaces(needed_typefaces([text]))
    unknown = characters_without_font(characters, layouts)
    signs = {
        each for each in unknown if unicodedata.category(each) in _SIGNS and not script_at(each)
    }
    letters = unknown - signs
    if signs:
        remarks.lose(f"No font here has {' '.join(sorted(signs)[:20])}, so that was left out.")
        text = text.translate(dict.fromkeys(map(ord, [*signs, *_VARIATION])))
        text = re.sub(r"^ (?=\S)", "", text, flags=re.MULTILINE)
    if letters:
        hint = remedy(letters, "", layouts) or "Add one to fonts/ and layouts/fonts.css."
        remarks.check(
            f"No font here has {' '.join(sorted(letters)[:20])}. Before you build: {hint}"
        )
    return text


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] not in "ZM" and category != "Cf"
