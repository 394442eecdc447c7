"""Scale: what the handout that ships costs in two languages for many clinics, the more there are."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks import corpus
from tests.benchmarks.clock import NotMeasuredError, Run, Step, makebook, watched
from tests.benchmarks.watching import with_first_word

#: For how many clinics the handout is built.
SIZES = (10, 100, 1_000)
#: A network of clinics, and the processors of the machines that work for it.
CLINICS, HANDOUTS, LANGUAGES = 1_000, 100, 10
PROCESSORS = 64
#: Units stay beside their numbers in narrow columns.
_S, _MB = "\u00a0s", "\u00a0MB"
#: The figures that the manual shows.
FIGURES = Path(__file__).parents[2] / "docs" / "scale.json"


@dataclass(frozen=True)
class Scale:
    """What so many copies cost, print and EPUB of each: all of them made; all taken from a cache by
    another machine; those in one language made again since a word of the text has changed; those of
    one clinic, which has another telephone; none, since nothing has changed. `size` is that of the
    finished files, in bytes.
    """

    copies: int
    size: int
    made: Run
    fetched: Run
    rewritten: Run
    renumbered: Run
    idle: Run

    @property
    def runs(self) -> Mapping[str, Run]:
        """Each by what it did."""
        return {
            "all made": self.made,
            "all from a cache": self.fetched,
            "a text edited": self.rewritten,
            "a clinic edited": self.renumbered,
            "nothing to do": self.idle,
        }


def measured(clinics: int) -> Scale:
    """Build for so many clinics in each of these ways. Raises NotMeasuredError where that fails, or
    the cache has not all of it.
    """
    with tempfile.TemporaryDirectory(prefix="makebook-bench-") as folder:
        root, other, cache = (Path(folder, name) for name in ("one", "another", "cache"))
        text = corpus.translated_handout(root)
        corpus.add_clinics(root, clinics)
        shutil.copytree(root, other)
        made = watched(_build(root, cache))
        fetched = watched(_build(other, cache))
        if f"{4 * clinics} editions from the cache" not in fetched.summary:
            raise NotMeasuredError(f"The cache has not all of it: {fetched.summary}")
        text.write_text(with_first_word(text.read_text("utf-8"), "Another"), "utf-8")
        rewritten = watched(_build(root, cache))
        clinic = root / "sources" / "clinics" / "clinic-001.yaml"
        clinic.write_text(clinic.read_text("utf-8").replace("555", "556"), "utf-8")
        renumbered = watched(_build(root, cache))
        idle = watched(_build(root, cache))
        size = sum(file.stat().st_size for file in (root / "output").iterdir() if file.is_file())
    return Scale(2 * clinics, size, made, fetched, rewritten, renumbered, idle)


def _build(root: Path, cache: Path) -> Step:
    command = ("build", "--all-clinics", "-e", "print", "-e", "epub", "--cache", str(cache))
    return Step((str(makebook()), *command), root)


def keep(scales: Sequence[Scale]) -> None:
    """Write the figures for the manual."""
    values = [asdict(scale) for scale in scales]
    FIGURES.write_text(json.dumps(values, indent=2) + "\n", "utf-8")


def kept() -> tuple[Scale, ...]:
    """The figures that were written last."""
    return tuple(_scale(**values) for values in json.loads(FIGURES.read_text("utf-8")))


def _scale(copies: int, size: int, **runs: Mapping[str, float]) -> Scale:
    return Scale(copies, size, **{name: Run(**run) for name, run in runs.items()})  # type: ignore[arg-type]


def scale_table(scales: Sequence[Scale]) -> str:
    """A row for each number of copies: seconds of all processors together, and on the clock."""
    head = ["copies", *scales[0].runs, "largest process", "files"]
    rows = [head, ["---:"] * len(head)]
    for scale in scales:
        took = [
            f"{_short(run.processor_seconds)}{_S} ({_short(run.seconds)}{_S})"
            for run in scale.runs.values()
        ]
        peak = max(run.peak for run in scale.runs.values())
        weights = [f"{peak / 1e6:.0f}{_MB}", f"{scale.size / 1e6:,.0f}{_MB}"]
        rows.append([f"{scale.copies:,}", *took, *weights])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def model_table(scales: Sequence[Scale]) -> str:
    """What a build takes of the processors before its first copy, and for each copy: a line through
    the figures of the fewest and of the most.
    """
    fewest, most = scales[0], scales[-1]
    rows = [["what is done", "a build", "each copy"], ["---", "---:", "---:"]]
    for name in fewest.runs:
        first, last = (each.runs[name].processor_seconds for each in (fewest, most))
        each = (last - first) / (most.copies - fewest.copies)
        rows.append([name, f"{first - each * fewest.copies:.2f}{_S}", f"{1000 * each:.2f}\u00a0ms"])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def network_table(scale: Scale) -> str:
    """What a network of clinics takes, reckoned from the figures of many copies: the whole of it,
    one handout in one language for all clinics, and one clinic.
    """
    made, fetched, idle = (
        run.processor_seconds / scale.copies for run in (scale.made, scale.fetched, scale.idle)
    )
    everything = CLINICS * HANDOUTS * LANGUAGES
    works = [
        ("everything is made", everything, made),
        ("everything comes from a cache", everything, fetched),
        ("a handout has changed in one language", CLINICS, made),
        ("a clinic has changed", HANDOUTS * LANGUAGES, made),
        ("nothing has changed", everything, idle),
    ]
    rows = [
        ["what is done", "copies", "processor time", f"on {PROCESSORS}", "files"],
        ["---", *["---:"] * 4],
        *(
            [
                what,
                f"{copies:,}",
                _time(copies * cost),
                _time(copies * cost / PROCESSORS),
                f"{copies * scale.size / scale.copies / 1e9:,.1f}\u00a0GB" if cost != idle else "",
            ]
            for what, copies, cost in works
        ),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.1f}{_S}"
    if seconds < 100 * 60:
        return f"{seconds / 60:.0f}\u00a0min"
    return f"{seconds / 3600:,.1f}\u00a0h"


def _short(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:,.0f}"
