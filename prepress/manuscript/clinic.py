"""The clinic: what it says of itself in sources/clinic.yaml, each value replaced by that of one
clinic's own file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from prepress.errors import Place, SourceError
from prepress.manuscript.metadata import CONTACT_KEYS, Contact, Key, Metadata, read_keys
from prepress.manuscript.metadata_values import customary_case, is_language, line_of_text
from prepress.text.yaml_source import Value, mapping_of, mapping_of_text

_COLOURS = ("primary", "accent")


@dataclass(frozen=True)
class Clinic:
    """What a clinic says of itself; None is what it does not say. `places` say where each value is
    written.

    `logo` is a path from the folder of the file that names it. Colours are `#rrggbb`.
    `translations` say by language what the clinic says of itself in that.
    """

    name: str | None = None
    phone: str | None = None
    web: str | None = None
    crisis: str | None = None
    address: str | None = None
    logo: str | None = None
    primary: str | None = None
    accent: str | None = None
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def said_in(self, lang: str) -> Mapping[str, str]:
        """What it says of itself in `lang` (BCP 47), where script and region win over the language
        alone.
        """
        parts = lang.split("-")
        tags = ("-".join(parts[:count]) for count in range(1, len(parts) + 1))
        return {key: value for tag in tags for key, value in self.translations.get(tag, {}).items()}

    def speaking(self, lang: str) -> Clinic:
        """The clinic with what it says of itself in `lang` (BCP 47)."""
        said: dict[str, Any] = dict(self.said_in(lang))
        return replace(self, **said)


def _translations(value: Value) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for name, said in mapping_of(value).items():
        lang = name.replace("_", "-")
        if not is_language(lang):
            raise SourceError(f"“{name}” is no language tag.", "Write for example: es", said.place)
        found[customary_case(lang)] = read_keys(
            mapping_of(said), CONTACT_KEYS, said.place, required=()
        )
    return found


def _colour(value: Value) -> str:
    text = line_of_text(value)
    digits = text.removeprefix("#").lower()
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        raise value.wrong(f"is “{text}”, but must be a colour of six hexadecimal digits")
    return f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}"


#: The keys of clinic.yaml and of each clinic's own file.
CLINIC_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        **CONTACT_KEYS,
        "logo": Key(
            line_of_text,
            "logo: logo.svg",
            "a picture beside the file; it stands in the contact block",
        ),
        "primary": Key(
            _colour, 'primary: "#0f4c5c"', "the colour of the title, headings and links"
        ),
        "accent": Key(_colour, 'accent: "#7d3510"', "the colour of warnings"),
        "translations": Key(
            _translations,
            "translations: {es: {crisis: En una crisis llame al 988.}}",
            "what of this it says otherwise in another language, such as the crisis line",
        ),
    }
)


def read_clinic(texts: Mapping[str, str]) -> Clinic:
    """The clinic that the YAML `texts` describe by their files, what stands in a later one winning
    key by key.

    Raises SourceError with file and line for broken YAML, an unknown key or a wrong value.
    """
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for file, text in texts.items():
        found, where = _read(text, file)
        said = {
            lang: {key: value for key, value in each.items() if key not in found}
            for lang, each in values.get("translations", {}).items()
        }
        values |= found
        values["translations"] = _joined(said, found.get("translations", {}))
        places |= where
    return Clinic(**values, places=places)


def _joined(
    said: Mapping[str, Mapping[str, str]], more: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Mapping[str, str]]:
    """Both, language by language and key by key, `more` winning."""
    return {
        lang: {**said.get(lang, {}), **more.get(lang, {})} for lang in dict.fromkeys((*said, *more))
    }


@lru_cache(maxsize=8)
def _read(text: str, file: str) -> tuple[Mapping[str, Any], Mapping[str, Place]]:
    if not re.search(r"^\s*[^\s#]", text, re.MULTILINE):
        return {}, {}  # nothing but remarks
    written = mapping_of_text(text, file)
    for name in _COLOURS:
        if name in written and written[name].is_empty and _has_remark(text, written[name]):
            example = CLINIC_KEYS[name].example
            raise (
                written[name]
                .with_name(name, example)
                .wrong("needs straight quotes, since # begins a remark")
            )
    found = read_keys(written, CLINIC_KEYS, Place(file, 1), required=())
    return found, {name: written[name].place for name in found}


def _has_remark(text: str, value: Value) -> bool:
    return "#" in text.split("\n")[(value.place.line or 1) - 1]


def with_contact(metadata: Metadata, file: str, clinic: Clinic) -> tuple[Metadata, Clinic]:
    """Both with one contact: the publication's own in `file`, and the clinic's for what that does
    not say.

    Raises SourceError where there is a contact without a name.
    """
    own = metadata.contact
    names = [each.name for each in fields(Contact)]
    said = {
        name: value
        for name in names
        if (value := getattr(own, name, None) or getattr(clinic, name))
    }
    if not said:
        return metadata, clinic
    if "name" not in said:
        place = (
            Place(file, metadata.lines.get("contact")) if own else clinic.places[next(iter(said))]
        )
        raise SourceError(
            "There is no “name”.", f"Write for example: {CONTACT_KEYS['name'].example}", place
        )
    return replace(metadata, contact=Contact(**said)), replace(clinic, **said)
