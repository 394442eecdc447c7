"""The words of the interface and the form of dates in a publication's language."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prepress.errors import Place
from prepress.findings import Finding

_FALLBACK = "en"


@dataclass(frozen=True)
class Words:
    """The interface's words; `lang` is the BCP 47 tag of the language they are in, `text_lang` that of the text."""

    lang: str
    text_lang: str
    catalogue: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.catalogue[key]

    @property
    def foreign(self) -> bool:
        """Whether the words are in another language than the text, and must be marked so."""
        return self.lang.partition("-")[0] != self.text_lang.partition("-")[0]

    def date(self, day: dt.date) -> str:
        """`day` written out as the language does, such as `November 23, 2026`."""
        from babel.dates import format_date

        return format_date(day, "long", locale=self.lang.replace("-", "_"))


def words_for(lang: str, folders: tuple[Path, ...], place: Place) -> tuple[Words, tuple[Finding, ...]]:
    """The words for a text in `lang`; where no layout folder has them, the English ones and a finding at `place`.

    A region keeps its own dates where it shares the words: `en-GB` reads `en.toml`.
    """
    for tag in (lang, lang.partition("-")[0]):
        if catalogue := _catalogue(tag, folders):
            return Words(lang, lang, catalogue), ()
    english = _catalogue(_FALLBACK, folders)
    finding = Finding(
        "W-001",
        place,
        f"There are no interface words in “{lang}”, so words such as “{english['contents']}” stay English.",
        f"Copy layouts/words/en.toml to layouts/words/{lang}.toml in your project and translate it.",
    )
    return Words(_FALLBACK, lang, english), (finding,)


def _catalogue(tag: str, folders: tuple[Path, ...]) -> dict[str, str]:
    """All words of one catalogue; a project's own file may hold only those that it says differently."""
    words: dict[str, str] = {}
    for folder in reversed(folders):
        file = folder / "words" / f"{tag}.toml"
        if file.is_file():
            words |= tomllib.loads(file.read_text("utf-8"))
    return words
