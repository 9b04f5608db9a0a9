"""Something else: what is not about a part of the plan. One address and one title, whatever is told here.

Nothing of it stays on the device: no other address, no other title, no stored page. What is told goes to people who are
not named in it.
"""

from litestar import get, post
from sqlmodel import Session

from engine.accounts import Role
from engine.agency_words import WHO_TO_CALL, words_for
from engine.clock import now
from engine.database import reading, writing
from engine.firing import Command
from engine.ids import new_id
from engine.people import Person
from engine.refusals import NotFound, Refusal
from engine.safety import steps_of, told_by
from engine.sittings import WayIn
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of
from web.doing import refuse_what_is_wrong
from web.forms import Form
from web.identity import signed_in
from web.sent import command_fields, command_of
from web.signed_in import SignedIn
from web.stepping_up import require_step_up
from workflows import keeping_safe


@get("/my-plan/else", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """What else there is."""
    _own(request)
    return page(request, "my_plan/else.html", step="", form=Form(), errors={})


@post("/my-plan/else", sync_to_thread=True)
def go_on(request: Asked) -> Answer:
    """The explanation with its two fields, or what was told is sent; the address stays the same."""
    form, visitor = form_of(request), _own(request)
    if form.text("step") == "again":
        return _again(request, visitor)
    if form.text("step") != "send":
        with reading(database_of(request)) as session:
            return _tell(session, request, Form())
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            keeping_safe.tell(
                session,
                command_of(request),
                words=form.words("words"),
                about=form.fields.get("about", ()),
                about_words=form.words("about_words"),
                language=visitor.visitor.language,
            )
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="words")
        with reading(database_of(request)) as session:
            return _tell(session, request, form)
    with reading(database_of(request)) as session:
        return page(
            request, "my_plan/else.html", step="sent", call=words_for(session, WHO_TO_CALL), form=Form(), errors={}
        )


def _tell(session: Session, request: Asked, form: Form) -> Answer:
    person_id = _own(request).visitor.person_id
    assert person_id is not None
    made = form_again if form.errors else page
    return made(
        request,
        "my_plan/else.html",
        step="tell",
        around=keeping_safe.people_around(session, session.get_one(Person, person_id)),
        picked=form.fields.get("about", ()),
        call=words_for(session, WHO_TO_CALL),
        may_read_again=_alone_on_their_own(_own(request)),
        command=command_fields,
        form=form,
        errors=form.errors,
    )


def _again(request: Asked, visitor: SignedIn) -> Answer:
    """What they told, for their own eyes: signed in themselves, alone, and shown once more that it is them.

    Never in a hand-over and never with a card: whoever holds that device could read it. To everybody else the answer is
    the page before, which says the same whether anything was told or not.
    """
    if not _alone_on_their_own(visitor):
        with reading(database_of(request)) as session:
            return _tell(session, request, Form())
    if (ask := require_step_up(request)) is not None:
        return ask
    person_id = visitor.visitor.person_id
    assert person_id is not None
    with writing(database_of(request)) as session:
        for report in told_by(session, person_id):
            keeping_safe.note_read_again(session, Command(str(new_id()), visitor.actor, now()), report)
    with reading(database_of(request)) as session:
        told = told_by(session, person_id)
        shown = [(report, next((step.at for step in steps_of(session, report.id)), None)) for report in told]
        return page(
            request,
            "my_plan/else.html",
            step="again",
            told=shown,
            call=words_for(session, WHO_TO_CALL),
            form=Form(),
            errors={},
        )


def _alone_on_their_own(visitor: SignedIn) -> bool:
    """Whether they came in with their own password or passkey and said that nobody is with them."""
    sat = visitor.sitting
    return sat is not None and sat.alone and not sat.is_handed_over and sat.way_in in (WayIn.PASSWORD, WayIn.PASSKEY)


def _own(request: Asked) -> SignedIn:
    visitor = signed_in(request)
    if visitor.role != Role.PARTICIPANT:
        raise NotFound
    return visitor
