"""Includes: the files that a chapter takes in by the directives of mdBook, Quarto and pymdown's
snippets, from inside the project only.

Sources: mdBook's guide (Format, mdBook-specific features), Quarto's guide (Authoring, Includes),
pymdown-extensions (Snippets).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.files.digests import Digest, digest_of
from prepress.findings import Finding
from prepress.manuscript.included_lines import chosen_lines
from prepress.project.project import OutsideProject, Project, file_inside
from prepress.text.fences import outside_fences
from prepress.text.files import LARGEST_BYTES, read_text
from prepress.text.suggestions import nearest

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

_CODE = "N-002"
_DIRECTIVE = re.compile(
    r"(?P<escape>\\)?\{\{#(?P<verb>include|rustdoc_include|playground|playpen|title)\s+"
    r"(?P<book>[^{}\n]*?)\s*\}\}"
    r"|(?<!\{)\{\{<\s*include\s+(?P<quarto>[^<>{}\n]+?)\s*>\}\}(?!\})"
    r"|^(?P<indent>[ \t]*)(?P<off>;?)-{1,}8<-{1,}[ \t]+(?P<quote>[\"'])(?P<snippet>[^\"'\n]+)"
    r"(?P=quote)[ \t]*$"
)
_BLOCK = re.compile(r"[ \t]*-{1,}8<-{1,}[ \t]*$")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?![ \t]*\n)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
#: How deeply files may take in one another, and how many a chapter may take in.
_DEEPEST, _MOST = 10, 1000


def with_includes(project: Project, chapter: Chapter, home: Path) -> Chapter:
    """`chapter`, of a publication in the folder `home`, with the text of the files that it takes
    in, and what was found while they were read.

    A directive that cannot be followed stays on the page as code.
    """
    if not may_include(chapter.text):
        return chapter
    reader = _Inclusions(project, chapter.file, home)
    lines: list[str] = []
    numbers: list[int] = []
    file = project.root / chapter.file
    for number, taken in reader.taken_in(chapter.text, file, chapter.first_line, ()):
        lines += taken
        numbers += [number] * len(taken)
    if not reader.files and not reader.findings and lines == chapter.text.split("\n"):
        return chapter
    return replace(
        chapter,
        text="\n".join(lines),
        lines=tuple(numbers),
        included=tuple(sorted(reader.files.items())),
        include_findings=tuple(dict.fromkeys(reader.findings)),
    )


def may_include(text: str) -> bool:
    """Whether there may be a directive in `text`."""
    return "{{#" in text or "{{<" in text or "8<-" in text


def as_written(findings: Iterable[Finding], chapters: Iterable[Chapter]) -> tuple[Finding, ...]:
    """The `findings` in the text of `chapters`, each on the line of the file that holds it, or that
    takes in what holds it.
    """
    with_files = {chapter.file: chapter for chapter in chapters if chapter.lines}
    if not with_files:
        return tuple(findings)
    return tuple(_moved(finding, with_files.get(finding.place.file)) for finding in findings)


def _moved(finding: Finding, chapter: Chapter | None) -> Finding:
    line = finding.place.line
    if chapter is None or line is None or line < chapter.first_line:
        return finding
    index = min(line - chapter.first_line, len(chapter.lines) - 1)
    return replace(finding, place=replace(finding.place, line=chapter.lines[index]))


@dataclass
class _Inclusions:
    """Reads the files that the chapter `file` takes in, and notes them and what is wrong with
    them.
    """

    project: Project
    file: str
    home: Path
    files: dict[str, Digest] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _count: int = 0
    _size: int = 0

    def taken_in(
        self, text: str, path: Path, first: int, above: tuple[Path, ...], line: int | None = None
    ) -> Iterator[tuple[int, list[str]]]:
        """Each line of `text`, which begins on line `first` of the file at `path`, with its number
        and what it becomes; what is taken in has the number `line` of its directive.
        """
        is_block = False
        for number, (written, outside) in enumerate(outside_fences(text.split("\n")), first):
            place = line or number
            if _BLOCK.match(written) and (is_block or outside):
                is_block = not is_block
            elif is_block and written.strip():
                indent = written[: len(written) - len(written.lstrip())]
                taken = self._take(written.strip(), written, path, place, above)
                yield place, [f"{indent}{each}" for each in taken]
            elif not is_block:
                yield place, self._expanded(written, path, place, above, is_code=not outside)

    def _expanded(
        self, written: str, path: Path, line: int, above: tuple[Path, ...], *, is_code: bool
    ) -> list[str]:
        """The lines that a line becomes."""
        if not may_include(written):
            return [written]
        parts, at = [""], 0
        for found in _DIRECTIVE.finditer(written):
            is_inline_code = not is_code and written.count("`", 0, found.start()) % 2
            if is_inline_code:
                continue
            before = written[at : found.start()]
            taken = self._followed(found, path, line, above, is_code=is_code)
            indent = written[: len(written) - len(written.lstrip())]
            parts[-1] += before + taken[0]
            parts += [f"{indent}{each}" if each else each for each in taken[1:]]
            at = found.end()
        parts[-1] += written[at:]
        return parts

    def _followed(
        self,
        found: re.Match[str],
        path: Path,
        line: int,
        above: tuple[Path, ...],
        *,
        is_code: bool,
    ) -> list[str]:
        """What stands in place of the directive `found`; at least one line."""
        if found["escape"] or found["off"]:
            return [found[0].replace("\\", "", 1).replace(";", "", 1)]
        if found["verb"] == "title":  # it names the page of a site
            return [""]
        target = _target(found)
        indent = found["indent"] or ""
        taken = self._take(target, found[0], path, line, above, is_code=is_code) or [""]
        if found["verb"] in ("playground", "playpen") and not is_code:
            taken = ["```rust", *taken, "```"]
        return [f"{indent}{taken[0]}", *taken[1:]]

    def _take(
        self,
        target: str,
        written: str,
        path: Path,
        line: int,
        above: tuple[Path, ...],
        *,
        is_code: bool = False,
    ) -> list[str]:
        """The lines that `target` means, what they take in themselves followed too; the directive
        as it is `written`, as code, where it cannot be followed.
        """
        try:
            file, text = self._read(target, path, above)
        except _NotTakenIn as error:
            self.findings.append(Finding(_CODE, Place(self.file, line), str(error), error.remedy))
            return [written.strip() if is_code else f"`{written.strip()}`"]
        inner = self.taken_in(text.rstrip("\n"), file, 1, (*above, path), line)
        return [each for _, lines in inner for each in lines]

    def _read(self, target: str, path: Path, above: tuple[Path, ...]) -> tuple[Path, str]:
        """The file that `target` means in the one at `path`, and the chosen part of its text."""
        name, _, part = _name_and_part(target)
        self._count += 1
        if self._count > _MOST or self._size > LARGEST_BYTES:
            raise _NotTakenIn("More is taken in here than can be set.", "Take in fewer files.")
        file = self._file(name, path)
        if file in (*above, path) or len(above) >= _DEEPEST:
            raise _NotTakenIn(f"“{name}” takes in itself.", "Take one of the two directives out.")
        try:
            text = read_text(file, name)
        except SourceError as error:
            raise _NotTakenIn(f"“{name}” cannot be taken in: {error.what}", error.remedy) from error
        self._size += len(text)
        self.files[self.project.relative(file)] = digest_of(file.read_bytes())
        chosen = chosen_lines(_FRONT_MATTER.sub("", text, count=1) if not part else text, part)
        if chosen is None:
            remedy = "Write the name of an anchor in it, or the numbers of its lines."
            raise _NotTakenIn(f"“{name}” has no part “{part}”.", remedy)
        return file, chosen

    def _file(self, name: str, path: Path) -> Path:
        """The file `name` beside the one at `path`, else in the publication or the project."""
        bases = (path.parent, self.home, self.project.root)
        for base in bases[1:] if name.startswith("/") else bases:
            try:
                file = file_inside(self.project, base, name.lstrip("/"))
            except OutsideProject as error:
                what = f"“{name}” lies outside the project, so it is not taken in."
                remedy = "Put a copy of it beside the chapter, and name that."
                raise _NotTakenIn(what, remedy) from error
            if file.is_file():
                # As it is called in the project, whatever links lead there.
                return self.project.root / file.relative_to(self.project.root.resolve())
            self._note_absent(file)
        there = path.parent.iterdir() if path.parent.is_dir() else ()
        near = nearest(name, sorted(each.name for each in there))
        remedy = f"Did you mean “{near}”?" if near else "Name a file by its path from this one."
        raise _NotTakenIn(f"There is no file “{name}” to take in.", remedy)

    def _note_absent(self, file: Path) -> None:
        self.files[file.relative_to(self.project.root.resolve()).as_posix()] = None


class _NotTakenIn(Exception):  # noqa: N818 - a directive's fate, not a mishap
    """A directive that cannot be followed: what is wrong, and its `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def _target(found: re.Match[str]) -> str:
    """The file, and which part of it, that a directive names; mdBook's has options behind that."""
    if found["verb"]:
        return found["book"].split()[0] if found["book"].strip() else ""
    return found["quarto"] or found["snippet"] or ""


def _name_and_part(target: str) -> tuple[str, str, str]:
    """The name of the file, and which part of it: `2:5`, `2:`, `:5`, `2` or an anchor."""
    return target.strip().strip("\"'").partition(":")
