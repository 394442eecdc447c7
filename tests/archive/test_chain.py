"""No line of a ledger can be changed, moved or taken out from between others unnoticed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prepress.archive.chain import chain_faults
from prepress.releases.ledger import Ledger, Release

TITLES = st.text(st.characters(codec="utf-8", exclude_characters="\n\r\t"), max_size=8)


def ledger(titles: list[str]) -> Ledger:
    found = Ledger()
    for number, title in enumerate(titles):
        found = found.plus(Release("k7m2-9qwd", "", title, "2026-01-01", f"{number:064x}"))
    return found


@given(st.lists(TITLES, min_size=2, max_size=6), st.data())
def test_changed_character_is_noticed(titles: list[str], data: st.DataObject) -> None:
    lines = list(ledger(titles).lines)
    number = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[number]) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda each: each != lines[number][at]))
    lines[number] = lines[number][:at] + other + lines[number][at + 1 :]
    assert [fault.number for fault in chain_faults(Ledger(tuple(lines)))][:1] in (
        [number + 1],
        [number + 2],  # the first line as one from before the chain, which the next one seals
    )


@given(st.lists(TITLES, min_size=2, max_size=6), st.data())
def test_order_is_noticed(titles: list[str], data: st.DataObject) -> None:
    lines = ledger(titles).lines
    moved = data.draw(st.permutations(lines).filter(lambda each: tuple(each) != lines))
    assert any(chain_faults(Ledger(tuple(moved))))


@given(st.lists(TITLES, min_size=2, max_size=6), st.data())
def test_entry_taken_out_is_noticed(titles: list[str], data: st.DataObject) -> None:
    lines = list(ledger(titles).lines)
    del lines[data.draw(st.integers(0, len(lines) - 2))]
    assert any(chain_faults(Ledger(tuple(lines))))


def test_title_of_many_lines_is_one_entry() -> None:
    found = ledger(["One\ntwo\tthree\u2028four"])
    assert found.releases[0].title == "One two three four"
    assert not any(chain_faults(found))
