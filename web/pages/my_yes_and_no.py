"""“How I say yes and no”: what whoever helps should know, and whether the person wants it shown to them."""

from litestar import get, post

from engine.access import person_for
from engine.accounts import Role
from engine.clock import now
from engine.database import reading, writing
from engine.reading import ReadingPreference, preference_of
from engine.refusals import NotFound
from web.answerable import today_of
from web.answers import Answer, page, redirect
from web.asked import Asked, database_of, form_of
from web.identity import signed_in
from web.sent import command_fields
from web.signed_in import SignedIn
from web.yes_and_no import is_hidden


@get("/my-plan/yes-and-no", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """What is written down about it. Where the person keeps it to themselves, not while somebody sits with them."""
    visitor = _own(request)
    helped = bool(visitor.sitting and visitor.sitting.helped_by)
    with reading(database_of(request)) as session:
        assert visitor.visitor.person_id is not None
        person = person_for(session, visitor.visitor, visitor.visitor.person_id, on=today_of(request))
        hidden = is_hidden(session, person)
        return page(
            request,
            "my_plan/yes_and_no.html",
            person=person,
            hidden=hidden,
            helped=helped,
            says="" if hidden and helped else person.how_i_say_yes_and_no,
            command=command_fields,
        )


@post("/my-plan/yes-and-no", sync_to_thread=True)
def choose(request: Asked) -> Answer:
    """Show it to whoever helps, or keep it. Nobody who sits with the person can open what they closed."""
    visitor, wanted = _own(request), form_of(request).text("shown")
    helped = bool(visitor.sitting and visitor.sitting.helped_by)
    if wanted not in ("yes", "no") or (helped and wanted == "yes"):
        raise NotFound
    with writing(database_of(request)) as session:
        row = preference_of(session, visitor.account_id) or ReadingPreference(
            account_id=visitor.account_id, changed_at=now()
        )
        row.hides_yes_and_no, row.changed_at = wanted == "no", now()
        session.add(row)
    return redirect("/my-plan/yes-and-no")


def _own(request: Asked) -> SignedIn:
    visitor = signed_in(request)
    if visitor.role != Role.PARTICIPANT:
        raise NotFound
    return visitor
