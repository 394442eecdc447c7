"""Action result: an entry in the form that caches of Bazel take and check, which know by it the
files that belong to it (Remote Execution API 2, ActionResult).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

# The numbers of fields (remote_execution.proto).
_OUTPUT_FILES = 2
_STDOUT_RAW = 5
_PATH, _DIGEST = 1, 2
_HASH, _SIZE = 1, 2

# How a field is written (Protocol Buffers, encoding).
_NUMBER, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_WIDTHS = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}


def action_result(said: bytes, sizes: Mapping[str, int]) -> bytes:
    """An entry that says `said`; the contents with these digests, of these sizes in bytes, belong
    to it.
    """
    files = (
        _field(
            _OUTPUT_FILES, _field(_PATH, digest.encode()) + _field(_DIGEST, _digest(digest, size))
        )
        for digest, size in sorted(sizes.items())
    )
    return b"".join(files) + _field(_STDOUT_RAW, said)


def said_in(entry: bytes) -> bytes:
    """What an entry says; other fields, which a server may add, are passed over.

    Raises ValueError where it is none.
    """
    return next((value for number, value in _fields(entry) if number == _STDOUT_RAW), b"")


def _digest(digest: str, size: int) -> bytes:
    return _field(_HASH, digest.encode()) + _varint(_SIZE << 3 | _NUMBER) + _varint(size)


def _field(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(value)) + value


def _varint(number: int) -> bytes:
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a message that hold bytes, by their numbers."""
    at = 0
    while at < len(message):
        key, at = _read_varint(message, at)
        kind = key & 7
        if kind == _NUMBER:
            _, at = _read_varint(message, at)
            continue
        size, at = (_WIDTHS[kind], at) if kind in _WIDTHS else _read_size(message, at, kind)
        if at + size > len(message):
            raise ValueError("a field that is cut short")
        if kind == _BYTES:
            yield key >> 3, message[at : at + size]
        at += size


def _read_size(message: bytes, at: int, kind: int) -> tuple[int, int]:
    if kind != _BYTES:
        raise ValueError("a field of no known kind")
    return _read_varint(message, at)


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    """The number that begins `at` there, and where it ends."""
    number = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            break
        number |= (message[at] & 0x7F) << shift
        at += 1
        if message[at - 1] < 0x80:
            return number, at
    raise ValueError("a number that does not end")
