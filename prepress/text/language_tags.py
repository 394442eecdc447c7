"""Language tags: which of them mean the same language, and what a catalogue for one may be
called.
"""

from __future__ import annotations

import re

# Nobody writes English in another script, and asking Babel for it would cost every build of an
# English text.
_ENGLISH = "en"


def plain_tag(lang: str) -> str:
    """The tag `lang` (BCP 47) without extensions and private parts, which say nothing of words and
    dates.

    They begin with a single letter or digit (RFC 5646, 2.1).
    """
    return re.split(r"-[0-9A-Za-z]-", lang)[0]


def same_language(lang: str, other: str) -> bool:
    """Whether the tags (BCP 47) name one language, if in two variants of it."""
    return lang.lower().partition("-")[0] == other.lower().partition("-")[0]


def agree(lang: str, other: str) -> bool:
    """Whether one of the tags (BCP 47) is the other, or says it more closely."""
    first, second = f"{lang.lower()}-", f"{other.lower()}-"
    return first.startswith(second) or second.startswith(first)


def catalogue_names(lang: str) -> tuple[str, ...]:
    """What a catalogue for a text in `lang` (BCP 47) may be called, the most special name first
    (RFC 4647, 3.4).

    A language in another than its usual script is not served by the catalogue for the usual one:
    `zh-TW` is served by `zh_TW` and `zh_Hant`, never by `zh`, which is Simplified Chinese.
    """
    parts = plain_tag(lang).split("-")
    names = ["_".join(parts[:length]) for length in range(len(parts), 1, -1)]
    language = parts[0]
    if language == _ENGLISH:
        return (*names, language)
    script = _script_of(parts)
    in_script = f"{language}_{script}"
    names += [in_script] if script and in_script not in names else []
    return (*names, language) if script == _script_of([language]) else tuple(names)


def _script_of(parts: list[str]) -> str:
    """The script that the tag of these `parts` names or that its region usually writes; empty where
    nobody knows.
    """
    language, *others = parts
    for part in others:
        if re.fullmatch("[A-Za-z]{4}", part):
            return part.title()
    from babel.core import get_global

    likely = get_global("likely_subtags")
    regions = [part for part in others if re.fullmatch("[A-Za-z]{2}|[0-9]{3}", part)]
    for name in (*(f"{language}_{region}" for region in regions), language):
        if tag := likely.get(name):
            return str(tag).split("_")[1]
    return ""


def language_name(tag: str) -> str:
    """The language's name in itself, such as `español`, with its script where the tag names one;
    the tag where nobody knows the name.
    """
    from babel.core import Locale, UnknownLocaleError

    language, *others = plain_tag(tag).split("-")
    script = next((each.title() for each in others if re.fullmatch("[A-Za-z]{4}", each)), None)
    try:
        return Locale(language, script=script).get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag
