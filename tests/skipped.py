"""`pytest --last-skipped` runs what the run before it could not, for want of a program."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pytest

_RECORD = "makebook/skipped"


class LastSkipped:
    """Notes in pytest's cache which tests are skipped, and picks those out where it is asked to."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._cache = getattr(config, "cache", None)  # none with -p no:cacheprovider
        self._asked_for = config.getoption("--last-skipped")
        self._skipped: set[str] = set()

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Leave modules unread of which nothing was skipped."""
        if self._known is None or collection_path.suffix != ".py":
            return None
        name = collection_path.relative_to(self._config.rootpath).as_posix()
        return None if name in self._modules else True

    @cached_property
    def _known(self) -> frozenset[str] | None:
        """What the last run skipped, where it is asked for and there was one."""
        known = self._cache.get(_RECORD, None) if self._cache and self._asked_for else None
        return None if known is None else frozenset(known)

    @cached_property
    def _modules(self) -> frozenset[str]:
        """The modules of what it skipped."""
        return frozenset(node.partition("::")[0] for node in self._known or ())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a skipped test."""
        if report.skipped:
            self._skipped.add(report.nodeid)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what was not skipped; where nothing is known of a last run, nothing."""
        known = self._known
        if known is None:
            return
        others = [item for item in items if item.nodeid not in known]
        items[:] = [item for item in items if item.nodeid in known]
        self._config.hook.pytest_deselected(items=others)

    def pytest_sessionfinish(self) -> None:
        """Write the record, once: a worker of pytest-xdist sees only what it runs itself."""
        is_worker = hasattr(self._config, "workerinput")
        if self._cache and not is_worker and not self._asked_for:
            self._cache.set(_RECORD, sorted(self._skipped))
