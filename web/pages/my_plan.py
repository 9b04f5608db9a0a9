"""The person's own room: what waits for them, one part at a time, the four answers, and talking to someone.

A guardian has the same room beside it, with answers and a signature of their own.
"""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import now, today
from engine.database import reading, writing
from engine.openings import opened
from engine.permissions import Action
from engine.refusals import NotFound, Refusal
from engine.rounds import Reply
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, frame_of, settings_of
from web.doing import refuse_what_is_wrong
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_room import REPLY_KEYS, Room, answer_words, room_for, rooms_of
from web.part_reading import reading_of_part
from web.reading_choices import Reading
from web.reading_view import PartRead
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import answering, happenings


@get("/my-plan", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """What waits here: to answer, to sign, to see; and the plan in force."""
    visitor, on = signed_in(request), _today(request)
    if visitor.role not in ("participant", "guardian"):
        raise NotFound()
    with reading(database_of(request)) as session:
        rooms = rooms_of(session, visitor, on=on)
    for room in rooms:
        opened(database_of(request), visitor.visitor, room.person.id, f"plan:{room.plan.id}", at=now())
    return page(request, "my_plan/show.html", rooms=rooms, own=visitor.role == "participant", title_of=plan_title)


@get("/my-plan/stop", sync_to_thread=True)
def stop(request: Asked) -> Answer:
    """Everything is saved; come back whenever."""
    signed_in(request)
    return page(request, "my_plan/stop.html")


@get("/my-plan/talk", sync_to_thread=True)
def talk(request: Asked) -> Answer:
    """Ask to talk, about any of one's plans."""
    visitor = signed_in(request)
    with reading(database_of(request)) as session:
        rooms = [room for room in rooms_of(session, visitor, on=_today(request)) if room.plan.closed_at is None]
        return page(
            request,
            "my_plan/talk.html",
            rooms=rooms,
            title_of=plan_title,
            command=command_fields(),
            form=Form(),
            errors={},
        )


@post("/my-plan/{plan_id:uuid}/talk", sync_to_thread=True)
def ask_to_talk(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The request is written down in the person's words, and their coordinator is told at once."""
    visitor, form, on = signed_in(request), form_of(request), _today(request)
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            room = room_for(session, visitor, plan_id, Action.ASK_FOR_REVIEW, on=on)
            happenings.report_trigger(
                session,
                room.plan,
                command_of(request),
                kind="participant_request" if room.is_own else "guardian_request",
                happened_on=on,
                text=form.words("words"),
                language=visitor.visitor.language,
            )
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="words")
        with reading(database_of(request)) as session:
            room = room_for(session, visitor, plan_id, on=on)
            return form_again(
                request,
                "my_plan/talk.html",
                rooms=[room],
                title_of=plan_title,
                command=command_fields(),
                form=form,
                errors=form.errors,
            )
    return redirect(f"/my-plan/{plan_id}/talk")


@get("/my-plan/{plan_id:uuid}/talk", sync_to_thread=True)
def talk_asked(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """It was written down, and what happens now."""
    with reading(database_of(request)) as session:
        room = room_for(session, signed_in(request), plan_id, on=_today(request))
        return page(request, "my_plan/talk_asked.html", room=room)


@get("/my-plan/{plan_id:uuid}/parts/{number:int}", sync_to_thread=True)
def part(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """One part: the person's words first, then what staff wrote, then the four answers."""
    with reading(database_of(request)) as session:
        return _part(session, request, plan_id, number, form=Form(), errors={})


@post("/my-plan/{plan_id:uuid}/parts/{number:int}", sync_to_thread=True)
def answer(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """One of the four answers. “Change” and “talk” ask one thing more; the answer is saved before that."""
    form, visitor = form_of(request), signed_in(request)
    reply = REPLY_KEYS.get(form.text("answer"))
    if reply is None:
        return redirect(f"/my-plan/{plan_id}/parts/{number}")
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            room = _answerable(session, request, plan_id, on=_today(request))
            answering.answer(
                session,
                room.plan,
                command_of(request),
                section=_section(room, number),
                reply=reply,
                comment=form.words("words"),
                helped_by=form.line("helped_by"),
                language=visitor.visitor.language,
            )
            parts = len(room.sections)
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="words")
        with reading(database_of(request)) as session:
            return _part(session, request, plan_id, number, form=form, errors=form.errors)
    if reply in (Reply.CHANGE, Reply.TALK) and not form.words("words"):
        return redirect(f"/my-plan/{plan_id}/parts/{number}/words?answer={form.text('answer')}")
    return redirect(f"/my-plan/{plan_id}/parts/{number + 1}" if number < parts else f"/my-plan/{plan_id}/check")


@get("/my-plan/{plan_id:uuid}/parts/{number:int}/words", sync_to_thread=True)
def words(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """What should change, or what to talk about, in one's own words; it can also be left for the talk."""
    key = request.query_params.get("answer", "change")
    with reading(database_of(request)) as session:
        room = _answerable(session, request, plan_id, on=_today(request))
        return page(
            request,
            "my_plan/words.html",
            room=room,
            number=number,
            parts=len(room.sections),
            section=room.sections[_index(room, number)],
            key=key if key in REPLY_KEYS else "change",
            command=command_fields(),
        )


@post("/my-plan/{plan_id:uuid}/replies/{reply_id:uuid}", sync_to_thread=True)
def seen(request: Asked, plan_id: FromPath[UUID], reply_id: FromPath[UUID]) -> Answer:
    """The person saw what was done about their answer, and can answer anew."""
    with writing(database_of(request)) as session:
        room = _answerable(session, request, plan_id, on=_today(request))
        known = {reply.id: section for section, said in room.said.items() for reply in said.replies}
        if reply_id not in known:
            raise NotFound()
        answering.show_back(session, room.plan, command_of(request), reply_id=reply_id)
        number = next(n for n, row in enumerate(room.sections, 1) if row.lineage_id == known[reply_id])
    return redirect(f"/my-plan/{plan_id}/parts/{number}")


@get("/my-plan/{plan_id:uuid}/check", sync_to_thread=True)
def check(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Every part with one's own answer, and a way to change it."""
    with reading(database_of(request)) as session:
        room = _answerable(session, request, plan_id, on=_today(request))
        return page(request, "my_plan/check.html", room=room, answer_words=answer_words())


@get("/my-plan/{plan_id:uuid}/read/{number:int}", sync_to_thread=True)
def read(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """The plan as it is, one part a page, without questions."""
    with reading(database_of(request)) as session:
        room = room_for(session, signed_in(request), plan_id, on=_today(request))
        return page(
            request,
            "my_plan/read.html",
            room=room,
            number=number,
            parts=len(room.sections),
            section=room.sections[_index(room, number)],
            read=_as_read(session, request, room, number),
            place="read",
        )


def _as_read(session: Session, request: Asked, room: Room, number: int) -> PartRead:
    everything = request.query_params.get("words") == "all"
    reader = frame_of(request).reading or Reading()
    return reading_of_part(session, room, number, reader=reader, everything=everything, on=_today(request))


def _part(session: Session, request: Asked, plan_id: UUID, number: int, *, form: Form, errors: object) -> Answer:
    room = _answerable(session, request, plan_id, on=_today(request))
    section = room.sections[_index(room, number)]
    said = room.said.get(section.lineage_id)
    made = form_again if errors else page
    return made(
        request,
        "my_plan/part.html",
        room=room,
        number=number,
        parts=len(room.sections),
        section=section,
        read=_as_read(session, request, room, number),
        place="parts",
        said=said,
        answer_words=answer_words(),
        command=command_fields,
        form=form,
        errors=errors,
    )


def _answerable(session: Session, request: Asked, plan_id: UUID, *, on: date) -> Room:
    visitor = signed_in(request)
    own = visitor.role == "participant"
    room = room_for(session, visitor, plan_id, Action.ANSWER if own else Action.ANSWER_AS_GUARDIAN, on=on)
    if not room.waits_for_answers:
        raise Refusal(
            _("This plan is not waiting for answers now. It may have been taken back to be changed.")
            + " "
            + _("You will be told when it can be read again.")
        )
    return room


def _index(room: Room, number: int) -> int:
    if not 1 <= number <= len(room.sections):
        raise NotFound()
    return number - 1


def _section(room: Room, number: int) -> UUID:
    return room.sections[_index(room, number)].lineage_id


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
