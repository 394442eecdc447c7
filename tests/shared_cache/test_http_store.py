"""A server that keeps what is PUT is a shared cache; one that fails costs a warning, no edition."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from prepress.errors import UsageError
from prepress.shared_cache.http_store import HttpStore
from prepress.shared_cache.store import StoreError
from tests.shared_cache.store_server import StoreServer, served

PATH = f"cas/{'0' * 64}"


@pytest.fixture
def server() -> Iterator[StoreServer]:
    with served() as server:
        yield server


@pytest.fixture
def store(server: StoreServer) -> Iterator[HttpStore]:
    store = HttpStore(f"{server.address}/makebook/", 0.3)
    yield store
    store.close()


def test_what_is_put_is_there(store: HttpStore, server: StoreServer) -> None:
    assert store.get(PATH, 10) is None
    store.put(PATH, b"body")
    assert [store.get(PATH, 10) for _ in "12"] == [b"body"] * 2
    assert server.kept == {f"/makebook/{PATH}": b"body"}


def test_what_is_too_large_is_not_there(store: HttpStore) -> None:
    store.put(PATH, b"body")
    assert store.get(PATH, 3) is None
    assert store.get(PATH, 4) == b"body"


@pytest.mark.parametrize("fault", ["truncated", "chunks"])
def test_half_a_body_is_never_the_whole(store: HttpStore, server: StoreServer, fault: str) -> None:
    store.put(PATH, b"body")
    server.fault = fault
    assert store.get(PATH, 10) in (None, b"bo")
    server.fault = ""
    assert store.get(PATH, 10) == b"body"


@pytest.mark.parametrize("status", [302, 401, 403, 500, 503])
def test_refusal_is_an_error_that_says_it(
    store: HttpStore, server: StoreServer, status: int
) -> None:
    server.status = status
    with pytest.raises(StoreError, match=f"it answers {status} "):
        store.get(PATH, 10)
    with pytest.raises(StoreError, match=f"it answers {status} "):
        store.put(PATH, b"body")


def test_server_that_is_silent_is_not_waited_for(store: HttpStore, server: StoreServer) -> None:
    server.fault = "hanging"
    begun = time.monotonic()
    with pytest.raises(StoreError, match="it does not answer in time"):
        store.get(PATH, 10)
    assert time.monotonic() - begun < 0.9


def test_server_that_is_down_is_an_error() -> None:
    with served() as server:
        address = server.address
    with pytest.raises(StoreError, match="Connection refused"):
        HttpStore(address).get(PATH, 10)


def test_connection_that_was_closed_is_opened_again(store: HttpStore, server: StoreServer) -> None:
    server.fault = "closing"  # without a word, as servers close what is at rest
    store.put(PATH, b"body")
    assert store.get(PATH, 10) == b"body"


def test_name_and_password_are_sent_and_never_said(server: StoreServer) -> None:
    store = HttpStore(server.address.replace("//", "//anna:a%40b@"))
    server.status = 401
    with pytest.raises(StoreError) as caught:
        store.get(PATH, 10)
    assert server.asked == [f"GET /{PATH} Basic YW5uYTphQGI="]
    assert "anna" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["http://", "http://a:b", "http://a:99999", "http://[a", "http://ä"]
)
def test_address_of_no_server_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="This is no address of a cache"):
        HttpStore(address)
