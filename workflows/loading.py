"""Reads one plan's facts inside the transaction that will move it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine import kinds
from engine.access import reads_answer
from engine.accounts import SYSTEM, AccountRole, Role
from engine.allowed import allowed
from engine.items import Item, items_of
from engine.lifecycle import Actor
from engine.meetings import Meeting, MeetingPurpose, attendance_to_print
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan, PlanType
from engine.presses import SeenBy
from engine.quotes import quotes_of
from engine.reviews import ReviewDecisionKind, decisions_of, open_review_of
from engine.rounds import Answer, Reply, Respondent, RoundKind, current_answers, open_round, replies_to
from engine.signatures import ended, fills, newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from engine.visitors import visitor_for
from workflows import content as contents
from workflows import disagreements, paths, placing, proving
from workflows.facts import PlanFacts, SlotFacts
from workflows.out_of_circle import is_out
from workflows.profiles import Profile, Satisfies, profile

OUTSIDE = (Role.GUARDIAN, Role.SUPPORTER, Role.PROVIDER)
"""Roles that are not told that there is an answer for others than everybody. None of them moves a plan by it."""

NOT_NAMED = "a part that is between them and who they told it to"
"""Stands for the part of an answer that the actor may not read."""


def load_facts(
    session: Session, plan: Plan, actor: Actor, *, on: date, actions: Collection[Action] = frozenset(Action)
) -> PlanFacts:
    """Everything the gates need, read once. Writes nothing. `actions` are those the permission table is asked about."""
    person = session.get_one(Person, plan.person_id)
    rules = profile(plan.profile, on=on)
    version = session.get(Version, plan.working_version_id) if plan.working_version_id else None
    content = contents.read_content(session, plan, version) if version else None
    spoken = contents.spoken_in(session, content) if content else {}
    meeting = latest_meeting(session, plan)
    review = open_review_of(session, plan.id)
    decided = decisions_of(session, review.id) if review else {}
    reviewed = _reviewed_items(session, plan)
    unanswered, changes, talks = _answers(session, plan, content, rules, actor)
    reading_until = paths.reading_until(session, plan, rules, on=on)
    slots = _slots(session, plan, on=on)
    review_path = paths.review_path(session, plan, rules, on=on)
    signing_path = paths.signing_path(session, plan, rules, on=on)
    start_met, start_sentence = paths.start_rule(session, version, rules, on=on)
    return PlanFacts(
        plan_type=plan.plan_type,
        person_called=person.called,
        today=on,
        allowed=actions_open_to(session, actor, plan, actions, on=on),
        meeting_held=meeting is not None,
        attendance=len(attendance_to_print(session, meeting.id)) if meeting else 0,
        person_present=bool(meeting and meeting.person_present),
        absence_explained=bool(meeting and meeting.absence_reason.strip() and meeting.adjustments_offered.strip()),
        interim=bool(version and version.interim_reason and version.interim_until),
        authors=frozenset(str(author) for author in authors_of(session, plan)),
        has_version=version is not None,
        missing_sections=contents.missing_sections(plan.plan_type, content, rules.required_sections.value)
        if content
        else (),
        unfinished=contents.unfinished(content) if content else (),
        taken_back_in=contents.taken_back_in(content, spoken) if content else (),
        easy_read_out_of_date=contents.easy_read_out_of_date(content) if content else (),
        unproven=_unproven(session, plan, version, content),
        words_without_place=_words_without_place(session, plan, version, content),
        no_effective_date=bool(version and version.effective_on is None),
        second_review_needed=rules.second_review_required.value,
        reading_until=reading_until,
        reading_rule=rules.reading_time_days.foundation if rules.reading_time_days else "",
        sent_every_part=_sent_every_part(session, plan, content),
        unanswered=unanswered,
        open_changes=changes,
        open_talks=talks,
        untalked=_untalked(session, plan, content),
        silence_path_ran=review_path.ran,
        silence_path=review_path.sentence,
        slots=slots,
        signing_path_ran=signing_path.ran,
        signing_path=signing_path.sentence,
        version_in_force=plan.in_force_version_id is not None,
        effective_on=version.effective_on if version else None,
        start_rule_met=start_met,
        start_rule=start_sentence,
        undecided_items=tuple(_name(item) for item in reviewed if item.lineage_id not in decided) if review else (),
        changed_items=tuple(
            _name(item)
            for item in reviewed
            if item.lineage_id in decided and decided[item.lineage_id].decision != ReviewDecisionKind.KEEP
        ),
        correctable=_has_correctable(reviewed, rules),
        words_in_vision=contents.words_in_vision(content, spoken) if content else False,
        no_words_explained=bool(content and "no-own-words" in content.waived),
        bare_goals=contents.bare_goals(content) if content else (),
        clinician_wrote=_clinician_wrote(session, content, plan),
    )


def _words_without_place(
    session: Session, plan: Plan, version: Version | None, content: contents.Content | None
) -> int:
    """How many of the person's words wait for a place in the draft. A version that is frozen asks for none any more."""
    if version is None or content is None or version.frozen_at is not None:
        return 0
    return len(placing.without_place(session, plan, content, quotes_of(session, plan.person_id)))


def _unproven(
    session: Session, plan: Plan, version: Version | None, content: contents.Content | None
) -> tuple[str, ...]:
    """What is open in a draft. A frozen version was proved when it was frozen."""
    if version is None or content is None or version.frozen_at is not None:
        return ()
    return tuple(dict.fromkeys(found.sentence for found in proving.open_passages(session, plan, version, content)))


def latest_meeting(session: Session, plan: Plan) -> Meeting | None:
    """The planning meeting this plan is being drawn from: the newest since the version in force was begun."""
    query = select(Meeting).where(Meeting.plan_id == plan.id, Meeting.purpose == MeetingPurpose.PLANNING)
    if plan.in_force_version_id:
        begun = session.get_one(Version, plan.in_force_version_id).created_at
        query = query.where(Meeting.created_at > begun)
    return session.exec(query.order_by(col(Meeting.id).desc())).first()


def actions_open_to(
    session: Session, actor: Actor, plan: Plan, actions: Collection[Action], *, on: date
) -> frozenset[Action]:
    """Those of the actions that the permission table opens to the actor on this plan; none where the role was lost."""
    if actor.role == SYSTEM:
        return frozenset()
    visitor = visitor_for(session, UUID(actor.account), actor.role)
    return allowed(session, visitor, actions, plan.id, on=on) if visitor else frozenset()


def authors_of(session: Session, plan: Plan) -> set[UUID]:
    """Who began the version being written, or wrote any text in it that is not in force yet.

    A line carried over from the version in force has its author there; taking a version back makes nobody less its author.
    """
    version = session.get(Version, plan.working_version_id) if plan.working_version_id else None
    if version is None:
        return set()
    in_force = session.get(Version, plan.in_force_version_id) if plan.in_force_version_id else None
    since = in_force.frozen_at if in_force else None
    lines = items_of(session, version.id)
    return {version.created_by} | {line.changed_by for line in lines if since is None or line.changed_at > since}


def _answers(
    session: Session, plan: Plan, content: contents.Content | None, rules: Profile, actor: Actor
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Titles of sections without an answer, with an unanswered change, and with a talk that has not taken place."""
    current = open_round(session, plan.id)
    if current is None or content is None or current.kind != RoundKind.PARTICIPANT_REVIEW:
        return (), (), ()
    given = current_answers(session, current.id, Respondent.PARTICIPANT)
    passes = rules.witnessed_passes(Satisfies.GATE)
    witnessed = paths.witnessed_sections(session, current.id) if passes else set()
    replies = replies_to(session, [answer.id for answer in given.values()])
    unanswered, changes, talks = [], [], []
    for section in content.under(None):
        title = kinds.shape_of(plan.plan_type, str(section.details["key"])).title
        answer = given.get(section.lineage_id)
        if answer is None:
            if section.lineage_id not in witnessed:
                unanswered.append(title)
        elif actor.role in OUTSIDE and answer.seen_by != SeenBy.TEAM:
            continue
        elif answer.reply == Reply.CHANGE and not any(reply.shown_back_at for reply in replies.get(answer.id, [])):
            changes.append(title if _may_read(session, plan, actor, answer) else NOT_NAMED)
        elif answer.reply == Reply.TALK and not replies.get(answer.id):
            talks.append(title if _may_read(session, plan, actor, answer) else NOT_NAMED)
    return tuple(unanswered), tuple(changes), tuple(talks)


def _sent_every_part(session: Session, plan: Plan, content: contents.Content | None) -> bool:
    current = open_round(session, plan.id)
    if current is None or content is None or current.kind != RoundKind.PARTICIPANT_REVIEW:
        return False
    given = current_answers(session, current.id, Respondent.PARTICIPANT)
    return all(section.lineage_id in given for section in content.under(None))


def _may_read(session: Session, plan: Plan, actor: Actor, answer: Answer) -> bool:
    """Whether a gate may name to this actor which part the answer is about."""
    if answer.seen_by == SeenBy.TEAM:
        return True
    visitor = visitor_for(session, UUID(actor.account), actor.role) if actor.role != SYSTEM else None
    return visitor is not None and reads_answer(session, visitor, plan.person_id, answer.seen_by)


def _untalked(session: Session, plan: Plan, content: contents.Content | None) -> tuple[str, ...]:
    """Titles of the sections about which two people beside each other see it differently, until staff talked with both."""
    current = open_round(session, plan.id)
    if current is None or content is None or current.kind != RoundKind.PARTICIPANT_REVIEW:
        return ()
    found = set(disagreements.untalked(session, current))
    rows = [section for section in content.under(None) if section.lineage_id in found]
    return tuple(kinds.shape_of(plan.plan_type, str(row.details["key"])).title for row in rows)


def _slots(session: Session, plan: Plan, *, on: date) -> tuple[SlotFacts, ...]:
    current = open_round(session, plan.id)
    if current is None or current.kind != RoundKind.SIGNING:
        return ()
    last = newest_by_slot(signatures_of(session, current.version_id))
    return tuple(
        SlotFacts(
            slot_id=slot.id,
            capacity=slot.capacity,
            name=slot.name,
            account=str(slot.account_id or ""),
            required=slot.required and not is_out(session, slot, on=on),
            outcome=last[slot.id].outcome if slot.id in last else "",
            place=slot.place,
            fills=fills(last.get(slot.id)),
            ended=ended(last.get(slot.id)) or is_out(session, slot, on=on),
        )
        for slot in slots_of(session, current.id)
    )


def _reviewed_items(session: Session, plan: Plan) -> list[Item]:
    """What a periodic review decides about: every line of the version in force but the sections themselves."""
    if plan.in_force_version_id is None:
        return []
    query = select(Item).where(Item.version_id == plan.in_force_version_id, Item.kind != "section")
    return list(session.exec(query.order_by(col(Item.position))))


def _has_correctable(in_force: list[Item], rules: Profile) -> bool:
    """Whether a line in force has a field that the profile lets be corrected."""
    kinds_listed = {name.split(".")[0] for name in rules.immaterial_fields.value}
    return any(item.kind in kinds_listed for item in in_force)


def _clinician_wrote(session: Session, content: contents.Content | None, plan: Plan) -> bool:
    if content is None or plan.plan_type != PlanType.TREATMENT:
        return False
    authors = {item.changed_by for item in content.items}
    query = select(AccountRole).where(col(AccountRole.account_id).in_(authors), AccountRole.role == Role.CLINICIAN)
    return session.exec(query).first() is not None


def _name(item: Item) -> str:
    for field in kinds.staff_fields(item.kind):
        text = str(item.details.get(field) or "").strip()
        if text:
            return f"{kinds.KINDS[item.kind].label.lower()} “{text[:60]}”"
    return kinds.KINDS[item.kind].label.lower()
