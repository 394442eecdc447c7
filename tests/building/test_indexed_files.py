"""Of very many copies that are up to date none is opened, and none that is not is taken for one."""

from __future__ import annotations

import io
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prepress.building.build import BuildRequest, Report, build
from prepress.building.build_plan import plan_build
from prepress.building.cache import CacheEntry, record_named, write_record
from prepress.building.files_of import files_of
from prepress.errors import Place
from prepress.files.digests import digest_of, sealed
from prepress.findings import Finding
from prepress.project import engines
from prepress.project.project import shipped_folder
from tests.clinics.group import LOGO, clinic
from tests.copies import copy_editions
from tests.hostile.test_kept_files import changed, places
from tests.shelf import SQUARE, Shelf

CLINICS = tuple(f"c{number:02}" for number in range(52))
METADATA = "title: Tiny\nlang: en\nreview-by: 2027-12-01\neditions: [epub]\n"
ALL = BuildRequest(all_clinics=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a copy for each of the clinics, none of which was looked at yet."""
    shelf = Shelf(tmp_path_factory.mktemp("made") / "hand outs é")
    text = "# One\n\n### Call\n\n{{ clinic.phone }} ![x](a.svg)\n"
    shelf.add({"1.md": text, "a.svg": SQUARE}, metadata=METADATA)
    clinic(shelf, **{name: f"name: {name}\nphone: 555-01\nlogo: {name}.svg\n" for name in CLINICS})
    for name in CLINICS:
        (shelf.root / "sources" / "clinics" / f"{name}.svg").write_text(LOGO, "utf-8")
    assert not build(shelf.project, replace(ALL, all_clinics=False, clinics=CLINICS[:1])).failures
    copy_editions(shelf.project, "tiny", CLINICS)
    return shelf.root


@pytest.fixture
def many(made: Path, tmp_path: Path, later: Callable[[], None]) -> Shelf:
    """The same, looked at once, some seconds after all was written."""
    shelf = Shelf(tmp_path / made.name)
    shutil.copytree(made, shelf.root)
    later()
    assert remade(build(shelf.project, ALL)) == []
    return shelf


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let three seconds go by."""
    clock, gone = time.time_ns, [0]
    monkeypatch.setattr(time, "time_ns", lambda: clock() + gone[0] * 3_000_000_000)
    return lambda: gone.__setitem__(0, gone[0] + 1)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that are opened."""
    names: list[str] = []
    real = io.open

    def noted(file: Any, *arguments: Any, **options: Any) -> Any:
        names.append(Path(file).name)
        return real(file, *arguments, **options)

    monkeypatch.setattr(io, "open", noted)
    yield names


def remade(report: Report) -> list[str]:
    assert not report.failures
    return [built.publication.removeprefix("tiny-") for built in report.built if built.why]


def doubted(shelf: Shelf, request: BuildRequest = ALL) -> list[str]:
    """The clinics whose copies are to be looked at closely."""
    wanted = request.selection.of(shelf.project)
    files = files_of(shelf.project, request, len(wanted))
    return [each.clinic for each in wanted if files.report(each) is None]


def rewrite(shelf: Shelf, change: Callable[[CacheEntry], CacheEntry]) -> None:
    """Change what the records say of each edition."""
    for name in CLINICS:
        record = record_named(shelf.project, f"tiny-{name}")
        assert record
        made = {edition: change(entry) for edition, entry in record.made.items()}
        write_record(shelf.project, f"tiny-{name}", replace(record, made=made))


def kept(shelf: Shelf, name: str) -> Path:
    return shelf.root / "output" / ".makebook" / name


def edition(shelf: Shelf, name: str = "c07") -> Path:
    return shelf.root / "output" / f"tiny-{name}.epub"


def test_nothing_is_opened_where_nothing_has_changed(many: Shelf, opened: list[str]) -> None:
    report = build(many.project, ALL)
    assert remade(report) == []
    assert {name for name in opened if name.startswith(("tiny", "c", "1"))} == set()


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2027, 11, 24), date(2028, 1, 1)])
def test_report_is_that_of_a_close_look(many: Shelf, strict: bool, day: date) -> None:
    if strict:
        rewrite(many, lambda entry: replace(entry, checked=True))
    request = replace(ALL, strict=strict, today=day)
    closely = build(many.project, request)
    assert doubted(many, request) == []
    assert build(many.project, request) == closely
    codes = {2026: {"S-005"}, 2027: {"S-005", "D-002"}, 2028: {"S-005", "D-001"}}[day.year]
    assert {finding.code for finding in closely.findings} == codes
    assert closely.exit_code == (strict and day.year > 2026)


def test_strict_build_knows_what_is_to_be_mended(many: Shelf) -> None:
    place, sentence = Place("sources/tiny/1.md", 1), "Mend it."
    found = (Finding("A-001", place, sentence, sentence),)
    rewrite(many, lambda entry: replace(entry, checked=True, findings=found))
    assert build(many.project, ALL).findings[-1:] == found
    assert doubted(many) == []
    assert doubted(many, replace(ALL, strict=True)) == list(CLINICS)


def test_file_beside_an_edition_is_looked_at(many: Shelf) -> None:
    beside = many.root / "output" / "more.bin"
    beside.write_bytes(b"more")
    rewrite(many, lambda entry: replace(entry, beside={"more.bin": digest_of("more")}))
    assert remade(build(many.project, ALL)) == []
    assert doubted(many) == []
    beside.unlink()
    assert doubted(many) == list(CLINICS)


def test_copy_that_was_touched_is_read_once(
    many: Shelf, opened: list[str], later: Callable[[], None]
) -> None:
    edition(many).touch()
    later()
    for expected in (1, 0):
        opened.clear()
        assert remade(build(many.project, ALL)) == []
        assert opened.count(edition(many).name) == expected


def test_file_that_was_written_just_now_is_not_trusted(many: Shelf, opened: list[str]) -> None:
    edition(many).touch()
    os.utime(edition(many), ns=(time.time_ns(), time.time_ns()))
    for _ in range(2):
        opened.clear()
        assert remade(build(many.project, ALL)) == []
        assert opened.count(edition(many).name) == 1


def same_size_and_time(file: Path) -> None:
    before = file.stat()
    file.write_bytes(bytes(before.st_size))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_bytes(b"other"),
        lambda file: file.unlink(),
        same_size_and_time,
        lambda file: (file.parent / ".makebook" / f"{file.stem}.json").unlink(),
        lambda file: (file.parent / ".makebook" / f"{file.stem}.json").write_text("damaged"),
        lambda file: shutil.copy(edition(Shelf(file.parents[1]), "c08"), file),
    ],
)
def test_copy_that_is_not_as_it_was_made_is_made_again(
    many: Shelf, change: Callable[[Path], object]
) -> None:
    change(edition(many))
    assert remade(build(many.project, ALL)) == ["c07"]
    assert doubted(many) == ["c07"]


def write(name: str, text: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")

    return change


def own_layout(root: Path) -> None:
    (root / "layouts").mkdir()
    text = (shipped_folder("layouts") / "colophon.html").read_text("utf-8")
    (root / "layouts" / "colophon.html").write_text(f"{text}<p>Ours.</p>", "utf-8")


@pytest.mark.parametrize(
    ("change", "clinics"),
    [
        (write("sources/clinics/c07.yaml", "name: Other\nphone: 555-01\nlogo: c07.svg\n"), ["c07"]),
        (write("sources/clinics/c07.svg", SQUARE), ["c07"]),
        (write("sources/clinic.yaml", "name: Home\n"), CLINICS),
        (write("sources/tiny/1.md", "# Two\n"), CLINICS),
        (write("sources/tiny/2.md", "# Two\n"), CLINICS),
        (write("sources/tiny/book.yaml", f"{METADATA}author: A\n"), CLINICS),
        (write("sources/tiny/style.css", "p { color: red }"), CLINICS),
        (write("sources/tiny/a.svg", LOGO), CLINICS),
        (own_layout, CLINICS),
        (lambda root: (root / "sources/tiny/a.svg").unlink(), CLINICS),
        (lambda root: shutil.rmtree(root / "output"), CLINICS),
        (write("sources/other.css", "p { color: red }"), []),
        (write("sources/tiny/1.md.bak", "# Two\n"), []),
    ],
)
def test_change_of_what_copies_are_made_from_puts_these_in_doubt(
    many: Shelf, change: Callable[[Path], object], clinics: list[str]
) -> None:
    assert doubted(many) == []
    change(many.root)
    assert doubted(many) == list(clinics)


def test_other_engine_puts_all_in_doubt(many: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    engines.engines.cache_clear()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    try:
        assert doubted(many) == list(CLINICS)
    finally:
        engines.engines.cache_clear()


def test_edition_of_another_engine_is_not_known(many: Shelf) -> None:
    rewrite(many, lambda entry: replace(entry, inputs=entry.inputs | {"engine weasyprint": "0"}))
    files = files_of(many.project, ALL, len(CLINICS))
    for each in ALL.selection.of(many.project):
        assert files.record(each) is not None
        assert files.report(each) is None


def test_what_was_not_looked_over_is_in_doubt_for_a_strict_build(many: Shelf) -> None:
    assert doubted(many, replace(ALL, strict=True)) == list(CLINICS)
    assert doubted(many, replace(ALL, editions=("epub", "print"))) == list(CLINICS)
    assert doubted(many, replace(ALL, force=True)) == list(CLINICS)


SPOILS: list[Callable[[bytes], bytes]] = [
    lambda data: b"",
    lambda data: data[:-1],
    lambda data: data[:64] + b" " + data[64:],
    lambda data: sealed(b"[]"),
    lambda data: sealed(b"7"),
    lambda data: sealed(b"\xff"),
    lambda data: sealed(b"[" * 100_000),
]


@pytest.mark.parametrize("name", ["files.index", "records.index"])
@pytest.mark.parametrize("spoil", SPOILS)
def test_damaged_index_is_made_anew(
    many: Shelf, name: str, spoil: Callable[[bytes], bytes]
) -> None:
    whole = kept(many, name).read_bytes()
    kept(many, name).write_bytes(spoil(whole))
    assert doubted(many) == (list(CLINICS) if name == "records.index" else [])
    assert remade(build(many.project, ALL)) == []
    assert len(kept(many, name).read_bytes()) == len(whole)


STRANGE: list[Any] = [None, 7, -1.5, "x", True, [], ["x"], [[7]], {}, {"x": 7}]


@pytest.mark.parametrize("name", ["files.index", "records.index"])
def test_index_of_another_shape_harms_nothing(many: Shelf, name: str) -> None:
    values = json.loads(kept(many, name).read_bytes()[64:])
    expected = build(many.project, ALL)
    for number, path in enumerate(places(values)):
        for strange in (STRANGE[number % len(STRANGE)], STRANGE[(7 * number + 3) % len(STRANGE)]):
            text = json.dumps(changed(values, path, strange))
            kept(many, name).write_bytes(sealed(text.encode()))
            doubted(many)
    assert build(many.project, ALL) == expected


def test_index_that_cannot_be_written_stops_nothing(many: Shelf) -> None:
    for name in ("files.index", "records.index"):
        kept(many, name).unlink()
        kept(many, name).mkdir()
    assert remade(build(many.project, ALL)) == []


def test_copies_from_another_machine_are_read_once(
    many: Shelf, tmp_path: Path, later: Callable[[], None]
) -> None:
    other = Shelf(tmp_path / "other")
    shutil.copytree(many.root, other.root)
    later()
    for name in CLINICS[:10]:  # as if their share had been copied last
        edition(other, name).write_bytes(edition(many, name).read_bytes())
    assert doubted(other) == []
    assert remade(build(other.project, ALL)) == []


def test_clinic_that_is_gone_is_forgotten(many: Shelf) -> None:
    (many.root / "sources" / "clinics" / "c07.yaml").unlink()
    kept(many, "tiny-c07.json").unlink()
    edition(many).unlink()
    edition(many, "c08").touch()
    kept(many, "tiny-c09.json").write_text("damaged")
    assert remade(build(many.project, ALL)) == ["c09"]
    build(many.project, ALL)
    for name in ("files.index", "records.index"):
        assert b"tiny-c07" not in kept(many, name).read_bytes()
        assert b"tiny-c06" in kept(many, name).read_bytes()


def test_plan_opens_nothing_and_keeps_nothing(many: Shelf, opened: list[str]) -> None:
    before = {name: kept(many, name).stat() for name in ("files.index", "records.index")}
    plan = plan_build(many.project, ALL)
    assert (plan.tasks, plan.total) == ((), len(CLINICS))
    assert not [name for name in opened if name.startswith("tiny")]
    edition(many).unlink()
    assert [task.publication for task in plan_build(many.project, ALL).tasks] == ["tiny-c07"] * 2
    assert {name: kept(many, name).stat() for name in before} == before


def test_few_publications_have_no_index(many: Shelf) -> None:
    for name in ("files.index", "records.index"):
        kept(many, name).unlink()
    build(many.project, BuildRequest(clinics=CLINICS[:9]))
    assert not list(kept(many, "").glob("*.index"))
