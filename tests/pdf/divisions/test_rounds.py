"""A round of divisions holds what they share once, however many there are."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from prepress.pdf.divisions.division_printer import DivisionJob
from prepress.pdf.divisions.rounds import RoundHere, RoundInCopies
from prepress.pdf.divisions.splitting import DivisionText

_JOBS = [
    DivisionJob(DivisionText(name, "", "Words.", ""), name, {}, is_first=True, is_last=False)
    for name in ("a", "b", "c")
]


class _Printer:
    """Prints nothing, in a font that it reads anew for each division."""

    text = SimpleNamespace(context=SimpleNamespace(layouts=SimpleNamespace(inputs=None)))

    def __init__(self) -> None:
        self.text.context.layouts.inputs = SimpleNamespace(digests={"font": "digest"})

    def prepare(self, part: DivisionText) -> None:
        """Nothing has to be read for that."""

    def print(
        self, job: DivisionJob, _: object, tell_end: Callable[[Any], None] | None = None
    ) -> tuple[Any, dict[str, bytes]]:
        division = SimpleNamespace(end=job.digest, anchors={})
        if tell_end:
            tell_end(division)
        return division, {"digest": bytes(bytearray(b"a font"))}


@pytest.mark.parametrize("kind", ["here", "in copies"])
def test_file_of_a_font_is_held_once(kind: str) -> None:
    printer: Any = _Printer()
    print_round = RoundHere(printer) if kind == "here" else RoundInCopies(printer, _JOBS, 2)
    for job in _JOBS:
        print_round.print(job, None)
    files = [result.fonts["digest"] for result in print_round.results().values()]
    print_round.end()
    assert files == [b"a font"] * 3
    assert len(set(map(id, files))) == 1
