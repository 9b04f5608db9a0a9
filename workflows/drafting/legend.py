"""What a note itself introduces for whose words stand behind a mark: `W/ = what Winnie signed, as the interpreter voiced it`,
`[dev] = he wrote it with his eyes`; and whole notes that say so of their quotation marks: `His words are in quotes.`"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workflows.drafting import words
from workflows.drafting.interpreting import in_own_voice
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, THEY, People, Token

_CODE = r"\[[^\]\n]{1,14}\]|\([^)\n]{1,14}\)|<[^>\n]{1,14}>|[A-Z][A-Za-z]{0,5}[./:]?|[a-z]{1,4}[/:]|[*#~^+>]{1,2}"
_TOLD = r"(?P<told>(?:(?!,[ \t]*\S{1,12}[ \t]*=)(?:[^.\n;]|(?<=\b[DMS][rs])\.(?=[ \t][A-Z])|(?<=\bMrs)\.(?=[ \t][A-Z])|(?<=\b[A-Z])\.(?=[ \t][A-Z][a-z]))){3,160})"
_INTRODUCED = re.compile(
    rf"(?:^|(?<=[\s(,;:.*_]))[\"“'‘]?(?P<code>{_CODE})[\"”'’]?[*_]{{0,2}}[ \t]*(?:=|,? ?\b(?:means|stands for|marks|is for|which is|which means)\b)[ \t]*{_TOLD}",
    re.M,
)
_BRACKETED = re.compile(
    rf"(?:^|(?<=[\s(,;:.]))(?P<code>\[[^\]\n]{{1,14}}\]|[A-Za-z]{{1,4}}/)[ \t]*(?:is|are|–|—|-)[ \t]+{_TOLD}",
    re.M,
)
_FOLLOWING = re.compile(
    rf"\b(?:[Ww]hat|[Aa]nything|[Ee]verything|[Ww]hatever|[Ww]ords|[Ll]ines|[Ss]entences|[Tt]ext)(?: that| which)? "
    rf"(?:comes?|follows?|stands?|is|are|marked|labell?ed|starting|beginning|tagged|I put|I write)(?: (?:after|behind|under|next to|with|by|as|following|right|directly)){{0,2}} "
    rf"[\"“'‘]?(?P<code>{_CODE})[\"”'’]?[ \t]*(?:(?:=|is|are|was|were|means?)[ \t]+)?{_TOLD}"
)
_OWNED = words.word_set("her his their hers")
_WAYS = (
    ("aac", words.DEVICES | words.word_set("eyes eye gaze composed spelled keyboard icons switches")),
    ("signed", words.word_set("signed signs signing sign asl hands fingerspelled bsl lsq")),
    ("typed", words.word_set("typed types typing wrote written writing texted texts text pencil pen")),
    (
        "spoken",
        words.word_set("voice said says spoke speech words aloud mouth talking talked spoken quote quotes english"),
    ),
)
_DOUBTED = words.word_set(
    "guess guessed guesses think thinks maybe probably perhaps guided helped helping behalf program programmed preset demo"
    " goal goals topic help prompted meaning gist paraphrase paraphrased about"
)
_VOICING = words.word_set("voicing voices interprets rendering rendered renders")
_CAPITALS = re.compile(
    r"\b(?:caps|capitals|capital letters|upper ?case)\b(?: (?:below|here|letters|in this note))?"
    r"[ \t]*(?:=|:|\b(?:is|are|was|were|means?)\b)[ \t]*(?P<told>[^.\n;]{3,160})",
    re.I,
)
_QUOTES = r"(?:quotes|quote marks|quotation marks|in \"\"|inverted commas)"
LOOKED_AT = 6000


@dataclass(frozen=True, slots=True)
class Way:
    """How the person said what stands behind a mark; `interpreted` when what stands there is somebody's rendering."""

    method: str
    interpreted: bool


class Legend:
    """`renders`: an interpreter speaks for the person, so that what a mark gives as said or signed is theirs."""

    def __init__(self, people: People, *, interprets: Callable[[Token], bool], renders: bool = False) -> None:
        self.people = people
        self.codes: dict[str, Way | None] = {}
        text = people.text[:LOOKED_AT]
        for pattern in (_INTRODUCED, _BRACKETED, _FOLLOWING):
            for hit in pattern.finditer(text):
                told = people.tokens(*hit.span("told"))
                way = _rendered(_way(told, interprets), told, renders=renders)
                code = hit.group("code")
                bare = code.rstrip(".:/")
                known = (
                    bare in people.given_names or bare.lower() in words.COMMON_CAPITALS | words.JOBS | words.RELATIONS
                )
                if (way is not None or _tells_how(told)) and (not known or code.endswith("/")):
                    self.codes.setdefault(code.rstrip(":"), way)
        self._ends = re.compile(
            rf"(?:^|(?<=[^\w]))(?P<code>{'|'.join(map(re.escape, sorted(self.codes, key=len, reverse=True))) or '(?!)'})[.:]?[ \t]*\Z"
        )
        self.capitals = self._of_capitals(text, interprets)
        self.quotes_are_theirs = self._says_quotes_are_theirs(people.note[:LOOKED_AT])

    def way(self, place: int) -> tuple[str, Way | None] | None:
        """The mark right before a place and what it says, where the note has introduced it; None for what it says where
        somebody else has a hand in it."""
        if not self.codes:
            return None
        hit = self._ends.search(self.people.note[max(0, place - 20) : place])
        return (hit.group("code"), self.codes[hit.group("code")]) if hit else None

    def _of_capitals(self, text: str, interprets: Callable[[Token], bool]) -> Way | None:
        """`Everything in caps is typed by Toby himself`."""
        for hit in _CAPITALS.finditer(text):
            first = hit.group("told").split(",")[0]
            way = _way(self.people.tokens(hit.start("told"), hit.start("told") + len(first)), interprets)
            if way is not None:
                return way
        return None

    def _says_quotes_are_theirs(self, note: str) -> bool:
        names = "|".join(re.escape(name) for name in self.people.given_names) or "(?!)"
        whose = rf"(?:her|his|their|(?:{names})['’]s|the (?:client|member|person|participant|patient|resident)['’]s)"
        said = rf"(?:what (?:she|he|they|{names}) (?:said|says|told us|signed|typed)|{whose} (?:(?:own|exact|actual|very) ){{0,2}}words|hers|his\b|(?:{names})['’]s)"
        forth = rf"\b{_QUOTES}\b(?: \w+){{0,3}}? ?(?:is|are|=|means?|:) (?:(?:all|only|exactly|just|always) )?{said}"
        back = rf"\b{whose} (?:(?:own|exact|actual|very) ){{0,2}}(?:words|texts|answers) (?:(?:are|stand|go|put) )?(?:all )?(?:in|inside|within|between) (?:the )?{_QUOTES}"
        return re.search(rf"{forth}|{back}", note, re.I) is not None


def _rendered(way: Way | None, told: Sequence[Token], *, renders: bool) -> Way | None:
    """`(ASL) = what Gerald signed`, where an interpreter is there for him; not `(E) = his own English`."""
    said = way is not None and way.method in ("spoken", "signed")
    return Way(way.method, interpreted=True) if way and renders and said and not in_own_voice(told) else way


def _way(told: Sequence[Token], interprets: Callable[[Token], bool]) -> Way | None:
    """None where it is not the person's, or somebody else may have had a hand in it."""
    lowered = {token.lower for token in told}
    into_english = {"into", "english"} <= lowered  # `her words as Ms. Vale put them into English`
    interpreted = bool(lowered & (words.INTERPRETERS | _VOICING)) or into_english or any(map(interprets, told))
    whose = [token for token in told if token.kind in (ME, THEY) or token.lower in _OWNED]
    others = [
        token
        for at, token in enumerate(told)
        if token.kind in (OTHER, MAYBE, AUTHOR)
        and not interprets(token)
        and not _takes_down(told, at)
        and token.lower != "nobody"
    ]
    others = [token for token in others if not into_english or token.lower in words.RELATIONS or token.kind == AUTHOR]
    if (
        not whose
        or others
        or lowered & (_DOUBTED | words.NEGATIONS | words.UNREAL - {"to"} | words.PROMPTED - {"copied", "copying"})
    ):
        return None
    for method, said in _WAYS:
        if lowered & said:
            return Way(method, interpreted)
    return Way("spoken", interpreted) if interpreted else None


_TAKING_DOWN = words.word_set("wrote copied took put write copy transcribed read typed")


def _takes_down(told: Sequence[Token], at: int) -> bool:
    """`and I wrote down what the device said`"""
    behind = told[at + 1 : at + 3]
    return (
        told[at].kind == AUTHOR
        and bool(behind)
        and behind[0].lower in _TAKING_DOWN
        and (behind[0].lower != "typed" or behind[-1].lower in ("what", "it", "them", "down"))
    )


def _tells_how(told: Sequence[Token]) -> bool:
    """`B = Bea typing for her`: no name alone, and nothing about the person's own way."""
    lowered = {token.lower for token in told}
    ways = frozenset[str]().union(*(said for _method, said in _WAYS))
    return any(token.kind in (ME, THEY, OTHER, MAYBE, AUTHOR) for token in told) and bool(lowered & (ways | _DOUBTED))
