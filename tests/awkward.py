"""Texts that programs spoil: one of each awkward class, every Unicode plane, and the ones that are refused."""

import sys
import unicodedata
from collections.abc import Iterator

ISOLATES = "\u2066\u2067\u2068\u2069"
EMBEDDINGS = "\u202a\u202b\u202c\u202d\u202e"
MARKS = "\u200e\u200f\u061c"

AWKWARD: dict[str, str] = {
    "one letter": "a",
    "only spaces": "   ",
    "spaces around": "  I want to cook  ",
    "only a line feed": "\n",
    "lines around": "\n\nmine\n\n",
    "carriage return alone": "a\rb\r",
    "carriage return and line feed": "a\r\nb\r\n",
    "every line end at once": "a\nb\rc\r\nd\n\re\r\r\nf",
    "tabs": "\ta\t\tb\t",
    "line and paragraph separators": "a\u2028b\u2029c",
    "next line and vertical spaces": "a\x85b\u2002c\u2003d",
    "non-breaking spaces": "a\u00a0b\u202fc\u2007d\u2060e",
    "soft hyphen and non-breaking hyphen": "co\u00adope\u2011rate",
    "byte order mark inside": "\ufeffmine\ufeff and yours\ufeff",
    "composed": "é ñ ü Å ﬁ 가 が",
    "decomposed": "e\u0301 n\u0303 u\u0308 A\u030a fi 가 か\u3099",
    "singletons that normalising would change": "\u212b \u2126 \u1f71 \u0374 \u2000 \uf900",
    "marks that begin a text": "\u0301\u0327mine",
    "many marks on one letter": "a" + "\u0301\u0323\u0330" * 40,
    "joiners": "\u200dन\u094d\u200d \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\u200b",
    "emoji": "🧑🏽‍🦽👩‍👩‍👧‍👦🏳️‍🌈🇩🇪1️⃣☃︎☃️",
    "half an emoji": "\u200d🏽 🇩 \ufe0f \u20e3",
    "right to left": "אני רוצה לבשל לבד. I mean it! 123",
    "arabic": "أريد مطبخي، ١٢٣ (نعم)",
    "an override": "\u202eworra",
    "an embedding left open": "\u202bmine \u202a\u202d",
    "isolates left open": f"{ISOLATES[:3]}mine",
    "closers without openers": "\u2069\u2069\u202c\u202cmine",
    "direction marks": f"{MARKS}mine{MARKS}",
    "every direction control": f"{EMBEDDINGS}{ISOLATES}{MARKS}",
    "delete and the second controls": "".join(map(chr, range(0x7F, 0xA0))),
    "noncharacters": "\ufdd0\ufdef\U0001fffe\U0001ffff\U0010ffff",
    "private use": "\ue000\uf8ff\U000f0000\U0010fffd",
    "tags and variation selectors": "\U000e0001\U000e0041\ufe00\U000e0100",
    "interlinear and object characters": "\ufff9a\ufffab\ufffb\ufffc\ufffd",
    "other planes": "𝒳𐍈𠀀𰀀",
    "markup": "<b>bold</b> </blockquote></figure></article><script>alert(1)</script>",
    "markup of Word": "<w:t>&amp;</w:t></w:sdtContent> ]]> <![CDATA[ x ]]> <?xml?> <!-- -->",
    "entities": "&amp; &lt; &#13; &#x0d; &nbsp; &notin &",
    "templates": "{{ 7*7 }} {% raw %} {# #} ${7*7} #{7} <%= 7 %> %(name)s {0}",
    "a formula": "=SUM(A1:A9)",
    "another formula": "+1-1",
    "a call": "@SUM(1)",
    "a minus": "-2+3",
    "a tab and a formula": "\t=1+1",
    "a return and a formula": "\r=1+1",
    "apostrophes": "''",
    "one apostrophe": "'",
    "a guarded formula": "'=1+1",
    "a Dutch name": "’t Hart and 't Hart",
    "quotation marks": '"“”„«»‘’‚‹›「」"',
    "commas and quotes as in CSV": '"a","b"\r\n"c",;\t"""',
    "backslashes and percent": "\\n \\u0041 %00 %0d%0a \\",
    "JSON": '{"id": 1, "text": "\\u0000"}',
    "reserved names": "NULL",
    "SQL": "'; DROP TABLE quote; --",
    "replacement characters": "\ufffd\ufffd",
}

LONG: dict[str, str] = {
    "200,000 letters": "я" * 200_000,
    "200,000 of everything": "".join(chr(0x20 + n % 0x5F) + "\r\n🧑é"[n % 4] for n in range(100_000)),
    "200,000 to be escaped": "<&'\"" * 50_000,
    "200,000 line ends": "\r\n" * 100_000,
}

REFUSED: dict[str, str] = {
    "empty": "",
    "null": "\x00",
    "a form feed": "a\x0cb",
    "a vertical tab": "a\x0bb",
    "an escape": "\x1b[2J",
    "FFFE": "end\ufffe",
    "FFFF": "\uffff",
    "half a pair": "\ud800",
    "the other half": "a\udfff",
    "two halves in the wrong order": "\udc00\ud800",
}


def assigned(plane: int) -> Iterator[str]:
    """Every character of a plane that has a meaning today and can be kept, in pieces of 4,096."""
    found = [
        character
        for character in map(chr, range(plane << 16, min((plane + 1) << 16, sys.maxunicode + 1)))
        if unicodedata.category(character) not in ("Cn", "Cs") and is_char(character)
    ]
    for start in range(0, len(found), 4096):
        yield "".join(found[start : start + 4096])


PLANES = (0, 1, 2, 3, 14, 15, 16)
"""Every plane in which something is assigned, private use among it."""


def is_char(character: str) -> bool:
    """XML 1.0's `Char`."""
    point = ord(character)
    return character in "\t\n\r" or (point >= 0x20 and not 0xD800 <= point <= 0xDFFF and point not in (0xFFFE, 0xFFFF))


def everything() -> dict[str, str]:
    """Every text that is kept, by name."""
    planes = {f"plane {plane}, {n}": text for plane in PLANES for n, text in enumerate(assigned(plane))}
    return {**AWKWARD, **LONG, **planes}
