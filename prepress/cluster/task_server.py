"""Task server: a process beside one of a cluster's that holds the engines open, and does tasks in
processes of its own.

A cluster's own processes have threads, which neither bounds of time nor of memory hold in, and may
not begin others as Python's library does.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from itertools import count
from multiprocessing.connection import Connection

from prepress.cluster.remote_task import Died, Outcome, RemoteTask

#: How often is looked whether a task is still wanted, in seconds.
_LOOK_S = 0.2
_BEGINNING = threading.Lock()


def perform(
    task: RemoteTask,
    *packs: bytes,
    worker: str = "",
    folder: str = "",
    is_wanted: Callable[[], bool] = lambda: True,
) -> Outcome:
    """Have `task` done by the server beside this process, which `worker` is called where something
    is to be said of it, and which has its files in `folder`; it is ended where it `is_wanted` no
    more.
    """
    name = worker or f"process {os.getpid()} on {socket.gethostname()}"
    server = _running_server(folder or tempfile.gettempdir())
    number, outcome = server.begin(task, packs, name)
    while True:
        try:
            return outcome.result(_LOOK_S)
        except TimeoutError:
            if not is_wanted():
                server.cancel(number)


class TaskServer:
    """The process, as the one beside it knows it; it has its files in `folder`."""

    def __init__(self, folder: str) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "prepress.cluster.serve_tasks", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env={
                **os.environ,
                "TMPDIR": folder,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
        )
        theirs.close()
        self._connection = Connection(ours.detach())
        self._numbers = count(1)
        self._outcomes: dict[int, Future[Outcome]] = {}
        self._lock = threading.Lock()
        self.is_over = False
        threading.Thread(target=self._listen, daemon=True).start()

    def begin(
        self, task: RemoteTask, packs: Sequence[bytes], worker: str
    ) -> tuple[int, Future[Outcome]]:
        """Begin `task`, given contents by their digests in `packs`; its number, and what comes of
        it.
        """
        outcome: Future[Outcome] = Future()
        with self._lock:
            number = next(self._numbers)
            if self.is_over:  # nobody listens any more
                outcome.set_result(Died(None))
            else:
                self._outcomes[number] = outcome
        self._tell((number, task, packs, worker))
        return number, outcome

    def cancel(self, number: int) -> None:
        """End the process that is at the task of this number."""
        self._tell(number)

    def _tell(self, message: object) -> None:
        with self._lock, suppress(OSError):  # where it has died, who listens notices
            self._connection.send(message)

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                number, outcome = self._connection.recv()
                self._outcomes.pop(number).set_result(outcome)
        self._process.kill()
        code = self._process.wait()
        with self._lock:
            self.is_over = True
            lost, self._outcomes = self._outcomes, {}
        for each in lost.values():
            each.set_result(Died(code))


def _running_server(folder: str) -> TaskServer:
    with _BEGINNING:
        if _server_of(os.getpid(), folder).is_over:
            _server_of.cache_clear()
        return _server_of(os.getpid(), folder)


@cache
def _server_of(_process: int, folder: str) -> TaskServer:
    """The server beside a process; one that is copied from that has its own."""
    return TaskServer(folder)
