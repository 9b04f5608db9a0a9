"""One plan of one person of the demo's agency, walked from standing to standing with the real verbs."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from engine.accounts import CLOCK, Account, AccountRole, actor_for
from engine.firing import Command, Outcome
from engine.ids import new_id
from engine.items import Item, items_of
from engine.outbox import Message
from engine.people import Person, Relation
from engine.plans import Plan, PlanType, Standing
from engine.quotes import Attribution, Method
from engine.refusals import Refusal
from engine.reviews import ReviewDecisionKind
from engine.rounds import Reply, Round, open_round
from engine.versions import Version
from tests.workflows.verbs import CONTENT, fingerprint, fire
from workflows import agreeing, answering, editing, planning, recording, reviewing
from workflows.agreeing import StaffSigner
from workflows.demo.cast import MEMBERS
from workflows.moving import local_day
from workflows.planning import Line
from workflows.recording import Attendee, MeetingForm

BEGUN = datetime(2026, 3, 2, 15, tzinfo=UTC)
EFFECTIVE = date(2026, 4, 1)
ISP_LINES = (
    Line("strengths", "strength", {"text": "Knows every bus"}),
    Line("needs", "need", {"text": "Somebody who reads letters aloud"}),
    Line("outcomes", "outcome", {"text": "A front door", "how_we_will_know": "The key is Ida’s."}),
    Line("services", "service", {"name": "Supports", "provider": "Lakeside", "frequency": "28 hours a week"}),
    Line("backup", "backup_step", {"text": "A neighbor", "reached_at": "555-0142"}),
    Line("risks", "risk", {"text": "The stove", "mitigation": "It turns itself off."}),
)
TREATMENT = {
    "information": {"text": "Came by own choice."},
    "assessment": {"text": "Screened.", "assessed_by": "N. Haddad"},
    "diagnosis": {"text": "Panic disorder"},
    "problem": {"text": "Panic on the train"},
    "progress_measure": {"text": "Rides a week"},
    "crisis_plan": {"text": "Call Sage."},
    "discharge": {"text": "Eight calm weeks"},
    "consent": {"text": "Explained."},
}
PARTS = {"information": "information", "assessment": "information", "diagnosis": "diagnosis", "problem": "problems"}
PARTS |= {"progress_measure": "progress", "crisis_plan": "crisis", "discharge": "discharge", "consent": "consent"}


class Walk:
    """`at` moves when a test says so. `writer` is the coordinator, or the clinician of a treatment plan."""

    def __init__(
        self,
        session: Session,
        profile: str = "federal_hcbs",
        *,
        plan_type: PlanType = PlanType.ISP,
        guardian: bool = False,
        at: datetime = BEGUN,
    ) -> None:
        self.session, self.at = session, at
        self.writer = "noor" if plan_type is PlanType.TREATMENT else "sam"
        self.accounts = {row.sign_in_name: row for row in session.exec(select(Account))}
        writer = self.accounts[self.writer]
        assert writer.team_id is not None
        self.person = Person(
            id=new_id(),
            full_name="Ida Lund",
            also_called=[],
            team_id=writer.team_id,
            coordinator_id=writer.id,
            created_at=at,
        )
        session.add(self.person)
        session.flush()
        self._add_account("ida", "Ida Lund", "participant", person_id=self.person.id)
        if guardian:
            self._add_account("guardian", "Per Lund", "guardian")
            session.add(
                Relation(
                    id=new_id(),
                    person_id=self.person.id,
                    account_id=self.accounts["guardian"].id,
                    name="Per Lund",
                    kind="guardian",
                    scope=["services"],
                    papers_seen_on=at.date(),
                    created_at=at,
                )
            )
            session.flush()
        self.plan: Plan = planning.begin_plan(session, self.person, plan_type, profile, self.by(self.writer))[0]

    def by(self, who: str, **content: Any) -> Command:
        """What somebody asks for: `ida`, `guardian`, `clock` or a member of the cast."""
        if who == "clock":
            return Command(id=str(uuid.uuid4()), actor=CLOCK, at=self.at, content=content)
        role = {"ida": "participant", "guardian": "guardian"}.get(who) or MEMBERS[who].role
        actor = actor_for(self.accounts[who], role)
        return Command(id=str(uuid.uuid4()), actor=actor, at=self.at, content=content)

    def fire(self, verb: str, who: str = "") -> Outcome:
        """One move, its form filled in."""
        return fire(self.session, self.plan, verb, self.by(who or self.writer, **CONTENT))

    def refused(self, verb: str, who: str = "") -> list[str]:
        """The codes of the reasons why not. Fails where the move is made."""
        with pytest.raises(Refusal) as caught:
            self.fire(verb, who)
        reasons = caught.value.reasons
        assert all(len(reason.text) > 20 and reason.text.endswith(".") for reason in reasons)
        return [reason.code for reason in reasons]

    def to(self, standing: Standing) -> "Walk":
        """Walk on from a plan just begun."""
        steps: Mapping[Standing, Sequence[Any]] = {
            Standing.PLANNING_MEETING: [],
            Standing.DRAFT: [self.meet, self.draft],
            Standing.SECOND_REVIEW: [self.meet, self.draft, lambda: self.fire("request_second_review")],
            Standing.PARTICIPANT_REVIEW: [self.meet, self.draft, lambda: self.fire("share")],
        }
        reviewed = [*steps[Standing.PARTICIPANT_REVIEW], self.answer_all]
        signing = [*reviewed, lambda: self.fire("agree")]
        signed = [*signing, self.sign_all, lambda: self.fire("complete"), self.take_effect]
        steps = {
            **steps,
            Standing.SIGNING: signing,
            Standing.SIGNED: signed,
            Standing.PERIODIC_REVIEW: [*signed, lambda: self.fire("open_review")],
            Standing.CLOSED: [lambda: self.fire("close")],
        }
        for step in steps[standing]:
            step()
        assert self.plan.standing == standing
        return self

    def meet(self) -> None:
        """A meeting, and what Ida said there."""
        form = MeetingForm(held_on=local_day(self.at), attendees=[Attendee("Ida Lund")], notes="Ida: “MY key.”")
        meeting = recording.record_meeting(self.session, self.plan, form, self.by(self.writer))
        self.quote = recording.capture_quote(
            self.session,
            self.plan,
            self.by(self.writer),
            text="I want my own front door with MY key.",
            attribution=Attribution.PARTICIPANT,
            speaker="Ida Lund",
            method=Method.SPOKEN,
            said_on=local_day(self.at),
            may_include=True,
            meeting=meeting,
        )

    def draft(self) -> None:
        """A draft that could be shared."""
        if self.plan.plan_type == PlanType.TREATMENT:
            planning.hold_meeting(self.session, self.plan, self.by(self.writer))
            self._treatment_lines()
        else:
            vision = Line("vision", "vision", {"text": "A door of Ida’s own."}, [self.quote.id])
            planning.hold_meeting(self.session, self.plan, self.by(self.writer), lines=[vision, *ISP_LINES])
        self.save(EFFECTIVE)

    def save(self, effective_on: date) -> None:
        """Save the revision with its day."""
        editing.save_revision(self.session, self.plan, self.by(self.writer), effective_on=effective_on)

    def answer(self, who: str, section: Item, reply: Reply = Reply.YES, comment: str = "") -> Outcome:
        """One answer."""
        command = self.by(who)
        return answering.answer(
            self.session, self.plan, command, section=section.lineage_id, reply=reply, comment=comment
        )

    def answer_all(self) -> None:
        """Yes to everything."""
        for section in self.sections():
            self.answer("ida", section)

    def sign_all(self) -> None:
        """Everybody who is asked signs."""
        for who in ("ida", "guardian", self.writer):
            if who in self.accounts:
                self.fire("sign", who)

    def agree_with(self, *staff: StaffSigner) -> Outcome:
        """Go on to signing with chosen staff."""
        return agreeing.agree(self.session, self.plan, self.by(self.writer, **CONTENT), staff=staff)

    def take_effect(self) -> None:
        """The clock, on the effective day."""
        self.at = datetime.combine(self.version.effective_on or EFFECTIVE, self.at.timetz())
        self.fire("take_effect", "clock")

    def later(self, days: int) -> None:
        """Days go by."""
        self.at += timedelta(days=days)

    def decide(self, decision: ReviewDecisionKind, kind: str = "", who: str = "") -> None:
        """The same decision about every line in force, or those of one kind."""
        for item in self.in_force_lines():
            if not kind or item.kind == kind:
                reviewing.decide(
                    self.session,
                    self.plan,
                    self.by(who or self.writer),
                    lineage_id=item.lineage_id,
                    decision=decision,
                    reason="Talked through with Ida.",
                )

    @property
    def version(self) -> Version:
        """What is being written or asked about, else what is in force."""
        return self.session.get_one(Version, self.plan.working_version_id or self.plan.in_force_version_id)

    @property
    def fingerprint(self) -> str:
        """Of the version being asked about."""
        return fingerprint(self.session, self.plan)

    def sections(self) -> list[Item]:
        """The parts of that version."""
        return [item for item in items_of(self.session, self.version.id) if item.kind == "section"]

    def lines(self, kind: str) -> list[Item]:
        """The lines of a kind in that version."""
        return [item for item in items_of(self.session, self.version.id) if item.kind == kind]

    def in_force_lines(self) -> list[Item]:
        """What a review decides about."""
        assert self.plan.in_force_version_id is not None
        return [item for item in items_of(self.session, self.plan.in_force_version_id) if item.kind != "section"]

    def heard(self, who: str) -> list[str]:
        """The kinds of message somebody got about this plan, newest first."""
        mine = select(Message).where(Message.recipient == self.accounts[who].id, Message.stream == self.plan.stream)
        return [row.kind for row in self.session.exec(mine.order_by(col(Message.cause_seq).desc()))]

    def round(self) -> Round:
        """The attempt that is open."""
        current = open_round(self.session, self.plan.id)
        assert current is not None
        return current

    def _add_account(self, name: str, full_name: str, role: str, **more: Any) -> None:
        account = Account(id=new_id(), sign_in_name=f"walk-{name}", name=full_name, created_at=self.at, **more)
        self.session.add(account)
        self.session.flush()
        self.session.add(AccountRole(account_id=account.id, role=role))
        self.session.flush()
        self.accounts[name] = account

    def _treatment_lines(self) -> None:
        parts = editing.sections_by_key(self.session, self.version)
        for kind, details in TREATMENT.items():
            line = self._add(kind, parts[PARTS[kind]], details)
            if kind == "information":
                editing.use_quote(self.session, self.plan, line, self.quote.id, self.by(self.writer))
        goal = self._add("goal", parts["goals"], {"text": "Rides the train"})
        behavior = {"behavior": "Three stops", "measure": "Rides a week", "timeframe": "Eight weeks"}
        objective = self._add("objective", goal, behavior)
        done = {"frequency": "Weekly", "duration": "50 minutes", "modality": "Individual", "responsible": "N. Haddad"}
        self._add("intervention", objective, {"text": "Exposure in steps", **done})

    def _add(self, kind: str, parent: Item, details: Mapping[str, Any]) -> Item:
        return editing.add_line(
            self.session, self.plan, kind=kind, parent=parent, details=details, command=self.by(self.writer)
        )
