"""`pytest --last-skipped` runs what the run before it could not, for want of a program."""

from __future__ import annotations

import pytest

_RECORD = "makebook/skipped"


class LastSkipped:
    """Notes in pytest's cache which tests are skipped, and picks those out where it is asked to."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._cache = getattr(config, "cache", None)  # none with -p no:cacheprovider
        self._asked_for = config.getoption("--last-skipped")
        self._skipped: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a skipped test."""
        if report.skipped:
            self._skipped.add(report.nodeid)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what was not skipped; where nothing is known of a last run, nothing."""
        known = self._cache and self._cache.get(_RECORD, None)
        if not self._asked_for or known is None:
            return
        others = [item for item in items if item.nodeid not in known]
        items[:] = [item for item in items if item.nodeid in known]
        self._config.hook.pytest_deselected(items=others)

    def pytest_sessionfinish(self) -> None:
        """Write the record, once: a worker of pytest-xdist sees only what it runs itself."""
        is_worker = hasattr(self._config, "workerinput")
        if self._cache and not is_worker and not self._asked_for:
            self._cache.set(_RECORD, sorted(self._skipped))
