"""The tags of a document that holds everything at once, over many pages, satisfy the reference
validator.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.pdf.tagging.artifacts import drop_ornaments
from prepress.pdf.tagging.link_tags import gather_link_lines
from prepress.pdf.tagging.list_tags import build_list_items
from prepress.pdf.tagging.repairs import REPAIRS, Repair
from prepress.pdf.tagging.table_tags import scope_headers
from tests.conformance.validators import verapdf
from tests.pdf.tagging.documents import PICTURE, tagged

pytestmark = pytest.mark.validators

STYLE = """
nav a::after { content: leader('.') target-counter(attr(href url), page) }
.note { float: footnote }
.foot { position: running(foot) }
@page { @bottom-left { content: element(foot) } @top-right { content: string(chapter) } }
h1 { string-set: chapter content(text); break-before: page }
.flex { display: flex; gap: 4mm } .grid { display: grid; grid-template-columns: 1fr 1fr }
.columns { column-count: 2 } .absolute { position: absolute; right: 0 } .float { float: right }
p { hyphens: auto }
"""
TEXT = (
    "Incomprehensible circumstances accompany extraordinary undertakings in internationalized "
    "communities. "
)


def chapter(number: int) -> str:
    rows = "".join(
        f"<tr><th scope=row>{row}</th><td>a {row}</td><td rowspan={2 if row % 2 else 1}>b</td>"
        + ("<td>c</td></tr>" if row % 2 else "</tr>")
        for row in range(1, 30)
    )
    return f"""
<section><h1 id="c{number}">Chapter {number}</h1>
<p>{TEXT * 3}See <a href="https://example.org/{number}">a <em>long</em> link that goes on over the line</a> and
<a href="#c1">chapter one</a>.<span class="note">A note and <a href="https://example.org/">a link</a>.</span> {TEXT}</p>
<h2>Lists</h2><ul><li><p>{TEXT * 2}</p><p>{TEXT}</p><ol><li>one</li><li><p>two</p><pre>code</pre></li></ol></li>
<li>tight <strong>item</strong></li></ul><dl><dt>Term</dt><dd><p>{TEXT}</p></dd><dd>Again.</dd></dl>
<ol style="list-style: lower-roman">{"".join(f"<li>{TEXT}</li>" for _ in range(8))}</ol>
<table><caption>Rows</caption><thead><tr><th>H</th><th colspan=2>I</th><th>J</th></tr></thead>
<tbody>{rows}</tbody></table>
<figure><img src="{PICTURE}" alt="A square"><figcaption>A caption</figcaption></figure>
<p>An ornament <img src="{PICTURE}" alt=""> and
<a href="https://example.org/"><img src="{PICTURE}" alt="A link"></a>.</p>
<aside role="note"><p>Aside: <span lang="fr">étage</span>, <code>x</code>, <q>quote</q>, H<sub>2</sub>O.</p></aside>
<p lang="he" dir="rtl">Shalom</p><blockquote><p>{TEXT * 4}</p></blockquote>
<div class="flex"><p>left</p><p>{TEXT}</p></div><div class="grid"><p>a</p><p>b</p><p>c</p></div>
<div class="columns"><p>{TEXT * 5}</p></div><div class="absolute">absolute</div><p class="float">float</p>
<p>{TEXT * 12}</p></section>"""


def document(chapters_wanted: int) -> str:
    numbers = range(1, chapters_wanted + 1)
    contents = "".join(f'<li><a href="#c{number}">Chapter {number}</a></li>' for number in numbers)
    chapters = "".join(chapter(number) for number in numbers)
    return f'<div class="foot"><p>The foot</p></div><nav><ol>{contents}</ol></nav>{chapters}'


def written(folder: Path, *without: Repair, chapters: int = 1) -> Path:
    pdf = folder / "stress.pdf"
    pdf.write_bytes(tagged(document(chapters), STYLE, without=without))
    return pdf


def test_stress_document_keeps_pdf_ua_1_and_pdf_a_2a(tmp_path: Path) -> None:
    assert verapdf(written(tmp_path, chapters=3), "ua1", "2a") == []


@pytest.mark.parametrize(
    "repair",
    [build_list_items, drop_ornaments, gather_link_lines, scope_headers],
    ids=lambda r: r.__name__,
)
def test_stress_document_fails_without_a_repair(tmp_path: Path, repair: Repair) -> None:
    assert verapdf(written(tmp_path, repair), "ua1") != []


def test_stress_document_fails_without_any_repair(tmp_path: Path) -> None:
    assert len(verapdf(written(tmp_path, *REPAIRS), "ua1")) >= 3
