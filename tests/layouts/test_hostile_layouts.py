"""Hostile layouts: one that would act, look behind its values or fill the memory gets one clear
message, or is text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.building.composition import words_of
from prepress.errors import MakebookError, SourceError
from prepress.layouts.views import (
    ClinicView,
    MetadataView,
    PictureView,
    WordsView,
    days_of,
    edition_view,
)
from tests.shelf import SQUARE, Shelf

METADATA = (
    "title: Tiny\nlang: en\ndate: 2026-11-23\neditions: {print: {trim: a5}, press: {}, epub: {}}\n"
)


@pytest.fixture
def own(shelf: Shelf) -> Path:
    """The project's own folder of layouts; the clinic has a logo."""
    shelf.add({"1.md": "# One\n"}, metadata=METADATA)
    (shelf.root / "sources" / "clinic.yaml").write_text(
        "name: Our Clinic\nphone: 555-0100\nlogo: logo.svg\n"
    )
    (shelf.root / "sources" / "logo.svg").write_text(SQUARE)
    folder = shelf.root / "layouts"
    folder.mkdir()
    return folder


def files(shelf: Shelf) -> set[Path]:
    return {file for file in shelf.root.rglob("*") if "output" not in file.parts}


def failure(shelf: Shelf, own: Path, layout: str, edition: str = "print") -> MakebookError:
    (own / "contact.html").write_text(layout, "utf-8")
    before = files(shelf)
    (failed,) = shelf.build(edition).failures
    assert files(shelf) == before
    return failed


def fill_layout(shelf: Shelf, own: Path, layout: str) -> str:
    """The `layout` filled with all that a contact block on paper gets."""
    (own / "contact.html").write_text(layout, "utf-8")
    galley, layouts = shelf.set()
    manuscript = galley.manuscript
    assert galley.logo
    return layouts.render(
        "contact.html",
        metadata=MetadataView.of(manuscript.metadata),
        clinic=ClinicView.of(manuscript.clinic),
        logo=PictureView.of(galley.logo),
        edition=edition_view(manuscript.metadata.editions[0]),
        chapters=galley.chapters,
        words=WordsView.of(words_of(manuscript, layouts)[0], days_of(manuscript.metadata)),
        medium="paper",
    )


@pytest.mark.parametrize("edition", ["print", "epub"])
@pytest.mark.parametrize("way", ["write_text('x')", "touch()", "mkdir()"])
def test_layout_writes_no_file(shelf: Shelf, own: Path, way: str, edition: str) -> None:
    failed = failure(
        shelf, own, f"<p>\n{{{{ logo.path.parent.joinpath('written').{way} }}}}", edition
    )
    assert "contact.html:2: This layout is broken" in str(failed)
    assert "has no attribute 'path'" in failed.what


def test_layout_reads_no_environment(
    shelf: Shelf, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "it-is-secret")
    wanted = "{page.__new__.__globals__[sys].modules[os].environ}"
    assert fill_layout(shelf, own, f"{{{{ '{wanted}' | folio }}}}") == wanted
    (own / "contact.html").write_text(f"<p>{{{{ '{wanted}' | folio }}}}</p>", "utf-8")
    assert not shelf.build("epub").failures


@pytest.mark.parametrize(
    "text",
    [
        "{pages.__class__}",
        "{page!r}",
        "{page:>999999999}",
        "{page[0]}",
        "{0.__class__}",
        "{page.a:{pages}}",
        "{",
        "}{",
    ],
)
def test_folio_is_plain_replacement(shelf: Shelf, own: Path, text: str) -> None:
    folio = fill_layout(shelf, own, f"{{{{ '{text} {{page}}/{{pages}}' | folio }}}}")
    numbers = '<span class="page-number"></span>/<span class="page-count"></span>'
    text = text.replace("{pages}", '<span class="page-count"></span>').replace(">9", "&gt;9")
    assert folio == f"{text} {numbers}"


HOSTILE = [
    # Formats that look into values, or are as wide as they like.
    "'{0.__class__}'.format(metadata)",
    "'{0.title}'.format(metadata)",
    "'{m[title]}'.format(m=metadata)",
    "('{0.__class__}' | escape).format(metadata)",
    "'{x:>999999999}'.format(x=1)",
    "'{x!r}'.format(x=1)",
    "'{x.__class__}'.format_map({'x': 1})",
    "'{x.__class__}' | fill(x=1)",
    "'{' | fill(x=1)",
    "''.format.__globals__",
    "'%0999999999d' | format(1)",
    "'%0999999999d' % 1",
    "('%0999999999d' | escape) % 1",
    # What no memory holds.
    "'x' * 999999999",
    "999999999 * [1]",
    "9 ** (9 ** 9)",
    "'x' | center(999999999)",
    "'x' | indent(999999999, true)",
    "'x'.zfill(999999999)",
    "('x' | escape).ljust(999999999)",
    "[1] | batch(999999999, 0) | list",
    "[1] | slice(999999999) | list",
    "1.5 | round(999999999, 'ceil')",
    "range(999999999)",
    # Ways behind the values.
    "metadata.__class__",
    "metadata['__class__']",
    "metadata | attr('__class__')",
    "[metadata] | map(attribute='__class__') | first",
    "[metadata] | map('attr', '__class__') | list",
    "([metadata] | groupby('__class__') | first).grouper",
    "[metadata] | selectattr('__class__.__base__') | list",
    "[metadata] | sum(attribute='__class__')",
    "''.__class__.__mro__[1].__subclasses__()",
    "().__class__",
    "metadata.of",
    "clinic.places",
    "clinic.in_language('es')",
    "logo.path",
    "logo.content()",
    "chapters[0].__init__.__globals__",
    "edition.items.__self__",
    "edition.page.parse('a4')",
    "edition.page.__class__",
    "words.of",
    "words.date.__globals__",
    "words.date.__self__",
    "words.date(1)",
    "words.catalogue.__class__",
    "metadata.date.today()",
    "metadata.date.__class__",
    "([1] | map('string')).gi_frame",
    "([1] | map('string')).gi_code",
    # Jinja's own.
    "self.__init__.__globals__",
    "self._TemplateReference__context",
    "self.b._context",
    "range.__globals__",
    "dict.__mro__",
    "dict.mro()",
    "lipsum()",
    "cycler.__init__.__globals__.os",
    "cycler('a').__init__.__globals__",
    "joiner.__init__.__globals__",
    "namespace.__init__.__globals__",
    "namespace(a=1).__class__",
    "config",
    "request",
    "os",
    "__import__('os')",
    "open('/etc/passwd').read()",
    "[1] | random",
    # What a filter of ours cannot take.
    "[1] | qr('x')",
    "('x' * 9000) | qr('x')",
    "1 | apart('rtl')",
    "'x' | said('y')",
    "words['nothing']",
    "{}['x']",
    "''.encode().decode",
]


@pytest.mark.parametrize("expression", HOSTILE)
def test_hostile_expression_is_one_clear_message(shelf: Shelf, own: Path, expression: str) -> None:
    with pytest.raises(
        SourceError, match=r"contact\.html:2: This layout is broken: [^\n]+\. Mend it"
    ) as raised:
        fill_layout(shelf, own, f"<p>\n{{{{ {expression} }}}}</p>")
    assert len(str(raised.value)) < 1000


@pytest.mark.parametrize(
    "layout",
    [
        "{% macro m() %}{% endmacro %}\n{{ m.__globals__ }}",
        "{% macro m() %}{% endmacro %}\n{{ m._func.__globals__ }}",
        "{% macro m() %}\n{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% macro m() %}\n{{ caller._func.__code__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% for each in [1] %}\n{{ loop.__class__ }}{% endfor %}",
        "{% for each in [1] %}\n{{ loop._iterable }}{% endfor %}",
        "{% block b %}\n{{ self.b.__globals__ }}{% endblock %}",
        "\n{% import 'notes.html' as notes %}{{ notes.__class__ }}",
        "\n{% from 'notes.html' import _body_stream %}",
        "\n{% do 1 %}",
        "\n{% debug %}",
    ],
)
def test_hostile_statement_is_one_clear_message(shelf: Shelf, own: Path, layout: str) -> None:
    (own / "notes.html").write_text("{% set x = 1 %}", "utf-8")
    with pytest.raises(
        SourceError, match=r"contact\.html:2: This layout is broken: [^\n]+\. Mend it"
    ):
        fill_layout(shelf, own, layout)


def test_layout_changes_no_value(shelf: Shelf, own: Path) -> None:
    with pytest.raises(
        SourceError, match=r"contact\.html:1: This layout is broken: cannot assign attribute"
    ):
        fill_layout(shelf, own, "{% set metadata.title = 'x' %}")
    with pytest.raises(
        SourceError, match=r"contact\.html:1: This layout is broken: .* has no attribute 'append'"
    ):
        fill_layout(shelf, own, "{% set x = [] %}{{ x.append(1) }}")


@pytest.mark.parametrize("tag", ["include", "extends", "import"])
@pytest.mark.parametrize(
    "file", ["/etc/passwd", "../sources/clinic.yaml", "os", "../../../../../etc/passwd"]
)
def test_layout_reads_layouts_alone(shelf: Shelf, own: Path, tag: str, file: str) -> None:
    as_name = " as it" if tag == "import" else ""
    with pytest.raises(SourceError, match="There is no layout file"):
        fill_layout(shelf, own, f"{{% {tag} '{file}'{as_name} %}}")


def test_layouts_that_were_written_before_go_on_working(shelf: Shelf, own: Path) -> None:
    layout = """
    {%- set number %}<a href="tel:{{ metadata.contact.phone }}">{{ clinic.phone }}</a>{% endset -%}
    <img src="{{ logo.url }}" style="width: {{ [3.4 * logo.width / logo.height, 9] | min | round(2) }}em">
    {{ (words["phone_is"] | escape).format(number=number) | said(words) }}
    {{ words["revised"].format(date=words.date(metadata.date)) }} {{ metadata.date.year }} {{ metadata.date }}
    {{ "{} & {}, {1}, {{}}".format(metadata.title, words.contents) }}
    {{ edition.name }} {{ edition.page.width_mm }} {{ edition.trim.height_mm }} {{ edition.bleed is defined }}
    {% set ns = namespace(found=0) %}{% for each in chapters %}{% set ns.found = ns.found + 1 %}{% endfor %}
    {{- ns.found }} {{ loop is defined }} {{ chapters[0].headings[0].text }} {{ words.date is defined }}
    {{ "1".zfill(3) }} {{ "%s" if false else "x" | upper }} {{ clinic.name }}
    {{- metadata.editions | map(attribute="name") | join }}"""
    lines = [line.strip() for line in fill_layout(shelf, own, layout).splitlines()]
    assert lines == [
        '<img src="sources/logo.svg" style="width: 3.4em">',
        'Phone: <a href="tel:555-0100">555-0100</a>',
        "Revised November 23, 2026 2026 2026-11-23",
        "Tiny &amp; Contents, Contents, {}",
        "print 148.0 210.0 False",
        "1 False One True",
        "001 X Our Clinicprintpressepub",
    ]


def test_words_in_a_template_of_ones_own_hold_names_alone(shelf: Shelf, own: Path) -> None:
    (own / "words").mkdir()
    for field in ("{0.__class__}", "{x.y}", "{x[0]}", "{x!r}", "{x:>999999999}", "{}", "{0}"):
        word = f'msgctxt "fax"\nmsgid "Fax {field}"\nmsgstr ""\n'
        (own / "words" / "makebook.pot").write_text(word, "utf-8")
        with pytest.raises(
            SourceError,
            match=r"makebook.pot:1: “fax” holds .*, but only a name can stand in braces",
        ):
            fill_layout(shelf, own, "")


def test_words_of_a_project_are_filled_and_never_evaluated(shelf: Shelf, own: Path) -> None:
    (own / "words").mkdir()
    for words in ("{date.__class__}", "{date:>999999999}", "{date!r}", "{0.__class__} {date}"):
        word = f'msgctxt "revised"\nmsgid "Revised {{date}}"\nmsgstr "{words}"\n'
        (own / "words" / "en.po").write_text(word, "utf-8")
        with pytest.raises(SourceError, match=r"en.po:1: “revised” must hold \{date\}\. "):
            fill_layout(shelf, own, "")


def test_braces_of_an_author_are_text(shelf: Shelf, own: Path) -> None:
    shelf.add({}, metadata="title: '{page.__class__} {title}'\nlang: en\neditions: {print: }\n")
    layout = (
        '{{ words["cover_of"] | fill(title=metadata.title) }}|{{ '
        'words["cover_of"].format(title=metadata.title) }}'
    )
    said = "Cover of {page.__class__} {title}"
    assert fill_layout(shelf, own, layout) == f"{said}|{said}"
