"""A new publication is a small finished example under the name that was asked for."""

import re
from pathlib import Path

import pytest

from prepress.errors import MachineError, UsageError
from prepress.manuscript.manuscript import Manuscript
from prepress.manuscript.metadata_keys import KEYS, read_metadata
from prepress.manuscript.reading import read
from prepress.project import example_folders
from prepress.project.new import make_publication
from prepress.project.project import Project, publications
from tests.shelf import Shelf, codes


def begun(root: Path, name: str = "Sleep and Healing") -> Manuscript:
    make_publication(root, name)
    project = Project.find(root)
    return read(project, publications(project)[0])


def everything(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_folder_has_metadata_one_chapter_and_a_picture(tmp_path: Path) -> None:
    assert make_publication(tmp_path, "tiny") == tmp_path / "sources" / "tiny"
    assert everything(tmp_path / "sources") == [
        "tiny",
        "tiny/01-text.md",
        "tiny/book.yaml",
        "tiny/images",
        "tiny/images/from-text.svg",
    ]


@pytest.mark.parametrize(
    "name", ["Sleep and Healing", "été", "It’s “me”, too", "2024", "No", "a, b & c"]
)
def test_name_is_the_title(tmp_path: Path, name: str) -> None:
    manuscript = begun(tmp_path, name)
    assert (manuscript.name, manuscript.metadata.title) == (name, name)


def test_key_behind_a_hash_is_right_once_the_hash_is_gone(tmp_path: Path) -> None:
    book = make_publication(tmp_path, "tiny") / "book.yaml"
    text = re.sub(
        r"^( *)# ( *[\w-]+:(?: |$))", r"\1\2", book.read_text("utf-8"), flags=re.MULTILINE
    )
    metadata = read_metadata(text, "book.yaml")
    assert metadata.lines.keys() == KEYS.keys() - {
        "dir",
        "publisher",
        "identifier",
        "cover-image",
        "accessibility",
        "chapters",
        *(
            "look",
            "web-address",
            "limits",
            "status",
            "toc",
            "number-sections",
            "toc-depth",
            "lof",
            "lot",
            "notes",
            "isbn",
            "blurb",
        ),
        *("edition", "printing", "credits"),
        *("summary", "codes", "machine-translation"),
        *("base-url", "bibliography", "csl", "references", "nocite", "link-citations"),
    }
    assert metadata.contact and metadata.contact.web == "https://clinic.example"
    assert [edition.name for edition in metadata.editions] == ["print", "epub"]


def test_example_shows_each_kind_of_thing_and_has_nothing_to_mend(shelf: Shelf) -> None:
    shelf.root.mkdir()
    make_publication(shelf.root, "tiny")
    galley = shelf.galley()
    assert codes(galley) == []
    markup = galley.chapters[0].markup + galley.chapters[0].notes
    for element in (
        "<h2",
        "<ul",
        "callout-tip",
        "<figure",
        "<figcaption",
        "<table",
        "Plain Writing Act",
    ):
        assert element in markup


def test_example_is_short(tmp_path: Path) -> None:
    assert 120 <= len(begun(tmp_path).chapters[0].text.split()) <= 220


@pytest.mark.parametrize("taken", ["tiny", "Tiny", "TINY.md", "tiny.markdown"])
def test_name_that_is_taken_is_refused(tmp_path: Path, taken: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / taken).write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        make_publication(tmp_path, "tiny")
    assert everything(tmp_path / "sources") == [taken]


@pytest.mark.parametrize(
    ("taken", "name"), [("cafe\u0301", "caf\u00e9"), ("caf\u00e9", "cafe\u0301")]
)
def test_name_that_is_taken_with_accents_stored_otherwise_is_refused(
    tmp_path: Path, taken: str, name: str
) -> None:
    (tmp_path / "sources" / taken).mkdir(parents=True)
    with pytest.raises(UsageError, match="is there already"):
        make_publication(tmp_path, name)


@pytest.mark.parametrize(
    "name",
    [
        "", " ", " tiny", "tiny ", ".", "..", "../tiny", "a/b", "a\\b", "/tiny", "C:tiny", "a\0b",
        "a\nb",
        "a\u202eb", "a\ud800b", ".tiny", "_tiny", "~tiny", "#tiny", "-tiny", "tiny.", "tiny~",
        "con", "NUL.old", "lpt1",
        "tiny.md", "what?", "x" * 101, "é" * 101,
    ],
)  # fmt: skip
def test_name_that_is_not_safe_everywhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as error:
        make_publication(tmp_path, name)
    assert "makebook new sleep-and-healing" in error.value.remedy
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    "interruption", [KeyboardInterrupt, OSError(28, "No space left on device")]
)
def test_publication_appears_whole_or_not_at_all(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    interruption: BaseException | type[BaseException],
) -> None:
    def interrupt(path: Path, target: Path) -> None:
        raise interruption

    monkeypatch.setattr(Path, "rename", interrupt)
    with pytest.raises((KeyboardInterrupt, MachineError)):
        make_publication(tmp_path, "tiny")
    assert everything(tmp_path) == ["sources"]


def test_file_in_the_place_of_sources_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "sources").write_text("in the way")
    with pytest.raises(MachineError) as error:
        make_publication(tmp_path, "tiny")
    assert error.value.place and error.value.place.file == str(tmp_path / "sources")


def test_missing_example_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example_folders, "shipped_folder", lambda name: tmp_path / name)
    with pytest.raises(MachineError, match="Install makebook again"):
        make_publication(tmp_path, "tiny")
