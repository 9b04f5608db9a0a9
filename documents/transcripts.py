"""Transcripts that name their speakers: WebVTT, SRT, and pages on which a name and a time stand above what was said.

A subtitle file is made of cues. What a reader sees of them becomes the text: one line for each turn, `Name: words`, the
lines of a cue and of cues that follow each other under one name joined by LF. Markup, cue numbers, styles and notes to
the machine are left out; no word is.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from documents.xml_text import first_forbidden, name_of
from engine.refusals import Refusal
from engine.sayings import say

_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"[ \t]*({_CLOCK})[ \t]*-->[ \t]*({_CLOCK})(?:[ \t][^\n]*)?")
_SRT = re.compile(rf"\s*(?:\d{{1,7}}[ \t]*(?:\r\n|\n|\r))?[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[ \t]*(?:\r\n|\n|\r|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z]+)(?P<rest>(?:[.\s][^<>]*)?)/?>|<[\d:.]+>")
_SRT_STYLE = re.compile(r"\{\\[^{}\n]*\}")
_NAME = r"[^\W\d_][\w.'’&/-]*(?: [\w.'’&/-]+){0,4}(?: ?\([^()\n]{1,40}\))?"
_LABEL = re.compile(rf"(?:>>+[ \t]*|[-–][ \t]*)?(?:(?P<who>{_NAME})[ \t]*:|\[(?P<boxed>{_NAME})\]:?)[ \t]+(?=\S)")
_NEW_VOICE = re.compile(r"(?:>>+[ \t]*|[-–][ \t]+)(?=\S)")
_SMALL_WORDS = frozenset({"de", "del", "la", "van", "von", "der", "da", "al", "bin", "the", "of", "y"})
_HEADED = re.compile(
    rf"[ \t]*(?P<who>{_NAME})[ \t]*(?:[|,–-][ \t]*|[ \t]{{1,12}})[\[(]?(?P<time>{_CLOCK})[\])]?[ \t]*:?[ \t]*"
)
FEWEST = 3
"""Turns under a name and a time that make a page a transcript; a list of appointments names each thing once."""
PAUSE_MS = 300
"""Between two cues under one name: after less, the same breath goes on."""


@dataclass(frozen=True, slots=True)
class Turn:
    """`text[start:end]` is what was said; `speaker` is empty where nobody is named. Times as the transcript writes them.
    `pauses` are the places in it where a cue begins after a pause."""

    speaker: str
    start: int
    end: int
    began: str = ""
    ended: str = ""
    pauses: tuple[int, ...] = ()


@dataclass(frozen=True)
class Words:
    """The text of a transcript and whose turn each stretch of it is."""

    text: str
    kind: Literal["vtt", "srt", "txt"]
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class _Said:
    speaker: str
    words: str
    began: str
    ended: str
    pauses: tuple[int, ...] = ()


def transcript_of(text: str) -> Words | None:
    """The transcript a text is, by what stands in it; None for every other text."""
    if re.match(r"WEBVTT(?:[ \t\r\n]|\Z)", text):
        return _from_cues(text, "vtt")
    if _SRT.match(text):
        return _from_cues(text, "srt")
    return _headed(text)


def _from_cues(text: str, kind: Literal["vtt", "srt"]) -> Words:
    lines = _LINE_END.split(text)
    said = [piece for cue in _cues(lines) for piece in _voices(cue, kind)]
    return _composed(_joined(_named(said)), kind)


def _cues(lines: Sequence[str]) -> Iterator[_Said]:
    """The payload of each cue: from its times to an empty line, or to the next times."""
    place = 0
    while place < len(lines):
        timing = _TIMING.fullmatch(lines[place])
        place += 1
        if timing is None:
            continue
        begin = place
        while place < len(lines) and lines[place].strip() and _TIMING.fullmatch(lines[place]) is None:
            place += 1
        end = place
        # Two cues without a line between: a bare number above the next times is that cue's own.
        if place < len(lines) and lines[place].strip() and end > begin and lines[end - 1].strip().isdecimal():
            end -= 1
        if payload := "\n".join(lines[begin:end]):
            yield _Said("", payload, timing.group(1), timing.group(2))


def _voices(cue: _Said, kind: str) -> Iterator[_Said]:
    """A cue cut where another voice begins, without its markup."""
    payload = cue.words if kind == "vtt" else _SRT_STYLE.sub("", cue.words)
    speaker, place, words = "", 0, ""
    for tag in _TAG.finditer(payload):
        words += payload[place : tag.start()]
        place = tag.end()
        if kind == "vtt" and (tag.group("name") or "").lower() == "v":
            if words.strip():
                yield replace(cue, speaker=speaker, words=_plain(words, kind))
            speaker, words = ("" if tag.group("close") else _voice(tag.group("rest"))), ""
    words += payload[place:]
    if words.strip():
        yield replace(cue, speaker=speaker, words=_plain(words, kind))


def _voice(annotation: str) -> str:
    """`.loud Rosa Delgado` names Rosa Delgado: what stands before the first blank is a class."""
    _classes, _blank, name = annotation.replace("\t", " ").replace("\n", " ").partition(" ")
    return " ".join(html.unescape(name).split())


def _plain(words: str, kind: str) -> str:
    plain = (html.unescape(words) if kind == "vtt" else words).strip(" \t\n")
    if (offset := first_forbidden(plain)) is not None:
        raise Refusal(
            say(
                "This transcript cannot be read. One of its lines holds %(letter)s, which is no character of "
                "a text and cannot be printed in a Word file. Take it out, and bring the file in again.",
                letter=name_of(plain[offset]),
            )
        )
    return plain


def _named(said: Sequence[_Said]) -> Iterator[_Said]:
    """Names that stand before the words, where the file uses them as labels; and new voices that nobody names."""
    labels = _labels([piece.words for piece in said if not piece.speaker])
    for piece in said:
        if piece.speaker:
            yield piece
            continue
        for line in _turned(piece.words, labels):
            hit = _LABEL.match(line)
            name = _label(hit)
            if hit and name in labels:
                yield replace(piece, speaker=name, words=line[hit.end() :])
            elif mark := _NEW_VOICE.match(line):
                yield replace(piece, words=line[mark.end() :])
            else:
                yield replace(piece, words=line)


def _turned(words: str, labels: frozenset[str] = frozenset()) -> list[str]:
    """A cue whose lines each begin a new voice, cut into those; any other cue as it is."""
    lines = words.split("\n")
    if len(lines) > 1 and all(_NEW_VOICE.match(line) or _label(_LABEL.match(line)) in labels for line in lines):
        return lines
    return [words]


def _labels(texts: Sequence[str]) -> frozenset[str]:
    """What the file uses as labels: names that come again, or that most cues begin with."""
    lines = [line for text in texts for line in _turned(text)]
    found = Counter(name for line in lines if (name := _label(_LABEL.match(line))))
    names = {name: count for name, count in found.items() if _reads_like_a_name(name)}
    mostly = 2 * sum(names.values()) >= len(lines)
    return frozenset(name for name, count in names.items() if count > 1 or mostly)


def _label(hit: re.Match[str] | None) -> str:
    return (hit.group("who") or hit.group("boxed")) if hit else ""


def _reads_like_a_name(label: str) -> bool:
    words = re.sub(r"\([^)]*\)", "", label).split()
    return 0 < len(words) <= 4 and all(word[0].isupper() or word in _SMALL_WORDS for word in words)


def _joined(said: Iterator[_Said]) -> list[_Said]:
    """Cues that follow each other under one name are one turn. Where nobody is named, each stays by itself."""
    turns: list[_Said] = []
    for piece in said:
        if turns and piece.speaker and turns[-1].speaker == piece.speaker:
            turns[-1] = _with(turns[-1], piece)
        else:
            turns.append(piece)
    return turns


def _with(turn: _Said, piece: _Said) -> _Said:
    paused = piece.began != turn.began and _milliseconds(piece.began) - _milliseconds(turn.ended) >= PAUSE_MS
    pauses = (*turn.pauses, len(turn.words) + 1) if paused else turn.pauses
    return replace(turn, words=f"{turn.words}\n{piece.words}", ended=piece.ended, pauses=pauses)


def _milliseconds(clock: str) -> int:
    """Of `1:02:03.400` or `02:03,4`."""
    whole, _, parts = clock.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = 60 * seconds + int(part)
    return 1000 * seconds + int(f"{parts:0<3}"[:3])


def _composed(said: Sequence[_Said], kind: Literal["vtt", "srt"]) -> Words:
    lines: list[str] = []
    turns: list[Turn] = []
    place = 0
    for piece in said:
        label = f"{piece.speaker}: " if piece.speaker else ""
        start = place + len(label)
        pauses = tuple(start + at for at in piece.pauses)
        turns.append(Turn(piece.speaker, start, start + len(piece.words), piece.began, piece.ended, pauses))
        lines.append(label + piece.words)
        place += len(lines[-1]) + 1
    return Words("\n".join(lines), kind, tuple(turns))


def _headed(text: str) -> Words | None:
    """`Rosa Delgado   0:03` above each turn. The text stays whole; the turns are places in it."""
    turns: list[Turn] = []
    heads = [hit for hit in _lines(text) if _reads_like_a_name(hit[0])]
    for number, (who, time, _at, begin) in enumerate(heads):
        end = heads[number + 1][2] if number + 1 < len(heads) else len(text)
        words = text[begin:end]
        start = begin + len(words) - len(words.lstrip())
        if words.strip():
            turns.append(Turn(who, start, start + len(words.strip()), time))
    if len(turns) < FEWEST or len({turn.speaker for turn in turns}) == len(turns):
        return None
    if text[: heads[0][2]].count("\n") > 5:
        return None
    return Words(text, "txt", tuple(turns))


def _lines(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Name, time, and where the line stands, for lines that hold nothing else."""
    place = 0
    for line in text.splitlines(keepends=True):
        if hit := _HEADED.fullmatch(line.rstrip("\r\n")):
            yield hit.group("who"), hit.group("time"), place, place + len(line)
        place += len(line)
