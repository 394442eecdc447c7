"""Two machines install the same thing: every package has one exact version in pyproject.toml."""

from __future__ import annotations

import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_FILE = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
_PROJECT = _FILE["project"]
#: What the wheel asks for, and what else comes along or is for developers.
_LISTS: dict[str, list[str]] = {
    "dependencies": _PROJECT["dependencies"],
    "constraints": _FILE["tool"]["uv"]["constraint-dependencies"],
}
_NAMED = [Requirement(line) for lines in _LISTS.values() for line in lines]


def test_every_installed_package_has_the_version_that_is_named() -> None:
    named = {
        canonicalize_name(each.name): each.specifier
        for each in _NAMED
        if not each.marker or each.marker.evaluate()
    }
    installed = {canonicalize_name(package.name): package.version for package in distributions()}
    del installed[canonicalize_name("makebook")]
    astray = {
        name: version
        for name, version in installed.items()
        if name not in named or version not in named[name]
    }
    assert astray == {}


def test_every_named_version_is_exact() -> None:
    assert [str(each) for each in _NAMED if [at.operator for at in each.specifier] != ["=="]] == []


def test_no_package_has_two_versions_on_one_machine() -> None:
    here = [each.name for each in _NAMED if not each.marker or each.marker.evaluate()]
    assert sorted(here) == sorted(set(here))


@pytest.mark.parametrize("lines", _LISTS.values(), ids=_LISTS)
def test_packages_are_sorted_by_name(lines: list[str]) -> None:
    names = [Requirement(line).name for line in lines]
    assert names == sorted(names)
