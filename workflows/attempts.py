"""Somebody tried to answer or sign for another: refused, and noted in a transaction of its own, without what they tried to say.

It is an event of the person's access stream, where “who looked” stands, so no plan moves by it. Where the plan that was
named does not exist, the event stands with the account that tried, so that the two cost the same.
"""

from datetime import datetime
from uuid import UUID

from engine.database import Database, writing
from engine.firing import Command, Effect, record
from engine.ids import new_id
from engine.lifecycle import Actor
from engine.openings import stream_of
from engine.plans import Plan
from workflows.giving import AnsweredForAnother

WHAT = "attempt"
"""What the list of who looked calls it, where an opening names the record that was opened."""


def note_attempt(database: Database, actor: Actor, refused: AnsweredForAnother, *, at: datetime) -> None:
    """Who tried, in which role, on which plan, and which kind of act. Call it once the refused transaction is over."""
    with writing(database) as session:
        plan = session.get(Plan, refused.plan_id)
        stream = stream_of(plan.person_id) if plan else f"account:{actor.account}"
        said: dict[str, str | UUID] = {"what": WHAT, "plan": refused.plan_id, **refused.said}
        command = Command(id=f"attempt:{new_id()}", actor=actor, at=at)
        record(session, command, refused.kind, stream=stream, write=lambda *_: Effect(data=said))
