"""The foreman: a process that keeps a crew warm between builds, and begins anew when it is told of
another save.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prepress.building.build import build
from prepress.building.cache import record_folder
from prepress.building.hands import Line, started
from prepress.building.report import BuildRequest, Report
from prepress.building.workers import Crew, InterruptedBuild
from prepress.errors import MachineError, MakebookError, UsageError
from prepress.files.atomic import sweep
from prepress.project.project import Project


@dataclass(frozen=True)
class Foreman:
    """The process and the line to it; who holds it must end it."""

    process: Any
    line: Line

    @classmethod
    def hired(cls, project: Project, order: BuildRequest) -> Foreman:
        """A foreman who builds as `order` says. He must be hired before this process begins
        threads.
        """
        return cls(*started(_work, [], project, order, daemon=False))

    def build(self) -> None:
        """Have him build, and drop the build that he may be at."""
        self.line.mouth.send_bytes(b"build")

    def report(self) -> Report:
        """Wait for his next report.

        Raises MachineError where he is gone, UsageError for an order that cannot be carried out,
        and what a bug raised there.
        """
        try:
            answer = self.line.recv()
        except (EOFError, OSError) as error:
            raise MachineError(
                "The process that builds died.", "Free some memory, then watch again."
            ) from error
        if isinstance(answer, Report):
            return answer
        bug: BaseException = answer
        raise bug

    def end(self) -> None:
        """Send him home; his crew is ended before he goes."""
        self.line.mouth.close()
        self.process.join(5)
        self.process.kill()
        self.process.join()
        self.line.ear.close()


def _work(line: Line, project: Project, order: BuildRequest) -> None:
    crew = Crew(order.jobs, bell=line.ear)
    begun = False
    try:
        while True:
            line.ear.recv_bytes()
            try:
                line.send(_built(project, order, crew, begun=begun))
                begun = True
            except InterruptedBuild:
                crew.recall()
    finally:
        crew.dismissed()
        sweep(project.output, record_folder(project))


def _built(project: Project, order: BuildRequest, crew: Crew, *, begun: bool) -> Report | Exception:
    """The report on one build; what stops it as a whole is a failure, since the next save may mend
    it.

    What is wrong with the order itself no save will mend.
    """
    try:
        return build(project, order, lambda step: None, crew)
    except MakebookError as failure:
        if isinstance(failure, UsageError) and not begun:
            return failure
        return Report(failures=(failure,))
    except InterruptedBuild:
        raise
    except Exception as bug:  # noqa: BLE001 - raised again in the process that asked
        return bug
