"""The command answers at once and says what it can do."""

import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner

import prepress
from makebook import main

ROOT = Path(__file__).parents[2]


def test_version_is_the_packages() -> None:
    assert (
        CliRunner().invoke(main, ["--version"]).output
        == f"makebook, version {prepress.__version__}\n"
    )


def test_help_names_every_command_and_exit_code() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    for word in ("build", "check", "doctor", "new", "Exit codes:", "0  built", "4  the machine"):
        assert word in output


def test_help_imports_nothing_heavy() -> None:
    script = """
import sys, makebook
try:
    makebook.main(["--help"])
except SystemExit:
    print({"weasyprint", "lxml", "ebooklib", "markdown", "jinja2", "PIL", "yaml", "babel"} & set(sys.modules))
"""
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "set()"


def test_help_answers_in_a_fifth_of_a_second() -> None:
    command = [sys.executable, "makebook.py", "--help"]
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        spent.append(time.perf_counter() - begun)
    bare = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "import click"], cwd=ROOT, capture_output=True, check=True
        )
        bare.append(time.perf_counter() - begun)
    assert min(spent) < max(0.2, 3 * min(bare))
