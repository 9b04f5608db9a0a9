"""Sentences that speak as “I”, in English and Spanish, told apart from numerals, initials and names of things."""

import re
from collections.abc import Iterator, Sequence

from engine.guard.listed import listed
from engine.guard.looks import Look
from engine.guard.tokens import Token

_NUMBERED = listed(
    "type phase part level stage section title chapter grade class category schedule bipolar axis factor step war "
    "group tier unit article volume division option appendix annex table figure line room hall building tipo fase "
    "parte nivel etapa titulo capitulo grado clase categoria grupo and or through to with collagen angiotensin topic "
    "form"
)
_NAMED_AFTER_I = listed("statement statements message messages beam beams")
_VERBS = listed(
    "am want wanna like love hate need have had feel think wish hope know will can can't don't do did didn't was "
    "would could should go get live see say said told ask asked prefer enjoy miss work eat sleep walk believe mean "
    "choose decide remember trust won't never always just really also used try plan agree promise understand keep "
    "make take feel"
)
_SPANISH = listed(
    "yo mis mio mia mios mias conmigo quiero necesito prefiero deseo estoy puedo pienso odio siento extrano vivo "
    "duermo trabajo_ tengo quisiera gustaria_ debo digo hago salgo voy"
)
_NOT_MINE = listed("a the coal gold copper salt land iron lead silver an old data open underground")
_OPEN_I = re.compile(
    r"(?:^|[\s(])(?:[il|1!]|[l|]'m|1'm) (?:want|love|hate|wish|feel|need|am|don't|like|hope|think|live|go|can't|miss)\b"
)


def first_person(sentences: Sequence[Sequence[Token]], seen: Look) -> Iterator[tuple[int, int]]:
    """Each sentence that speaks as “I”, as its two places in the look."""
    spanish = _mostly_spanish(sentences)
    for sentence in sentences:
        if speaks_as_i(sentence, spanish=spanish) or _disguised(seen, sentence):
            yield sentence[0].start, sentence[-1].end


def speaks_as_i(sentence: Sequence[Token], *, spanish: bool = False) -> bool:
    """Whether a sentence is in the first person singular."""
    return any(_is_i(sentence, at) or _is_my(sentence, at, spanish=spanish) for at in range(len(sentence)))


def _is_i(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.low in ("i'm", "i've", "i'd", "i'll", "im", "ive") and (len(token.low) > 3 or token.raw[0] in "iI"):
        return token.low not in ("im", "ive") or (
            token.raw in ("Im", "im", "Ive", "ive") and _verb_or_small(tokens, at)
        )
    if token.low != "i":
        return False
    before, after = _near(tokens, at, -1), _near(tokens, at, 1)
    if after is None or not after.is_word or after.low in _NAMED_AFTER_I or after.raw[0].isdigit():
        return False
    if before is not None and (
        (before.low in _NUMBERED and token.raw == "I" and after.low not in _VERBS) or before.raw in "/-–&"
    ):
        return False
    if token.raw == "i":
        return after.low in _VERBS
    if after.low in ("and", "or", "to", "through", "of", "for", "in", "at", "with", "is", "are"):
        return (
            after.low == "and"
            and at + 2 < len(tokens)
            and not _roman(tokens[at + 2].raw)
            and (before is None or before.low not in _NUMBERED | {","})
            and not (before is not None and before.capital)
        )
    if before is not None and before.capital and before.is_word and after.capital and after.low not in _VERBS:
        return False
    if before is not None and before.is_word and before.capital and at > 1 and after.low not in _VERBS:
        return False
    return not after.capital or after.low in _VERBS


def _is_my(tokens: Sequence[Token], at: int, *, spanish: bool) -> bool:
    token = tokens[at]
    before, after = _near(tokens, at, -1), _near(tokens, at, 1)
    if token.low == "my":
        title = token.raw == "My" and after is not None and after.capital
        third = _near(tokens, at, 2)
        if title and at > 0 and before is not None and before.is_word:
            return False
        if (
            title
            and third is not None
            and (third.capital or third.low in ("program", "waiver", "plan", "center", "app", "portal", "form", "book"))
        ):
            return False
        return after is not None and after.is_word and not (before is not None and before.raw == "-")
    if token.low in ("me", "myself"):
        if (
            token.raw in ("ME", "Me")
            and before is not None
            and before.is_word
            and before.raw[0].isupper()
            and before.low not in ("tell", "ask")
        ):
            return (
                token.raw == "ME"
                and before.raw.isupper()
                and len(before.raw) > 2
                and not (after is not None and after.raw == "/")
            )
        return token.raw != "ME"
    if token.low == "mine":
        return before is None or before.low not in _NOT_MINE
    if token.low in _SPANISH:
        return _spanish(token, before, spanish=spanish)
    if token.low == "mi" and token.raw in ("mi", "Mi"):
        return spanish and after is not None and after.is_word and not (before is not None and before.raw[0].isdigit())
    if token.low == "soy":
        return after is not None and (
            spanish or after.low in ("un", "una", "el", "la", "muy", "feliz", "de", "yo", "buena", "bueno")
        )
    return False


def _spanish(token: Token, before: Token | None, *, spanish: bool) -> bool:
    if token.low in ("yo", "mis", "mia", "vivo", "voy", "trabajo", "siento", "mio", "debo", "digo", "hago"):
        return spanish and not (
            before is not None and (before.raw[0].isdigit() or before.raw == "-" or before.low == "in")
        )
    return token.low not in ("extrano", "deseo", "odio") or (
        spanish and (before is None or before.low not in ("el", "un", "su", "al", "mucho"))
    )


_SPANISH_SIGNS = listed(
    "el la los las que de con una un su para por muy en casa quiero gusta gusta_ necesito tengo puedo estoy hermana "
    "hermano mama comida y cuando porque sin mas vivir ir familia madre padre prefiero todos dias noche cafe solo "
    "sola"
)


def _mostly_spanish(sentences: Sequence[Sequence[Token]]) -> bool:
    words = [token.low for sentence in sentences[:60] for token in sentence if token.is_word]
    return sum(word in _SPANISH_SIGNS for word in words) * 4 >= len(words) > 0


def _disguised(seen: Look, sentence: Sequence[Token]) -> bool:
    """“l want”, “| want”: another character in the place of the letter."""
    return _OPEN_I.search(seen.lower, sentence[0].start, sentence[-1].end) is not None


def _near(tokens: Sequence[Token], at: int, step: int) -> Token | None:
    place = at + step
    return tokens[place] if 0 <= place < len(tokens) else None


def _verb_or_small(tokens: Sequence[Token], at: int) -> bool:
    after = _near(tokens, at, 1)
    return after is not None and after.is_word and not after.capital


def _roman(word: str) -> bool:
    return bool(word) and not set(word) - set("IVX")
