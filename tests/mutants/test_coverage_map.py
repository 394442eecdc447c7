"""The map knows which tests run a line, as long as neither they nor the line's file has changed."""

from pathlib import Path

from tests.mutants.coverage_map import CoverageMap

ONE, TWO, MAKES = "tests/test_a.py::one", "tests/test_a.py::two", "tests/test_b.py::makes"


def test_map_gives_the_tests_of_a_line_the_quickest_first(tmp_path: Path) -> None:
    for name in ("prepress/a.py", "tests/test_a.py", "tests/test_b.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    noted = CoverageMap(tmp_path)
    assert len([*noted.unknown(["tests"])]) == 2
    seconds = {ONE: 2.0, TWO: 1.0, MAKES: 40.0}
    noted.add(seconds, {"prepress/a.py": {1: [""], 2: [ONE, TWO], 3: [MAKES]}})
    assert [*noted.unknown(["tests"])] == []
    assert noted.tests_of("prepress/a.py", 2) == ({TWO: 1.0, ONE: 2.0}, {})
    assert noted.tests_of("prepress/a.py", 3) == ({MAKES: 40.0}, {})
    assert [*noted.tests_of("prepress/a.py", 1)[1]] == [TWO, ONE]
    (tmp_path / "prepress/a.py").write_text("other")
    assert [*noted.tests_of("prepress/a.py", 1)[0]] == [TWO, ONE]
    (tmp_path / "tests/test_b.py").write_text("other")
    assert [*CoverageMap(tmp_path).unknown(["tests"])] == ["tests/test_b.py"]
