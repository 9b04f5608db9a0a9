"""Keep a photo of the person's own as the picture of an idea, and take it back. The person does it, or staff with their yes."""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from engine import access
from engine.accounts import Role
from engine.easy_read import EasyLine
from engine.firing import Command, Effect, Outcome, record
from engine.own_pictures import (
    LONGEST_NAME,
    OwnPicture,
    PictureToKeep,
    end_picture,
    keep_picture,
    pictures_of,
    symbol_of,
)
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.versions import Version
from engine.words import exactly
from workflows.acting import acting
from workflows.moving import local_day
from workflows.writers import writer

MOST = 24
"""Pictures of one person at the same time: what fits two calm pages of the board."""


def keep(session: Session, person_id: UUID, command: Command, made: PictureToKeep) -> Outcome:
    """Keep it for this person. Staff say how the person said yes; the person says nothing more than its name."""
    by_themselves = _require(session, person_id, command)
    _refuse_what_is_missing(made, by_themselves=by_themselves)

    def write(_session: Session, _seq: int) -> Effect:
        standing = pictures_of(session, person_id)
        if len(standing) >= MOST:
            raise Refusal(
                say("There are %(most)s pictures already. Take one away first, and then add this one.", most=MOST)
            )
        if any(picture.name.casefold() == made.name.casefold() for picture in standing):
            raise Refusal(
                reasons=[
                    Reason(
                        "name",
                        "There is a picture with this name already. Give this one another name, or take that one away.",
                        "name",
                    )
                ]
            )
        picture = keep_picture(
            session, person_id, made, kept_by=writer(command), kept_by_name=command.actor.name, at=command.at
        )
        return Effect(data={"picture": picture.id, "digest": picture.digest})

    return record(session, command, "picture.kept", stream=f"person:{person_id}", write=write)


def take_back(session: Session, picture: OwnPicture, command: Command) -> Outcome:
    """It is shown nowhere any more, and the photo is gone for good. A frozen version keeps its text and shows no picture."""
    _require(session, picture.person_id, command)

    def write(_session: Session, _seq: int) -> Effect:
        if picture.id not in {row.id for row in pictures_of(session, picture.person_id)}:
            raise Refusal("This picture was taken away before.")
        end_picture(session, picture, by=writer(command), by_name=command.actor.name, at=command.at)
        _leave_drafts(session, symbol_of(picture.id))
        return Effect(data={"picture": picture.id})

    return record(session, command, "picture.taken_back", stream=f"person:{picture.person_id}", write=write)


def _leave_drafts(session: Session, symbol: str) -> None:
    drafts = select(col(Version.id)).where(col(Version.frozen_at).is_(None))
    lines = update(EasyLine).where(col(EasyLine.symbol) == symbol, col(EasyLine.version_id).in_(drafts))
    session.execute(lines.values(symbol=""))


def _require(session: Session, person_id: UUID, command: Command) -> bool:
    """The permission table, asked in the transaction that writes. Says whether it is the person."""
    visitor = acting(session, command)
    access.person_for(session, visitor, person_id, Action.KEEP_PICTURE, on=local_day(command.at))
    return visitor.role is Role.PARTICIPANT


def _refuse_what_is_missing(made: PictureToKeep, *, by_themselves: bool) -> None:
    exactly(made.name, about="name")
    exactly(made.agreed_how, about="agreed_how")
    if not made.name.strip():
        raise Refusal(reasons=[Reason("name", "Say what the picture shows, in a few words.", "name")])
    if len(made.name) > LONGEST_NAME or "·" in made.name:
        raise Refusal(
            reasons=[
                Reason(
                    "name",
                    say("The name has at most %(most)s characters, and no “·” in it.", most=LONGEST_NAME),
                    "name",
                )
            ]
        )
    if not by_themselves and not made.agreed_how.strip():
        raise Refusal(
            reasons=[
                Reason(
                    "agreed",
                    "Write how the person said yes to this picture standing in their plan. Without their yes it is not kept.",
                    "agreed_how",
                )
            ]
        )
