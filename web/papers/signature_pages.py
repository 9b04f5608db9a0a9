"""The page that one signer signs with a pen, made from their slot."""

from sqlmodel import Session

from documents.signature_page import SignaturePage, fax_cover, signature_page
from engine.accounts import Account
from engine.paper_codes import PageKind, in_a_picture, page_code, printed
from engine.people import Person
from engine.plans import Plan
from engine.sayings import as_saying
from engine.settings import Settings
from engine.signatures import Slot
from engine.versions import Version
from web.papers.language import paper_in
from web.papers.plan import TITLES

_MADE = {PageKind.SIGNATURE: signature_page, PageKind.FAX_COVER: fax_cover}
_AS = {"participant": "the person", "coordinator": "service coordinator"}


def page_of_slot(session: Session, plan: Plan, slot: Slot, settings: Settings, kind: PageKind) -> bytes:
    """The Word file, with the code that belongs to this kind of page, this signer and exactly this text."""
    version = session.get_one(Version, slot.version_id)
    coordinator = session.get(Account, plan.coordinator_id) if plan.coordinator_id else None
    fingerprint = version.fingerprint or ""
    code = page_code(kind, slot.id, fingerprint)
    signer = session.get(Account, slot.account_id) if slot.account_id else None
    page = SignaturePage(
        person=session.get_one(Person, plan.person_id).full_name,
        agency=settings.agency,
        title=TITLES[plan.plan_type],
        version=version.number,
        fingerprint=fingerprint,
        signer=slot.name,
        capacity=as_saying(_AS.get(slot.capacity, slot.capacity)),
        code=printed(code),
        in_picture=in_a_picture(code, version=version.number, fingerprint=fingerprint),
        as_of=slot.asked_at,
        own=slot.capacity == "participant",
        give_to=coordinator.name if coordinator else "",
    )
    # The fax cover is for whoever sends it; the page is for its signer.
    with paper_in(signer.language if signer and kind is PageKind.SIGNATURE else "en"):
        return _MADE[kind](page)


def file_name(slot: Slot, version: Version, kind: PageKind) -> str:
    """What the file is called when it is saved."""
    return f"{slot.name}, {kind.value}, version {version.number}.docx"
