"""Key names: what the keys of a keyboard are called in mkdocs' `++ctrl+alt+del++`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

#: Names as they stand on keyboards, by those that pymdownx.keys knows them under.
_NAMES = MappingProxyType(
    {
        "alt": "Alt",
        "altgr": "AltGr",
        "arrow-down": "↓",
        "arrow-left": "←",
        "arrow-right": "→",
        "arrow-up": "↑",
        "backspace": "Backspace",
        "bksp": "Backspace",
        "caps-lock": "Caps Lock",
        "cmd": "Cmd",
        "command": "Cmd",
        "context-menu": "Menu",
        "control": "Ctrl",
        "ctrl": "Ctrl",
        "del": "Del",
        "delete": "Del",
        "down": "↓",
        "end": "End",
        "enter": "Enter",
        "esc": "Esc",
        "escape": "Esc",
        "fn": "Fn",
        "home": "Home",
        "ins": "Ins",
        "insert": "Ins",
        "left": "←",
        "meta": "Meta",
        "num-lock": "Num Lock",
        "opt": "Option",
        "option": "Option",
        "page-down": "Page Down",
        "page-up": "Page Up",
        "pause": "Pause",
        "pg-dn": "Page Down",
        "pg-up": "Page Up",
        "plus": "+",
        "print-screen": "Print Screen",
        "return": "Return",
        "right": "→",
        "scroll-lock": "Scroll Lock",
        "shift": "Shift",
        "space": "Space",
        "super": "Super",
        "tab": "Tab",
        "up": "↑",
        "win": "Win",
        "windows": "Win",
    }
)
_ONE_SIGN = re.compile(r"[a-z0-9]|f\d{1,2}")


def keys_of(words: str) -> Sequence[str]:
    """The keys that `words` name, as they are written on a keyboard; none where any is no key.

    A name of one's own stands in quotes: `++"Start"+x++`.
    """
    keys = [_key(name.strip()) for name in re.findall(r"\"[^\"]+\"|[^+]+", words)]
    return keys if all(keys) else []


def _key(name: str) -> str:
    if len(name) > 2 and name[0] == name[-1] == '"':
        return name[1:-1]
    folded = name.lower().replace("_", "-")
    return name.upper() if _ONE_SIGN.fullmatch(folded) else _NAMES.get(folded, "")
