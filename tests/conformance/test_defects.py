"""A book with every defect that its author should mend is set harmlessly, and stays valid."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from prepress.building.report import Report
from tests.conformance.pdfx import pdfx4
from tests.conformance.validators import ace, epubcheck, verapdf_all
from tests.shelf import SQUARE, Shelf

pytestmark = pytest.mark.validators

METADATA = """\
title: Defects
lang: en
author: Ann Lee
accessibility: {features: [alternativeText], conforms-to: EPUB Accessibility 1.1 - WCAG 2.2 Level AA}
editions: {print: {}, press: {}, large-print: {}, epub: {}}
"""
TEXT = """\
# One

See [one](#gone), [two](gone.md), [three](/visits), [four](../../../gone) and [five](javascript:x).

![What it shows](gone.png)

![A caption](broken.png){alt="Two hands"}

Inline ![a star](star.png), ![](nothing.png), ![net](https://example.org/a.png) and
<img src="data:text/html,x" alt="data">.

![](two-hands_3.svg)

![](ornament.png){.decorative}

| 简体 | a   |
|------|-----|
| 𓀀    | `𒀀` |

::: wraning
Text[^1] in it.
:::

#### Skips [![](gone.png)](#one)

<p itemprop="x" onclick="y()">Raw</p>

[^1]: A note with ![a picture](gone.png) and [a link](#gone).
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, Report]:
    shelf = Shelf(tmp_path_factory.mktemp("defects"))
    shelf.add(
        {"1.md": TEXT, "broken.png": b"no picture", "two-hands_3.svg": SQUARE}, metadata=METADATA
    )
    return shelf, shelf.build()


def file(project: tuple[Shelf, Report], name: str) -> Path:
    return project[0].root / "output" / name


def test_every_defect_is_a_warning(project: tuple[Shelf, Report]) -> None:
    _, report = project
    assert (report.exit_code, report.withheld, len(report.built)) == (0, (), 4)
    assert {finding.code for finding in report.to_mend} >= {
        "A-001", "E-001", "G-001", "H-002", "I-001", "I-002", "I-003", "L-001", "L-002", "S-002",
    }  # fmt: skip
    assert "H-003" in {finding.code for finding in report.findings if finding.is_note}


def test_pdfs_keep_their_standards(project: tuple[Shelf, Report]) -> None:
    pdfs = [file(project, "tiny.pdf"), file(project, "tiny-large-print.pdf")]
    assert verapdf_all(pdfs, "ua1", "2a") == {pdf: [] for pdf in pdfs}
    assert pdfx4(file(project, "tiny-press.pdf")) == []


def test_epub_is_valid_and_claims_nothing_that_is_not_so(
    project: tuple[Shelf, Report], tmp_path: Path
) -> None:
    epub = file(project, "tiny.epub")
    assert epubcheck(epub) == []
    assert ace(epub, tmp_path) == []
    package = zipfile.ZipFile(epub).read("EPUB/content.opf").decode()
    assert "alternativeText" not in package
    assert "conformsTo" not in package
    assert ">textual,visual<" in package
    assert 'Sufficient">textual<' not in package
