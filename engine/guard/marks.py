"""Quotation marks of every script, and what stands between them. Marks are found as they were typed; nothing is folded first."""

import re
from bisect import bisect_left
from dataclasses import dataclass

_PAIRS = {
    "“": "”",
    "„": "”“",
    "‟": "”“",
    "”": "”“",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "﹁": "﹂",
    "﹃": "﹄",
    "《": "》",
    "〈": "〉",
    "〝": "〞〟",
    "〞": "〟〞",
    "⹂": "”“",
    "❝": "❞",
    "❞": "❝❞",
    "❠": "❝❞",
    "❮": "❯",
    "❯": "❮",
    "🙶": "🙷",
    "🙷": "🙶🙷",
    "🙸": "🙷🙶",
    '"': '"',
    "＂": "＂",
    "״": "״",
    "″": "″",
    "‶": "″‶",
    "ʺ": "ʺ",
    "ˮ": "ˮ",
    "˝": "˝",
    "〃": "〃",
    "‴": "‴",
    "⁗": "⁗",
    "‷": "‷‴",
    "⟪": "⟫",
    "⟨": "⟩",
    "⸂": "⸃",
    "⸢": "⸣",
    "༺": "༻",
    "﴾": "﴿",
    "﴿": "﴾",
    "ᐦ": "ᐦ",
    "᳓": "᳓",
}
"""Each opening mark with the marks that close it."""

_LONG_PAIRS = {
    "''": ("''",),
    "’’": ("’’",),
    "‘‘": ("’’", "‘‘"),
    "``": ("''", "``"),
    "´´": ("´´",),
    "′′": ("′′",),
    "‚‚": ("‘‘", "’’"),
    ",,": ("''", "“", "”", "’’", "‘‘"),
    "<<": (">>",),
    "&quot;": ("&quot;",),
    "&#34;": ("&#34;",),
    "&#x22;": ("&#x22;",),
    "&ldquo;": ("&rdquo;",),
    "&#8220;": ("&#8221;",),
    "&#x201c;": ("&#x201d;",),
    "&bdquo;": ("&rdquo;", "&ldquo;"),
    "&laquo;": ("&raquo;",),
    "&lsaquo;": ("&rsaquo;",),
    "&lsquo;": ("&rsquo;",),
    "&apos;": ("&apos;",),
    "&#39;": ("&#39;",),
    "\\u201c": ("\\u201d",),
    "&#x2018;": ("&#x2019;",),
    "&#8216;": ("&#8217;",),
    "&#171;": ("&#187;",),
    "&#xab;": ("&#xbb;",),
    "&#8222;": ("&#8220;", "&#8221;"),
    "&#034;": ("&#034;",),
    "&#0034;": ("&#0034;",),
    "&quot": ("&quot",),
    "%22": ("%22",),
    "\\x22": ("\\x22",),
    "\\u0022": ("\\u0022",),
    "ʼʼ": ("ʼʼ",),
    "ʻʻ": ("ʼʼ", "ʻʻ"),
    "‛‛": ("’’", "‛‛"),
    "‵‵": ("′′", "‵‵"),
    "ˈˈ": ("ˈˈ",),
    "ˊˊ": ("ˊˊ",),
    "ˋˋ": ("ˊˊ", "ˋˋ"),
    "\\u2018": ("\\u2019",),
    "{quote}": ("{quote}",),
}
"""Marks made of several characters, as typewriters, web pages and typesetting programs write them."""

_SINGLES = {
    "‘": "’'",
    "'": "'’",
    "’": "’‘'",
    "‚": "‘’'",
    "‛": "’'",
    "＇": "＇",
    "ʼ": "ʼ",
    "ʻ": "ʼʻ",
    "ʽ": "ʼ",
    "ꞌ": "ꞌ",
    "‹": "›",
    "›": "‹",
    "❛": "❜",
    "❜": "❜❛",
    "❟": "❛❜",
    "`": "`'",
    "´": "´",
    "′": "′",
    "‵": "′‵",
    "׳": "׳",
}
"""Marks that are also apostrophes, feet or accents: they count where they open before a word and close after one."""

_LONG = sorted(_LONG_PAIRS, key=len, reverse=True)
_TAG = re.compile(r"<(q|blockquote|cite)(?:\s[^<>]{0,200})?>|\[quote(?:[=\s][^\[\]]{0,100})?\]", re.IGNORECASE)
_OPENING = re.compile(
    "|".join(re.escape(mark) for mark in _LONG)
    + r"|<(?:q|blockquote|cite)(?:\s[^<>]{0,200})?>|(?<!\[)\[quote(?:[=\s][^\[\]]{0,100})?\]"
    + r"|(?:(?<=\n)|(?<=\r)|^)[ \t]{0,8}(?:>|&gt;)[ \t]+(?=[^\W\d_])"
    + f"|[{re.escape(''.join(mark for mark in {**_PAIRS, **_SINGLES}))}]",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"[\n\r\u0085\u2028\u2029]")
_CLIPPED = re.compile(
    r"(?:til|till|tis|twas|twere|cause|cuz|em|n|bout|round|nother|course|cept|sup|s|d|ll|re|ve|t|m)\b|\d\d?s\b",
    re.IGNORECASE,
)
"""What an apostrophe at a word's beginning leaves out: ’til, ’em, ’90s."""

_HEBREW = re.compile("[\u0590-\u05ff]")


@dataclass(frozen=True)
class Passage:
    """Text between quotation marks: `start` and `end` are the marks' outer places, `text` what stands between."""

    start: int
    end: int
    text: str


def passages(text: str) -> list[Passage]:
    """Everything in quotation marks, outermost first, left to right. A mark that is never closed reaches to the line's end.

    A single mark counts only where it opens before a word and closes after one, so that apostrophes are let be.
    Linear in the length of the text.
    """
    closings = _Closings(text)
    found: list[Passage] = []
    place = 0
    while opening := _OPENING.search(text, place):
        mark, start, inside = opening.group(), opening.start(), opening.end()
        end = _end(text, mark, start, inside, closings)
        if end is None:
            place = start + 1
            continue
        closing, after = end
        inner = text[inside:closing]
        if inner.strip():
            found.append(Passage(start, after, inner))
        place = max(after, start + 1)
    return found


def _end(text: str, mark: str, start: int, inside: int, closings: "_Closings") -> tuple[int, int] | None:
    """Where the closing mark begins and ends; the line's end for a mark that never closes; None where it opens nothing."""
    lowered = mark.lower()
    tag = _TAG.fullmatch(mark)
    if tag:
        name = tag.group(1).lower() if tag.group(1) else ""
        return closings.text(f"</{name}>" if name else "[/quote]", inside) or _line_end(text, inside)
    if lowered.lstrip(" \t").startswith((">", "&gt;")):
        return _line_end(text, inside)
    if mark in _SINGLES:
        return closings.single(_SINGLES[mark], inside) if _opens(text, start, inside) else None
    if not _really(text, mark, start, inside):
        return None
    wanted = _LONG_PAIRS.get(lowered) or tuple(_PAIRS[mark])
    closed = closings.first(wanted, inside)
    if closed is None and mark == "»":
        return None
    return closed or _line_end(text, inside)


def _line_end(text: str, place: int) -> tuple[int, int]:
    found = _LINE_END.search(text, place)
    end = found.start() if found else len(text)
    return end, end


def _really(text: str, mark: str, start: int, inside: int) -> bool:
    """Whether a mark that can be something else is a quotation mark here: inches, a Hebrew abbreviation, two commas."""
    before, after = _at(text, start - 1), _at(text, inside)
    if mark in ('"', "״", "＂") and _HEBREW.match(before) and _HEBREW.match(after):
        return False
    if mark in ('"', "″", "''", "’’", "′′", "ʺ", "‴") and before.isdigit():
        return after.isalpha() and after not in "xX×"
    if mark in (",,", "<<", "''", "’’", "′′", "〃", "˝", "‴", "››"):
        return bool(after.strip()) and (not before.isalnum() or mark == "<<")
    if mark in ("《", "〈"):
        return True
    return not (mark == "❯" or mark == "❮") or bool(after.strip())


def _opens(text: str, start: int, inside: int) -> bool:
    before, after = _at(text, start - 1), _at(text, inside)
    if before.isalnum() or not after:
        return False
    if after.isspace():
        return text[start] in "'’‘`" and before.isspace() and inside + 1 < len(text)
    return not (text[start] in "'’‘ʼ" and _CLIPPED.match(text, inside))


def _at(text: str, place: int) -> str:
    return text[place] if 0 <= place < len(text) else " "


class _Closings:
    """Where marks close. Each kind of mark is looked for once in the whole text, so that open marks cost nothing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower: str | None = None
        self._known: dict[str, list[int]] = {}

    def text(self, closing: str, place: int) -> tuple[int, int] | None:
        """The next place of a closing mark of any length."""
        places = self._places(closing)
        at = bisect_left(places, place)
        return (places[at], places[at] + len(closing)) if at < len(places) else None

    def first(self, closings: tuple[str, ...], place: int) -> tuple[int, int] | None:
        """The nearest of several closing marks."""
        found = [end for closing in closings if (end := self.text(closing, place))]
        return min(found, default=None)

    def single(self, closings: str, place: int) -> tuple[int, int] | None:
        """The nearest single mark that stands at a word's end."""
        found = []
        for closing in closings:
            places = self._shut(closing)
            at = bisect_left(places, place + 1)
            if at < len(places):
                found.append((places[at], places[at] + 1))
        return min(found, default=None)

    def _places(self, closing: str) -> list[int]:
        if closing not in self._known:
            if len(closing) > 2 and self._lower is None:
                lowered = self._text.lower()
                self._lower = lowered if len(lowered) == len(self._text) else self._text
            within = self._lower if len(closing) > 2 and self._lower is not None else self._text
            self._known[closing] = [found.start() for found in re.finditer(re.escape(closing), within)]
        return self._known[closing]

    def _shut(self, closing: str) -> list[int]:
        key = f"shut {closing}"
        if key not in self._known:
            self._known[key] = [place for place in self._places(closing) if self._shuts(place)]
        return self._known[key]

    def _shuts(self, place: int) -> bool:
        before, after = _at(self._text, place - 1), _at(self._text, place + 1)
        if before.isspace():
            return not after.isalnum() and self._text[place] in "'’`"
        return not after.isalnum()
