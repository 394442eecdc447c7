"""What the page may read and write of the sources, and that nothing is lost on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.preview.conftest import Looking
from tests.preview.writing import BOOK, TEXT, Writing
from tests.programs import cannot_run


@pytest.fixture
def writing(looking: Looking) -> Writing:
    looking.shelf.add({"1.md": "# One\n", "images/bed.svg": "<svg/>", "style.css": "p {}\n"})
    return Writing(looking)


def test_texts_of_each_publication_are_listed_with_their_metadata(
    writing: Writing, looking: Looking
) -> None:
    looking.shelf.add({"1.md": "# Uno\n"}, name="tiny/es", metadata="lang: es\ntitle: T\n")
    (looking.shelf.root / "sources" / "lone.md").write_text("# Lone\n")
    assert writing.call("texts").json == {
        "lone": ["sources/lone.md"],
        "tiny": [TEXT, BOOK],
        "tiny-es": ["sources/tiny/es/1.md", "sources/tiny/es/book.yaml"],
    }


def test_text_is_written_and_known_by_a_new_digest(writing: Writing) -> None:
    before = writing.read()
    answer = writing.write("# Two\n", before["digest"])
    assert (answer.status, (writing.root / TEXT).read_bytes()) == (200, b"# Two\n")
    assert answer.json["digest"] == writing.read()["digest"] != before["digest"]


def test_nothing_is_written_over_what_changed_elsewhere(writing: Writing) -> None:
    before = writing.read()
    (writing.root / TEXT).write_text("# Elsewhere\n")
    answer = writing.write("# Two\n", before["digest"])
    assert (answer.status, answer.json["text"]) == (409, "# Elsewhere\n")
    assert (writing.root / TEXT).read_text() == "# Elsewhere\n"
    assert writing.write("# Two\n", answer.json["digest"]).status == 200


def test_text_that_was_deleted_elsewhere_is_no_text_any_more(writing: Writing) -> None:
    before = writing.read()
    (writing.root / TEXT).unlink()
    assert writing.write("# Two\n", before["digest"]).status == 404
    assert not (writing.root / TEXT).exists()


def test_metadata_that_were_not_there_can_begin(writing: Writing) -> None:
    (writing.root / BOOK).unlink()
    assert writing.read(BOOK) == {"text": "", "digest": ""}
    assert writing.write("title: T\n", "", BOOK).status == 200
    assert writing.write("title: U\n", "", BOOK).status == 409


def test_line_ends_mark_and_rights_of_a_file_stay(writing: Writing) -> None:
    path = writing.root / TEXT
    path.write_bytes(b"\xef\xbb\xbf# One\r\n\r\nWords.\r\n")
    path.chmod(0o640)
    before = writing.read()
    assert before["text"] == "# One\n\nWords.\n"
    writing.write("# One\n\nNew words.\n", before["digest"])
    assert path.read_bytes() == b"\xef\xbb\xbf# One\r\n\r\nNew words.\r\n"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640


def test_no_half_file_is_left(writing: Writing) -> None:
    writing.write("# Two\n", writing.read()["digest"])
    assert sorted(each.name for each in (writing.root / TEXT).parent.iterdir()) == [
        "1.md",
        "book.yaml",
        "images",
        "style.css",
    ]


@pytest.mark.parametrize("text", ["a\0b", "a\x1bb", "\ud800"])
def test_what_is_no_text_is_not_written(writing: Writing, text: str) -> None:
    assert writing.write(text, writing.read()["digest"]).status == 422
    assert writing.read()["text"] == "# One\n"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"text": 1, "digest": ""}', b"[" * 100_000])
def test_broken_request_is_refused(writing: Writing, body: bytes) -> None:
    assert writing.call("text", "PUT", body, file=TEXT).status == 400


@pytest.mark.parametrize(
    "file",
    [
        "",
        "sources",
        "sources/tiny",
        "sources/tiny/2.md",
        "sources/tiny/style.css",
        "sources/tiny/images/bed.svg",
        "sources/tiny/.hidden.md",
        "sources/tiny/_draft.md",
        "sources/_releases/releases.txt",
        "sources/tiny/_source/1.md",
        "sources/../sources/tiny/1.md",
        "sources/tiny/../../outside.md",
        "sources//tiny/1.md",
        "./sources/tiny/1.md",
        "sources/clinic.yaml",
        "outside.md",
        "/etc/passwd",
        "{root}/sources/tiny/1.md",
        "layouts/look.css",
        "sources/tiny/1.md\0",
    ],
)
def test_nothing_else_is_read_or_written(writing: Writing, file: str) -> None:
    shelf = writing.looking.shelf
    shelf.add({".hidden.md": "x", "_draft.md": "x", "_source/1.md": "x"})
    (writing.root / "outside.md").write_text("secret")
    (writing.root / "sources" / "clinic.yaml").write_text("name: C\n")
    before = _all_files(writing.root)
    file = file.format(root=writing.root)
    assert writing.call("text", file=file).status == 404
    assert writing.write("new", "", file).status == 404
    assert _all_files(writing.root) == before


@pytest.mark.skipif(os.name != "posix", reason="links ask for rights here")
def test_link_is_neither_read_nor_written(writing: Writing, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("secret")
    tiny = writing.root / "sources" / "tiny"
    (tiny / "link.md").symlink_to(outside / "a.md")
    (tiny / "beside.md").symlink_to(tiny / "1.md")
    (tiny / "folder").symlink_to(outside)
    (writing.root / "sources" / "away").symlink_to(outside)
    assert writing.call("texts").json["tiny"] == [TEXT, BOOK]
    for file in (
        "tiny/link.md",
        "tiny/beside.md",
        "tiny/folder/a.md",
        "away/a.md",
        "away/book.yaml",
    ):
        assert writing.call("text", file=f"sources/{file}").status == 404
        assert writing.write("new", "", f"sources/{file}").status == 404
    assert (outside / "a.md").read_text() == "secret"
    assert not (outside / "book.yaml").exists()


def test_disk_that_does_not_take_it_is_said(writing: Writing) -> None:
    digest = writing.read()["digest"]
    folder = (writing.root / TEXT).parent
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        cannot_run("this user may write anywhere: run it as .ci/bare does")
    try:
        assert writing.write("# Two\n", digest).status == 507
    finally:
        folder.chmod(0o700)


def _all_files(root: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in root.rglob("*") if each.is_file()}
