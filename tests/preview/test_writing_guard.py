"""Only the page that was served writes, and only where the preview may be written in."""

from __future__ import annotations

import pytest

from prepress.preview.app import app
from prepress.preview.feed import Feed
from prepress.preview.recent_screens import RecentScreens
from prepress.preview.view import PreviewProject
from tests.preview.asgi import PORT, ask
from tests.preview.conftest import Looking
from tests.preview.writing import OWN, TEXT, Writing

CALLS = [
    ("texts", "GET"),
    ("text", "GET"),
    ("text", "PUT"),
    ("fields", "POST"),
    ("answers", "POST"),
    ("pictures", "POST"),
    ("places", "GET"),
]


@pytest.fixture
def writing(looking: Looking) -> Writing:
    looking.shelf.add({"1.md": "# One\n"})
    return Writing(looking)


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_nobody_without_the_token_is_answered(writing: Writing, name: str, method: str) -> None:
    for headers in [(OWN,), (OWN, ("X-Makebook-Token", "wrong")), (OWN, ("X-Makebook-Token", "é"))]:
        answer = writing.call(name, method, {}, *headers, file=TEXT)
        assert (answer.status, b"One" in answer.body) == (403, False)


@pytest.mark.parametrize(("name", "method"), CALLS)
@pytest.mark.parametrize("origin", ["https://clinic.example", "null", "http://localhost:3000"])
def test_token_is_worth_nothing_elsewhere(
    writing: Writing, name: str, method: str, origin: str
) -> None:
    token = ("X-Makebook-Token", writing.token)
    answer = writing.call(name, method, {}, token, ("Origin", origin), file=TEXT)
    assert answer.status == 403


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_what_is_sent_says_where_it_comes_from(writing: Writing, method: str) -> None:
    token = ("X-Makebook-Token", writing.token)
    assert writing.call("text", method, {}, token, file=TEXT).status == 403


def test_foreign_host_gets_no_token(writing: Writing) -> None:
    answer = ask(writing.looking.app, "/", host=f"clinic.example:{PORT}")
    assert (answer.status, b"data-token" in answer.body) == (403, False)


def test_each_preview_has_a_token_of_its_own(writing: Writing, looking: Looking) -> None:
    other = Writing(Looking(looking.shelf, looking.proofs))
    assert writing.token != other.token
    assert len(writing.token) > 40


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_what_the_page_does_can_be_done(writing: Writing, method: str) -> None:
    assert writing.call("text", method, {}, file=TEXT).status == 405
    assert (writing.root / TEXT).is_file()


def test_read_only_preview_has_no_editor_and_no_way_to_write(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    preview = PreviewProject(looking.shelf.project, looking.proofs, RecentScreens())
    read_only = app(preview, Feed(), PORT, is_read_only=True)
    page = ask(read_only, "/")
    assert b"writing" not in page.body
    assert "nonce" not in page.headers["content-security-policy"]
    for name, method in CALLS:
        wanted = 404 if method == "GET" else 405
        sent = ask(read_only, f"/writing/{name}?file={TEXT}", OWN, method=method, body=b"{}")
        assert sent.status == wanted
        empty = ask(read_only, f"/writing/{name}", OWN, ("X-Makebook-Token", ""), method=method)
        assert empty.status == wanted
    assert ask(read_only, "/writing-pane/codemirror.js").status == 404


def test_file_that_lies_anywhere_is_only_looked_at(looking: Looking) -> None:
    from prepress.project.single_file import project_of

    looking.shelf.root.mkdir(exist_ok=True)
    file = looking.shelf.root / "notes.md"
    file.write_text("# Notes\n")
    preview = PreviewProject(project_of(file, file.parent), looking.proofs, RecentScreens())
    assert b"writing" not in ask(app(preview, Feed(), PORT), "/").body


@pytest.mark.parametrize(
    "name",
    ["../preview.js", "..%2Fpreview.js", "package.json", "README.md", "nowhere.js", "pane.html"],
)
def test_only_styles_and_scripts_of_the_pane_are_served(writing: Writing, name: str) -> None:
    assert ask(writing.looking.app, "/writing-pane/pane.js").status == 200
    assert ask(writing.looking.app, f"/writing-pane/{name}").status == 404


def test_editor_asks_for_nothing_elsewhere(writing: Writing) -> None:
    """The scripts hold no address but the names of namespaces, and run nothing from a string."""
    for name in ("codemirror", "pane", "drafts", "editor", "calls", "layout", "together"):
        script = ask(writing.looking.app, f"/writing-pane/{name}.js").body.decode()
        addresses = {each.split('"')[0].split("/")[0] for each in script.split("://")[1:]}
        assert addresses <= {"www.w3.org", "clinic.example or #a-heading.", "clinic.example"}
        assert "eval(" not in script
        assert "new Function" not in script
        assert "node_modules" not in script
