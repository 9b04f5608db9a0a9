"""The versions of a plan, what changed between two of them, and one as a Word file."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from sqlmodel import Session

from documents.plan_parts import quotes_of
from engine.access import plan_for, version_for, versions_seen
from engine.accounts import Role
from engine.clock import now, today
from engine.database import reading
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound
from engine.versions import Version
from engine.words_beside import read_beside
from web.answers import Answer, download, page
from web.asked import Asked, database_of, settings_of
from web.comparing import compare
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_lines import sections_for
from web.pages.plans import find_plan
from web.papers import document, plan_paper
from web.papers.plan import not_in_force
from web.proving import marks_of
from web.signature_view import SignatureView, signature_views
from web.signed_in import SignedIn
from web.standings import plan_title

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@get("/plans/{plan_id:uuid}/versions", sync_to_thread=True)
def index(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Every version this visitor may read, newest first, each with what may be compared and downloaded."""
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan, person = find_plan(session, request, plan_id, Action.SEE_PLAN, on=on)
        rows = versions_seen(session, visitor.visitor, plan_id, on=on)
        return page(request, "versions/index.html", plan=plan, person=person, title=plan_title(plan), versions=rows)


@get("/versions/{version_id:uuid}", sync_to_thread=True)
def show(request: Asked, version_id: FromPath[UUID]) -> Answer:
    """One version as it stands, with its signatures."""
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        version = version_for(session, visitor.visitor, version_id, on=on)
        plan = session.get_one(Plan, version.plan_id)
        person = session.get_one(Person, plan.person_id)
    opened(database_of(request), visitor.visitor, plan.person_id, f"version:{version_id}", at=now())
    with reading(database_of(request)) as session:
        beside = read_beside(session, visitor.visitor, version, on=on)
        return page(
            request,
            "versions/show.html",
            plan=plan,
            person=person,
            version=version,
            band=_band(session, plan, version),
            title=plan_title(plan),
            sections=sections_for(session, visitor.visitor, plan, version),
            signatures=[view for view in signature_views(session, version.id, beside) if _sees(visitor, view)],
        )


def _sees(visitor: SignedIn, view: SignatureView) -> bool:
    """A provider sees their own signature alone; whoever reads the whole plan reads all of them."""
    return visitor.role != Role.PROVIDER or view.row.account_id == visitor.account_id


@get("/versions/{before_id:uuid}/compare/{after_id:uuid}", sync_to_thread=True)
def changes(request: Asked, before_id: FromPath[UUID], after_id: FromPath[UUID]) -> Answer:
    """What changed from one version of a plan to another."""
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        before = version_for(session, visitor.visitor, before_id, on=on)
        after = version_for(session, visitor.visitor, after_id, on=on)
        if before.plan_id != after.plan_id:
            raise NotFound()
        plan = plan_for(session, visitor.visitor, after.plan_id, on=on)
        person = session.get_one(Person, plan.person_id)
        found = compare(
            sections_for(session, visitor.visitor, plan, before), sections_for(session, visitor.visitor, plan, after)
        )
        return page(
            request,
            "versions/changes.html",
            plan=plan,
            person=person,
            title=plan_title(plan),
            before=before,
            after=after,
            sections=found,
        )


@get("/versions/{version_id:uuid}/document", sync_to_thread=True)
def paper(request: Asked, version_id: FromPath[UUID]) -> Response[bytes]:
    """The version as a Word file. The download is noted before the file is sent."""
    visitor, settings = signed_in(request), settings_of(request)
    on = today(settings.time_zone)
    with reading(database_of(request)) as session:
        version = version_for(session, visitor.visitor, version_id, Action.DOWNLOAD, on=on)
        plan = session.get_one(Plan, version.plan_id)
        person = session.get_one(Person, plan.person_id)
        beside = read_beside(session, visitor.visitor, version, on=on)
        printed = plan_paper(session, plan, version, settings, on=on, beside=beside)
        content = document(printed)
        marks = marks_of(session, content, [UUID(quote.id) for quote in quotes_of(printed)])
    opened(database_of(request), visitor.visitor, plan.person_id, f"document:{version_id}", at=now(), marks=marks)
    name = f"{person.full_name}, {plan_title(plan)}, version {version.number}.docx"
    return download(content, filename=name, media_type=WORD)


def _band(session: Session, plan: Plan, version: Version) -> str:
    """That another version counts, in the reader’s language; empty where this one does or none later."""
    if not not_in_force(session, plan, version):
        return ""
    counts = session.get_one(Version, plan.in_force_version_id)
    return _("This is not the plan in force. Version %(number)s is.") % {"number": counts.number}
