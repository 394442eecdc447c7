"""Accessibility keys: what an author may claim of the EPUB's accessibility, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from prepress.manuscript.metadata import Accessibility
from prepress.manuscript.metadata_values import (
    ACCESS_MODES,
    FEATURES,
    HAZARDS,
    SUFFICIENT_MODES,
    known_sets,
    known_words,
    line_of_text,
)
from prepress.manuscript.typed_keys import Key, read_keys
from prepress.text.yaml_source import mapping_of

if TYPE_CHECKING:
    from prepress.text.yaml_source import Value


def accessibility(value: Value) -> Accessibility:
    """The claims. Raises SourceError for an unknown key, and for a word that is not known."""
    return Accessibility(
        **read_keys(mapping_of(value), ACCESSIBILITY_KEYS, value.place, required=())
    )


#: The keys of `accessibility`.
ACCESSIBILITY_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "access-mode": Key(
            known_words(*ACCESS_MODES),
            "access-mode: [textual, visual]",
            "the senses that the content speaks to",
        ),
        "access-mode-sufficient": Key(
            known_sets(*SUFFICIENT_MODES),
            'access-mode-sufficient: [textual, "textual,visual"]',
            "the sets of senses that are enough to take it all in; a line is one set",
        ),
        "features": Key(
            known_words(*FEATURES),
            "features: [alternativeText, tableOfContents]",
            "what makes it easier to read",
        ),
        "hazards": Key(known_words(*HAZARDS), "hazards: none", "what could harm a reader"),
        "summary": Key(
            line_of_text,
            "summary: Every picture is described.",
            "one or two sentences on all of this",
        ),
        "conforms-to": Key(
            line_of_text,
            "conforms-to: EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
            "the standard that it meets, in the standard's own words",
        ),
        "certified-by": Key(line_of_text, "certified-by: Your Clinic", "who answers for that"),
    }
)
