"""Which characters a Word file can carry, and where the first one stands that it cannot."""

import re
import unicodedata

from engine.words import folded

# What XML 1.0 leaves out of `Char`, and the lone surrogates Python can hold but no encoding can write.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def first_forbidden(text: str) -> int | None:
    """The offset of the first character no Word file can carry, or None."""
    found = _FORBIDDEN.search(text)
    return found.start() if found else None


def with_visible_replacement(text: str) -> str:
    """Staff text fit for paper: what Word cannot carry becomes U+FFFD, so that the gap can be seen."""
    return _FORBIDDEN.sub("\ufffd", text)


def place(text: str, offset: int) -> str:
    """Such as “line 3, character 14”: both counted from one, CR, LF and CR LF each ending a line."""
    before = folded(text[:offset])
    line_start = before.rfind("\n") + 1
    return f"line {before.count(chr(10)) + 1}, character {len(before) - line_start + 1}"


def name_of(character: str) -> str:
    """Such as “U+FFFE”, with the character's name where Unicode gives it one."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
