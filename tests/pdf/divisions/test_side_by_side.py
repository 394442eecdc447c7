"""Chapters that are printed side by side make the book that they make one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prepress.pdf.divisions.division_printer import DivisionPrinter
from prepress.processes import FORKS
from tests.pdf.divisions.books import built, three_chapters

pytestmark = pytest.mark.skipif(not FORKS, reason="this system lets no process be copied")


@pytest.mark.parametrize("openings", ["recto", "any"])
def test_the_bytes_are_the_same(tmp_path: Path, openings: str) -> None:
    more = f"look: {{openings: {openings}}}\n"
    alone = built(three_chapters(tmp_path / "alone", more))
    assert built(three_chapters(tmp_path / "both", more), jobs=2) == alone


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return built(three_chapters(tmp_path_factory.mktemp("divisions") / "alone"))


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_that_dies_costs_only_time(
    tmp_path: Path, alone: bytes, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    monkeypatch.setattr(DivisionPrinter, "print", _dying(DivisionPrinter.print, when))
    assert built(three_chapters(tmp_path / "both"), jobs=2) == alone


def _dying(finish: Callable[..., Any], when: str) -> Callable[..., Any]:
    """Each copy dies `before` it is known where its division ends, or `after` that."""

    def print_or_die(self: Any, job: Any, start: Any, *tell_end: Any) -> Any:
        if tell_end and when == "before":
            os._exit(3)
        made = finish(self, job, start, *tell_end)
        if tell_end:
            os._exit(3)
        return made

    return print_or_die
