"""What makebook uses of the insides of other libraries is looked at before it is used, and named
where it is not as it was.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from prepress.epub.ebooklib_insides import EBOOKLIB
from prepress.errors import MachineError
from prepress.pdf.engine.engine import open_engine
from prepress.pdf.engine.insides import WEASYPRINT
from prepress.pdf.engine.library_changes import Inside, Library, changed_insides, expect_insides
from tests.shelf import Shelf

PREPRESS = Path(__file__).parents[3] / "prepress"
LIBRARIES = (WEASYPRINT, EBOOKLIB)
INSIDES = [(library, inside) for library in LIBRARIES for inside in library.insides]
NAMES = [f"{inside.module}.{inside.name}" for _, inside in INSIDES]
#: Insides that take or accept something.
CALLED = [(library, inside) for library, inside in INSIDES if inside.takes or inside.accepts]
#: What begins with a line below and is documented: os, ctypes, and the types of lxml's stubs.
PUBLIC = ("_exit", "_handle", "_Element", "_ElementTree", "_Comment", "_Entity")


@pytest.fixture(autouse=True)
def unused_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine as if it had not been used yet: it cuts its fonts in its own way."""
    open_engine()
    fonts = import_module("weasyprint.pdf.fonts")

    def subset(self: Any, to_unicode: Any, hinting: Any) -> None:
        raise AssertionError("makebook cuts the fonts")

    monkeypatch.setattr(fonts.Font, "subset", subset)
    monkeypatch.setattr(fonts, "TTFont", fonts.TTFont)


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.title)
def test_libraries_that_these_tests_run_with_are_as_they_should_be(library: Library) -> None:
    assert changed_insides(library) == ()
    expect_insides(library)


@pytest.mark.parametrize(("library", "inside"), INSIDES, ids=NAMES)
def test_each_inside_that_is_gone_is_named(
    library: Library, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{inside.module}.{inside.name}", None)
    with pytest.raises(MachineError) as failure:
        expect_insides(library)
    assert f"{inside.module}.{inside.name} is not there" in failure.value.what
    assert inside.purpose in failure.value.what
    assert library.supported in failure.value.what
    assert failure.value.remedy == f"Install {library.title} {library.supported}."


@pytest.mark.parametrize(("library", "inside"), CALLED, ids=lambda each: getattr(each, "name", ""))
def test_each_inside_that_is_called_in_another_way_is_named(
    library: Library, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(nothing: object = None, **all_others: object) -> None:
        raise AssertionError("it is not called")

    monkeypatch.setattr(f"{inside.module}.{inside.name}", other)
    changes = " ".join(changed_insides(library))
    expected = "takes (nothing, all_others) instead" if inside.takes else "does not accept"
    assert f"{inside.module}.{inside.name} {expected}" in changes


@pytest.mark.parametrize(
    ("library", "inside"),
    [(library, inside) for library, inside in INSIDES if inside.attributes],
    ids=lambda each: getattr(each, "name", ""),
)
def test_each_attribute_that_is_gone_is_named(
    library: Library, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other:
        def __init__(self, *arguments: object, **options: object) -> None:
            self.something = arguments

    monkeypatch.setattr(f"{inside.module}.{inside.name}", Other)
    (change, *_) = (each for each in changed_insides(library) if "has no" in each)
    assert f"{inside.module}.{inside.name} has no {', '.join(inside.attributes)}" in change


def test_parameter_more_is_no_matter_unless_the_function_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "weasyprint.pdf.tags._build_box_tree", lambda box, parent, pdf, page_number, more: iter(())
    )
    assert changed_insides(WEASYPRINT) == ()
    monkeypatch.setattr(
        "weasyprint.pdf.fonts.Font.subset", lambda self, to_unicode, hinting, more: None
    )
    assert len(changed_insides(WEASYPRINT)) == 1


@pytest.mark.parametrize(
    ("edition", "inside"),
    [
        ("print", "weasyprint.css.CSS"),
        ("print", "weasyprint.pdf.tags._build_box_tree"),
        ("print", "weasyprint.draw.text.draw_first_line"),
        ("print", "weasyprint.formatting_structure.boxes.FootnoteAreaBox"),
        ("epub", "ebooklib.epub.EpubHtml.get_content"),
        ("epub", "ebooklib.epub.EpubWriter.write"),
        ("epub", "ebooklib.epub.EpubWriter._write_opf_metadata"),
        ("epub", "ebooklib.epub.EpubWriter._write_opf_spine"),
    ],
)
def test_build_says_in_one_message_what_is_not_as_it_was(
    edition: str, inside: str, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside, None)
    (failure,) = shelf.add({"1.md": "# One\n\nText.\n"}).build(edition).failures
    assert inside in str(failure)
    assert re.search(r"Install (WeasyPrint 70\.0|EbookLib 0\.20)\.", str(failure))


def test_only_the_engine_room_imports_insides_of_the_engine() -> None:
    found = [
        f"{file}:{node.lineno}"
        for file, node in nodes(ast.Import, ast.ImportFrom)
        if imports_insides(node) and not file.startswith("pdf/engine/")
    ]
    assert found == []


def test_nobody_but_the_engine_room_and_the_epub_writer_uses_private_names_of_others() -> None:
    own, used = {*PUBLIC}, []
    for file, node in nodes(ast.FunctionDef, ast.ClassDef, ast.Attribute, ast.Name):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            own.add(node.name)
        elif isinstance(node, ast.Name):
            own |= {node.id} if isinstance(node.ctx, ast.Store) else set()
        elif is_of_self(node):
            own.add(node.attr)
        elif node.attr.startswith("_") and not node.attr.startswith("__"):
            used.append((file, node))
    found = [
        f"{file}:{node.lineno} {node.attr}"
        for file, node in used
        if node.attr not in own
        if not file.startswith("pdf/engine/") and file != "epub/writer.py"
    ]
    assert found == []


def nodes(*kinds: type[Any]) -> Iterator[tuple[str, Any]]:
    """All nodes of these kinds in makebook's code, each with its file."""
    for file in PREPRESS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, kinds):
                yield file.relative_to(PREPRESS).as_posix(), node


def imports_insides(node: ast.Import | ast.ImportFrom) -> bool:
    names = [alias.name for alias in node.names]
    modules = names if isinstance(node, ast.Import) else [node.module or ""]
    return any(module.startswith("weasyprint.") for module in modules)


def is_of_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
