"""A publication's language: the interface's words read from the catalogues for it, or the finding
that there are none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.layouts.catalogues import CatalogueEntry, entries_of
from prepress.layouts.words import Words
from prepress.text.fields import FieldError, fields_of, is_plain_field
from prepress.text.language_tags import catalogue_names
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts

_FALLBACK = "en"
_TEMPLATE = "words/makebook.pot"


def words_for(lang: str, layouts: Layouts, place: Place) -> tuple[Words, tuple[Finding, ...]]:
    """The words for a text in `lang`; where the layouts lack them, the English ones and a finding
    at `place`.

    A region keeps its own dates where it shares the words: `es-MX` reads `es.po`, and a project's
    `es_MX.po` needs only the words that are said differently there. Raises SourceError for a
    catalogue that is broken or incomplete.
    """
    template = _template(layouts)
    english = {key: entry.english for key, entry in template.items()}
    names = catalogue_names(lang)
    files = [file for name in names for file in _files(name, layouts)]
    if names[-1] == _FALLBACK:
        return Words(lang, lang, english | _translations(files, template)), ()
    if files:
        words = _translations(files, template)
        _refuse_incomplete(words, template, *files[0])
        return Words(lang, lang, words), ()
    english |= _translations(_files(_FALLBACK, layouts), template)
    what = (
        f"There are no interface words in “{lang}”, so words such as “{english['contents']}” "
        f"stay English."
    )
    hint = (
        f"Copy {_shipped_template(layouts)} to layouts/words/{names[-1]}.po in your project and "
        f"fill in every msgstr."
    )
    return Words(_FALLBACK, lang, english), (Finding("W-001", place, what, hint),)


def _template(layouts: Layouts) -> dict[str, CatalogueEntry]:
    """Every word by its key, in English; a project's own template may only add words, for layouts
    of its own.

    Raises SourceError where it is not there, broken, or filled in.
    """
    layouts.find(_TEMPLATE)
    template: dict[str, CatalogueEntry] = {}
    for file, text in reversed(layouts.texts(_TEMPLATE)):
        entries = entries_of(text, str(file))
        for entry in entries:
            if entry.words:
                what = f"This is the template, but “{entry.key}” is translated in it."
                remedy = "Rename the file after the language that it translates to, such as eu.po."
                raise SourceError(what, remedy, Place(str(file), entry.line))
            _refuse_fields(entry, Place(str(file), entry.line))
        template = {entry.key: entry for entry in entries} | template
    return template


def _shipped_template(layouts: Layouts) -> Path:
    """The template that ships, which stands behind a project's own."""
    return layouts.texts(_TEMPLATE)[-1][0]


def _files(name: str, layouts: Layouts) -> list[tuple[Path, str]]:
    """The catalogues of this `name` with their texts, a project's own first. Raises SourceError for
    one in TOML.
    """
    tag = name.replace("_", "-")
    for file, _ in layouts.texts(f"words/{tag}.toml"):
        what = "The interface's words are gettext catalogues now, so this file is not read."
        remedy = (
            f"Write its words into {name}.po beside it, in the form that makebook.pot has, then "
            f"delete it."
        )
        raise SourceError(what, f"{remedy} That one is {_shipped_template(layouts)}.", file)
    return [
        found
        for spelt in dict.fromkeys((name, tag))
        for found in layouts.texts(f"words/{spelt}.po")
    ]


def _translations(
    files: list[tuple[Path, str]], template: Mapping[str, CatalogueEntry]
) -> dict[str, str]:
    """All words of the `files`, of which the first wins; it may hold only those that it says
    differently.
    """
    words: dict[str, str] = {}
    for file, text in reversed(files):
        for entry in entries_of(text, str(file)):
            _refuse_wrong(entry, template, Place(str(file), entry.line))
            if entry.words:
                words[entry.key] = entry.words
    return words


def _refuse_wrong(
    entry: CatalogueEntry, template: Mapping[str, CatalogueEntry], place: Place
) -> None:
    """A word must be known, be translated from the English of today by a person, and have the same
    places to fill.
    """
    if entry.key not in template:
        raise SourceError(
            f"There is no word “{entry.key}”.", suggestion(entry.key, list(template)), place
        )
    original = template[entry.key].english
    if entry.english != original:
        what = f"The English words of “{entry.key}” are “{original}”, not “{entry.english}”."
        raise SourceError(
            what,
            "Write them as msgid, and look whether the translation still says the same.",
            place,
        )
    if entry.words and entry.fuzzy:
        what = (
            f"“{entry.key}” is marked as fuzzy: a program has guessed it, and nobody has looked "
            f"at it."
        )
        raise SourceError(what, "Correct it, and take “fuzzy” away in the line above it.", place)
    if entry.words and _fields(entry.words) != _fields(original):
        fields = " and ".join(_fields(original)) or "nothing in braces"
        raise SourceError(
            f"“{entry.key}” must hold {fields}.", f"In English it is “{original}”.", place
        )


def _refuse_incomplete(
    words: Mapping[str, str], template: Mapping[str, CatalogueEntry], file: Path, text: str
) -> None:
    missing = [key for key in template if key not in words]
    if not missing:
        return
    key, *rest = missing
    others = f", nor are {len(rest)} others" if rest else ""
    what = f"“{key}” (in English “{template[key].english}”) is not translated{others}."
    lines = {entry.key: entry.line for entry in entries_of(text, str(file))}
    place = Place(str(file), lines.get(key))
    raise SourceError(what, "Write a msgstr for every msgctxt of makebook.pot.", place)


def _refuse_fields(entry: CatalogueEntry, place: Place) -> None:
    """A word of a project's own template holds names in braces, and nothing that would have to be
    worked out.
    """
    remedy = "Write for example {date}, and {{ for a brace that is none."
    try:
        wrong = [found for found in fields_of(entry.english) if not is_plain_field(found)]
    except FieldError as error:
        raise SourceError(f"In “{entry.key}”, {error}.", remedy, place) from error
    if wrong:
        what = f"“{entry.key}” holds {wrong[0]}, but only a name can stand in braces."
        raise SourceError(what, remedy, place)


def _fields(words: str) -> dict[str, None]:
    """What stands in braces, as it stands there; which of it comes first is up to each language."""
    try:
        return dict.fromkeys(fields_of(words))
    except FieldError:
        return {"{ and } in pairs": None}
