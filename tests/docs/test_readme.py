"""The README is short, what it names exists, and its two commands are those that are tried."""

from __future__ import annotations

import re

from tests.docs.manual import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_readme_is_read_in_three_minutes() -> None:
    assert README.count("\n") <= 150


def test_pictures_files_and_folders_of_the_readme_exist() -> None:
    named = re.findall(r"\]\(((?!https:)[^)#]+)", README) + re.findall(
        r"^\| `(\w+/)` \|", README, re.MULTILINE
    )
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def first_commands() -> list[str]:
    return re.findall(r"^    (.+)$", README, re.MULTILINE)[:2]


def test_first_commands_need_nothing_but_python_and_pip() -> None:
    steps = [step.split() for command in first_commands() for step in command.split(" && ")]
    assert [step[:3] for step in steps] == [
        ["python3", "-m", "pip"],
        ["python3", "-m", "uv"],
        ["python3", "-m", "uv"],
    ]
    assert [step[3:] for step in steps[1:]] == [["run", "makebook", "build"], ["run", "pytest"]]


def test_python_of_a_distribution_takes_uv_as_the_readme_installs_it() -> None:
    """A Python that the system manages refuses pip without that flag (PEP 668)."""
    assert first_commands()[0].split(" && ")[0].split()[3:] == [
        "install",
        "--break-system-packages",
        "uv",
    ]


def test_continuous_integration_types_the_first_commands_as_they_stand() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    (pattern,) = re.findall(r"grep -m 2 '(.*?)' README\.md", script)
    assert re.findall(f"{pattern}.*", README, re.MULTILINE)[:2] == [
        f"    {command}" for command in first_commands()
    ]
    assert [line for line in script.splitlines() if "pip install" in line] == []
    assert ["readme[0]" in script, "readme[1]" in script] == [True, True]
