"""What can still be said about an entry once it is kept: that it was read back, mistyped, or seen wrongly.

Nothing here changes words. A quote that was mistyped stays, marked, and the one written down in its place stands beside
it; only whoever wrote it down may say so, and only while nobody was shown it and nobody confirmed it.
"""

from uuid import UUID

from sqlmodel import Session, select

from engine.firing import Command, Effect, Outcome
from engine.items import Item, ItemQuote
from engine.life_areas import LifeArea
from engine.meetings import Meeting, Observation
from engine.plans import Plan
from engine.quote_marks import add_mark
from engine.quotes import Attribution, Method, Quote, QuoteMarkKind, quotes_by_id
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.signatures import Signature
from engine.versions import Version
from workflows.acting import step_of
from workflows.moving import note
from workflows.recording import capture_quote
from workflows.writers import writer


def note_read_back(session: Session, plan: Plan, command: Command, quote: Quote, *, agreed: bool) -> Outcome:
    """The words were read back to whoever expressed them: they said that this is it, or that it is not."""
    kind = QuoteMarkKind.READ_BACK if agreed else QuoteMarkKind.NOT_AGREED

    def write(_seq: int) -> Effect:
        return Effect(data={"quote": quote.id, "mark": mark_quote(session, command, quote.id, kind), "agreed": agreed})

    return note(session, plan, "quote.read_back", command, write=write)


def capture_again(
    session: Session, plan: Plan, command: Command, quote: Quote, *, text: str, meeting: Meeting | None = None
) -> Quote:
    """Write down what was said once more, exactly, and say that the first was mistyped. Both stay in the record.

    Raises Refusal for somebody else's capture, and once the words were confirmed, shown with a plan, or taken back.
    """
    _refuse_others(quote, writer(command))
    first = quotes_by_id(session, [quote.id], private_too=True)[quote.id]
    if first.text == text:
        raise Refusal(
            reasons=[Reason("same", "These are the same words. Change what was mistyped, then save.", "words")]
        )
    again = capture_quote(
        session,
        plan,
        command,
        text=text,
        attribution=Attribution(quote.attribution),
        speaker=quote.speaker,
        method=Method(quote.method),
        said_on=quote.said_on,
        may_include=first.may_include,
        meeting=meeting,
        place=quote.place,
        language=quote.language,
        life_area=LifeArea(quote.life_area) if quote.life_area else None,
        noted_at=quote.noted_at,
        interpreter=quote.interpreter,
    )

    def write(_seq: int) -> Effect:
        require_unused(session, quote)
        mark = mark_quote(session, command, quote.id, QuoteMarkKind.MISTYPED, instead=again.id)
        return Effect(data={"quote": quote.id, "mark": mark, "instead": again.id})

    note(session, plan, "quote.mistyped", step_of(command, "mistyped"), write=write)
    return again


def take_back_observation(session: Session, plan: Plan, command: Command, observation: Observation) -> Outcome:
    """The observer says that they were mistaken. What they had written stays, marked."""
    if observation.observer_id != writer(command):
        raise Refusal(
            say(
                "Only %(observer_name)s can take this back: it stands under their name. Write down what you "
                "saw beside it, under yours.",
                observer_name=observation.observer_name,
            )
        )

    def write(_seq: int) -> Effect:
        session.refresh(observation)
        observation.taken_back_at = observation.taken_back_at or command.at
        session.add(observation)
        session.flush()
        return Effect(data={"observation": observation.id})

    return note(session, plan, "observation.taken_back", command, write=write)


def why_not_mistyped(session: Session, quote: Quote, account_id: UUID) -> str:
    """The sentence that stands in the way of saying that a quote was mistyped; empty where nothing does."""
    try:
        _refuse_others(quote, account_id)
        require_unused(session, quote)
    except Refusal as refusal:
        return refusal.message
    return ""


def _refuse_others(quote: Quote, account_id: UUID) -> None:
    if quote.recorded_by != account_id:
        raise Refusal(
            say(
                "Only %(recorded_by_name)s can say that this was mistyped: they wrote it down. If it is not "
                "what was said, write down what you heard beside it.",
                recorded_by_name=quote.recorded_by_name,
            )
        )


def require_unused(session: Session, quote: Quote) -> None:
    """Raises Refusal once the words were confirmed, stand in a plan, or were taken back."""
    spoken = quotes_by_id(session, [quote.id], private_too=True)[quote.id]
    if spoken.mistyped:
        raise Refusal("This was called mistyped before. What was written down in its place stands beside it.")
    if spoken.withdrawn or spoken.not_meant or spoken.text is None:
        raise Refusal(say("%(speaker)s took these words back. They stay as they are.", speaker=quote.speaker))
    if spoken.read_back:
        raise Refusal(
            say(
                "%(speaker)s confirmed these words when they were read back, so they are not a slip of the "
                "keyboard. Read them back again, and write down what comes then.",
                speaker=quote.speaker,
            )
        )
    if _stands_in_a_plan(session, quote.id):
        raise Refusal(
            "These words stand in a plan, so a slip of the keyboard cannot take them out. Take them out of the draft "
            "first; of a plan that was shared, the person says themselves what they did not mean."
        )


def _stands_in_a_plan(session: Session, quote_id: UUID) -> bool:
    in_text = select(ItemQuote.quote_id).join(Item).join(Version).where(ItemQuote.quote_id == quote_id).limit(1)
    signed = select(Signature.id).where(Signature.words_quote_id == quote_id).limit(1)
    return any(session.exec(query).first() is not None for query in (in_text, signed))


def mark_quote(
    session: Session, command: Command, quote_id: UUID, kind: QuoteMarkKind, *, instead: UUID | None = None
) -> UUID:
    """Add a mark to a quote, inside the event that says so."""
    who, name = writer(command), command.actor.name
    return add_mark(session, quote_id, kind, by=who, by_name=name, at=command.at, instead_id=instead).id
