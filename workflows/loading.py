"""Reads one plan's facts inside the transaction that will move it."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine import kinds
from engine.accounts import SYSTEM, Account, AccountRole, Role
from engine.items import Item
from engine.lifecycle import Actor
from engine.meetings import Meeting, MeetingPurpose, attendance_at
from engine.people import Assignment, Person, Relation
from engine.plans import Plan, PlanType
from engine.reviews import ReviewDecisionKind, decisions_of, open_review_of
from engine.rounds import Reply, Respondent, RoundKind, current_answers, open_round, replies_to
from engine.signatures import newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from workflows import content as contents
from workflows import paths
from workflows.facts import PlanFacts, SlotFacts
from workflows.profiles import profile


def load_facts(session: Session, plan: Plan, actor: Actor, *, on: date) -> PlanFacts:
    """Everything the gates need, read once. Writes nothing."""
    person = session.get_one(Person, plan.person_id)
    rules = profile(plan.profile, on=on)
    version = session.get(Version, plan.working_version_id) if plan.working_version_id else None
    content = contents.read_content(session, plan, version) if version else None
    meeting = latest_meeting(session, plan)
    review = open_review_of(session, plan.id)
    decided = decisions_of(session, review.id) if review else {}
    reviewed = _reviewed_items(session, plan)
    unanswered, changes, talks = _answers(session, plan, content)
    slots = _slots(session, plan)
    review_path = paths.review_path(session, plan, rules, on=on)
    signing_path = paths.signing_path(session, plan, rules, on=on)
    start_met, start_sentence = paths.start_rule(session, version, rules)
    return PlanFacts(
        plan_type=plan.plan_type,
        person_called=person.called,
        today=on,
        related=is_related(session, actor, plan, on=on),
        meeting_held=meeting is not None,
        attendance=len(attendance_at(session, meeting.id)) if meeting else 0,
        person_present=bool(meeting and meeting.person_present),
        absence_explained=bool(meeting and meeting.absence_reason.strip() and meeting.adjustments_offered.strip()),
        interim=bool(version and version.interim_reason and version.interim_until),
        authors=frozenset(str(item.changed_by) for item in content.items) if content else frozenset(),
        has_version=version is not None,
        missing_sections=contents.missing_sections(plan.plan_type, content, rules.required_sections.value)
        if content
        else (),
        unfinished=contents.unfinished(content) if content else (),
        unproven=tuple(dict.fromkeys(found.text for found in contents.unproven(content))) if content else (),
        no_effective_date=bool(version and version.effective_on is None),
        second_review_needed=rules.second_review_required.value,
        second_review_passed=False,
        reviewer="",
        unanswered=unanswered,
        open_changes=changes,
        open_talks=talks,
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
        correctable=bool(rules.immaterial_fields.value),
        words_in_vision=contents.words_in_vision(content) if content else False,
        no_words_explained=bool(content and "no-own-words" in content.waived),
        bare_goals=contents.bare_goals(content) if content else (),
        clinician_wrote=_clinician_wrote(session, content, plan),
    )


def latest_meeting(session: Session, plan: Plan) -> Meeting | None:
    """The planning meeting this plan is being drawn from: the newest since the version in force was begun."""
    query = select(Meeting).where(Meeting.plan_id == plan.id, Meeting.purpose == MeetingPurpose.PLANNING)
    if plan.in_force_version_id:
        begun = session.get_one(Version, plan.in_force_version_id).created_at
        query = query.where(Meeting.created_at > begun)
    return session.exec(query.order_by(col(Meeting.id).desc())).first()


def is_related(session: Session, actor: Actor, plan: Plan, *, on: date) -> bool:
    """Whether the actor stands to this person as their role demands."""
    if actor.role == SYSTEM:
        return True
    account = UUID(actor.account)
    if actor.role in (Role.COORDINATOR, Role.CLINICIAN, Role.PROVIDER):
        return plan.coordinator_id == account or _assigned(session, plan, account, actor.role, on=on)
    if actor.role in (Role.SUPERVISOR, Role.MANAGER):
        held = session.get(AccountRole, (account, actor.role))
        return held is not None and held.team_id in (None, plan.team_id)
    if actor.role == Role.PARTICIPANT:
        own = session.get(Account, account)
        return own is not None and own.person_id == plan.person_id
    query = select(Relation).where(Relation.person_id == plan.person_id, Relation.account_id == account)
    relations = list(session.exec(query))
    if actor.role == Role.GUARDIAN:
        return any(relation.may_decide_on(on) for relation in relations)
    return actor.role == Role.SUPPORTER and any(relation.holds_on(on) for relation in relations)


def _assigned(session: Session, plan: Plan, account: UUID, part: str, *, on: date) -> bool:
    query = select(Assignment).where(
        Assignment.person_id == plan.person_id, Assignment.account_id == account, Assignment.part == part
    )
    return any(assignment.holds_on(on) for assignment in session.exec(query))


def _answers(
    session: Session, plan: Plan, content: contents.Content | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Titles of sections without an answer, with an unanswered change, and with a talk that has not taken place."""
    current = open_round(session, plan.id)
    if current is None or content is None or current.kind != RoundKind.PARTICIPANT_REVIEW:
        return (), (), ()
    given = current_answers(session, current.id, Respondent.PARTICIPANT)
    witnessed = paths.witnessed_sections(session, current.id)
    replies = replies_to(session, [answer.id for answer in given.values()])
    unanswered, changes, talks = [], [], []
    for section in content.under(None):
        title = kinds.shape_of(plan.plan_type, str(section.details["key"])).title
        answer = given.get(section.lineage_id)
        if answer is None:
            if section.lineage_id not in witnessed:
                unanswered.append(title)
        elif answer.reply == Reply.CHANGE and not any(reply.shown_back_at for reply in replies.get(answer.id, [])):
            changes.append(title)
        elif answer.reply == Reply.TALK and not replies.get(answer.id):
            talks.append(title)
    return tuple(unanswered), tuple(changes), tuple(talks)


def _slots(session: Session, plan: Plan) -> tuple[SlotFacts, ...]:
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
            required=slot.required,
            outcome=last[slot.id].outcome if slot.id in last else "",
        )
        for slot in slots_of(session, current.id)
    )


def _reviewed_items(session: Session, plan: Plan) -> list[Item]:
    """What a periodic review decides about: every line of the version in force but the sections themselves."""
    if plan.in_force_version_id is None:
        return []
    query = select(Item).where(Item.version_id == plan.in_force_version_id, Item.kind != "section")
    return list(session.exec(query.order_by(col(Item.position))))


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
