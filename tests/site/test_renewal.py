"""What changes is renewed and counts as newer, what fails stays as it was, and what is gone is
taken away.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.epub.package import identifier_of
from prepress.errors import MachineError
from prepress.manuscript.manuscript import Manuscript
from prepress.manuscript.reading import read
from prepress.project.project import publications
from prepress.site import history
from prepress.site.history import (
    PublishedState,
    last_state,
    next_state,
    objections,
    remember,
)
from prepress.site.opds import offers_in
from tests.shelf import Shelf
from tests.site.conftest import content, published

DATED = "title: Tiny\nlang: en\ndate: 2026-11-23\n"


def manuscript(shelf: Shelf, metadata: str = DATED) -> Manuscript:
    shelf.add({"1.md": "# One\n\nText.\n"}, metadata=metadata)
    return read(shelf.project, publications(shelf.project)[0])


def codes(
    shelf: Shelf, metadata: str, last: PublishedState | None, revision: str = "bbbb-2222"
) -> list[str]:
    return [finding.code for finding in objections(manuscript(shelf, metadata), last, revision)]


def first(shelf: Shelf) -> PublishedState:
    return next_state(manuscript(shelf), None, "aaaa-1111", "11")


def test_first_state_is_dated_by_the_metadata(shelf: Shelf) -> None:
    text = manuscript(shelf)
    assert first(shelf) == PublishedState(
        "aaaa-1111", "2026-11-23T00:00:00Z", "11", identifier_of(text.metadata)
    )
    assert objections(text, None, "aaaa-1111") == ()


def test_epoch_comes_before_the_metadata(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert first(shelf).updated == "2027-01-15T08:00:00Z"


def test_unchanged_state_keeps_its_moment(shelf: Shelf) -> None:
    assert next_state(manuscript(shelf), first(shelf), "aaaa-1111", "11") == first(shelf)


@pytest.mark.parametrize(
    ("date", "revision", "updated", "found"),
    [
        ("2026-11-24", "bbbb-2222", "2026-11-24T00:00:00Z", []),
        ("2026-11-23", "bbbb-2222", "2026-11-23T00:00:01Z", ["O-001"]),
        ("2026-11-01", "bbbb-2222", "2026-11-23T00:00:01Z", ["O-001"]),
        (
            "2026-11-23",
            "aaaa-1111",
            "2026-11-23T00:00:01Z",
            [],
        ),  # set otherwise, but it says the same
    ],
)
def test_other_state_is_always_newer(
    shelf: Shelf, date: str, revision: str, updated: str, found: list[str]
) -> None:
    metadata = DATED.replace("2026-11-23", date)
    last = first(shelf)
    state = next_state(manuscript(shelf, metadata), last, revision, "22")
    assert (state.updated, state.identifier) == (updated, last.identifier)
    assert codes(shelf, metadata, last, revision) == found


def test_undated_text_is_newer_too(shelf: Shelf) -> None:
    undated = "title: Tiny\nlang: en\n"
    last = next_state(manuscript(shelf, undated), None, "aaaa-1111", "11")
    assert (
        next_state(manuscript(shelf, undated), last, "bbbb-2222", "22").updated
        == "2000-01-01T00:00:01Z"
    )
    assert codes(shelf, undated, last) == ["O-001"]


def test_other_identifier_is_an_error_that_says_how_to_keep_the_old_one(shelf: Shelf) -> None:
    last = first(shelf)
    renamed = DATED.replace("Tiny", "Small").replace("11-23", "11-24")
    (finding,) = objections(manuscript(shelf, renamed), last, "bbbb-2222")
    assert (finding.code, finding.severity) == ("O-002", "error")
    hint = finding.hint.removeprefix("Write: ")
    assert codes(shelf, f"{renamed}{hint}\n", last) == []


def test_list_is_plain_and_bears_what_people_write_into_it(shelf: Shelf) -> None:
    state = first(shelf)
    publication = publications(shelf.project)[0]
    assert last_state(shelf.project, publication) is None
    remember(shelf.project, publication, state)
    remember(shelf.project, publication, state)
    file = history.history_of(publication)
    assert len(file.read_text("utf-8").splitlines()) == 2
    written = file.read_text("utf-8")
    taken_back = f"# {written.splitlines()[-1]}\n"
    file.write_text(f"{written}# a remark\n\nnonsense\na\tb\tc\td\n{taken_back}", "utf-8")
    assert last_state(shelf.project, publication) == state


def test_site_follows_the_sources(shelf: Shelf) -> None:
    for name in ("one", "two"):
        shelf.add({"1.md": f"# One\n\nText of {name}.\n"}, name, DATED.replace("Tiny", name))
    before = published(shelf)
    old = content(before.folder)
    ledger = shelf.root / "sources" / "one" / "published.txt"
    noted = ledger.read_bytes()

    again = published(shelf)
    assert (content(again.folder), ledger.read_bytes(), again.exit_code) == (old, noted, 0)

    shelf.add({"1.md": "# One\n\nOther text of one.\n"}, "one", DATED.replace("Tiny", "one"))
    shelf.add({"1.md": "# One\n\n![](missing.png)\n"}, "two", DATED.replace("Tiny", "two"))
    (before.folder / "CNAME").write_text("clinic.example")
    changed = published(shelf)
    new = content(changed.folder)
    assert (changed.published, changed.kept, changed.missing, changed.exit_code) == (
        ("one",),
        ("two",),
        (),
        1,
    )
    assert [finding.code for finding in changed.report.findings if finding.code[0] == "O"] == [
        "O-001"
    ]
    for_portals = {f"portal/handouts/one/{name}" for name in ("article.html", "text.txt")}
    assert {name for name in new if new[name] != old.get(name)} - {"index.html"} == {
        "CNAME", "one.pdf", "one.epub", "catalogue.atom", "portal/manifest.json", *for_portals
    }  # fmt: skip
    one, two = offers_in(changed.folder / "catalogue.atom")
    assert (one.updated, two.updated) == ("2026-11-23T00:00:01Z", "2026-11-23T00:00:00Z")

    for file in (shelf.root / "sources" / "two").iterdir():
        file.unlink()
    removed = published(shelf)
    assert (removed.published, removed.removed, removed.exit_code) == (("one",), ("two",), 0)
    own = [name for name in content(removed.folder) if not name.startswith("portal/")]
    assert sorted(own) == [
        "CNAME", "catalogue.atom", "index.html", "one-cover.png", "one.epub", "one.pdf", "site.css"
    ]  # fmt: skip


def test_nothing_is_written_where_nothing_can_be_published(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add({"1.md": "# One\n\n![](missing.png)\n"})
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["publish"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "tiny was not published.\n" in result.stderr
    assert not (shelf.root / "output" / "site").exists()


def test_command_says_what_it_published(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"}, metadata=DATED)
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["publish"])
    assert (result.exit_code, result.stdout) == (
        0,
        f"tiny is published.\nSee {Path('output/site/index.html')}\n",
    )
    answer = json.loads(CliRunner().invoke(main, ["publish", "--json"]).stdout)
    assert (answer["published"], answer["exit_code"], answer["built"][0]["why"]) == (
        ["tiny"],
        0,
        [],
    )


def test_publication_with_a_warning_stays_as_it_was(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nWords.\n\n### Skips\n"})
    assert published(shelf).published == ("tiny",)
    before = content(shelf.root / "output/site")
    shelf.add({"1.md": "# One\n\nOther [words](#gone).\n"})
    done = published(shelf)
    assert (done.published, done.kept, done.exit_code) == ((), ("tiny",), 1)
    assert [finding.code for finding in done.report.to_mend] == ["L-001"]
    assert content(shelf.root / "output/site") == before


def test_full_disk_leaves_the_last_site(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"}, metadata=DATED)
    old = content(published(shelf).folder)
    shelf.add({"1.md": "# One\n\nOther.\n"}, metadata=DATED.replace("23", "24"))
    shelf.build(strict=True)
    ledger = (shelf.root / "sources" / "tiny" / "published.txt").read_bytes()

    def refuse(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(MachineError, match="disk is full"):
            published(shelf)
    assert content(shelf.root / "output" / "site") == old
    assert (shelf.root / "sources" / "tiny" / "published.txt").read_bytes() == ledger
    assert published(shelf).exit_code == 0
    assert dt.date(2026, 11, 24).isoformat() in (
        shelf.root / "output" / "site" / "catalogue.atom"
    ).read_text("utf-8")
