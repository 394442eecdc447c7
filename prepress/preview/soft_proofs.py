"""Soft proofs: the pages of a PDF edition as they will be cut, drawn for a screen and known by how
they look.
"""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from prepress.errors import SourceError
from prepress.files.digests import digest_of

if TYPE_CHECKING:
    from prepress.readers.pdf import OpenPdf

#: The dots per inch that a page can be asked for: screens of one, one and a half, two and three
#: dots to a CSS pixel.
DPI = (96, 144, 192, 288)
#: Enough dots that a changed comma changes them.
_DIGEST_DPI = 72
_KEPT_EDITIONS = 2
_KEPT_PICTURES = 48
_FAST = 1

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class ProofPage:
    """A page of finished size in points; two of the same `digest` look the same."""

    width_pt: float
    height_pt: float
    digest: str
    text: str


@dataclass(frozen=True)
class SoftProof:
    """A PDF as it was read, with its title and pages."""

    data: bytes
    title: str
    pages: tuple[ProofPage, ...]

    @cached_property
    def file(self) -> str:
        """The digest that stands for the file."""
        return digest_of(self.data)


class SoftProofs:
    """The proofs of PDF files, the newest ones kept.

    PDFium stands no two threads at once, and a build draws with it too: so the pages are drawn in a
    process of their own.
    """

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_live_with_the_parent)
        self._proofs: OrderedDict[Path, tuple[SoftProof, ...]] = OrderedDict()
        self._parts: dict[Path, tuple[Mapping[str, SoftProof], ...]] = {}
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown(cancel_futures=True)

    async def of(self, path: Path) -> SoftProof | None:
        """The proof of the file; None where there is none, or it is damaged."""
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except OSError:
            return None
        kept = self._proofs.get(path, ())
        for proof in kept:
            if proof.data == data:
                return proof
        try:
            proof = SoftProof(data, *await self._in_process(survey, data, path.name))
        except SourceError:
            return None
        self._proofs[path] = (proof, *kept)[:_KEPT_EDITIONS]
        return proof

    async def of_parts(self, path: Path, parts: Mapping[str, bytes]) -> Mapping[str, SoftProof]:
        """The proofs of those `parts` that there are of a file, by their names, of which each
        stands for one content; those that were asked for last time are kept too.
        """
        before = self._parts.get(path, ())
        known = {name: proof for proofs in before for name, proof in proofs.items()}
        proofs = {
            name: known.get(name)
            or SoftProof(data, *await self._in_process(survey, data, path.name))
            for name, data in parts.items()
        }
        if proofs.keys() != (before[0].keys() if before else set()):
            self._parts[path] = (proofs, *before[:1])
        return proofs

    async def picture(self, digest: str, dpi: int) -> bytes | None:
        """The page that looks like `digest`, as a PNG; None where none of the kept proofs has
        it.
        """
        if (digest, dpi) not in self._pictures:
            found = self._find(digest)
            if found is None:
                return None
            self._pictures[digest, dpi] = await self._in_process(draw, *found, dpi)
            while len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end((digest, dpi))
        return self._pictures[digest, dpi]

    def _find(self, digest: str) -> tuple[bytes, int] | None:
        whole = chain.from_iterable(self._proofs.values())
        parts = (each.values() for recent in self._parts.values() for each in recent)
        for proof in chain(whole, chain.from_iterable(parts)):
            for number, page in enumerate(proof.pages, 1):
                if page.digest == digest:
                    return proof.data, number
        return None

    async def _in_process(
        self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs
    ) -> T:
        return await asyncio.wrap_future(self._pool.submit(function, *arguments, **named))


def survey(data: bytes, file: str) -> tuple[str, tuple[ProofPage, ...]]:
    """The title and the pages of the PDF `data`; `file` is its name in messages.

    Raises SourceError where it is damaged.
    """
    from prepress.readers.pdf import open_pdf

    with open_pdf(data, file) as pdf:
        pages = tuple(_proof_page(pdf, number) for number in range(1, len(pdf) + 1))
        return pdf.title, pages


def draw(data: bytes, number: int, dpi: int) -> bytes:
    """The page `number` (from 1) of the PDF `data` as a PNG. Raises SourceError where it is
    damaged.
    """
    from prepress.readers.pdf import open_pdf

    stream = io.BytesIO()
    with open_pdf(data) as pdf, _page_at_trim(pdf, number) as page:
        bitmap = page.render(scale=dpi / 72)
        bitmap.to_pil().save(stream, "PNG", compress_level=_FAST)
        bitmap.close()
    return stream.getvalue()


def _proof_page(pdf: OpenPdf, number: int) -> ProofPage:
    with _page_at_trim(pdf, number) as page:
        width, height = page.get_size()
        with closing(page.render(scale=_DIGEST_DPI / 72)) as bitmap:
            look = blake2b(f"{width} {height} ".encode(), digest_size=16)
            look.update(bytes(bitmap.buffer))
        with closing(page.get_textpage()) as text:
            return ProofPage(width, height, look.hexdigest(), text.get_text_range())


@contextmanager
def _page_at_trim(pdf: OpenPdf, number: int) -> Iterator[Any]:
    """The page as it is when it was cut to its trim, without bleed and marks."""
    with pdf.page(number) as page:
        page.set_cropbox(*page.get_trimbox())
        yield page


def _live_with_the_parent() -> None:
    """Ctrl-C is for the parent to answer; when that has ended, however it did, so does this
    process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
