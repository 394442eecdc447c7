"""The mutants of a module are small changes that can be run, and the same ones each time."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.mutations import mutations_of


def changes(folder: Path, source: str) -> list[str]:
    """What the mutants of `source` change."""
    file = folder / "module.py"
    file.write_text(source, encoding="utf-8")
    return [each.change for each in mutations_of(file)]


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("a = b < 3", "b < 3 → (b <= 3)"),
        ("a = b < 3", "3 → (4)"),
        ("a = 'é' in b and c", "'é' in b → ('é' not in b)"),
        ("a = b and c", "b and c → (b or c)"),
        ("a = not b", "not b → (b)"),
        ("a = f(strict=True)", "True → (False)"),
        ("def f():\n    return b", "return b → return None"),
        ("f()", "f() → pass"),
        ("a = [b for b in c if b]", "[b for b in c if b] → ([b for b in c])"),
    ],
)
def test_code_is_changed(tmp_path: Path, source: str, change: str) -> None:
    assert change in changes(tmp_path, source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""',
        "a: Literal[3] = b",
        "assert a < 3",
        "@cache(maxsize=3)\nclass A: ...",
        "return_ = None",
    ],
)
def test_what_nobody_runs_or_sees_is_left_alone(tmp_path: Path, source: str) -> None:
    assert changes(tmp_path, source) == []


def test_each_mutant_of_a_module_is_python_and_differs() -> None:
    file = Path(__file__).with_name("mutations.py")
    source, mutations = file.read_bytes(), mutations_of(file)
    assert len({each.applied_to(source) for each in mutations}) == len(mutations) > 20
    for each in mutations:
        ast.parse(each.applied_to(source))
