"""What the person wants to say about a part, in any one of the ways there are; and the one more press after an answer."""

from collections.abc import Mapping
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from documents import media
from engine.database import reading, writing
from engine.originals import OriginalKind
from engine.own_pictures import names_of
from engine.people import RelationKind, circle_of
from engine.presses import SeenBy, UnsentWords
from engine.quotes import Method
from engine.refusals import NotFound, Reason, Refusal
from engine.rounds import Reply
from web import ranged
from web.answerable import answerable, index_of, section_of, today_of, way_on
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of
from web.doing import refuse_what_is_wrong
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_room import Room, answer_words
from web.pages.my_board import board_page
from web.pages.my_sending import share_as_they_go
from web.sent import command_fields, command_of
from web.symbol_board import chosen
from workflows import pressing, sending
from workflows.acting import step_of
from workflows.answer_tasks import TALK, UNSURE, days_for, due_on
from workflows.keeping_files import KeptFile
from workflows.pressing import OwnWay

LARGEST = media.LARGEST + 1024 * 1024

FILE_WAYS = {"recorded": Method.RECORDED, "drawn": Method.DRAWN, "photo": Method.PHOTO}
"""Ways that come as a file. The method is what the person chose, never guessed from the file."""

DETAILS = {
    "ask_me": (Reply.CHANGE, "ask me"),
    "more": (Reply.DONT_KNOW, "more"),
    "later": (Reply.DONT_KNOW, "later"),
    "trusted": (Reply.DONT_KNOW, "trusted"),
    "coordinator": (Reply.TALK, "coordinator"),
    "someone_else": (Reply.TALK, "someone else"),
    "advocate": (Reply.TALK, "advocate"),
    "independent": (Reply.TALK, "independent"),
}
"""What can be pressed after an answer, as the page names it."""

MICROPHONE = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"


@get("/my-plan/{plan_id:uuid}/parts/{number:int}/words", sync_to_thread=True)
def words(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """Say it, write it, draw it, show a picture, pick symbols, or be asked about it. Any one is enough."""
    with reading(database_of(request)) as session:
        return _words(session, request, plan_id, number, Form())


@post("/my-plan/{plan_id:uuid}/parts/{number:int}/words", sync_to_thread=True)
def write(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """Words as they were typed."""
    return _keep(request, plan_id, number, Method.TYPED)


@post("/my-plan/{plan_id:uuid}/notes/{words_id:uuid}/meant", sync_to_thread=True)
def meant(request: Asked, plan_id: FromPath[UUID], words_id: FromPath[UUID]) -> Answer:
    """“Is that what you meant?” Only what they say yes to counts as theirs."""
    with writing(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        row, said = _note(room, words_id), form_of(request).text("meant")
        if said not in ("yes", "no"):
            raise NotFound
        section, command = row.section, command_of(request)
        pressing.say_meant(session, room.plan, command, words_id=row.id, meant=said == "yes")
        if section is not None and said == "yes":
            share_as_they_go(session, room, command, section)
        number = next((n for n, part in enumerate(room.sections, 1) if part.lineage_id == section), None)
    return redirect(f"/my-plan/{plan_id}/parts/{number}/words" if number else f"/my-plan/{plan_id}/next")


@post("/my-plan/{plan_id:uuid}/parts/{number:int}/symbols", sync_to_thread=True)
def symbols(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """The words of the symbols, exactly those, in the order they were picked."""
    return _keep(request, plan_id, number, Method.SYMBOLS)


@post("/my-plan/{plan_id:uuid}/parts/{number:int}/files/{way:str}", sync_to_thread=True, request_max_body_size=LARGEST)
def keep_file(request: Asked, plan_id: FromPath[UUID], number: FromPath[int], way: FromPath[str]) -> Answer:
    """A recording, a drawing or a photo: the file itself is what they said."""
    if way not in FILE_WAYS:
        raise NotFound
    return _keep(request, plan_id, number, FILE_WAYS[way])


@get("/my-plan/{plan_id:uuid}/notes/{words_id:uuid}", sync_to_thread=True)
def hear(request: Asked, plan_id: FromPath[UUID], words_id: FromPath[UUID]) -> Response[bytes]:
    """Hear or see it again before it is sent."""
    with reading(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        row = _note(room, words_id)
        if row.shown is None:
            raise NotFound
        return ranged.shown(row.shown, media_type=row.shown_type, asked=request.headers.get("range", ""))


@post("/my-plan/{plan_id:uuid}/notes/{words_id:uuid}/away", sync_to_thread=True)
def take_away(request: Asked, plan_id: FromPath[UUID], words_id: FromPath[UUID]) -> Answer:
    """What was not sent is theirs to take away; nothing of it is left."""
    with writing(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        row = _note(room, words_id)
        section = row.section
        pressing.take_words_away(session, room.plan, command_of(request), words_id=row.id)
        number = next((n for n, part in enumerate(room.sections, 1) if part.lineage_id == section), None)
    return redirect(f"/my-plan/{plan_id}/parts/{number}/words" if number else f"/my-plan/{plan_id}/next")


@get("/my-plan/{plan_id:uuid}/parts/{number:int}/unsure", sync_to_thread=True)
def unsure(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """“I don’t know” is an answer. Three gentle ways on; none has to be taken."""
    return _after(request, plan_id, number, "my_plan/unsure.html")


@get("/my-plan/{plan_id:uuid}/parts/{number:int}/talk", sync_to_thread=True)
def talk(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """With whom, and when they will make contact."""
    return _after(request, plan_id, number, "my_plan/talk_with.html")


@post("/my-plan/{plan_id:uuid}/parts/{number:int}/after", sync_to_thread=True)
def after(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """The one more press. Who asks to talk is told who will come, so that goes on at once; nothing else does."""
    pressed = form_of(request).text("next")
    if pressed not in DETAILS:
        raise NotFound
    reply, detail = DETAILS[pressed]
    seen_by = None
    if reply is Reply.TALK:
        seen_by = SeenBy.COORDINATOR if pressed == "coordinator" else SeenBy.SUPERVISOR
    with writing(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        section, command = section_of(room, number), command_of(request)
        pressing.press(session, room.plan, command, section=section, reply=reply, detail=detail, seen_by=seen_by)
        if reply is Reply.TALK and sending.waits(session, room.plan, room.respondent, section):
            sending.send(session, room.plan, step_of(command, "sent"), sections=[section])
        else:
            share_as_they_go(session, room, command, section)
        on = way_on(room, number)
    base = f"/my-plan/{plan_id}/parts/{number}"
    return redirect({"trusted": f"{base}/trusted", "more": f"{base}/more", **dict.fromkeys(_TALKS, f"{base}/talk-asked")}.get(pressed, on))


@get("/my-plan/{plan_id:uuid}/parts/{number:int}/trusted", sync_to_thread=True)
def trusted(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """Whom they could ask, from their own circle. Nobody is told."""
    return _after(request, plan_id, number, "my_plan/trusted.html")


@get("/my-plan/{plan_id:uuid}/parts/{number:int}/more", sync_to_thread=True)
def more(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """Who talks it through, how, and by when."""
    return _after(request, plan_id, number, "my_plan/part_more.html")


@get("/my-plan/{plan_id:uuid}/parts/{number:int}/talk-asked", sync_to_thread=True)
def talk_asked(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """Who will make contact, how, and by which day."""
    return _after(request, plan_id, number, "my_plan/part_talk_asked.html")


@post("/my-plan/{plan_id:uuid}/parts/{number:int}/who-sees", sync_to_thread=True)
def who_sees(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """Everyone on the team, or the coordinator alone."""
    wanted = form_of(request).text("seen_by")
    if wanted not in (SeenBy.TEAM, SeenBy.COORDINATOR):
        raise NotFound
    with writing(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        section, command = section_of(room, number), command_of(request)
        given = room.said[section].given if section in room.said else None
        if not room.is_own or given is None or not given.reply:
            raise NotFound
        reply, detail = Reply(given.reply), given.detail
        chose = SeenBy(wanted)
        pressing.press(session, room.plan, command, section=section, reply=reply, detail=detail, seen_by=chose)
        share_as_they_go(session, room, command, section)
    back = "words" if reply is Reply.CHANGE else ""
    return redirect(f"/my-plan/{plan_id}/parts/{number}/{back}".rstrip("/"))


@get("/my-plan/{plan_id:uuid}/next", sync_to_thread=True)
def what_is_next(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Tell me in your own words what happens next. It can be skipped, and nobody marks it."""
    with reading(database_of(request)) as session:
        return _words(session, request, plan_id, None, Form())


@post("/my-plan/{plan_id:uuid}/next/words", sync_to_thread=True)
def tell_next(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """In typed words."""
    return _keep(request, plan_id, None, Method.TYPED)


@post("/my-plan/{plan_id:uuid}/next/symbols", sync_to_thread=True)
def tell_next_in_symbols(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """With symbols."""
    return _keep(request, plan_id, None, Method.SYMBOLS)


@post("/my-plan/{plan_id:uuid}/next/files/{way:str}", sync_to_thread=True, request_max_body_size=LARGEST)
def tell_next_in_a_file(request: Asked, plan_id: FromPath[UUID], way: FromPath[str]) -> Answer:
    """By voice, drawing or photo."""
    if way not in FILE_WAYS:
        raise NotFound
    return _keep(request, plan_id, None, FILE_WAYS[way])


_TALKS = tuple(key for key, (reply, _detail) in DETAILS.items() if reply is Reply.TALK)


def _keep(request: Asked, plan_id: UUID, number: int | None, method: Method) -> Answer:
    """Keep it in one transaction; a file is looked at before it begins, in a process of its own."""
    form, language = form_of(request), signed_in(request).visitor.language
    with reading(database_of(request)) as session:
        own = names_of(session, answerable(session, request, plan_id, on=today_of(request)).person.id)
    try:
        refuse_what_is_wrong(form)
        said = own_way(form, method, language, own)
        with writing(database_of(request)) as session:
            room = answerable(session, request, plan_id, on=today_of(request))
            section = section_of(room, number) if number else None
            command = command_of(request)
            if said.by_helper and section is not None and not room.answer_to(section):
                raise Refusal(_("Press your own answer to this part first. Then whoever helps can write for you."))
            if section is not None and not room.answer_to(section):
                pressing.press(session, room.plan, step_of(command, "asked"), section=section, reply=Reply.CHANGE)
            pressing.keep_words(session, room.plan, command, section=section, words=said)
            if section is not None:
                share_as_they_go(session, room, command, section)
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="words")
        with reading(database_of(request)) as session:
            if method is Method.SYMBOLS:
                return board_page(session, request, plan_id, number, form)
            return _words(session, request, plan_id, number, form)
    return redirect(f"/my-plan/{plan_id}/parts/{number}/words" if number else f"/my-plan/{plan_id}/next")


def own_way(form: Form, method: Method, language: str, own: Mapping[str, str]) -> OwnWay:
    """What a form says in one of the ways. Raises Refusal where there is nothing, or it is something else."""
    if method is Method.TYPED:
        by_helper = form.text("wrote") == "helper"
        # What a helper writes down was said to them; the person typed nothing.
        method = Method.SPOKEN if by_helper else method
        return OwnWay(method, form.words("words"), language=language, by_helper=by_helper)
    if method is Method.SYMBOLS:
        return OwnWay(method, chosen(form.text("order"), own), language=language)
    upload = form.upload("file")
    if upload is None:
        raise Refusal(reasons=[Reason("file", _("Record it, draw it or choose a file first."), "file")])
    made = media.prepare(upload.content)
    kind = OriginalKind(made.kind)
    if method is Method.RECORDED and kind is OriginalKind.PICTURE:
        raise Refusal(
            reasons=[Reason("file", _("This is a picture. Choose a recording, or show the picture."), "file")]
        )
    if method is not Method.RECORDED and kind is OriginalKind.SOUND:
        raise Refusal(reasons=[Reason("file", _("This is a recording. Choose a picture, or say it."), "file")])
    name = upload.filename.replace("\\", "/").rsplit("/", 1)[-1] or _("without a name")
    file = KeptFile(
        name=name,
        kind=kind,
        media_type=made.media_type,
        content=upload.content,
        shown_type=made.shown_type,
        shown=made.shown,
        seconds=made.seconds,
    )
    return OwnWay(method, file=file, language=language)


def _words(session: Session, request: Asked, plan_id: UUID, number: int | None, form: Form) -> Answer:
    room = answerable(session, request, plan_id, on=today_of(request))
    section = room.sections[index_of(room, number)] if number else None
    said = room.said.get(section.lineage_id) if section else None
    base = f"/my-plan/{plan_id}/parts/{number}" if number else f"/my-plan/{plan_id}/next"
    made = form_again if form.errors else page
    shown = made(
        request,
        "my_plan/words.html" if number else "my_plan/next.html",
        room=room,
        number=number,
        parts=len(room.sections),
        section=section,
        said=said,
        notes=said.notes if said else () if number else room.of_what_is_next,
        key=(said.key if said else "") or "change",
        answer_words=answer_words(),
        base=base,
        on=way_on(room, number) if number else f"/my-plan/{plan_id}/check",
        helper_writes=True,
        command=command_fields,
        form=form,
        errors=form.errors,
    )
    shown.headers["permissions-policy"] = MICROPHONE
    return shown


def _after(request: Asked, plan_id: UUID, number: int, template: str) -> Answer:
    with reading(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        section = room.sections[index_of(room, number)]
        said = room.said.get(section.lineage_id)
        circle = circle_of(session, room.person.id)
        on = today_of(request)
        return page(
            request,
            template,
            room=room,
            number=number,
            parts=len(room.sections),
            section=section,
            said=said,
            on=way_on(room, number),
            contact_by=due_on(TALK, said.given.sent.at) if said and said.given.sent else None,
            told_by=due_on(UNSURE, said.given.sent.at) if said and said.given.sent and not said.given.unsent else None,
            days=days_for(UNSURE),
            trusted=[row.name for row in circle if row.kind != RelationKind.GUARDIAN and row.holds_on(on)],
            command=command_fields,
        )


def _note(room: Room, words_id: UUID) -> UnsentWords:
    waiting = [*room.of_what_is_next, *(note for said in room.said.values() for note in said.notes)]
    found = next((row for row in waiting if row.id == words_id), None)
    if found is None:
        raise NotFound
    return found
