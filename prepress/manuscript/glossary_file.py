"""The file of a glossary: a mapping of terms to what they mean, read as the chapter that a list of
definitions would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from prepress.manuscript.manuscript import Chapter
from prepress.project.project import GLOSSARY_FILES
from prepress.text.yaml_source import Value, mapping_of, mapping_of_text

#: Where a term's own mapping says what it means, and its other forms.
_MEANINGS = ("definition", "def", "description")
_FORMS = ("forms", "aliases", "synonyms", "plural")


def is_glossary_file(file: str) -> bool:
    """Whether a file of this path is one."""
    return file.rpartition("/")[2] in GLOSSARY_FILES


def glossary_chapter(file: str, text: str) -> Chapter | None:
    """The terms as a chapter, each line with the one on which it is written; None where the file
    says nothing.

    Raises SourceError for broken YAML, and for what is no mapping of terms to their meanings.
    """
    if not text.strip():
        return None
    lines: list[str] = []
    numbers: list[int] = []
    for term, value in mapping_of_text(text, file).items():
        for line in (*_lines_of(term, value.with_name(term, f"{term}: what it means")), ""):
            lines.append(line)
            numbers.append(value.place.line or 1)
    return Chapter(file, "\n".join(lines), lines=tuple(numbers))


def _lines_of(term: str, value: Value) -> Iterator[str]:
    """The term, its other forms and its meaning, as a list of definitions has them."""
    forms: list[str] = []
    meaning = value
    if isinstance(value.node, yaml.MappingNode):
        said = mapping_of(value)
        forms = [form for key in _FORMS if key in said for form in _words_of(said[key])]
        found = next((said[key] for key in _MEANINGS if key in said), None)
        if found is None:
            raise value.wrong("does not say what it means")
        meaning = found.with_name(term, f"{term}: what it means")
    if not isinstance(meaning.node, yaml.ScalarNode) or not meaning.node.value.strip():
        raise meaning.wrong("must be followed by what it means, in words")
    yield term
    yield from forms
    first, *others = re.split(r"\n\s*\n", meaning.node.value.strip())
    yield f":   {' '.join(first.split())}"
    for paragraph in others:
        yield ""
        yield f"    {' '.join(paragraph.split())}"


def _words_of(value: Value) -> list[str]:
    items = value.items() or [value]
    return [
        " ".join(item.node.value.split())
        for item in items
        if isinstance(item.node, yaml.ScalarNode) and item.node.value.strip()
    ]
