"""A text as a reader sees it: without invisible characters, with look-alike letters folded, and every place known.

Used only to find things and to compare. What is stored, shown and linked are always the code points that arrived.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻʽ`´′‵＇׳ꞌ‛ʹ‚❛❜❟"
_DASHES = "‐‑‒–—―−﹘﹣－"
_LINES = "\n\r\v\f\u0085\u2028\u2029"
_ALIKE = dict(
    zip(
        "асеорухіјѕһԁԛԝѵкАВЕКМНОРСТУХІЈЅѴԌԜ"
        + "αοντυρικγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
        + "ıɩɑɡɪʏꜱᴀʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡᴢłøđħŁØĐĦ"
        + "օսոհյ"
        + "ꭰꮃꮇꮋꮯᏢᏚᎬᏦᏞᏙᏃᏴᎫᎠᎡᎢᎪᎳᎷᎻᏟ"
        + "ꮪꮢᏒꮲꭼꮮꮖᏆꭺꮤᏔ"
        + "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ"
        + "ⲀⲁⲂⲈⲉⲎⲒⲓⲔⲕⲘⲚⲞⲟⲢⲣⲤⲥⲦⲬⲭⲨƽƼƨƧ",
        "aceopyxijshdqwvkABEKMHOPCTYXIJSVGW"
        + "aovtupikyABEZHIKMNOPTYX"
        + "iiagiysabcdefghjklmnoprtuvwzlodhLODH"
        + "ounhj"
        + "DWMHCPSEKLVZBJDRTAWMHC"
        + "SRRPELTTAWW"
        + "ABCDEFGHIJKLMNOPRSTUVWXYZ"
        + "AaBEeHIiKkMNOoPpCcTXxYsSsS",
        strict=True,
    )
)
_BLANK = {"\u2800": " ", "\u00a0": " "}
_NOTHING = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]")
_MADE_FROM = re.compile(
    r"LATIN (?:(SMALL|CAPITAL) LETTER|LETTER SMALL CAPITAL)(?: (?:TURNED|REVERSED|SIDEWAYS|OPEN|SCRIPT|BLACKLETTER|INSULAR))*"
    r" ([A-Z])(?: WITH .*| ROTUNDA)?"
)
_PLAIN_RUN = re.compile(r"[\x20-\x5f\x61-\x7e\n]+")
"""Characters that look like themselves: ASCII without its backtick, and LF."""

_WORD = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"|[^\W_](?:'?(?![\u0e00-\u0fff\u3040-\u30ff\u3400-\u9fff])[^\W_])*"
)
"""A word; in scripts written without spaces, each character."""


@dataclass(frozen=True)
class Look:
    """`plain` is what is seen, `lower` the same in small letters; both have one place in the text for each character."""

    plain: str
    lower: str
    places: tuple[int, ...] | None
    length: int

    def start(self, at: int) -> int:
        """The place in the text of a place in the look."""
        if self.places is None:
            return at
        return self.places[at] if at < len(self.places) else self.length

    def end(self, at: int) -> int:
        """The outer place in the text of the end of a stretch of the look."""
        if self.places is None:
            return at
        return self.places[at - 1] + 1 if at else 0


@dataclass(frozen=True)
class Word:
    """A word to compare with: small letters, no apostrophes, and its place in the look."""

    text: str
    start: int
    end: int


def look(text: str) -> Look:
    """How a text looks. Linear in its length."""
    if _PLAIN_RUN.fullmatch(text):
        return Look(text, text.lower(), None, len(text))
    parts: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        run = _PLAIN_RUN.match(text, at)
        if run:
            parts.append(run.group())
            places.extend(range(at, run.end()))
            at = run.end()
            continue
        seen = _seen(text[at])
        parts.append(seen)
        places.extend([at] * len(seen))
        at += 1
    plain = "".join(parts)
    lower = plain.lower()
    if len(lower) != len(plain):
        lower = "".join(small if len(small := character.lower()) == 1 else character for character in plain)
    return Look(plain, lower, tuple(places), len(text))


def words(seen: Look) -> list[Word]:
    """The words of a look, in order."""
    return [Word(found.group().replace("'", ""), *found.span()) for found in _WORD.finditer(seen.lower)]


def flat(text: str) -> str:
    """A text without anything but its letters and digits: equal for two that differ in marks, case or spaces only."""
    return "".join(word.text for word in words(look(text)))


def in_order(text: str) -> str:
    """A name as it is compared: small letters, single spaces."""
    return " ".join(word.text for word in words(look(text)))


@lru_cache(maxsize=4096)
def _seen(character: str) -> str:
    if character in _LINES:
        return "\n"
    if character in APOSTROPHES:
        return "'"
    if character in _DASHES:
        return "-"
    if character in _BLANK or character.isspace():
        return " "
    return "".join(_one(part) for part in unicodedata.normalize("NFKD", character))


def _one(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc", "Cn") or _NOTHING.match(character):
        return ""
    number = ord(character)
    if 0x1F1E6 <= number <= 0x1F1FF:
        return chr(number - 0x1F1E6 + ord("A"))
    for base in (0x1F130, 0x1F150, 0x1F170):
        if base <= number < base + 26:
            return chr(number - base + ord("A"))
    return _ALIKE.get(character) or _by_name(character)


def _by_name(character: str) -> str:
    """Latin letters with hooks, strokes and tails, turned or reversed: the letter they are made from."""
    found = _MADE_FROM.fullmatch(unicodedata.name(character, "")) if ord(character) > 0x17F else None
    if found is None:
        return character
    return found.group(2) if found.group(1) == "CAPITAL" else found.group(2).lower()
