"""What a browser gets: pages as pictures, the EPUB's sections, and each finding where it
belongs.
"""

from __future__ import annotations

import asyncio
import io
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from starlette.types import Message

from prepress.building.build import build
from prepress.building.report import BuildRequest, Report
from prepress.preview.feed import Feed, Round
from tests.preview.asgi import ask, request
from tests.preview.conftest import Looking

LONG = "\n\n".join(f"Paragraph {number} says something of its own. " * 12 for number in range(40))


def test_pages_are_pictures_at_the_pixels_of_the_screen(looking: Looking) -> None:
    looking.shelf.add(
        {"1.md": "# One\n"}, metadata="title: T\nlang: en\neditions: {print: {trim: a5}}\n"
    )
    looking.build()
    (page,) = looking.view("print")["pages"]
    for dpi in (96, 192):
        answer = ask(looking.app, f"/proofs/{page['digest']}/{dpi}.png")
        assert answer.headers["content-type"] == "image/png"
        assert "immutable" in answer.headers["cache-control"]
        width, height = Image.open(io.BytesIO(answer.body)).size
        assert (width, height) == pytest.approx((148 / 25.4 * dpi, 210 / 25.4 * dpi), abs=2)


@pytest.mark.parametrize(
    "path", ["/proofs/0/96.png", "/proofs/{digest}/97.png", "/proofs/{digest}/9600.png"]
)
def test_no_other_picture_can_be_asked_for(looking: Looking, path: str) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.build("print")
    digest = looking.view()["pages"][0]["digest"]
    assert ask(looking.app, path.format(digest=digest)).status == 404


def test_press_edition_is_cut_to_its_trim(looking: Looking) -> None:
    looking.shelf.add(
        {"1.md": "# One\n"}, metadata="title: T\nlang: en\neditions: {press: {trim: letter}}\n"
    )
    looking.build()
    (page,) = looking.view("press")["pages"]
    assert (page["width"], page["height"]) == pytest.approx((612, 792), abs=0.1)
    image = Image.open(
        io.BytesIO(ask(looking.app, f"/proofs/{page['digest']}/96.png").body)
    ).convert("L")
    foot = image.crop((0, image.height - 15, image.width, image.height))
    assert foot.getextrema() == (255, 255), "a crop mark is in sight"


def test_only_a_page_that_looks_otherwise_has_another_digest(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n\nWords.\n"})
    looking.build("print")
    before = looking.view()["pages"]
    with (looking.shelf.project.output / "tiny.pdf").open("ab") as pdf:
        pdf.write(b"\n% another file\n")
    assert looking.view()["pages"] == before
    looking.shelf.add({"1.md": "# One\n\nWords,\n"})
    looking.build("print")
    assert looking.view()["pages"] != before


@pytest.mark.parametrize("edition", ["print", "epub"])
def test_damaged_edition_shows_nothing_until_it_is_built_again(
    looking: Looking, edition: str
) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.build("print", "epub")
    suffix = "pdf" if edition == "print" else "epub"
    file = looking.shelf.project.output / f"tiny.{suffix}"
    whole = file.read_bytes()
    file.write_bytes(whole[:100])
    view = looking.view(edition)
    assert (view["edition"], view["pages"], view["sections"]) == (edition, [], [])
    file.write_bytes(whole)
    view = looking.view(edition)
    assert view["pages"] or view["sections"]


def test_finding_stands_beside_the_page_of_its_line(looking: Looking) -> None:
    looking.shelf.add({"1.md": f"# One\n\n{LONG}\n\n### Skips a level\n\nThe end of it all.\n"})
    looking.build("print")
    view = looking.view()
    (card,) = view["findings"]
    assert (card["code"], card["where"]) == ("S-005", "sources/tiny/1.md:83")
    assert card["page"] == len(view["pages"]) > 1


def test_finding_about_the_end_of_a_long_line_is_beside_the_page_of_its_end(
    looking: Looking,
) -> None:
    text = " ".join(f"Sentence {number} says something of its own." for number in range(40))
    looking.shelf.add(
        {"1.md": f"# One\n\n{text}\n"},
        metadata="title: T\nlang: en\neditions: {print: {trim: a5, pages: 2}}\n",
    )
    looking.build("print")
    view = looking.view()
    assert [(card["code"], card["page"]) for card in view["findings"]] == [("T-003", 2)]


def test_last_good_edition_stays_and_the_finding_stands_beside_its_page(looking: Looking) -> None:
    looking.shelf.add({"1.md": f"# One\n\n{LONG}\n\nThe end of it all.\n"})
    looking.build("print", "epub")
    good = looking.view("print")
    looking.shelf.add(
        {"1.md": f"# One\n\n{LONG}\n\nCall {{{{ clinic.fon }}}}.\n\nThe end of it all.\n"}
    )
    looking.build("print", "epub")
    broken = looking.view("print")
    assert (good["current"], broken["current"]) == (True, False)
    assert broken["pages"] == good["pages"]
    assert {card["page"] for card in broken["findings"]} == {len(good["pages"])}
    assert broken["editions"] == {"tiny": {"print": False, "epub": False}}


def test_metadata_and_layouts_are_beside_no_page(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.build("print")
    looking.shelf.add({"1.md": "# One\n"}, metadata="title: Tiny\nlang: en\nauthr: Ann\n")
    looking.build("print")
    view = looking.view()
    assert [(card["where"], card["page"]) for card in view["findings"]] == [
        ("sources/tiny/book.yaml:3", None)
    ]
    assert view["pages"]


def test_front_matter_is_beside_no_page(looking: Looking) -> None:
    source = looking.shelf.root / "sources" / "lone.md"
    source.parent.mkdir(parents=True)
    source.write_text("---\ntitle: Lone words\nlang: en\n---\n\n# One\n\nWords.\n")
    looking.build("print")
    source.write_text("---\ntitle: Lone words\nlang: en\nauthr: Ann\n---\n\n# One\n\nWords.\n")
    looking.build("print")
    assert [(card["where"], card["page"]) for card in looking.view()["findings"]] == [
        ("sources/lone.md:4", None)
    ]


def test_finding_about_a_pdf_is_beside_the_page_that_it_names(looking: Looking) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "PNG")
    text = f"# One\n\n{LONG}\n\n![](dots.png){{alt=Dots .wide}}\n"
    looking.shelf.add({"1.md": text, "dots.png": picture.getvalue()})
    looking.build("print")
    looking.build("print", strict=True)
    view = looking.view("print")
    (card,) = (card for card in view["findings"] if card["code"] == "B-002")
    assert card["where"] == "tiny.pdf"
    assert card["page"] == len(view["pages"]) > 1


def test_findings_of_another_publication_are_left_to_it(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"}, name="good").add(
        {"1.md": "# One\n\n![](gone.png)\n"}, name="wrong"
    )
    looking.build("print")
    assert looking.view(publication="good")["findings"] == []
    assert [card["code"] for card in looking.view(publication="wrong")["findings"]] == ["I-001"]


def test_epub_is_shown_section_by_section_without_scripts(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# First words\n", "2.md": "# Second words\n"})
    looking.build("epub")
    view = looking.view("epub")
    titles = [section["title"] for section in view["sections"]]
    assert titles[-3:-1] == ["First words", "Second words"]
    name = view["sections"][-2]["name"]
    answer = ask(looking.app, f"/screen/{view['digest']}/{name}")
    assert b"Second words" in answer.body
    assert answer.headers["content-type"] == "application/xhtml+xml"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_only_files_of_the_epub_are_served(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.build("epub")
    digest = looking.view()["digest"]
    assert ask(looking.app, f"/screen/{digest}/EPUB/style.css").status == 200
    assert ask(looking.app, "/screen/0/EPUB/style.css").status == 404
    for name in ("../output/tiny.pdf", "EPUB/../mimetype", "mimetype", "/etc/passwd", "EPUB/", ""):
        assert ask(looking.app, f"/screen/{digest}/{name}").status == 404, name


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "literata/OFL.txt", "nowhere.ttf", "/etc/passwd", "%00.ttf"]
)
def test_only_fonts_are_served(looking: Looking, name: str) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    assert ask(looking.app, "/fonts/literata/Literata-Bold.ttf").status == 200
    assert ask(looking.app, f"/fonts/{name}").status == 404


def test_scripts_and_styles_of_a_project_are_not_the_previews(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    own = looking.shelf.root / "layouts"
    own.mkdir()
    for kind in ("js", "css", "html"):
        (own / f"preview.{kind}").write_text("stolen")
    for path in ("/", "/preview.css", "/preview.js"):
        assert b"stolen" not in ask(looking.app, path).body


def test_editions_of_an_earlier_day_are_shown_while_the_first_build_fails(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.build("print")
    looking.feed.round = Round()
    looking.shelf.add({"1.md": "# One\n"}, metadata="titel: Tiny\nlang: en\n")
    looking.build()
    view = looking.view()
    assert view["editions"] == {"tiny": {"print": False}}
    assert view["pages"]
    assert "titel" in view["findings"][0]["what"]


def test_editions_of_an_earlier_day_that_nobody_asked_for_are_not_shown(looking: Looking) -> None:
    project = looking.shelf.add({"1.md": "# One\n"}).project
    project.output.mkdir()
    for name in ("tiny.pdf", "tiny.epub"):
        (project.output / name).touch()
    first = Round().next(Report(), project, BuildRequest(editions=("epub",)))
    assert first.editions == {"tiny": ("epub",)}


def test_editions_that_are_no_longer_made_are_not_shown(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.shelf.build("booklet")
    looking.build()
    looking.shelf.add({"1.md": "# One\n"}, metadata="titel: Tiny\nlang: en\n")
    looking.build()
    assert looking.view()["editions"] == {"tiny": {"print": False, "epub": False}}


def test_before_the_first_build_there_is_nothing_to_see(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    view = looking.view()
    assert (view["round"], view["editions"], view["pages"], view["findings"]) == (0, {}, [], [])


def test_browsers_are_told_of_each_round_until_the_end(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    assert asyncio.run(_heard(looking)) == [
        "retry: 1000",
        "event: round\ndata: 0",
        "event: step\ndata: tiny: chapter 1 of 2",
        "event: pages\ndata: 1",
        "event: round\ndata: 1",
    ]


def test_question_whether_there_are_rounds_is_answered_at_once(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    answer = ask(looking.app, "/rounds", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")


async def _heard(looking: Looking) -> list[str]:
    """What a browser hears while one round ends, and then the server."""
    feed: Feed = looking.feed
    heard: list[str] = []

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        heard.append(message.get("body", b"").decode().strip())

    async def listen() -> None:
        await looking.app(request("/rounds"), receive, send)

    listening = asyncio.create_task(listen())
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(listening), 0.05)
    await feed.tell_step("tiny: chapter 1 of 2")
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(listening), 0.05)
    await feed.show_early({})
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(listening), 0.05)
    await feed.publish(Round(1))
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(listening), 0.05)
    await feed.close()
    await asyncio.wait_for(listening, 5)
    return [text for text in heard if text]


def test_no_edition_takes_what_the_preview_is_made_of(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.build("epub")
    output: Path = looking.shelf.project.output
    assert b"masthead" not in (output / "tiny.epub").read_bytes()
    view = looking.view()
    assert b"masthead" not in ask(looking.app, f"/screen/{view['digest']}/EPUB/style.css").body


def test_web_pages_are_shown_page_by_page_and_run_nothing(looking: Looking) -> None:
    looking.shelf.add(
        {"1.md": "# First words\n", "2.md": "# Second words\n"},
        metadata="title: T\nlang: en\nlayout: book\neditions: {web: {}}\n",
    )
    looking.build()
    view = looking.view("web")
    names = [section["name"] for section in view["sections"]]
    assert names == ["tiny.html", "tiny-web/1.html", "tiny-web/2.html"]
    answer = ask(looking.app, f"/screen/{view['digest']}/{names[2]}")
    assert b"Second words" in answer.body
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-same-origin" in policy
    assert "script" not in policy
    style = ask(looking.app, f"/screen/{view['digest']}/tiny-web/style.css")
    assert style.headers["content-type"].startswith("text/css")
    assert ask(looking.app, f"/screen/{view['digest']}/tiny-web/../tiny.html").status == 404


@pytest.mark.parametrize(
    ("edition", "media_type"), [("print", "application/pdf"), ("epub", "application/epub+zip")]
)
def test_finished_file_can_be_opened_and_kept(
    looking: Looking, edition: str, media_type: str
) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.build("print", "epub")
    opened = ask(looking.app, f"/files/tiny/{edition}")
    assert opened.headers["content-type"] == media_type
    assert opened.headers["content-disposition"].startswith("inline")
    is_pdf = edition == "print"  # which the browser's own viewer shows, and no sandbox lets it
    assert ("sandbox" in opened.headers["content-security-policy"]) is not is_pdf
    kept = ask(looking.app, f"/files/tiny/{edition}?download")
    assert kept.headers["content-disposition"].startswith('attachment; filename="tiny.')
    assert kept.body == opened.body


@pytest.mark.parametrize("path", ["tiny/web", "tiny/nope", "nope/print", "../print", "tiny/.."])
def test_no_other_file_can_be_opened(looking: Looking, path: str) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    looking.build("epub")
    assert ask(looking.app, f"/files/{path}").status == 404


def test_editions_of_a_clinic_are_shown_in_place_of_those_of_all(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n\n![](gone.png)\n"}, name="other").add({"1.md": "# One\n"})
    clinics = looking.shelf.root / "sources" / "clinics"
    clinics.mkdir()
    (clinics / "north.yaml").write_text("name: North\n")
    looking.build("epub")
    view = looking.view(publication="tiny")
    assert (view["clinics"], view["clinic"], view["source"]) == (["north"], "", "tiny")
    assert ask(looking.app, "/clinic?name=nowhere").status == 404
    assert ask(looking.app, "/clinic?name=north").status == 204
    assert looking.feed.clinics == ("north",)
    order = BuildRequest(editions=("epub",), clinics=("north",))
    report = build(looking.shelf.project, order, lambda step: None)
    looking.feed.round = looking.feed.round.next(report, looking.shelf.project, order)
    view = looking.view(publication="tiny")
    assert list(view["editions"]) == ["other-north", "tiny-north"]
    assert (view["publication"], view["source"]) == ("tiny-north", "tiny")
    assert view["clinic"] == "north"
    assert view["sections"]
    assert view["findings"] == []
    assert [card["code"] for card in looking.view(publication="other")["findings"]] == ["I-001"]
