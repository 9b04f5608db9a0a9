"""What announces words and does not name the person: `Rosario: “…”`, `Note to Rosa: “…”`, `the lady at the desk: “…”`."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import said, words
from workflows.drafting.labelled import label_tokens
from workflows.drafting.line import Line
from workflows.drafting.people import MAYBE, ME, OTHER, POINT, THEY, WORD, Token
from workflows.drafting.section_words import HEADINGS

_PLAIN_LABELS = (
    words.TOPIC_HEADINGS
    | frozenset(HEADINGS)
    | words.OWN_HEADINGS
    | words.LABEL_OPENERS
    | words.ADVERBS
    | words.SPEECH_WITH_COLON
    | words.REASONS
    | words.BY_HAND
    | frozenset(["did", "re", "yes", "no", "said", "words", "chat", "whispered", "aloud", "whisper"])
)
ANNOUNCING = frozenset(":–—-")
LONGEST_LABEL = 6


def announced_otherwise(line: Line) -> bool:
    """A label in front that is no plain topic: `Rosario: “…”`, `Ana -> Rosa: “…”`, `Note to Rosa: “…”`."""
    lead = list(line.passage.lead)
    if len(lead) < 2 or lead[-1].text not in ANNOUNCING:
        return False
    if lead[-1].text == ":" and line.passage.before is not None and _begins_with_somebody(line):
        return True
    label = label_tokens(lead[:-1])
    if not label or len(label) > LONGEST_LABEL:
        return False
    if label[0].lower in _TOPICS and speaks_of_topic(line):
        return False
    if label[0].lower in _CONDITIONS:
        return _acts_in_condition(line, label)
    if label[0].kind == ME:
        return any(
            (token.text in "/?+>" and not _is_with(label, at)) or token.lower in ("or", "and", "goal", "goals")
            for at, token in enumerate(label)
        )
    if len(lead) == 2 and label[0].kind == WORD and lead[-1].text == ":":
        return label[0].lower not in _PLAIN_LABELS
    with_them = {at + 1 for at, token in enumerate(label) if token.lower in ("with", "w/") or _is_with(label, at)}
    named = [
        token
        for at, token in enumerate(label)
        if (token.kind in (ME, OTHER) or " " in token.text)
        and not (at in with_them and (token.text.islower() or _short(token)))
    ]
    lone = len(label) == 1 and label[0].kind == MAYBE and label[0].lower not in words.TOPIC_HEADINGS
    return (bool(named) and label[0].lower not in words.OWN_HEADINGS) or lone


_CONDITIONS = words.word_set("if when unless after before until si cuando")
_THEIRS = words.word_set("her his their hers")


def _begins_with_somebody(line: Line) -> bool:
    """`“…” monty from the next table: “…”`: behind other words, and who that is the note does not say."""
    spoken = [token for token in line.passage.lead if token.kind != POINT]
    if (line.passage.before or 0) < line.passage.line_start or len(spoken) < 2:
        return False
    named = any(token.kind in (ME, THEY) or token.lower in _THEIRS for token in spoken)
    known = _PLAIN_LABELS | words.CLAUSE_OPENERS | words.ELIDED | words.SPEECH | words.PREPOSITIONS | words.DETERMINERS
    first = spoken[0]
    return not named and first.kind == WORD and first.lower not in known and spoken[1].lower in words.PREPOSITIONS


_TOPICS = words.word_set("on about re regarding")


def speaks_of_topic(line: Line) -> bool:
    """`About Mom: “she worries loud”`, `On our brother: “he owes me”`: of nobody but the one the label is about."""
    lead = [token for token in line.passage.lead if token.kind != POINT]
    colon = bool(line.passage.lead) and line.passage.lead[-1].text == ":"
    if (
        not colon
        or not lead
        or lead[0].lower not in _TOPICS
        or not any(token.kind in (OTHER, MAYBE) for token in lead[1:3])
    ):
        return False
    rest = [token for token in lead[1:] if token.kind not in (OTHER, MAYBE) and token.lower not in _THEIRS | _ARTICLES]
    third = {word for word in said.folded(line.said) if word in words.THIRD_PERSON}
    topics = [token for token in lead[1:] if token.kind in (OTHER, MAYBE)]
    meant = all(line.genders.may_mean(of_pronoun_word(word), topics[0]) for word in third)
    apart = bool(line.genders.person) and line.genders.person not in {of_pronoun_word(word) for word in third}
    spoken = said.speaks_of_self(line.said) or (bool(third) and meant and apart)
    return not rest and spoken and not said.speaks_to_you(line.said)


def of_pronoun_word(word: str) -> str:
    return "she" if word.split("'")[0] in ("she", "her", "hers", "ella") else "he"


_ARTICLES = frozenset(["the", "my", "our", "a", "new"])


def is_under_condition(line: Line) -> bool:
    """`If Kim’s off: “I ring the office”`: whom the condition names is no speaker, and the words are the person's own."""
    lead = [token for token in line.passage.lead if token.kind != POINT]
    return is_condition(line) and not _acts_in_condition(line, lead)


def is_condition(line: Line) -> bool:
    """`If Kim is out:`, and not `If Kim is out, Bo:`."""
    lead = line.passage.lead
    spoken = [token for token in lead if token.kind != POINT]
    ends = bool(lead) and lead[-1].text == ":" and bool(spoken) and spoken[0].lower in _CONDITIONS
    return ends and len(spoken) <= LONGEST_LABEL and not any(token.text == "," for token in lead)


def _acts_in_condition(line: Line, label: Sequence[Token]) -> bool:
    """`If Kim is late: “we go without you”`; not `If nobody shows: “…”`, `If Kim is late: “I walk”`."""
    named = any(token.kind in (ME, OTHER, MAYBE) and token.lower not in words.VAGUE for token in label)
    own = said.speaks_of_self(line.said) and not said.speaks_to_you(line.said) and "we" not in said.folded(line.said)
    return named and not own


def _is_with(label: Sequence[Token], at: int) -> bool:
    """`Pain 6/10 w/ PT`, `o.k. w/ the diet`."""
    return label[at].text == "/" and at > 0 and label[at - 1].lower == "w"


def _short(token: Token) -> bool:
    return token.text.isupper() and len(token.text) < 5
