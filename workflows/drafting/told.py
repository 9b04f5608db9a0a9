"""A speaker shown by a verb of speech before the words: `Dee told me quietly “…”`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workflows.drafting import words
from workflows.drafting.claims import LINKS, Claim, nobody
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, OTHER, PERSONS, POINT, THEY, WORD, Token

_NOT_SUBJECT_AFTER = words.word_set(
    "what how who whom whatever whether quoting echoing imitating mimicking asking hearing calling "
    "to for with about of by from w/ w re like than told tell tells telling asked asks asking let "
    "made helped heard hears saw watched that says said thinks thought per via through because "
    "de del du overheard overhears caught catches noted notes witnessed has have had wishes wished wish dreamed dreams imagines imagined wants wanted expects expected hopes hoped "
    "believes claims reports reported without against behind toward towards near regarding as if "
    "unless"
)


def by_verb(passage: Passage) -> Claim | None:
    """`Dee told me quietly “…”`, `she repeated, smiling, “…”`, `Dee rolled eyes, said “…”`."""
    lead = list(passage.lead)
    at = _last_verb(lead)
    if at is None:
        return None
    before, after = lead[:at], lead[at + 1 :]
    if len([token for token in after if token.kind != POINT]) > 10 or _is_signature(lead[at], after):
        return None
    if announces_answer(lead, at):
        return None
    if lead[at].lower in _OPENING and any(token.kind in PERSONS for token in after):
        return None  # `Mom began with her list and Dee put up one finger:`
    telling = words.REPORTING | words.BASE_FORMS | words.NAMING
    if not _asks_to_write(lead[at], after) and any(
        token.lower in telling and not is_reading_out(after, place) and not _is_writers_view(after, place)
        for place, token in enumerate(after)
    ):
        return nobody("More than one verb of speech stands before the words.")
    verbatim = [token.lower for token in after if token.lower in ("word", "for")] == ["word", "for", "word"]
    if not verbatim and any(token.lower in ("use", "using", "word", "words", "term", "terms") for token in after):
        return nobody("The sentence speaks about these words.")
    if any(token.lower in ("after", "with") and other.kind in (OTHER, MAYBE) for token, other in pairwise(after)):
        return nobody("The words may repeat what somebody else said.")
    puts_it = [token.lower for token in after if token.kind != POINT] in (["was"], ["is"])
    subject = _subject(before, lead[at], puts_it=puts_it)  # `What Ida said was “…”`
    if subject is None or isinstance(subject, Claim):
        return subject
    why = f"“{subject.text} … {lead[at].text}” stands before the words."
    return Claim(subject, why, verb=lead[at].lower, before_verb=tuple(before))


_OPENING = words.word_set("opened closed began continued")


def _asks_to_write(verb: Token, after: Sequence[Token]) -> bool:
    """`Dee asked me to write down “…”`, `asked me to say this one exactly:`: of the writer, to put it on paper."""
    small = [token.lower for token in after if token.kind != POINT]
    asked = verb.lower in ("asked", "asks", "told", "tells") and small[:1] in (["me"], ["us"]) and small[1:2] == ["to"]
    writing = small[2:3] in (["write"], ["put"], ["note"], ["record"], ["type"], ["add"])
    saying = small[2:3] in (["say"], ["tell"]) and any(word in ("exactly", "this", "verbatim") for word in small[3:])
    return asked and (writing or saying)


def announces_answer(lead: Sequence[Token], at: int) -> bool:
    """`Vince asked Tom about pets: “…”`, `When I pressed: “…”`: what was asked, or when; the words are no part of it."""
    behind = [token for token in lead[at + 1 :] if token.kind != POINT and token.lower not in words.ADVERBS]
    asked = lead[at].lower in words.ASKING and len(behind) > 1 and behind[0].kind in (*PERSONS, WORD)
    tells = asked and any(token.lower in _WHAT_WAS_ASKED for token in behind)
    repeats = asked and lead[-1].text == ":" and _asks_to_repeat([token.lower for token in behind])
    opened = next((token for token in lead if token.kind != POINT), None)
    when = opened is not None and opened.lower in ("when", "after", "once", "while") and lead[-1].text == ":"
    return tells or repeats or (when and not any(token.text == "," for token in lead[:at]))


def _asks_to_repeat(behind: Sequence[str]) -> bool:
    """`asked him to say it in his own English:`, and not `asked her to say “please”`."""
    at = next((at for at, word in enumerate(behind) if word == "to"), len(behind))
    return len(behind) > at + 2 and behind[at + 1] in words.BASE_FORMS and behind[at + 2] in _AGAIN


_AGAIN = frozenset(["it", "that", "this", "again", "more", "us", "me"])
_WHAT_WAS_ASKED = words.word_set("what how who where when why which if whether about re qué cómo si dónde sobre")


def _is_writers_view(after: Sequence[Token], at: int) -> bool:
    """`Bea said what I think is the center of it:`"""
    before = after[max(0, at - 2) : at]
    view = len(before) == 2 and before[0].lower == "what" and before[1].kind == AUTHOR
    return view and after[at].lower in ("think", "believe") and after[-1].text == ":"


def is_reading_out(tokens: Sequence[Token], at: int) -> bool:
    """`typed it and Tara read it out loud`, `read it himself`: reading the words out, not telling of them."""
    behind = [token.lower for token in tokens[at + 1 : at + 4]]
    return tokens[at].lower in ("read", "reads") and behind[:1] in (["it"], ["them"], ["this"])


def _last_verb(lead: Sequence[Token]) -> int | None:
    verbs = words.SPEECH_WITH_COLON if lead and lead[-1].text in (":", ",") else words.SPEECH
    for at in range(len(lead) - 1, -1, -1):
        did = at > 0 and lead[at - 1].lower == "did" and lead[at].lower in ("say", "tell", "add", "answer")
        if did and at == len(lead) - 1 - (lead[-1].kind == POINT):
            return at  # `but he did say “…”`
        if lead[at].lower in verbs and lead[at].kind != POINT and not are_signs(lead, at):
            return at
    return None


def are_signs(lead: Sequence[Token], at: int) -> bool:
    """`named two signs:`, `his warning signs:`: things that are counted or owned, and no verb."""
    before = lead[at - 1] if at else None
    nouns = lead[at].lower in ("signs", "types", "reports", "answers", "texts")
    return nouns and before is not None and before.kind == WORD and before.lower not in words.ADVERBS


def _is_signature(verb: Token, after: Sequence[Token]) -> bool:
    """`Dee signed the plan` is a signature, not sign language."""
    signing = verb.lower in ("signed", "signs", "signing")
    return signing and any(
        token.lower
        in (
            "plan",
            "form",
            "isp",
            "consent",
            "page",
            "off",
            "up",
            "in",
            "name",
            "paper",
            "it",
            "papers",
            "release",
        )
        for token in after
    )


def _subject(before: Sequence[Token], verb: Token, *, puts_it: bool) -> Token | Claim | None:
    at = _skip_small(before)
    if at is None:
        return None
    found = before[at]
    if found.kind in PERSONS or found.kind == AUTHOR:
        return _adjacent(before, at, verb, puts_it=puts_it and before[0].lower == "what")
    return _elided(before)


def _skip_small(before: Sequence[Token]) -> int | None:
    """The last place that holds neither an adverb nor a bracket nor a comma."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        token = before[at]
        depth += (token.text in ")]") - (token.text in "([")
        if depth > 0 or token.kind == POINT:
            continue
        if depth < 0:
            return None
        if token.lower not in words.ADVERBS | words.NEGATIONS | words.CLITICS:
            return at
    return None


def _adjacent(before: Sequence[Token], at: int, verb: Token, *, puts_it: bool) -> Token | Claim | None:
    found, skipped = before[at], [token.lower for token in before[at + 1 :]]
    if found.possessive:
        return None
    if any(word == "," for word in skipped):
        return found if _explains(before, at) and skipped == [","] else _elided(before)
    witnessed = verb.lower.endswith("ing") and verb.lower not in ("according",)
    if witnessed and any(token.kind in (OTHER, MAYBE, AUTHOR) for token in before[:at]):
        return nobody("Somebody else tells of this being said.")
    if at > 0 and before[at - 1].text == "/":
        return nobody("The name before the verb is not plainly the speaker.")
    if verb.lower in ("told", "asked", "asks") and any(word in words.COPULAS_PASSIVE for word in skipped):
        return nobody("The sentence says who was told or asked, not who spoke.")
    if at > 0 and before[at - 1].lower in LINKS and at > 1 and before[at - 2].kind in PERSONS:
        return nobody("The sentence names more than one speaker.")
    if at > 0 and before[at - 1].lower in _NOT_SUBJECT_AFTER and not (_conjunction(before, at) or puts_it):
        return nobody("The name before the verb is not plainly the speaker.")
    return found


def _explains(before: Sequence[Token], at: int) -> bool:
    """`Another member, Rico, said`: the name of whoever the words in front tell of."""
    led = before[at].kind in (OTHER, MAYBE) and at > 1 and before[at - 1].text == ","
    return led and before[at - 2].kind == WORD and any(one.lower in _ANYBODY for one in before[max(0, at - 5) : at - 1])


_ANYBODY = words.word_set("another a an the one his her their my our some")


def _conjunction(before: Sequence[Token], at: int) -> bool:
    """`asked about that she said`; `..., as Dee said` and `because Dee said` still have Dee for their subject, but another may be
    telling it."""
    word, earlier = before[at - 1].lower, before[at - 2] if at > 1 else None
    if earlier is None:
        return word == "as"  # `As Dee says, “…”`
    pointed = word in ("that", "it", "this") and earlier.lower in words.PREPOSITIONS
    thing = word == "saw" and earlier.lower in ("the", "a", "his", "her")
    when_asked = word == "asked" and earlier.lower in ("when", "once")
    return pointed or thing or when_asked or (word == "as" and earlier.text == ",")


def _elided(before: Sequence[Token]) -> Token | None:
    """`Dee rolled eyes, said`: the clause begins with its one candidate."""
    named = [token for token in before if token.kind in PERSONS or token.kind == AUTHOR]
    first = [token for token in before if token.kind != POINT and token.lower not in words.LABEL_OPENERS][:1]
    linked = any(token.text == "," or token.lower in ("and", "&", "then") for token in before[-4:])
    if len(named) != 1 or first != named or named[0].possessive or named[0].kind in (THEY, AUTHOR) or not linked:
        return None
    return named[0]
