"""The clinic: what it says of itself, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepress.errors import Place
    from prepress.manuscript.look import Look


@dataclass(frozen=True)
class Clinic:
    """What a clinic says of itself; None is what it does not say. `places` say where each value is
    written.

    `lang` is the language of texts that do not say theirs. `logo` is a path from the folder of the
    file that names it. Colours are `#rrggbb`. `base_url` is the site that links such as `/visits`
    begin at, `web_address` the folder on it in which all web pages lie. `look` is that of all its
    texts. `signers` is the list of those who may sign its releases, a path as of the logo.
    `notices` say by language (BCP 47), in Markdown, what every text has to say in it, such as that
    help in it is free; with `require_notice`, none may do without. `translations` say by language
    what the clinic says of itself in that.
    """

    name: str | None = None
    phone: str | None = None
    web: str | None = None
    crisis: str | None = None
    address: str | None = None
    logo: str | None = None
    lang: str | None = None
    primary: str | None = None
    accent: str | None = None
    base_url: str | None = None
    web_address: str | None = None
    look: Look | None = None
    signers: str | None = None
    notices: Mapping[str, str] = field(default_factory=dict)
    require_notice: bool = False
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def values_in(self, lang: str) -> Mapping[str, str]:
        """What it says of itself in `lang` (BCP 47), where script and region win over the language
        alone.
        """
        parts = lang.split("-")
        values: dict[str, str] = {}
        for count in range(1, len(parts) + 1):
            values |= self.translations.get("-".join(parts[:count]), {})
        return values

    def in_language(self, lang: str) -> Clinic:
        """The clinic with what it says of itself in `lang` (BCP 47)."""
        values: dict[str, Any] = dict(self.values_in(lang))
        return replace(self, **values)
