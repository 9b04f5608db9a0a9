"""Signing on paper: the page each signer signs with a pen, printed by staff or got in one's own room."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from engine.access import slot_for
from engine.clock import today
from engine.database import reading
from engine.filed_pages import FiledPage, filed_pages_of
from engine.originals import ShownCopy
from engine.paper_codes import PageKind, page_code, printed
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import NotFound, Refusal
from engine.rounds import Round, RoundKind, rounds_of
from engine.signatures import Signature, newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from web import ranged
from web.answers import Answer, download, page
from web.asked import Asked, database_of, settings_of
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_room import room_for
from web.pages.plans import find_plan
from web.pages.versions import WORD
from web.papers.signature_pages import file_name, page_of_slot
from web.signature_words import capacity_words, outcome_words
from web.standings import plan_title


@get("/plans/{plan_id:uuid}/papers", sync_to_thread=True)
def index(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The page of each signer of the newest signing round, with its code."""
    on = today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan, person = find_plan(session, request, plan_id, Action.RECORD_SILENCE, on=on)
        current = next((row for row in rounds_of(session, plan.id) if row.kind == RoundKind.SIGNING), None)
        version = session.get_one(Version, current.version_id) if current else None
        slots = slots_of(session, current.id) if current else []
        last = newest_by_slot(signatures_of(session, version.id)) if version else {}
        return page(
            request,
            "papers/index.html",
            plan=plan,
            person=person,
            title=plan_title(plan),
            version=version,
            as_whom=capacity_words,
            outcome_words=outcome_words,
            filed=filed_pages_of(session, [row.id for row in last.values()]),
            kinds={PageKind.SIGNATURE: _("Page"), PageKind.FAX_COVER: _("Cover sheet")},
            printed=printed,
            under_way=plan.standing == Standing.SIGNING,
            slots=[
                (slot, last.get(slot.id), printed(page_code(PageKind.SIGNATURE, slot.id, version.fingerprint or "")))
                for slot in slots
                if version
            ],
        )


@get("/filed-pages/{filed_id:uuid}", sync_to_thread=True)
def filed(request: Asked, filed_id: FromPath[UUID]) -> Response[bytes]:
    """The picture of a page or cover sheet that was filed."""
    on = today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        row = session.get(FiledPage, filed_id)
        signature = session.get(Signature, row.signature_id) if row else None
        if row is None or signature is None:
            raise NotFound
        slot_for(session, signed_in(request).visitor, signature.slot_id, Action.RECORD_SILENCE, on=on)
        copy = session.get(ShownCopy, row.original_id)
        if copy is None:
            raise NotFound
        return ranged.shown(copy.content, media_type=copy.media_type, asked=request.headers.get("range", ""))


@get("/slots/{slot_id:uuid}/page", sync_to_thread=True)
def signature_page(request: Asked, slot_id: FromPath[UUID]) -> Response[bytes]:
    """The page to sign with a pen. It holds nothing of what the plan says."""
    return _of_slot(request, slot_id, PageKind.SIGNATURE)


@get("/slots/{slot_id:uuid}/fax-cover", sync_to_thread=True)
def fax_cover(request: Asked, slot_id: FromPath[UUID]) -> Response[bytes]:
    """The sheet that goes before the signed page when it comes by fax."""
    return _of_slot(request, slot_id, PageKind.FAX_COVER)


@get("/my-plan/{plan_id:uuid}/signature/page", opt={"own_session_only": True}, sync_to_thread=True)
def own_page(request: Asked, plan_id: FromPath[UUID]) -> Response[bytes]:
    """One's own page, while one is asked to sign."""
    settings = settings_of(request)
    with reading(database_of(request)) as session:
        room = room_for(session, signed_in(request), plan_id, Action.SIGN, on=today(settings.time_zone))
        if room.slot is None:
            raise Refusal(_("You are not asked to sign this plan now. You will be told when it is ready to be signed."))
        version = session.get_one(Version, room.slot.version_id)
        content = page_of_slot(session, room.plan, room.slot, settings, PageKind.SIGNATURE)
        name = file_name(room.slot, version, PageKind.SIGNATURE)
    return download(content, filename=name, media_type=WORD)


def _of_slot(request: Asked, slot_id: UUID, kind: PageKind) -> Response[bytes]:
    settings = settings_of(request)
    on = today(settings.time_zone)
    with reading(database_of(request)) as session:
        slot = slot_for(session, signed_in(request).visitor, slot_id, Action.RECORD_SILENCE, on=on)
        plan = session.get_one(Plan, session.get_one(Round, slot.round_id).plan_id)
        version = session.get_one(Version, slot.version_id)
        content = page_of_slot(session, plan, slot, settings, kind)
        name = file_name(slot, version, kind)
    return download(content, filename=name, media_type=WORD)
