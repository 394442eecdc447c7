"""Hands: the processes of a crew, each doing one task after the other at the far end of a line."""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from prepress.building.tasks import Desk, Task
from prepress.errors import MachineError, MakebookError
from prepress.files.atomic import is_full

#: macOS and Windows do not let a process be copied once it has loaded the libraries that set text.
FORKS = sys.platform == "linux"
#: What Linux calls the wish to end with the process that began this one.
_END_WITH_PARENT = 1


@dataclass(frozen=True)
class Line:
    """What two processes say to each other, over pipes: the duplex kind would be a socket."""

    ear: Connection
    mouth: Connection

    @classmethod
    def pair(cls) -> tuple[Line, Line]:
        """The two ends of a line."""
        (our_ear, their_mouth), (their_ear, our_mouth) = Pipe(duplex=False), Pipe(duplex=False)
        return cls(our_ear, our_mouth), cls(their_ear, their_mouth)

    def send(self, message: object) -> None:
        """Say something. Raises OSError where the other end is gone."""
        self.mouth.send(message)

    def recv(self) -> Any:
        """Hear something. Raises EOFError or OSError where the other end is gone."""
        return self.ear.recv()

    def close(self) -> None:
        """Give this end up."""
        self.ear.close()
        self.mouth.close()


def started(
    work: Callable[..., None], others: Sequence[Line], *arguments: Any, daemon: bool
) -> tuple[Any, Line]:
    """A new process that does `work` with its end of a line and `arguments`, and our end of that
    line.

    A copied process gives up `others`, the lines that it would keep open after everybody else has
    closed them.
    """
    context: Any = get_context("fork" if FORKS else "spawn")
    line, far_end = Line.pair()
    inherited = [*others, line] if FORKS else []
    parent = os.getpid() if daemon else None
    process = context.Process(
        target=_begin, args=(work, far_end, inherited, parent, arguments), daemon=daemon
    )
    with _uninterrupted():
        process.start()
    far_end.close()
    return process, line


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """In the block, Ctrl-C waits, so that a process that is just beginning need not know what to do
    then.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(
    work: Callable[..., None],
    line: Line,
    inherited: Sequence[Line],
    parent: int | None,
    arguments: tuple[Any, ...],
) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; who hired us ends us
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for other in inherited:
        other.close()
    # Handlers of a server, which may have been copied with us, are not for us.
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if parent is not None:
        _end_with(parent)
    with suppress(EOFError, OSError):
        work(line, *arguments)


def _end_with(parent: int) -> None:
    """Have this process end as soon as `parent` does, even where that is killed.

    Else it could put in place what the next build has made better in the meantime.
    """
    if FORKS:
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)


class _Alone(Exception):  # noqa: N818 - a state
    """Whoever gave us the task is gone."""


class FarDesk(Desk):
    """The desk of a task in another process."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def progress(self, step: str) -> None:
        """Say it over the line."""
        self._send("progress", step)

    def tell(self, topic: str, value: Any) -> None:
        """Say it over the line."""
        self._send("tell", (topic, value))

    def ask(self, topic: str) -> Any:
        """Ask over the line, and wait for the answer."""
        self._send("ask", topic)
        try:
            return self._line.recv()
        except (EOFError, OSError) as error:
            raise _Alone from error

    def _send(self, kind: str, value: Any) -> None:
        try:
            self._line.send((kind, value))
        except OSError as error:
            raise _Alone from error


class NearDesk(Desk):
    """The desk of a task in this process."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self._say = progress

    def progress(self, step: str) -> None:
        """Say it."""
        self._say(step)


@dataclass(eq=False)
class Hand:
    """One process of a crew and the line to it; whether it is for light tasks, which it is at, how
    many are done.
    """

    process: Any
    line: Line
    light: bool
    task: Task | None = None
    done: int = 0

    @classmethod
    def hired(cls, others: Sequence[Hand], scratch: Path, *, light: bool) -> Hand:
        """A new hand beside `others`, whose engines make their own files in `scratch`."""
        return cls(
            *started(_work, [hand.line for hand in others], str(scratch), daemon=True), light
        )

    def end(self) -> None:
        """End the process at once, whatever it is at."""
        self.line.close()
        self.process.terminate()

    def death(self) -> MakebookError:
        """What to say of a process that ended by itself."""
        self.process.join()
        code = self.process.exitcode
        how = signal.Signals(-code).name if code and code < 0 else f"exit code {code}"
        remedy = "Free some memory, or build with --jobs 1."
        return MachineError(
            f"The process that made it died ({how}).",
            remedy,
            self.task.owner if self.task else None,
        )


def _work(line: Line, scratch: str) -> None:
    tempfile.tempdir = scratch
    while True:
        task = line.recv()
        try:
            answer = ("done", outcome(task, FarDesk(line)))
        except _Alone:
            return
        except Exception as error:  # noqa: BLE001 - handed on with its traceback
            answer = ("bug", (_portable(error), traceback.format_exc()))
        line.send(answer)


def _portable(error: Exception) -> Exception:
    """The error, or one that says as much where it cannot travel between processes."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - errors of libraries fail here in ways of their own
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def outcome(task: Task, desk: Desk) -> Any:
    """What the task returns, or the known error that it raises. Collecting garbage waits until it
    is done.
    """
    gc.disable()
    try:
        return task.work(desk, *task.arguments)
    except MakebookError as error:
        return error
    except OSError as error:
        if not is_full(error):
            raise
        what = "The disk is full, which temporary files are written to."
        return MachineError(
            what, "Make room, or name another folder in TMPDIR, then build again.", task.owner
        )
    finally:
        gc.enable()


class _Bug(Exception):  # noqa: N818 - what it says is no error of its own
    """The traceback of another process, shown above our own."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def raised(bug: tuple[Exception, str]) -> Any:
    """Raise here what a task raised there."""
    error, text = bug
    raise error from _Bug(text)
