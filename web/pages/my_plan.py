"""The person's own room: what waits for them, one part at a time, the four answers, and talking to someone.

A guardian has the same room beside it, with answers and a signature of their own.
"""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import now
from engine.database import reading, writing
from engine.openings import opened
from engine.permissions import Action
from engine.quotes import Method
from engine.refusals import NotFound, Refusal
from engine.talks import newest_talk
from web.answerable import answerable, index_of, section_of, time_for_a_break, today_of, way_on
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, frame_of
from web.doing import refuse_what_is_wrong
from web.forms import Form
from web.identity import signed_in
from web.own_room import REPLY_KEYS, Room, answer_words, room_for, rooms_of
from web.pages.my_sending import share_as_they_go
from web.part_reading import as_read
from web.plan_view import SectionView, version_view
from web.reading_view import PartRead
from web.sent import command_fields, command_of
from web.shown_again import SaidYesBefore, said_yes_before
from web.standings import plan_title
from workflows import answering, pressing, talking
from workflows.acting import step_of

TAKE_BACK = "take_back"

TALK_WITH = {
    "coordinator": "coordinator",
    "someone_else": "someone else",
    "advocate": "advocate",
    "independent": "independent",
}
"""With whom, as the page names it."""

AFTER = {"change": "words", "dont_know": "unsure", "talk": "talk"}
"""What is asked after an answer."""


@get("/my-plan", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """What waits here: to answer, to sign, to see; and the plan in force."""
    visitor, on = signed_in(request), today_of(request)
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
        rooms = [room for room in rooms_of(session, visitor, on=today_of(request)) if room.plan.closed_at is None]
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
    visitor, form, on = signed_in(request), form_of(request), today_of(request)
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            room = room_for(session, visitor, plan_id, Action.ASK_FOR_REVIEW, on=on)
            talking.ask(
                session,
                room.plan,
                command_of(request),
                who=TALK_WITH.get(form.text("who"), ""),
                kind="participant_request" if room.is_own else "guardian_request",
                words=form.words("words"),
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
        room = room_for(session, signed_in(request), plan_id, on=today_of(request))
        asked = newest_talk(session, room.plan.id, signed_in(request).account_id)
        return page(request, "my_plan/talk_asked.html", room=room, asked=asked)


@get("/my-plan/{plan_id:uuid}/parts/{number:int}", sync_to_thread=True)
def part(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """One part: the person's words first, then what staff wrote, then the four answers."""
    with reading(database_of(request)) as session:
        return _part(session, request, plan_id, number, form=Form(), errors={})


@post("/my-plan/{plan_id:uuid}/parts/{number:int}", sync_to_thread=True)
def answer(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """One of the four answers, saved at once and theirs alone; every answer but yes asks one thing more."""
    form, visitor = form_of(request), signed_in(request)
    pressed = form.text("answer")
    if pressed not in REPLY_KEYS and pressed != TAKE_BACK:
        return redirect(f"/my-plan/{plan_id}/parts/{number}")
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            room = answerable(session, request, plan_id, on=today_of(request))
            section, command = section_of(room, number), command_of(request)
            pressing.press(session, room.plan, command, section=section, reply=REPLY_KEYS.get(pressed))
            if form.words("words"):
                said = pressing.OwnWay(Method.TYPED, form.words("words"), language=visitor.visitor.language)
                pressing.keep_words(session, room.plan, step_of(command, "words"), section=section, words=said)
            share_as_they_go(session, room, command, section)
            then = way_on(room, number) if pressed != TAKE_BACK else f"/my-plan/{plan_id}/parts/{number}"
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="words")
        with reading(database_of(request)) as session:
            return _part(session, request, plan_id, number, form=form, errors=form.errors)
    return redirect(f"/my-plan/{plan_id}/parts/{number}/{AFTER[pressed]}" if pressed in AFTER else then)


@post("/my-plan/{plan_id:uuid}/replies/{reply_id:uuid}", sync_to_thread=True)
def seen(request: Asked, plan_id: FromPath[UUID], reply_id: FromPath[UUID]) -> Answer:
    """The person saw what was done about their answer, and can answer anew."""
    with writing(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        known = {reply.id: section for section, said in room.said.items() for reply in said.replies}
        if reply_id not in known:
            raise NotFound()
        answering.show_back(session, room.plan, command_of(request), reply_id=reply_id)
        number = next(n for n, row in enumerate(room.sections, 1) if row.lineage_id == known[reply_id])
    return redirect(f"/my-plan/{plan_id}/parts/{number}")


@get("/my-plan/{plan_id:uuid}/read/{number:int}", sync_to_thread=True)
def read(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """The plan as it is, one part a page, without questions."""
    with reading(database_of(request)) as session:
        room = room_for(session, signed_in(request), plan_id, on=today_of(request))
        return page(
            request,
            "my_plan/read.html",
            room=room,
            number=number,
            parts=len(room.sections),
            section=room.sections[index_of(room, number)],
            read=_as_read(session, request, room, number),
            place="read",
        )


def _as_read(session: Session, request: Asked, room: Room, number: int) -> PartRead:
    everything = request.query_params.get("words") == "all"
    return as_read(session, frame_of(request), room, number, everything=everything, on=today_of(request))


def _part(session: Session, request: Asked, plan_id: UUID, number: int, *, form: Form, errors: object) -> Answer:
    room = answerable(session, request, plan_id, on=today_of(request))
    section = room.sections[index_of(room, number)]
    before = room.sections[number - 2] if number > 1 else None
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
        said=room.said.get(section.lineage_id),
        before=before if before and room.answer_to(before.lineage_id) else None,
        take_a_break=time_for_a_break(request),
        again=_said_yes_before(session, room, section),
        answer_words=answer_words(),
        command=command_fields,
        form=form,
        errors=errors,
    )


def _said_yes_before(session: Session, room: Room, section: SectionView) -> SaidYesBefore | None:
    """Asked for only where there is no answer yet: a yes of the time before is said, and never taken over."""
    if room.current is None or room.version is None or room.answer_to(section.lineage_id):
        return None
    public = version_view(session, room.plan, room.version)
    found = said_yes_before(session, room.plan, room.current, room.respondent, public)
    return found.get(section.lineage_id)
