"""A signed page that came back: its code read from the picture or typed from the page, and filed for the signer it names."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from documents.square_codes import can_read, read_square_codes
from engine.access import slot_for
from engine.clock import today
from engine.database import reading
from engine.filed_pages import ReadFrom
from engine.paper_codes import PageKind, code_in
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Reason, Refusal
from engine.signatures import SigningMethod
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.languages_said import language_options
from web.pages.plans import find_plan
from web.sent import command_fields, command_of
from web.signing_files import LARGEST, scanned
from web.standings import plan_title
from workflows import paper_signatures
from workflows.keeping_files import KeptFile
from workflows.paper_pages import Page, page_of_code, typed_page_code
from workflows.paper_signatures import Filed, Ticked

TWO_FILES = 2 * LARGEST
"""Bytes of a form with a page, a cover sheet, and the fields beside them."""


@get("/plans/{plan_id:uuid}/papers/new", sync_to_thread=True)
def new(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Choose the scan or the photo, and say what stands on the page."""
    with reading(database_of(request)) as session:
        return _form(session, request, plan_id, form=None)


@post("/plans/{plan_id:uuid}/papers", sync_to_thread=True, request_max_body_size=TWO_FILES)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """File it. The pictures are looked at before the transaction begins, each in a process of its own."""
    form, on = form_of(request), today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        find_plan(session, request, plan_id, Action.RECORD_SILENCE, on=on)
    by_fax = form.text("came") == "fax"
    file, cover = _picture(form, "file"), _picture(form, "cover") if by_fax else None
    said = [(one, read_square_codes(one.shown)) for one in (file, cover) if one is not None]

    def write(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.RECORD_SILENCE, on=on)
        if by_fax and cover is None and len(said) == 1 and len(set(said[0][1])) > 1:
            # A fax often comes as one file: its cover sheet stands in it beside the page.
            alone, codes = said[0]
            kinds = (PageKind.SIGNATURE, PageKind.FAX_COVER)
            both = [_matched(session, request, plan, alone, codes, kind) for kind in kinds]
            _file(session, request, plan, both, by_fax=True, on=on)
            return
        if by_fax and cover is None:
            raise _missing(_("Choose the picture of the cover sheet that came with the fax."), "cover")
        pages = [
            _matched(session, request, plan, one, codes, PageKind.FAX_COVER if one is cover else PageKind.SIGNATURE)
            for one, codes in said
        ]
        _file(session, request, plan, pages, by_fax=by_fax, on=on)

    return act(
        request,
        write,
        again=lambda session, typed: _form(session, request, plan_id, form=typed),
        then=f"/plans/{plan_id}/papers",
    )


def _file(session: Session, request: Asked, plan: Plan, pages: list[Filed], *, by_fax: bool, on: date) -> None:
    form = form_of(request)
    if not pages:
        raise _missing(_("Choose the scan or the photo of the signed page."), "file")
    if len({one.page.slot.id for one in pages}) > 1:
        raise _missing(_("The cover sheet belongs to another signer than the page. Nothing was filed."), "cover")
    ticked = form.text("ticked")
    if ticked not in set(Ticked):
        raise _missing(_("Say what is ticked on the page."), "ticked")
    received = form.day("received_on") or on
    written = form.day("signed_on")
    reason = form.words("late_reason")
    if written is None and not form.errors:
        reason = reason or _("No day is written on the page.")
    for name, sentence in form.errors.items():
        raise Refusal(sentence, about=name)
    first = pages[0]
    paper_signatures.file_paper(
        session,
        plan,
        command_of(request),
        slot_id=first.page.slot.id,
        fingerprint=first.page.fingerprint,
        method=SigningMethod.FAX_COVER if by_fax else SigningMethod.WET_UPLOADED,
        signed_on=written or received,
        received_on=received,
        file=first.file,
        late_reason=reason,
        witness=form.line("witness"),
        helped_by=form.line("helped_by"),
        ticked=Ticked(ticked),
        words=form.words("words") if ticked != Ticked.YES else "",
        language=form.line("language") or "en",
        pages=pages,
    )


def _matched(session: Session, request: Asked, plan: Plan, file: KeptFile, codes: list[str], kind: PageKind) -> Filed:
    """The page of the code in the picture; of the one that was typed where the picture has none. Both have to agree."""
    field = "cover_code" if kind is PageKind.FAX_COVER else "code"
    found = {code for text in codes if (code := code_in(text))}
    typed = form_of(request).text(field).strip()
    if typed:
        found_typed = typed_page_code(typed)
        if found and found_typed not in found:
            raise _missing(_("The code in the picture is another one than the code that was typed."), field)
        return Filed(_page_of(session, request, plan, found_typed, kind, field), ReadFrom.TYPED, file)
    if not found:
        raise _missing(
            _("The code could not be read from the picture. Type it from the page: it stands beside the square."), field
        )
    pages = [_page_of(session, request, plan, code, None, field) for code in sorted(found)]
    fitting = [one for one in pages if one.kind is kind]
    return Filed(_only(fitting, kind, field), ReadFrom.PICTURE, file)


def _page_of(session: Session, request: Asked, plan: Plan, code: str, kind: PageKind | None, field: str) -> Page:
    found = page_of_code(session, plan, code, sees=lambda slot_id: _sees(session, request, slot_id))
    return found if kind is None else _only([found] if found.kind is kind else [], kind, field)


def _only(pages: list[Page], kind: PageKind, field: str) -> Page:
    if not pages:
        if kind is PageKind.FAX_COVER:
            raise _missing(_("This is not the cover sheet. Choose the picture of the cover sheet here."), field)
        raise _missing(_("This is the cover sheet. Choose the picture of the signed page itself."), field)
    if len(pages) > 1:
        raise _missing(_("There are several pages in this picture. Take a picture of one page alone."), field)
    return pages[0]


def _sees(session: Session, request: Asked, slot_id: UUID) -> bool:
    """Whether the visitor may be told whose signature that is."""
    on = today(settings_of(request).time_zone)
    try:
        slot_for(session, signed_in(request).visitor, slot_id, Action.RECORD_SILENCE, on=on)
    except NotFound:
        return False
    return True


def _picture(form: Form, name: str) -> KeptFile | None:
    file = scanned(form, name)
    if file is not None and file.kind != "picture":
        form.errors.add(
            name,
            _("This is no picture. Choose the scan or the photo as a PDF or TIFF, or as a JPEG, PNG or WebP picture."),
        )
        return None
    return file


def _missing(sentence: str, about: str) -> Refusal:
    return Refusal(reasons=[Reason("page", sentence, about)])


def _form(session: Session, request: Asked, plan_id: UUID, *, form: Form | None) -> Answer:
    on = today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, Action.RECORD_SILENCE, on=on)
    answer = form_again if form else page
    shown = answer(
        request,
        "papers/new.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        today=on,
        reads_codes=can_read(),
        ways=[("scan", _("As a scan or a photo")), ("fax", _("By fax, with its cover sheet"))],
        choices=[
            (Ticked.YES.value, _("“I say yes.”")),
            (Ticked.EXCEPT.value, _("“I say yes, except for this.”")),
            (Ticked.NO.value, _("“I say no.”")),
        ],
        languages_said=language_options(person.language),
        command=command_fields,
        form=form,
        errors=form.errors if form else {},
    )
    shown.headers["permissions-policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
    return shown
