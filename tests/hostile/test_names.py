"""Names of files that are no text, or would turn a message around, are shown as codes, and break
nothing.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import makebook

#: Such a name on the disk, and as it is to be shown.
NAMES = {
    b"caf\xe9": "caf\\xe9",
    b"a\x1b[31mred": "a\\x1b[31mred",
    "a\u202egnp".encode(): "a\\u202egnp",
    b"two\nlines": "two\\nlines",
}
RAW = re.compile("[\x00-\x08\x0b-\x1f\u202e\ud800-\udfff]|two\nlines")


def run(root: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(root)
    result = CliRunner().invoke(makebook.main, arguments, color=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(folder: Path, name: bytes, text: str) -> None:
    file = folder / os.fsdecode(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_names_that_are_no_text_are_shown_as_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "sources"
    write(sources, b"t/book.yaml", "title: T\nlang: en\neditions: [epub]\n")
    write(sources, b"t/1.md", "# T\n\nText.\n")
    for name in NAMES:
        write(sources, b"t/" + name + b".md", "Words of ![a](nothere.png).\n")
        write(sources, name + b"/book.yaml", "title: [\n")
        write(sources, name + b"/1.md", "# T\n")
    write(sources, b"lone-caf\xe9.md", "---\neditions: [epub]\nlang: en\n---\nText.\n")
    told = run(tmp_path, "build", monkeypatch=monkeypatch)
    again = run(tmp_path, "build", "--json", monkeypatch=monkeypatch)
    assert told.exit_code == again.exit_code == 3
    for shown in NAMES.values():
        assert f"sources/t/{shown}.md:1: warning I-001" in told.output
        assert f"sources/{shown}/book.yaml:2: " in told.output
    plain = re.sub("\x1b\\[[0-9;]*m", "", told.output.replace("\\x1b[31m", ""))
    assert not RAW.search(plain)
    files = {each["file"] for each in json.loads(again.stdout)["findings"]}
    assert {f"sources/t/{os.fsdecode(name)}.md" for name in NAMES} <= files
