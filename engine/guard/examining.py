"""The one place that decides whether text may stand as the person's."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from engine.guard import first_person as first_persons
from engine.guard import phrases, spanish
from engine.guard.captures import Capture, Known
from engine.guard.claims import Claim, Voice, heard
from engine.guard.disguise import revealed
from engine.guard.findings import OTHER, Answered, Finding, Kind, plainest, remedies_for
from engine.guard.looks import Look, Word, look, words
from engine.guard.marks import Passage, passages
from engine.guard.people import Names, names_of
from engine.guard.references import LIKE_A_REFERENCE, REFERENCE
from engine.guard.relatives import names_a_relative
from engine.guard.tokens import Token, broken_lines, sentences, tokens_of
from engine.words import folded

_SHOWN_BESIDE = 60
"""How many findings of one text are shown beside their nearest capture; the rest are found all the same."""


def known(captures: Iterable[Capture]) -> Known:
    """Captures made ready, for whoever examines many texts of one person."""
    return Known(captures)


def examine(
    text: str,
    *,
    captures: Known | Iterable[Capture] = (),
    person_names: Iterable[str] = (),
    answered: Iterable[Answered] = (),
    linked: Collection[UUID] | None = None,
    signed: bool = False,
) -> list[Finding]:
    """Everything in a staff text that may not stand as it is, from left to right; empty where nothing is open.

    `captures` are all of the person's, those they took back among them. `answered` are passages in quotation marks that a
    named person answers for. With `linked`, a reference counts only to a quote that the line is linked to. With `signed`, the
    writer's own name stands beside the text, so that “I” is theirs.
    """
    if not text or text.isspace():
        return []
    ready = captures if isinstance(captures, Known) else Known(captures)
    examination = _Examination(text, ready, names_of(person_names), tuple(answered), linked)
    found = examination.findings(signed=signed)
    return [
        finding.with_nearest(ready.nearest(finding.passage))
        if place < _SHOWN_BESIDE and finding.nearest is None
        else finding
        for place, finding in enumerate(found)
    ]


class _Examination:
    """One text under examination."""

    def __init__(
        self, text: str, ready: Known, names: Names, answered: tuple[Answered, ...], linked: Collection[UUID] | None
    ) -> None:
        self._text, self._known, self._linked = text, ready, linked
        self._labels = {folded(mark.passage) for mark in answered if mark.kind != OTHER}
        self._others = {
            folded(mark.passage)
            for mark in answered
            if mark.kind == OTHER and mark.said_by.strip() and not names.is_one(mark.said_by)
        }
        self._seen: Look = revealed(look(text), names)
        self._names = names = replace(names, courtesy=not names_a_relative(self._seen, names))
        self._tokens: list[Token] = tokens_of(self._seen)
        self._sentences: list[Sequence[Token]] = sentences(self._tokens)
        self._words: list[Word] = words(self._seen)
        self._passages: list[Passage] = passages(text)
        self._quoted = [(passage.start, passage.end) for passage in self._passages]

    def findings(self, *, signed: bool) -> list[Finding]:
        """All findings, the plainest first where one lies within another."""
        spoken = heard(self._sentences, self._names)
        over_lines = heard(broken_lines(self._tokens), self._names)
        given = [
            claim
            for claim in (
                *spoken.claims,
                *over_lines.claims,
                *spanish.claims(self._sentences, self._names),
                *phrases.claims(self._seen, self._names),
            )
            if not self._shown(claim.reference)
        ]
        found = self._references()
        quoted, taken = self._marked(given, spoken.voices)
        found += quoted
        found += self._claimed([claim for claim in given if claim not in taken])
        found += self._copied()
        if not signed:
            found += self._as_i()
        return plainest(found)

    def _references(self) -> list[Finding]:
        found = []
        places = set()
        for match in REFERENCE.finditer(self._text):
            places.add(match.start())
            if not self._usable(UUID(match.group(1))):
                found.append(self._made(Kind.REFERENCE, match.start(), match.end()))
        for match in LIKE_A_REFERENCE.finditer(self._text):
            if match.start() not in places and (match.group().startswith("[[") or match.group()[0] not in "["):
                found.append(self._made(Kind.REFERENCE, match.start(), match.end()))
        return found

    def _usable(self, quote_id: UUID) -> bool:
        capture = self._known.by_id.get(quote_id)
        return capture is not None and capture.usable and (self._linked is None or quote_id in self._linked)

    def _shown(self, reference: str) -> bool:
        """Whether a claim is shown to be the person's words: a reference to their own stands where the words should."""
        match = REFERENCE.fullmatch(reference)
        if match is None:
            return False
        capture = self._known.by_id.get(UUID(match.group(1)))
        return capture is not None and capture.own

    def _marked(self, given: Sequence[Claim], voices: Sequence[Voice]) -> tuple[list[Finding], list[Claim]]:
        found: list[Finding] = []
        taken: list[Claim] = []
        contents = sorted((self._seen.start(claim.content), claim.start, claim) for claim in given)
        starts = [place for place, _start, _claim in contents]
        ends = sorted((self._seen.end(voice.end), voice.speaker) for voice in voices)
        for passage in self._passages:
            at = bisect_left(starts, passage.start - 2)
            claim = contents[at][2] if at < len(contents) and starts[at] <= passage.start + 3 else None
            if claim is not None:
                taken.append(claim)
                found.append(self._made(Kind.CLAIM, passage.start, passage.end, passage.text))
                continue
            finding = self._quotation(passage, self._speaker(ends, passage))
            if finding is not None:
                found.append(finding)
        return found, taken

    def _speaker(self, ends: Sequence[tuple[int, str]], passage: Passage) -> str:
        at = bisect_left(ends, (passage.start + 1, ""))
        if at == 0:
            return ""
        place, speaker = ends[at - 1]
        between = self._text[place : passage.start]
        return speaker if len(between) < 25 and not set(between) & set(".!?\n;") else ""

    def _quotation(self, passage: Passage, speaker: str) -> Finding | None:
        said = folded(passage.text)
        near = self._known.by_text.get(said) or self._known.near(passage.text)
        if near is not None:
            kind = Kind.COPY if folded(near.text) == said else Kind.NEAR_COPY
            if said in self._others and kind is Kind.NEAR_COPY and not near.own:
                return None
            return self._made(kind, passage.start, passage.end, passage.text)
        if said in self._others:
            return None
        own_voice = self._speaks_as_i(passage)
        if speaker:
            return self._made(Kind.SOMEBODY_ELSE, passage.start, passage.end, passage.text, speaker=speaker)
        if said in self._labels and not own_voice:
            return None
        return self._made(Kind.QUOTATION, passage.start, passage.end, passage.text, own_voice=own_voice)

    def _speaks_as_i(self, passage: Passage) -> bool:
        """A title such as “My Fair Lady” does not speak as “I”: its words begin with capital letters, and there are few."""
        seen = look(passage.text)
        inside = tokens_of(seen)
        spoken = [token for token in inside if token.is_word]
        if (
            1 < len(spoken) <= 7
            and all(token.capital or len(token.low) <= 3 for token in spoken)
            and spoken[-1].capital
            and not passage.text.isupper()
        ):
            small = [token for token in spoken if not token.capital]
            if len(small) * 2 < len(spoken):
                return False
        return any(first_persons.speaks_as_i(sentence, spanish=True) for sentence in sentences(inside))

    def _claimed(self, given: Sequence[Claim]) -> list[Finding]:
        found = []
        for claim in given:
            start, end = self._trimmed(self._seen.start(claim.content), self._seen.end(claim.content_end))
            found.append(self._made(Kind.CLAIM, start, end))
        return found

    def _copied(self) -> list[Finding]:
        found = []
        for hit in self._known.hits(self._words, self._names.parts):
            start, end = self._seen.start(self._words[hit.first].start), self._seen.end(self._words[hit.last - 1].end)
            if not self._inside_marks(start, end):
                found.append(self._copy(hit.capture, start, end))
        for sentence in self._clauses():
            first = bisect_left(self._words, sentence[0].start, key=lambda word: word.start)
            last = bisect_left(self._words, sentence[-1].end, key=lambda word: word.start)
            if not 2 <= last - first <= 16:
                continue
            start, end = self._seen.start(self._words[first].start), self._seen.end(self._words[last - 1].end)
            if not self._inside_marks(start, end):
                spelled = self._words[first:last]
                capture = self._known.same_look(spelled) or self._known.cleaned(spelled, self._names.parts)
                if capture is not None:
                    found.append(self._copy(capture, start, end))
        if 2 <= len(self._words) <= 40 and (whole := self._known.same_look(self._words)) and not self._passages:
            start, end = self._trimmed(0, len(self._text))
            found.append(self._copy(whole, start, end))
        return found

    def _clauses(self) -> Iterator[Sequence[Token]]:
        """Sentences, and what follows a colon in them: “At home: the bus is too loud”."""
        for sentence in self._sentences:
            yield sentence
            colon = next((at for at, token in enumerate(sentence) if token.raw == ":"), None)
            if colon is not None and colon + 1 < len(sentence):
                yield sentence[colon + 1 :]

    def _copy(self, capture: Capture, start: int, end: int) -> Finding:
        """A copy reaches as far as the captured characters do, so that the reference takes their place whole."""
        for before in range(3):
            begin = start - before
            if begin >= 0 and self._text.startswith(capture.text, begin):
                return self._made(Kind.COPY, begin, begin + len(capture.text))
        return self._made(Kind.NEAR_COPY, start, end)

    def _as_i(self) -> list[Finding]:
        found = []
        for begin, finish in first_persons.first_person(self._sentences, self._seen):
            start, end = self._seen.start(begin), self._seen.end(finish)
            if not self._only_in_marks(begin, finish, start, end):
                found.append(self._made(Kind.FIRST_PERSON, *self._trimmed(start, end)))
        return found

    def _only_in_marks(self, begin: int, finish: int, start: int, end: int) -> bool:
        """Whether the “I” of a sentence stands between quotation marks only; those are found, or answered for, as marks."""
        inside = [(first, last) for first, last in self._near(start, end) if first < end and last > start]
        if not inside:
            return False
        outside = [
            token
            for token in self._tokens[
                bisect_left(self._tokens, begin, key=lambda token: token.start) : bisect_left(
                    self._tokens, finish, key=lambda token: token.start
                )
            ]
            if not any(first <= self._seen.start(token.start) < last for first, last in inside)
        ]
        return not first_persons.speaks_as_i(outside)

    def _near(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        at = bisect_left(self._quoted, (start, 0))
        last = bisect_left(self._quoted, (end, 0))
        return self._quoted[max(0, at - 1) : last]

    def _inside_marks(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self._near(start, end))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return start, end

    def _made(
        self,
        kind: Kind,
        start: int,
        end: int,
        passage: str | None = None,
        *,
        own_voice: bool = False,
        speaker: str = "",
    ) -> Finding:
        said = self._text[start:end] if passage is None else passage
        return Finding(kind, start, end, said, remedies_for(kind, first_person=own_voice), speaker=speaker)
