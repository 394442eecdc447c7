"""Two machines install the same thing: every package has one exact version in pyproject.toml."""

from __future__ import annotations

import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
_CONSTRAINTS = [Requirement(line) for line in _PROJECT["tool"]["uv"]["constraint-dependencies"]]


def test_every_installed_package_has_the_version_that_is_named() -> None:
    named = {
        canonicalize_name(constraint.name): constraint.specifier
        for constraint in _CONSTRAINTS
        if not constraint.marker or constraint.marker.evaluate()
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
    operators = [
        [clause.operator for clause in constraint.specifier] for constraint in _CONSTRAINTS
    ]
    assert operators == [["=="]] * len(_CONSTRAINTS)


def test_constraints_are_sorted_by_name() -> None:
    names = [constraint.name for constraint in _CONSTRAINTS]
    assert names == sorted(names)
