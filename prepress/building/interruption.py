"""Interruption: work that Ctrl-C may end only when it is done, since libraries fail where it comes
in their middle.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


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
