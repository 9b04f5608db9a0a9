"""A yes counts for the text it was said to: what somebody said to a part the time before, and whether it changed since."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from engine.plans import Plan
from engine.rounds import Reply, Respondent, Round, RoundKind, current_answers, rounds_of
from engine.versions import Version
from web.comparing import changes_in
from web.plan_view import SectionView, version_view


@dataclass(frozen=True)
class SaidYesBefore:
    """When they said yes the time before, and whether the part is another one now."""

    at: datetime
    changed: bool


def said_yes_before(
    session: Session, plan: Plan, current: Round, respondent: Respondent, sections: list[SectionView]
) -> dict[UUID, SaidYesBefore]:
    """Part by part, from the round before this one. Private words count as they do for everybody else: not at all."""
    earlier = [row for row in rounds_of(session, plan.id) if row.kind == RoundKind.PARTICIPANT_REVIEW]
    before = next((row for row in earlier if row.id < current.id), None)
    if before is None:
        return {}
    yes = {
        section: answer.at
        for section, answer in current_answers(session, before.id, respondent).items()
        if answer.reply == Reply.YES
    }
    if not yes:
        return {}
    read = version_view(session, plan, session.get_one(Version, before.version_id))
    old = {section.lineage_id: section for section in read}
    return {
        section.lineage_id: SaidYesBefore(
            yes[section.lineage_id], bool(changes_in(old.get(section.lineage_id), section))
        )
        for section in sections
        if section.lineage_id in yes
    }
