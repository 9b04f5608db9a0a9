"""Which characters a Word file can carry, and where the first one stands that it cannot."""

import re
import unicodedata

from engine.words import TURNING, folded

# What XML 1.0 leaves out of `Char`, and the lone surrogates Python can hold but no encoding can write.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_OPENS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")


def first_forbidden(text: str) -> int | None:
    """The offset of the first character no Word file can carry, or None."""
    found = _FORBIDDEN.search(text)
    return found.start() if found else None


def with_visible_replacement(text: str) -> str:
    """Staff text fit for paper: what Word cannot carry becomes U+FFFD, so that the gap can be seen.

    So do controls that would turn around what stands beside the text: overrides, and whatever is opened and not closed.
    """
    text = _FORBIDDEN.sub("\ufffd", text)
    return text if TURNING.search(text) is None or _is_steady(text) else TURNING.sub("\ufffd", text)


def turns(text: str) -> bool:
    """Whether any character of the text sets a direction for what follows it. Letters and marks do not."""
    return TURNING.search(text) is not None


def _is_steady(text: str) -> bool:
    """Whether every embedding and isolate is closed by its own end, with no override among them."""
    waiting: list[str] = []
    for character in TURNING.findall(text):
        if character in _OPENS:
            waiting.append(_OPENS[character])
        elif not waiting or waiting.pop() != character:
            return False
    return not waiting and not any(character in text for character in "\u202d\u202e")


def place(text: str, offset: int) -> str:
    """Such as “line 3, character 14”: both counted from one, CR, LF and CR LF each ending a line."""
    before = folded(text[:offset])
    line_start = before.rfind("\n") + 1
    return f"line {before.count(chr(10)) + 1}, character {len(before) - line_start + 1}"


def name_of(character: str) -> str:
    """Such as “U+FFFE”, with the character's name where Unicode gives it one."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
