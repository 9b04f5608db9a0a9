"""Whose words each quotation holds. The rule above all others: what the note does not show stays
unconfirmed."""

from __future__ import annotations

from dataclasses import replace

from workflows.drafting import behind, calling, caution, claims, dictated, doubts, given, labelled, nearest, told, words
from workflows.drafting.against import gender_of
from workflows.drafting.by_hand import by_hand
from workflows.drafting.claims import Claim
from workflows.drafting.context import Context
from workflows.drafting.genders import Genders
from workflows.drafting.going_on import carried_on
from workflows.drafting.interpreting import Interpreting, in_own_voice, is_english, speaks_for_self
from workflows.drafting.introduced import by_mark, in_capitals
from workflows.drafting.legend import Legend
from workflows.drafting.lent import says_who_else
from workflows.drafting.listed import by_list, given_otherwise
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, POINT, THEY, WORD, People, Token
from workflows.drafting.questioned import by_answer
from workflows.drafting.rendering import by_interpreter, is_gloss, stands_as_gloss
from workflows.drafting.result import INTERPRETED, LIKELY, PARTICIPANT, UNCONFIRMED, UNSURE
from workflows.drafting.result import OTHER as SOMEBODY_ELSE
from workflows.drafting.said import names, names_whom_it_speaks_of
from workflows.drafting.turns import Turn
from workflows.drafting.verdict import NOTHING_SHOWN, Verdict, proposed, unconfirmed

INSIDE = unconfirmed("These words are quoted inside another quotation.")
BY_KIN = "The note says that a relative put the person's words into these."


def told_in_turn(turn: Turn) -> Verdict:
    """What somebody quotes in their own turn is told at second hand."""
    return unconfirmed(f"“{turn.speaker}” quotes this in a turn of their own, so it is second-hand.")


class Speakers:
    def __init__(self, people: People, note: str) -> None:
        self.people = people
        self.note = note
        self.last_theirs = False
        self.interpreting = Interpreting(people)
        self.legend = Legend(people, interprets=self.interpreting.is_one, renders=self.interpreting.for_person)
        people.own_marks = frozenset(code for code, way in self.legend.codes.items() if way is not None)
        self.context = Context(Genders(people), declared=self.legend.quotes_are_theirs)

    def of_rendering(self, turn: Turn) -> Verdict:
        why = f"“{turn.speaker}” gives the meaning of the turn right before, which is theirs."
        return Verdict(INTERPRETED, self.people.full_name, why)

    def of_page(self, turn: Turn) -> Verdict:
        why = f"The note says that “{turn.speaker}” wrote this page alone."
        return Verdict(PARTICIPANT, self.people.full_name, why, sure=LIKELY, method="typed")

    def of_turn(self, turn: Turn) -> Verdict:
        if says_who_else(self.note[turn.start : turn.end], self.people.given_names, list(self.people.relations)):
            why = "These words say that somebody else wrote them, or that they were passed on."
            return proposed(self.people.full_name, why, PARTICIPANT)
        return Verdict(PARTICIPANT, self.people.full_name, f"The transcript gives this turn to “{turn.speaker}”.")

    def verdict(self, passage: Passage, previous: Verdict | None) -> Verdict:
        self.last_theirs = previous is not None and previous.attribution == PARTICIPANT
        shown = self._shown(passage, previous)
        if not shown.open:
            return shown
        return in_capitals(self.people, self.legend, passage) or self._by_context(passage, shown, previous)

    def _by_context(self, passage: Passage, shown: Verdict, previous: Verdict | None) -> Verdict:
        near = passage.before is not None and passage.before > passage.line_start and previous is not None
        known = previous is not None and previous.attribution != UNCONFIRMED
        theirs = previous.attribution != SOMEBODY_ELSE if near and known and previous else None
        reading = self.context.read(passage, previous_theirs=theirs)
        doubt = self._named_doubt(passage) if reading.theirs else None
        if reading.theirs:
            attribution = INTERPRETED if self._is_interpreted(passage, "") else PARTICIPANT
            doubt = BY_KIN if attribution == INTERPRETED and self.interpreting.by_kin else doubt
            name: str | None = self.people.full_name
        elif reading.whose is not None:
            attribution, name = SOMEBODY_ELSE, self.people.speaker_name(reading.whose)
        else:
            return replace(shown, why=reading.why)
        told = attribution == SOMEBODY_ELSE and doubts.about_telling(passage, Claim(None, ""))
        if reading.sure and not doubt and not told:
            return Verdict(attribution, name, reading.why, sure=LIKELY)
        return Verdict(
            UNCONFIRMED,
            None,
            doubt or reading.why,
            sure=UNSURE,
            proposed_speaker=name,
            proposed_attribution=attribution,
        )

    def _named_doubt(self, passage: Passage) -> str | None:
        if not self.people.named:
            return "The note does not name the person."
        if given_otherwise(passage):
            return "The line over the list tells of somebody else, or of what was given to the person."
        return doubts.about(passage, Claim(None, "")) or caution.why_not(passage)

    def _shown(self, passage: Passage, previous: Verdict | None) -> Verdict:
        opening = self.note[passage.span.outer_start : passage.span.start].lower()
        if "quote" in opening:
            return self._dictated(passage) or unconfirmed("Dictation does not show here who said this.")
        introduced = by_mark(self.people, self.legend, passage)
        if introduced is not None:
            return introduced
        if self.last_theirs and is_gloss(passage):
            return Verdict(INTERPRETED, self.people.full_name, "A rendering in brackets of the words before it.")
        if stands_as_gloss(passage):
            return unconfirmed("A bracket right behind words in another language.")
        if by_interpreter(passage, self.interpreting, last_theirs=self.last_theirs):
            why = "An interpreter gave these words for the person: the meaning, not verbatim."
            return Verdict(INTERPRETED, self.people.full_name, why)
        claim = self._claim(passage)
        if claim is None:
            return carried_on(self.people.full_name, passage, previous) or self._device(passage) or NOTHING_SHOWN
        after = behind.by_words_behind(passage)
        if after and after.whose and claim.whose and _sides(after.whose) != _sides(claim.whose):
            return unconfirmed("The words before and behind the quotation name different people.")
        return self._judge(passage, claim)

    def _dictated(self, passage: Passage) -> Verdict | None:
        who, verb = dictated.speaker(self.people, self.context.genders, self.note, passage.span.outer_start)
        if who is None:
            return None
        if who:
            return Verdict(SOMEBODY_ELSE, who, f"“{who} {verb}” stands before the dictated words.", verb)
        return Verdict(
            PARTICIPANT, self.people.full_name, f"The person “{verb}” this, as the dictation says before it.", verb
        )

    def _claim(self, passage: Passage) -> Claim | None:
        rules = (
            by_hand,
            by_list,
            nearest.by_nearest_label,
            labelled.by_label,
            by_answer,
            claims.by_writing,
            claims.by_own_words,
            self._self_named,
            calling.by_calling,
            given.by_giving,
            told.by_verb,
        )
        for rule in rules:
            claim = rule(passage)
            if claim is not None:
                return claim
        return behind.by_words_behind(passage)

    def _self_named(self, passage: Passage) -> Claim | None:
        if not claims.is_taken_down(passage) or not self.people.calls_self.search(passage.text[:2000]):
            return None
        whose = Token(ME, self.people.full_name, "", 0, 0)
        return Claim(whose, "The note says this was taken down as theirs, and the words name the person as “I”.")

    def _judge(self, passage: Passage, claim: Claim) -> Verdict:
        whose = claim.whose
        if whose is None:
            return unconfirmed(claim.why)
        if whose.kind == THEY:
            whose = self._resolve(passage, whose) or self._resolve_by_gender(passage, whose)
            if whose is None:
                why = f"“{claim.whose.text if claim.whose else ''}” could be more than one person."
                return unconfirmed(why, context_may_decide=True)
        if self.interpreting.is_one(whose) and not speaks_for_self(passage.lead, whose, passage.text):
            return self._interpreter(passage, claim)
        if whose.kind == ME:
            return self._participant(passage, claim)
        return self._somebody_else(passage, whose, claim)

    def _participant(self, passage: Passage, claim: Claim) -> Verdict:
        if not (self.people.named or claim.by_role):
            return unconfirmed("The note does not name the person.")
        doubt = doubts.about(passage, claim)
        if not doubt and claim.verb in words.SHOWING:
            doubt = caution.why_not(passage)
        behind = claim.whose is not None and claim.whose.start >= passage.span.outer_end
        apart = behind and not any(token.kind == WORD for token in passage.lead)
        teller = self.context.told_by(passage) if claim.verb and not apart else None
        if teller is not None and not doubt:
            doubt = f"“{teller.text}” tells this, so it is second-hand."
        if doubt:
            return proposed(self.people.full_name, doubt, PARTICIPANT)
        attribution, why = PARTICIPANT, claim.why
        if self._is_interpreted(passage, claim.verb):
            if self.interpreting.by_kin:
                return proposed(self.people.full_name, BY_KIN, INTERPRETED)
            attribution = INTERPRETED
            why = f"{claim.why} An interpreter gave these words: the meaning, not verbatim."
        return Verdict(attribution, self.people.full_name, why, claim.verb, claim.method)

    def _is_interpreted(self, passage: Passage, verb: str) -> bool:
        """Not by a bracket that opens the next quotation: `“quiero ir” (interp: “I want to go”)`."""
        aside = () if passage.aside_leads_on else passage.aside
        near = [*passage.lead, *aside]
        if in_own_voice([*passage.lead, *passage.tail]):
            return False
        if self.interpreting.in_reach(near):
            return is_english(passage.text) or self.interpreting.in_reach(passage.lead)
        hand = next((token.lower for token in passage.lead if token.lower in words.BY_HAND), verb)
        return self.interpreting.rendered(passage.text, near, hand)

    def _somebody_else(self, passage: Passage, whose: Token, claim: Claim) -> Verdict:
        if self._is_rendering(passage, whose):
            return Verdict(INTERPRETED, self.people.full_name, "A rendering in other words of the quotation before it.")
        if whose.lower in words.VAGUE or whose.text in self.people.shared or _holds(whose, self.people.shared):
            return unconfirmed(f"“{whose.text}” does not say plainly who spoke.")
        if whose.kind == MAYBE and not claim.verb and whose.lower not in self.people.relations:
            return unconfirmed(f"The note does not say that “{whose.text}” is a person.")
        if doubts.about_telling(passage, claim):
            return unconfirmed("The note tells this at second hand, or says it was not said.")
        name = "the writer of the note" if whose.kind == AUTHOR else self.people.speaker_name(whose)
        return Verdict(SOMEBODY_ELSE, name, claim.why, claim.verb)

    def _is_rendering(self, passage: Passage, whose: Token) -> bool:
        """`「…」. Aide translated: “…”`, right behind the person's own words."""
        behind = [token.lower for token in passage.between if token.start >= whose.end]
        rendered = any(word in words.INTERPRETERS for word in behind)
        return rendered and self.last_theirs and len(passage.between) <= 8

    def _resolve(self, passage: Passage, whose: Token) -> Token | None:
        """She or he is the person only when the line has named the person and nobody else so far."""
        line = [token for token in passage.line if token.start < (whose.start or passage.span.outer_start)]
        named = [token for token in line if token.kind in (ME, OTHER, MAYBE)]
        alone = bool(named) and all(token.kind == ME and not token.possessive for token in named)
        if not alone or whose.lower.startswith("they") or self._speaks_of_third(passage.text):
            return None
        return named[-1]

    def _resolve_by_gender(self, passage: Passage, whose: Token) -> Token | None:
        if not self.people.named or self._speaks_of_third(passage.text) or self.people.shared:
            return None
        meant = self.context.means_person(passage, whose)
        return Token(ME, whose.text, whose.lower, whose.start, whose.end) if meant else None

    def _speaks_of_third(self, said: str) -> bool:
        folded = [word.strip(".,!?;:").lower().replace("’", "'") for word in said.split()]
        own = any(word in words.FIRST_PERSON for word in folded)
        person = self.context.genders.person
        third = [word for word in folded if word in words.THIRD_PERSON]
        could_be = [word for word in third if not person or gender_of(word) == person]
        if not own and names(said, self.people.given_names):
            return True
        return not own and bool(could_be) and not names_whom_it_speaks_of(said)

    def _interpreter(self, passage: Passage, claim: Claim) -> Verdict:
        """An interpreter's English is the person's meaning only where the note ties the interpreter to the
        person."""
        named = [t for t in passage.lead if t.kind in (ME, OTHER, MAYBE) and not self.interpreting.is_one(t)]
        tied = bool(named) and all(token.kind == ME for token in named)
        tied = tied or (not named and self.interpreting.for_person) or self.last_theirs
        if not tied or self._speaks_of_third(passage.text) or doubts.about(passage, claim):
            return unconfirmed("An interpreter gave these words; the note does not show plainly for whom.")
        why = "An interpreter gave these words for the person: the meaning, not verbatim."
        return Verdict(INTERPRETED, self.people.full_name, why, claim.verb, claim.method)

    def _device(self, passage: Passage) -> Verdict | None:
        """`AAC: “…”`: what the person's own device said."""
        label = labelled.label_tokens(list(passage.lead))
        last = max((at for at, token in enumerate(label[:-1]) if token.kind == POINT), default=-1)
        lead = [token for token in label[last + 1 :] if token.kind != POINT]
        if lead and lead[0].kind == ME and lead[0].possessive:
            lead = lead[1:]  # `Imani's app: “…”`
        parts = [token.lower for token in lead]
        if (
            lead
            and lead[-1].text in self.people.codes
            and len(lead) == 1
            and not doubts.about(passage, Claim(None, ""))
        ):
            method = self.people.codes[lead[-1].text]
            why = f"The note says what “{lead[-1].text}” stands for: how the person said it."
            return Verdict(PARTICIPANT, self.people.full_name, why, sure=LIKELY, method=method)
        if not parts or passage.lead[-1].text != ":" or not set(parts) <= words.DEVICES | {"app", "voice"}:
            return None
        if parts == ["voice"]:
            return None
        doubt = doubts.about(passage, Claim(None, "")) or doubts.about_device(passage)
        if doubt:
            return unconfirmed(doubt)
        return Verdict(PARTICIPANT, self.people.full_name, "The label says the device spoke these words.", method="aac")


def _sides(token: Token) -> bool:
    return token.kind in (ME, THEY)


def _holds(whose: Token, shared: frozenset[str]) -> bool:
    return any(name.lower() in whose.lower.split() for name in shared)
