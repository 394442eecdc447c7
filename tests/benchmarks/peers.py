"""The peers: pandoc with WeasyPrint, pandoc with Typst, pandoc to EPUB, and plain WeasyPrint, as
steps to be timed.

The Typst package brings no program. “pandoc with typst” is therefore measured to the peer's
advantage: the time of `pandoc -t typst` plus that of `typst.compile` alone, in a process of its own
since compiles in one process are remembered. The search for fonts counts; Python's start and the
import of typst do not.
"""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from unittest import mock

from prepress.building.composition import layouts_of, words_of
from prepress.editions import EDITIONS
from prepress.editions.print_edition import PrintEdition
from prepress.galley.setting.set_galley import set_galley
from prepress.manuscript.reading import read
from prepress.project.project import Project, publications
from tests.benchmarks.clock import NotMeasuredError, Step
from tests.benchmarks.corpus import Manuscript

_ALONE = Path(__file__).parent / "alone"
_REPOSITORY = Path(__file__).parents[2]


def pandoc() -> str:
    """The pandoc program. Raises NotMeasuredError where the peers are not installed."""
    try:
        import pypandoc
        import typst  # noqa: F401 # only to see that it is there
    except ImportError as error:
        what = f"The peer {error.name} is not installed: run it with “uv run --group bench”."
        raise NotMeasuredError(what) from error
    return str(pypandoc.get_pandoc_path())


def with_weasyprint(manuscript: Manuscript) -> tuple[Step, ...]:
    """Both files by pandoc, the PDF through the WeasyPrint of this environment."""
    engine = ("--pdf-engine=weasyprint", "-o", "peer.pdf")
    return _pandoc(manuscript, *engine), _pandoc(manuscript, "-o", "peer.epub")


def with_typst(manuscript: Manuscript) -> tuple[Step, ...]:
    """Both files by pandoc, the PDF through Typst."""
    typesetting = (sys.executable, str(_ALONE / "compile_typst.py"), "peer.typ", "peer.pdf")
    return (
        _pandoc(manuscript, "-t", "typst", "-o", "peer.typ"),
        Step(typesetting, manuscript.folder, tells_time=True),
        _pandoc(manuscript, "-o", "peer.epub"),
    )


def plain_weasyprint(root: Path, folder: Path) -> Step:
    """WeasyPrint without us, on the HTML, pictures and fonts of our print edition of the project at
    `root`.

    It writes `peer.pdf` into `folder`, with our options but without our repairs.
    """
    markup, options = _handed_to_engine(Project.find(root))
    folder.mkdir()
    (folder / "document.html").write_text(markup, "utf-8")
    shutil.copytree(root / "sources", folder / "sources")
    shutil.copytree(_REPOSITORY / "fonts", folder / "fonts")
    plain = (str(_ALONE / "write_plain.py"), "document.html", "peer.pdf", json.dumps(options))
    return Step((sys.executable, *plain), folder)


def _pandoc(manuscript: Manuscript, *options: str) -> Step:
    given = {"title": manuscript.title, "author": manuscript.author, "lang": manuscript.lang}
    metadata = (f"--metadata={key}:{value}" for key, value in given.items())
    return Step(
        (pandoc(), "--standalone", *metadata, *manuscript.texts, *options), manuscript.folder
    )


class _HandedOverError(Exception):
    """Ends our own run as soon as the engine has been given its HTML and options."""


def _handed_to_engine(project: Project) -> tuple[str, dict[str, object]]:
    """The HTML of the print edition of the only publication, and the engine's options that are
    plain values.
    """
    import weasyprint

    from prepress.pdf.pages import PrintContext, lay_out_pages

    given: dict[str, object] = {}

    class Recorder:
        def __init__(self, **source: object) -> None:
            given["string"] = source["string"]

        def render(self, **options: object) -> None:
            given["options"] = {
                key: value for key, value in options.items() if isinstance(value, (str, bool))
            }
            raise _HandedOverError

    (publication,) = publications(project)
    manuscript = read(project, publication)
    layouts = layouts_of(project, manuscript)
    words, _ = words_of(manuscript, layouts)
    copy = PrintContext(set_galley(manuscript, project, words), project, layouts, words)
    edition = next(
        (own for own in manuscript.metadata.editions if isinstance(own, PrintEdition)),
        EDITIONS["print"],
    )
    assert isinstance(edition, PrintEdition)
    with mock.patch.object(weasyprint, "HTML", Recorder), suppress(_HandedOverError):
        lay_out_pages(copy, edition)
    options = given["options"]
    assert isinstance(options, dict)
    return str(given["string"]), options
