"""Where a page that came back belongs: to one signer and one text, as its code says, or to nobody here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from engine.paper_codes import PageKind, page_code, typed_code
from engine.people import Person
from engine.plans import Plan
from engine.refusals import Reason, Refusal
from engine.rounds import Round, RoundKind, open_round
from engine.sayings import say
from engine.signatures import Slot, slots_of
from engine.versions import Version

Sees = Callable[[UUID], bool]
"""Whether whoever files the page may be told about the signer of this slot."""


@dataclass(frozen=True)
class Page:
    """A page whose signer and text are known. `fingerprint` is the one its code carries."""

    kind: PageKind
    slot: Slot
    fingerprint: str
    code: str


def typed_page_code(typed: str) -> str:
    """A code as somebody typed it. Raises Refusal where it cannot be one."""
    code = typed_code(typed)
    if not code:
        raise _refused(
            "typed",
            "This is no page code: a character is wrong, or some are missing. Look at the page once more; the code has "
            "three groups of four.",
        )
    return code


def page_of_code(session: Session, plan: Plan, code: str, *, sees: Sees) -> Page:
    """The page of this plan's signing round with this code. Raises Refusal for every other page.

    What another page belongs to is told only where `sees` says so; else it is told as little as for a code of nobody.
    """
    current = open_round(session, plan.id)
    if current is None or current.kind != RoundKind.SIGNING:
        raise _refused("no-round", "Nobody is asked to sign this plan now, so no page of it can be filed.")
    here = _with(session, slots_of(session, current.id), code)
    if here is not None:
        return here
    elsewhere = _with(session, session.exec(select(Slot).order_by(col(Slot.id))), code)
    if elsewhere is None or not sees(elsewhere.slot.id):
        raise _refused(
            "other-page",
            "This is no page of this plan: its code belongs to nobody who is asked to sign it. Nothing was filed. Look at "
            "the code once more, or give the page back to whoever brought it.",
        )
    raise _refused("other-page", _belongs(session, plan, elsewhere))


def _with(session: Session, slots: Iterable[Slot], code: str) -> Page | None:
    fingerprints: dict[UUID, str] = {}
    for slot in slots:
        if slot.version_id not in fingerprints:
            fingerprints[slot.version_id] = session.get_one(Version, slot.version_id).fingerprint or ""
        print_of = fingerprints[slot.version_id]
        for kind in PageKind:
            if page_code(kind, slot.id, print_of) == code:
                return Page(kind, slot, print_of, code)
    return None


def _belongs(session: Session, plan: Plan, other: Page) -> str:
    version = session.get_one(Version, other.slot.version_id)
    theirs = session.get_one(Plan, session.get_one(Round, other.slot.round_id).plan_id)
    if theirs.id == plan.id:
        return say(
            "This page is for version %(version)s, as %(name)s was asked to sign it then. That is not "
            "the text that is being signed now. Nothing was filed. Print a new page, and ask again.",
            version=version.number,
            name=other.slot.name,
        )
    person = session.get_one(Person, theirs.person_id)
    return say(
        "This page is of the plan of %(person)s, version %(version)s, for %(name)s. It was not filed "
        "here. File it with that plan.",
        person=person.full_name,
        version=version.number,
        name=other.slot.name,
    )


def _refused(code: str, sentence: str) -> Refusal:
    return Refusal(reasons=[Reason(code, sentence, "code")])
