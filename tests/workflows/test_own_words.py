"""The person takes words back, says that they did not mean them, keeps them private, or adds to them."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from engine import access
from engine.accounts import Account
from engine.events import events as rows
from engine.items import Item, ItemQuote
from engine.outbox import Message
from engine.plans import Standing, Trigger
from engine.quotes import Attribution, Method, Quote, QuoteMark, QuoteMarkKind, quotes_by_id, quotes_of
from engine.refusals import NotFound, Refusal
from engine.rounds import rounds_of
from engine.visitors import visitor_for
from tests.workflows.verbs import fingerprint
from tests.workflows.walk import Walk
from workflows import editing, own_words, recording

Walking = Callable[..., Walk]
WORDS = "I want my own front door with MY key."
OUT = [QuoteMarkKind.WITHDRAWN, QuoteMarkKind.NOT_MEANT, QuoteMarkKind.PRIVATE]


def stands_in(session: Session, quote: Quote, version_id: UUID | None) -> bool:
    query = select(ItemQuote).join(Item, col(Item.id) == col(ItemQuote.item_id))
    return session.exec(query.where(Item.version_id == version_id, ItemQuote.quote_id == quote.id)).first() is not None


def told(session: Session, account: Account) -> set[str]:
    return set(session.exec(select(col(Message.kind)).where(Message.recipient == account.id)))


def events(walk: Walk, kind: str) -> int:
    stream = f"person:{walk.person.id}"
    return len(walk.session.execute(select(rows.c.seq).where(rows.c.stream == stream, rows.c.kind == kind)).all())


@pytest.mark.parametrize("kind", OUT)
def test_words_leave_the_draft_at_once_and_stay_in_the_record(walk: Walking, kind: QuoteMarkKind) -> None:
    there = walk().to(Standing.DRAFT)
    digest = there.quote.digest
    own_words.mark(there.session, there.quote, kind, there.by("ida"))
    assert not stands_in(there.session, there.quote, there.plan.working_version_id)
    kept = quotes_by_id(there.session, [there.quote.id], private_too=True)[there.quote.id]
    assert (kept.text, kept.digest, kept.usable) == (WORDS, digest, False)
    assert "words_taken_back" in told(there.session, there.accounts["sam"])
    assert events(there, f"quote.{kind.value}") == 1


@pytest.mark.parametrize("kind", OUT)
@pytest.mark.parametrize("standing", [Standing.PARTICIPANT_REVIEW, Standing.SIGNING])
def test_a_version_that_is_out_is_taken_back_and_stays_as_it_was(
    walk: Walking, standing: Standing, kind: QuoteMarkKind
) -> None:
    there = walk().to(standing)
    out, print_before = there.plan.working_version_id, fingerprint(there.session, there.plan)
    own_words.mark(there.session, there.quote, kind, there.by("ida"), reason="I was cross that day.")
    assert there.plan.standing == Standing.DRAFT
    ended = rounds_of(there.session, there.plan.id)[0]
    assert (ended.end, ended.version_id) == ("recalled", out)
    assert ("cross" in ended.reason) == (kind != QuoteMarkKind.PRIVATE), "a private reason is told to nobody"
    assert stands_in(there.session, there.quote, out), "the version that was shown stays as it was"
    assert not stands_in(there.session, there.quote, there.plan.working_version_id)
    assert fingerprint(there.session, there.plan) != print_before


def test_signed_words_stay_in_force_and_a_review_is_suggested(walk: Walking) -> None:
    there = walk().to(Standing.SIGNED)
    in_force = there.plan.in_force_version_id
    own_words.mark(there.session, there.quote, QuoteMarkKind.WITHDRAWN, there.by("ida"))
    assert (there.plan.standing, there.plan.in_force_version_id) == (Standing.SIGNED, in_force)
    assert stands_in(there.session, there.quote, in_force)
    reported = there.session.exec(select(Trigger).where(Trigger.plan_id == there.plan.id)).all()
    assert [row.kind for row in reported] == ["words_taken_back"]
    assert "trigger_reported" in told(there.session, there.accounts["sam"])


def test_words_that_were_signed_and_wait_for_their_day_are_told_of_too(walk: Walking) -> None:
    there = walk().to(Standing.SIGNING)
    there.sign_all()
    there.fire("complete")
    assert there.plan.in_force_version_id is None
    signed, before = there.plan.working_version_id, fingerprint(there.session, there.plan)
    own_words.mark(there.session, there.quote, QuoteMarkKind.WITHDRAWN, there.by("ida"))
    assert (there.plan.working_version_id, fingerprint(there.session, there.plan)) == (signed, before)
    assert stands_in(there.session, there.quote, signed)
    reported = there.session.exec(select(Trigger).where(Trigger.plan_id == there.plan.id)).all()
    assert [row.kind for row in reported] == ["words_taken_back"]


@pytest.mark.parametrize("who", ["sam", "guardian", "grace", "noor", "bev", "dana", "avery"])
def test_nobody_marks_the_words_as_the_person(walk: Walking, who: str) -> None:
    there = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    for kind in OUT:
        with pytest.raises(NotFound):
            own_words.mark(there.session, there.quote, kind, there.by(who))
    assert there.session.exec(select(QuoteMark).where(QuoteMark.quote_id == there.quote.id)).all() == []
    assert there.plan.standing == Standing.PARTICIPANT_REVIEW


def test_another_participant_does_not_find_the_words(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    with pytest.raises(NotFound):
        own_words.mark(there.session, there.quote, QuoteMarkKind.WITHDRAWN, there.by("rosa"))


def test_what_was_taken_back_stays_so_and_can_be_said_again_as_new_words(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    own_words.mark(there.session, there.quote, QuoteMarkKind.WITHDRAWN, there.by("ida"))
    for kind in own_words.MARKS:
        with pytest.raises(Refusal):
            own_words.mark(there.session, there.quote, kind, there.by("ida"))
    with pytest.raises(NotFound):
        own_words.mark(there.session, there.quote, QuoteMarkKind.INCLUDE, there.by("ida"))
    more = own_words.add_to(there.session, there.quote, there.by("ida"), text=WORDS, may_include=True, language="en")
    assert more.id != there.quote.id
    assert more.adds_to == there.quote.id
    known = {quote.id: quote for quote in quotes_of(there.session, there.person.id)}
    assert known[there.quote.id].withdrawn
    assert known[more.id].usable
    assert "words_added" in told(there.session, there.accounts["sam"])


def test_private_is_lifted_by_the_person_alone(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    own_words.mark(there.session, there.quote, QuoteMarkKind.PRIVATE, there.by("ida"))
    assert quotes_of(there.session, there.person.id)[0].text is None
    lift = QuoteMarkKind.NOT_PRIVATE
    with pytest.raises(Refusal, match="Only the person"):
        own_words.note_what_they_said(
            there.session, there.quote, lift, there.by("sam"), told_how=Method.SPOKEN, reason="She said so."
        )
    own_words.mark(there.session, there.quote, lift, there.by("ida"))
    assert quotes_of(there.session, there.person.id)[0].text == WORDS
    assert not stands_in(there.session, there.quote, there.plan.working_version_id), "nothing goes back by itself"


@pytest.mark.parametrize(
    ("who", "role", "reads"),
    [
        ("ida", "participant", True),
        ("sam", "coordinator", True),
        ("lena", "coordinator", False),
        ("noor", "clinician", False),
        ("grace", "supervisor", False),
        ("priya", "manager", False),
        ("dana", "manager", False),
        ("bev", "provider", False),
        ("guardian", "guardian", False),
        ("avery", "administrator", False),
        ("ada", "auditor", False),
    ],
)
def test_private_words_are_found_by_the_person_and_their_coordinator(
    walk: Walking, who: str, role: str, reads: bool
) -> None:
    there = walk(guardian=True).to(Standing.SIGNED)
    own_words.mark(there.session, there.quote, QuoteMarkKind.PRIVATE, there.by("ida"))
    visitor = visitor_for(there.session, there.accounts[who].id, role)
    assert visitor is not None
    seen = access.quotes_seen(there.session, visitor, there.person.id, on=there.at.date())
    assert (there.quote.id in seen) == reads
    if not reads:
        with pytest.raises(NotFound):
            access.quote_for(there.session, visitor, there.quote.id, on=there.at.date())
        with pytest.raises(NotFound):
            access.shown_quote_for(there.session, visitor, there.quote.id, on=there.at.date())


def test_the_coordinator_writes_down_what_the_person_said_and_the_person_is_told(walk: Walking) -> None:
    there = walk().to(Standing.PARTICIPANT_REVIEW)
    with pytest.raises(Refusal, match="Write what they said"):
        own_words.note_what_they_said(
            there.session, there.quote, OUT[0], there.by("sam"), told_how=Method.SIGNED, reason=" "
        )
    own_words.note_what_they_said(
        there.session, there.quote, OUT[0], there.by("sam"), told_how=Method.SIGNED, reason="She signed NO and pointed."
    )
    marked = there.session.exec(select(QuoteMark).where(QuoteMark.quote_id == there.quote.id)).one()
    assert (marked.told_how, marked.by_name) == ("signed", "Sam Okoye")
    assert there.plan.standing == Standing.DRAFT
    assert "taken_back_for_you" in told(there.session, there.accounts["ida"])


@pytest.mark.parametrize("who", ["guardian", "grace", "lena", "bev", "dana", "ida"])
def test_nobody_else_writes_down_what_the_person_said_about_their_words(walk: Walking, who: str) -> None:
    there = walk(guardian=True).to(Standing.DRAFT)
    with pytest.raises(NotFound):
        own_words.note_what_they_said(
            there.session, there.quote, OUT[0], there.by(who), told_how=Method.SPOKEN, reason="He said she said."
        )


def test_words_of_somebody_else_are_not_the_persons_to_take_back(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    other = recording.capture_quote(
        there.session,
        there.plan,
        there.by("sam"),
        text="She should not be out after dark.",
        attribution=Attribution.OTHER,
        speaker="Per Lund",
        method=Method.SPOKEN,
        said_on=there.at.date(),
        may_include=True,
    )
    with pytest.raises(Refusal, match="Per Lund"):
        own_words.mark(there.session, other, QuoteMarkKind.WITHDRAWN, there.by("ida"))


def test_the_same_press_sent_twice_is_one_mark(walk: Walking) -> None:
    there = walk().to(Standing.PARTICIPANT_REVIEW)
    command = there.by("ida")
    own_words.mark(there.session, there.quote, QuoteMarkKind.WITHDRAWN, command)
    own_words.mark(there.session, there.quote, QuoteMarkKind.WITHDRAWN, command)
    assert len(there.session.exec(select(QuoteMark)).all()) >= 1
    assert events(there, "quote.withdrawn") == 1


def test_words_that_staff_type_out_again_after_that_become_a_hole_and_are_not_shared(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    risk = there.lines("risk")[0]
    before = dict(risk.details)
    own_words.mark(there.session, there.quote, QuoteMarkKind.PRIVATE, there.by("ida"))
    typed = {**before, "text": f"The stove, “{WORDS}” and more"}
    editing.save_line(
        there.session, there.plan, risk, details=typed, before=before, based_on=risk.version, command=there.by("sam")
    )
    assert WORDS not in str(risk.details)
    assert "taken-back" in there.refused("share")


def test_a_plan_that_began_under_the_first_lifecycle_goes_back_as_well(walk: Walking) -> None:
    there = walk().to(Standing.PARTICIPANT_REVIEW)
    heads = rows.metadata.tables["stream"]
    there.session.execute(heads.update().where(heads.c.key == there.plan.stream).values(definition=1))
    own_words.mark(there.session, there.quote, QuoteMarkKind.WITHDRAWN, there.by("ida"))
    assert there.plan.standing == Standing.DRAFT
    assert not stands_in(there.session, there.quote, there.plan.working_version_id)
