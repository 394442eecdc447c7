"""Interruption: Ctrl-C waits where libraries or processes that are just beginning would fail, and
reaches no process that another one ends.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def leave_signals_to_parent() -> None:
    """In a new process, have Ctrl-C reach only its parent, which then ends it, and nothing happen
    here that the parent does where it is told to end.
    """
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def interruption_held_back() -> Iterator[None]:
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


@contextmanager
def uninterrupted() -> Iterator[None]:
    """In the block, Ctrl-C waits; KeyboardInterrupt is raised at its end.

    An extension module that is interrupted while it is imported raises an error of its own, ends
    the process, or goes on as if nothing had happened. Where Ctrl-C means something else already,
    it keeps that meaning.
    """
    is_usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not is_usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:
        raise KeyboardInterrupt
