"""Linear reading: the places where Python-Markdown would take time by the square of a text's
length, in a form that does not.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.extensions.smarty import SmartyExtension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

#: So many blocks are soon moved, each time that the first of them is taken away.
_FEW = 100
#: How long a piece of a text is that is read at once, and the signs at which one ends, the best
#: first.
LONGEST_PIECE = 20_000
_ENDS = ("\n", " ", "\x03", ")", "]", ">")
#: Words and their punctuation, in which no pattern finds anything: each looks for a sign, for two
#: spaces, or for a full stop or a colon before the next letter.
_PLAIN = re.compile(r"(?:[^\W_]|[ \n](?! )|[.,;?](?!\S))*")


class LongTextExtension(Extension):
    """Replaces the queue of the blocks and the walk through the tree by linear ones."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built."""
        read = md.parser.parseBlocks

        def parse_blocks(parent: ET.Element, blocks: list[str]) -> None:
            read(parent, blocks if len(blocks) < _FEW else _Blocks(blocks))  # type: ignore[arg-type]

        md.parser.parseBlocks = parse_blocks  # type: ignore[method-assign]
        md.treeprocessors.register(_InlineWalk(md), "inline", 20)


class LongSmartyExtension(SmartyExtension):
    """Python-Markdown's typography, by a linear walk through the tree."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built."""
        super().extendMarkdown(md)
        walk = _InlineWalk(md)
        walk.inlinePatterns = self.inlinePatterns  # type: ignore[assignment]
        md.treeprocessors.register(walk, "smarty", 6)


class _Blocks(deque[str]):
    """Blocks of which the first is taken, and put back, without moving the others."""

    def pop(self, index: int = -1) -> str:
        """Take one of the blocks out."""
        if index == 0:
            return self.popleft()
        block = self[index]
        del self[index]
        return block


class _InlineWalk(InlineProcessor):
    """Python-Markdown's own walk but for the place of a child, which that looks for among all."""

    def run(self, tree: ET.Element, ancestors: list[str] | None = None) -> ET.Element:
        """Read the patterns in the text of every element of `tree`."""
        self.stashed_nodes = {}
        self._patterns = [(each, each.getCompiledRegExp().search) for each in self.inlinePatterns]  # type: ignore[attr-defined] # the stubs mean another class
        above = [] if ancestors is None else ancestors[:]
        self.parent_map = {child: parent for parent in tree.iter() for child in parent}
        self._InlineProcessor__build_ancestors(tree, above)  # type: ignore[attr-defined]
        waiting = deque([(tree, above)])
        while waiting:
            element, parents = waiting.popleft()
            self.ancestors = parents
            if element is not tree:
                self.ancestors.append(element.tag.lower())
            waiting.extend(self._read_children(element))
        return tree

    def _read_children(self, element: ET.Element) -> list[tuple[ET.Element, list[str]]]:
        """Read the patterns in and behind the children of `element`; what is to be read next, with
        the tags above it.
        """
        following: list[tuple[ET.Element, list[str]]] = []
        new: list[tuple[ET.Element, list[ET.Element]]] = []
        at = 0
        while at < len(element):  # what is put behind a child is a child too
            child = element[at]
            at += 1
            if child.text and not isinstance(child.text, AtomicString):
                found = self._read_text(child)
                following += found
                new.append((child, [each for each, _ in found]))
            if child.tail:
                self._read_tail(child, element, at)
            if len(child):
                self.parent_map[child] = element
                following.append((child, self.ancestors[:]))
        for child, inside in new:
            for index, each in enumerate(inside):
                child.insert(index, each)
        return following

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - Markdown's names
        """Put marks in place of what the patterns find in `data`; they are looked up once, and
        only those that find something are asked for more.
        """
        if isinstance(data, AtomicString) or _PLAIN.fullmatch(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._patterns)):
            pattern, search = self._patterns[index]
            is_found, begin = search(data) is not None, 0
            while is_found:
                data, is_found, begin = apply(pattern, data, index, begin)
        return data

    def _read_text(self, child: ET.Element) -> list[tuple[ET.Element, list[str]]]:
        """The elements in the text of `child`, which keeps what stands before the first."""
        self.ancestors.append(child.tag.lower())
        text, child.text = child.text or "", None
        found = self._elements_in(text, child, is_text=True)
        for each, _ in found:
            self.parent_map[each] = child
        self.ancestors.pop()
        return found

    def _read_tail(self, child: ET.Element, parent: ET.Element, behind: int) -> None:
        """Put the elements in the tail of `child` behind it."""
        holder = ET.Element("d")
        text, child.tail = child.tail or "", None
        found = self._elements_in(text, holder, is_text=False)
        if holder.tail:
            child.tail = holder.tail
        for each, _ in reversed(found):
            self.parent_map[each] = parent
            parent.insert(behind, each)

    def _elements_in(
        self, text: str, parent: ET.Element, *, is_text: bool
    ) -> list[tuple[ET.Element, list[str]]]:
        found: list[tuple[ET.Element, list[str]]] = []
        for piece in _pieces(text):
            holder = ET.Element("d")
            marked = self._InlineProcessor__handleInline(piece)
            inside = self._InlineProcessor__processPlaceholders(marked, holder, is_text)  # type: ignore[attr-defined]
            before = (holder.text if is_text else holder.tail) or ""
            if found:
                found[-1][0].tail = (found[-1][0].tail or "") + before
            elif is_text:
                parent.text = parent.text + before if parent.text else before or None
            else:
                parent.tail = parent.tail + before if parent.tail else before or None
            found += inside
        return found


def _pieces(text: str) -> Iterator[str]:
    """`text`, of which Python-Markdown copies all that follows with each thing that it finds, in
    pieces of a length that no paragraph has; each ends where most likely nothing goes on.
    """
    begin = 0
    while len(text) - begin > LONGEST_PIECE:
        ends = (
            text.rfind(sign, begin + LONGEST_PIECE // 2, begin + LONGEST_PIECE) for sign in _ENDS
        )
        end = next((end + 1 for end in ends if end > 0), begin + LONGEST_PIECE)
        yield text[begin:end]
        begin = end
    yield text[begin:] if begin else text
