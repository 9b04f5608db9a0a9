"""What keeps a quotation from standing as the person's, however plain the label: it was denied, imagined,
prompted, said long ago, typed by staff, or told by somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.beside import STAND_IN, about_others, text_of
from workflows.drafting.claims import DASHES, Claim
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, POINT, THEY, Token
from workflows.drafting.said import denies_saying, is_in_title_case


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


_OLD = _any_of(
    r"\b(?:last|prior|previous|old|earlier|past|former) (?:yr|year|plan|isp|pcp|mtg|meeting|review|note)s?\b",
    r"\blast (?:year|yr)['’]?s\b|\b(?:years?|yrs) ago\b|\bused to\b|\bas a (?:child|kid|boy|girl)\b",
    r"\b(?:in|from|since|back in|per|circa) (?:19|20)\d\d\b|(?<![\d/])\d{1,2}/(?:19|20)\d\d\b|\bage \d",
    r"\b(?:plan|isp) (?:had|said)\b",
    r"\b(?:19|20)\d\d (?:plan|isp|note|mtg|meeting|review|assessment)\b",
    r"\bwhen (?:she|he|they) (?:was|were) (?:a |little|young|small|\d)|\bel año pasado\b|\b(?:from|at) last time\b|\bantes decía\b",
    r"\bwhen (?:we|i|she|he|they|it) (?:was|were) (?:(?:all|both|just|only|still) )*(?:a |young|little|small|girls|boys|kids|children|kid|back)"
    r"|\bas an? (?:young|little|teen)|\b(?:years?|yrs|decades|ages) (?:back|before)\b|\bback (?:in|when) (?!here|there|to)|\bin the (?:war|service|army|old days)\b"
    r"|\bin (?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|high|middle|grade) (?:grade|school)\b"
    r"|\bbefore (?:she|he|they) (?:got|fell|became|went|came|had|lost)\b|\bantes\b|\bde niñ[ao]\b|\bautrefois\b|\bjadis\b|\bil y a (?:des|\d+) ans\b",
    r"\b(?:from|in|at) (?:the )?(?:first |1st )?(?:meeting|mtg|visit|session|plan|isp) ?#?\d*,? (?:was|were|had|said)\b",
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|spring|summer|fall|winter|annual|current) (?:plan|isp|iep|pcp|note|review|report)\b",
    r"\b(?:is|was|were|are) quoted\b|\bquoted as\b",
    r"\bfrom (?:the )?(?:file|chart|record)s?\b|\bhospital (?:note|record)s?\b",
)
_OF_ANOTHER_DAY = re.compile(
    r"\b(?:words?|answer|reply|comment|remark|line|phrase|version|reason|request)\b[^.;]*"
    r"\b(?:last (?:mon|tue|wed|thu|fri|sat|sun|week|month|night|time|visit|session|spring|summer|fall|winter|quarter)\w*"
    r"|yesterday|the other day|earlier this (?:week|month)|(?:days?|weeks?|months?) (?:ago|back|before|earlier))",
    re.I,
)
_NOW = re.compile(r"\b(?:today|now|this time|hoy)\b", re.I)
_UNSURE = _any_of(
    r"\(\?+\)|\?\?|\bnot sure\b|\bunsure\b|\bunclear\b|(?:\b(?:it|that|this|those|these|which|she|he|they) |(?<![\w'’] ))could be\b|(?<!what )\bi think\b|\bor was it\b",
    r"\bcan['’]?t (?:tell|remember)\b|\bdon['’]?t (?:know|remember) who\b|\bparaphras|\bsomething like\b",
    r"\bsort of\b|\bmore or less\b|\bnot exact\b|\bwords to that effect\b|\bin effect\b|\bbasically\b|\bgist\b|\b(?:things|stuff) like\b",
)
_HELPED = _any_of(
    r"hand[ -]over[ -]hand|\bhoh\b|facilitated|\bprompt|\bcoach(?:ed|es|ing)\b|\bpre-?programm|\bprogrammed\b",
    r"\bmodel(?:ed|led|ing)\b",
)
_MADE_UP = re.compile(
    r"\brole[ -]?play|\btold the one\b|\bthe one (?:where|about)\b|\b(?:old )?jokes?\b|\b(?:story|example|e\.g\.|sample|script|skit|pretend|rumou?r|word is (?!hers|his\b|theirs)|hearsay|template|draft)\b",
    re.I,
)
_READ_FROM = [["card"], ["script"], ["poster"], ["tv"], ["radio"], ["movie"], ["film"], ["cue", "card"], ["scripted"]]
_CHOSEN = re.compile(
    r"\b(?:picked|chose|selected|pointed|circled|checked|ticked)\b[^.;]*\b(?:from|off|out of|among|on)\b[^.;]*"
    r"\b(?:sheets?|cards?|list|goals?|options|choices|poster|bank|checklist|handout)\b",
    re.I,
)
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
    if (other_time := another_time(passage)) is not None:
        return other_time
    if _MADE_UP.search(_sentence_before(passage)):
        return "The note gives this as an example, a role play or hearsay."
    if _TOLD_STORY.search(_line_before(passage)):
        return "The note gives this as a story that was told."
    if _SONG_LINES.search(passage.text[:300]) and _SONG.search(_line_before(passage)):
        return "These read like the lines of a song or a poem."
    if [token.lower for token in passage.aside if token.kind != POINT] in _READ_FROM:
        return "The note says where these words were read from."
    if _CHOSEN.search(_sentence_before(passage)):
        return "The note says that these words were there to choose from."
    if passage.is_pasted and passage.lead:
        return "The line is pasted from somebody else's message."
    if _DENIAL.search(text) and not denies_saying(passage.text):
        return "The note says this was not said, or not by the person."
    if _UNSURE.search(text):
        return "The note itself is not sure about these words."
    if _HELPED.search(text) or _is_prompted([*passage.lead, *passage.aside]):
        return "The note says the words were prompted, copied or given with help."
    if _is_held(passage.lead, claim):
        return "Somebody else held the board or a hand."
    if _WRITTEN_GOAL.match(passage.text):
        return "This reads like a goal somebody wrote, not like speech."
    if claim.verb and is_in_title_case(passage.text):
        return "Capitals on every word: this may be the name of a thing."
    return _about_verb(claim) or about_others(passage, claim)


_HOLDING = words.word_set(
    "holding held holds steadying steadied supporting supported guiding guided touching touched moving moved"
)
_HELD = words.word_set(
    "board letterboard stencil hand hands wrist arm elbow shoulder sleeve tablet ipad keyboard pen pencil finger"
)
_WITH_A_HAND = words.BY_HAND | words.PRESSING | words.word_set("pointed points pointing typing typed wrote spelling")


def _is_held(lead: Sequence[Token], claim: Claim) -> bool:
    """`With Kim holding the board he pointed to “…”`; not `Kim held her hand and she said “…”`."""
    by_hand = claim.verb in _WITH_A_HAND or any(token.lower in _WITH_A_HAND for token in lead)
    for at, token in enumerate(lead):
        others = any(one.kind in (OTHER, MAYBE, AUTHOR) for one in lead[max(0, at - 3) : at])
        if by_hand and token.lower in _HOLDING and others and any(one.lower in _HELD for one in lead[at + 1 : at + 5]):
            return True
    return False


def _is_prompted(tokens: Sequence[Token]) -> bool:
    """Not `and I copied it`, which the writer did."""
    return any(
        token.lower in words.PROMPTED and not (token.lower == "copied" and at and tokens[at - 1].kind == AUTHOR)
        for at, token in enumerate(tokens)
    )


def another_time(passage: Passage) -> str | None:
    told = text_of(passage, passage.lead) if _NOW.search(text_of(passage, passage.lead)) else _sentence_before(passage)
    behind = [*([] if _begins_next(passage) else passage.tail), *passage.aside]
    if _OLD.search(told) or _OLD.search(text_of(passage, behind)):
        return "The note places these words at another time."
    if _OF_ANOTHER_DAY.search(told) and not _NOW.search(told):
        return "The note places these words at another time."
    return None


def _begins_next(passage: Passage) -> bool:
    """`“No more pills.” Last year’s plan had “…”`: a new sentence, which leads on to the next quotation."""
    tail = passage.tail
    ends = passage.text[-1:] in ".!?…" and bool(tail) and tail[0].text[0].isupper()
    return ends and passage.meets_next and tail[0].lower not in ("that", "this", "it", "those", "these")


def about_telling(passage: Passage, claim: Claim) -> bool:
    """For words of others: second-hand, denied, uncertain."""
    text = _nearby(passage)
    if (_DENIAL.search(text) and not denies_saying(passage.text)) or _UNSURE.search(text):
        return True
    reporting = [token for token in claim.before_verb if token.lower in words.REPORTING]
    return bool(reporting) or _denied_or_unreal(claim, mild=True)


_SHOWN_OFF = re.compile(r"\b(?:demo(?:ed|s|nstrat\w+)?|vendor|sales ?rep|factory|default|out of the box)\b", re.I)


def about_device(passage: Passage) -> str | None:
    rest = [token for token in [*passage.lead, *passage.aside] if token.kind in (OTHER, MAYBE)]
    known = passage.people.relations
    rest = [token for token in rest if token.lower not in words.VAGUE and (token.kind == OTHER or token.lower in known)]
    if passage.aside_end >= passage.next_start:
        rest = [token for token in rest if token.end <= passage.span.outer_start]
    line = passage.note[max(passage.line_start, passage.span.outer_start - 100) : passage.span.outer_start]
    if _SHOWN_OFF.search(line):
        return "The note tells of showing the device, not of the person using it."
    stood_in = STAND_IN.search(_sentence_before(passage))
    return "Somebody else is named beside the device." if rest or stood_in else None


def _about_verb(claim: Claim) -> str | None:
    if _denied_or_unreal(claim, mild=False):
        return "The sentence says this was not said, or only that it might be."
    if _SURE_OF_IT.search(" ".join(token.text for token in claim.before_verb)):
        return "Somebody else tells this in the note, so it is second-hand."
    own = _own_clause(claim)
    reporting = [
        token
        for at, token in enumerate(own)
        if token.lower in words.REPORTING
        and not _heard_it(claim, token)
        and not _points(own, at, claim)
        and not _by_writer(own, at, claim)
    ]
    if reporting or any(token.lower in _RECORDS for token in claim.before_verb):
        return "Somebody else tells this in the note, so it is second-hand."
    return None


def _own_clause(claim: Claim) -> Sequence[Token]:
    """From the dash right before whoever speaks: `Mae says he promised - CJ heard it, said “…”`."""
    before = _own_part(claim, claim.before_verb)
    at = next((at for at, token in enumerate(before) if token == claim.whose), 0)
    whole = not any(token.lower in words.REPORTING for token in before[max(0, at - 4) : at])
    return before[at:] if at and before[at - 1].text in DASHES and whole else before


def _heard_it(claim: Claim, token: Token) -> bool:
    """`Tug heard it and said`, `Dee read it off the poster & said`: what they answered, and nobody's telling."""
    whose = claim.whose
    return whose is not None and token.start > whose.end > 0 and token.lower in ("heard", "hears", "read", "reads")


def _points(own: Sequence[Token], at: int, claim: Claim) -> bool:
    """`Gwen tapped the sill and said`: what the speaker did with a hand first."""
    pointed = own[at].lower in ("tapped", "taps", "pressed", "presses") and claim.whose is not None
    return pointed and claim.whose in own[max(0, at - 2) : at] and any(token.lower == "and" for token in own[at:])


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


_SURE_OF_IT = re.compile(
    r"\b(?:(?:was|is|am|are|were|pretty|so) (?:sure|certain|convinced|positive)|word (?:from|is|has)|rumou?r|cuent[ao]n? que|cont[óo] que"
    r"|dicen? que|jura que|dit que|raconte que|supposed(?:ly)?|had me believe)\b",
    re.I,
)
_HEARING = words.word_set("think thinks thought believe believed heard hear hears remember recall remembered swear")


def _own_part(claim: Claim, told: Sequence[Token]) -> Sequence[Token]:
    """`SC asked what would help and Dee said`: behind the word that joins the two."""
    whose = claim.whose
    if whose is None or whose.kind not in (ME, THEY):
        return told
    others = any(token.kind in (OTHER, MAYBE) for token in told)
    if whose.kind == THEY and (others or not told or told[-1].lower != "did"):
        return told
    before = [at for at, token in enumerate(told) if token.end <= whose.start]
    joins = bool(before) and told[before[-1]].lower in ("and", "then", "but")
    return told[before[-1] + 1 :] if joins and not any(token.lower == "if" for token in told[:3]) else told


def _is_when_asked(told: Sequence[Token], at: int) -> bool:
    """`When asked how it is, pt states`"""
    return told[at].lower == "when" and at + 1 < len(told) and told[at + 1].lower == "asked"


_DECLINING = words.word_set("denies denied refuses refused")


def _denied_or_unreal(claim: Claim, *, mild: bool) -> bool:
    begin = claim.whose.start if claim.whose is not None else 0
    told = _own_part(claim, [token for token in claim.before_verb if token.kind != ME])  # Will and May are names here.
    near = [token.lower for token in told[-4:] if token.lower != "to" or token.start > begin]
    if "," in near and any(word in _DECLINING for word in near[: near.index(",")]):
        near = near[near.index(",") :]  # `denies pain, says “just stiff”`
    if any(word in words.NEGATIONS for word in near[-3:]):
        return True
    past = claim.verb.endswith("ed") or claim.verb in words.PAST
    conditions = ("when", "whenever", "cuando", "unless")
    unreal = [word for word in near if word in words.UNREAL and not (word in conditions and past)]
    if unreal and not mild:
        return True
    whole = [token.lower for at, token in enumerate(told) if not _is_when_asked(told, at)]
    return not past and any(word in ("if", "whenever", "when", "si", "cuando", "unless") for word in whole) and not mild


def _nearby(passage: Passage) -> str:
    return f"{text_of(passage, passage.lead)} {text_of(passage, passage.tail)} {text_of(passage, passage.aside)}"


def _line_before(passage: Passage) -> str:
    return passage.note[max(passage.line_start, passage.span.outer_start - 400) : passage.span.outer_start]


def _sentence_before(passage: Passage) -> str:
    """The quotation's own sentence up to it, and the heading of its line."""
    line = passage.note[passage.line_start : passage.span.outer_start]
    heading = line[: line.find(":") + 1] if ":" in line[:60] else ""
    if _announces_another(passage, heading, line):
        heading = ""
    if re.search(r"[.!?;]\s|[“”\"«»]", heading):
        heading = ""  # A sentence that ended before the colon is none.
    if not passage.lead:
        return heading
    if passage.lead[-1].end <= passage.line_start:  # A line above that ends with a colon.
        return heading + " " + text_of(passage, passage.lead)
    begin = max(passage.line_start, passage.lead[0].start)
    return heading + " " + passage.note[begin : passage.span.outer_start]


_DOCUMENT = re.compile(r"\b(?:plan|goals?|outcomes?|objectives?|isp|iep|form|reports?|letter|chart|file)\b", re.I)
"""`Last plan goal: “…” Both laughed. Dee: “…”`"""
_READS_OUT = re.compile(r"\b(?:read|reads|says|said|has|had|quotes?|shows?|showed)\b", re.I)


def _announces_another(passage: Passage, heading: str, line: str) -> bool:
    """`I read the sheet from 2021: “…” Emmett: “…”`: a sentence that ended with the quotation it announced."""
    behind = line[len(heading) :].lstrip()[:1]
    if not heading or behind == "" or behind not in "“\"‘'«" or not passage.lead:
        return False
    anew = passage.lead[0].kind == ME and passage.lead[0].start > passage.line_start + len(heading)
    told = passage.people.tokens(passage.line_start, passage.line_start + len(heading))
    by_nobody = not any(token.kind in (ME, OTHER, THEY) for token in told) and _DOCUMENT.search(heading) is not None
    return _READS_OUT.search(heading) is not None or (anew and by_nobody)
