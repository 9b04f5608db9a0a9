"""Answers, signatures, review decisions and corrections of one version, as papers take them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from documents.paper import (
    AnswerPaper,
    CorrectionPaper,
    Decision,
    ObservationPaper,
    Outcome,
    PartNotAgreedPaper,
    QuotePaper,
    ReviewDecisionPaper,
    SignaturePaper,
)
from documents.tongue import called, furniture, printed
from documents.wording import language_name
from engine import kinds
from engine.accounts import Account
from engine.clock import day_of
from engine.items import Item
from engine.originals import ShownCopy
from engine.presses import SeenBy
from engine.quotes import Spoken, quotes_by_id
from engine.reviews import Review, decisions_of
from engine.rounds import (
    Answer,
    Respondent,
    Round,
    RoundKind,
    Silence,
    WitnessedExpression,
    current_answers,
    words_of_answers,
)
from engine.settings import Settings
from engine.signatures import Slot
from engine.versions import Version, VersionKind
from engine.words_beside import Beside
from web.frame import current_frame, speaking_as
from web.papers.guarded import Guarded
from web.papers.language import paper_language
from web.papers.quotes import quote_papers, staff_text
from web.signature_view import SignatureView, slot_views
from web.signature_words import capacity_words

_WAYS = {"own session": "own session", "hand-over sitting": "hand-over sitting", "on paper": "on paper", "own": "own"}
"""In which sitting and on whose device something was given, as the records call it and papers say it."""

_BY_STAFF = ("unable", "unreachable", "refused", "not required", "waived by policy")
"""Outcomes that staff wrote down for a signer; every other reason is the signer’s own."""


def rounds_on(session: Session, version: Version) -> list[Round]:
    return list(session.exec(select(Round).where(Round.version_id == version.id).order_by(Round.id)))  # type: ignore[arg-type]


def answers(
    session: Session,
    section: UUID,
    rounds: Sequence[Round],
    settings: Settings,
    shown: Guarded[Any],
    beside: Beside,
) -> tuple[AnswerPaper, ...]:
    """What the person answered, what a guardian answered beside them, and “not answered on this paper”.

    An answer that is not for everybody is on no paper, and a part without any answer looks the same.
    """
    review = _newest_review(rounds)
    if review is None:
        return ()
    found: list[AnswerPaper] = []
    for respondent in Respondent:
        answer = current_answers(session, review.id, respondent).get(section)
        if answer is not None and answer.seen_by == SeenBy.TEAM:
            found.append(_answer(session, answer, respondent, settings, beside))
        elif respondent is Respondent.PARTICIPANT and review.ended_at is not None:
            found.append(
                AnswerPaper(
                    respondent=furniture("The person"),
                    answer=furniture("Not answered on this paper"),
                    reason=_why_silent(session, review, shown),
                )
            )
    return tuple(found)


def witnessed(
    session: Session, section: UUID, rounds: Sequence[Round], settings: Settings
) -> tuple[ObservationPaper, ...]:
    """What a witness saw or heard the person express: an observation, never printed as the person's answer."""
    review = _newest_review(rounds)
    if review is None:
        return ()
    query = select(WitnessedExpression).where(
        WitnessedExpression.round_id == review.id, WitnessedExpression.section == section
    )
    return tuple(
        ObservationPaper(
            seen=row.seen,
            observer=row.witness_name,
            capacity=furniture("witness; this does not count as a yes"),
            observed_on=day_of(row.at, settings.time_zone),
        )
        for row in session.exec(query)
    )


def _newest_review(rounds: Sequence[Round]) -> Round | None:
    return next((row for row in reversed(rounds) if row.kind == RoundKind.PARTICIPANT_REVIEW), None)


def _answer(
    session: Session, answer: Answer, respondent: Respondent, settings: Settings, beside: Beside
) -> AnswerPaper:
    words = {
        "yes": furniture("Yes, this is right"),
        "change": furniture("Change this"),
        "don’t know": furniture("I don’t know"),
        "talk": furniture("I want to talk to someone"),
    }
    ids = words_of_answers(session, [answer])[answer.id] if beside.opens(answer.account_id) else []
    said = {key: quote for key, quote in quotes_by_id(session, ids).items() if not quote.private}
    spoken = quote_papers(session, said)
    return AnswerPaper(
        respondent=_named_respondent(session, answer, respondent),
        answer=words[answer.reply],
        way=_sat(answer.way, answer.device),
        given_on=day_of(answer.at, settings.time_zone),
        helped_by=answer.helped_by,
        comments=tuple(spoken[key] for key in ids if key in spoken),
    )


def _named_respondent(session: Session, answer: Answer, respondent: Respondent) -> str:
    name = session.get_one(Account, answer.account_id).name
    return name if respondent is Respondent.PARTICIPANT else furniture("%(name)s (guardian)", name=name)


def _why_silent(session: Session, review: Round, shown: Guarded[Any]) -> str:
    rows = session.exec(select(Silence).where(Silence.round_id == review.id)).all()
    return "; ".join(f"{row.kind}: {shown.other(row.reason)} ({row.recorded_by_name})" for row in rows)


def signatures(
    session: Session, version: Version, settings: Settings, shown: Guarded[Any], beside: Beside
) -> tuple[SignaturePaper, ...]:
    """Every slot with its last word; slots of a round under way that nobody filled are printed as waiting.

    A correction has no round of its own: the signatures of the version before it are shown as that version's.
    """
    if version.kind == VersionKind.CORRECTION and version.based_on_id is not None:
        before = session.get_one(Version, version.based_on_id)
        mark = furniture("Signature of version %(before)s, before this correction. ", before=before.number)
        return tuple(
            replace(row, meaning=mark + row.meaning) for row in signatures(session, before, settings, shown, beside)
        )
    # A paper is in one language, whatever that of the page on which somebody asks for it.
    with speaking_as(replace(current_frame(), language=paper_language())):
        return _in_order(session, version, settings, shown, beside)


def _in_order(
    session: Session, version: Version, settings: Settings, shown: Guarded[Any], beside: Beside
) -> tuple[SignaturePaper, ...]:
    attempts = rounds_on(session, version)
    views = [view for row in attempts if row.kind == RoundKind.SIGNING for view in slot_views(session, row, beside)]
    found: list[SignaturePaper] = []
    for view in views:
        found += [_signature(session, said, settings, shown, earlier=True) for said in view.before]
        found.append(
            _signature(session, view.last, settings, shown)
            if view.last
            else SignaturePaper(printed_name=view.slot.name, capacity=_capacity(view.slot), outcome="waiting")
        )
    return tuple(found)


def _signature(
    session: Session, view: SignatureView, settings: Settings, shown: Guarded[Any], *, earlier: bool = False
) -> SignaturePaper:
    row = view.row
    by_staff = row.outcome in _BY_STAFF
    slot = session.get_one(Slot, row.slot_id)
    return SignaturePaper(
        id=str(row.id),
        printed_name=row.printed_name,
        capacity=_capacity(slot),
        outcome=cast("Outcome", row.outcome),
        meaning=row.meaning,
        method="" if by_staff else _capital(view.how),
        signed_on=row.signed_on,
        recorded_at=row.recorded_at.astimezone(ZoneInfo(settings.time_zone)),
        reason=shown.other(row.reason) if by_staff else row.reason,
        witness="" if row.seen else view.seen_by,
        explained=row.explained,
        offered_again_on=row.offered_again_on,
        own_words=_paper(session, view.words),
        said=_paper(session, view.said),
        written_name=row.written_name,
        mark=_picture(session, view),
        mark_alt=furniture(
            "%(what)s, from %(name)s", what=row.mark_words or furniture("A picture"), name=row.printed_name
        ),
        seen=_seen(view, settings) if row.seen else None,
        parts=tuple(PartNotAgreedPaper(title=part.title, words=_paper(session, part.words)) for part in view.parts),
        given=_capital(_sat(row.way, row.device)),
        helped_by=row.helped_by,
        shown_as=""
        if by_staff or row.seen
        else furniture("%(shown_as)s, in %(language)s", shown_as=view.shown_as, language=language_name(row.language)),
        fingerprint=row.fingerprint[:12],
        received_on=row.received_on,
        late_reason=shown.other(row.late_reason),
        citation=row.citation,
        recorded_by=row.recorded_by_name if by_staff or row.recorded_by != row.account_id or row.received_on else "",
        earlier=earlier,
    )


def _sat(way: str, device: str) -> str:
    """In which sitting, and on whose device."""
    return ", ".join(
        piece
        for piece in (
            called(_WAYS.get(way, way)),
            furniture("%(device)s device", device=called(_WAYS.get(device, device))) if device else "",
        )
        if piece
    )


def _capacity(slot: Slot) -> str:
    said = _capital(capacity_words(slot.capacity))
    return (
        furniture("%(said)s, in the place of a %(stands_for)s", said=said, stands_for=capacity_words(slot.stands_for))
        if slot.stands_for
        else said
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _paper(session: Session, words: Spoken | None) -> QuotePaper | None:
    """The signer's own words, with the picture where they are one; nothing that they keep private."""
    if words is None or words.private:
        return None
    return quote_papers(session, {words.id: words}).get(words.id)


def _picture(session: Session, view: SignatureView) -> bytes:
    """A drawing or a mark. The scan of a signed page is kept, and is not printed into the plan once more."""
    if view.mark_kind != "picture" or view.row.mark_id is None or view.row.received_on is not None:
        return b""
    copy = session.get(ShownCopy, view.row.mark_id)
    return copy.content if copy is not None and copy.media_type in ("image/png", "image/jpeg") else b""


def _seen(view: SignatureView, settings: Settings) -> ObservationPaper:
    return ObservationPaper(
        seen=view.row.seen,
        observer=view.row.witness,
        capacity=furniture(
            "%(witness_capacity)s; this is not a signature", witness_capacity=capacity_words(view.row.witness_capacity)
        ),
        observed_on=day_of(view.row.recorded_at, settings.time_zone),
    )


def decisions(
    session: Session, version: Version, settings: Settings, shown: Guarded[Any]
) -> tuple[ReviewDecisionPaper, ...]:
    """The review that led to this version, if one did."""
    if version.based_on_id is None:
        return ()
    review = session.exec(
        select(Review).where(Review.version_id == version.based_on_id, Review.plan_id == version.plan_id)
    ).first()
    if review is None or review.completed_at is None or review.completed_at > version.created_at:
        return ()
    items = {item.lineage_id: item for item in session.exec(select(Item).where(Item.version_id == version.based_on_id))}
    return tuple(
        ReviewDecisionPaper(
            item=_named(items[lineage], shown),
            decision=cast("Decision", row.decision),
            reason=shown.other(row.reason),
            decided_by=row.by_name,
            decided_on=day_of(row.at, settings.time_zone),
        )
        for lineage, row in decisions_of(session, review.id).items()
        if lineage in items
    )


def corrections(
    session: Session, version: Version, settings: Settings, shown: Guarded[Any]
) -> tuple[CorrectionPaper, ...]:
    """What a correction mended: before and after, by whom and when."""
    if version.kind != "correction" or version.based_on_id is None:
        return ()
    before = {
        item.lineage_id: item for item in session.exec(select(Item).where(Item.version_id == version.based_on_id))
    }
    return tuple(
        CorrectionPaper(
            what=f"{printed(kinds.label_of(item.kind))}: {printed(kinds.title_of(item.kind, name))}",
            before=shown.other(str(before[item.lineage_id].details.get(name) or "")),
            after=shown.other(str(value or "")),
            corrected_by=item.changed_by_name,
            corrected_on=day_of(item.changed_at, settings.time_zone),
        )
        for item in session.exec(select(Item).where(Item.version_id == version.id))
        if item.lineage_id in before
        for name, value in item.details.items()
        if value != before[item.lineage_id].details.get(name)
    )


def _named(item: Item, shown: Guarded[Any]) -> str:
    for name in kinds.staff_fields(item.kind):
        if text := str(item.details.get(name) or "").strip():
            return f"{printed(kinds.label_of(item.kind))}: {staff_text(shown.other(text), {})[:120]}"
    return printed(kinds.label_of(item.kind))
