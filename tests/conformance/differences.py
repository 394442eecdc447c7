"""Differences: the examples that are not set as their specification has them, each with the reason.

By the name of the specification; a reason is what the manual would say to an author.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.conformance.examples import COMMONMARK, GFM

_TAGS = (
    "HTML is kept as far as it is safe and an EPUB can hold it; another tag is left out, with a "
    "finding, and its words stay."
)
_BOLD_ITALIC = "`***words***` are bold words in italics the other way round, which looks the same."

DIFFERENT: Mapping[str, Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {
        COMMONMARK: {
            _TAGS: (
                *(150, 163, 170, 171, 172, 176, 178, 201, 491, 524, 536, 613, 614, 615, 617, 623),
            ),
            "A tag that nothing closes, and behind which a browser would show nothing of the text, "
            "is shown as words, as on GitHub.": (173,),
            "Words go on as Markdown right below a tag on a line of its own, or below HTML that is "
            "closed: no text comes out raw.": (151, 161, 162, 164, 165, 166, 186),
            "In HTML an indented tag is a tag and no code, and `<pre>` goes to its end.": (
                *(148, 184, 191),
            ),
            "A declaration such as `<!ELEMENT …>` in a line of text is shown as words.": (628,),
            "Bare addresses are links, as on GitHub.": (602, 608, 611, 612),
            "Links lead to pages of the web, to mail and to telephones; any other address is set "
            "as words, with a finding.": (596, 598, 599, 601),
            "A backslash in an address of mail is an escape.": (606,),
            "The address of a link may have spaces in it, as names of files have, and its title "
            "quotation marks.": (41, 488, 490, 507, 508),
            "`[[words]]` is a link to a page or a heading, as in Obsidian.": (548, 559, 590),
            "A label that another one follows is a link of its own, if it is defined.": (571,),
            "Labels are alike in small letters; ẞ is not SS.": (540,),
            "A backslash before a space makes one that does not break, as in Pandoc.": (13,),
            "Signs of emphasis may stand between a letter and a quotation mark or parenthesis: "
            "otherwise bold type in Chinese and Japanese would come out raw.": (
                *(352, 354, 368, 369, 380, 392),
            ),
            _BOLD_ITALIC: (416, 467, 468),
            "A heading without words is left out: it would be a link without words in every table "
            "of contents.": (79,),
            "Tabs in code are set as spaces up to the next column of four.": (1, 2, 3),
            "Empty lines at the beginning and the end of code are left out, and of several ones in "
            "the code of a list one is kept.": (127, 129, 264, 318),
            "What is indented by two columns or more belongs to the list's item above it.": (
                *(257, 276, 280, 297, 311, 312, 313),
            ),
            "Words behind the sign of a list's item are words and no code, however far they stand "
            "from it.": (7, 273, 274),
        },
        GFM: {
            _TAGS: (1022,),
            _BOLD_ITALIC: (1015,),
            "`~words~` are subscript, as in Pandoc; `~~words~~` are struck.": (1017, 1018),
            "Links lead to pages of the web, to mail and to telephones; other addresses are words, "
            "and of `mailto:` only the address of mail is shown.": (628, 1019),
            "The call of a note and the way back from it look as the layout has them.": (
                *(1023, 1024, 1025),
            ),
        },
    }
)


def different(name: str) -> frozenset[int]:
    """The numbers of all examples of a specification that are set in another way."""
    return frozenset(number for numbers in DIFFERENT[name].values() for number in numbers)
