"""What hosts are given at the root: a container, an action and a hook name what exists."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import yaml

from tests.docs.manual import ROOT, manual_text
from tests.docs.test_commands import parsed

_PANGO = re.compile(r"libpango\S*")


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def examples() -> list[Any]:
    return [yaml.safe_load(each) for each in re.findall(r"```yaml\n(.*?)```", manual_text(), re.S)]


@pytest.mark.parametrize("name", ["Dockerfile", "action.yml", ".ci/run"])
def test_pango_has_one_name_everywhere(name: str) -> None:
    asked = re.search(r"`apt install .*?`", (ROOT / "README.md").read_text("utf-8"))
    assert asked, "the README says what to install"
    packages = sorted({each.strip("`; ") for each in _PANGO.findall(asked[0])})
    text = (ROOT / name).read_text("utf-8")
    assert sorted({each.strip("`; ") for each in _PANGO.findall(text)}) == packages


def test_container_is_made_of_what_the_source_distribution_carries() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    sent = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    included = re.search(
        r"\[tool\.hatch\.build\.targets\.sdist\].*?include = (\[.*?\])",
        (ROOT / "pyproject.toml").read_text("utf-8"),
        re.DOTALL,
    )
    assert included, "pyproject.toml says what it carries"
    carried = {name.removeprefix("/") for name in yaml.safe_load(included[1])}
    assert sent == carried | {"pyproject.toml"}
    assert [name for name in sent if not (ROOT / name).exists()] == []


def test_action_carries_out_a_command_that_there_is() -> None:
    action = loaded("action.yml")
    assert parsed(action["inputs"]["command"]["default"]) is not None
    assert action["runs"]["steps"][-1]["run"] == "makebook $COMMAND"


@pytest.mark.parametrize("workflow", [".github/workflows/check.yml", "the manual"])
def test_workflow_asks_the_action_for_what_it_knows(workflow: str) -> None:
    known = loaded("action.yml")["inputs"]
    named = [loaded(workflow)] if workflow.startswith(".") else examples()
    steps = [
        step for each in named for job in each.get("jobs", {}).values() for step in job["steps"]
    ]
    ours = [step for step in steps if re.match(r"\./|makebook/", step.get("uses", ""))]
    assert ours
    for step in ours:
        assert step["with"].keys() <= known.keys()
        command = step["with"]["command"].replace("${{ matrix.share }}", "1/4")
        assert parsed(command) is not None


def test_hook_is_called_as_the_manual_says_and_checks() -> None:
    (hook,) = loaded(".pre-commit-hooks.yaml")
    (asked,) = [repo for each in examples() for repo in each.get("repos", [])]
    assert [each["id"] for each in asked["hooks"]] == [hook["id"]]
    assert parsed(hook["entry"].removeprefix("makebook ")) is not None


def test_repository_has_one_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    source = project["urls"]["Source"]
    assert [url for url in project["urls"].values() if not url.startswith(source)] == []
    named = set(re.findall(r"- repo: (\S+)|uses: ((?!actions/)[\w-]+/[\w-]+)@", manual_text()))
    assert named == {(source, ""), ("", source.removeprefix("https://github.com/"))}
