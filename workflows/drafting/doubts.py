"""What keeps a quotation from standing as the person's, however plain the label: it was denied, imagined,
prompted, said long ago, typed by staff, or told by somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.claims import DASHES, Claim, addressed, explains_last_name, is_code, is_interpreter
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, OTHER, POINT, Token
from workflows.drafting.said import denies_saying


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


_OLD = _any_of(
    r"\b(?:last|prior|previous|old|earlier|past|former) (?:yr|year|plan|isp|pcp|mtg|meeting|review|note)s?\b",
    r"\blast (?:year|yr)['’]?s\b|\b(?:years?|yrs) ago\b|\bused to\b|\bas a (?:child|kid|boy|girl)\b",
    r"\b(?:in|from|since|back in|per|circa) (?:19|20)\d\d\b|(?<![\d/])\d{1,2}/(?:19|20)\d\d\b|\bage \d",
    r"\b(?:19|20)\d\d (?:plan|isp|note|mtg|meeting|review|assessment)\b",
    r"\bwhen (?:she|he|they) (?:was|were) (?:a |little|young|small|\d)|\bel año pasado\b|\b(?:from|at) last time\b|\bantes decía\b",
    r"\b(?:from|in|at) (?:the )?(?:first |1st )?(?:meeting|mtg|visit|session|plan|isp) ?#?\d*,? (?:was|were|had|said)\b",
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|spring|summer|fall|winter|annual|current) (?:plan|isp|iep|pcp|note|review|report)\b",
    r"\b(?:is|was|were|are) quoted\b|\bquoted as\b",
    r"\bfrom (?:the )?(?:file|chart|record)s?\b|\bhospital (?:note|record)s?\b",
)
_NOW = re.compile(r"\b(?:today|now|this time|hoy)\b", re.I)
_UNSURE = _any_of(
    r"\(\?+\)|\?\?|\bnot sure\b|\bunsure\b|\bunclear\b|\bcould be\b|\bi think\b|\bor was it\b",
    r"\bcan['’]?t (?:tell|remember)\b|\bdon['’]?t (?:know|remember) who\b|\bparaphras|\bsomething like\b",
    r"\bsort of\b|\bmore or less\b|\bnot exact\b|\bwords to that effect\b|\bin effect\b|\bbasically\b|\bgist\b|\b(?:things|stuff) like\b",
)
_KIN = "mom|mother|dad|father|sister|brother|staff|aide|guardian|family|niece|nephew|daughter|son|wife|husband"
_STAND_IN = re.compile(
    rf"\b(?:{_KIN})\b[^.;\n]{{0,40}}\b(?:answer(?:ed|ing|s)|speak(?:s|ing)|spoke|talk(?:s|ed|ing)|said|says|saying"
    r"|typ(?:ed|ing|es)|wrote|writ(?:es|ing)|press(?:ed|ing|es)|held|holding|guid(?:ed|ing)|hand|wrist|program"
    r"|finish(?:ed|ing)|filled|suggest|whisper|prompt|cue|fed|reminded)",
    re.I,
)
_FOR_THEM = re.compile(r"\b(?:for|on behalf of|speaking for|as|in) (?:her|him|them)\b(?! own| turn| mind)", re.I)
_TOLD_BY = re.compile(
    r"\b(?:per|according to|as told (?:by|to)|reported by|relayed by|via|through|quoted by|from)\b", re.I
)
_HELPED = _any_of(
    r"hand[ -]over[ -]hand|\bhoh\b|facilitated|\bprompt|\bcoach(?:ed|es|ing)\b|\bpre-?programm|\bprogrammed\b",
    r"\bmodel(?:ed|led|ing)\b",
)
_MADE_UP = re.compile(
    r"\brole[ -]?play|\btold the one\b|\bthe one (?:where|about)\b|\b(?:old )?jokes?\b|\b(?:story|example|e\.g\.|sample|script|skit|pretend|rumou?r|word is|hearsay|template|draft)\b",
    re.I,
)
_READ_FROM = [["card"], ["script"], ["poster"], ["tv"], ["radio"], ["movie"], ["film"], ["cue", "card"], ["scripted"]]
_TOLD_STORY = re.compile(r"\b(?:told|tells|telling) (?:us |me )?(?:the one|a joke|the joke|the story)\b[^\n]*$", re.I)
_SONG_LINES = re.compile(r"\S / \S")
_SONG = re.compile(r"\b(?:song|songs|hook|chorus|verse|lyric|lyrics|rap|poem|sings?|sang|singing)\b", re.I)
_RECORDS = words.word_set("log logs report chart charts record records file files note notes email minutes")
_WRITTEN_GOAL = re.compile(
    r"(?:will|increase|improve|maintain|decrease|reduce|demonstrate|develop|to (?:increase|improve))\b", re.I
)
_DENIAL = re.compile(
    r"\b(?:did not|didn['’]?t|never|not) (?:really |actually )?"
    r"(?:say|said|mean|her words|his words|her|him|hers|his|theirs)\b",
    re.I,
)


def about(passage: Passage, claim: Claim) -> str | None:
    """The reason why these are not plainly the person's own present words, or None."""
    text = _nearby(passage)
    told = _text(passage, passage.lead) if _NOW.search(_text(passage, passage.lead)) else _sentence_before(passage)
    if _OLD.search(told) or _OLD.search(_text(passage, [*passage.tail, *passage.aside])):
        return "The note places these words at another time."
    if _MADE_UP.search(_sentence_before(passage)):
        return "The note gives this as an example, a role play or hearsay."
    if _TOLD_STORY.search(_line_before(passage)):
        return "The note gives this as a story that was told."
    if _SONG_LINES.search(passage.text[:300]) and _SONG.search(_line_before(passage)):
        return "These read like the lines of a song or a poem."
    if [token.lower for token in passage.aside if token.kind != POINT] in _READ_FROM:
        return "The note says where these words were read from."
    if passage.is_pasted and passage.lead:
        return "The line is pasted from somebody else's message."
    if _DENIAL.search(text) and not denies_saying(passage.text):
        return "The note says this was not said, or not by the person."
    if _UNSURE.search(text):
        return "The note itself is not sure about these words."
    if _HELPED.search(text) or any(t.lower in words.PROMPTED for t in [*passage.lead, *passage.aside]):
        return "The note says the words were prompted, copied or given with help."
    if _WRITTEN_GOAL.match(passage.text):
        return "This reads like a goal somebody wrote, not like speech."
    return _about_verb(claim) or _about_others(passage, claim)


def about_telling(passage: Passage, claim: Claim) -> bool:
    """For words of others: second-hand, denied, uncertain."""
    text = _nearby(passage)
    if (_DENIAL.search(text) and not denies_saying(passage.text)) or _UNSURE.search(text):
        return True
    reporting = [token for token in claim.before_verb if token.lower in words.REPORTING]
    return bool(reporting) or _denied_or_unreal(claim, mild=True)


def about_device(passage: Passage) -> str | None:
    rest = [token for token in [*passage.lead, *passage.aside] if token.kind in (OTHER, MAYBE)]
    known = passage.people.relations
    rest = [token for token in rest if token.lower not in words.VAGUE and (token.kind == OTHER or token.lower in known)]
    if passage.aside_end >= passage.next_start:
        rest = [token for token in rest if token.end <= passage.span.outer_start]
    stood_in = _STAND_IN.search(_sentence_before(passage))
    return "Somebody else is named beside the device." if rest or stood_in else None


def _about_verb(claim: Claim) -> str | None:
    if _denied_or_unreal(claim, mild=False):
        return "The sentence says this was not said, or only that it might be."
    own = _own_clause(claim)
    reporting = [
        token
        for at, token in enumerate(own)
        if token.lower in words.REPORTING and not _heard_it(claim, token) and not _by_writer(own, at, claim)
    ]
    if reporting or any(token.lower in _RECORDS for token in claim.before_verb):
        return "Somebody else tells this in the note, so it is second-hand."
    return None


def _own_clause(claim: Claim) -> Sequence[Token]:
    """From the dash right before whoever speaks: `Mae says he promised - CJ heard it, said “…”`."""
    before = claim.before_verb
    at = next((at for at, token in enumerate(before) if token == claim.whose), 0)
    whole = not any(token.lower in words.REPORTING for token in before[max(0, at - 4) : at])
    return before[at:] if at and before[at - 1].text in DASHES and whole else before


def _heard_it(claim: Claim, token: Token) -> bool:
    """`Tug heard it and said`, `Dee read it off the poster & said`: what they answered, and nobody's telling."""
    whose = claim.whose
    return whose is not None and token.start > whose.end > 0 and token.lower in ("heard", "hears", "read", "reads")


def _by_writer(own: Sequence[Token], at: int, claim: Claim) -> bool:
    """`I read it all back and she said`: what the writer did, in a clause before the speaker's."""
    whose = claim.whose
    by_writer = any(token.kind == AUTHOR for token in own[max(0, at - 2) : at])
    doing = own[at].lower not in _HEARING
    if whose is None or not by_writer or not doing or own[at].end > whose.start:
        return False
    between = [token for token in own if own[at].end <= token.start < whose.start]
    parted = any(token.text in ",;" or token.lower in ("and", "then", "but") for token in between)
    opened = own[0].lower in ("when", "after", "as", "while", "once")
    return (parted or opened) and not any(token.lower in ("that", "what", "who", "how") for token in between[:1])


_HEARING = words.word_set("think thinks thought believe believed heard hear hears remember recall remembered swear")


def _denied_or_unreal(claim: Claim, *, mild: bool) -> bool:
    begin = claim.whose.start if claim.whose is not None else 0
    near = [token.lower for token in claim.before_verb[-4:] if token.lower != "to" or token.start > begin]
    if any(word in words.NEGATIONS for word in near[-3:]):
        return True
    past = claim.verb.endswith("ed") or claim.verb in words.PAST
    conditions = ("when", "whenever", "cuando", "unless")
    unreal = [word for word in near if word in words.UNREAL and not (word in conditions and past)]
    if unreal and not mild:
        return True
    whole = [token.lower for token in claim.before_verb]
    return not past and any(word in ("if", "whenever", "when", "si", "cuando", "unless") for word in whole) and not mild


def _about_others(passage: Passage, claim: Claim) -> str | None:
    aside, lead = [] if passage.aside_leads_on else list(passage.aside), list(passage.lead)
    aside_text = _text(passage, aside)
    if _STAND_IN.search(_text(passage, lead)) and not _harmless(lead, claim):
        return "Somebody else may have spoken or typed for the person."
    if aside and (explains_last_name(passage.text, aside) or _watches(aside)):
        return None
    if aside and (_STAND_IN.search(aside_text) or _stands_for(aside, aside_text)):
        return "The words right behind name somebody else as their source."
    if _credited(passage):
        return "The words right behind credit somebody else."
    if _TOLD_BY.search(_text(passage, lead)) and _told_by_other(lead):
        return "The note has these words from somebody else."
    if (
        claim.verb == ""
        and not claim.by_sentence
        and claim.whose is not None
        and any(
            token.kind in (OTHER, MAYBE)
            and not addressed(lead, at)
            and not is_interpreter(token)
            and not is_code(lead, at)
            and claim.whose.start
            and token.start > claim.whose.end
            for at, token in enumerate(lead)
        )
    ):
        return "Somebody else is named beside the person."
    return None


def _harmless(lead: Sequence[Token], claim: Claim) -> bool:
    """The verb the stand-in pattern saw is the person's own: `when mom left Dee said`."""
    if not claim.verb or claim.whose is None:
        return False
    others = [token for token in claim.before_verb if token.kind == OTHER]
    verbs = [token for token in claim.before_verb if token.lower in words.REPORTING | words.PROMPTED]
    return (
        not verbs
        and not _FOR_THEM.search(" ".join(token.text for token in lead))
        and all(token.end < claim.whose.start or token.start > claim.whose.end for token in others)
    )


def _watches(aside: Sequence[Token]) -> bool:
    """`“…” (Trent laughed)`."""
    spoken = [token for token in aside if token.kind != POINT]
    return len(spoken) >= 2 and spoken[0].kind in (OTHER, MAYBE) and spoken[1].lower in words.ACTS


def _stands_for(aside: Sequence[Token], text: str) -> bool:
    others = any(token.kind in (OTHER, MAYBE) and not is_interpreter(token) for token in aside)
    first = [token for token in aside if token.kind != POINT][:1]
    sourced = bool(first) and (first[0].kind == OTHER or first[0].lower in ("per", "from", "via", "through", "by"))
    named = bool(first) and first[0].kind == MAYBE and len([t for t in aside if t.kind != POINT]) <= 2
    return others and (
        _TOLD_BY.search(text) is not None
        or (sourced and _short(aside))
        or named
        or any(token.lower in ("words", "idea", "typed", "wrote") for token in aside[:5])
    )


def _credited(passage: Passage) -> bool:
    """`“…” according to Kim`, `“…” – no, Kim said that`; not what leads on to the next quotation."""
    for tokens in (list(passage.tail[:10]), list(passage.aside[:10])):
        for at, token in enumerate(tokens[:-1]):
            other = tokens[at + 1].kind in (OTHER, MAYBE)
            told = (
                token.lower in ("per", "to") and other and (token.lower == "per" or tokens[at - 1].lower == "according")
            )
            speaks = token.kind in (OTHER, MAYBE) and tokens[at + 1].lower in words.SPEECH
            speaks = speaks and _ends_there(tokens[at + 2 :])
            if told or (speaks and not passage.meets_next and not _begins_anew(passage, tokens, at)):
                return True
    return False


def _ends_there(rest: Sequence[Token]) -> bool:
    """`Kim said that`; not `Trey told me I could write it down`, which tells something else."""
    told = [
        token for token in rest if token.kind != POINT and token.lower not in words.ADVERBS | {"that", "it", "this"}
    ]
    return len(told) <= 3


def _begins_anew(passage: Passage, tokens: Sequence[Token], at: int) -> bool:
    """`“Van.” Hank said he drives fine`: a sentence of its own."""
    whole = passage.text[-1] in ".!?" and at == 0 and tokens[0].text[0].isupper()
    behind = [token for token in tokens[at + 2 : at + 4] if token.kind != POINT]
    return whole and len(behind) == 2


def _short(aside: Sequence[Token]) -> bool:
    return len([token for token in aside if token.kind != POINT]) <= 3 and aside[0].text in "(["


def _told_by_other(lead: Sequence[Token]) -> bool:
    for at, token in enumerate(lead):
        if token.lower in ("per", "via", "through", "by") or (
            token.lower == "to" and at and lead[at - 1].lower in ("according", "told")
        ):
            following = lead[at + 1 : at + 4]
            if any(t.kind in (OTHER, MAYBE) and not is_interpreter(t) for t in following):
                return True
    return False


def _nearby(passage: Passage) -> str:
    return f"{_text(passage, passage.lead)} {_text(passage, passage.tail)} {_text(passage, passage.aside)}"


def _line_before(passage: Passage) -> str:
    return passage.note[max(passage.line_start, passage.span.outer_start - 400) : passage.span.outer_start]


def _sentence_before(passage: Passage) -> str:
    """The quotation's own sentence up to it, and the heading of its line."""
    line = passage.note[passage.line_start : passage.span.outer_start]
    heading = line[: line.find(":") + 1] if ":" in line[:60] else ""
    if not passage.lead:
        return heading
    begin = max(passage.line_start, passage.lead[0].start)
    return heading + " " + passage.note[begin : passage.span.outer_start]


def _text(passage: Passage, tokens: Sequence[Token]) -> str:
    return passage.note[tokens[0].start : tokens[-1].end] if tokens else ""
