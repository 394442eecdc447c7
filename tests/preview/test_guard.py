"""Only this machine's own pages are answered, and only to be looked at."""

from __future__ import annotations

import pytest

from prepress.preview.server import listening
from tests.preview.asgi import PORT, ask
from tests.preview.conftest import Looking

PATHS = ("/", "/preview.css", "/preview.js", "/preview.svg", "/view.json")


@pytest.fixture
def bare(looking: Looking) -> Looking:
    looking.shelf.add({"1.md": "# One\n"})
    return looking


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}"])
def test_own_address_is_answered(bare: Looking, path: str, host: str) -> None:
    assert ask(bare.app, path, host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1",
        "localhost",
        f"clinic.example:{PORT}",
        "127.0.0.1:80",
        f"127.0.0.1.clinic.example:{PORT}",
    ],
)
def test_foreign_host_is_refused(bare: Looking, host: str) -> None:
    answer = ask(bare.app, "/view.json", host=host)
    assert (answer.status, b"editions" in answer.body) == (403, False)


def test_two_hosts_are_refused(bare: Looking) -> None:
    assert ask(bare.app, "/view.json", ("Host", f"127.0.0.1:{PORT}")).status == 403


@pytest.mark.parametrize(
    "origin",
    ["https://clinic.example", "null", "http://localhost:3000", f"https://127.0.0.1:{PORT}"],
)
def test_foreign_origin_is_refused(bare: Looking, origin: str) -> None:
    assert ask(bare.app, "/view.json", ("Origin", origin)).status == 403


def test_own_origin_is_answered(bare: Looking) -> None:
    assert ask(bare.app, "/view.json", ("Origin", f"http://localhost:{PORT}")).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_picture_in_a_page_of_another_site_is_refused(bare: Looking, site: str) -> None:
    assert (
        ask(bare.app, "/preview.svg", ("Sec-Fetch-Site", site), ("Sec-Fetch-Dest", "image")).status
        == 403
    )


def test_link_from_another_site_can_be_followed(bare: Looking) -> None:
    assert (
        ask(bare.app, "/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "document")).status
        == 200
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_sent(bare: Looking, method: str) -> None:
    assert ask(bare.app, "/", method=method).status == 405


@pytest.mark.parametrize("path", [*PATHS, "/nowhere"])
def test_every_answer_carries_the_headers_that_fence_it_in(bare: Looking, path: str) -> None:
    headers = ask(bare.app, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_page_may_load_only_what_comes_from_here(bare: Looking) -> None:
    policy = ask(bare.app, "/").headers["content-security-policy"]
    sources = {source for rule in policy.split("; ") for source in rule.split()[1:]}
    (nonce,) = sources - {"'none'", "'self'"}
    assert f"style-src 'self' {nonce};" in policy
    assert nonce not in ask(bare.app, "/").headers["content-security-policy"], "it can be guessed"


def test_no_other_machine_can_reach_it() -> None:
    with listening(None) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
