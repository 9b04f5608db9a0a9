"""Something else: what is not about a part of the plan. One address and one title, whatever is told here.

Nothing of it stays on the device: no other address, no other title, no stored page. What is told goes to people who are
not named in it.
"""

from litestar import get, post
from sqlmodel import Session

from engine.accounts import Role
from engine.agency_words import WHO_TO_CALL, words_for
from engine.database import reading, writing
from engine.people import Person
from engine.refusals import NotFound, Refusal
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of
from web.doing import refuse_what_is_wrong
from web.forms import Form
from web.identity import signed_in
from web.sent import command_fields, command_of
from web.signed_in import SignedIn
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
        command=command_fields,
        form=form,
        errors=form.errors,
    )


def _own(request: Asked) -> SignedIn:
    visitor = signed_in(request)
    if visitor.role != Role.PARTICIPANT:
        raise NotFound
    return visitor
