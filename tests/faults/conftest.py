"""Editions that are made once, for tests of what becomes of their files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from prepress.editions.epub_edition import EpubEdition
from prepress.editions.making import EditionContext, FinishedEdition
from prepress.editions.pdf_edition import PdfEdition

Make = Callable[[Any, EditionContext], FinishedEdition]


@pytest.fixture
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each edition of a text without pictures is made once, also for processes that are copied from
    this one later: a build then does little else than what these tests are about.
    """
    made: dict[tuple[str, str], FinishedEdition] = {}

    def remembering(make: Make) -> Make:
        def make_once(edition: Any, context: EditionContext) -> FinishedEdition:
            key = edition.name, context.galley.revision
            if key not in made:
                made[key] = make(edition, context)
            return made[key]

        return make_once

    monkeypatch.setattr(PdfEdition, "make", remembering(PdfEdition.make))
    monkeypatch.setattr(EpubEdition, "make", remembering(EpubEdition.make))
