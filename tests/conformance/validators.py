"""The reference validators of PDF, EPUB and HTML, each as a function that returns what it has to
say against a file.

An empty list means that the file passes. `install.sh` beside this module installs them all.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any

from tests.programs import program

HOME = Path(os.environ.get("VALIDATORS_HOME") or Path.home() / ".cache" / "makebook-validators")
#: What tests keep for people to look at.
ARTIFACTS = Path(__file__).parents[1] / "artifacts"
_BROWSER = str(Path(__file__).with_name("browser.mjs"))
_LONGEST_RUN_S = 300
_REMEDY = "run tests/conformance/install.sh."


@dataclass(frozen=True)
class Font:
    """A font of a PDF as poppler sees it."""

    name: str
    embedded: bool
    subset: bool


def verapdf(pdf: Path, *flavours: str) -> list[str]:
    """The rules of `flavours` (veraPDF's names: `ua1` is PDF/UA-1, `2a` PDF/A-2a) that `pdf`
    breaks.
    """
    return verapdf_all([pdf], *flavours)[pdf]


def verapdf_all(pdfs: Sequence[Path], *flavours: str) -> dict[Path, list[str]]:
    """The same for many files."""
    broken: dict[Path, list[str]] = {pdf: [] for pdf in pdfs}
    judged = set()
    for line in _service("verapdf").answer(",".join(flavours), *map(str, pdfs)):
        file, flavour, clause, count, *words = line.split("\t")
        if clause == "failed":
            raise RuntimeError(f"veraPDF cannot judge {file}: {count}")
        if clause == "checks":
            judged.add((Path(file), flavour))
        else:
            broken[Path(file)].append(f"{flavour} {clause} ({count}×): {' at '.join(words)}")
    unjudged = set(product(pdfs, flavours)) - judged
    if unjudged:
        raise RuntimeError(f"veraPDF gave no verdict on {unjudged}")
    return broken


def epubcheck(epub: Path) -> list[str]:
    """EPUBCheck's messages on `epub`, of every severity."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        _service("epubcheck").answer(str(epub), str(report))
        return _messages(report.read_text("utf-8"))


def _messages(report: str) -> list[str]:
    return [
        (
            f"{message['severity']} {message['ID']} at {_places(message['locations'])}: "
            f"{message['message']}"
        )
        for message in json.loads(report)["messages"]
    ]


def _places(locations: list[dict[str, object]]) -> str:
    return ", ".join(f"{place['path']}:{place['line']}" for place in locations)


def vnu(*files: Path) -> list[str]:
    """The messages of the Nu HTML Checker on HTML and CSS `files`, warnings too."""
    options = ("--format", "json", "--also-check-css", "--exit-zero-always", "--stdout")
    report = json.loads(_run("vnu", *options, *map(str, files), accept=(0,)).stdout)
    return [
        (
            f"{message['type']} at {message['url'].rpartition('/')[2]}:{message.get('lastLine')}: "
            f"{message['message']}"
        )
        for message in report["messages"]
    ]


def ace(epub: Path, report_folder: Path) -> list[str]:
    """The violations of EPUB Accessibility 1.1 and WCAG that Ace sees in `epub`; its report goes to
    `report_folder`.
    """
    _ask_browser("ace", book=str(epub), folder=str(report_folder))
    report = json.loads((report_folder / "report.json").read_text("utf-8"))
    violations = [
        f"{document['earl:testSubject']['url']}: {found['earl:test']['dct:title']}: "
        f"{found['earl:result']['dct:description']}"
        for document in report["assertions"]
        for found in document["assertions"]
    ]
    if bool(violations) != (report["earl:result"]["earl:outcome"] != "pass"):
        raise RuntimeError(
            f"Ace contradicts itself on {epub}: {report['earl:result']} with {violations}"
        )
    return violations


def reader(epub: Path, width: int, height: int, scheme: str) -> list[str]:
    """What goes wrong while foliate-js shows every section of `epub` on a screen of `width` ×
    `height` px.

    `scheme` is `light` or `dark`. Named are errors in the console, requests that leave the book,
    and fonts and pictures that do not load.
    """
    report = reading(epub, width, height, scheme)
    if not report["sections"]:
        raise RuntimeError(f"foliate-js showed no section of {epub}: {report['errors']}")
    complaints = [*report["errors"], *(f"asks for {address}" for address in report["foreign"])]
    for section in report["sections"]:
        complaints += [
            f"{section['title']}: the font {family} does not load"
            for family in section["failedFonts"]
        ]
        unseen = [natural for natural, _shown in section["images"] if not natural]
        complaints += [f"{section['title']}: a picture does not load" for _ in unseen]
    return complaints


def reading(epub: Path, width: int, height: int, scheme: str) -> dict[str, Any]:
    """What foliate-js met in `epub`; its pictures of the screens are kept in the folder
    ARTIFACTS.
    """
    shots = ARTIFACTS / epub.stem / f"{width}-{scheme}"
    screen = {"width": width, "height": height, "scheme": scheme, "shots": str(shots)}
    return _ask_browser("reading", book=str(epub), **screen)


def _ask_browser(what: str, **question: Any) -> dict[str, Any]:
    """The answer of browser.mjs; RuntimeError where there is none."""
    _browser()
    (answer,) = _service("node", _BROWSER).answer(json.dumps({"ask": what, **question}))
    report: dict[str, Any] = json.loads(answer)
    if "failed" in report:
        raise RuntimeError(f"There is no {what} of {question['book']}: {report['failed']}")
    return report


def qpdf(pdf: Path) -> list[str]:
    """What qpdf has against the structure of `pdf`: its objects, streams and cross-references."""
    check = _run("qpdf", "--check", str(pdf), accept=(0, 2, 3))
    return check.stderr.splitlines() if check.returncode else []


def ghostscript(pdf: Path) -> list[str]:
    """What Ghostscript, the interpreter behind many printers, says while it prints `pdf` to
    nowhere.
    """
    options = ("-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage")
    printed = _run("gs", *options, str(pdf), accept=(0, 1))
    return (printed.stdout + printed.stderr).splitlines()


def fonts(pdf: Path) -> list[Font]:
    """The fonts that the pages of `pdf` use."""
    _header, _rule, *rows = _run("pdffonts", str(pdf), accept=(0,)).stdout.splitlines()
    found = []
    for row in rows:
        # Names and types may hold spaces; the last five columns are emb, sub, uni and the two
        # numbers of the object.
        embedded, subset = row.split()[-5:-3]
        found.append(Font(row.split()[0], embedded == "yes", subset == "yes"))
    return found


@dataclass(frozen=True)
class _Service:
    """A validator that is started once and asked again and again: its start takes longer than most
    of its answers.
    """

    process: subprocess.Popen[str]

    def answer(self, *question: str) -> list[str]:
        """The lines before `end`; RuntimeError where the validator ends or takes too long."""
        assert self.process.stdin
        limit = Timer(_LONGEST_RUN_S, self.process.kill)
        limit.start()
        try:
            self.process.stdin.write("\t".join(question) + "\n")
            self.process.stdin.flush()
            return list(self._lines())
        finally:
            limit.cancel()

    def _lines(self) -> Iterator[str]:
        assert self.process.stdout
        for line in self.process.stdout:
            if line == "end\n":
                return
            yield line.removesuffix("\n")
        raise RuntimeError(f"{self.process.args!r} ended before its answer did")

    def end(self) -> None:
        """Let the process end with all that it began, as it does where nothing more is asked."""
        with self.process:
            pass


@cache
def _service(name: str, *arguments: str) -> _Service:
    """The validator `name`, which ends with the tests."""
    command = [program(name, _REMEDY, HOME / "bin"), *arguments]
    pipe = subprocess.PIPE
    service = _Service(subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8"))
    atexit.register(service.end)
    return service


def need_validators() -> None:
    """End the test where a validator is missing."""
    for name in ("verapdf", "epubcheck", "vnu", "node", "qpdf", "gs", "pdffonts", "pdftotext"):
        program(name, _REMEDY, HOME / "bin")
    _browser()


def _browser() -> None:
    """End the test where Chromium or the modules from npm that drive it are missing."""
    program("chromium", _REMEDY)
    program("ace", _REMEDY, HOME / "bin")


def _run(name: str, *arguments: str, accept: tuple[int, ...]) -> subprocess.CompletedProcess[str]:
    """Run a validator; RuntimeError where it ends with a code outside `accept` and so has judged
    nothing.
    """
    done = subprocess.run(
        [program(name, _REMEDY, HOME / "bin"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_LONGEST_RUN_S,
        check=False,
    )
    if done.returncode not in accept:
        raise RuntimeError(f"{name} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done
