"""Who is named in a stretch of a note: the participant, another person, a pronoun, or perhaps somebody."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workflows.drafting import words
from workflows.drafting.blanks import BLANK
from workflows.drafting.codes import codes_in
from workflows.drafting.given_names import FEMALE, FIRST_NAMES, MALE
from workflows.drafting.names import names_pattern, participant_names, shared_names
from workflows.drafting.sentences import Boundaries

ME, OTHER, MAYBE, THEY, AUTHOR, WORD, POINT = "me", "other", "maybe", "they", "author", "word", "point"
PERSONS = (ME, OTHER, MAYBE, THEY)

_WORD = rf"{BLANK}+|" r"[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W_](?:[\w.&-]*\w)?(?:['’]\w+)*|['’]\w+|[^\w\s]"
_PRESENT = (
    r"here|present|presentes?|attend(?:ing|ees|ance|ed)|in attendance|who(?: was)?(?: here| there)?|people"
    r"|participants|team|at (?:the )?table|asistentes|mtg w|w|with|in room|on (?:the )?(?:phone|zoom|call)"
)
_ATTENDANCE = re.compile(rf"^[ \t>*•-]*(?:{_PRESENT})\s?[:=/]", re.I | re.M)
_VERBAL = re.compile(r"[A-Z][a-zé]{3,}(?:ed|ing|'t|’t)")
_WORDS_ENDED = re.compile(r"[.!?…][\"'”’»]*\Z")
_ACRONYM_ROLE = re.compile(r"[A-Z]{2,4}")


class Token(NamedTuple):
    kind: str
    text: str
    lower: str
    start: int
    end: int
    possessive: bool = False


_PASTED_FROM = re.compile(
    r"\b(?:wrote|escribió|forwarded|from|sent|subject|re):?[ \t]*$|^[ \t>]*(?:from|subject|sent):", re.I | re.M
)
_ARROWS = re.compile(r"^[ \t]*>", re.M)
_HASHES = re.compile(r"^#{1,4} \S", re.M)
FEWEST_BULLETS = 3


_EMPHASIS = re.compile(
    rf"[*_]{{1,3}}(?={BLANK})|(?<={BLANK})[*_]{{1,3}}|(?<![^\s(\[>•–—-])_{{1,2}}(?=[^\W_])|(?<=[^\W_:.])_{{1,2}}(?=[\s:,.;)]|\Z)|(?<=[:.])_{{1,2}}(?=[\s]|\Z)"
)


def _without_emphasis(blanked: str) -> str:
    """Without the stars and strokes of Markdown around quotations and names; of the same length."""
    return _EMPHASIS.sub(lambda hit: " " * len(hit.group()), blanked) if "*" in blanked or "_" in blanked else blanked


FEWEST_ENTRIES = 3
_SIGNED_ENTRY = re.compile(r"(?<=[^\s–—-])[ \t]*[–—/-]{1,2}[ \t]?(?P<who>[A-Z]{2,3})\.?[ \t\r]*$", re.M)


def _without_signatures(note: str, blanked: str) -> str:
    """A log whose entries end with the initials of whoever wrote them: of the same length, without those."""
    signed = list(_SIGNED_ENTRY.finditer(note)) if note.count("\n") >= FEWEST_ENTRIES else []
    ends_words = sum(note[hit.start() - 1] in "\"”’»'" for hit in signed)
    if len(signed) < FEWEST_ENTRIES or ends_words == len(signed):
        return blanked
    pieces, place = [], 0
    for hit in signed:
        pieces += [blanked[place : hit.start()], " " * (hit.end() - hit.start())]
        place = hit.end()
    return "".join([*pieces, blanked[place:]])


class People:
    """Names, read once from a note whose quotations are blanked out."""

    def __init__(self, note: str, blanked: str, *, person: str, also_called: Sequence[str]) -> None:
        blanked = _without_emphasis(_without_signatures(note, blanked))
        self.text, self.note = blanked, note
        self.full_name = " ".join(person.split())
        names = participant_names(note, person=person, also_called=also_called)
        self.given_names = tuple(names)
        pattern = names_pattern(names)
        self.named = re.search(pattern, note) is not None
        self.calls_self = re.compile(
            rf"\b(?i:i am|i['’]m|i,|my name is|soy|me llamo) (?:{pattern}|(?i:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\w))"
        )
        self.shared = shared_names(note, names, person=person)
        self._tokens = re.compile(rf"(?P<me>{pattern})(?P<of>['’]s\b)?|{_WORD}")
        self.codes = {code: how for code, how in codes_in(note).items() if code not in names}
        self.own_marks: frozenset[str] = frozenset()
        """Marks the note introduces for the person's words, once they have been read."""
        self.relations: dict[str, str] = {}
        self._read_roster()
        self.boundaries = Boundaries(blanked)
        first = self.full_name.partition(" ")[0]
        self._read = _joined(_counting(_with_roles(self._raw(0, len(blanked)))), self.boundaries.ends, first)
        self._starts = [token.start for token in self._read]
        arrows = sum(1 for _ in _ARROWS.finditer(note))
        drawn = len(_HASHES.findall(note)) > 1  # In Markdown a quotation stands behind `>`.
        self.arrows_are_bullets = (arrows >= FEWEST_BULLETS or drawn) and _PASTED_FROM.search(note) is None

    def tokens(self, start: int, end: int) -> list[Token]:
        """What stands in the stretch, with a name of several words as one token."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if last > first and self._read[last - 1].end > end:
            last -= 1
        return self._read[first:last]

    def parts(self, before: Token, after: Token) -> bool:
        """Whether a sentence ends between the two, as it also does where quoted words end one and a capital follows."""
        if self.boundaries.between(before.start, after.start):
            return True
        if before.text[0] != BLANK or not (after.text[0].isupper() or after.text[0] == BLANK):
            return False
        return _WORDS_ENDED.search(self.note, before.end - 4, before.end) is not None

    def speaker_name(self, token: Token) -> str:
        """As the note gives it, with the relation beside a bare name."""
        relation = self.relations.get(token.lower, "")
        return f"{token.text} ({relation})" if relation and relation.lower() not in token.lower else token.text

    def _raw(self, start: int, end: int) -> Iterator[Token]:
        for hit in self._tokens.finditer(self.text, start, end):
            text = hit.group()
            if hit.group("me"):
                name = hit.group("me")
                kind = MAYBE if name in self.shared else ME
                yield Token(kind, name, name.lower(), hit.start(), hit.end(), hit.group("of") is not None)
            elif text[0].isalnum():
                yield self._word(text, hit.start(), hit.end())
            else:
                yield Token(POINT, text, text.lower(), hit.start(), hit.end())

    def _word(self, text: str, start: int, end: int) -> Token:
        possessive = text[-2:] in ("'s", "’s") and (text[0].isupper() or _is_role(text[:-2].lower()))
        bare = text[:-2] if possessive else text
        lower = bare.lower().replace("’", "'")
        written = bare[0].isupper() or bool(self.relations.get(lower)) or lower in FIRST_NAMES
        known = lower in self.relations and written
        numbered = lower.rstrip("0123456789") in words.JOBS and len(lower) > 1
        if lower in words.RELATIONS or numbered or lower in words.VAGUE or known:
            possessive = text[-2:] in ("'s", "’s")
            kind = OTHER
        elif lower in words.THEY_SUBJECTS or lower.split("'")[0] in words.THEY_SUBJECTS:
            kind, possessive = THEY, False
        elif lower in words.AUTHOR:
            kind = AUTHOR
        elif bare in self.codes:
            kind = WORD
        elif bare[0].isupper() and _VERBAL.fullmatch(bare) and lower not in self.relations:
            kind, possessive = WORD, False
        elif bare[0].isupper() and lower not in words.COMMON_CAPITALS | words.DEVICES and lower not in words.SPEECH:
            kind = MAYBE
        else:
            kind, possessive = WORD, False
        return Token(kind, bare, lower, start, end, possessive)

    def _read_roster(self) -> None:
        """Names that stand beside a role, a speech verb, or in the line that says who was there."""
        found: dict[str, str] = {}
        present = [hit.start() for hit in _ATTENDANCE.finditer(self.text)][:20]
        place = 0
        for line in self.text.split("\n"):
            if not line.isspace():
                attending = bool(present) and any(place <= at <= place + len(line) for at in present)
                self._read_line(place, min(place + len(line), place + 4000), found, attending=attending)
            place += len(line) + 1
        self.relations = found

    def _read_line(self, start: int, end: int, found: dict[str, str], *, attending: bool) -> None:
        tokens = list(self._raw(start, end))
        for at, token in enumerate(tokens):
            month = token.text in _MONTHS  # `aide June`
            if (token.kind == MAYBE or month) and token.text not in self.shared:
                relation = _relation(tokens, at) or ("" if month else _nickname_of(tokens, at, found))
                if month and not relation:
                    continue
                speaks = at + 1 < len(tokens) and tokens[at + 1].lower in words.SPEECH
                if relation or attending or speaks:
                    found[token.lower] = found.get(token.lower) or relation


_MONTHS = frozenset(["April", "May", "June", "August"])


def _relation(tokens: Sequence[Token], at: int) -> str:
    """`niece Kirsten`, `mom (Barb)`, `Barb (mom)`, `Marcus = direct support`, `Rhonda, aide`."""
    before = [token.lower for token in tokens[max(0, at - 3) : at]]
    if len(before) > 1 and before[-1] == "." and before[-2] in words.HONORIFICS:
        return before[-2]
    after = [token.lower for token in tokens[at + 1 : at + 3]]
    roles = words.RELATIONS | words.JOBS | words.HONORIFICS
    if before and before[-1] in roles:
        return before[-1]
    if len(before) > 1 and before[-1] in "(=" and before[-2] in roles:
        return before[-2]
    if len(after) == 2 and after[0] in ("(", "=", ",") and after[1] in roles:
        return after[1]
    return ""


def _nickname_of(tokens: Sequence[Token], at: int, found: dict[str, str]) -> str:
    """`Daughter Milagros (Mily)`: the name in the bracket is the one before it."""
    bracketed = at > 1 and tokens[at - 1].text == "(" and at + 1 < len(tokens) and tokens[at + 1].text == ")"
    return found.get(tokens[at - 2].lower, "") if bracketed else ""


def _is_role(lower: str) -> bool:
    return lower in words.RELATIONS or lower in words.JOBS


def _with_roles(tokens: Iterator[Token]) -> Iterator[Token]:
    """`Pt states` and `the member says` speak of the person; `a family member` does not."""
    before = ""
    for token in tokens:
        owned = token.lower.removesuffix("'s").removesuffix("’s")
        short = owned == "ct" and token.text[1:2] == "t"  # `Ct. states`, and not `CT of the head`.
        general = owned in ("person", "individual") and before != "the" and owned == token.lower
        alone = before not in words.NOT_SELF_BEFORE and not general
        if (owned in words.SELF_LABELS or short) and token.kind in (WORD, MAYBE, OTHER) and alone:
            yield token._replace(kind=ME, possessive=owned != token.lower or token.possessive)
        else:
            yield token
        before = token.lower


def _counting(tokens: Iterator[Token]) -> Iterator[Token]:
    """`opened one eye`, `another year`: a number of things, and nobody."""
    held: Token | None = None
    for token in tokens:
        if held is not None:
            counts = token.kind == WORD and token.lower not in _AFTER_ONE and not words.is_verb_like(token.lower)
            yield held._replace(kind=WORD) if counts else held
        held = token if token.lower in ("one", "another", "other") and token.kind == OTHER else None
        if held is None:
            yield token
    if held is not None:
        yield held


_AFTER_ONE = (
    words.SPEECH | words.ELIDED | words.COPULAS_PASSIVE | words.PREPOSITIONS | words.MODALS | words.CLAUSE_OPENERS
)


def _joined(tokens: Iterator[Token], clause_ends: Sequence[int], first: str) -> list[Token]:
    """`Pastor Nils`, `Mrs. Alvarez` and `Barb Kowalczyk` are one person; a participant's name inside makes
    it doubtful (`aide Maria`, `Maria Gomez`), but for a title before their `first` name (`Mr. Chue Vang`). A name does
    not run on into the next clause."""
    joined: list[Token] = []
    ends = iter(clause_ends)
    clause_end = next(ends, 0)
    fresh = True
    opener: Token | None = None
    for token in tokens:
        while token.start >= clause_end and clause_end >= 0:
            clause_end = next(ends, -1)
            fresh = True
        if fresh or joined[-1].text[0] == BLANK:
            opener = token
        if not fresh and token.text == "." and joined[-1].kind in (OTHER, MAYBE, ME):
            continue
        if (
            fresh
            or _is_thing(joined, token)
            or not _belong_together(joined[-1], token)
            or (joined[-1] is opener and _only_opens(opener, token))
        ):
            joined.append(token)
            fresh = False
            continue
        last = joined[-1]
        titled = token.kind == ME and last.lower in _TITLES and token.text.split()[0] == first
        kind = (
            ME
            if titled
            else MAYBE
            if ME in (last.kind, token.kind)
            else OTHER
            if OTHER in (last.kind, token.kind)
            else MAYBE
        )
        text = f"{last.text} {token.text}"
        joined[-1] = Token(kind, text, text.lower(), last.start, token.end, token.possessive)
    return joined


def _only_opens(opener: Token, token: Token) -> bool:
    """`Nothing Ida said`, `Yesterday Ida told`: a capital that only begins the sentence, and no first name."""
    plain = opener.kind == MAYBE and opener.text.istitle() and " " not in opener.text
    return plain and token.kind == ME and opener.lower not in FEMALE | MALE and opener.lower not in _TITLES


def _is_thing(joined: Sequence[Token], token: Token) -> bool:
    """`On the CPAP Tammy says`: letters with an article before them, and no job."""
    last = joined[-1]
    letters = token.kind == ME and last.kind == MAYBE and last.text.isupper() and len(last.text) > 2
    return (
        letters and last.lower not in words.JOBS and len(joined) > 1 and joined[-2].lower in ("the", "her", "his", "a")
    )


_TITLES = words.word_set("mr mrs ms miss mx sr sra srta señor señora don doña mme dr")


def _belong_together(last: Token, token: Token) -> bool:
    named = (OTHER, MAYBE, ME)
    if last.kind not in named or token.kind not in named or last.possessive or token.start - last.end > 2:
        return False
    if last.lower in words.VAGUE or token.lower in words.VAGUE or last.kind == ME == token.kind:
        return False
    if _ACRONYM_ROLE.fullmatch(token.text) and token.kind != ME and last.kind == ME:
        return False
    return token.text[0].isupper() or last.kind == OTHER == token.kind
