"""What “exactly” means: which characters can be kept, and the one exception made when words arrive by a web form."""

import re
from unicodedata import bidirectional, category

from engine.refusals import Reason, Refusal
from engine.sayings import as_saying, say

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that set a direction for what follows them."""

_CANNOT_BE_KEPT = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]")


def exactly(text: str, *, about: str = "words") -> str:
    """The text itself, every code point as it came. Refuses, by name and place, what XML 1.0 cannot carry.

    Refused: U+0000-0008, 000B, 000C, 000E-001F, FFFE, FFFF and lone surrogates. All else is kept, also tab, LF, CR,
    DEL, C1 controls and U+FDD0. Nothing is normalised, trimmed or smartened.
    """
    found = _CANNOT_BE_KEPT.search(text)
    if found is None:
        return text
    line = text.count("\n", 0, found.start()) + 1
    place = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
    raise Refusal(
        reasons=[
            Reason(
                "character",
                say(
                    "These words were not saved: the character U+%(code)s (line %(line)s, character %(place)s) "
                    "cannot be kept in a Word document. Take it out and save again; everything else stays as you "
                    "typed it.",
                    code=f"{ord(found.group()):04X}",
                    line=line,
                    place=place,
                ),
                about,
            )
        ]
    )


def steadily(text: str, *, about: str, what: str = "The name") -> str:
    """A name or another short line: exactly, and without characters that turn around how it, or its neighbour, reads.

    Refused: embeddings, overrides and isolates (U+202A-202E, 2066-2069), with which one name can be made to read as
    another. Letters that run right to left, and the marks U+200E, 200F and 061C, are kept.
    """
    if (found := TURNING.search(text)) is None:
        return exactly(text, about=about)
    raise Refusal(
        reasons=[
            Reason(
                "turning",
                say(
                    "%(what)s was not saved: it holds the character U+%(code)s, which cannot be seen and turns "
                    "letters around, so that one name can read as another. Type it anew instead of copying it.",
                    what=as_saying(what),
                    code=f"{ord(found.group()):04X}",
                ),
                about,
            )
        ]
    )


def from_web_form(text: str) -> str:
    """Takes back the CR that a web form's encoding puts before each LF. Made once, at capture, at that door only."""
    return text.replace("\r\n", "\n")


def folded(text: str) -> str:
    """For comparing staff text with a quote: CR LF and CR become LF, and nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"


def in_the_open(text: str, *, most: int = 60) -> str:
    """For a terminal, a subject line or a title: what cannot be seen, or would turn the line, as its code point.

    Joiners stay, because words and emoji need them. A text with letters that run right to left is isolated, so that
    it cannot rearrange what stands around it. Past `most` characters it ends with an ellipsis.
    """
    short = text if len(text) <= most else text[: most - 1] + "…"
    shown = "".join(
        f"⟨U+{ord(character):04X}⟩" if category(character) in _UNSEEN and character not in _JOINERS else character
        for character in short
    )
    turned = any(bidirectional(character) in ("R", "AL", "AN") for character in shown)
    return f"\u2068{shown}\u2069" if turned else shown
