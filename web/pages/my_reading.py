"""How the person likes to read: asked on one page, remembered, changed whenever they like. And what a hard word means."""

import re
from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.accounts import Role
from engine.clock import now, today
from engine.database import reading, writing
from engine.openings import opened
from engine.reading import ReadingPreference, Size, Symbols, preference_of
from engine.refusals import NotFound, OutOfReach
from web import ranged
from web.answers import Answer, is_our_path, page, redirect
from web.asked import Asked, database_of, form_of, frame_of, settings_of
from web.beside import room_beside
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_room import Room, room_for
from web.part_reading import as_read
from web.reading_aloud import sayable, voice_here
from web.reading_choices import IN_THE_ROOM, Reading, reading_of
from web.signed_in import SignedIn
from web.speaking import Unspoken, sound_of
from web.speaking.kept import MEDIA_TYPE
from workflows.easyread.hard_words import hard_words, spoken_language

_LINE = re.compile(r"[0-9a-z-]{1,60}", re.ASCII)
_HOW_MUCH = {"size": tuple(Size), "symbols": tuple(Symbols)}


@get("/my-plan/how-i-read", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """Five choices, each on or off."""
    with reading(database_of(request)) as session:
        chosen = reading_of(preference_of(session, _reader(request).account_id))
    return page(
        request,
        "my_plan/how_i_read.html",
        next=_next(request.query_params.get("next", "")),
        choices=_choices(chosen),
        more=chosen.asked,
    )


@post("/my-plan/how-i-read", sync_to_thread=True)
def choose(request: Asked) -> Answer:
    """Kept with the account, for this device and every other."""
    visitor, form = _reader(request), form_of(request)
    with writing(database_of(request)) as session:
        row = preference_of(session, visitor.account_id) or ReadingPreference(
            account_id=visitor.account_id, changed_at=now()
        )
        row.size = _kept(row.size, form.ticked("bigger"), Size.NORMAL, Size.LARGE)
        row.symbols = _kept(row.symbols, form.ticked("pictures"), Symbols.NONE, Symbols.SOME)
        row.fewer_words, row.read_to_me, row.dark = (form.ticked(name) for name in ("fewer", "read_to_me", "dark"))
        row.changed_at = now()
        session.add(row)
    return redirect(_next(form.text("next")))


@get("/my-plan/how-i-read/{what:str}", sync_to_thread=True)
def how_much(request: Asked, what: FromPath[str]) -> Answer:
    """One of three sizes, or one of three amounts of pictures."""
    visitor = _reader(request)
    if what not in _HOW_MUCH:
        raise NotFound
    with reading(database_of(request)) as session:
        chosen = reading_of(preference_of(session, visitor.account_id))
    return page(
        request,
        "my_plan/how_much.html",
        what=what,
        next=_next(request.query_params.get("next", "")),
        chosen=chosen.size if what == "size" else chosen.symbols,
        choices=_amounts(what),
    )


@post("/my-plan/how-i-read/{what:str}", sync_to_thread=True)
def choose_how_much(request: Asked, what: FromPath[str]) -> Answer:
    """The same page again, larger or smaller, so that it can be compared."""
    visitor, form = _reader(request), form_of(request)
    if what not in _HOW_MUCH or form.text("choice") not in _HOW_MUCH[what]:
        raise NotFound
    with writing(database_of(request)) as session:
        row = preference_of(session, visitor.account_id) or ReadingPreference(
            account_id=visitor.account_id, changed_at=now()
        )
        setattr(row, what, form.text("choice"))
        row.changed_at = now()
        session.add(row)
    return redirect("/my-plan/how-i-read")


@get("/my-plan/{plan_id:uuid}/hard-words/{word:str}", sync_to_thread=True)
def hard_word(request: Asked, plan_id: FromPath[UUID], word: FromPath[str]) -> Answer:
    """What a hard word means, and the way back to the line it stands in."""
    hard = hard_words().get(word)
    with reading(database_of(request)) as session:
        room = _room(session, signed_in(request), plan_id, on=today(settings_of(request).time_zone))
        if hard is None:
            raise NotFound
        language = spoken_language(signed_in(request).visitor.language)
        return page(
            request,
            "my_plan/hard_word.html",
            room=room,
            language=language,
            word=hard.words[language][0],
            means=hard.means[language],
            back=_back(request, plan_id),
        )


@get("/my-plan/{plan_id:uuid}/sound/{number:int}/{line:str}", sync_to_thread=True)
def sound(request: Asked, plan_id: FromPath[UUID], number: FromPath[int], line: FromPath[str]) -> Response[bytes]:
    """One line of one part, read aloud. Only what stands on that part's page is read, and only to whoever may read it."""
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        room = _room(session, visitor, plan_id, on=on)
        if room.version is None or not 1 <= number <= len(room.sections):
            raise NotFound
        read = as_read(session, frame_of(request), room, number, everything=True, on=on)
        said = sayable(
            room.sections[number - 1],
            read,
            line,
            language=room.version.language,
            person_language=room.person.language,
        )
        person_id = room.person.id
    if said is None:
        raise NotFound
    try:
        made = sound_of(said.text, voice=said.voice, slow=request.query_params.get("speed") == "slow")
    except Unspoken:
        raise OutOfReach(
            _("This line cannot be read aloud now. Ask somebody to read it to you, or try again.")
        ) from None
    opened(database_of(request), visitor.visitor, person_id, f"plan:{plan_id}", at=now())
    return ranged.shown(made, media_type=MEDIA_TYPE, asked=request.headers.get("range", ""))


def _room(session: Session, visitor: SignedIn, plan_id: UUID, *, on: date) -> Room:
    """The person's room, or what a supporter reads of it."""
    if visitor.role == Role.SUPPORTER:
        return room_beside(session, visitor, plan_id, on=on)
    return room_for(session, visitor, plan_id, on=on)


def _reader(request: Asked) -> SignedIn:
    visitor = signed_in(request)
    if visitor.role not in IN_THE_ROOM:
        raise NotFound
    return visitor


def _choices(chosen: Reading) -> list[tuple[str, str, bool]]:
    read_to_me = [("read_to_me", _("Read it to me"), chosen.read_to_me)] if voice_here() else []
    return [
        ("bigger", _("Bigger letters"), chosen.size != Size.NORMAL),
        ("fewer", _("Fewer words"), chosen.fewer_words),
        ("pictures", _("Pictures with the words"), chosen.symbols != Symbols.NONE),
        *read_to_me,
        ("dark", _("A dark screen"), chosen.dark),
    ]


def _amounts(what: str) -> list[tuple[str, str]]:
    if what == "size":
        return [
            (Size.NORMAL, _("Like this")),
            (Size.LARGE, _("Bigger")),
            (Size.LARGEST, _("Biggest")),
        ]
    return [
        (Symbols.NONE, _("No pictures")),
        (Symbols.SOME, _("Some pictures")),
        (Symbols.EVERY, _("A picture with every line")),
    ]


def _kept(now_chosen: str, wanted: bool, off: str, on: str) -> str:
    """A tick keeps a finer choice that was made on its own page."""
    if not wanted:
        return off
    return now_chosen if now_chosen != off else on


def _next(typed: str) -> str:
    """Where the reader was going, inside the person's room; nowhere else."""
    return typed if is_our_path(typed) and typed.startswith("/my-plan") else "/my-plan"


def _back(request: Asked, plan_id: UUID) -> str:
    query = request.query_params
    part, line = query.get("part", "1"), query.get("line", "")
    number = int(part) if part.isascii() and part.isdigit() and len(part) < 4 else 1
    anchor = f"#line-{line}" if _LINE.fullmatch(line) else ""
    if query.get("in") == "beside":
        return f"/people-you-support/{plan_id}/{number}{anchor}"
    return f"/my-plan/{plan_id}/{'read' if query.get('in') == 'read' else 'parts'}/{number}{anchor}"
