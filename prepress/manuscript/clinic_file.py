"""The clinic file: sources/clinic.yaml as it is read, each value replaced by that of a clinic's own
file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.manuscript.clinic import Clinic
from prepress.manuscript.look import joint_look
from prepress.manuscript.look_keys import colour, look
from prepress.manuscript.metadata import Contact, Metadata, Notice
from prepress.manuscript.metadata_keys import CONTACT_KEYS
from prepress.manuscript.metadata_values import (
    customary_case,
    is_language,
    language,
    line_of_text,
    paragraphs_of_text,
    web_address,
    yes_or_no,
)
from prepress.manuscript.typed_keys import Key, read_keys
from prepress.text.yaml_source import Value, mapping_of, mapping_of_text

_COLOURS = ("primary", "accent")


def _translations(value: Value) -> Mapping[str, Mapping[str, str]]:
    translations: dict[str, Mapping[str, str]] = {}
    for name, keys in mapping_of(value).items():
        lang = name.replace("_", "-")
        if not is_language(lang):
            raise SourceError(f"“{name}” is no language tag.", "Write for example: es", keys.place)
        values = read_keys(mapping_of(keys), CONTACT_KEYS, keys.place, required=())
        translations[customary_case(lang)] = values
    return translations


def _notices(value: Value) -> Mapping[str, str]:
    notices: dict[str, str] = {}
    for name, text in mapping_of(value).items():
        lang = name.replace("_", "-")
        if not is_language(lang):
            raise SourceError(f"“{name}” is no language tag.", "Write for example: es", text.place)
        if not text.is_empty:
            notices[customary_case(lang)] = paragraphs_of_text(text)
    return notices


#: The keys of clinic.yaml and of each clinic's own file.
CLINIC_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        **CONTACT_KEYS,
        "logo": Key(
            line_of_text,
            "logo: logo.svg",
            "a picture beside the file; it stands in the contact block",
        ),
        "lang": Key(language, "lang: en-US", "the language of texts that do not say theirs"),
        "primary": Key(colour, 'primary: "#0f4c5c"', "the colour of the title, headings and links"),
        "accent": Key(colour, 'accent: "#7d3510"', "the colour of warnings"),
        "base-url": Key(
            web_address,
            "base-url: https://clinic.example",
            "the site that links such as `/visits` in all publications begin at",
        ),
        "web-address": Key(
            web_address,
            "web-address: https://clinic.example/handouts/",
            "the folder in which all web pages lie, where a text does not say it",
        ),
        "look": Key(
            look, "look: calm", "how all its texts look, where they do not say it; see “Looks”"
        ),
        "notices": Key(
            _notices,
            "notices: {es: Hay un intérprete gratuito.}",
            "what every text has to say in other languages, in your counsel’s words; see “Notices”",
        ),
        "require-notice": Key(
            yes_or_no,
            "require-notice: true",
            "whether a text without any of these notices is an error (K-004)",
        ),
        "signers": Key(
            line_of_text,
            "signers: signers.txt",
            "who may sign releases, in a list beside the file; see “The archive”",
        ),
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
        own, own_places = _read_file(text, file)
        translations = _with_own(values.get("translations", {}), own)
        whole_look = joint_look(values.get("look"), own.get("look"))
        notices = {**values.get("notices", {}), **own.get("notices", {})}
        joint = {"look": whole_look, "translations": translations, "notices": notices}
        values = {**values, **own, **joint}
        places |= own_places
    return Clinic(**values, places=places)


def _with_own(
    translations: Mapping[str, Mapping[str, str]], own: Mapping[str, Any]
) -> Mapping[str, Mapping[str, str]]:
    """The shared `translations` with what a clinic says of its own, key by key.

    A key that it says in its own language replaces that of all clinics in every language.
    """
    own_translations = own.get("translations", {})
    joint: dict[str, Mapping[str, str]] = {}
    for lang in dict.fromkeys((*translations, *own_translations)):
        shared = translations.get(lang, {})
        still_true = {key: value for key, value in shared.items() if key not in own}
        joint[lang] = {**still_true, **own_translations.get(lang, {})}
    return joint


@lru_cache(maxsize=8)
def _read_file(text: str, file: str) -> tuple[Mapping[str, Any], Mapping[str, Place]]:
    if not re.search(r"^\s*[^\s#]", text, re.MULTILINE):
        return {}, {}  # nothing but remarks
    values = mapping_of_text(text, file)
    for name in _COLOURS:
        if name in values and values[name].is_empty and _has_remark(text, values[name]):
            value = values[name].with_name(name, CLINIC_KEYS[name].example)
            raise value.wrong("needs straight quotes, since # begins a remark")
    found = read_keys(values, CLINIC_KEYS, Place(file, 1), required=())
    return found, {name: values[name.replace("_", "-")].place for name in found}


def _has_remark(text: str, value: Value) -> bool:
    return "#" in text.split("\n")[(value.place.line or 1) - 1]


def _as_folder(address: str | None) -> str | None:
    return f"{address.rstrip('/')}/" if address else None


def missing_notice(clinic: Clinic) -> tuple[Finding, ...]:
    """K-004 where the `clinic` requires a notice and there is none."""
    if clinic.notices or not clinic.require_notice:
        return ()
    what = "A notice is required here, and “notices” says none."
    hint = f"Add what your counsel wrote, such as: {CLINIC_KEYS['notices'].example}"
    return (Finding("K-004", clinic.places["require_notice"], what, hint),)


def with_contact(metadata: Metadata, file: str, clinic: Clinic) -> tuple[Metadata, Clinic]:
    """Both with one contact: the publication's own in `file`, and the clinic's for what that does
    not say; and the metadata with the clinic's notices, and with its site and the folder of its web
    pages, where it names none.

    Raises SourceError where there is a contact without a name.
    """
    metadata = replace(
        metadata,
        base_url=metadata.base_url or clinic.base_url,
        web_address=metadata.web_address or _as_folder(clinic.web_address),
        notices=tuple(Notice(lang, text) for lang, text in clinic.notices.items()),
    )
    own = metadata.contact
    contact = {}
    for each in fields(Contact):
        value = getattr(own, each.name, None) or getattr(clinic, each.name)
        if value:
            contact[each.name] = value
    if not contact:
        return metadata, clinic
    if "name" not in contact:
        line = metadata.lines.get("contact")
        place = Place(file, line) if own else clinic.places[next(iter(contact))]
        remedy = f"Write for example: {CONTACT_KEYS['name'].example}"
        raise SourceError("There is no “name”.", remedy, place)
    return replace(metadata, contact=Contact(**contact)), replace(clinic, **contact)
