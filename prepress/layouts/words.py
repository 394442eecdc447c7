"""The interface's words in one language, and dates written out as that language does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from prepress.manuscript.metadata import usual_direction
from prepress.text.fields import fill_fields
from prepress.text.language_tags import plain_tag, same_language


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

    def fill(self, key: str, **values: str) -> str:
        """The word of this `key` with each `{name}` replaced by its value. Raises FieldError where
        one is not given.
        """
        return fill_fields(self.catalogue[key], values)

    def with_dates(self, *days: dt.date | None) -> Words:
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
