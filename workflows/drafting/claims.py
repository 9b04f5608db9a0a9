"""What every way of showing a speaker shares, and the ways that need neither a label nor a verb of speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.drafting import words
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, PERSONS, POINT, THEY, Token

DASHES = frozenset("–—-−")
LINKS = frozenset(["and", "&", "+", "or", "y"])


@dataclass(frozen=True, slots=True)
class Claim:
    """`whose` is the token that names the speaker; `verb` the word that tells of speech; `method` when the
    label says it. A claim without `whose` says why nobody can be named."""

    whose: Token | None
    why: str
    verb: str = ""
    method: str | None = None
    before_verb: tuple[Token, ...] = ()
    by_role: bool = False
    by_sentence: bool = False
    """A sentence about the speaker announces the words; others it names are those spoken to or spoken of."""


def nobody(why: str) -> Claim:
    return Claim(None, why)


def is_unknown(passage: Passage, token: Token) -> bool:
    """A capitalised word the note never shows to be a person: `Stove:`, `Letter (…):`."""
    return token.kind == MAYBE and token.lower not in passage.people.relations


def addressed(rest: Sequence[Token], at: int) -> bool:
    """`to mom`, `told Marcus`: spoken to, not speaking."""
    if at > 1 and rest[at - 1].lower in ("his", "her", "their", "the"):
        at -= 1
    if at > 1 and rest[at - 1].lower in LINKS and rest[at - 2].kind in PERSONS:
        return addressed(rest, at - 2)  # `to Bo and Ruth`
    return at > 0 and rest[at - 1].lower in (
        "on",
        "about",
        "re",
        "texted",
        "messaged",
        "emailed",
        "to",
        "told",
        "tells",
        "asks",
        "asked",
        "@",
        "al",
        "a",
    )


def is_code(tokens: Sequence[Token], at: int) -> bool:
    """`Dee (T)`: how it was said, in one letter that the note gives to nobody."""
    alone = 0 < at < len(tokens) - 1 and tokens[at - 1].text == "(" and tokens[at + 1].text == ")"
    return alone and (len(tokens[at].text) == 1 or tokens[at].lower in _LANGUAGES) and tokens[at].kind == MAYBE


_LANGUAGES = words.word_set("eng engl span esp")
"""`Dee (Eng.): “…”`"""


def is_interpreter(token: Token) -> bool:
    return any(word in words.INTERPRETERS for word in token.lower.replace("(", " ").split())


def by_writing(passage: Passage) -> Claim | None:
    """`text from Dee: “…”`, `Dee's letter: “…”`, `Dee's voicemail says “…”`."""
    lead = list(passage.lead)
    if not lead or not (lead[-1].text in ":," or lead[-1].lower in ("says", "said", "reads", "dice")):
        return None
    for at, token in enumerate(lead):
        following = lead[at + 1].lower if at + 1 < len(lead) else ""
        before = [earlier.lower for earlier in lead[max(0, at - 2) : at]]
        owns = token.kind == ME and token.possessive and following in words.WRITINGS
        owns = owns and (lead[-1].text != "," or at == len(lead) - 3)
        sent = (
            token.kind == ME
            and not token.possessive
            and before[-1:] in (["from"], ["by"])
            and before[0] in words.WRITINGS
        )
        rest = lead[at + 1 : -1]
        alone = not any(
            other.kind in (OTHER, MAYBE, THEY) and not addressed(rest, place) for place, other in enumerate(rest)
        )
        alone = alone and not any(word.lower in ("from", "by", "per", "via", "through") for word in rest)
        first = not any(earlier.kind in PERSONS and earlier.lower not in words.WRITINGS for earlier in lead[:at])
        if (owns or sent) and alone and first and len(rest) <= 7:
            kind = following if owns else before[0]
            return Claim(token, f"The note names this their own {kind}.", verb=kind, method=words.WRITINGS[kind])
    return None


def by_own_words(passage: Passage) -> Claim | None:
    """`in her own words: “…”`, `“…” – keep her words`, `Dee's words`. Only where nobody else is named."""
    around = [*passage.lead, *passage.aside]
    if not _says_own_words(around):
        return None
    if any(_is_somebody(passage, token, first=token == around[0]) for token in around):
        return nobody("The note says these are somebody's own words, and more than one person is named.")
    if any(token.lower in words.NEGATIONS for token in around):
        return nobody("The note seems to say these are not the words used.")
    named = [token for token in around if token.kind == ME]
    whose = named[0] if named else Token(ME, "the person", "the person", 0, 0)
    return Claim(whose, "The note says these are the person's own words.")


def _is_somebody(passage: Passage, token: Token, *, first: bool) -> bool:
    doubtful = (
        token.kind == MAYBE
        and token.lower not in words.TOPIC_HEADINGS
        and (first or token.possessive or not is_unknown(passage, token))
    )
    return doubtful or token.kind in (OTHER, AUTHOR)


_WHICH = words.word_set("first last final only very closing opening parting")


def _says_own_words(tokens: Sequence[Token]) -> bool:
    lowered = [token.lower for token in tokens]
    for at, word in enumerate(lowered):
        owner = lowered[at - 1] if at else ""
        if word == "words" and owner in _WHICH and at > 1:
            owner, at = lowered[at - 2], at - 1
        if word == "words" and (
            owner in ("own", "exact", "her", "his", "their")
            or (at and tokens[at - 1].possessive and tokens[at - 1].kind == ME)
        ):
            return True
        if word == "palabras" and owner in ("sus", "propias"):
            return True
    return False


def is_taken_down(passage: Passage) -> bool:
    """`Letter (she dictated to Kirsten, word for word):` announces the quotation."""
    lead = list(passage.lead)
    dictated = any(
        token.lower == "dictated" and at > 0 and lead[at - 1].kind in (ME, THEY) for at, token in enumerate(lead)
    )
    return dictated and lead[-1].text == ":"


def explains_last_name(text: str, behind: Sequence[Token]) -> bool:
    """`“… ask Arvid” (brother, d. Jan)`: the bracket tells who the last name is, not who spoke."""
    last = [word for word in text.split()[-4:] if word[:1].isupper() and word[:2] not in ("I", "I'", "I’")][-1:]
    spoken = [token for token in behind if token.kind != POINT]
    return (
        bool(last) and last[0][:1].isupper() and bool(spoken) and spoken[0].kind == OTHER and spoken[0].text.islower()
    )
