"""Tables made up for tests: columns of words as they stand in plans and leaflets, with doses and
times among them.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

PLAN = """\
| Medicine | Dose | Morning | Noon | Evening |
| --- | --- | --- | --- | --- |
| Venlafaxine | 300 mg | 1 tablet | | 1 tablet |
| Lamotrigine | 100 mg | 1 | 0 | 1 |
| Quetiapine | 50 mg | | | 2 tablets at 10:30 pm |
| Acetylsalicylic acid | 81 mg | 1 with breakfast | 0 | 0 |
"""
WORDS = (
    *(
        "Medicine",
        "Morning",
        "Noon",
        "Evening",
        "Wednesday",
        "Thursday",
        "Weekend",
        "tablet",
        "breakfast",
        "nothing",
    ),
    *(
        "Venlafaxine",
        "Lamotrigine",
        "Quetiapine",
        "Methylphenidate",
        "Paracetamol",
        "Acetylsalicylic",
    ),
    *(
        "dizziness",
        "disorientation",
        "headache",
        "anesthetic",
        "depression",
        "treatment",
        "hospitalization",
    ),
    *("blood", "pressure", "doctor", "sleep", "before", "after", "with", "water", "appointment"),
)
MEASURES = ("300 mg", "5 %", "10 km", "2.5 ml", "10:30 am", "120 mmHg", "37 °C")

_cells = st.lists(st.sampled_from([*WORDS, *MEASURES]), max_size=4).map(" ".join)


@st.composite
def tables(draw: st.DrawFn, columns: int) -> str:
    """A table in Markdown with two columns or more, at most `columns`."""
    count = draw(st.integers(2, columns))
    heads = draw(st.lists(st.sampled_from(WORDS), min_size=count, max_size=count))
    rows = draw(st.lists(st.lists(_cells, min_size=count, max_size=count), min_size=1, max_size=4))
    return "".join(map(_row, [heads, ["---"] * count, *rows]))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def words_of(table: str) -> set[str]:
    """The words of the table, each as it must stand on a page; a number and its unit are one."""
    for measure in MEASURES:
        table = table.replace(measure, measure.replace(" ", "\u00a0"))
    return {
        word.replace("\u00a0", " ")
        for word in table.replace("|", " ").split(" ")
        if word.strip("-\n")
    }


def few(examples: int) -> settings:
    """The same examples on every run, and no more, since each is laid out; one that fails is shown
    as it is, since to make it smaller takes minutes.
    """
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
