"""The words of the interface and the form of dates in a publication's language."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from string import Formatter
from typing import Any

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.layouts import Layouts
from prepress.metadata import usual_direction

_FALLBACK = "en"


@dataclass(frozen=True)
class Words:
    """The interface's words; `lang` is the BCP 47 tag of the language they are in, `text_lang` that of the text."""

    lang: str
    text_lang: str
    catalogue: Mapping[str, str]
    dates: Mapping[dt.date, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.catalogue[key]

    def knowing(self, *days: dt.date | None) -> Words:
        """The same words, with `days` written out already for all processes that they are handed to."""
        return replace(self, dates={day: self.date(day) for day in days if day})

    @property
    def foreign(self) -> bool:
        """Whether the words are in another language than the text, and must be marked so."""
        return self.lang.partition("-")[0] != self.text_lang.partition("-")[0]

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

        # Extensions and private parts of a tag begin with a single letter (RFC 5646, 2.1), and say nothing of dates.
        known = re.split(r"-[0-9A-Za-z]-", self.lang)[0]
        try:
            return format_date(day, "long", locale=Locale.parse(known, sep="-"))
        except (UnknownLocaleError, ValueError):
            return format_date(day, "long", locale=known.partition("-")[0])


def words_for(lang: str, layouts: Layouts, place: Place) -> tuple[Words, tuple[Finding, ...]]:
    """The words for a text in `lang`; where the layouts lack them, the English ones and a finding at `place`.

    A region keeps its own dates where it shares the words: `en-GB` reads `en.toml`. Raises SourceError for a
    catalogue that is broken or incomplete.
    """
    english = _catalogue(_FALLBACK, layouts)
    for tag in (lang, lang.partition("-")[0]):
        if catalogue := _catalogue(tag, layouts):
            _refuse_incomplete(catalogue, english, f"layouts/words/{tag}.toml")
            return Words(lang, lang, catalogue), ()
    finding = Finding(
        "W-001",
        place,
        f"There are no interface words in “{lang}”, so words such as “{english['contents']}” stay English.",
        f"Copy layouts/words/en.toml to layouts/words/{lang}.toml in your project and translate it.",
    )
    return Words(_FALLBACK, lang, english), (finding,)


def _catalogue(tag: str, layouts: Layouts) -> dict[str, str]:
    """All words of one catalogue; a project's own file may hold only those that it says differently."""
    words: dict[str, str] = {}
    for file, text in reversed(layouts.texts(f"words/{tag}.toml")):
        try:
            words |= {key: str(word) for key, word in _entries(text).items()}
        except tomllib.TOMLDecodeError as error:
            raise SourceError(f"This is no TOML: {error}.", 'Write each line as: key = "words".', file) from error
    return words


@lru_cache(maxsize=32)
def _entries(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text)


def _refuse_incomplete(words: Mapping[str, str], english: Mapping[str, str], file: str) -> None:
    """Every word must be there, with the same places to fill in as the English one."""
    for key, original in english.items():
        if key not in words:
            raise SourceError(f"There is no “{key}” (in English “{original}”).", "Translate it too.", file)
        if _fields(words[key]) != _fields(original):
            what = f"“{key}” must hold {' '.join(sorted(_fields(original))) or 'nothing'} in braces to be filled in."
            raise SourceError(what, f"In English it is “{original}”.", file)


def _fields(words: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        return {"{ and } in pairs"}
