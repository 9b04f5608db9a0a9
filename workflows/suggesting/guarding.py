"""May this wording, which nobody typed, be looked at by staff at all? The one place where a model's text meets the guard."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from engine import guard

_MARKS = re.compile("[\"“”„‟«»‹›「」『』〝〞〟＂‚‛❛❜❝❞]|(?<![\\w])['‘](?=\\w)[^'’\n]{2,}['’](?!\\w)")
_FIRST = re.compile(
    r"(?<![\w'’.])(?:I|I['’](?:m|ve|d|ll)|me|my|mine|myself|we|us|our|ours|ourselves|we['’](?:re|ve|d|ll))(?![\w'’]|\.[A-Z])",
    re.IGNORECASE,
)
_FIRST_ELSEWHERE = re.compile(
    r"(?<!\w)(?:yo|mi|mis|quiero|nosotros|je|j['’]ai|ich|mein|meine|mir|mich)(?!\w)", re.IGNORECASE
)
_SAYS = re.compile(
    r"\b(?:(?:he|she|they|participant|person|\[?PERSON\]?|family|mother|father|\w+\])\s+(?:has\s+|have\s+|also\s+|often\s+|always\s+|really\s+)*)?"
    r"(?:says?|said|saying|states?|stated|stating|tells?|told|asks?\s+(?:for|to|that)|asked|reports?|reported|reporting|expresse?[sd]?|"
    r"expressing|mentions?|mentioned|explains?|explained|shared\s+that|voiced|verbalize[sd]?|verbalise[sd]?|according\s+to|"
    r"in\s+(?:his|her|their|the\s+person['’]s)\s+(?:own\s+)?words|as\s+(?:he|she|they)\s+put)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:he|she|they|participant|person|PERSON\]|(?-i:[A-Z])\w+)\s+(?:would\s+|does\s+not\s+|doesn['’]t\s+|do\s+not\s+|also\s+|really\s+|still\s+|only\s+)*"
    r"(?:wants?|wanted|wish(?:es)?|wished|hopes?|hoped|dreams?|dreamed|feels?|felt|likes?|liked|loves?|loved|enjoys?|enjoyed|prefers?|"
    r"preferred|hates?|hated|dislikes?|thinks?|thought|believes?|agrees?|agreed|consents?|consented|chooses?|chose|decides?|decided)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<\s*/?\s*[a-zA-Z!?]|&(?:lt|gt|quot|#\d+);|\[\[|\{\{|\{%|```|\]\(|javascript:|on\w+\s*=", re.IGNORECASE
)
_REFERENCE = re.compile(r"\[?\b[QNOPS]\d{1,4}\b\]?")

NORMAL = re.compile(
    r"\b(?:no\s+(?:\w+\s+){0,2}(?:concerns?|issues?|problems?|complaints?|risks?|changes?|history|evidence|signs?|symptoms?|needs?|incidents?|"
    r"allergies|barriers|safety\s+concerns?)(?:\s+(?:noted|reported|identified|observed|at\s+this\s+time))?|"
    r"denies|denied|deny|within\s+(?:the\s+)?normal\s+(?:limits|range)|WNL|unremarkable|not\s+(?:at\s+risk|applicable)|no\s+known|"
    r"(?:appears?|remains?|is|are)\s+(?:stable|normal|unchanged|well|healthy|safe|happy|content|satisfied|calm|compliant|fine|intact|appropriate)|"
    r"none\s+(?:noted|reported|known|identified)|nothing\s+(?:noted|reported)|oriented\s+(?:x|times)\s*\d|age[- ]appropriate|"
    r"at\s+baseline|good\s+health|without\s+(?:difficulty|incident|concerns?|issues?)|fully\s+independent|tolerat(?:es|ed)\s+well|"
    r"no\s+longer\s+(?:needs?|has|shows?)|normal)\b",
    re.IGNORECASE,
)
"""Wording that says all is well, absent or normal. It stands only where a named line says the same."""


def refusals_of(text: str, quotes: Mapping[str, str], sources: Sequence[str]) -> list[str]:
    """Why this wording may not stand, in sentences; empty when nothing was found.

    `quotes` are the captured words by number; `sources` the texts of the lines it names.
    """
    found: list[str] = []
    if mark := _MARKS.search(text):
        found.append(
            f"It holds a quotation mark ({mark.group()[:20]}). Words are shown by reference, never typed by a model."
        )
    elif guard.passages(text):
        found.append("It holds a passage in quotation marks. Words are shown by reference, never typed by a model.")
    if first := _FIRST.search(text) or _FIRST_ELSEWHERE.search(text):
        found.append(
            f"It speaks in the first person ({first.group()}). Nobody speaks for the person, and a model is no staff."
        )
    if says := _SAYS.search(text) or _WANTS.search(text):
        found.append(
            f"It says what somebody says, wants or feels ({says.group().strip()}). Show captured words instead, or ask."
        )
    if near := nearest(text, quotes):
        found.append(
            f"It is a near copy of captured words ({near}). Show those words by reference; they are not reworded."
        )
    if _MARKUP.search(text):
        found.append("It holds markup or code. Wording is plain text.")
    elif number := _REFERENCE.search(text):
        found.append(f"It holds a line’s number in its wording ({number.group()}). Numbers belong to the sources.")
    if (normal := NORMAL.search(text)) and not _said_by(normal.group(), sources):
        found.append(
            f"It asserts that something is well, absent or normal ({normal.group()}), and none of the lines it names says so."
        )
    return found


def nearest(text: str, quotes: Mapping[str, str]) -> str:
    """The number of captured words that this text repeats or tidies; "" when it comes close to none."""
    written = _plain(text)
    for ref, words in quotes.items():
        said = _plain(words)
        if len(said) >= 3 and _runs_inside(said, written):
            return ref
    return ""


def _runs_inside(said: list[str], written: list[str]) -> bool:
    """Whether a stretch of the text is the words with little changed: five in a row, or four fifths in order."""
    joined, wanted = f" {' '.join(written)} ", " ".join(said)
    if f" {wanted} " in joined:
        return True
    runs = {" ".join(said[at : at + 5]) for at in range(len(said) - 4)}
    if any(f" {run} " in joined for run in runs):
        return True
    if len(said) < 4:
        return False
    for at in range(max(1, len(written) - len(said) + 2)):
        window = written[at : at + len(said) + 1]
        if len(window) >= len(said) - 1 and SequenceMatcher(None, said, window, autojunk=False).ratio() >= 0.8:
            return True
    return False


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "'").replace("'", ""))


def _said_by(phrase: str, sources: Sequence[str]) -> bool:
    wanted = " ".join(_plain(phrase))
    return any(f" {wanted} " in f" {' '.join(_plain(source))} " for source in sources)
