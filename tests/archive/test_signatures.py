"""Releases are signed with a key of SSH, and each signature that is not whole is named."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from prepress.archive.archive_folder import Archive
from prepress.archive.signatures import sign
from prepress.archive.verification import Verification, signers_of, verify_archive
from prepress.errors import MachineError, SourceError, UsageError
from tests.archive.given_out import give_out, only_fault, verified
from tests.programs import program
from tests.shelf import Shelf


def key_in(folder: Path, name: str = "ann") -> Path:
    """A new key, whose owner is called `name`."""
    file = folder / name
    make = program("ssh-keygen", "apt install openssh-client")
    command = [make, "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return file


@pytest.fixture(autouse=True)
def no_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of whoever runs the tests are left alone."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return key_in(tmp_path)


def signature(shelf: Shelf) -> Path:
    archive = Archive(shelf.project)
    return archive.signature_file(archive.ledger("tiny").releases[-1])


def known_to(shelf: Shelf, words: str, key: Path) -> Verification:
    """What is wrong by a list of signers with these `words` before the key."""
    file = shelf.root / "sources/signers.txt"
    file.write_text(f"ann@clinic.example {words} {key.with_suffix('.pub').read_text()}")
    return verify_archive(shelf.project, file)


def test_signed_release_is_whole(shelf: Shelf, key: Path) -> None:
    give_out(shelf, "2026-01-01", "First.", key)
    found = verified(shelf)
    assert found.faults == ()
    assert "no list of signers says whose that is" in found.notes[0]


def test_signature_is_one_that_openssh_itself_takes(shelf: Shelf, key: Path) -> None:
    give_out(shelf, "2026-01-01", "First.", key)
    line = Archive(shelf.project).ledger("tiny").lines[-1]
    command = [
        "ssh-keygen",
        "-Y",
        "check-novalidate",
        "-n",
        "makebook",
        "-s",
        str(signature(shelf)),
    ]
    subprocess.run(command, input=f"{line}\n".encode(), check=True, capture_output=True)


def test_missing_signature_is_named(shelf: Shelf, key: Path) -> None:
    give_out(shelf, "2026-01-01", "First.", key)
    signature(shelf).unlink()
    assert only_fault(shelf).endswith(".sig is missing.")


def test_signature_of_another_entry_or_key_is_named(
    shelf: Shelf, key: Path, tmp_path: Path
) -> None:
    give_out(shelf, "2026-01-01", "First.", key)
    first = signature(shelf).read_bytes()
    line = Archive(shelf.project).ledger("tiny").lines[-1]
    signature(shelf).write_bytes(sign(key_in(tmp_path, "eve"), line))
    assert only_fault(shelf).endswith("was made with another key.")
    signature(shelf).write_bytes(first)
    give_out(shelf, "2026-02-01", "Second.", key)
    signature(shelf).write_bytes(first)
    assert only_fault(shelf).endswith("is not that of this entry.")


def test_unsigned_release_behind_a_signed_one_is_refused(shelf: Shelf, key: Path) -> None:
    give_out(shelf, "2026-01-01", "First.", key)
    with pytest.raises(UsageError, match="--sign KEY"):
        give_out(shelf, "2026-02-01", "Second.")
    assert verified(shelf).releases == 1


def test_list_of_signers_says_whose_signatures_count(
    shelf: Shelf, key: Path, tmp_path: Path
) -> None:
    give_out(shelf, "2026-01-01", "First.", key)
    assert (known_to(shelf, "", key).faults, known_to(shelf, "", key).notes) == ((), ())
    (fault,) = known_to(shelf, "", key_in(tmp_path, "eve")).faults
    assert "signers.txt does not know its key, SHA256:" in fault.what


@pytest.mark.parametrize(
    ("words", "faults"), [('valid-before="20260102"', 0), ('valid-before="20251231"', 1)]
)
def test_key_counts_as_it_was_valid_on_the_day_of_the_release(
    shelf: Shelf, key: Path, words: str, faults: int
) -> None:
    give_out(shelf, "2026-01-01", "First.", key)
    assert len(known_to(shelf, words, key).faults) == faults


def test_file_that_is_no_key_is_refused_before_anything_is_released(shelf: Shelf) -> None:
    program("ssh-keygen", "apt install openssh-client")
    shelf.add({"1.md": "# One\n"})
    with pytest.raises(UsageError, match="no key of SSH"):
        give_out(shelf, "2026-01-01", "First.", shelf.root / "sources/tiny/1.md")
    assert verified(shelf).releases == 0


def test_key_that_cannot_sign_makes_no_release(shelf: Shelf, key: Path) -> None:
    key.unlink()
    with pytest.raises(MachineError, match="could not sign with this key"):
        give_out(shelf, "2026-01-01", "First.", key.with_suffix(".pub"))
    assert (verified(shelf).releases, verified(shelf).faults) == (0, ())


def test_missing_program_is_one_message(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(shelf.root))
    with pytest.raises(MachineError, match="ssh-keygen is not installed"):
        give_out(shelf, "2026-01-01", "First.", shelf.root / "key")


def test_clinic_names_its_signers(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"})
    assert signers_of(shelf.project) is None
    clinic = shelf.root / "sources/clinic.yaml"
    clinic.write_text("signers: signers.txt\n")
    assert signers_of(shelf.project) == shelf.root.resolve() / "sources/signers.txt"
    with pytest.raises(SourceError, match="no such list of signers"):
        verify_archive(shelf.project, signers_of(shelf.project))
    clinic.write_text("signers: ../../signers.txt\n")
    with pytest.raises(SourceError, match="lies outside the project"):
        signers_of(shelf.project)
