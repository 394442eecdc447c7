"""A Dask scheduler and two workers: processes with folders of their own, and no way to a project."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.processes import until

#: Notes which files below a folder a process opens or lists, and whoever is begun by it.
WATCH = """
import os, sys

HOME, NOTES = {home!r}, {notes!r}

def look(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str | bytes):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if path.startswith(HOME):
            with os.fdopen(os.open(NOTES, os.O_APPEND | os.O_CREAT | os.O_WRONLY), "w") as notes:
                notes.write(path + "\\n")

sys.addaudithook(look)
"""


@dataclass(frozen=True)
class DaskProcesses:
    """The processes, the `address` of the scheduler, and the file of `notes` on what was looked at of
    projects.
    """

    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]
    address: str
    notes: Path

    @classmethod
    def begun(cls, folder: Path, projects: Path) -> DaskProcesses:
        """A scheduler and its workers in `folder`, who should look at nothing in that of `projects`."""
        watch, notes = folder / "watch", folder / "notes"
        watch.mkdir()
        code = WATCH.format(home=str(projects), notes=str(notes))
        (watch / "sitecustomize.py").write_text(code)
        file = folder / "scheduler.json"
        begin = partial(_begin, watch, ["--no-dashboard", "--host", "127.0.0.1"])
        options = ["--port", "0", "--scheduler-file", str(file), "--idle-timeout", "600"]
        scheduler = begin(folder / "scheduler", "scheduler", *options)
        until(lambda: file.exists() and file.read_text().endswith("}"), "the scheduler runs")
        address = json.loads(file.read_text())["address"]
        options = [
            address,
            "--nthreads",
            "1",
            "--no-nanny",
            "--local-directory",
            ".",
            "--death-timeout",
            "60",
        ]
        workers = [begin(folder / name, "worker", *options) for name in ("one", "two")]
        return cls(scheduler, tuple(workers), address, notes)

    def end(self) -> None:
        """End them all."""
        for process in (*self.workers, self.scheduler):
            process.send_signal(signal.SIGKILL)
            process.wait()


def _begin(
    watch: Path, always: list[str], folder: Path, what: str, *options: str
) -> subprocess.Popen[bytes]:
    """One of Dask's processes in a `folder` of its own."""
    folder.mkdir()
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", what, *options, *always],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(watch)},
            stdout=log,
            stderr=log,
        )
