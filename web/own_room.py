"""What the person's room knows: whose plans are open here, the round that waits, and what was answered so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine.access import may, plan_for
from engine.accounts import Role
from engine.own_pictures import names_of
from engine.people import Person, Relation
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.presses import (
    Given,
    UnsentWords,
    given_so_far,
    last_part,
    sends_as_they_go,
    words_unsent,
)
from engine.quotes import Method, Spoken, quotes_by_id
from engine.refusals import NotFound
from engine.rounds import (
    AnswerReply,
    Reply,
    Respondent,
    Round,
    RoundKind,
    open_round,
    replies_to,
    rounds_of,
    words_of_answers,
)
from engine.signatures import Signature, Slot, ended, is_signature, newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from web.coverage_words import plain_sentence
from web.covering import count_of
from web.i18n import gettext as _
from web.plan_view import SectionView, version_view
from web.signed_in import SignedIn

REPLY_KEYS = {"yes": Reply.YES, "change": Reply.CHANGE, "dont_know": Reply.DONT_KNOW, "talk": Reply.TALK}
"""The four answers as the page names them."""


@dataclass(frozen=True)
class Said:
    """What the visitor answered to a part, sent or not, with the words that go with it and what staff did about it."""

    given: Given
    words: tuple[Spoken, ...] = ()
    notes: tuple[UnsentWords, ...] = ()
    """Words that were not sent yet."""
    replies: tuple[AnswerReply, ...] = ()

    @property
    def key(self) -> str:
        """The answer as the page names it; empty where there are only words so far."""
        return next((key for key, reply in REPLY_KEYS.items() if reply == self.given.reply), "")

    @property
    def waits(self) -> bool:
        """Whether there is something here that nobody else has yet."""
        return self.given.unsent or bool(self.given.reply and any(note.are_theirs for note in self.notes))

    @property
    def not_seen_yet(self) -> AnswerReply | None:
        """What staff wrote back and the person has not seen."""
        return next((reply for reply in self.replies if reply.shown_back_at is None), None)


@dataclass(frozen=True)
class Room:
    """One plan in its person's room, or in their guardian's beside it."""

    plan: Plan
    person: Person
    respondent: Respondent
    version: Version | None
    current: Round | None
    sections: tuple[SectionView, ...]
    said: dict[UUID, Said]
    slot: Slot | None
    signed: Signature | None
    taken_back: Round | None
    before_me: tuple[str, ...] = ()
    """Whose turn to sign comes first and is not over yet."""
    coverage: str = ""
    """How much of what is to happen is in the person's own words, in plain ones."""
    of_what_is_next: tuple[UnsentWords, ...] = ()
    """What the visitor told of what happens next, and did not send yet."""
    as_i_go: bool = False
    """Whether each answer is sent as it is given."""
    last_answered: UUID | None = None
    own_pictures: tuple[tuple[str, str], ...] = ()
    """The person's own pictures by name, where something was picked on the board and not sent yet."""

    @property
    def answered(self) -> int:
        """To how many parts there is an answer."""
        return sum(1 for said in self.said.values() if said.key)

    @property
    def waiting(self) -> int:
        """How many parts have something to send."""
        return sum(1 for said in self.said.values() if said.waits)

    @property
    def last_number(self) -> int | None:
        """The number of the part that was answered last."""
        return next((n for n, part in enumerate(self.sections, 1) if part.lineage_id == self.last_answered), None)

    @property
    def is_own(self) -> bool:
        """Whether the visitor is the person themselves."""
        return self.respondent is Respondent.PARTICIPANT

    @property
    def waits_for_answers(self) -> bool:
        """Whether the parts can be answered now."""
        return self.current is not None and self.current.kind == RoundKind.PARTICIPANT_REVIEW

    @property
    def waits_for_signature(self) -> bool:
        """Whether this visitor is asked to sign now."""
        return (
            self.plan.standing == Standing.SIGNING
            and self.slot is not None
            and (self.signed is None or not is_signature(self.signed.outcome))
            and not self.before_me
        )

    @property
    def signed_words(self) -> str:
        """What became of one’s own signature while the others are still asked for theirs."""
        if self.before_me:
            return _("%(names)s signs first. You are told when it is your turn.") % {"names": ", ".join(self.before_me)}
        if self.signed is None:
            return _("The plan is being signed by others. You are not asked to sign it.")
        return _("You signed. Others are still asked to sign.")

    @property
    def first_open(self) -> int | None:
        """The number of the first part without an answer, for “go on where you stopped”; None when all are answered."""
        return next((n for n, part in enumerate(self.sections, 1) if not self.answer_to(part.lineage_id)), None)

    def answer_to(self, section: UUID) -> str:
        """The answer to a part as the page names it; empty where there is none."""
        return self.said[section].key if section in self.said else ""

    @property
    def to_see(self) -> int | None:
        """The number of a part with a reply that was not seen yet."""
        return next(
            (
                number
                for number, part in enumerate(self.sections, 1)
                if part.lineage_id in self.said and self.said[part.lineage_id].not_seen_yet
            ),
            None,
        )


def rooms_of(session: Session, visitor: SignedIn, *, on: date) -> list[Room]:
    """The plans this visitor answers: their own, or those of the people they are guardian of. Closed ones last."""
    people = _people(session, visitor)
    query = select(Plan).where(col(Plan.person_id).in_(people)).order_by(col(Plan.closed_at).is_not(None), col(Plan.id))
    rooms = []
    for plan in session.exec(query):
        if _open_to(session, visitor, plan.id, on=on):
            rooms.append(room_for(session, visitor, plan.id, on=on))
    return rooms


def room_for(session: Session, visitor: SignedIn, plan_id: UUID, action: Action = Action.SEE_PLAN, *, on: date) -> Room:
    """One plan's room. Raises NotFound for whoever is neither the person nor their guardian."""
    if visitor.role not in (Role.PARTICIPANT, Role.GUARDIAN):
        raise NotFound
    plan = plan_for(session, visitor.visitor, plan_id, action, on=on)
    respondent = Respondent.PARTICIPANT if visitor.role == Role.PARTICIPANT else Respondent.GUARDIAN
    current = open_round(session, plan.id)
    if current is not None and current.kind == RoundKind.SECOND_REVIEW:
        current = None
    version = _text_to_read(session, plan, current)
    in_review = current if current and current.kind == RoundKind.PARTICIPANT_REVIEW else None
    unsent = words_unsent(session, plan.id, respondent) if in_review else {}
    said = _said(session, in_review, respondent, unsent) if in_review else {}
    slot, signed = _slot(session, visitor, current)
    return Room(
        plan=plan,
        person=session.get_one(Person, plan.person_id),
        respondent=respondent,
        version=version,
        current=current,
        sections=tuple(version_view(session, plan, version, private_too=respondent is Respondent.PARTICIPANT))
        if version
        else (),
        said=said,
        slot=slot,
        signed=signed,
        taken_back=_taken_back(session, plan),
        before_me=_before(session, slot, current) if slot is not None and current is not None else (),
        coverage=plain_sentence(count_of(session, plan, version))
        if version and respondent is Respondent.PARTICIPANT
        else "",
        of_what_is_next=tuple(unsent.get(None, ())),
        as_i_go=bool(in_review and sends_as_they_go(session, in_review.id, respondent)),
        last_answered=last_part(session, in_review.id, respondent) if in_review else None,
        own_pictures=_own_pictures(session, plan, unsent),
    )


def answer_words() -> dict[str, str]:
    """The four answers as the person reads them."""
    return {
        "yes": _("Yes, this is right"),
        "change": _("Change this"),
        "dont_know": _("I don’t know"),
        "talk": _("I want to talk to someone"),
    }


def _own_pictures(
    session: Session, plan: Plan, unsent: Mapping[UUID | None, Sequence[UnsentWords]]
) -> tuple[tuple[str, str], ...]:
    if not any(row.method == Method.SYMBOLS for rows in unsent.values() for row in rows):
        return ()
    return tuple((name, symbol) for symbol, name in names_of(session, plan.person_id).items())


def _people(session: Session, visitor: SignedIn) -> list[UUID]:
    if visitor.role == Role.PARTICIPANT:
        return [visitor.visitor.person_id] if visitor.visitor.person_id else []
    query = select(col(Relation.person_id)).where(Relation.account_id == visitor.account_id)
    return list(session.exec(query))


def _open_to(session: Session, visitor: SignedIn, plan_id: UUID, *, on: date) -> bool:
    return may(session, visitor.visitor, Action.SEE_PLAN, on=on, plan_id=plan_id)


def _text_to_read(session: Session, plan: Plan, current: Round | None) -> Version | None:
    """What was shared and waits, else a signed text that waits for its day, else what is in force."""
    if current is not None:
        return session.get(Version, current.version_id)
    if plan.standing == Standing.SIGNED and plan.working_version_id:
        return session.get(Version, plan.working_version_id)
    return session.get(Version, plan.in_force_version_id) if plan.in_force_version_id else None


def _taken_back(session: Session, plan: Plan) -> Round | None:
    """The round that ended because the plan is being changed, while it is."""
    if plan.standing not in (Standing.DRAFT, Standing.SECOND_REVIEW):
        return None
    newest = next((row for row in rounds_of(session, plan.id) if row.kind != RoundKind.SECOND_REVIEW), None)
    return newest if newest is not None and newest.end in ("recalled", "changes asked") else None


def _said(
    session: Session, current: Round, respondent: Respondent, unsent: dict[UUID | None, list[UnsentWords]]
) -> dict[UUID, Said]:
    given = given_so_far(session, current.id, respondent)
    sent = [part.sent for part in given.values() if part.sent]
    ids = words_of_answers(session, sent)
    own = respondent is Respondent.PARTICIPANT
    words = quotes_by_id(session, [quote for found in ids.values() for quote in found], private_too=own)
    replies = replies_to(session, [row.id for row in sent])
    return {
        section: Said(
            part,
            tuple(words[quote] for quote in ids.get(part.sent.id, ())) if part.sent else (),
            tuple(unsent.get(section, ())),
            tuple(replies.get(part.sent.id, ())) if part.sent and not part.unsent else (),
        )
        for section, part in given.items()
    }


def _before(session: Session, slot: Slot, current: Round) -> tuple[str, ...]:
    last = newest_by_slot(signatures_of(session, current.version_id))
    rows = [row for row in slots_of(session, current.id) if row.place < slot.place and not ended(last.get(row.id))]
    return tuple(dict.fromkeys(row.name for row in rows))


def _slot(session: Session, visitor: SignedIn, current: Round | None) -> tuple[Slot | None, Signature | None]:
    if current is None or current.kind != RoundKind.SIGNING:
        return None, None
    slot = next((row for row in slots_of(session, current.id) if row.account_id == visitor.account_id), None)
    if slot is None:
        return None, None
    return slot, newest_by_slot(signatures_of(session, current.version_id)).get(slot.id)
