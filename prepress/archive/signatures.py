"""Signatures: lines of a ledger signed with a key of SSH, by OpenSSH's own program, which anybody
can check them with (ssh-keygen(1), `-Y sign`).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from prepress.errors import MachineError, UsageError

#: What the signatures are for, so that no signature for anything else passes as one.
_NAMESPACE = "makebook"
_PROGRAM = "ssh-keygen"
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_LONGEST_S = 120


def fingerprint_of(key: Path) -> str:
    """The fingerprint of the `key`, such as `SHA256:…`. Raises UsageError where it is none,
    MachineError where ssh-keygen is missing.
    """
    done = _run(["-l", "-f", str(key)])
    found = _FINGERPRINT.search(done.stdout.decode("utf-8", "replace"))
    if done.returncode or not found:
        raise UsageError("This is no key of SSH.", "Give one such as ~/.ssh/id_ed25519.", key)
    return found[0]


def sign(key: Path, line: str) -> bytes:
    """The signature of a ledger's `line` with the private `key`, which may ask for its passphrase.

    Raises MachineError where ssh-keygen is missing or cannot sign.
    """
    done = _run(["-Y", "sign", "-q", "-n", _NAMESPACE, "-f", str(key)], _signed(line))
    if done.returncode or not done.stdout:
        what = f"ssh-keygen could not sign with this key: {_last_line(done.stderr)}"
        raise MachineError(what, "Try: ssh-keygen -y -f KEY", key)
    return done.stdout


def signature_fault(signature: Path, line: str, key: str) -> str:
    """What is wrong with the `signature` of a ledger's `line` by the `key` with that fingerprint,
    such as “is missing”; empty where it is whole. Raises MachineError where ssh-keygen is missing.
    """
    if not signature.is_file():
        return "is missing"
    found = _run(["-Y", "check-novalidate", "-n", _NAMESPACE, "-s", str(signature)], _signed(line))
    if found.returncode:
        return "is not that of this entry"
    made_with = _FINGERPRINT.search(found.stdout.decode("utf-8", "replace"))
    return "" if made_with and made_with[0] == key else "was made with another key"


def signer_of(signature: Path, line: str, day: str, signers: Path) -> str:
    """Who has made the whole `signature` of a ledger's `line`, by the list of `signers`, as it was
    valid on `day`; empty where that does not know the key.

    Raises MachineError where ssh-keygen is missing.
    """
    when = f"-Overify-time={day.replace('-', '')}120000"
    common = ["-f", str(signers), "-s", str(signature), when]
    found = _run(["-Y", "find-principals", *common])
    for name in found.stdout.decode("utf-8", "replace").splitlines():
        given = ["-Y", "verify", "-n", _NAMESPACE, "-I", name, *common]
        if not found.returncode and _run(given, _signed(line)).returncode == 0:
            return name
    return ""


def _signed(line: str) -> bytes:
    return f"{line}\n".encode()


def _run(arguments: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [_PROGRAM, *arguments],
            input=given,
            capture_output=True,
            timeout=_LONGEST_S,
            check=False,
        )
    except FileNotFoundError as error:
        what = "ssh-keygen is not installed, which signs releases and checks their signatures."
        raise MachineError(what, "On Debian and Ubuntu: apt install openssh-client") from error
    except subprocess.TimeoutExpired as error:
        raise MachineError("ssh-keygen does not answer.", "Try: ssh-keygen -y -f KEY") from error


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].rstrip(".") + "." if lines else "it does not say why."
