"""Report: what changed, as one HTML document that needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from prepress.changes.pages import EditionChanges
from prepress.changes.sentences import counted, numbers, reprint_sentence
from prepress.errors import MakebookError
from prepress.layouts import Layouts
from prepress.project import Project, font_folders, shipped

#: The report's name in the output folder.
REPORT = "changes.html"


def report_of(project: Project, editions: Sequence[EditionChanges], failures: Sequence[MakebookError]) -> str:
    """The report; the same changes give the same text. Raises SourceError where its layout is broken."""
    folders = tuple(dict.fromkeys((project.root / "layouts", shipped("layouts"))))
    layouts = Layouts(folders, font_folders(project))
    stylesheet = "\n".join(layouts.text(name) for name in ("tokens.css", "changes.css"))
    return layouts.render(
        "changes.html",
        editions=editions,
        failures=failures,
        # A stylesheet in a document ends at the first such tag, which no stylesheet needs.
        stylesheet=Markup(stylesheet.replace("</", "<\\/")),
        reprint_sentence=reprint_sentence,
        numbers=numbers,
        counted=counted,
    )
