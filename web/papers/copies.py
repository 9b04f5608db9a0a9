"""The Word file of a copy: the signed version, in the form and within the parts that were given."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from documents.quotes_in_docx import original_quotes
from engine.accounts import Account
from engine.copies import CopyGiven, Rendition
from engine.people import Person
from engine.plans import Plan
from engine.settings import Settings
from engine.versions import Version
from web.papers.language import paper_in
from web.papers.own_parts import Own
from web.papers.plan import document, plan_paper
from web.proving import marks_of
from web.standings import plan_title


def copy_file(
    session: Session, plan: Plan, row: CopyGiven, settings: Settings, *, on: date
) -> tuple[bytes, str, dict[str, str]]:
    """The file, its name, and the marks by which it is known again. Private words are in no copy."""
    own = Own(row.recipient, frozenset(row.parts)) if row.own_parts_only else None
    version = session.get_one(Version, row.version_id)
    return version_file(
        session, plan, version, settings, Rendition(row.rendition), own=own, language=_read_by(session, row), on=on
    )


def _read_by(session: Session, row: CopyGiven) -> str:
    account = session.get(Account, row.account_id) if row.account_id else None
    return account.language if account else "en"


def version_file(
    session: Session,
    plan: Plan,
    version: Version,
    settings: Settings,
    rendition: Rendition,
    *,
    own: Own | None = None,
    language: str = "en",
    on: date,
) -> tuple[bytes, str, dict[str, str]]:
    """The same for a version that nobody was given yet. `language` is that of its headings and labels."""
    with paper_in(language):
        content = document(plan_paper(session, plan, version, settings, on=on, own=own), rendition)
    marks = marks_of(session, content, [UUID(quote_id) for quote_id in original_quotes(content)])
    form = "" if rendition is Rendition.STANDARD else f", {rendition.value}"
    name = session.get_one(Person, plan.person_id).full_name
    return content, f"{name}, {plan_title(plan)}, version {version.number}{form}.docx", marks
