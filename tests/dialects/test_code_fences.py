"""What stands behind a fence's mark in Pandoc, Quarto, mdBook, Docusaurus and mkdocs."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

_CODE = "x = 1\ny = 2\nz = 3\n"


def _fence(info: str, code: str = _CODE) -> Form:
    return Form(f"Before.\n\n```{info}\n{code}```\n\nAfter.\n")


FORMS = {
    "tree": Form("# One\n\n```\n├── a\n│   └── b\n```\n\n```\n╭───╮\n│ a │\n╰───╯\n```\n"),
    "class-and-id": _fence("{.py #sums}"),
    "options-of-mdbook": _fence("python,ignore"),
    "title": _fence('py title="sums.py"'),
    "filename": _fence('{.python filename="sums.py"}'),
    "marked-in-braces": _fence("python {1,3}"),
    "marked-of-mkdocs": _fence('python hl_lines="1 3"'),
    "numbers-of-mkdocs": _fence('python linenums="10"'),
    "numbers-of-pandoc": _fence("{.python .numberLines startFrom=10}"),
    "all-together": _fence('python title="sums.py" linenums="10" hl_lines="2"'),
    "cell": _fence("{python}", f"#| label: sums\n#| filename: sums.py\n{_CODE}"),
    "cell-not-run": _fence("{python}", f"#| eval: false\n{_CODE}"),
    "cell-not-shown": _fence("{python}", f"#| echo: false\n{_CODE}"),
    "cell-of-knitr": _fence("{r setup, include=FALSE}", "library(x)\n"),
    "raw-html": _fence("{=html}", "<p>One <b>bold</b> word.</p>\n\n<p>Two.</p>\n"),
    "raw-tex": _fence("{=latex}", "\\newpage\n"),
    "rust": _fence("rust", "# fn main() {\nlet x = 1;\n## shown\n#[test]\n# }\n"),
    "hidden-of-mdbook": _fence("python,hidelines=~", "~x = 0\nx = 1\n"),
    "console": _fence("console", "$ ls --all\n"),
    "mermaid": _fence("mermaid", "graph TD; A-->B;\n"),
    "mermaid-of-quarto": _fence("{mermaid}", "graph TD; A-->B;\n"),
    "graphviz": _fence("dot", "digraph { a -> b }\n"),
    "plantuml": _fence("plantuml", "@startuml\n@enduml\n"),
    "in-quote": Form("> ```mermaid\n> graph TD; A-->B;\n> ```\n"),
}

_NUMBERED = ("numbers-of-mkdocs", "numbers-of-pandoc", "all-together")
_PLAIN = (
    "class-and-id",
    "options-of-mdbook",
    "title",
    "filename",
    "marked-in-braces",
    "marked-of-mkdocs",
)


@pytest.mark.parametrize("name", _PLAIN)
def test_code_stands_without_the_words_behind_the_mark(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert form.words_of("//pre/code") == ["x = 1 y = 2 z = 3"]
    assert "```" not in form.pdf
    assert "{" not in form.pdf
    assert form.codes == []


@pytest.mark.parametrize("name", ["title", "filename", "cell", "all-together"])
def test_the_name_of_a_file_stands_above_its_code(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert form.words_of("//span[@class='filename']") == ["sums.py"]
    assert form.pdf.index("sums.py") < form.pdf.index("x = 1")


@pytest.mark.parametrize("name", ["marked-in-braces", "marked-of-mkdocs"])
def test_marked_lines_are_marked(shown: dict[str, Shown], name: str) -> None:
    assert shown[name].words_of("//*[@class='hll']") == ["x = 1", "z = 3"]


@pytest.mark.parametrize("name", _NUMBERED)
def test_lines_have_numbers_where_they_are_asked_for(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert form.words_of("//*[@class='linenos']") == ["10", "11", "12"]
    assert form.words_of("//pre/code") == ["10x = 1 11y = 2 12z = 3"]
    assert "11" in form.pdf
    assert form.codes == []


def test_an_id_is_one_that_links_find(shown: dict[str, Shown]) -> None:
    assert shown["class-and-id"].elements("//*[@id='sums']//code")


def test_a_cell_stands_without_its_options_and_says_that_it_is_not_run(
    shown: dict[str, Shown],
) -> None:
    form = shown["cell"]
    assert form.words_of("//pre/code") == ["x = 1 y = 2 z = 3"]
    assert "#|" not in form.pdf
    assert form.codes == ["S-021"]
    assert shown["cell-not-run"].words_of("//pre/code") == ["x = 1 y = 2 z = 3"]
    assert shown["cell-not-run"].codes == []


def test_what_its_tool_does_not_show_is_left_out(shown: dict[str, Shown]) -> None:
    assert shown["cell-not-shown"].epub == "Before. After."
    assert shown["cell-not-shown"].codes == ["S-021"]
    assert shown["cell-of-knitr"].epub == "Before. After."
    assert shown["cell-of-knitr"].codes == []


def test_raw_html_is_set_and_other_formats_are_left_out(shown: dict[str, Shown]) -> None:
    form = shown["raw-html"]
    assert form.epub == "Before. One bold word. Two. After."
    assert form.words_of("//b") == ["bold"]
    assert form.codes == []
    assert shown["raw-tex"].epub == "Before. After."
    assert shown["raw-tex"].codes == ["S-022"]


def test_lines_that_mdbook_hides_are_hidden(shown: dict[str, Shown]) -> None:
    assert shown["rust"].words_of("//pre/code") == ["let x = 1; # shown #[test]"]
    assert "main" not in shown["rust"].pdf
    assert shown["hidden-of-mdbook"].words_of("//pre/code") == ["x = 1"]
    assert shown["console"].words_of("//pre/code") == ["$ ls --all"]


@pytest.mark.parametrize(
    "name", ["mermaid", "mermaid-of-quarto", "graphviz", "plantuml", "in-quote"]
)
def test_a_diagram_is_set_as_its_code_with_one_warning(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert len(form.elements("//pre/code")) == 1
    assert form.codes == ["S-020"]


def test_lines_of_drawings_have_glyphs_in_code(shown: dict[str, Shown]) -> None:
    tree = shown["tree"]
    assert tree.codes == []
    assert "│ └── b" in tree.pdf
    assert "□" not in tree.pdf + tree.epub
