"""Whom `she` or `he` stands for: the last one before it who acts, and whom the word can mean."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.frames import ELIDED, LABEL, MENTION, QUOTED, SUBJECT, Sighting, is_author, is_other
from workflows.drafting.genders import HE, SHE, Genders, of_pronoun
from workflows.drafting.people import AUTHOR, ME, THEY, People, Token

_ADDRESSING = frozenset(["told", "texted", "called", "reminded", "phoned", "messaged"])
_FINDING_OUT = frozenset(["found", "learned", "noticed", "knows", "knew", "figured", "sees"])
_OBJECT = {"him": HE, "her": SHE}
_OWNED = {"his": HE, "her": SHE}
_ALONG = frozenset(["with", "for", "from", "near", "like", "w", "at"])
_PAIRS = frozenset(["and", "&", "+", "y", "et"])


class Referents:
    """Over what a line has told so far, in reading order."""

    def __init__(self, people: People, genders: Genders, seen: Sequence[Sighting], tokens: Sequence[Token]) -> None:
        self.people, self.genders, self.seen, self.tokens = people, genders, seen, tokens

    def means_person(self, whose: Token) -> bool:
        """Whether it is the person: who acted last of all it can mean, or nobody else it can mean was named."""
        pronoun = of_pronoun(whose.lower)
        if not pronoun or (self.genders.person and pronoun != self.genders.person):
            return False
        named: list[Sighting] = []
        otherwise = False
        for one in reversed([each for each in self.seen if each.token.start < whose.start and each.kind != QUOTED]):
            if one.token.kind == THEY:
                if of_pronoun(one.token.lower) == pronoun:
                    return self.means_person(one.token)
                otherwise = bool(self.genders.person) and bool(of_pronoun(one.token.lower))
            elif self._is_theirs(one):
                return True
            elif one.kind in (SUBJECT, LABEL) and one.token.kind == ME:
                return not self._joined(one, named) and not self._done_to(one, named, whose)
            elif not self._could_be(pronoun, one) or self._only_when(one, whose) or self._is_topic(one):
                continue
            elif one.kind in (SUBJECT, LABEL) and self._asks_the_other(one, pronoun):
                return not named
            elif otherwise and one.kind in (SUBJECT, LABEL):
                otherwise = False  # `Pat asked. She explained. He said`: she is Pat, so he is not.
            elif one.kind in (SUBJECT, LABEL):
                return self._tells_of(one, whose.start)
            else:
                named.append(one)
        return not named

    def _is_theirs(self, one: Sighting) -> bool:
        left_out = one.kind == ELIDED and self._left_out(one)
        marked = one.kind == LABEL and one.token.text in self.people.own_marks
        return left_out or marked or (one.token.kind == ME and self._is_asked(one))

    def _could_be(self, pronoun: str, one: Sighting) -> bool:
        absent = one.token.lower == "staff" and self._before(one.token)[-1:] in (["no"], ["without"])
        return is_other(one.token) and self.genders.may_mean(pronoun, one.token) and not absent

    def _before(self, token: Token) -> list[str]:
        at = list(self.tokens).index(token) if token in self.tokens else 0
        return [each.lower for each in self.tokens[max(0, at - 1) : at]]

    def _only_when(self, one: Sighting, whose: Token) -> bool:
        """`He will go if Dale drives. Asked what he does there`: named in a condition of an earlier sentence."""
        if one.under and one.token.lower == "staff":
            return True  # `if staff can't make it, and she said`
        aside = one.under or one.token.possessive or self._goes_along(one, of_pronoun(whose.lower))
        return aside and self.people.boundaries.between(one.token.start, whose.start)

    def _goes_along(self, one: Sighting, pronoun: str) -> bool:
        """`roofing with his uncle`: of the one the word means, and doing nothing."""
        tokens = list(self.tokens)
        before = [token.lower for token in tokens[max(0, tokens.index(one.token) - 2) : tokens.index(one.token)]]
        return one.kind == MENTION and len(before) == 2 and before[0] in _ALONG and _OWNED.get(before[1]) == pronoun

    def _is_topic(self, one: Sighting) -> bool:
        """`Doctor: A1c 6.9. He …`: what a line is about, where no words follow the label."""
        quoted = [other for other in self.seen if other.kind == QUOTED and other.clause == one.clause]
        return one.kind == LABEL and one.token.lower in words.JOBS and self.seen[0] is one and not quoted

    def _tells_of(self, teller: Sighting, place: int) -> bool:
        """`Tamika says she …`: who tells it is not who it is told of."""
        return teller.verb in words.REPORTING | _FINDING_OUT and not self.people.boundaries.between(
            teller.token.start, place
        )

    def _asks_the_other(self, asker: Sighting, pronoun: str) -> bool:
        """`Karl asked him to try again. He typed`: whoever is asked is not Karl, and no other is named."""
        tokens = list(self.tokens)
        behind = [token.lower for token in tokens[tokens.index(asker.token) + 1 :][:3]]
        asked = asker.verb in words.ASKING and any(_OBJECT.get(word) == pronoun for word in behind)
        could_be = [
            one for one in self.seen if one is not asker and one.kind != QUOTED and self._could_be(pronoun, one)
        ]
        return (
            asked and self.genders.person == pronoun and all(one.token.lower == asker.token.lower for one in could_be)
        )

    def _left_out(self, elided: Sighting) -> bool:
        """`wants to shave himself`: nobody else acts before in the same sentence."""
        before = [one for one in self.seen if one.token.start < elided.token.start and one.clause == elided.clause]
        acting = [one for one in before if one.kind in (SUBJECT, LABEL) and not is_author(one.token)]
        return not acting

    def _is_asked(self, person: Sighting) -> bool:
        """`I asked TJ about that & he said`: whoever is asked answers."""
        tokens = list(self.tokens)
        at = tokens.index(person.token)
        asked = at > 0 and tokens[at - 1].lower in words.ASKING
        told = at > 1 and tokens[at - 1].lower in _ADDRESSING and tokens[at - 2].kind == AUTHOR
        return (asked or (told and self._nobody_since(person))) and not person.token.possessive

    def _nobody_since(self, person: Sighting) -> bool:
        since = [one for one in self.seen if one.token.start > person.token.start]
        return not any(one.kind in (SUBJECT, LABEL) and is_other(one.token) for one in since)

    def _done_to(self, person: Sighting, named: Sequence[Sighting], whose: Token) -> bool:
        """`Rosa hugged mom. She said`: a sentence of two names, and then one word for either."""
        tokens = list(self.tokens)
        at = tokens.index(person.token)
        objects = [one for one in named if one.token in tokens[at + 2 : at + 3]]
        return bool(objects) and self.people.parts(person.token, whose) and person.clause == objects[0].clause

    def _joined(self, person: Sighting, named: Sequence[Sighting]) -> bool:
        """`Shawna and Denise had argued. She …`"""
        tokens = list(self.tokens)
        at = tokens.index(person.token)
        behind = tokens[at + 1 : at + 3]
        linked = bool(behind) and behind[0].lower in _PAIRS
        return linked and any(one.token in behind for one in named)
