"""Asking for a meeting, one thing a page: who comes, who does not, where, when, an interpreter, the way there.

Every page is one press and needs no typing. Nothing is sent before the last one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import plan_for
from engine.clock import now
from engine.database import reading, writing
from engine.meeting_asks import MeetingAsk, Wish, asks_by, kept_away, people_of, steps_of, unsent_ask, words_of
from engine.openings import opened
from engine.own_pictures import names_of
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Method, quotes_by_id
from engine.refusals import NotFound, Refusal
from web.answerable import today_of
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, frame_of
from web.asked_meeting_words import choices_of, chosen_words
from web.doing import act, refuse_what_is_wrong
from web.forms import Form
from web.frame import speaking_as
from web.identity import signed_in
from web.meeting_people import people_to_ask
from web.pages.my_board import board_at
from web.pages.my_ways import FILE_WAYS, LARGEST, MICROPHONE, own_way
from web.sent import command_fields, command_of
from web.signed_in import SignedIn
from workflows import meeting_asks
from workflows.giving import RESPONDENTS
from workflows.meeting_asks import Somebody

AT_ONCE = 4
"""Names on one page; with “Go on” that is five things to press."""

STEPS = ("come", "else", "away", "place", "time_of_day", "interpreter", "travel", "check")
CHOSEN_BY_PRESS = ("place", "time_of_day", "interpreter", "travel")


@dataclass(frozen=True)
class Asking:
    """Who asks, about whose plan, whom they can name, and what they chose so far."""

    visitor: SignedIn
    plan: Plan
    person: Person
    people: Sequence[tuple[Somebody, str]]
    chosen: dict[str, Any]

    @property
    def own(self) -> bool:
        return self.visitor.role == "participant"

    @property
    def steps(self) -> tuple[str, ...]:
        """Who should stay away is asked of the person alone."""
        return STEPS if self.own else tuple(step for step in STEPS if step != "away")

    @property
    def sitting_with(self) -> str:
        sitting = self.visitor.sitting
        return sitting.helped_by if sitting else ""

    @property
    def away_is_hidden(self) -> bool:
        """What was chosen while nobody else, or somebody else, looked on is not shown to who sits here now."""
        return bool(self.sitting_with and self.chosen.get("away") and self.chosen.get("away_in") != self._here)

    @property
    def _here(self) -> str:
        sitting = self.visitor.sitting
        return f"{sitting.id} {sitting.helped_by}" if sitting else ""

    def after(self, step: str) -> str:
        place = self.steps.index(step)
        return self.steps[min(place + 1, len(self.steps) - 1)]

    def before(self, step: str) -> str:
        place = self.steps.index(step)
        return self.steps[place - 1] if place else ""

    def named(self, what: str) -> list[Somebody]:
        """Whoever was ticked and can still be named, and whoever was written in."""
        keys = self.chosen.get(what, ())
        found = [one for one, _who in self.people if one.key in keys]
        if what == "come" and self.chosen.get("else"):
            found.append(Somebody("", str(self.chosen["else"])))
        return found

    def pressed(self, what: str, key: str) -> dict[str, Any]:
        """A tick more or less. Nobody is asked to come and to stay away at once."""
        if key not in {one.key for one, _who in self.people}:
            raise NotFound
        keys = list(self.chosen.get(what, ()))
        other = "away" if what == "come" else "come"
        more = {what: [one for one in keys if one != key] if key in keys else [*keys, key]}
        more[other] = [one for one in self.chosen.get(other, ()) if one != key]
        return {**more, **({"away_in": self._here} if what == "away" else {})}


@get("/my-plan/{plan_id:uuid}/meeting", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What a meeting is, and what became of those that were asked for."""
    with reading(database_of(request)) as session:
        asking = _asking(session, request, plan_id)
        asks = [_told(session, asking, row) for row in asks_by(session, plan_id, asking.visitor.account_id)]
        answer = page(
            request,
            "my_meeting/show.html",
            asking=asking,
            asks=asks,
            waits=[one for one in asks if one["open"]],
            command=command_fields,
            chosen_words=chosen_words,
        )
    opened(database_of(request), asking.visitor.visitor, asking.person.id, f"plan:{plan_id}", at=now())
    return answer


@post("/my-plan/{plan_id:uuid}/meeting", sync_to_thread=True)
def send(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """One deliberate press: from now on it does not change, and somebody has a day to answer."""

    def write(session: Session) -> None:
        asking = _asking(session, request, plan_id)
        meeting_asks.ask(
            session, asking.plan, command_of(request), come=asking.named("come"), away=asking.named("away")
        )

    return act(
        request,
        write,
        again=lambda session, form: _step(session, request, plan_id, "check", form=form),
        then=f"/my-plan/{plan_id}/meeting",
    )


@get("/my-plan/{plan_id:uuid}/meeting/{step:str}", sync_to_thread=True)
def ask(request: Asked, plan_id: FromPath[UUID], step: FromPath[str]) -> Answer:
    """One page."""
    with reading(database_of(request)) as session:
        return _step(session, request, plan_id, step, form=Form())


@post("/my-plan/{plan_id:uuid}/meeting/{step:str}", sync_to_thread=True)
def choose(request: Asked, plan_id: FromPath[UUID], step: FromPath[str]) -> Answer:
    """One press, kept at once and theirs alone."""
    form = form_of(request)
    then = ""
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            asking = _asking(session, request, plan_id)
            if step not in asking.steps or step == "check":
                raise NotFound
            here = f"/my-plan/{plan_id}/meeting/"
            if step in ("come", "away"):
                if step == "away" and asking.away_is_hidden:
                    raise NotFound
                chosen, then = asking.pressed(step, form.text("press")), f"{here}{step}?from={_number(form)}"
            elif step == "else":
                chosen, then = {"else": form.words("else")}, here + asking.after(step)
            else:
                chosen, then = {step: form.text("press")}, here + asking.after(step)
            meeting_asks.choose(session, asking.plan, command_of(request), **chosen)
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="else")
        with reading(database_of(request)) as session:
            return _step(session, request, plan_id, step, form=form)
    return redirect(then)


@get("/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}", sync_to_thread=True)
def say_more(request: Asked, plan_id: FromPath[UUID], ask_id: FromPath[UUID]) -> Answer:
    """Say something about it, in any way. It can be left out."""
    with reading(database_of(request)) as session:
        return _words(session, request, plan_id, ask_id, Form())


@post("/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}/words", sync_to_thread=True)
def write_words(request: Asked, plan_id: FromPath[UUID], ask_id: FromPath[UUID]) -> Answer:
    """In typed words."""
    return _keep(request, plan_id, ask_id, Method.TYPED)


@get("/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}/board", sync_to_thread=True)
def board(request: Asked, plan_id: FromPath[UUID], ask_id: FromPath[UUID]) -> Answer:
    """The board of symbols, about this meeting."""
    with reading(database_of(request)) as session:
        return _board(session, request, plan_id, ask_id, Form())


@post("/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}/board", sync_to_thread=True)
def press_board(request: Asked, plan_id: FromPath[UUID], ask_id: FromPath[UUID]) -> Answer:
    """A symbol was picked, or another page of the board chosen."""
    with reading(database_of(request)) as session:
        return _board(session, request, plan_id, ask_id, form_of(request))


@post("/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}/symbols", sync_to_thread=True)
def pick_symbols(request: Asked, plan_id: FromPath[UUID], ask_id: FromPath[UUID]) -> Answer:
    """With symbols."""
    return _keep(request, plan_id, ask_id, Method.SYMBOLS)


@post("/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}/files/{way:str}", sync_to_thread=True, request_max_body_size=LARGEST)
def keep_file(request: Asked, plan_id: FromPath[UUID], ask_id: FromPath[UUID], way: FromPath[str]) -> Answer:
    """By voice, drawing or photo."""
    if way not in FILE_WAYS:
        raise NotFound
    return _keep(request, plan_id, ask_id, FILE_WAYS[way])


@post("/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}/taken-back", sync_to_thread=True)
def take_back(request: Asked, plan_id: FromPath[UUID], ask_id: FromPath[UUID]) -> Answer:
    """“I do not want it any more.”"""

    def write(session: Session) -> None:
        asking = _asking(session, request, plan_id)
        meeting_asks.withdraw(session, asking.plan, command_of(request), _own_ask(session, asking, ask_id))

    return act(
        request,
        write,
        again=lambda session, form: _words(session, request, plan_id, ask_id, form),
        then=f"/my-plan/{plan_id}/meeting",
    )


def _asking(session: Session, request: Asked, plan_id: UUID) -> Asking:
    visitor, on = signed_in(request), today_of(request)
    if visitor.role not in RESPONDENTS:
        raise NotFound
    plan = plan_for(session, visitor.visitor, plan_id, Action.ASK_FOR_REVIEW, on=on)
    person = session.get_one(Person, plan.person_id)
    draft = unsent_ask(session, plan.id, visitor.account_id)
    with speaking_as(frame_of(request)):
        people = people_to_ask(session, visitor, plan, person, on=on)
    return Asking(visitor, plan, person, people, draft.chosen if draft else {})


def _step(session: Session, request: Asked, plan_id: UUID, step: str, *, form: Form) -> Answer:
    asking = _asking(session, request, plan_id)
    if step not in asking.steps:
        raise NotFound
    first = min(_number(form, request), max(0, len(asking.people) - 1) // AT_ONCE * AT_ONCE)
    more = first + AT_ONCE < len(asking.people)
    here = f"/my-plan/{plan_id}/meeting/"
    made = form_again if form.errors else page
    return made(
        request,
        "my_meeting/step.html",
        asking=asking,
        step=step,
        first=first,
        here=here,
        on=f"{here}{step}?from={first + AT_ONCE}" if step in ("come", "away") and more else here + asking.after(step),
        back=_back(asking, step, first, here),
        some=asking.people[first : first + AT_ONCE],
        choices_of=choices_of,
        chosen_by_press=step in CHOSEN_BY_PRESS,
        chosen_words=chosen_words,
        command=command_fields,
        form=form,
        errors=form.errors,
    )


def _back(asking: Asking, step: str, first: int, here: str) -> str:
    if step in ("come", "away") and first:
        return f"{here}{step}?from={first - AT_ONCE}"
    before = asking.before(step)
    return here + before if before else here.rstrip("/")


def _told(session: Session, asking: Asking, row: MeetingAsk) -> dict[str, Any]:
    """One ask as its owner sees it. Who should stay away is shown to them while nobody sits beside them."""
    steps = steps_of(session, row.id)
    words = quotes_by_id(session, words_of(session, row.id), private_too=True)
    ends = [step for step in steps if step.became != "answered"]
    return {
        "row": row,
        "come": people_of(session, row.id, Wish.COME),
        "away": [] if asking.sitting_with else people_of(session, row.id, Wish.STAY_AWAY),
        "steps": steps,
        "answer": next((step for step in reversed(steps) if step.became == "answered"), None),
        "open": not ends,
        "words": list(words.values()),
        "can_say_more": asking.plan.coordinator_id not in kept_away(session, row.id),
    }


def _own_ask(session: Session, asking: Asking, ask_id: UUID) -> MeetingAsk:
    row = meeting_asks.ask_for(session, asking.plan, ask_id)
    if row.account_id != asking.visitor.account_id:
        raise NotFound
    return row


def _words(session: Session, request: Asked, plan_id: UUID, ask_id: UUID, form: Form) -> Answer:
    asking = _asking(session, request, plan_id)
    told = _told(session, asking, _own_ask(session, asking, ask_id))
    if not told["open"] or not told["can_say_more"]:
        return redirect(f"/my-plan/{plan_id}/meeting")
    made = form_again if form.errors else page
    shown = made(
        request,
        "my_meeting/words.html",
        asking=asking,
        told=told,
        base=f"/my-plan/{plan_id}/asked/{ask_id}",
        command=command_fields,
        form=form,
        errors=form.errors,
    )
    shown.headers["permissions-policy"] = MICROPHONE
    return shown


def _board(session: Session, request: Asked, plan_id: UUID, ask_id: UUID, form: Form) -> Answer:
    asking = _asking(session, request, plan_id)
    told = _told(session, asking, _own_ask(session, asking, ask_id))
    if not told["open"] or not told["can_say_more"]:
        return redirect(f"/my-plan/{plan_id}/meeting")
    base = f"/my-plan/{plan_id}/asked/{ask_id}"
    return board_at(session, request, form, person=asking.person, base=base, back=base)


def _keep(request: Asked, plan_id: UUID, ask_id: UUID, method: Method) -> Answer:
    """Keep it in one transaction; a file is looked at before it begins, in a process of its own."""
    form, visitor = form_of(request), signed_in(request)
    with reading(database_of(request)) as session:
        asking = _asking(session, request, plan_id)
        _own_ask(session, asking, ask_id)
        own = names_of(session, asking.person.id)
    try:
        refuse_what_is_wrong(form)
        said = own_way(form, method, visitor.visitor.language, own)
        with writing(database_of(request)) as session:
            asking = _asking(session, request, plan_id)
            row = _own_ask(session, asking, ask_id)
            meeting_asks.add_words(session, asking.plan, command_of(request), row, words=said)
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="words")
        with reading(database_of(request)) as session:
            if method is Method.SYMBOLS:
                return _board(session, request, plan_id, ask_id, form)
            return _words(session, request, plan_id, ask_id, form)
    return redirect(f"/my-plan/{plan_id}/asked/{ask_id}")


def _number(form: Form, request: Asked | None = None) -> int:
    typed = form.text("from") or (request.query_params.get("from", "") if request else "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return number // AT_ONCE * AT_ONCE
