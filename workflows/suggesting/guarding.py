"""May this wording, which nobody typed, be looked at by staff at all? The one place where a model's text meets the guard.

The guard asks whether a text may stand as the person's. A model's text must also keep away from what anybody says, wants
or feels, from markup, and from saying that all is well where nobody said so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from engine import guard
from engine.guard import Finding, Kind

_WHO = (
    r"(?:he|she|they|who|person|participant|mother|father|mom|dad|parents?|sister|brother|aunt|uncle|family|guardian|supporter|"
    r"friend|team|staff|(?-i:[A-Z][\w'’]+)|\[?[A-Z]+(?:_\d+)?\])"
)
_BETWEEN = r"\s+(?:(?:has|have|had|also|often|always|really|still|only|now|once|clearly|would|does|do|did|not|n['’]t|doesn['’]t|don['’]t|never)\s+)*"
_SAYS = re.compile(
    rf"\b{_WHO}{_BETWEEN}(?:says?|said|states?|stated|tells?|told|asks?|asked|reports?|reported|express(?:es|ed)?|mention(?:s|ed)?|"
    r"explain(?:s|ed)?|shared|voiced?|verbali[sz]e[sd]?|indicate[sd]?|request(?:s|ed)?|complain(?:s|ed)?|insist(?:s|ed)?|confirm(?:s|ed)?|"
    r"acknowledge[sd]?|admit(?:s|ted)?|describe[sd]?)\b|"
    r"\baccording\s+to\b|\bin\s+(?:his|her|their|the\s+person['’]s)\s+(?:own\s+)?(?:words|voice|opinion)\b|\bas\s+(?:he|she|they)\s+put\b|"
    r"\b(?:states?|reports?|says?|stating|reporting|saying|expressing)\s+(?:that|wanting|feeling|having|being)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    rf"\b{_WHO}{_BETWEEN}(?:wants?|wanted|wish(?:es)?|wished|hopes?|hoped|dreams?|dreamed|feels?|felt|likes?|liked|loves?|loved|"
    r"enjoys?|enjoyed|prefers?|preferred|hates?|hated|dislikes?|disliked|thinks?|thought|believes?|believed|agrees?|agreed|"
    r"consents?|consented|chooses?|chose|chosen|decides?|decided|refuses?|refused|accepts?|accepted|understands?|understood|"
    r"knows?|values?|valued|fears?|feared)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:^|[.;:!?•\n]\s*|-\s+|,\s+and\s+)(?:(?:has\s+|would\s+|always\s+|really\s+|also\s+|does\s+not\s+|doesn['’]t\s+)*)"
    r"(?:wants?|wanted|wants\s+to|like|likes|liked|loves?|loved|prefers?|preferred|enjoys?|enjoyed|hopes?|hoped|wish(?:es)?|wished|dreams?|feels?|felt|agrees?|"
    r"agreed|consents?|consented|says?|said|states|stated|reports|reported|tells|told|denies|expresses|expressed|chooses|chose|hates?|dislikes?|thinks|believes)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:reportedly|allegedly|self[- ]report\w*|(?:was|were|been|is|are)\s+(?:stated|expressed|reported|said|voiced|verbali[sz]ed|quoted)|"
    r"verbali[sz]\w+|in\s+(?:\w+['’]s|his|her|their)\s+(?:own\s+)?(?:words|voice|opinion)|quote[sd]?|quotation|verbatim)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?<![\w'’.-])(?:I|me|my|mine|myself|we|us|our|ours|ourselves|(?:I|we)['’](?:m|ve|d|ll|re)|let['’]s)(?![\w'’]|\.[A-Z]|-[A-Z\d])",
    re.IGNORECASE,
)
_MARKS = re.compile(
    "[\"“”„‟«»‹›「」『』〝〞〟＂❛❜❝❞″‶ʺ〃]|[`´‵′][^`´‵′\n]{2,}[`´‵′]|(?<!\\w)['‘‚‛](?=\\w)[^'’\n]{2,}['’](?!\\w)"
)
_MARKUP = re.compile(
    r"<\s*/?\s*[a-zA-Z!?]|&(?:[a-z]+|#\w+);|\[\[|\{\{|\{%|```|\]\(|javascript:|\bon\w+\s*=\s*\S|^\s*#{1,6}\s|\*\*",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER_OF_A_LINE = re.compile(r"\[?\b[QNOP]\d{1,4}\b\]?")

NEEDS_A_SOURCE = re.compile(
    r"\b(?:"
    # all is well, absent, or as it was
    r"no\s+(?:\w+\s+){0,2}(?:concerns?|issues?|problems?|complaints?|risks?|changes?|history|evidence|signs?|symptoms?|needs?|incidents?|"
    r"allergies|barriers|falls?|pain|distress|behaviou?rs?)|"
    r"denies|denied|deny(?:ing)?|(?:with)?in\s+(?:the\s+)?normal(?:\s+(?:limits|range))?|WNL|WFL|NAD|unremarkable|asymptomatic|not\s+(?:at\s+risk|applicable|needed|indicated)|"
    r"no\s+known|nothing\s+(?:noted|reported|of\s+concern)|none(?:\s+(?:noted|reported|known|identified|at\s+this\s+time))?|"
    r"(?:appears?|remains?|seems?|is|are|was|were)\s+(?:currently\s+|generally\s+)?(?:stable|normal|unchanged|well|healthy|safe|happy|content|satisfied|calm|cooperative|compliant|fine|"
    r"intact|appropriate|independent|pleasant|alert)|oriented\s+(?:x|times)\s*\d|age[- ]appropriate|at\s+baseline|good\s+health|"
    r"without\s+(?:difficulty|incident|concerns?|issues?|problems?)|(?:fully|completely)\s+\w+|tolerat(?:es|ed|ing)\s+well|"
    r"no\s+longer\s+\w+|normal(?:ly)?|as\s+expected|n/a|negative\s+for|free\s+(?:of|from)|absence\s+of|rule[sd]?\s+out|cleared|"
    r"not\s+(?:observed|noted|reported|present|seen|a\s+concern)|doing\s+(?:well|fine|great)|independent(?:ly)?|"
    # what matters to somebody, and how they are
    r"(?:top|first|main|highest)\s+priorit(?:y|ies)|priorit\w+|most\s+important|matters\s+most|"
    r"(?:his|her|their|\w+['’]s)\s+(?:wish|wishes|desires?|dreams?|hopes?|preferences?|choices?|opinion|view|vision)|"
    r"interested\s+in|interest\s+in|desires?(?:\s+to)?|eager\s+to|keen\s+to|looking\s+forward\s+to|excited\s+(?:about|to)|"
    r"motivated|willing\s+to|happy|unhappy|satisfied|afraid|anxious|lonely|sad|proud"
    r")\b",
    re.IGNORECASE,
)
"""Wording that all is well, absent or normal, and wording about how somebody is or what matters to them.

It stands only where a line it names says the same.
"""

_BECAUSE = {
    Kind.QUOTATION: "It holds words in quotation marks. Words are shown by reference, never typed by a model",
    Kind.SOMEBODY_ELSE: "It gives words to somebody else. Words are shown by reference, never typed by a model",
    Kind.CLAIM: "It tells what the person said. Captured words are shown by reference instead",
    Kind.NEAR_COPY: "It is a near copy of captured words. They are shown by reference, and never reworded",
    Kind.COPY: "It types out captured words. They are shown by reference, never typed by a model",
    Kind.FIRST_PERSON: "It speaks in the first person. Nobody speaks for the person, and a model is no staff",
    Kind.REFERENCE: "It holds a reference of its own making",
}


@dataclass(frozen=True)
class Captured:
    """All that was captured with the person, made ready for the guard, and what the person is called."""

    known: guard.Known
    names: tuple[str, ...]

    @cached_property
    def plain(self) -> list[tuple[str, ...]]:
        """The captured words, letters alone."""
        return [_plain(capture.text) for capture in self.known.captures]


def refusals_of(text: str, captured: Captured, sources: Sequence[str]) -> list[str]:
    """Why this wording may not stand, in sentences; empty when nothing was found. `sources` are the lines it names."""
    if not text.strip():
        return []
    found = [_sentence(one) for one in guard.examine(text, captures=captured.known, person_names=captured.names)]
    if mark := _MARKS.search(text):
        found.append(f"{_BECAUSE[Kind.QUOTATION]} ({mark.group()[:20]}).")
    if first := _FIRST.search(text):
        found.append(f"{_BECAUSE[Kind.FIRST_PERSON]} ({first.group()}).")
    if says := next((hit for look in (_SAYS, _WANTS, _BEGINS, _REPORTED) if (hit := look.search(text))), None):
        found.append(
            f"It says what somebody says, wants, feels or decides ({says.group().strip()}). Show captured words, or ask."
        )
    written = _plain(text)
    if any(_close(said, written) for said in captured.plain):
        found.append(f"{_BECAUSE[Kind.NEAR_COPY]}.")
    if _MARKUP.search(text):
        found.append("It holds markup or code. Wording is plain text.")
    if number := _NUMBER_OF_A_LINE.search(text):
        found.append(f"It holds the number of a line in its wording ({number.group()}). Numbers belong to the sources.")
    for claim in dict.fromkeys(hit.group().lower() for hit in NEEDS_A_SOURCE.finditer(text)):
        if not _said_by(claim, sources):
            found.append(f"It asserts something that none of the lines it names says ({claim}).")
    return _once(found)


def _sentence(finding: Finding) -> str:
    shown = " ".join(finding.passage.split())[:60]
    return f"{_BECAUSE[finding.kind]} ({shown})."


def _once(found: Sequence[str]) -> list[str]:
    """Of two sentences for one reason, the first."""
    kept: dict[str, str] = {}
    for sentence in found:
        kept.setdefault(sentence.partition(" (")[0].rstrip("."), sentence)
    return list(kept.values())


def _close(said: Sequence[str], written: Sequence[str]) -> bool:
    """Whether a stretch of the text is the words with little changed, or the words told of her instead of by her.

    Another way of looking than the guard's, because here a false alarm costs a line that somebody can write themselves.
    """
    if _runs_along(said, written) or (len(_turned(said)) >= 4 and _runs_along(_turned(said), _turned(written))):
        return True
    carried, there = _carried(said), _carried(written)
    return len(carried) >= 4 and len(carried & there) >= 0.8 * len(carried) and len(there) <= 3 * len(carried)


def _carried(words: Sequence[str]) -> set[str]:
    """The words that carry the meaning, in whatever order they come."""
    return {word for word in words if word not in _WISHING and word not in _PRONOUNS and word not in _SMALL}


def _runs_along(said: Sequence[str], written: Sequence[str]) -> bool:
    """Five words in a row, or four fifths of them in order."""
    if len(said) < 3:
        return False
    joined = f" {' '.join(written)} "
    if f" {' '.join(said)} " in joined or any(
        f" {' '.join(said[at : at + 5])} " in joined for at in range(len(said) - 4)
    ):
        return True
    if not 4 <= len(said) <= 60 or len(set(said) & set(written)) < 0.7 * len(set(said)):
        return False
    matcher = SequenceMatcher(None, b=said, autojunk=False)
    for at in range(max(1, len(written) - len(said) + 2)):
        window = written[at : at + len(said) + 1]
        if len(window) < len(said) - 1:
            break
        matcher.set_seq1(window)
        if matcher.quick_ratio() >= 0.8 and matcher.ratio() >= 0.8:
            return True
    return False


def _turned(words: Sequence[str]) -> list[str]:
    """Without who speaks and what they wish: “I want my own key” and “her own key” come to the same."""
    return ["·" if word in _PRONOUNS else word for word in words if word not in _WISHING]


_PRONOUNS = frozenset(
    ["my", "mine", "me", "myself", "her", "hers", "his", "him", "their", "theirs", "them", "our", "ours", "your"]
)
_WISHING = frozenset(
    [
        "i",
        "im",
        "id",
        "ill",
        "she",
        "he",
        "they",
        "we",
        "want",
        "wants",
        "would",
        "like",
        "to",
        "a",
        "an",
        "the",
        "please",
        "just",
        "really",
        "get",
        "have",
        "has",
    ]
)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", "")))


def _said_by(phrase: str, sources: Sequence[str]) -> bool:
    wanted = " ".join(_plain(phrase))
    return any(f" {wanted} " in f" {' '.join(_plain(source))} " for source in sources)


_SMALL = frozenset(
    [
        "with",
        "of",
        "in",
        "on",
        "at",
        "for",
        "from",
        "by",
        "and",
        "or",
        "is",
        "are",
        "be",
        "it",
        "that",
        "this",
        "not",
        "no",
    ]
)
