"""“I do not agree with this part”: chosen before signing, as often as wanted; signing makes it stay."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlmodel import Session

from engine import kinds
from engine.firing import Command, Effect, Outcome
from engine.items import items_of
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Refusal
from engine.signatures import SigningChoice, Slot, choices_of
from engine.versions import Version
from engine.words import exactly
from workflows.keeping_files import KeptFile, keep_file, with_file
from workflows.loading import load_facts
from workflows.moving import local_day, note
from workflows.signing_rows import slot_of_round


def choose_parts(
    session: Session, plan: Plan, command: Command, *, parts: Collection[UUID], words: Mapping[UUID, str]
) -> Outcome:
    """These are the parts that the signer will not agree with; those chosen before and left out now go again."""
    for text in words.values():
        exactly(text, about="words")

    def write(_seq: int) -> Effect:
        slot = own_slot(session, plan, command)
        titles = titles_of(session, slot.version_id)
        if not set(parts) <= titles.keys():
            raise NotFound()
        if titles and set(parts) == titles.keys():
            raise Refusal("You chose every part. You can say no to the whole plan instead.", about="part")
        before = {row.section: row for row in choices_of(session, slot.id)}
        for section, row in before.items():
            if section not in parts:
                session.delete(row)
        for section in parts:
            row = before.get(section) or SigningChoice(slot_id=slot.id, section=section, at=command.at)
            row.words = words.get(section, row.words)
            session.add(row)
        session.flush()
        return Effect(data={"slot": slot.id, "parts": len(parts)})

    return note(session, plan, "signature.parts_chosen", command, write=write, needs=Action.SIGN)


def say_about_part(session: Session, plan: Plan, command: Command, *, section: UUID, file: KeptFile) -> Outcome:
    """A recording, a drawing or a photo about one chosen part, in place of words or beside them."""

    def write(_seq: int) -> Effect:
        slot = own_slot(session, plan, command)
        row = session.get(SigningChoice, (slot.id, section))
        if row is None:
            raise NotFound()
        row.file_id = keep_file(session, plan, command, file).id
        session.add(row)
        session.flush()
        return Effect(data={"slot": slot.id})

    return note(session, plan, "signature.parts_chosen", with_file(command, file), write=write, needs=Action.SIGN)


def own_slot(session: Session, plan: Plan, command: Command) -> Slot:
    """The slot of whoever acts, in the round that is under way. Raises NotFound."""
    facts = load_facts(session, plan, command.actor, on=local_day(command.at))
    own = facts.own_slot(command.actor.account, command.actor.role)
    if own is None:
        raise NotFound()
    return slot_of_round(session, plan, own.slot_id)


def titles_of(session: Session, version_id: UUID) -> dict[UUID, str]:
    """The parts of a version by lineage, in order, with their numbers and their names for the person."""
    version = session.get_one(Version, version_id)
    sections = [item for item in items_of(session, version_id) if item.kind == "section"]
    return {
        item.lineage_id: f"{number}. {kinds.shape_of(version.plan_type, str(item.details['key'])).for_the_person}"
        for number, item in enumerate(sections, 1)
    }
