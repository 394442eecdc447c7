"""Token places: where in a chapter's Markdown each token stands that the Word edition shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from prepress.word.word_runs import PICTURE
from prepress.word_edits.markdown_tokens import MarkdownToken, tokens_of

#: How many words may stand before a block that is looked for whole.
_FARTHEST = 60
#: What stands between the words of one text, and is no word that it shows.
_UNSHOWN = frozenset({"attributes", "comment", "placeholder", "tag", "definition", "target"})


@dataclass(frozen=True)
class BlockPlaces:
    """The tokens of a block as Word shows it, and for each the number of the token of the chapter
    that it comes from; None where it has none.
    """

    tokens: tuple[MarkdownToken, ...]
    sources: tuple[int | None, ...]

    @property
    def known(self) -> list[int]:
        """The numbers of the chapter's tokens that it comes from."""
        return sorted(each for each in self.sources if each is not None)


@dataclass(frozen=True)
class ChapterPlaces:
    """The tokens of a chapter's `text`, and the places of its blocks."""

    text: str
    tokens: tuple[MarkdownToken, ...]
    blocks: tuple[BlockPlaces, ...]

    def line_start(self, offset: int) -> int:
        """Where the line begins on which `offset` stands."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where that line ends."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def line_number(self, offset: int) -> int:
        """The number of that line, from 0."""
        return self.text.count("\n", 0, offset)


def chapter_places(text: str, blocks: Sequence[str], notes: Sequence[str] = ()) -> ChapterPlaces:
    """Where the `blocks`, Markdown as Word's text reads, stand in a chapter's `text`: first those
    of the text in their order, then each of the `notes` in what is left.
    """
    written = tokens_of(text)
    free = [number for number, each in enumerate(written) if each.kind == "word"]
    shown = [tuple(tokens_of(block)) for block in (*blocks, *notes)]
    sources = _words_found(shown[: len(blocks)], written, free)
    taken = {number for each in sources for number in each.values()}
    for tokens in shown[len(blocks) :]:
        free = [number for number in free if number not in taken]
        sources += _words_found([tokens], written, free)
        taken |= set(sources[-1].values())
    places = [_filled(*each, written) for each in zip(shown, sources, strict=True)]
    places[: len(blocks)] = _with_pictures(places[: len(blocks)], written)
    return ChapterPlaces(text, tuple(written), tuple(places))


def _with_pictures(
    places: Sequence[BlockPlaces], written: Sequence[MarkdownToken]
) -> list[BlockPlaces]:
    """The places of blocks, where those that are a picture alone have that of the next one behind
    what stands before them.
    """
    begins = [
        number
        for number in range(len(written) - 1)
        if written[number].text == "!" and written[number + 1].text == "["
    ]
    found: list[BlockPlaces] = []
    last = -1
    for place in places:
        is_picture = len(place.tokens) == 1 and place.tokens[0].text.startswith(PICTURE)
        begin = next((each for each in begins if each > last), None) if is_picture else None
        found.append(place if begin is None else BlockPlaces(place.tokens, (begin,)))
        last = max([last, *found[-1].known])
    return found


def _words_found(
    shown: Sequence[Sequence[MarkdownToken]],
    written: Sequence[MarkdownToken],
    free: Sequence[int],
) -> list[dict[int, int]]:
    """For each block that is shown, and the numbers of its words, the numbers of those `free` ones
    that they are.
    """
    words = [[at for at, each in enumerate(tokens) if each.kind == "word"] for tokens in shown]
    texts = [[tokens[at].text for at in each] for tokens, each in zip(shown, words, strict=True)]
    found = _matches(texts, [written[each].text for each in free])
    blocks: list[dict[int, int]] = []
    begin = 0
    for each in words:
        numbers = range(begin, begin + len(each))
        known = [(each[at - begin], free[found[at]]) for at in numbers if at in found]
        blocks.append(dict(known))
        begin = numbers.stop
    return blocks


def _matches(blocks: Sequence[Sequence[str]], free: Sequence[str]) -> dict[int, int]:
    """For the words of all `blocks` by their numbers, the numbers of the `free` words that they
    are: first those of whole blocks, then those between them.
    """
    words = [word for block in blocks for word in block]
    wholes = list(_wholes(blocks, free))
    found: dict[int, int] = {}
    a = b = 0
    for begin, at, size in [*wholes, (len(words), len(free), 0)]:
        matcher = SequenceMatcher(None, words[a:begin], free[b:at], False)
        runs = [(a + each.a, b + each.b, each.size) for each in matcher.get_matching_blocks()]
        for first, other, length in [*runs, (begin, at, size)]:
            found |= {first + step: other + step for step in range(length)}
        a, b = begin + size, at + size
    return found


def _wholes(blocks: Sequence[Sequence[str]], free: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The blocks of some words that stand whole among the `free` words, in their order: where their
    first words stand in both, and how many they are.
    """
    begin = done = 0
    for block in blocks:
        size = len(block)
        for at in range(done, min(done + _FARTHEST, len(free) - size + 1)) if size > 3 else ():
            if free[at : at + size] == block:
                yield begin, at, size
                done = at + size
                break
        begin += size


def _filled(
    tokens: tuple[MarkdownToken, ...], words: dict[int, int], written: Sequence[MarkdownToken]
) -> BlockPlaces:
    """The places of a block's words with those of the marks and spaces between and around them."""
    sources = dict(words)
    known = sorted(words)
    for before, behind in pairwise(known):
        _match_between(tokens, range(before + 1, behind), written, sources)
    if known:
        _match_run(tokens, range(known[-1] + 1, len(tokens)), written, sources, step=1)
        _match_run(tokens, range(known[0] - 1, -1, -1), written, sources, step=-1)
    return BlockPlaces(tokens, tuple(sources.get(at) for at in range(len(tokens))))


def _match_between(
    tokens: Sequence[MarkdownToken],
    gap: range,
    written: Sequence[MarkdownToken],
    sources: dict[int, int],
) -> None:
    first, last = sources[gap.start - 1] + 1, sources[gap.stop]
    keys = [tokens[at].key for at in gap]
    others = [written[at].key for at in range(first, max(first, last))]
    for match in SequenceMatcher(None, keys, others, False).get_matching_blocks():
        for at in range(match.size):
            sources[gap.start + match.a + at] = first + match.b + at


def _match_run(
    tokens: Sequence[MarkdownToken],
    run: range,
    written: Sequence[MarkdownToken],
    sources: dict[int, int],
    step: int,
) -> None:
    """Match the marks before a block's first word or behind its last one, on its own line."""
    if not run:
        return
    at = sources[run.start - step] + step
    for number in run:
        if tokens[number].key[0] == "opaque":
            continue
        here = at
        while 0 <= here < len(written) and _may_be_skipped(written[here]):
            if written[here].key == tokens[number].key:
                break
            here += step
        if not 0 <= here < len(written) or written[here].key != tokens[number].key:
            return
        sources[number] = here
        at = here + step


def _may_be_skipped(token: MarkdownToken) -> bool:
    return token.kind in _UNSHOWN or (token.kind == "mark" and token.text == "[")
