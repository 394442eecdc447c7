"""A project is laid out elsewhere as it is here, each content is sent once, and few copies are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.cluster.file_tree import FileTree
from prepress.cluster.locations import Locations
from prepress.cluster.packs import Packs
from prepress.cluster.project_copies import ProjectCopies
from prepress.cluster.remote_task import Missing
from prepress.cluster.snapshot import Snapshot
from prepress.errors import ChangedError
from prepress.project.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "here"
    for name in ("sources/a/1.md", "shared/b.png", "output/a.pdf", ".git/HEAD", "sources/a/.c/d"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (root / "sources" / "a" / "fr").mkdir()
    (root / "sources" / "a" / "b.png").symlink_to(root / "shared" / "b.png")
    (root / "sources" / "a" / "out.png").symlink_to("/elsewhere/out.png")
    return Project(root, root / "output")


def contents(snapshot: Snapshot, digests: tuple[str, ...]) -> dict[str, bytes]:
    return {digest: snapshot.content(digest) for digest in digests}


def laid_out(copies: ProjectCopies, snapshot: Snapshot) -> Path:
    """The copy, of what is asked for until nothing is missing."""
    sent: dict[str, bytes] = {}
    while isinstance(found := copies.use(snapshot.digest, sent), Missing):
        assert not set(found.digests) & sent.keys()
        sent |= contents(snapshot, found.digests)
    copies.returned(snapshot.digest)
    return found


def test_project_is_laid_out_as_it_is(project: Project, tmp_path: Path) -> None:
    snapshot = Snapshot(project)
    tree = FileTree.loads(snapshot.content(snapshot.digest))
    assert set(tree.files) == {"sources/a/1.md", "shared/b.png", "sources/a/.c/d"}
    root = laid_out(ProjectCopies(tmp_path / "there"), snapshot)
    folder = root / "sources" / "a"
    assert (folder / "1.md").read_text() == "sources/a/1.md"
    assert (folder / "fr").is_dir()
    assert (folder / "b.png").resolve() == root / "shared" / "b.png"
    assert str((folder / "out.png").readlink()) == "/elsewhere/out.png"
    assert Snapshot(Project(root, root / "output")).digest == snapshot.digest


def test_what_another_copy_has_is_not_sent_again(project: Project, tmp_path: Path) -> None:
    copies = ProjectCopies(tmp_path / "there")
    first = laid_out(copies, Snapshot(project))
    (project.root / "shared" / "b.png").write_text("new")
    snapshot = Snapshot(project)
    asked = copies.use(snapshot.digest, contents(snapshot, (snapshot.digest,)))
    assert asked == Missing((snapshot.tree.files["shared/b.png"],))
    second = laid_out(copies, snapshot)
    text = Path("sources", "a", "1.md")
    assert (first / text).stat().st_ino == (second / text).stat().st_ino


def test_copies_that_nobody_uses_go(project: Project, tmp_path: Path) -> None:
    copies = ProjectCopies(tmp_path / "there")
    used = Snapshot(project)
    laid_out(copies, used)
    copies.use(used.digest, {})
    for number in range(4):
        (project.root / "shared" / "b.png").write_text(str(number))
        laid_out(copies, Snapshot(project))
    left = {path.name for path in (tmp_path / "there").iterdir()}
    assert used.digest in left
    assert len(left) <= 4


def test_content_that_came_to_harm_is_missing(project: Project, tmp_path: Path) -> None:
    snapshot = Snapshot(project)
    harmed = dict.fromkeys((snapshot.digest, *snapshot.tree.files.values()), b"harmed")
    copies = ProjectCopies(tmp_path / "there")
    assert copies.use(snapshot.digest, harmed) == Missing((snapshot.digest,))
    whole = contents(snapshot, (snapshot.digest,))
    found = copies.use(snapshot.digest, harmed | whole)
    assert found == Missing(tuple(sorted(snapshot.tree.files.values())))


def test_file_that_has_changed_since_is_an_error(project: Project) -> None:
    snapshot = Snapshot(project)
    (project.root / "sources" / "a" / "1.md").write_text("changed")
    with pytest.raises(ChangedError, match=r"sources/a/1\.md: This changed"):
        snapshot.content(snapshot.tree.files["sources/a/1.md"])


def test_pack_is_handed_over_once_as_long_as_it_is_needed(project: Project) -> None:
    snapshot = Snapshot(project)
    handed: list[bytes] = []
    packs = Packs(snapshot, handed.append)
    held = packs.of(snapshot.tree.files.values())
    assert len(held) == len(packs.of(snapshot.tree.files.values())) == len(handed) == 1
    del held
    packs.of(snapshot.tree.files.values())
    assert len(handed) == 2


def test_paths_lead_to_the_same_files_elsewhere() -> None:
    here = Locations.here(Path("/here"), Path("/here/output"))
    there = Locations.here(Path("/there/project"), Path("/there/output"))
    values = [
        Path("/here/sources/1.md"),
        Path("/here/output/a.pdf"),
        Path("/dev/null"),
        "/here/is said",
    ]
    elsewhere = there.loads(here.dumps(values))
    assert elsewhere == [
        Path("/there/project/sources/1.md"),
        Path("/there/output/a.pdf"),
        Path("/dev/null"),
        "/here/is said",
    ]
    said = ["/there/project/1.md is gone, and /there/output/a.pdf.", *elsewhere[:3]]
    assert here.loads(there.dumps(said, with_words=True)) == [
        "/here/1.md is gone, and /here/output/a.pdf.",
        *values[:3],
    ]


def test_path_that_a_link_was_followed_to_leads_to_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    here = Locations.here(tmp_path / "link", tmp_path / "output")
    there = Locations.here(Path("/there/project"), Path("/there/output"))
    found = there.loads(here.dumps(tmp_path / "real" / "a.png"))
    assert found == Path("/there/project/a.png")
    assert here.loads(there.dumps(found)) == tmp_path / "link" / "a.png"
