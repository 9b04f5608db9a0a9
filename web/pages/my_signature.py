"""Signing in one's own room: what it means, the ways to do it, the parts one leaves out, no, and changing one's mind."""

from collections.abc import Callable
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import now, today
from engine.database import reading
from engine.firing import Command, Outcome
from engine.permissions import Action
from engine.plans import Standing
from engine.refusals import NotFound, Refusal
from engine.signatures import SigningMethod, Slot, choices_of, open_call
from engine.signing_consents import signs_on_screen
from engine.words_beside import ALL_OF_IT, Beside
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_room import Room, room_for
from web.pages.on_a_screen import where_to_ask
from web.sent import command_fields, command_of
from web.signature_view import signature_views, signing_round, slot_views
from web.signature_words import mark_words, meaning_words
from web.signing_files import LARGEST, mark_file, uploaded
from web.signing_rendition import rendition_shown
from web.stepping_up import require_step_up
from web.tried import refuse_strangers
from web.what_now import what_now
from workflows import choosing_parts, sharing, signing, witnessing
from workflows.signing_rows import HowSigned

WAYS = {
    "name": SigningMethod.TYPED_NAME,
    "draw": SigningMethod.DRAWN,
    "mark": SigningMethod.CHOSEN_MARK,
    "voice": SigningMethod.VOICE,
    "witness": SigningMethod.VERBAL_DOCUMENTED,
    "paper": SigningMethod.WET_ON_FILE,
}
"""The ways to sign, by the word in their address. All are equal."""


@get("/my-plan/{plan_id:uuid}/signature", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What signing means, in three lines; or what became of one's own signature."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, "start")


@get("/my-plan/{plan_id:uuid}/signature/ways", sync_to_thread=True)
def ways(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """All ways to sign, of one size."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, "ways")


@get("/my-plan/{plan_id:uuid}/signature/parts", sync_to_thread=True)
def parts(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The parts one does not agree with."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, "parts")


@post("/my-plan/{plan_id:uuid}/signature/parts", sync_to_thread=True)
def choose_parts(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Keep the choice, and go on to the first of them to say why, or straight to the ways."""
    chosen = [number for number in form_of(request).all("part") if number.isascii() and number.isdigit()]

    def write(session: Session, room: Room) -> Outcome:
        if not chosen:
            raise Refusal(_("Choose a part, or go back and sign the whole plan."), about="part")
        sections = [_section_of(room, int(number)) for number in chosen]
        return choosing_parts.choose_parts(session, room.plan, command_of(request), parts=sections, words={})

    then = f"/my-plan/{plan_id}/signature/parts/{min(int(n) for n in chosen)}" if chosen else "/my-plan"
    return _do(request, plan_id, "parts", Action.SIGN, write, then=then)


@post("/my-plan/{plan_id:uuid}/signature/parts/none", sync_to_thread=True)
def choose_none(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The whole plan after all."""

    def write(session: Session, room: Room) -> Outcome:
        return choosing_parts.choose_parts(session, room.plan, command_of(request), parts=[], words={})

    return _do(request, plan_id, "parts", Action.SIGN, write, then=f"/my-plan/{plan_id}/signature/ways")


@get("/my-plan/{plan_id:uuid}/signature/parts/{number:int}", sync_to_thread=True)
def part(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """What one wants to say about a part that one does not agree with; nothing is an answer too."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, "part", number=number)


@post("/my-plan/{plan_id:uuid}/signature/parts/{number:int}", sync_to_thread=True, request_max_body_size=LARGEST)
def say_about_part(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """Keep the words, or the recording, drawing or photo; then the next part, or the ways to sign."""
    form = form_of(request)
    file = uploaded(form)
    following: list[int] = []

    def write(session: Session, room: Room) -> Outcome:
        section, command = _section_of(room, number), command_of(request)
        slot = _slot_of(room)
        chosen = [row.section for row in choices_of(session, slot.id)]
        if section not in chosen:
            raise NotFound
        numbers = sorted(n for n, row in enumerate(room.sections, 1) if row.lineage_id in chosen)
        following.extend(n for n in numbers if n > number)
        if file is not None:
            about = Command(f"{command.id}:file", command.actor, command.at, {}, None)
            choosing_parts.say_about_part(session, room.plan, about, section=section, file=file)
        return choosing_parts.choose_parts(
            session, room.plan, command, parts=chosen, words={section: form.words("words")}
        )

    answer = _do(request, plan_id, "part", Action.SIGN, write, number=number)
    if answer.status_code == 303:
        base = f"/my-plan/{plan_id}/signature"
        return redirect(f"{base}/parts/{following[0]}" if following else f"{base}/ways")
    return answer


@get("/my-plan/{plan_id:uuid}/signature/no", sync_to_thread=True)
def no(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What saying no does and does not do, before it is said."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, "no")


@post("/my-plan/{plan_id:uuid}/signature/no", sync_to_thread=True, request_max_body_size=LARGEST)
def decline(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Say no. Reasons are welcome and never needed, in any way."""
    form = form_of(request)
    file = uploaded(form)

    def write(session: Session, room: Room) -> Outcome:
        how = _how(request, SigningMethod.ELECTRONIC, file=file)
        return signing.decline(
            session,
            room.plan,
            command_of(request),
            fingerprint=form.text("fingerprint"),
            words=form.words("words"),
            how=how,
        )

    return _do(request, plan_id, "no", Action.SIGN, write)


@get("/my-plan/{plan_id:uuid}/signature/change", sync_to_thread=True)
def something_first(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Send the plan back: what should be changed first."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, "change")


@post("/my-plan/{plan_id:uuid}/changes", sync_to_thread=True)
def send_back(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Send the plan back to be changed, with what should change."""
    form = form_of(request)

    def write(session: Session, room: Room) -> Outcome:
        command = command_of(request)
        told = Command(command.id, command.actor, command.at, {"reason": form.words("reason")}, command.expected)
        return sharing.ask_for_changes(session, room.plan, told)

    return _do(request, plan_id, "change", Action.ASK_FOR_CHANGES, write, then="/my-plan")


@post("/my-plan/{plan_id:uuid}/signature/taken-back", sync_to_thread=True)
def take_back(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """“I changed my mind”: both words stay, and the ways are open again."""

    def write(session: Session, room: Room) -> Outcome:
        return signing.change_mind(session, room.plan, command_of(request))

    return _do(request, plan_id, "start", Action.SIGN, write)


@get("/my-plan/{plan_id:uuid}/signature/by/{manner:str}", sync_to_thread=True)
def way(request: Asked, plan_id: FromPath[UUID], manner: FromPath[str]) -> Answer | Response[str]:
    """One way to sign, with exactly the text that is signed. A guardian shows first that it is them."""
    if manner not in WAYS:
        raise NotFound
    with reading(database_of(request)) as session:
        shown = _page(session, request, plan_id, "way", way=manner)
    if manner != "paper" and shown.status_code == 200 and (first := _asks_first(request)):
        return first
    if signed_in(request).role == "guardian" and (ask := require_step_up(request)) is not None:
        return ask
    shown.headers["permissions-policy"] = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"
    return shown


@post("/my-plan/{plan_id:uuid}/signature/by/{manner:str}", sync_to_thread=True, request_max_body_size=LARGEST)
def create(request: Asked, plan_id: FromPath[UUID], manner: FromPath[str]) -> Answer:
    """The one deliberate act: sign exactly this text in this way."""
    if manner not in WAYS or manner == "paper":
        raise NotFound
    refuse_strangers(request, plan_id)
    with reading(database_of(request)) as session:
        room_for(session, signed_in(request), plan_id, Action.SIGN, on=today(settings_of(request).time_zone))
    if signed_in(request).role == "guardian" and (ask := require_step_up(request)) is not None:
        return ask
    form, method = form_of(request), WAYS[manner]
    mark = form.text("mark")
    file = uploaded(form)
    words = ""
    if manner == "mark" and file is None and mark in mark_words():
        file, words = mark_file(mark), mark_words()[mark]
    elif file is not None and manner in ("mark", "draw"):
        words = _("A picture of their own") if manner == "mark" else _("Drawn by hand")

    def write(session: Session, room: Room) -> Outcome:
        how = _how(request, method, file=file, mark_words=words)
        fingerprint = form.text("fingerprint")
        if manner == "witness":
            return witnessing.call_witness(session, room.plan, command_of(request), fingerprint=fingerprint, how=how)
        return signing.sign(session, room.plan, command_of(request), fingerprint=fingerprint, how=how)

    return _do(request, plan_id, "way", Action.SIGN, write, way=manner)


def _asks_first(request: Asked) -> Answer | None:
    """Before the first signature on a screen: whether they want to sign on one. Paper is on that page too."""
    with reading(database_of(request)) as session:
        if signs_on_screen(session, signed_in(request).account_id):
            return None
    return redirect(where_to_ask(request.url.path))


def _how(request: Asked, method: SigningMethod, **more: object) -> HowSigned:
    visitor, form = signed_in(request), form_of(request)
    return HowSigned(
        method=method,
        rendition=rendition_shown(request),
        language=visitor.visitor.language,
        written_name=form.words("written_name") if method is SigningMethod.TYPED_NAME else "",
        **more,  # type: ignore[arg-type]
    )


def _do(
    request: Asked,
    plan_id: UUID,
    name: str,
    action: Action,
    write: Callable[[Session, Room], Outcome],
    *,
    then: str = "",
    **shown: object,
) -> Answer:
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    refuse_strangers(request, plan_id)
    return act(
        request,
        lambda session: write(session, room_for(session, visitor, plan_id, action, on=on)),
        again=lambda session, typed: _page(session, request, plan_id, name, form=typed, errors=typed.errors, **shown),
        then=then or f"/my-plan/{plan_id}/signature",
    )


def _page(
    session: Session,
    request: Asked,
    plan_id: UUID,
    name: str,
    *,
    form: Form | None = None,
    errors: object = None,
    way: object = "",
    number: object = 0,
) -> Answer:
    settings, visitor = settings_of(request), signed_in(request)
    room = room_for(session, visitor, plan_id, on=today(settings.time_zone))
    if room.slot is None or room.plan.standing != Standing.SIGNING:
        if errors:
            raise Refusal(str(next(iter(getattr(errors, "values", list)()), "")))
        raise Refusal(_("You are not asked to sign this plan now. You will be told when it is ready to be signed."))
    if not room.waits_for_signature and name != "start" and not errors:
        return redirect(f"/my-plan/{plan_id}/signature")
    slot = _slot_of(room)
    current = signing_round(session, plan_id)
    mine = Beside(all_of_it=False, account_id=visitor.account_id)
    said = [view for view in signature_views(session, slot.version_id, ALL_OF_IT) if view.row.slot_id == slot.id]
    chosen = {row.section: row for row in choices_of(session, slot.id)}
    made = form_again if errors else page
    return made(
        request,
        f"my_signature/{name}.html",
        room=room,
        slot=slot,
        last=said[-1] if said else None,
        before=said[:-1],
        call=open_call(session, slot.id),
        titles=choosing_parts.titles_of(session, slot.version_id),
        chosen=chosen,
        others=[view for view in slot_views(session, current, mine) if view.slot.id != slot.id] if current else [],
        meaning=meaning_words(signing.meaning_for(session, slot)),
        marks=mark_words(),
        way=way,
        mark=form.text("mark") if form else request.query_params.get("mark", ""),
        number=number,
        after_no=settings.after_saying_no,
        command=command_fields,
        form=form or Form(),
        errors=errors or {},
        at=now(),
        now=what_now(session, room, on=today(settings.time_zone)) if name == "start" else None,
    )


def _slot_of(room: Room) -> Slot:
    if room.slot is None:
        raise NotFound
    return room.slot


def _section_of(room: Room, number: int) -> UUID:
    if not 1 <= number <= len(room.sections):
        raise NotFound
    return room.sections[number - 1].lineage_id
