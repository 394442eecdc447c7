"""Each clinic has a site of its own, with what is made for it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from makebook import main
from tests.clinics.group import SHARED, clinic
from tests.shelf import Shelf

TINY = "title: Tiny\nlang: en\ndate: 2026-11-23\n"


@pytest.fixture
def group(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf.add({"1.md": "# One\n\nCall {{ clinic.phone }}.\n"}, metadata=TINY)
    monkeypatch.chdir(shelf.root)
    return clinic(shelf, SHARED, north="name: North\nprimary: '#5a2a6e'\n", south="name: [\n")


def test_clinic_that_cannot_be_read_is_one_line_and_stops_no_other(group: Shelf) -> None:
    result = CliRunner().invoke(main, ["publish", "--all-clinics", "-j", "1"])
    assert result.exit_code == 3
    assert result.stdout == "tiny-north is published.\nSee output/site-north/index.html\n"
    assert result.stderr.count("makebook: sources/clinics/south.yaml") == 1
    page = (group.root / "output" / "site-north" / "index.html").read_text("utf-8")
    assert "North" in page
    style = (group.root / "output" / "site-north" / "site.css").read_text("utf-8")
    assert "#5a2a6e" in style
    assert not (group.root / "output" / "site").exists()
    assert (group.root / "sources" / "tiny" / "published-north.txt").is_file()


def test_sites_do_not_know_of_each_other(group: Shelf) -> None:
    run = CliRunner()
    assert run.invoke(main, ["publish", "--clinic", "north", "-j", "1"]).exit_code == 0
    before = (group.root / "output" / "site-north" / "index.html").read_bytes()
    answer = json.loads(run.invoke(main, ["publish", "--json", "-j", "1"]).stdout)
    assert (answer["published"], answer["removed"]) == (["tiny"], [])
    answer = json.loads(run.invoke(main, ["publish", "--clinic", "north", "--json"]).stdout)
    assert answer["clinics"]["north"]["published"] == ["tiny-north"]
    assert (group.root / "output" / "site-north" / "index.html").read_bytes() == before


def test_clinic_that_is_not_there_is_one_clear_message(group: Shelf) -> None:
    result = CliRunner().invoke(main, ["publish", "--clinic", "nroth"])
    assert (result.exit_code, "Did you mean “north”?" in result.stderr) == (2, True)
