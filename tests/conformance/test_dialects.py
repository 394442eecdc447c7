"""Every form of other tools' Markdown gives valid editions."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from prepress import BuildRequest, build
from tests import dialects
from tests.conformance.validators import ace, epubcheck, verapdf_all
from tests.dialects.forms import Form, write_forms
from tests.shelf import Shelf

pytestmark = pytest.mark.validators

#: What a form's metadata are where it has none of its own.
METADATA = Form("").metadata
#: Those of a book of many forms, which takes as many pages as it wants and is laid out but once.
OF_MANY = f"{METADATA}editions: {{print: {{pages: 99}}, epub: {{}}}}\n"
#: What makes a book an EPUB alone: no pages are laid out to number its text by.
ALONE = "editions: [epub]\n"
#: The file of a glossary or an index.
ONE_OF_A_BOOK = re.compile(r"(\d+-)?(glossary|index)\.md")


def forms_by_module() -> dict[str, Mapping[str, Form]]:
    """The forms of each module of the dialects, by the module's name."""
    names = [each.name for each in pkgutil.iter_modules(dialects.__path__)]
    modules = [name for name in names if name.startswith("test_")]
    return {name: import_module(f"tests.dialects.{name}").FORMS for name in modules}


def is_a_chapter(form: Form) -> bool:
    """Whether a form can stand among others: without metadata of its own, and without what there is
    one of in a book.
    """
    has_metadata = form.metadata != METADATA or form.text.startswith(("---", "+++", "%"))
    return not has_metadata and not any(map(ONE_OF_A_BOOK.fullmatch, form.files))


def chapters_of(forms: Mapping[str, Form]) -> dict[str, str | bytes]:
    """The text of each form that can stand among others, below a heading of its own, and its files,
    in a folder for each.
    """
    files: dict[str, str | bytes] = {}
    for number, form in enumerate(each for each in forms.values() if is_a_chapter(each)):
        chapter = {"1-text.md": f"# Form {number}\n\n{form.text}", **form.files}
        files |= {f"{number:03}/{name}": content for name, content in chapter.items()}
    return files


def books() -> dict[str, Form]:
    """A book of the chapters of each module, and one of each form that cannot be a chapter; of those
    of the same metadata the first is printed too.
    """
    made: dict[str, Form] = {}
    for module, forms in forms_by_module().items():
        made[module] = Form("# All", chapters_of(forms), OF_MANY)
        printed: set[str] = set()
        for name, form in forms.items():
            if not is_a_chapter(form):
                made[f"{module}-{name}"] = unprinted(form) if form.metadata in printed else form
                printed.add(form.metadata)
    return made


def unprinted(form: Form) -> Form:
    """The form as an EPUB alone."""
    return replace(form, metadata=f"{form.metadata}{ALONE}")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one build of all forms; one whose text has an error has no files."""
    project = write_forms(tmp_path_factory.mktemp("forms"), books())
    report = build(project, BuildRequest())
    assert not report.failures, report.failures
    return project.output


def complaints(verdict: Mapping[Path, list[str]]) -> dict[str, list[str]]:
    """Only the files against which there is something, by name."""
    return {file.stem: said for file, said in verdict.items() if said}


def test_at_least_ninety_forms_are_known() -> None:
    assert sum(len(forms) for forms in forms_by_module().values()) >= 90


@pytest.mark.parametrize("suffix", ["pdf", "epub"])
def test_no_book_is_left_out(output: Path, suffix: str) -> None:
    made = books().items()
    wanted = [name for name, form in made if suffix == "epub" or not form.metadata.endswith(ALONE)]
    assert sorted(file.stem for file in output.glob(f"*.{suffix}")) == sorted(wanted)


def test_epubcheck_is_silent_on_every_form(output: Path) -> None:
    assert complaints({file: epubcheck(file) for file in output.glob("*.epub")}) == {}


def test_verapdf_is_silent_on_every_form(output: Path) -> None:
    assert complaints(verapdf_all([*output.glob("*.pdf")], "ua1", "2a")) == {}


def test_ace_is_silent_on_a_book_of_all_forms(shelf: Shelf, tmp_path: Path) -> None:
    chapters: dict[str, str | bytes] = {}
    for number, forms in enumerate(forms_by_module().values()):
        texts = [form.text for form in forms.values() if is_a_chapter(form) and not form.files]
        chapters[f"{number:02}.md"] = "\n\n".join(f"# Form\n\n{text}" for text in texts)
    files = {name: text for name, text in chapters.items() if text}
    shelf.add(files, metadata=f"{METADATA}{ALONE}").build("epub")
    assert ace(shelf.root / "output" / "tiny.epub", tmp_path) == []
