"""What the ways that need neither a label nor a verb of speech must pass besides: signs that the words were printed, heard,
handed down, or spoken by somebody the note does not name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.beside import UNMET
from workflows.drafting.claims import DASHES
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, POINT, THEY, WORD, Token
from workflows.drafting.said import folded, is_in_title_case, speaks_of_self

_PRINTED = re.compile(
    r"\b(?:brochure|booklet|pamphlet|leaflet|fl[iy]er|hand-?out|folleto|volante|dépliant|cartel|poster|affiche|white-?board"
    r"|chalk-?board|bulletin|billboard|slides?|powerpoint|video|movie|film|book|magazine|newspaper|article|song|lyrics?"
    r"|psalm|hymn|prayers?|prays|prayed|rosary|scripture|bible|cookie|slogan|posted|printed|sticker|plaque|banner|label|policy|rules?|consent"
    r"|contract|lease|prescription|discharge|orders|intake|sample|template|worksheet|curriculum|workbook|certificate)\b"
    r"|\b(?:page|line|form|item|section|step) (?:\d|[a-z]\b)|\bthe (?:wall|sign|form|screen|tv|radio|recording)\b|\bwall of\b"
    r"|\b(?:cap|hat|t-?shirts?|shirt|locker|mug|tattoo|ticket|menu|mirror|bottle|hymnal|bracelet|letrero|lettre)\b"
    r"|\b(?:receipt|place-?mat|(?:with|on|off) the tape|telegram|crossword|clue|riddle|\w+ letter|deck|polst|molst|dnr|directive|charts?|files?|index)\b"
    r"|\b(?:progress|nursing|shift|case|visit|night|ward|doctor|team|behaviou?r|incident) (?:notes?|reports?|logs?)\b"
    r"|\b(?:mot|nota|carta|lettre|recado) d(?:e|u|el)\b"
    r"|\b(?:keeps|kept|pulled out|solved|along with|unfolded|framed|taped up|hung up) (?:the|an?|his|her)\b"
    r"|\b(?:initial(?:ed|led)|acknowledg\w+|agreement|motto|mantra|saying|proverbe?|refr[áa]n|dicho|announcement|wording|gps"
    r"|radio|ads?|advert\w*|commercial|quiz|survey|questionnaire|question \d+|(?<!her )(?<!his )(?<![’']s )(?<!stated )goals?|objectives?|cueing|quote of|grant)\b"
    r"|\b(?:card|note|texts?|letters?|voicemail|message|e-?mails?|call|bill|notice) (?:from|on)\b|[’']s (?:card|letter|note)\b"
    r"|\b(?:report|greeting|index|get[- ]well|holiday|birthday) card\b|\bleft a message\b"
    r"|\bthere(?:['’]s| is| are| was| were) [^.;“\"]{0,40}\b(?:buttons?|icons?|tiles?|keys?|pages?|folders?|phrases?|presets?|signs?|messages?|recordings?)\b",
    re.I,
)
_OWN_MAKING = re.compile(
    r"\b(?:wrote|writes|written|writing|typed|drew|drawn|made|makes|dictated|spelled|chose|painted|copied"
    r"|(?:her|his) own|from (?:her|his) (?:phone|room|bed))\b",
    re.I,
)
_RECORD = (
    r"(?:the|an?|her|his|my|our|their|last|(?:(?:mrs?|ms|dr)\.? )?\w+[’']s) (?:[\w/.]+(?:[’']s)? ){0,2}"
    r"(?:logs?|log-?book|charts?|records?|files?|reports?|binder|data ?sheets?|iep|transcript|eval(?:uation)?|assessment|clipboard)\b"
)
_KEPT = re.compile(
    rf"\b(?:from|per|off|out of|in|into) {_RECORD}|\b(?:logged|charted|documented|on record)\b"
    rf"|\b(?:see|says?|reads?|has|had|quotes?|quoting|according to) {_RECORD}|\b{_RECORD}[’']?s? (?:says?|reads?|has|had|quotes?|gives?)\b",
    re.I,
)
_RECEIVED = re.compile(
    r"\b(?:was|were|is|been|being|got|gets)(?: \w+ly)? (?:told|handed|given|taught|warned|reminded|shown|instructed|promised"
    r"|advised)\b|\boverheard\b|\bheard (?:from|in|on|it|that|the|a|him|her|them)\b|\bgot back\b"
    r"|\b(?:got|gets|received|has) (?:an?|the|another|her|his) (?:\w+ )?(?:card|letter|note|call|text|e-?mail|message|bill|notice)\b"
    r"|\bgets (?:texts|calls|letters|messages|mail)\b|\bthe (?:drill|breathing|exercises|stretches)\b|\b(?:picture|symbol|icon|button|page|phrase)s? for\W*$",
    re.I,
)
_SOMEBODY = (
    r"(?:fellow|man|woman|guy|lady|gentleman|girl|boy|kid|clerk|driver|cashier|wait(?:er|ress)|officer|priest|nun|customer"
    r"|caller|operator|voice|agency|clinic|pharmac(?:y|ist)|office|landlord|landlady|hospital|county|state|company|church"
    r"|program|boss|bank|court|judge|stranger|cop|police|dispatcher|crew|vendor|nurse|doctor|teacher|therapist|physio"
    r"|principal|receptionist|neighbou?r|visitor|mother|father|mom|mum|mam|mammy|dad|da|grandm\w+|grandf\w+|grandpa|mamá|papá"
    r"|abuel[ao]|mère|père|family|parents|voisine?|vecin[ao]|fils|fille|nuera|yerno|cura|médico|doctora|señora|señor|muchach[ao])"
)
_TELLING = (
    r"(?:said|says|saying|told|tells|goes|went|called|calls|yelled|yells|hollered|would|always|used to|wrote|sent|left|asked"
    r"|asks|keeps|kept|warned|promised|decía|dice|dijo|siempre|disait|dit|sang)"
)
_TOLD_BY_SOMEBODY = re.compile(rf"\b{_SOMEBODY}\b[^.!?;“”]*\b{_TELLING}\b", re.I)
_OPENS_WITH_SOMEBODY = re.compile(rf"^\W*(?:(?:an?|the|some|one|another) )?(?:\w+ ){{0,2}}{_SOMEBODY}\b", re.I)
_WRITER_OF_SELF = re.compile(
    r"\bmy (?:own|motto|worry|view|opinion|answer|feeling|hope)\b|\bwhat i (?:want|think|feel|say)\b"
    r"|\bi (?:always|feel|think|believe|say|would say|replied|answered)\b",
    re.I,
)


def why_not(passage: Passage) -> str | None:
    """A reason to leave it to somebody who can look."""
    near = _near(passage)
    if is_in_title_case(passage.text):
        return "Capitals on every word: this may be the name of a thing."
    if _PRINTED.search(near) and not _OWN_MAKING.search(near):
        return "The sentence tells of something printed, shown or sent."
    if _KEPT.search(near) or _KEPT.search(_read(passage, [*passage.tail, *passage.aside])):
        return "The words come out of a record."
    if _RECEIVED.search(near) and not _reacts(passage, near):
        return "The sentence is about words that came to the person."
    if _TOLD_BY_SOMEBODY.search(UNMET.sub("", near)) or _opens_with_somebody(passage):
        return "The sentence tells of somebody the note does not name."
    if _named_last(passage.lead) or _opens_with_other(passage.lead):
        return "Somebody else is named right before the words."
    if _asks_them(passage.text):
        return "A question to somebody: it may have been put to the person."
    if _WRITER_OF_SELF.search(near):
        return "The writer speaks of themselves here."
    return None


_HEARD_OUT = re.compile(r"\bheard (?:that|this|it|her|him|them)(?: all)?(?: out)?\W*$", re.I)


def _reacts(passage: Passage, near: str) -> bool:
    """`Nigel heard it out. “…”`: what was heard ended with its sentence."""
    return not any(token.kind != POINT for token in passage.lead) and _HEARD_OUT.search(near) is not None


def announced_by_a_thing(passage: Passage) -> bool:
    """`New wording: “…”`, `radio in the van, “…”`: words in front that name neither anybody nor a thing of somebody, and a
    quotation that does not go on with them (`meals ok, “but not the pie”`)."""
    before = [token for token in passage.lead if token.kind != POINT]
    theirs = any(token.kind in (ME, THEY) or token.lower in _THEIRS for token in before)
    goes_on = folded(passage.text)[:1]
    return bool(before) and not theirs and not (goes_on and goes_on[0] in _GOING_ON)


_THEIRS = words.word_set("her his their hers su sus sa son ses") | words.ACTS | words.REASONS - {"as"}
_GOING_ON = words.word_set(
    "but if not no only just because pero si solo sólo mais seulement unless until till so and or"
)


def _asks_them(text: str) -> bool:
    """`are we ready?`, `how do you get to work?`"""
    said = folded(text)
    return (
        text.endswith("?") and not speaks_of_self(" ".join(w for w in said if w not in _WE)) and bool(_YOU & set(said))
    )


_WE = words.word_set("we we're our us nosotros nous")
_YOU = words.SECOND_PERSON | _WE


def _near(passage: Passage) -> str:
    """The quotation's own sentence up to it; where that is empty, the one before."""
    if any(token.kind != POINT for token in passage.lead):
        return _read(passage, passage.lead)
    kept: list[Token] = []
    for token in reversed(passage.line[-40:]):
        if kept and passage.people.parts(token, kept[0]) and any(one.kind != POINT for one in kept):
            break
        kept.insert(0, token)
    return _read(passage, kept)


def _opens_with_somebody(passage: Passage) -> bool:
    named = any(token.kind in (ME, THEY) for token in passage.lead)
    named = named or (passage.lead[:1] != [] and passage.lead[0].lower in ("about", "on", "re", "regarding"))
    ends = bool(passage.lead) and (passage.lead[-1].text in ":," or passage.lead[-1].text in DASHES)
    return ends and not named and _OPENS_WITH_SOMEBODY.search(_read(passage, passage.lead)) is not None


def _named_last(lead: Sequence[Token]) -> bool:
    """`and over the phone her sister, “…”`"""
    spoken = [token for token in lead if token.kind != POINT]
    bare = bool(spoken) and spoken[-1].kind == OTHER and not spoken[-1].possessive
    before = spoken[-2].lower if len(spoken) > 1 else ""
    return bare and lead[-1].text == "," and before not in words.PREPOSITIONS | {"asked", "told", "gave", "called"}


def _opens_with_other(lead: Sequence[Token]) -> bool:
    """`Ingrid, crying a bit, “…”`, `Bea (aide), at the sink, “…”`"""
    if len(lead) < 3:
        return False
    first = lead[0]
    named = first.kind == OTHER or (first.kind == MAYBE and first.text.istitle())
    ends = lead[-1].text in ",:" or lead[-1].kind == WORD
    apart = lead[1].text in ",(" or (lead[1].lower.endswith("ing") and lead[-1].text in DASHES)
    return named and not first.possessive and apart and (ends or lead[-1].text in DASHES) and not _person_in(lead)


def _person_in(lead: Sequence[Token]) -> bool:
    return any(token.kind in (ME, AUTHOR) for token in lead)


def _read(passage: Passage, tokens: Sequence[Token]) -> str:
    """Without the words of other quotations."""
    return passage.people.text[tokens[0].start : tokens[-1].end] if tokens else ""
