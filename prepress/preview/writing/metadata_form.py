"""Metadata form: what a text says of itself as the fields of a form, and the text with other
answers in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from prepress.manuscript.metadata_blocks import FRONT_MATTER, is_metadata
from prepress.manuscript.metadata_keys import CONTACT_KEYS, KEYS
from prepress.preview.writing.metadata_lines import (
    NotInLinesError,
    Written,
    line_of,
    values_of,
    with_value,
)
from prepress.preview.writing.source_texts import RefusedError

Kind = Literal["line", "lines", "words", "text", "date"]


@dataclass(frozen=True)
class FieldPlan:
    """A field of the form: the key that it stands for, what its label says and what helps to fill
    it in; where it is not usual, that is what the manual says of the key.
    """

    key: str
    label: str
    kind: Kind = "line"
    help: str = ""
    is_usual: bool = True


def _rare(key: str, label: str, kind: Kind = "line") -> FieldPlan:
    return FieldPlan(key, label, kind, is_usual=False)


_FIELDS = (
    FieldPlan("title", "Title"),
    FieldPlan("subtitle", "Subtitle"),
    FieldPlan("author", "Author", "lines", "Each on a line of its own."),
    FieldPlan("lang", "Language", "line", "Such as en-US, es or fr."),
    FieldPlan("date", "Date of this revision", "date", "It stands in the foot of every page."),
    FieldPlan("description", "Description", "text", "One or two sentences for catalogues."),
    FieldPlan("contact.name", "Clinic", "line", "Left empty, the one of clinic.yaml."),
    FieldPlan("contact.phone", "Telephone", "line", "As people should read it."),
    FieldPlan("contact.web", "Web address", "line", "In print also as a QR code."),
    FieldPlan("contact.crisis", "In a crisis", "line", "One sentence: where to turn."),
    FieldPlan("reviewed", "Reviewed on", "line", "A day such as 2026-11-23; false for not yet."),
    FieldPlan("reviewer", "Reviewed by"),
    FieldPlan("review-by", "Review again by", "date"),
    _rare("translator", "Translator", "lines"),
    _rare("keywords", "Keywords", "words"),
    _rare("rights", "Rights"),
    _rare("publisher", "Publisher"),
    _rare("edition", "Edition"),
    _rare("identifier", "Identifier"),
    _rare("isbn", "ISBN"),
    _rare("cover-image", "Picture on the cover"),
    _rare("contact.address", "Postal address"),
    _rare("layout", "Layout"),
    _rare("status", "Status"),
    _rare("toc", "Contents"),
    _rare("max-grade", "Highest reading grade"),
    _rare("terms", "Words that readers know", "words"),
    _rare("plain-language", "Look for plain words"),
    _rare("web-address", "Where the web page lies"),
)
_PLANS = {plan.key: plan for plan in _FIELDS}
#: The keys at the left edge in the order of the form.
_ORDER = tuple(dict.fromkeys(plan.key.partition(".")[0] for plan in _FIELDS))


@dataclass(frozen=True)
class Field:
    """A field as the page shows it; `line` (from 1) is that of the file, where it is written."""

    key: str
    label: str
    kind: Kind
    is_usual: bool
    help: str
    example: str
    value: str
    line: int | None


def fields_of(file: str, text: str) -> list[dict[str, Any]]:
    """The fields of the metadata in the `text` of a `file`, as JSON has them. Raises RefusedError
    where those are broken.
    """
    before, source, _ = _parted(file, text)
    try:
        values = values_of(source)
        return [asdict(_field(plan, values, source, before.count("\n"))) for plan in _FIELDS]
    except NotInLinesError as error:
        raise RefusedError(422, "The metadata cannot be read. Mend them in the text.") from error


def with_answers(file: str, text: str, answers: Mapping[str, str]) -> str:
    """The `text` of a `file` with the `answers` by their keys; an empty one takes its key out.

    Raises RefusedError where that would change anything else.
    """
    before, source, behind = _parted(file, text)
    for key, answer in answers.items():
        if key not in _PLANS:
            raise RefusedError(422, f"There is no field “{key}”.")
        try:
            source = with_value(source, key, _written(_PLANS[key], answer), _ORDER)
        except NotInLinesError as error:
            what = f"“{_PLANS[key].label}” cannot be changed here. Change it in the text."
            raise RefusedError(422, what) from error
    if file.endswith(".yaml") or before or not source.strip():
        return before + source + behind
    return f"---\n{source}---\n\n{behind}"


def _parted(file: str, text: str) -> tuple[str, str, str]:
    """What stands before the metadata, they themselves, and what stands behind them."""
    if file.endswith(".yaml"):
        return "", text, ""
    found = FRONT_MATTER.match(text)
    if found and is_metadata(found):
        return text[: found.start("yaml")], found["yaml"], text[found.end("yaml") :]
    return "", "", text


def _field(plan: FieldPlan, values: Mapping[str, Any], source: str, above: int) -> Field:
    top, _, part = plan.key.partition(".")
    key = CONTACT_KEYS[part] if part else KEYS[top]
    value = values.get(top, "")
    if part:
        value = value.get(part, "") if isinstance(value, dict) else ""
    line = line_of(source, plan.key)
    return Field(
        plan.key,
        plan.label,
        plan.kind,
        plan.is_usual,
        plan.help if plan.is_usual else _in_words(key.meaning),
        key.example.partition(": ")[2],
        _shown(plan, value),
        None if line is None else above + line + 1,
    )


def _in_words(meaning: str) -> str:
    """What the manual says of a key, without marks and without what leads elsewhere."""
    plain = re.sub(r"[,;] see (?:“[^”]*”|below).*?(?=;|$)", "", meaning).replace("`", "")
    return f"{plain[0].upper()}{plain[1:]}."


def _shown(plan: FieldPlan, value: Any) -> str:
    if isinstance(value, list):
        return (", " if plan.kind == "words" else "\n").join(map(str, value))
    return value if isinstance(value, str) else ""


def _written(plan: FieldPlan, answer: str) -> Written:
    if plan.kind in ("lines", "words"):
        parts = re.split(r"\n" if plan.kind == "lines" else r"[,\n]", answer)
        return tuple(part.strip() for part in parts if part.strip())
    return " ".join(answer.split())
