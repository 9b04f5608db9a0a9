"""Every move in every standing of both lifecycles: what is permitted works, all else is refused and changes nothing."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, func, select

from engine.accounts import SYSTEM, Role
from engine.database import Database, writing
from engine.deadlines import Deadline
from engine.events import events
from engine.items import Item
from engine.lifecycle import Lifecycle
from engine.outbox import Message
from engine.permissions import roles_for
from engine.plans import PlanType, Standing
from engine.quotes import Quote
from engine.reviews import Review, ReviewDecisionKind
from engine.rounds import Round
from engine.signatures import Signature
from engine.versions import Version
from tests.workflows.verbs import FIRE
from tests.workflows.walk import Walk
from workflows.lifecycles import ACTIONS, ISP, OPEN, TREATMENT_PLAN

KINDS = [pytest.param("federal_hcbs", PlanType.ISP, id="isp")]
KINDS += [pytest.param("generic_outpatient", PlanType.TREATMENT, id="treatment plan")]

LEADS_TO = {
    Standing.PLANNING_MEETING: {"hold_meeting": Standing.DRAFT},
    Standing.DRAFT: {
        "request_second_review": Standing.SECOND_REVIEW,
        "share": Standing.PARTICIPANT_REVIEW,
        "discard_revision": Standing.SIGNED,
    },
    Standing.SECOND_REVIEW: {
        "approve": Standing.PARTICIPANT_REVIEW,
        "return_to_draft": Standing.DRAFT,
        "discard_revision": Standing.SIGNED,
    },
    Standing.PARTICIPANT_REVIEW: {
        "recall": Standing.DRAFT,
        "ask_for_changes": Standing.DRAFT,
        "agree": Standing.SIGNING,
        "discard_revision": Standing.SIGNED,
    },
    Standing.SIGNING: {
        "recall": Standing.DRAFT,
        "ask_for_changes": Standing.DRAFT,
        "sign": Standing.SIGNING,
        "decline": Standing.SIGNING,
        "record_unable": Standing.SIGNING,
        "complete": Standing.SIGNED,
        "discard_revision": Standing.SIGNED,
    },
    Standing.SIGNED: {
        "take_effect": Standing.SIGNED,
        "open_review": Standing.PERIODIC_REVIEW,
        "amend": Standing.DRAFT,
        "correct": Standing.SIGNED,
    },
    Standing.PERIODIC_REVIEW: {
        "confirm_unchanged": Standing.SIGNED,
        "revise": Standing.DRAFT,
        "replan": Standing.PLANNING_MEETING,
    },
    Standing.CLOSED: {},
}
"""The architecture page's table, from where by which verb to where; the three that are open everywhere are added below."""

EVERYWHERE = {"report_trigger": None, "fall_due": None, "close": Standing.CLOSED}


@pytest.mark.parametrize(("profile", "plan_type"), KINDS)
@pytest.mark.parametrize("standing", list(Standing))
def test_in_each_standing_the_table_works_and_everything_else_is_refused(
    any_house: Database, profile: str, plan_type: PlanType, standing: Standing
) -> None:
    with writing(any_house) as session:
        walk = Walk(session, profile, plan_type=plan_type).to(standing)
        leads = LEADS_TO[standing] | ({} if standing is Standing.CLOSED else EVERYWHERE)
        before = _everything(session)
        for verb in FIRE:
            if verb not in leads:
                assert "wrong-state" in walk.refused(verb, _who(walk, verb))
                assert _everything(session) == before
        for verb, to in leads.items():
            made = session.begin_nested()
            _open_the_gates(walk, verb)
            assert walk.fire(verb, _who(walk, verb)).state == (to or standing)
            assert walk.plan.standing == (to or standing)
            made.rollback()
            assert _everything(session) == before


@pytest.mark.parametrize("lifecycle", [ISP, TREATMENT_PLAN], ids=["isp", "treatment plan"])
def test_the_definition_is_the_table_and_nothing_more(lifecycle: Lifecycle) -> None:
    written = {(move.verb, source) for move in lifecycle.moves for source in move.sources}
    wanted = {(verb, standing.value) for standing, verbs in LEADS_TO.items() for verb in verbs}
    assert written == wanted | {(verb, source) for verb in EVERYWHERE for source in OPEN}
    assert {move.verb for move in lifecycle.moves} == set(FIRE)


@pytest.mark.parametrize("lifecycle", [ISP, TREATMENT_PLAN], ids=["isp", "treatment plan"])
def test_who_may_make_a_move_is_the_permission_tables_say(lifecycle: Lifecycle) -> None:
    for move in lifecycle.moves:
        allowed = {role.value for action in ACTIONS.get(move.verb, ()) for role in roles_for(action)}
        assert move.by - {SYSTEM} == allowed
    assert {move.verb for move in lifecycle.moves if SYSTEM in move.by} == {
        "complete",
        "take_effect",
        "open_review",
        "fall_due",
    }


@pytest.mark.parametrize("standing", [standing for standing in Standing if standing is not Standing.CLOSED])
def test_neither_an_outsider_nor_another_teams_coordinator_moves_anything(house: Database, standing: Standing) -> None:
    with writing(house) as session:
        walk = Walk(session).to(standing)
        before = _everything(session)
        for verb in FIRE:
            for who in ("charlie", "lena", "ada", "avery", "rosa", "gail"):
                assert walk.refused(verb, who)
        assert _everything(session) == before


def test_a_role_that_was_taken_away_moves_nothing(any_house: Database) -> None:
    with writing(any_house) as session:
        walk = Walk(session).to(Standing.DRAFT)
        account = walk.accounts["sam"]
        account.disabled_at = walk.at
        session.add(account)
        session.flush()
        assert walk.refused("share") == ["relation"]


def _who(walk: Walk, verb: str) -> str:
    """Whose move it is."""
    return {
        "approve": "grace",
        "return_to_draft": "grace",
        "ask_for_changes": "ida",
        "sign": "ida",
        "decline": "ida",
        "fall_due": "clock",
        "take_effect": "clock",
    }.get(verb, walk.writer)


def _open_the_gates(walk: Walk, verb: str) -> None:
    """What the move asks for besides where the plan stands."""
    opening: dict[str, Callable[[], object]] = {
        "hold_meeting": walk.meet,
        "agree": walk.answer_all,
        "complete": walk.sign_all,
        "discard_revision": lambda: _pretend_in_force(walk),
        "take_effect": lambda: _ready_again(walk),
        "confirm_unchanged": lambda: walk.decide(ReviewDecisionKind.KEEP),
        "revise": lambda: walk.decide(ReviewDecisionKind.CHANGE),
        "replan": lambda: walk.decide(ReviewDecisionKind.KEEP),
    }
    opening.get(verb, lambda: None)()


def _pretend_in_force(walk: Walk) -> None:
    """The version being written stands in for one that is in force; the move only asks whether there is one."""
    walk.plan.in_force_version_id = walk.plan.working_version_id
    walk.session.add(walk.plan)
    walk.session.flush()


def _ready_again(walk: Walk) -> None:
    """An amendment, signed, on its day."""
    walk.fire("amend")
    walk.save(walk.at.date())
    walk.fire("share")
    walk.answer_all()
    walk.fire("agree")
    walk.sign_all()
    walk.fire("complete")


def _everything(session: Session) -> list[object]:
    """Enough to see any change: how much there is of each, and where every plan stands."""
    session.flush()
    tables = (Version, Item, Quote, Round, Signature, Review, Deadline, Message)
    counts = [session.exec(select(func.count(col(table.id)))).one() for table in tables]
    ends = session.exec(select(Deadline.state).order_by(col(Deadline.id))).all()
    last = session.execute(select(func.count(events.c.seq), func.sum(events.c.seq))).one()
    return [*counts, *ends, *last]


def test_the_ten_roles_are_all_spoken_of() -> None:
    asked = {role for actions in ACTIONS.values() for action in actions for role in roles_for(action)}
    assert set(Role) - asked == {Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR}
