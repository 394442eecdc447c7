"""Plan table: what a build would make, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prepress.project.inputs import FILES
from prepress.reporting.json import failure_values
from prepress.reporting.line import OutputLine, failure_lines
from prepress.reporting.steps import duration
from prepress.reporting.text import in_columns
from prepress.text.counts import counted

if TYPE_CHECKING:
    from prepress.building.build_plan import BuildPlan, PlannedTask

_HEAD = ("publication", "task", "from", "last time", "why")


def plan_lines(plan: BuildPlan, *, detailed: bool = False) -> Iterator[OutputLine]:
    """A row for each task, in a `detailed` table followed by the files that it reads, and what all
    come to.
    """
    rows = [_row(task) for task in plan.tasks]
    if rows:
        head, *lines = in_columns([_HEAD, *rows])
        yield OutputLine(head.rstrip())
        for line, task in zip(lines, plan.tasks, strict=True):
            yield OutputLine(line.rstrip())
            yield from (OutputLine(f"  {name}") for name in _files(task) if detailed)
    yield from failure_lines(plan.failures)
    yield OutputLine(_summary(plan), aside=True)


def _row(task: PlannedTask) -> tuple[str, ...]:
    files = len(_files(task))
    read = [*(["text"] if task.edition else []), *([counted(files, "file")] if files else [])]
    what = f"make {task.edition}" if task.edition else "set text"
    spent = "–" if task.seconds is None else duration(task.seconds)
    return task.publication, what, ", ".join(read), spent, "; ".join(task.why)


def _files(task: PlannedTask) -> list[str]:
    return [name for name in task.inputs if name.partition(" ")[0] in {"source", *FILES}]


def _summary(plan: BuildPlan) -> str:
    if not plan.tasks:
        return "There is nothing to make."
    known = [task.seconds for task in plan.tasks if task.seconds is not None]
    among = len({task.publication for task in plan.tasks})
    unknown = len(plan.tasks) - len(known)
    said = [
        f"{counted(len(plan.tasks), 'task')} for {among} of {counted(plan.total, 'publication')}"
    ]
    said += [f"{duration(sum(known))} last time"] if known else []
    said += [f"{unknown} never timed"] if unknown else []
    return f"{', '.join(said)}."


def plan_values(plan: BuildPlan) -> dict[str, Any]:
    """The same for programs."""
    return {
        "exit_code": plan.exit_code,
        "publications": plan.total,
        "tasks": [_task_values(task) for task in plan.tasks],
        "failures": [failure_values(failure) for failure in plan.failures],
    }


def _task_values(task: PlannedTask) -> dict[str, Any]:
    return {
        "name": task.name,
        "publication": task.publication,
        "edition": task.edition,
        "why": task.why,
        "inputs": {**task.inputs},
        "after": task.after,
        "seconds": task.seconds,
    }
