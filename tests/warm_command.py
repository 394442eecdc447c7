"""The command `makebook` in processes copied from one that has opened what it needs, which takes
longer than most of what a test asks of it. Nothing of a project or of other packages is known there.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess

from makebook import main

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.opened_libraries"])


def run_warm(
    folder: Path, *arguments: str, environ: Mapping[str, str], path: Sequence[str] = ()
) -> CompletedProcess[str]:
    """What the command answers in `folder`; the folders of `path` stand first on Python's path."""
    with tempfile.TemporaryDirectory() as name:
        answers = [Path(name, stream) for stream in ("stdout", "stderr")]
        process = _CONTEXT.Process(
            target=_answer, args=(folder, arguments, dict(environ), list(path), answers)
        )
        process.start()
        process.join()
        said, wrong = (answer.read_text("utf-8") for answer in answers)
    assert process.exitcode is not None
    return CompletedProcess(arguments, process.exitcode, said, wrong)


def _answer(
    folder: Path,
    arguments: Sequence[str],
    environ: dict[str, str],
    path: list[str],
    answers: list[Path],
) -> None:
    for number, answer in enumerate(answers, 1):
        os.dup2(os.open(answer, os.O_WRONLY | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    sys.path[:0] = path
    sys.argv = ["makebook.py", *arguments]
    main()
