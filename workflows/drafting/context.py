"""A speaker shown by neither label nor verb of speech: by whom the line is about, and by the words themselves.

Less sure than the plain ways, so each condition takes away: what is left has been tried on whole notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from workflows.drafting import said, words
from workflows.drafting.blanks import BLANK
from workflows.drafting.blocks import Blocks
from workflows.drafting.claims import explains_last_name
from workflows.drafting.frames import ELIDED, LABEL, MENTION, QUOTED, SUBJECT, Sighting, is_author, is_other, sightings
from workflows.drafting.genders import Genders, of_pronoun
from workflows.drafting.labelled import label_tokens
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, POINT, THEY, WORD, Token
from workflows.drafting.section_words import HEADINGS
from workflows.drafting.sections import heading_words
from workflows.drafting.told import is_reading_out


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom the context points to: the person (`theirs`), somebody else (`whose`), or nobody. `sure` says whether it is
    enough to attribute."""

    theirs: bool
    whose: Token | None
    sure: bool
    why: str


_PLAIN_LABELS = (
    words.TOPIC_HEADINGS
    | frozenset(HEADINGS)
    | words.OWN_HEADINGS
    | words.LABEL_OPENERS
    | words.ADVERBS
    | words.SPEECH_WITH_COLON
    | words.REASONS
    | frozenset(["did", "re", "yes", "no", "said", "words"])
)
_ANNOUNCING = frozenset(":–—-")
LONGEST_LABEL = 6
LEAST_WHOLE = 4


PARENTS = frozenset(["mom", "mum", "mother", "mami", "mamá", "mama", "dad", "father", "papi", "papá", "papa", "stepmom", "stepdad", "madre", "padre"])


class Context:
    def __init__(self, genders: Genders) -> None:
        self.genders = genders
        self.blocks = Blocks(genders.people)

    def read(self, passage: Passage, *, previous_theirs: bool | None) -> Reading:
        """`previous_theirs`: whose the quotation before it on the line is; None where there is none or nobody knows."""
        return _Reader(self, passage, previous_theirs).reading()

    def means_person(self, passage: Passage, whose: Token) -> bool:
        """Whether `she` or `he` is the person, by what the line has told so far."""
        return _Reader(self, passage, None).means_person(whose)

    def told_by(self, passage: Passage) -> Token | None:
        """Somebody else whose label rules the very sentence: `Gina: Isaac always says “…”`."""
        return _Reader(self, passage, None).ruling_here()


class _Reader:
    def __init__(self, context: Context, passage: Passage, previous_theirs: bool | None) -> None:
        self.genders, self.passage, self.previous_theirs = context.genders, passage, previous_theirs
        self.people = passage.people
        self.over = context.blocks.owner(passage.span.outer_start)
        self.said = passage.text

    @cached_property
    def seen(self) -> list[Sighting]:
        return sightings(self.people, self.passage.line)

    @cached_property
    def heading(self) -> list[str]:
        return heading_words(self.passage.note, self.passage.line_start, self.passage.span.outer_start)

    def reading(self) -> Reading:
        label = self._ruling_label()
        asked = self._asked_by_name()
        if asked is not None:
            theirs = asked.kind == ME
            why = f"“{asked.text}” is asked right before, and nobody else is named since."
            against = (self._about_person() if theirs else None) or self._credited_why()
            return Reading(theirs, None if theirs else asked, not against, against or why)
        if label is not None and self._named_since(label):
            if said.speaks_of_self(self.said) and not self._about_person():
                return self._against_or(
                    Reading(True, None, True, "The sentence is about the person, and this speaks as “I”.")
                )
            return Reading(True, None, False, f"“{label.text}” may be telling this.")
        if label is not None:
            return Reading(
                False, label, True, f"The line is labelled “{label.text}”, and nobody else speaks up to here."
            )
        return self._against_or(None)

    def _against_or(self, reading: Reading | None) -> Reading:
        against = self._against()
        if against:
            return Reading(self._points_to_person(), None, False, against)
        if any(one.token.text in self.people.shared for one in self.seen):
            return Reading(False, None, False, "More than one person of this name is in the note.")
        return reading or self._by_subject()

    def ruling_here(self) -> Token | None:
        label = self._ruling_label()
        own = [one for one in self.seen if one.clause == self._here and one.kind in (LABEL, QUOTED)]
        return label if label is not None and own and own[0].token == label else None

    def _named_since(self, label: Token) -> bool:
        """The person by name is whom the quotation's own sentence is about, in a later sentence than the label."""
        since = [one for one in self.seen if one.token.start > label.start]
        subjects = [one for one in since if one.kind in (SUBJECT, LABEL)]
        if not subjects or subjects[-1].clause != self._here or not self._is_person(subjects[-1]):
            return False
        labelled = [one.clause for one in self.seen if one.token == label]
        quoted = [one for one in since if one.kind == QUOTED and one.token.start < subjects[-1].token.start]
        return bool(quoted) or self._here > labelled[0]

    def _points_to_person(self) -> bool:
        subject = self._subject()
        return subject is not None and self._is_person(subject)

    def _by_subject(self) -> Reading:
        subject = self._subject()
        if self._answers():
            return Reading(True, None, True, "The writer asks right before, and nobody else is named since.")
        if subject is None:
            return self._by_default()
        if subject.kind == ELIDED or self._is_person(subject):
            return self._of_person(subject)
        if is_other(subject.token):
            if self._has_left(subject):
                return self._by_default()
            if self._speaks_of_other(subject.token):
                return Reading(
                    True, None, True, f"It speaks as “I” of “{subject.token.text}”, whom the line has named."
                )
            asked = subject.verb in words.ASKERS and self._names_me_after(subject)
            if asked and said.speaks_of_self(self.said) and not self.said.endswith("?"):
                return Reading(
                    True, None, True, f"“{subject.token.text} {subject.verb}” the person, and this answers as “I”."
                )
            near = subject.clause == self._here
            why = f"The sentence is about “{subject.token.text}”."
            return Reading(False, subject.token, near and not asked, why)
        return Reading(False, None, False, f"“{subject.token.text}” could be more than one person.")

    def _answers(self) -> bool:
        """`I asked Gordie re nights. “…”`, `When asked what helps: “…”`, `Q: what do you love? “…”`."""
        if self._about_person() or self.said.endswith("?") or not said.is_whole(self.said):
            return False
        line = [token for token in self.passage.line if token.start >= self.passage.span.outer_start - 120]
        since = max((at for at, token in enumerate(line) if token.text[0] == BLANK), default=-1) + 1
        since = max(since, max((at for at, token in enumerate(line) if token.lower in words.ASKED), default=since))
        asking = line[since:]
        if not asking or any(is_other(token) and not token.text.isupper() for token in line[max(0, since - 3) :]):
            return False
        direct = asking[-1].text == "?" or (
            asking[-1].text in _ANNOUNCING and len(asking) > 1 and asking[-2].text == "?"
        )
        asked_for = len(asking) > 1 and asking[1].lower in ("for", "to")
        return (asking[0].lower in words.ASKED and not asked_for) or direct

    def _asked_by_name(self) -> Token | None:
        """`Asked Opal about breakfast. “…”`: whom the writer has asked, in a sentence that ends where the words begin."""
        line = list(self.passage.line)[-24:]
        since = max((at for at, token in enumerate(line) if token.text[0] == BLANK), default=-1) + 1
        asking = line[since:]
        at = max((at for at, token in enumerate(asking) if token.lower in ("asked", "pregunté")), default=None)
        if at is None or asking[-1].kind != POINT or self.said.endswith("?"):
            return None
        before = [token for token in asking[max(0, at - 2) : at] if token.lower not in words.ADVERBS | {"and", "so"}]
        behind = [token for token in asking[at + 1 :] if token.kind in (ME, OTHER, MAYBE, THEY, AUTHOR)]
        by_writer = not before or before[-1].kind in (AUTHOR, POINT)
        if not by_writer or not behind or behind[0] not in asking[at + 1 : at + 3] or behind[0].possessive:
            return None
        acting = [token for token in behind[1:] if not self._only_told_of(asking, token)]
        ended = [self.people.boundaries.between(first.start, second.start) for first, second in pairwise(asking[at:])]
        known = behind[0].kind != MAYBE or behind[0].lower in self.people.relations
        return behind[0] if behind[0].kind in (ME, OTHER, MAYBE) and known and not acting and not any(ended) else None

    def _only_told_of(self, asking: list[Token], token: Token) -> bool:
        """`if he sleeps`, `about mom`: in the question, by whoever answers."""
        behind = asking[asking.index(token) + 1 :]
        return token.kind != AUTHOR and not any(word.lower in words.SPEECH | words.ACTS for word in behind[:3])

    def _credited_why(self) -> str | None:
        if self._credited():
            return "Somebody else is named right behind the words."
        return "The sentence goes on with these words as its own." if self._goes_on() else None

    def _has_left(self, subject: Sighting) -> bool:
        """The somebody else is of an earlier sentence, and this one has words of its own; or the line lists what the
        person likes and wants."""
        if subject.kind == LABEL or subject.verb in words.SPEECH:
            return False
        listed = self._own_heading()
        own_clause = any(token.kind == WORD for token in self.passage.lead) and subject.clause < self._here
        return listed or own_clause

    def _of_person(self, subject: Sighting) -> Reading:
        named = subject.token.text
        about = self._about_person()
        named_self = said.names(self.said, self.people.given_names)
        if about and (subject.kind == ELIDED or named_self or not said.speaks_of_self(self.said)):
            return Reading(True, None, False, about)
        listed = subject.kind == ELIDED and said.is_titled(self.said)
        if listed or said.looks_like_a_name(self.said):
            return Reading(True, None, False, "This may be the name of a thing.")
        if not said.is_whole(self.said) and not said.speaks_of_self(self.said) and not self._is_told(subject):
            return Reading(True, None, False, "A word or two in marks may be the writer's own.")
        why = (
            f"“{named}” begins the sentence with the person left out, as notes about them do."
            if subject.kind == ELIDED
            else f"“{named}” is whom the line is about, and nobody else since."
        )
        return Reading(True, None, True, why)

    def _by_default(self) -> Reading:
        own = said.speaks_of_self(self.said)
        about = self._about_person() or self._about_strangers()
        if about:
            return Reading(own, None, False, about)
        if self.previous_theirs is False and not any(token.kind == WORD for token in self.passage.lead):
            return Reading(False, None, False, "Somebody else was quoted right before, on the same line.")
        if own and not said.speaks_to_you(self.said):
            return Reading(
                True, None, True, "It speaks as “I” in a note about the person, and the line names nobody else."
            )
        if self._own_heading() and said.is_whole(self.said):
            return Reading(
                True, None, True, f"It stands under “{' '.join(self.heading)}”, and the line names nobody else."
            )
        if self._reacts():
            return Reading(True, None, True, "What follows tells how the person did it, and nobody else is named.")
        if self._gives_reason() and said.is_whole(self.said):
            return Reading(True, None, True, "It gives the person's reason, and nobody else is named.")
        if self._stands_alone():
            return Reading(True, None, True, "A whole sentence in marks, in a line that names nobody else.")
        return Reading(True, None, False, "Nothing names a speaker; the note is about the person.")

    # What speaks against.

    def _against(self) -> str | None:
        checks = (
            (self._explained, "The writer says here what something meant."),
            (self._goes_on, "The sentence goes on with these words as its own."),
            (self._announced_otherwise, "What announces these words does not plainly name the person."),
            (self._told_otherwise, "The sentence tells of speech, and not plainly of the person's."),
            (self._received, "The sentence is about words that came to the person."),
            (self._credited, "Somebody else is named right behind the words."),
            (self._speaks_as_child, "These words call a parent, and the note names a child of the person."),
        )
        if said.reads_like_a_chart(self.said) and not self.said.endswith("?"):
            return "This reads like words about the person."
        return next((why for check, why in checks if check()), None)

    def _goes_on(self) -> bool:
        tail = [token for token in self.passage.tail[:1] if token.kind != POINT]
        going = words.COPULAS_PASSIVE | {"means", "said", "meant", "and", "or", "is", "as"}
        asked = self.passage.note[self.passage.line_start : self.passage.span.outer_start].rstrip()[-1:] == "?"
        questioned = asked and [token.kind for token in self.passage.line if token.kind != POINT] == [ME]
        return questioned or (bool(tail) and tail[0].lower in going)

    def _explained(self) -> bool:
        """`pushed the plate away = “no”`, `he has been “wandering”`."""
        lead = list(self.passage.lead)
        if not lead or said.speaks_of_self(self.said):
            return False
        described = len(lead) > 1 and lead[-1].lower in words.AUXILIARIES and lead[-2].kind in (THEY, ME, WORD)
        return lead[-1].text == "=" or described or (lead[-1].kind == THEY and "'" in lead[-1].lower.replace("’", "'"))

    def _announced_otherwise(self) -> bool:
        """A label in front that is no plain topic: `Rosario: “…”`, `Ana -> Rosa: “…”`, `Note to Rosa: “…”`."""
        lead = list(self.passage.lead)
        if len(lead) < 2 or lead[-1].text not in _ANNOUNCING:
            return False
        label = label_tokens(lead[:-1])
        if not label or len(label) > LONGEST_LABEL:
            return False
        if label[0].kind == ME:
            return any(token.text in "/?+>" or token.lower in ("or", "and", "goal", "goals") for token in label)
        if len(lead) == 2 and label[0].kind == WORD and lead[-1].text == ":":
            return label[0].lower not in _PLAIN_LABELS
        named = [token for token in label if token.kind in (ME, OTHER) or " " in token.text]
        lone = len(label) == 1 and label[0].kind == MAYBE and label[0].lower not in words.TOPIC_HEADINGS
        return (bool(named) and label[0].lower not in words.OWN_HEADINGS) or lone

    def _told_otherwise(self) -> bool:
        lead = list(self.passage.lead)
        if any(token.lower in words.BASE_FORMS for token in lead):
            return True
        at = max((at for at, token in enumerate(lead) if token.lower in words.SPEECH), default=None)
        if at is None:
            return False
        unreal = words.NEGATIONS | words.UNREAL - {"when", "cuando"}
        if any(token.lower in unreal for token in lead[max(0, at - 4) : at]):
            return True
        before = [token for token in lead[:at] if token.lower not in words.ADVERBS - words.COPULAS_PASSIVE]
        return bool(before) and before[-1].kind not in (POINT, THEY) and before[-1].lower not in words.CLAUSE_OPENERS

    def _received(self) -> bool:
        lead = self.passage.lead
        return any(
            token.lower in words.RECEIVED or (token.lower in ("read", "reads") and not is_reading_out(lead, at))
            for at, token in enumerate(lead)
            if token.kind == WORD
        )

    def _credited(self) -> bool:
        """`“…” – Rosa's mom`; not what explains the last name said: `“… ask Arvid” (brother)`."""
        behind = [token for token in self.passage.aside[:5] if token.kind != POINT]
        if self.passage.aside_leads_on:
            return False
        named = [at for at, token in enumerate(behind) if token.kind == OTHER and not token.text.isupper()]
        acts = bool(named) and any(_acts(token) for token in behind[named[0] + 1 : named[0] + 2])
        return bool(named) and not acts and not explains_last_name(self.said, behind)

    def _speaks_as_child(self) -> bool:
        calls = any(
            word in ("mom", "mum", "mami", "mamá", "mama", "dad", "papi", "papá", "ma", "pa") for word in self._called()
        )
        children = ("daughter", "son", "hija", "hijo", "granddaughter", "grandson")
        related = {*self.people.relations.values(), *self.people.relations}
        return calls and (any(child in related for child in children) or not related & PARENTS)

    def _called(self) -> list[str]:
        """The first word, and the last one behind a comma: `I did it for you, Mum.`"""
        folded = said.folded(self.said)
        called = said.folded(self.said.rpartition(",")[2] or self.said.rstrip(",").rpartition(",")[2])
        return [*folded[:1], *(called if len(called) == 1 and "," in self.said else [])]

    def _about_person(self) -> str | None:
        if said.names(self.said, self.people.given_names) and not self.people.calls_self.search(self.said[:300]):
            return "These words name the person."
        if said.speaks_of_third(self.said) and not self._third_is_somebody_else():
            return "These words speak of somebody as “she” or “he”."
        return None

    def _third_is_somebody_else(self) -> bool:
        """Only of the other gender than the person."""
        pronouns = [word for word in said.folded(self.said) if word in words.THIRD_PERSON]
        person = self.genders.person
        return bool(person) and all(_gender_of(word) != person for word in pronouns)

    def _speaks_of_other(self, other: Token) -> bool:
        """`Gary = roommate. “he eats my cereal”`, where `he` cannot be the person."""
        if not (self.genders.person and said.speaks_of_self(self.said) and said.speaks_of_third(self.said)):
            return False
        pronouns = {_gender_of(word) for word in said.folded(self.said) if word in words.THIRD_PERSON}
        return self.genders.person not in pronouns and all(self.genders.may_mean(each, other) for each in pronouns)

    def _about_strangers(self) -> str | None:
        if not self.seen and not self.heading and self.over is None and self._left_to_another():
            return "The line above ends with somebody else."
        if self.over is not None and self.over.kind != ME:
            return f"The heading above names “{self.over.text}”."
        if self._own_heading():
            return None
        if any(one.kind != QUOTED and is_other(one.token) and one.clause == self._here for one in self.seen):
            return "The line names somebody else."
        return None

    def _left_to_another(self) -> bool:
        """A quotation that begins its line goes on with whom the line above was about."""
        if any(token.kind == WORD for token in self.passage.lead):
            return False
        subjects = [one for one in sightings(self.people, self.passage.line_above) if one.kind in (SUBJECT, LABEL)]
        subjects = [one for one in subjects if not is_author(one.token)]
        return bool(subjects) and not self._is_person(subjects[-1]) and is_other(subjects[-1].token)

    # Who the line is about.

    @cached_property
    def _here(self) -> int:
        """The number of the quotation's own clause on its line."""
        line, ends = self.passage.line, self.people.boundaries
        if not line:
            return 0
        places = [token.start for token in line] + [self.passage.span.outer_start]
        return sum(ends.between(first, second) for first, second in pairwise(places))

    def _subject(self) -> Sighting | None:
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
        return one.kind == LABEL and bool(later) and later[0].clause < self._here

    def _is_under(self, one: Sighting) -> bool:
        """It only says when or why, and the same sentence has named who acts before: `Yvonne after he went in:`."""
        earlier = [other for other in self.seen if other.clause == one.clause and other.token.start < one.token.start]
        return one.under and any(other.kind in (SUBJECT, LABEL) and not other.under for other in earlier)

    def _subject_before(self, elided: Sighting) -> Sighting | None:
        for one in reversed([one for one in self.seen if one.token.start < elided.token.start]):
            if one.kind in (SUBJECT, LABEL) and not is_author(one.token) and not self._has_spoken(one):
                return one
        return None

    def _is_person(self, sighting: Sighting) -> bool:
        if sighting.kind == ELIDED or sighting.token.kind == ME:
            return True
        return sighting.token.kind == THEY and self._means_person(sighting)

    def _means_person(self, sighting: Sighting) -> bool:
        return self.means_person(sighting.token)

    def means_person(self, whose: Token) -> bool:
        pronoun = whose.lower
        if not of_pronoun(pronoun) or (self.genders.person and of_pronoun(pronoun) != self.genders.person):
            return False
        place = whose.start
        earlier = [one for one in self.seen if one.token.start < place and one.kind != QUOTED]
        earlier = [
            one for one in earlier if one.token.kind != THEY or of_pronoun(one.token.lower) == of_pronoun(pronoun)
        ]
        subjects = [one for one in earlier if one.kind in (SUBJECT, LABEL)]
        if not subjects:
            return not any(self._could_be(pronoun, one) for one in earlier)
        last = subjects[-1]
        if last.token.kind == ME:
            return not self._joined_to(last, earlier, pronoun)
        if last.token.kind == THEY:
            return self.means_person(last.token)
        if self._tells_of(last, place):
            return True
        return not any(self._could_be(pronoun, one) for one in earlier)

    def _could_be(self, pronoun: str, one: Sighting) -> bool:
        return is_other(one.token) and self.genders.may_mean(pronoun, one.token)

    def _joined_to(self, person: Sighting, earlier: list[Sighting], pronoun: str) -> bool:
        """`Shawna and Denise had argued. She …`"""
        tokens = list(self.passage.line)
        at = tokens.index(person.token)
        behind = tokens[at + 1 : at + 3]
        linked = bool(behind) and behind[0].lower in ("and", "&", "+", "y", "et")
        return linked and any(self._could_be(pronoun, one) for one in earlier if one.token in behind)

    def _tells_of(self, teller: Sighting, place: int) -> bool:
        """`Tamika says she …`: who tells it is not who it is told of."""
        return teller.verb in words.REPORTING and not any(
            self.people.boundaries.between(first, second) for first, second in [(teller.token.start, place)]
        )

    def _ruling_label(self) -> Token | None:
        """Somebody else's label on the line, with no other label since, that has not yet led to its quotation."""
        for at in range(len(self.seen) - 1, -1, -1):
            one = self.seen[at]
            if one.kind == LABEL:
                if one.token.text.isupper() and len(one.token.text) < 5 and one.clause < self._here:
                    return None  # `OT: dresses with help. …`: a topic by now.
                if not is_other(one.token) or one.token.lower in words.TOPICS:
                    return None
                quoted = [later for later in self.seen[at + 1 :] if later.kind == QUOTED]
                return None if quoted and quoted[-1].clause < self._here else one.token
        return None

    def _names_me_after(self, subject: Sighting) -> bool:
        return any(one.token.kind == ME and one.token.start > subject.token.start for one in self.seen)

    # What speaks for the person where nobody is named.

    def _stands_alone(self) -> bool:
        whole = len(said.folded(self.said)) >= LEAST_WHOLE and not self.said.endswith("?")
        return whole and not said.speaks_to_you(self.said) and not any(is_other(one.token) for one in self.seen)

    def _own_heading(self) -> bool:
        return any(word in words.OWN_HEADINGS for word in self.heading)

    def _reacts(self) -> bool:
        tail = [token for token in [*self.passage.tail, *self.passage.aside] if token.kind != POINT][:1]
        return bool(tail) and tail[0].lower in words.ACTS and said.is_whole(self.said)

    def _gives_reason(self) -> bool:
        lead = [token for token in self.passage.lead if token.kind != POINT]
        return bool(lead) and lead[-1].lower in words.REASONS

    def _is_told(self, subject: Sighting) -> bool:
        return subject.verb in words.SPEECH | words.PRESSING


def _acts(token: Token) -> bool:
    """`– grandma threw a towel`: what somebody did then, and no telling."""
    telling = words.SPEECH | words.REPORTING | words.BY_HAND | words.PROMPTED
    return token.lower in words.ACTS or (token.lower not in telling and token.lower in words.DEEDS)


def _gender_of(word: str) -> str:
    head = word.split("'")[0]
    return "she" if head in ("she", "her", "hers", "ella") else "he"
