"""QR codes: boxes whose address is too long for one are boxes without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prepress.findings import Finding
from prepress.text.xhtml import has_class

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

#: A code of more could not be read from the size that boxes give it; the largest has 2331 (ISO/IEC
#: 18004, table 7).
_MOST_BYTES = 1000


def judge_qr_codes(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Make boxes for QR codes whose address is too long plain ones, and say so."""
    for draft in drafts:
        for box in draft.elements("aside"):
            if not has_class(box, "aside", "callout-qr"):
                continue
            link = next((each for each in box.iter("a") if each.get("href")), None)
            length = 0 if link is None else len((link.get("href") or "").encode())
            if length <= _MOST_BYTES:
                continue
            box.set("class", box.get("class", "").replace("callout-qr", "callout-note"))
            what = (
                f"The address has {length} bytes, and a QR code at most {_MOST_BYTES}: the link "
                "stands without one."
            )
            yield Finding("S-027", draft.place(box), what, "Use a shorter address.")
