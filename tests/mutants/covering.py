"""A plugin of pytest that notes which tests run which lines of prepress, and how long they take."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

from tests.mutants.coverage_map import CoverageMap

#: In the environment: the project whose map is to be kept.
PROJECT = "MUTANTS_PROJECT"


class Covering:
    """Runs each test as a context of its own."""

    def __init__(self, root: Path, coverage_map: CoverageMap) -> None:
        self._root = root
        self._map = coverage_map
        self._durations: dict[str, float] = {}
        self._failed: set[str] = set()
        self._coverage = coverage.Coverage(
            data_file=None, include=[f"{root}/prepress/*"], config_file=False
        )
        self._coverage.start()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note what runs from now on as run by `item`."""
        self._coverage.switch_context(item.nodeid)
        yield
        self._coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how long a test took, and forget one that does not pass."""
        took = self._durations.get(report.nodeid, 0.0) + report.duration
        self._durations[report.nodeid] = took
        if not report.passed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Add what was noted to the map."""
        self._coverage.stop()
        data = self._coverage.get_data()
        lines = {
            str(Path(file).relative_to(self._root)): data.contexts_by_lineno(file)
            for file in data.measured_files()
        }
        passed = {test: s for test, s in self._durations.items() if test not in self._failed}
        self._map.add(passed, lines)


def pytest_configure(config: pytest.Config) -> None:
    """Begin to note."""
    coverage_map = CoverageMap(Path(os.environ[PROJECT]))
    config.pluginmanager.register(Covering(config.rootpath, coverage_map))
