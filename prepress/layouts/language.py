"""The words of the interface and the form of dates in a publication's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.layouts.catalogues import CatalogueEntry, entries_of
from prepress.layouts.layouts import Layouts
from prepress.manuscript.metadata import usual_direction
from prepress.text.fields import FieldError, fields_of, fill_fields, is_plain_field
from prepress.text.language_tags import catalogue_names, plain_tag, same_language
from prepress.text.suggestions import suggestion

_FALLBACK = "en"
_TEMPLATE = "words/makebook.pot"


@dataclass(frozen=True)
class Words:
    """The interface's words; `lang` is the BCP 47 tag of the language they are in, `text_lang` that
    of the text.
    """

    lang: str
    text_lang: str
    catalogue: Mapping[str, str]
    dates: Mapping[dt.date, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.catalogue[key]

    def filled(self, key: str, **values: str) -> str:
        """The word of this `key` with each `{name}` replaced by its value. Raises FieldError where
        one is not given.
        """
        return fill_fields(self.catalogue[key], values)

    def knowing(self, *days: dt.date | None) -> Words:
        """The same words, with `days` written out already for all processes that they are handed
        to.
        """
        return replace(self, dates={day: self.date(day) for day in days if day})

    @property
    def foreign(self) -> bool:
        """Whether the words are in another language than the text, and must be marked so."""
        return not same_language(self.lang, self.text_lang)

    @property
    def dir(self) -> str:
        """In which direction the words run: `ltr` or `rtl`."""
        return usual_direction(self.lang)

    def date(self, day: dt.date) -> str:
        """`day` written out as the language does, such as `November 23, 2026`."""
        if day in self.dates:
            return self.dates[day]
        from babel.core import Locale, UnknownLocaleError
        from babel.dates import format_date

        known = plain_tag(self.lang)
        try:
            return format_date(day, "long", locale=Locale.parse(known, sep="-"))
        except (UnknownLocaleError, ValueError):
            return format_date(day, "long", locale=known.partition("-")[0])


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
        return Words(lang, lang, english | _translated(files, template)), ()
    if files:
        words = _translated(files, template)
        _refuse_incomplete(words, template, *files[0])
        return Words(lang, lang, words), ()
    english |= _translated(_files(_FALLBACK, layouts), template)
    finding = Finding(
        "W-001",
        place,
        (
            f"There are no interface words in “{lang}”, so words such as “{english['contents']}” "
            f"stay English."
        ),
        (
            f"Copy {_shipped(layouts)} to layouts/words/{names[-1]}.po in your project and fill "
            f"in every msgstr."
        ),
    )
    return Words(_FALLBACK, lang, english), (finding,)


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


def _shipped(layouts: Layouts) -> Path:
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
        raise SourceError(what, f"{remedy} That one is {_shipped(layouts)}.", file)
    return [
        found
        for spelt in dict.fromkeys((name, tag))
        for found in layouts.texts(f"words/{spelt}.po")
    ]


def _translated(
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
    if missing:
        key, others = missing[0], f", nor are {len(missing) - 1} others" if missing[1:] else ""
        what = f"“{key}” (in English “{template[key].english}”) is not translated{others}."
        line = next((entry.line for entry in entries_of(text, str(file)) if entry.key == key), None)
        raise SourceError(
            what, "Write a msgstr for every msgctxt of makebook.pot.", Place(str(file), line)
        )


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
