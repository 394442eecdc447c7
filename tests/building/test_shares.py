"""Several machines can each make their share, and what they make put together is one build."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from makebook import main
from prepress.building.build import BuildRequest, Report, build
from prepress.project.share import Share
from tests.clinics.group import clinic
from tests.shelf import Shelf

EPUB = "title: Tiny\nlang: en\ndate: 2026-11-23\neditions: [epub]\n"


def filled(shelf: Shelf, *others: str) -> Shelf:
    """Two publications, one of them with a translation, and two clinics; and the `others`."""
    translation = {"es/1.md": "# Descanso\n", "es/book.yaml": "title: Chico\n"}
    shelf.add({"1.md": "# Rest\n", **translation}, metadata=EPUB)
    for name in ("more", *others):
        shelf.add({"1.md": "# More\n"}, name, EPUB)
    return clinic(shelf, north="name: North\n", south="name: South\n")


def built(shelf: Shelf, share: Share | None = None) -> Report:
    return build(shelf.project, BuildRequest(all_clinics=True, share=share))


def names(share: Share | None, shelf: Shelf) -> list[str]:
    asked = BuildRequest(all_clinics=True, share=share)
    return [publication.name for publication in asked.selection.of(shelf.project)]


def files(shelf: Shelf) -> Mapping[str, bytes]:
    """All in output/ but how long it took."""
    output = shelf.project.output
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.suffix != ".times"
    }


@given(st.text(max_size=20), st.integers(1, 50))
def test_each_publication_is_in_one_share(name: str, of: int) -> None:
    assert sum(Share(number + 1, of).has(name) for number in range(of)) == 1


def test_publication_stays_in_its_share_when_others_come(shelf: Shelf) -> None:
    shares = [Share.written(f"{number}/3") for number in (1, 2, 3)]
    before = [names(share, filled(shelf)) for share in shares]
    assert sorted(chain(*before)) == sorted(names(None, shelf))
    filled(shelf, *(f"a{number}" for number in range(9)))
    after = [names(share, shelf) for share in shares]
    assert all({*few} < {*many} for few, many in zip(before, after, strict=True))


def test_shares_put_together_are_one_build(shelf: Shelf, tmp_path: Path) -> None:
    whole = filled(Shelf(tmp_path / "whole"))
    assert len(built(whole).built) == 6
    for number in (1, 2, 3):
        machine = filled(Shelf(tmp_path / f"machine {number}"))
        report = built(machine, Share(number, 3))
        assert 0 < len(report.built) < 6
        shutil.copytree(machine.project.output, shelf.root / "output", dirs_exist_ok=True)
    filled(shelf)
    assert files(shelf) == files(whole)
    assert [each.why for each in built(shelf).built] == [()] * 6


def test_share_without_a_publication_is_no_failure(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add({"1.md": "# Rest\n"}, metadata=EPUB)
    monkeypatch.chdir(shelf.root)
    empty = next(f"{number}/2" for number in (1, 2) if not Share(number, 2).has("tiny"))
    for command in ("build", "check"):
        assert CliRunner().invoke(main, [command, "--share", empty, "-j", "1"]).exit_code == 0
    assert not shelf.project.output.exists()


@pytest.mark.parametrize("words", ["0/3", "4/3", "3", "1/0", "-1/3", "1/3/3", "1.5/3", "٣/٣"])
def test_what_is_no_share_is_refused(words: str) -> None:
    result = CliRunner().invoke(main, ["build", f"--share={words}"])
    assert result.exit_code == 2
    assert "Write the third of ten as 3/10" in " ".join(result.stderr.split())


def test_one_file_has_no_share(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add({"1.md": "# Rest\n"}, metadata=EPUB)
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["build", "-o", "a.epub", "--share=1/2"])
    assert (result.exit_code, "Leave out --share" in result.stderr) == (2, True)
