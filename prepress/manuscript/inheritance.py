"""Inheritance: what the metadata of a translation takes from that of its original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Literal

from prepress.errors import Place, SourceError
from prepress.manuscript.metadata import Contact, Metadata

#: What only the translation can say: its own words, its own dates, and its own review by somebody
#: who reads it.
_OWN = frozenset(
    {
        "title",
        "subtitle",
        "description",
        "summary",
        "keywords",
        "lang",
        "dir",
        "date",
        "identifier",
        "isbn",
        "blurb",
        "translator",
        "machine_translation",
        "notices",
        "chapters",
    }
    | {"reviewed", "reviewer", "review_by", "terms", "contact", "lines", "unreviewed"}
)


def inherit(
    metadata: Metadata, original: Metadata, file: str, contact: Mapping[str, str]
) -> Metadata:
    """The `metadata` of a translation in `file`, with what its original says of both.

    A key that the translation has counts, even where it is left empty. `contact` is what the clinic
    says of itself in the translation's language. Raises SourceError where both would have the same
    identifier, by which reading apps would take one for the other.
    """
    if metadata.identifier and metadata.identifier == original.identifier:
        place = Place(file, metadata.lines.get("identifier"))
        raise SourceError(
            "This is the identifier of the source.", "Take this line out, or write another.", place
        )
    shared = {
        field.name: getattr(original, field.name)
        for field in fields(Metadata)
        if field.name not in _OWN and field.name.replace("_", "-") not in metadata.lines
    }
    if not (shared.get("web_address") or "/").endswith("/"):
        del shared["web_address"]  # there lies the page of the original
    return replace(
        metadata,
        **shared,
        contact=_contact(metadata.contact, original.contact, contact),
        unreviewed=_unreviewed(metadata, original),
    )


def _contact(
    own: Contact | None, original: Contact | None, clinic: Mapping[str, str]
) -> Contact | None:
    """What the translation says of itself, else its original, else the `clinic` in its language."""
    values = {**clinic, **_contact_values(original), **_contact_values(own)}
    if "crisis" in clinic and not (own and own.crisis):
        # It is a sentence, so the one in the readers' language wins.
        values["crisis"] = clinic["crisis"]
    return Contact(**values) if values else None


def _unreviewed(metadata: Metadata, original: Metadata) -> Literal["", "text", "translation"]:
    """What nobody has reviewed; the translation alone where its original was, and nothing where it
    was itself.
    """
    if metadata.reviewed:
        return ""
    return "translation" if original.reviewed else metadata.unreviewed or original.unreviewed


def _contact_values(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {}
    return {key: value for key, value in asdict(contact).items() if value}
