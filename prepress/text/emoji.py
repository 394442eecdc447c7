"""Emoji: the characters that are shown as small pictures, and the sequences that they make up."""

from __future__ import annotations

import re

# Emoji_Presentation in the Basic Multilingual Plane (Unicode 16, emoji-data.txt); behind it every
# pictograph counts, also the few that Unicode would rather have as text. The first two lines are
# symbols that only the font of emoji has.
_PICTURES = (
    "\u24c2\u2626\u262a\u262e\u262f\u2638-\u263a\u267b\u2692\u2694-\u2697\u2699\u269b\u269c\u26a7"
    "\u26b0\u26b1\u26e9\u26f0\u26f1\u26f4\u26f7-\u26f9\u271d\u2721\u303d\u3297\u3299"
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705"
    "\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50"
    "\u2b55\U0001f004\U0001f0cf\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a"
    "\U0001f1e6-\U0001f1ff\U0001f201\U0001f202\U0001f21a\U0001f22f\U0001f232-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001f64f"
    "\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f90c-\U0001f9ff"
    "\U0001fa70-\U0001faff"
)
#: Symbols that are emoji where U+FE0F stands behind them or a skin's tone does, and where they
#: stand behind a joiner.
_SYMBOLS = "\u00a9\u00ae\u203c-\u2b55\u3030"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"
_TAGS = "[\U000e0020-\U000e007e]+\U000e007f"
_FIRST = rf"(?:[{_PICTURES}][\ufe0e\ufe0f]?{_TONE}?|[{_SYMBOLS}](?:\ufe0f|{_TONE}))"
_JOINED = rf"\u200d(?:[{_PICTURES}]|[{_SYMBOLS}])\ufe0f?{_TONE}?"

#: One emoji: all that is shown as one picture (UTS 51, 1.4.9).
EMOJI = re.compile(rf"{_FLAG}|{_KEYCAP}|{_FIRST}(?:{_TAGS})?(?:{_JOINED})*")
#: One of these is in every emoji, and found many times as fast.
_SIGN = re.compile("[\u20e3\ufe0f\u231a-\u2b55\u303d\u3297\u3299\U0001f000-\U0001faff]")


def has_emoji(text: str) -> bool:
    """Whether one stands in `text`."""
    return bool(_SIGN.search(text) and EMOJI.search(text))
