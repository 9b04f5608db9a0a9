"""A speaker shown by neither label nor verb of speech: by whom the line is about, and by the words themselves.

Less sure than the plain ways, so each condition takes away: what is left has been tried on whole notes.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflows.drafting import said, words
from workflows.drafting.against import about_person, about_strangers, against, credited_why, gender_of
from workflows.drafting.announcing import is_condition, is_under_condition, speaks_of_topic
from workflows.drafting.asking import answers, asked_by_name, asked_openly
from workflows.drafting.blocks import Blocks
from workflows.drafting.caution import announced_by_a_thing
from workflows.drafting.frames import ELIDED, LABEL, QUOTED, SUBJECT, Sighting, is_other
from workflows.drafting.genders import Genders
from workflows.drafting.line import Line
from workflows.drafting.own_form import OwnForm
from workflows.drafting.passage import Passage
from workflows.drafting.people import ME, POINT, WORD, Token
from workflows.drafting.tables import column_owner, row_owner

LEAST_WHOLE = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom the context points to: the person (`theirs`), somebody else (`whose`), or nobody. `sure` says whether it is
    enough to attribute."""

    theirs: bool
    whose: Token | None
    sure: bool
    why: str


class Context:
    """`declared`: the note says that the words in its quotation marks are the person's."""

    def __init__(self, genders: Genders, *, declared: bool = False) -> None:
        self.genders = genders
        self.declared = declared
        self.blocks = Blocks(genders.people)
        self.form = OwnForm(genders.people)

    def read(self, passage: Passage, *, previous_theirs: bool | None) -> Reading:
        """`previous_theirs`: whose the quotation before it on the line is; None where there is none or nobody knows."""
        owner = column_owner(passage.people, passage.span.outer_start)
        line = self._line(passage)
        told, speaker = row_owner(passage.people, passage.span.outer_start) if owner is None else (False, None)
        if told and speaker is None:
            return Reading(False, None, False, "The row of the table does not plainly say who spoke.")
        if speaker is not None:
            return Reading(speaker.kind == ME, speaker, True, f"The row of the table says “{speaker.text}” said this.")
        if owner is not None and owner.kind == ME:
            about = about_person(line)
            return Reading(True, None, not about, about or f"The head of the column names “{owner.text}”.")
        if owner is not None:
            return Reading(False, owner, True, f"The head of the column names “{owner.text}”.")
        own_form = self.form.rules(passage.span.outer_start)
        return _Reader(line, previous_theirs, declared=self.declared, own_form=own_form).reading()

    def means_person(self, passage: Passage, whose: Token) -> bool:
        """Whether `she` or `he` is the person, by what the line has told so far."""
        return self._line(passage).means_person(whose)

    def told_by(self, passage: Passage) -> Token | None:
        """Somebody else whose label rules the very sentence: `Gina: Isaac always says “…”`."""
        return _Reader(self._line(passage), None).ruling_here()

    def _line(self, passage: Passage) -> Line:
        return Line(self.genders, self.blocks, passage)


_FIRST = words.word_set("first last parting final closing opening only")


class _Reader:
    def __init__(
        self, line: Line, previous_theirs: bool | None, *, declared: bool = False, own_form: bool = False
    ) -> None:
        self.declared, self.own_form = declared, own_form
        self.line, self.passage, self.previous_theirs = line, line.passage, previous_theirs
        self.said = line.said

    def reading(self) -> Reading:
        label = self.line.ruling_label()
        asked = asked_by_name(self.line)
        if asked is not None:
            theirs = asked.kind == ME
            why = f"“{asked.text}” is asked right before, and nobody else is named since."
            against = (about_person(self.line) if theirs else None) or credited_why(self.line)
            return Reading(theirs, None if theirs else asked, not against, against or why)
        asker = asked_openly(self.line) if label is None and self._is_asked_within() else ""
        if asker:
            why = f"“{asker}” asks right before, and nobody else is named since."
            doubt = credited_why(self.line)
            return Reading(True, None, not doubt, doubt or why)
        if label is not None and self._named_since(label):
            if said.speaks_of_self(self.said) and not about_person(self.line):
                return self._against_or(
                    Reading(True, None, True, "The sentence is about the person, and this speaks as “I”.")
                )
            return Reading(True, None, False, f"“{label.text}” may be telling this.")
        if label is not None:
            return Reading(
                False, label, True, f"The line is labelled “{label.text}”, and nobody else speaks up to here."
            )
        return self._against_or(None)

    def _is_asked_within(self) -> bool:
        """`Kim asked about the stairs: “…”`"""
        lead = self.passage.lead
        return bool(lead) and lead[-1].text == ":" and any(token.lower in words.ASKING for token in lead)

    def _against_or(self, reading: Reading | None) -> Reading:
        why_not = against(self.line)
        if why_not:
            return Reading(self._points_to_person(), None, False, why_not)
        if any(one.token.text in self.line.people.shared for one in self.line.seen):
            return Reading(False, None, False, "More than one person of this name is in the note.")
        return reading or self._by_subject()

    def ruling_here(self) -> Token | None:
        label = self.line.ruling_label()
        own = [one for one in self.line.seen if one.clause == self.line.here and one.kind in (LABEL, QUOTED)]
        return label if label is not None and own and own[0].token == label else None

    def _named_since(self, label: Token) -> bool:
        """The person by name is whom the quotation's own sentence is about, in a later sentence than the label."""
        since = [one for one in self.line.seen if one.token.start > label.start]
        subjects = [one for one in since if one.kind in (SUBJECT, LABEL)]
        if not subjects or subjects[-1].clause != self.line.here or not self.line.is_person(subjects[-1]):
            return False
        labelled = [one.clause for one in self.line.seen if one.token == label]
        quoted = [one for one in since if one.kind == QUOTED and one.token.start < subjects[-1].token.start]
        return bool(quoted) or self.line.here > labelled[0]

    def _points_to_person(self) -> bool:
        subject = self.line.subject()
        return subject is not None and self.line.is_person(subject)

    def _by_subject(self) -> Reading:
        if speaks_of_topic(self.line) and not about_person(self.line):
            return Reading(True, None, True, "It speaks of whom the label is about, and nobody else is named.")
        if is_condition(self.line):
            return self._under_condition()
        subject = self.line.subject()
        over = self.line.over
        if subject is None and over is not None and over.kind != ME:
            return Reading(False, None, False, f"The heading above names “{over.text}”.")
        if answers(self.line):
            return Reading(True, None, True, "The writer asks right before, and nobody else is named since.")
        asker = asked_openly(self.line)
        if asker:
            return Reading(True, None, True, f"“{asker}” asks right before, and nobody else is named since.")
        if subject is None:
            return self._by_default()
        if subject.kind == ELIDED or self.line.is_person(subject):
            return self._of_person(subject)
        if is_other(subject.token):
            if self._has_left(subject):
                return self._by_default()
            if subject.verb not in words.SPEECH and self._speaks_of_other(subject.token):
                return Reading(
                    True, None, True, f"It speaks as “I” of “{subject.token.text}”, whom the line has named."
                )
            asked = subject.verb in words.ASKERS and self.line.names_me_after(subject)
            if asked and said.speaks_of_self(self.said) and not self.said.endswith("?"):
                return Reading(
                    True, None, True, f"“{subject.token.text} {subject.verb}” the person, and this answers as “I”."
                )
            near = subject.clause == self.line.here
            why = f"The sentence is about “{subject.token.text}”."
            return Reading(False, subject.token, near and not asked, why)
        return Reading(False, None, False, f"“{subject.token.text}” could be more than one person.")

    def _under_condition(self) -> Reading:
        """`If Kim is out: “I call Bo”`"""
        others = self.line.over is not None and self.line.over.kind != ME
        if is_under_condition(self.line) and not others:
            return self._by_default()
        return Reading(not others, None, False, "The condition in front does not say who speaks.")

    def _has_left(self, subject: Sighting) -> bool:
        """The somebody else is of an earlier sentence, and this one has words of its own; or the line lists what the
        person likes and wants."""
        if subject.kind == LABEL or subject.verb in words.SPEECH:
            return False
        listed = self.line.own_heading()
        own_clause = any(token.kind == WORD for token in self.passage.lead) and subject.clause < self.line.here
        return listed or own_clause

    def _of_person(self, subject: Sighting) -> Reading:
        named = subject.token.text
        about = about_person(self.line)
        named_self = said.names(self.said, self.line.people.given_names)
        if about and (subject.kind == ELIDED or named_self or not said.speaks_of_self(self.said)):
            return Reading(True, None, False, about)
        listed = subject.kind == ELIDED and said.is_titled(self.said)
        if listed or said.looks_like_a_name(self.said):
            return Reading(True, None, False, "This may be the name of a thing.")
        short = not said.is_whole(self.said) and not said.speaks_of_self(self.said)
        if short and not self._is_told(subject) and not self._stands_apart() and not self.declared:
            return Reading(True, None, False, "A word or two in marks may be the writer's own.")
        why = (
            f"“{named}” begins the sentence with the person left out, as notes about them do."
            if subject.kind == ELIDED
            else f"“{named}” is whom the line is about, and nobody else since."
        )
        return Reading(True, None, True, why)

    def _by_default(self) -> Reading:
        own = said.speaks_of_self(self.said)
        about = about_person(self.line) or about_strangers(self.line)
        if about:
            return Reading(own, None, False, about)
        if self.previous_theirs is False and not any(token.kind == WORD for token in self.passage.lead):
            return Reading(False, None, False, "Somebody else was quoted right before, on the same line.")
        if own and not said.speaks_to_you(self.said):
            return Reading(
                True, None, True, "It speaks as “I” in a note about the person, and the line names nobody else."
            )
        if self.line.own_heading() and said.is_whole(self.said):
            return Reading(
                True, None, True, f"It stands under “{' '.join(self.line.heading)}”, and the line names nobody else."
            )
        if self._reacts():
            return Reading(True, None, True, "What follows tells how the person did it, and nobody else is named.")
        if self.own_form and said.is_whole(self.said) and not any(token.kind == WORD for token in self._before()):
            return Reading(True, None, True, "It stands under a heading of the person's own, and nobody else is named.")
        if self._are_first_words() and said.is_whole(self.said):
            return Reading(True, None, True, "The line calls these the first or last words, and nobody else is named.")
        if self._gives_reason() and said.is_whole(self.said):
            return Reading(True, None, True, "It gives the person's reason, and nobody else is named.")
        if self._stands_alone() and not announced_by_a_thing(self.passage):
            return Reading(True, None, True, "A whole sentence in marks, in a line that names nobody else.")
        if self.declared:
            return Reading(True, None, True, "The note says that the words in its marks are theirs.")
        return Reading(True, None, False, "Nothing names a speaker; the note is about the person.")

    def _speaks_of_other(self, other: Token) -> bool:
        """`Gary = roommate. “he eats my cereal”`, where `he` cannot be the person."""
        if not (self.line.genders.person and said.speaks_of_self(self.said) and said.speaks_of_third(self.said)):
            return False
        pronouns = {gender_of(word) for word in said.folded(self.said) if word in words.THIRD_PERSON}
        could_mean_other = all(self.line.genders.may_mean(each, other) for each in pronouns)
        return could_mean_other and (self.line.genders.person not in pronouns or self._is_attached())

    def _is_attached(self) -> bool:
        """`Mr. Ortiz has a key, “he's in the band with me”`: of the one the sentence is about."""
        lead = self.passage.lead
        return bool(lead) and lead[-1].text in ",(–—-" and not any(token.lower in words.SPEECH for token in lead)

    def _stands_alone(self) -> bool:
        least = LEAST_WHOLE - 1 if self._stands_apart() else LEAST_WHOLE
        whole = len(said.folded(self.said)) >= least and not self.said.endswith("?")
        return whole and not said.speaks_to_you(self.said) and not any(is_other(one.token) for one in self.line.seen)

    def _reacts(self) -> bool:
        tail = [token for token in [*self.passage.tail, *self.passage.aside] if token.kind != POINT][:1]
        return bool(tail) and tail[0].lower in words.ACTS and said.is_whole(self.said)

    def _before(self) -> list[Token]:
        """Without the number or the bullet of its line."""
        return [token for token in self.passage.lead if not token.text.isdigit()]

    def _are_first_words(self) -> bool:
        """`First words off the van: “…”`"""
        lead = [token for token in self.passage.lead if token.kind != POINT]
        opens = len(lead) > 1 and lead[0].lower in _FIRST and lead[1].lower in ("words", "word", "remark", "comment")
        return opens and self.passage.lead[-1].text == ":" and not any(is_other(token) for token in lead[1:])

    def _gives_reason(self) -> bool:
        """Not `the sheet gives the reason as “…”`."""
        lead = self.passage.lead
        if not lead or lead[-1].lower not in words.REASONS:
            return False
        return lead[-1].lower != "as" or (len(lead) > 1 and lead[-2].text == ",")

    def _stands_apart(self) -> bool:
        """Set off by a stop, so that it is no part of the writer's sentence: `Ty dapped him up, “bet”`."""
        lead = self.passage.lead
        named = self.said[:1].isupper() and self.said[-1:] not in ".!?…,"
        return not named and (not lead or lead[-1].text in ",:–—-;?!.…")

    def _is_told(self, subject: Sighting) -> bool:
        if [token.lower for token in self.passage.lead[-2:]] == ["to", "know"]:
            return True  # `Yoli wanted to know “who's counting”`
        return subject.verb in words.SPEECH | words.PRESSING
