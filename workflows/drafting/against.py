"""What speaks against the person where neither a label nor a verb of speech names a speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import said, words
from workflows.drafting.announcing import announced_otherwise, is_under_condition, speaks_of_topic
from workflows.drafting.claims import explains_last_name
from workflows.drafting.frames import LABEL, QUOTED, SUBJECT, is_author, is_other, sightings
from workflows.drafting.line import Line
from workflows.drafting.people import MAYBE, ME, OTHER, POINT, THEY, WORD, Token
from workflows.drafting.told import are_signs, is_reading_out

PARENTS = words.word_set("mom mum mother mami mamá mama dad father papi papá papa stepmom stepdad madre padre")


def against(line: Line) -> str | None:
    checks = (
        (_explained, "The writer says here what something meant."),
        (_goes_on, "The sentence goes on with these words as its own."),
        (announced_otherwise, "What announces these words does not plainly name the person."),
        (_told_otherwise, "The sentence tells of speech, and not plainly of the person's."),
        (_received, "The sentence is about words that came to the person."),
        (_credited, "Somebody else is named right behind the words."),
        (_signed, "Initials stand right behind the words."),
        (_speaks_as_child, "These words call a parent, and the note names a child of the person."),
    )
    lead = line.passage.lead
    apart = not lead or lead[-1].kind == POINT
    if said.reads_like_a_chart(line.said, stands_apart=apart) and not line.said.endswith("?"):
        return "This reads like words about the person."
    return next((why for check, why in checks if check(line)), None)


def _goes_on(line: Line) -> bool:
    tail = [token for token in line.passage.tail[:1] if token.kind != POINT]
    going = words.COPULAS_PASSIVE | {"means", "said", "meant", "and", "or", "is", "as"}
    asked = line.passage.note[line.passage.line_start : line.passage.span.outer_start].rstrip()[-1:] == "?"
    questioned = asked and [token.kind for token in line.passage.line if token.kind != POINT] == [ME]
    following = line.passage.tail[1:2]
    somebody_next = bool(following) and following[0].kind in (ME, OTHER, MAYBE, THEY)
    if not questioned and tail and tail[0].lower in ("and", "or") and (somebody_next or _ends_whole(line.said)):
        return False  # `“All done Dad.” and he left`
    return questioned or (bool(tail) and tail[0].lower in going)


def _ends_whole(text: str) -> bool:
    return text[-1] in ".!?…," and len(said.folded(text)) > 0


def _explained(line: Line) -> bool:
    """`pushed the plate away = “no”`, `he has been “wandering”`."""
    lead = list(line.passage.lead)
    if not lead or said.speaks_of_self(line.said):
        return False
    finds = any(token.lower in _FINDING for token in lead) and not any(is_other(token) for token in lead)
    if finds and lead[-1].lower in ("is", "are", "was"):
        return False
    described = len(lead) > 1 and lead[-1].lower in words.AUXILIARIES and lead[-2].kind in (THEY, ME, WORD)
    return lead[-1].text == "=" or described or (lead[-1].kind == THEY and "'" in lead[-1].lower.replace("’", "'"))


_FINDING = words.word_set("says said thinks finds known insists admits")


_SOUNDING = words.word_set("yelling shouting screaming hollering singing calling chanting blaring")


def _told_otherwise(line: Line) -> bool:
    lead = list(line.passage.lead)
    begun = lead[0].lower if lead else ""
    base = words.BASE_FORMS | _SOUNDING
    named = len(lead) == 2 and lead[1].text == ":"  # `Answer: “…”`
    plain = [
        token
        for at, token in enumerate(lead)
        if token.lower in base
        and not (begun == "ask" and at == 0)
        and not _has_to_say(lead, at)
        and not _is_wish(line, lead, at)
        and not _is_in_question(lead, at)
    ]
    if plain and not named:
        return True
    at = max(
        (
            at
            for at, token in enumerate(lead)
            if token.lower in words.SPEECH
            and not _unasked(lead, at)
            and not are_signs(lead, at)
            and not _is_wish(line, lead, at)
            and not (token.lower in _OPENING and lead[at + 1 : at + 2] != [] and lead[at + 1].kind == WORD)
        ),
        default=None,
    )
    if at is None:
        return False
    unreal = words.NEGATIONS | words.UNREAL - {"when", "cuando"}
    comma = max((place + 1 for place, token in enumerate(lead[:at]) if token.text == ","), default=0)
    if any(token.lower in unreal for token in lead[max(comma, at - 4) : at]):
        return True
    small = words.ADVERBS - words.COPULAS_PASSIVE | words.CLITICS
    before = [token for token in lead[:at] if token.lower not in small]
    if (
        before
        and before[-1].kind == ME
        and len(before) == 1
        and not before[-1].possessive
        and lead[at].lower in ("says", "said")
    ):
        return False  # `Leon says he will take the shot, “because …”`
    small = words.CLAUSE_OPENERS | {"as", "ask"}
    return bool(before) and before[-1].kind not in (POINT, THEY) and before[-1].lower not in small


_OPENING = words.word_set("opened closed began continued")
_WHAT = words.word_set("what how if when who where why which that")


def _is_wish(line: Line, lead: Sequence[Token], at: int) -> bool:
    """`TB wants to be told if I’m out: “Text me …”`: what they want, and then how they put it as “I”."""
    wants = len(lead) > 3 and lead[0].kind == ME and not lead[0].possessive and lead[-1].text == ":"
    wants = wants and lead[1].lower in ("wants", "wanted", "would", "prefers", "needs")
    own = said.speaks_of_self(line.said) and not {"we", "we're", "us"} & set(said.folded(line.said))
    asks = lead[at + 1].lower in _WHAT if at + 1 < len(lead) else False
    return wants and own and asks and not any(is_other(token) for token in lead)


def _is_in_question(lead: Sequence[Token], at: int) -> bool:
    """`Mr. Reyes was asked if he would add anyone and named his neighbor:`: what was asked."""
    asked = next((place for place, token in enumerate(lead[:at]) if _unasked(lead, place)), None)
    joins = [place for place in range(at + 1, len(lead) - 1) if lead[place].lower in ("and", "then")]
    return asked is not None and bool(joins) and lead[joins[-1] + 1].kind == WORD


def _has_to_say(lead: Sequence[Token], at: int) -> bool:
    """`Wanda had this to say about the van:`, and not `Wanda had to say`."""
    before = [token.lower for token in lead[max(0, at - 4) : at]]
    return before[-1:] == ["to"] and any(word in ("had", "has") for word in before[:-2])


def _received(line: Line) -> bool:
    lead = line.passage.lead
    return any(_is_received(lead, at) for at, token in enumerate(lead) if token.kind == WORD)


_MESSAGES = words.word_set("text message voicemail email card note letter texts emails")
_SENDING = words.word_set("wrote typed sent left dictated recorded made signed composed drafted")


def _unasked(lead: Sequence[Token], at: int) -> bool:
    """`when asked`, `wasn't asked`: nobody tells anything here."""
    before = lead[at - 1].lower if at else ""
    return lead[at].lower == "asked" and before in words.COPULAS_PASSIVE | {
        "wasn't",
        "wasnt",
        "not",
        "when",
        "if",
        "un",
    }


def _is_received(lead: Sequence[Token], at: int) -> bool:
    """Not `her email in full`, `she read her own last line aloud`: what is theirs already."""
    before = [token.lower for token in lead[max(0, at - 3) : at]]
    own = any(word in ("her", "his", "own") for word in before) or any(
        token.kind == ME and token.possessive for token in lead[max(0, at - 3) : at]
    )
    word = lead[at].lower
    if word in ("read", "reads"):
        aloud = [token.lower for token in lead[at + 1 : at + 6]]
        own_lines = "own" in aloud or ("aloud" in aloud and any(each in ("her", "his") for each in aloud))
        return not own_lines and not is_reading_out(lead, at)
    if word in _MESSAGES and before[-1:] in (["the"], ["a"], ["this"]):
        return not any(token.lower in _SENDING for token in lead)
    return word in words.RECEIVED and not own


def _credited(line: Line) -> bool:
    """`“…” – Rosa's mom`; not what explains the last name said: `“… ask Arvid” (brother)`."""
    behind = [token for token in line.passage.aside[:5] if token.kind != POINT]
    if line.passage.aside_leads_on:
        return False
    named = [at for at, token in enumerate(behind) if token.kind == OTHER and not token.text.isupper()]
    if named and _labels_next(line.passage.aside, behind[named[0]]):
        return False
    acts = bool(named) and any(_acts(token) for token in behind[named[0] + 1 : named[0] + 2])
    return bool(named) and not acts and not explains_last_name(line.said, behind)


_INITIALS = re.compile(r"[ \t]*(?:[(\[]|[–—-]{1,2})[ \t]?(?P<who>[A-Z]{1,3}\.?)[)\]]?[ \t\r]*(?:\n|\Z)")


def _signed(line: Line) -> bool:
    """`“…” –KW`, `“…” (J.)`: of nobody the line has named; not a letter for how it was said."""
    hit = _INITIALS.match(line.passage.note, line.passage.span.outer_end)
    letters = hit.group("who").rstrip(".") if hit else ""
    return bool(letters) and letters not in {*line.people.given_names, *line.people.codes}


def _labels_next(aside: Sequence[Token], name: Token) -> bool:
    """`“…” - Abdul: call light times were bad`: what that one says next."""
    at = list(aside).index(name)
    return at + 1 < len(aside) and aside[at + 1].text == ":"


def credited_why(line: Line) -> str | None:
    if _credited(line):
        return "Somebody else is named right behind the words."
    return "The sentence goes on with these words as its own." if _goes_on(line) else None


def _speaks_as_child(line: Line) -> bool:
    calls = any(
        word in ("mom", "mum", "mami", "mamá", "mama", "dad", "papi", "papá", "ma", "pa") for word in _called(line)
    )
    children = ("daughter", "son", "hija", "hijo", "granddaughter", "grandson")
    related = {*line.people.relations.values(), *line.people.relations}
    return calls and (any(child in related for child in children) or not related & PARENTS)


def _called(line: Line) -> list[str]:
    """The first word, and the last one behind a comma: `I did it for you, Mum.`"""
    folded = said.folded(line.said)
    called = said.folded(line.said.rpartition(",")[2] or line.said.rstrip(",").rpartition(",")[2])
    return [*folded[:1], *(called if len(called) == 1 and "," in line.said else [])]


def about_person(line: Line) -> str | None:
    if said.names(line.said, line.people.given_names) and not line.people.calls_self.search(line.said[:300]):
        return "These words name the person."
    if (
        said.speaks_of_third(line.said)
        and not _third_is_somebody_else(line)
        and not said.names_whom_it_speaks_of(line.said)
    ):
        return "These words speak of somebody as “she” or “he”."
    return None


def _third_is_somebody_else(line: Line) -> bool:
    """Only of the other gender than the person."""
    pronouns = [word for word in said.folded(line.said) if word in words.THIRD_PERSON]
    person = line.genders.person
    return bool(person) and all(gender_of(word) != person for word in pronouns)


def about_strangers(line: Line) -> str | None:
    if not line.seen and not line.heading and line.over is None and _left_to_another(line):
        return "The line above ends with somebody else."
    if line.over is not None and line.over.kind != ME:
        return f"The heading above names “{line.over.text}”."
    if line.own_heading():
        return None
    if is_under_condition(line) or speaks_of_topic(line):
        return None
    if any(
        one.kind != QUOTED and is_other(one.token) and one.clause == line.here and not _is_spoken_to(line, one.token)
        for one in line.seen
    ):
        return "The line names somebody else."
    return None


def _is_spoken_to(line: Line, token: Token) -> bool:
    """`And in Spanish, straight to her mother: “…”`"""
    lead = list(line.passage.lead)
    at = lead.index(token) if token in lead else 0
    before = [one.lower for one in lead[max(0, at - 2) : at]]
    to_kin = before[-1:] in (["her"], ["his"]) and before[:1] == ["to"]
    alone = sum(is_other(one) for one in lead) == 1 and at + 2 == len(lead) and lead[-1].text == ":"
    return to_kin and alone and any(one.lower in ("in", "straight", "directly", "then") for one in lead[:at])


def _left_to_another(line: Line) -> bool:
    """A quotation that begins its line goes on with whom the line above was about."""
    if any(token.kind == WORD or token.text == "?" for token in line.passage.line):
        return False
    subjects = [one for one in sightings(line.people, line.passage.line_above) if one.kind in (SUBJECT, LABEL)]
    subjects = [one for one in subjects if not is_author(one.token)]
    return bool(subjects) and not line.is_person(subjects[-1]) and is_other(subjects[-1].token)


def _acts(token: Token) -> bool:
    """`– grandma threw a towel`, `– Kim will call`: what somebody did then or is to do, and no telling."""
    if token.lower in words.MODALS | {"to"}:
        return True
    telling = words.SPEECH | words.REPORTING | words.BY_HAND | words.PROMPTED
    does = token.lower in words.DEEDS or (token.kind == WORD and words.is_verb_like(token.lower))
    return token.lower in words.ACTS or (token.lower not in telling and does)


def gender_of(word: str) -> str:
    head = word.split("'")[0]
    return "she" if head in ("she", "her", "hers", "ella") else "he"
