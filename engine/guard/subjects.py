"""Who is the subject of a verb: the person, or somebody or something else."""

from collections.abc import Sequence

from engine.guard import speech
from engine.guard.naming import named
from engine.guard.people import DESCRIBED, DETERMINERS, PRONOUNS, ROLES, Names
from engine.guard.tokens import Token

_GAP = 6
_APPOSITION = 14

_AUXILIARY = (speech.HAVING | speech.BEING | speech.DOING | speech.MODALS | speech.WOULD | speech.NEGATIONS) - {
    "she's",
    "he's",
    "they've",
    "she'd",
    "he'd",
    "they'd",
    "she'll",
    "he'll",
    "they'll",
    "let",
    "lets",
    "help",
    "helps",
    "helped",
    "helping",
    "make",
    "makes",
    "made",
}


class Subjects:
    """Of one sentence, by word. `they` means the person where the person was named last, and no group since."""

    def __init__(self, tokens: Sequence[Token], names: Names, after_person: bool) -> None:
        self._tokens = tokens
        self._names = names
        self.they: set[int] = set()
        for at, token in enumerate(tokens):
            if token.low in ("they", "they've", "they'd", "they're") and after_person:
                self.they.add(at)
            elif token.low in speech.PLURALS:
                after_person = False
            elif self.named(at) is not None or token.low in PRONOUNS:
                after_person = True
        self.ends_on_person = after_person

    def before(self, at: int) -> int:
        """The last word before a verb that is no adverb, auxiliary or bracket."""
        place = at - 1
        while place >= 0 and at - place <= _GAP + 8:
            token = self._tokens[place]
            if token.raw == ")":
                place = (
                    next((back for back in range(place, max(-1, place - 20), -1) if self._tokens[back].raw == "("), -1)
                    - 1
                )
                continue
            if (
                token.low in speech.ADVERBS
                or token.low in _AUXILIARY
                or (token.low.endswith("ly") and len(token.low) > 4)
            ):
                if self.named(place) is not None and token.capital:
                    return place
                place -= 1
                continue
            return place
        return place if at - place <= _GAP + 8 else -1

    def subject(self, before: int) -> int | None:
        """Where the person begins who is the subject of a verb, or None where somebody or something else is."""
        if before < 0:
            return None
        token = self._tokens[before]
        begin = self.person(before)
        if begin is not None:
            return begin
        if token.raw in (",", "-"):
            return self._around(before)
        if token.low in ("who", "which"):
            back = before - 1
            if back >= 0 and self._tokens[back].raw == ",":
                back -= 1
            return self.person(back)
        if token.low in ("and", "then", "but", "or", "&", "+"):
            return self._first(before)
        return None

    def _around(self, comma: int) -> int | None:
        """“Rosa, smiling, said”: the word before the first of two commas; else whom the sentence is about."""
        mark = self._tokens[comma].raw
        for back in range(comma - 1, max(-1, comma - _APPOSITION), -1):
            if self._tokens[back].raw == mark:
                return self.person(back - 1)
        return self._first(comma)

    def _first(self, before: int) -> int | None:
        """The person, where the sentence names them first of all who could speak in it."""
        for at in range(before):
            token = self._tokens[at]
            end = self.named(at)
            if end is not None or token.low in PRONOUNS or at in self.they:
                following = (
                    self._tokens[end if end is not None else at + 1] if (end or at + 1) < len(self._tokens) else None
                )
                if following is not None and following.raw == "'s":
                    return None
                return at
            if token.low in ROLES and at and self._tokens[at - 1].low in DETERMINERS:
                return at - 1
            if token.low in speech.KIN_AND_STAFF or (at and token.capital and token.is_word):
                return None
        return None

    def person(self, at: int) -> int | None:
        """Where the person begins whose last word stands at a place: a name, she, he, they, the participant."""
        if at < 0:
            return None
        token = self._tokens[at]
        if token.low in PRONOUNS or at in self.they:
            return at
        if token.low in ("she's", "he's", "she'd", "he'd"):
            return at
        for begin in range(max(0, at - 5), at + 1):
            if self.named(begin) == at + 1:
                return begin
        if token.low in ROLES:
            first = at
            while first and self._tokens[first - 1].low in DESCRIBED:
                first -= 1
            if first and self._tokens[first - 1].low in DETERMINERS:
                return first - 1
            if first == 0 or not self._tokens[first - 1].is_word:
                return first
        return None

    def named(self, at: int) -> int | None:
        """Where a name of the person ends that begins at a place; None where none does, or where it is another's."""
        return named(self._tokens, at, self._names)
