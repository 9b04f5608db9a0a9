"""Who the line is about where a quotation stands: its people in order, whose label rules it, whom `she` stands for."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from workflows.drafting import words
from workflows.drafting.blocks import Blocks
from workflows.drafting.frames import ELIDED, LABEL, MENTION, QUOTED, SUBJECT, Sighting, is_author, is_other, sightings
from workflows.drafting.genders import Genders, of_pronoun
from workflows.drafting.passage import Passage
from workflows.drafting.people import MAYBE, ME, OTHER, THEY, Token
from workflows.drafting.referents import Referents
from workflows.drafting.said import folded
from workflows.drafting.sections import heading_words


class Line:
    """A quotation's line up to it. `over` is whom the heading above names."""

    def __init__(self, genders: Genders, blocks: Blocks, passage: Passage) -> None:
        self.genders, self.passage = genders, passage
        self.people = passage.people
        self.over = blocks.owner(passage.span.outer_start)
        self.said = passage.text

    @cached_property
    def seen(self) -> list[Sighting]:
        return sightings(self.people, self.passage.line)

    @cached_property
    def heading(self) -> list[str]:
        return heading_words(self.passage.note, self.passage.line_start, self.passage.span.outer_start)

    @cached_property
    def here(self) -> int:
        """The number of the quotation's own clause on its line."""
        line = self.passage.line
        if not line:
            return 0
        ended = self.people.boundaries.between(line[-1].start, self.passage.span.outer_start)
        return sum(self.people.parts(first, second) for first, second in pairwise(line)) + ended

    def subject(self) -> Sighting | None:
        main = [one for one in self.seen if not self._is_under(one)]
        for one in reversed(main):
            if one.kind == QUOTED or one.kind == MENTION or is_author(one.token) or self._has_spoken(one):
                continue
            if one.kind == ELIDED:
                earlier = self._subject_before(one)
                return one if earlier is None else earlier
            return one
        return None

    def _has_spoken(self, one: Sighting) -> bool:
        """A label whose quotation stands in an earlier sentence."""
        later = [other for other in self.seen if other.kind == QUOTED and other.token.start > one.token.start]
        return one.kind == LABEL and bool(later) and later[0].clause < self.here

    def _is_under(self, one: Sighting) -> bool:
        """It only says when or why, and the same sentence has named who acts before: `Yvonne after he went in:`."""
        earlier = [other for other in self.seen if other.clause == one.clause and other.token.start < one.token.start]
        return one.under and any(other.kind in (SUBJECT, LABEL) and not other.under for other in earlier)

    def _subject_before(self, elided: Sighting) -> Sighting | None:
        for one in reversed([one for one in self.seen if one.token.start < elided.token.start]):
            if one.kind == LABEL and one.token.kind == ME and self._has_spoken(one):
                return None  # `N.: “…” Wants a neighbor paid.`
            if one.under and one.clause == elided.clause:
                continue  # `If the aide does not come, typed:`
            if one.kind in (SUBJECT, LABEL) and not is_author(one.token) and not self._has_spoken(one):
                return one
        return None

    def is_person(self, sighting: Sighting) -> bool:
        if sighting.kind == ELIDED or sighting.token.kind == ME:
            return True
        return sighting.token.kind == THEY and self.means_person(sighting.token)

    def means_person(self, whose: Token) -> bool:
        if self._speaks_of_somebody_near(whose):
            return False
        told = self._told(whose)
        seen = [one for one in self.seen if one.token.lower not in told]
        return Referents(self.people, self.genders, seen, self.passage.line).means_person(whose)

    def _told(self, whose: Token) -> set[str]:
        """`“…,” she told Lou`: Lou, who is not the one who spoke."""
        behind = list(self.passage.tail)
        at = next((at for at, token in enumerate(behind) if token.start == whose.start and token.kind == THEY), None)
        if at is None or len(behind) < at + 3 or behind[at + 1].lower not in ("told", "asked", "answered"):
            return set()
        return {behind[at + 2].lower} if behind[at + 2].kind in (OTHER, MAYBE) else set()

    def _speaks_of_somebody_near(self, whose: Token) -> bool:
        """`roofing with his uncle. He said “he's the best”`: one of the two says it of the other."""
        same = {of_pronoun(word) for word in folded(self.said) if word in words.THIRD_PERSON} & {
            of_pronoun(whose.lower)
        }
        if not same or any(token.kind == ME for token in self.passage.line):
            return False
        near = [token for token in self.passage.line if token.kind == OTHER and token.end <= whose.start]
        return any(self.genders.may_mean(whose.lower, token) for token in near)

    def ruling_label(self) -> Token | None:
        """Somebody else's label on the line, with no other label since, that has not yet led to its quotation."""
        for at in range(len(self.seen) - 1, -1, -1):
            one = self.seen[at]
            if one.kind == LABEL:
                if one.token.text.isupper() and len(one.token.text) < 5 and one.clause < self.here:
                    return None  # `OT: dresses with help. …`: a topic by now.
                if not is_other(one.token) or one.token.lower in words.TOPICS:
                    return None
                quoted = [later for later in self.seen[at + 1 :] if later.kind == QUOTED]
                return None if quoted and quoted[-1].clause < self.here else one.token
        return None

    def own_heading(self) -> bool:
        return any(word in words.OWN_HEADINGS for word in self.heading)

    def names_me_after(self, subject: Sighting) -> bool:
        return any(one.token.kind == ME and one.token.start > subject.token.start for one in self.seen)
