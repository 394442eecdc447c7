"""A text past the day of its next review is a finding at each build, and nothing that is made
depends on the day.
"""

from __future__ import annotations

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.building.build import BuildRequest, Report, build
from prepress.building.composition import words_of
from prepress.errors import Place, SourceError, UsageError
from prepress.manuscript.metadata_keys import read_metadata
from prepress.manuscript.review import Review, review_findings, today
from tests.building.test_cache import made
from tests.epub.galleys import Epub, chapter, galley, open_epub
from tests.shelf import Shelf

DUE = (
    "title: Tiny\nlang: en\neditions: [epub]\nreviewed: 2026-01-01\nreviewer: Ann Lee\nreview-by: "
    "2027-01-01\n"
)
REVIEW = Review("2027-01-01", Place("book.yaml", 6))


@pytest.fixture
def dated(shelf: Shelf) -> Shelf:
    return shelf.add({"1.md": "# One\n\nText.\n"}, metadata=DUE)


def on(shelf: Shelf, day: str, *, strict: bool = False) -> Report:
    return build(
        shelf.project,
        BuildRequest(strict=strict, today=dt.date.fromisoformat(day)),
        lambda step: None,
    )


@pytest.mark.parametrize(
    ("day", "code", "words"),
    [
        ("2026-11-01", None, ""),
        ("2026-11-02", "D-002", "due on 2027-01-01, in 60 days"),
        ("2026-12-31", "D-002", "in 1 day."),
        ("2027-01-01", "D-002", "today"),
        ("2027-01-02", "D-001", "was due on 2027-01-01, 1 day ago"),
        ("2028-01-01", "D-001", "365 days ago"),
    ],
)
def test_warning_begins_sixty_days_ahead(day: str, code: str | None, words: str) -> None:
    found = review_findings(REVIEW, dt.date.fromisoformat(day))
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(
        words in finding.what and finding.place == Place("book.yaml", 6) for finding in found
    )


def test_text_without_a_day_is_never_overdue() -> None:
    assert review_findings(None, dt.date(2999, 1, 1)) == ()


def test_finding_stands_at_its_line_and_the_edition_is_made(dated: Shelf) -> None:
    report = on(dated, "2027-06-01")
    assert [str(finding.place) for finding in report.findings] == ["sources/tiny/book.yaml:6"]
    assert [built.edition for built in report.built] == ["epub"]


def test_passing_day_makes_nothing_again_and_is_not_hidden_by_the_record(dated: Shelf) -> None:
    assert on(dated, "2026-06-01").findings == ()
    file = dated.root / "output" / "tiny.epub"
    before = file.read_bytes(), file.stat().st_mtime_ns
    for day, code in (("2026-12-01", "D-002"), ("2027-06-01", "D-001")):
        report = on(dated, day)
        assert made(report) == []
        assert [finding.code for finding in report.findings] == [code]
    assert on(dated, "2026-06-01").findings == ()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_bytes_do_not_depend_on_the_day(dated: Shelf) -> None:
    on(dated, "2026-06-01")
    before = (dated.root / "output" / "tiny.epub").read_bytes()
    build(dated.project, BuildRequest(force=True, today=dt.date(2027, 6, 1)), lambda step: None)
    assert (dated.root / "output" / "tiny.epub").read_bytes() == before


def test_strict_build_withholds_what_is_overdue_and_makes_nothing_for_it(dated: Shelf) -> None:
    assert made(on(dated, "2026-06-01", strict=True)) == ["epub"]
    file = dated.root / "output" / "tiny.epub"
    before = file.stat().st_mtime_ns
    report = on(dated, "2027-06-01", strict=True)
    assert (report.withheld, report.built, report.exit_code) == (("tiny.epub",), (), 1)
    assert file.stat().st_mtime_ns == before
    assert made(on(dated, "2026-06-01", strict=True)) == []


def test_strict_build_from_nothing_withholds_too(dated: Shelf) -> None:
    assert on(dated, "2027-06-01", strict=True).withheld == ("tiny.epub",)
    assert not (dated.root / "output" / "tiny.epub").exists()


def test_new_day_of_review_ends_the_finding(dated: Shelf) -> None:
    on(dated, "2027-06-01")
    (dated.root / "sources/tiny/book.yaml").write_text(DUE.replace("2027-01-01", "2028-01-01"))
    assert on(dated, "2027-06-01").findings == ()


def test_command_takes_the_day_from_its_option_before_the_environment(
    dated: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dated.root)
    monkeypatch.setenv("MAKEBOOK_TODAY", "2027-06-01")

    def codes(*arguments: str) -> list[str]:
        result = CliRunner().invoke(main, ["build", "--json", "-j", "1", *arguments])
        return [finding["code"] for finding in json.loads(result.output)["findings"]]

    assert codes() == ["D-001"]
    assert codes("--today", "2026-06-01") == []


def test_day_of_the_environment_that_is_none_is_one_clear_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MAKEBOOK_TODAY", "tomorrow")
    with pytest.raises(UsageError, match="MAKEBOOK_TODAY is “tomorrow”"):
        today()


def test_epub_says_when_it_was_reviewed_and_how_long_it_holds(dated: Shelf) -> None:
    metadata = dated.galley().manuscript.metadata
    book = open_epub(galley(chapter("one", "<p>1</p>"), metadata=metadata))
    said = {
        name: book.package(f"//opf:meta[@property='{name}']/text()")
        for name in ("schema:lastReviewed", "schema:reviewedBy", "dcterms:valid")
    }
    assert said == {
        "schema:lastReviewed": ["2026-01-01"],
        "schema:reviewedBy": ["Ann Lee"],
        "dcterms:valid": ["2026-01-01/2027-01-01"],
    }
    assert "Next review January 1, 2027." in book.text("about.xhtml")


def claims(shelf: Shelf, name: str = "tiny") -> list[str]:
    """What the metadata of a built EPUB says of reviews."""
    package = Epub((shelf.root / f"output/{name}.epub").read_bytes()).package
    names = (
        "@property='schema:lastReviewed' or @property='schema:reviewedBy' or "
        "@property='dcterms:valid'"
    )
    return package(f"//opf:meta[{names}]/text()")


def about(shelf: Shelf, name: str = "tiny") -> str:
    return Epub((shelf.root / f"output/{name}.epub").read_bytes()).text("about.xhtml")


UNREVIEWED = "title: Tiny\nlang: en\neditions: [epub]\nreviewed: false\nreview-by: 2027-01-01\n"
NOT_YET = "This text has not yet been reviewed by a clinician."


def test_text_that_nobody_has_reviewed_says_so_and_claims_nothing(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text.\n"}, metadata=UNREVIEWED).build()
    assert (NOT_YET in about(shelf), claims(shelf)) == (True, [])


def test_text_of_which_nothing_is_said_says_nothing(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "Text.\n"}, metadata="title: Tiny\nlang: en\nrights: ©\neditions: [epub]\n"
    ).build()
    assert ("reviewed" in about(shelf), claims(shelf)) == (False, [])


def test_reviewer_is_named_only_where_there_was_a_review(shelf: Shelf) -> None:
    metadata = "title: Tiny\nlang: en\neditions: [epub]\nreviewer: Ann Lee\n"
    shelf.add({"1.md": "Text.\n"}, metadata=metadata).build()
    assert claims(shelf) == []


def test_reviewer_of_what_nobody_has_reviewed_is_refused_at_its_line() -> None:
    with pytest.raises(
        SourceError, match="names a reviewer of a text that nobody has reviewed"
    ) as caught:
        read_metadata("title: T\nlang: en\nreviewer: Ann Lee\nreviewed: false\n", "book.yaml")
    assert caught.value.place == Place("book.yaml", 3)


def test_review_is_a_day_or_false() -> None:
    with pytest.raises(
        SourceError, match="“no”, but must be a day written year-month-day, or false"
    ):
        read_metadata("title: T\nlang: en\nreviewed: no\n", "book.yaml")


@pytest.mark.parametrize(
    ("source", "own", "said", "valid"),
    [
        ("reviewed: false", "", "Este texto aún no ha sido revisado", []),
        ("reviewed: false", "reviewed: 2026-02-03", "Revisado", ["2026-02-03"]),
        ("reviewed: 2026-01-01", "", "Esta traducción aún no ha sido revisada", []),
        ("reviewed: 2026-01-01", "reviewed: false", "Esta traducción aún no ha sido revisada", []),
        ("rights: ©", "reviewed: false", "Este texto aún no ha sido revisado", []),
        ("rights: ©", "", "©", []),
    ],
)
def test_translation_says_of_itself_what_its_source_does_until_somebody_reviews_it(
    shelf: Shelf, source: str, own: str, said: str, valid: list[str]
) -> None:
    metadata = f"title: Tiny\nlang: en\neditions: [epub]\n{source}\n"
    shelf.add(
        {"1.md": "Text.\n", "es/1.md": "Texto.\n", "es/book.yaml": f"title: T\n{own}\n"},
        metadata=metadata,
    )
    shelf.build()
    assert (said in about(shelf, "tiny-es"), claims(shelf, "tiny-es")) == (True, valid)
    count = sum(
        words in about(shelf, "tiny-es")
        for words in ("Este texto aún", "Esta traducción aún", "Revisado")
    )
    assert count == (said != "©")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", NOT_YET),
        ("es", "Este texto aún no ha sido revisado por un profesional de la salud."),
        ("fr", "Ce texte n’a pas encore été vérifié par un professionnel de santé."),
        ("de", "Dieser Text wurde noch nicht von medizinischem Fachpersonal geprüft."),
        ("ar", "لم يراجع هذا النص بعد أي مختص في الرعاية الصحية."),
        ("zh", "本文尚未经医护人员审核。"),
        ("zh-Hant", "本文尚未經醫護人員審核。"),
        ("vi", "Tài liệu này chưa được chuyên gia y tế xem xét."),
    ],
)
def test_language_says_that_nobody_has_reviewed_the_text(
    shelf: Shelf, lang: str, words: str
) -> None:
    galley, layouts = shelf.add(
        {"1.md": "Text.\n"}, metadata=UNREVIEWED.replace("lang: en", f"lang: {lang}")
    ).set()
    assert words_of(galley.manuscript, layouts)[0]["text_not_reviewed"] == words


def test_day_of_the_next_review_is_said_without_one_of_the_last(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text.\n"}, metadata="title: Tiny\nlang: en\nreview-by: 2027-01-01\n")
    book = open_epub(
        galley(chapter("one", "<p>1</p>"), metadata=shelf.galley().manuscript.metadata)
    )
    assert "Next review January 1, 2027." in book.text("about.xhtml")
    assert book.package("//opf:meta[@property='dcterms:valid']/text()") == ["/2027-01-01"]
