"""Later: modules that another library imports at its top and seldom calls, opened when it first
does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _Stand(ModuleType):
    """Stands for a module whose functions and classes are only ever called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*arguments: Any, **options: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **options)

        return called


@contextmanager
def imported_later(*names: str) -> Iterator[None]:
    """In the block, whoever imports the modules `names` gets a stand-in that opens them at the
    first call.

    A module that is open already stays as it is.
    """
    stands = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _Stand(name) for name in stands})
    try:
        yield
    finally:
        for name in stands:
            del sys.modules[name]
