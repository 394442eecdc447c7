"""A plugin of pytest that notes which tests run which lines of a wing, and how long they take."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

#: In the environment: the folder whose lines count, and the file for what was noted.
WING, RECORD = "MUTANTS_WING", "MUTANTS_RECORD"


class Covering:
    """Runs each test as a context of its own."""

    def __init__(self, wing: Path, record: Path) -> None:
        self._record = record
        self._wing = wing
        self._durations: dict[str, float] = {}
        self._coverage = coverage.Coverage(data_file=None, include=[f"{wing}/*"], config_file=False)
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
        self._durations[report.nodeid] = took if report.passed else float("inf")

    def pytest_sessionfinish(self) -> None:
        """Write the record."""
        self._coverage.stop()
        data = self._coverage.get_data()
        lines = {file: data.contexts_by_lineno(file) for file in data.measured_files()}
        passed = {test: took for test, took in self._durations.items() if took != float("inf")}
        self._record.write_text(json.dumps({"lines": lines, "durations": passed}))


def pytest_configure(config: pytest.Config) -> None:
    """Begin to note."""
    wing, record = Path(os.environ[WING]), Path(os.environ[RECORD])
    config.pluginmanager.register(Covering(wing, record))
