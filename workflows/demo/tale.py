"""What every story needs to be told: the day it is in the story, who acts, and the longer turns of a plan's life."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from engine.accounts import CLOCK, Account, Role, actor_for
from engine.copies import Rendition, Way, copies_of
from engine.easy_read import lines_of
from engine.filed_pages import ReadFrom
from engine.firing import Command
from engine.ids import new_id
from engine.items import Item, items_of
from engine.left_out import Why
from engine.originals import OriginalKind
from engine.paper_codes import PageKind, page_code
from engine.people import Person, Team
from engine.plans import Plan, PlanType
from engine.quotes import Attribution, Method, Quote, quotes_of
from engine.reviews import ReviewDecisionKind
from engine.rounds import Reply, open_round
from engine.settings import settings
from engine.signatures import SigningMethod, Slot, slots_of
from engine.signing_consents import signs_on_screen
from engine.versions import Version
from workflows import (
    accounts,
    agreeing,
    answering,
    companions,
    consenting,
    copies,
    editing,
    leaving_out,
    paper_signatures,
    people,
    planning,
    recording,
    reviewing,
    sharing,
    signing,
    taking_effect,
)
from workflows.accounts import AccountForm, Held
from workflows.agreeing import StaffSigner
from workflows.content import read_content
from workflows.demo.cast import MEMBERS, Member
from workflows.drafting import draft_note
from workflows.easyread.writing import look_again, make_lines, put
from workflows.keeping_files import KeptFile
from workflows.paper_pages import Page
from workflows.paper_signatures import Filed
from workflows.people import PersonForm
from workflows.placing import without_place
from workflows.planning import Line
from workflows.recipients import recipients, signed_version
from workflows.recording import Attendee, MeetingForm
from workflows.signing_rows import HowSigned

Chapters = Iterator[datetime]
"""A story yields the moment at which what follows happens; the stories of everybody are told in one order of time."""


class Words:
    """The quotations captured from one note, found again by a piece of what was said."""

    def __init__(self, kept: Mapping[str, UUID]) -> None:
        self._kept = kept

    def __call__(self, piece: str) -> UUID:
        """The quote that holds these characters. Raises KeyError where nobody said it."""
        for text, identity in self._kept.items():
            if piece in text:
                return identity
        raise KeyError(piece)


class Tale:
    """One story's hand: opens no transaction, asks no clock; `at` is moved by whoever tells."""

    def __init__(self, session: Session, today: date, password_hash: str) -> None:
        self.session, self.today, self.password_hash = session, today, password_hash
        self.teams: dict[str, Team] = {}
        self.accounts: dict[str, Account] = {}
        self.at = self.ago(450)

    @property
    def on(self) -> date:
        """The day it is in the story."""
        return self.at.astimezone(ZoneInfo(settings().time_zone)).date()

    def ago(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """A moment so many days before today, on the agency's clock."""
        return self.on_day(self.today - timedelta(days=days), hour, minute)

    def on_day(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """A moment of a day, on the agency's clock."""
        local = datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(settings().time_zone))
        return local.astimezone(UTC)

    def by(self, who: str, **content: Any) -> Command:
        """What somebody of the cast asks for now; `clock` is the clock."""
        actor = CLOCK if who == "clock" else actor_for(self.accounts[who], MEMBERS[who].role)
        return Command(id=str(new_id()), actor=actor, at=self.at, content=content)

    def open_account(self, member: Member, form: AccountForm) -> None:
        """The administrator opens an account; its holder chooses the password by the one-time link."""
        account = accounts.create_account(self.session, self.by("avery"), form)
        token = accounts.invite(self.session, self.by("avery"), account)
        accounts.choose_password(self.session, token, password_hash=self.password_hash, at=self.at)
        self.accounts[member.sign_in] = account

    def person(self, coordinator: str, full_name: str, *, sign_in: str = "", **more: Any) -> Person:
        """A person on somebody’s caseload, with an account of their own where they have one."""
        owner = self.accounts[coordinator]
        form = PersonForm(full_name=full_name, team_id=owner.team_id or new_id(), coordinator_id=owner.id, **more)
        person = people.create_person(self.session, self.by("avery"), form)
        if sign_in:
            held = [Held(Role.PARTICIPANT)]
            language = MEMBERS[sign_in].language
            self.open_account(
                MEMBERS[sign_in],
                AccountForm(sign_in_name=sign_in, name=full_name, roles=held, person_id=person.id, language=language),
            )
        return person

    def begin(self, who: str, person: Person, profile: str, plan_type: PlanType = PlanType.ISP) -> Plan:
        """Begin a plan."""
        return planning.begin_plan(self.session, person, plan_type, profile, self.by(who))[0]

    def meet(
        self,
        who: str,
        plan: Plan,
        person: Person,
        notes: str,
        came: Sequence[Attendee],
        *,
        place: str = "",
        method: Method = Method.SPOKEN,
        language: str = "en",
        interpreter: str = "",
    ) -> Words:
        """Record a meeting, and capture what the drafting finds the person to have said in its notes."""
        form = MeetingForm(
            held_on=self.on, attendees=came, place=place, chosen_by_person=True, notes=notes, interpreter=interpreter
        )
        meeting = recording.record_meeting(self.session, plan, form, self.by(who))
        found = draft_note(notes, person=person.full_name, also_called=person.also_called)
        kept: dict[str, UUID] = {}
        for quotation in found.quotes:
            if quotation.attribution == Attribution.PARTICIPANT and quotation.text not in kept:
                quote = recording.capture_quote(
                    self.session,
                    plan,
                    self.by(who),
                    text=quotation.text,
                    attribution=Attribution.PARTICIPANT,
                    speaker=person.full_name,
                    method=Method(quotation.method) if quotation.method else method,
                    said_on=self.on,
                    may_include=True,
                    meeting=meeting,
                    language=language,
                )
                kept[quotation.text] = quote.id
        return Words(kept)

    def draft(self, who: str, plan: Plan, lines: Sequence[Line], *, effective_on: date | None = None) -> None:
        """Start the draft with these lines, and save it."""
        planning.hold_meeting(self.session, plan, self.by(who), lines=lines)
        if effective_on is not None:
            self.save(who, plan, effective_on=effective_on)

    def save(self, who: str, plan: Plan, *, effective_on: date) -> None:
        """Save the revision with its day."""
        editing.save_revision(self.session, plan, self.by(who), effective_on=effective_on)

    def share(self, who: str, plan: Plan) -> None:
        """Share with the person; of words that stand nowhere, it is said why."""
        self.leave_rest_out(who, plan)
        sharing.share(self.session, plan, self.by(who))

    def easy(self, who: str, plan: Plan, written: Mapping[str, Sequence[str]] | None = None) -> None:
        """Make the Easy Read lines by rules and look at each beside its text; `written` stands over some, by their text."""
        for section in self.sections(plan).values():
            make_lines(self.session, plan, section, self.by(who), suggest=_picture)
        for item in items_of(self.session, self.version(plan).id):
            texts = (written or {}).get(str(item.details.get("text") or item.details.get("name")))
            before = lines_of(self.session, item.version_id).get(item.lineage_id, [])
            if texts:
                put(self.session, item, texts, before, self.by(who), _picture)
            elif before:
                look_again(self.session, plan, item, self.by(who))

    def add(self, who: str, plan: Plan, line: Line) -> Item:
        """One more line of the draft."""
        parent = self.section(plan, line.section)
        return editing.add_line(
            self.session, plan, kind=line.kind, parent=parent, details=line.details, command=self.by(who)
        )

    def leave_rest_out(self, who: str, plan: Plan) -> None:
        """Say of each thing the person said that stands nowhere why it is left out."""
        content = read_content(self.session, plan, self.version(plan))
        for quote in without_place(self.session, plan, content, quotes_of(self.session, plan.person_id)):
            reason = "We talked about it at the meeting. It is not something this plan is for."
            leaving_out.leave_out(self.session, plan, quote.id, self.by(who), why=Why.OTHER, reason=reason)

    def quote(self, identity: UUID) -> Quote:
        """What was captured."""
        return self.session.get_one(Quote, identity)

    def translate(self, who: str, quote: UUID, text: str, *, language: str, made_by: str, checked_by: str = "") -> None:
        """Keep a translation beside words; somebody else looks it over."""
        found = self.quote(quote)
        made = companions.add_translation(
            self.session, found, self.by(who), text=text, language=language, made_by=made_by
        )
        if checked_by:
            companion = UUID(str(made.event.data["companion"]))
            companions.look_over(self.session, found, companion, self.by(checked_by), holds=True)

    def section(self, plan: Plan, key: str) -> Item:
        """A part of the version being written or asked about."""
        return self.sections(plan)[key]

    def sections(self, plan: Plan) -> dict[str, Item]:
        """All parts by key."""
        return editing.sections_by_key(self.session, self.version(plan))

    def version(self, plan: Plan) -> Version:
        """The version being written or asked about, else the one in force."""
        return self.session.get_one(Version, plan.working_version_id or plan.in_force_version_id)

    def lines(self, plan: Plan, kind: str) -> list[Item]:
        """The lines of a kind in it, in order."""
        return [item for item in items_of(self.session, self.version(plan).id) if item.kind == kind]

    def change(self, who: str, plan: Plan, item: Item, /, **fields: Any) -> None:
        """Rewrite fields of a line in the draft."""
        editing.save_line(
            self.session,
            plan,
            item,
            details={**item.details, **fields},
            before=item.details,
            based_on=item.version,
            command=self.by(who),
        )

    def use(self, who: str, plan: Plan, item: Item, quote: UUID) -> None:
        """Show what was said with a line."""
        editing.use_quote(self.session, plan, item, quote, self.by(who))

    def answer(
        self,
        who: str,
        plan: Plan,
        keys: Sequence[str] = (),
        reply: Reply = Reply.YES,
        comment: str = "",
        *,
        helped_by: str = "",
        language: str = "en",
    ) -> None:
        """Answer these parts alike, or all of them."""
        for key, section in self.sections(plan).items():
            if not keys or key in keys:
                answering.answer(
                    self.session,
                    plan,
                    self.by(who),
                    section=section.lineage_id,
                    reply=reply,
                    comment=comment,
                    helped_by=helped_by,
                    language=language,
                )

    def ask_signatures(self, who: str, plan: Plan, staff: Sequence[StaffSigner] = ()) -> None:
        """Go on to signing."""
        agreeing.agree(self.session, plan, self.by(who), staff=staff)

    def on_screen(self, *who: str) -> None:
        """They said, when they were first asked, that they want to sign on a screen."""
        for name in (name for name in who if not signs_on_screen(self.session, self.accounts[name].id)):
            consenting.sign_on_screen(self.session, self.by(name), words=consenting.WORDS, language="en")

    def sign(
        self, plan: Plan, *who: str, objection: str = "", language: str = "en", how: HowSigned | None = None
    ) -> None:
        """Each signs the text as it stands, typing their name where it is not said how."""
        fingerprint = self.version(plan).fingerprint or ""
        for name in who:
            if MEMBERS[name].role in consenting.OWN_ROOM and language == "en":
                self.on_screen(name)
            typed = HowSigned(SigningMethod.TYPED_NAME, language=language, written_name=self.accounts[name].name)
            signing.sign(
                self.session, plan, self.by(name), fingerprint=fingerprint, objection=objection, how=how or typed
            )

    def picture(self, plan: Plan, who: str, name: str, method: SigningMethod, words: str) -> None:
        """Somebody signs with a picture: drawn by hand, or chosen as their mark."""
        content = (Path(__file__).parent / "pictures" / name).read_bytes()
        file = KeptFile(name, OriginalKind.PICTURE, "image/png", content, "image/png", content)
        self.sign(plan, who, how=HowSigned(method, file=file, mark_words=words))

    def slot(self, plan: Plan, capacity: str) -> Slot:
        """The signature that is asked for in a capacity."""
        current = open_round(self.session, plan.id)
        found = slots_of(self.session, current.id) if current else []
        return next(slot for slot in found if slot.capacity == capacity)

    def paper(self, who: str, plan: Plan, capacity: str, *, signed_on: date) -> None:
        """Somebody files a page that was signed with a pen and is kept as paper."""
        paper_signatures.file_paper(
            self.session,
            plan,
            self.by(who),
            slot_id=self.slot(plan, capacity).id,
            fingerprint=self.version(plan).fingerprint or "",
            method=SigningMethod.WET_ON_FILE,
            signed_on=signed_on,
            received_on=self.on,
        )

    def page_that_came(self, who: str, plan: Plan, capacity: str, *, signed_on: date, scan: str) -> None:
        """A signed page came back as a scan, was matched by the code on it, and is filed with what is ticked there."""
        content = (Path(__file__).parent / "pictures" / scan).read_bytes()
        file = KeptFile(scan, OriginalKind.PICTURE, "image/png", content, "image/png", content)
        slot, fingerprint = self.slot(plan, capacity), self.version(plan).fingerprint or ""
        code = page_code(PageKind.SIGNATURE, slot.id, fingerprint)
        paper_signatures.file_paper(
            self.session,
            plan,
            self.by(who),
            slot_id=slot.id,
            fingerprint=fingerprint,
            method=SigningMethod.WET_UPLOADED,
            signed_on=signed_on,
            received_on=self.on,
            file=file,
            pages=[Filed(Page(PageKind.SIGNATURE, slot, fingerprint, code), ReadFrom.TYPED, file)],
        )

    def give_copies(self, who: str, plan: Plan, *given: tuple[str, Rendition, str]) -> None:
        """Copies of the signed plan: to whom, in which form, and how staff know that they have it (empty: not yet)."""
        version = signed_version(self.session, plan)
        assert version is not None
        keys = {row.name: row.key for row in recipients(self.session, plan, version, on=self.on)}
        for name, rendition, received in given:
            copies.give_copy(
                self.session,
                plan,
                self.by(who),
                to=keys[name],
                rendition=rendition,
                language="en",
                way=Way.IN_PERSON if received else Way.LETTER,
                given_on=self.on,
            )
            newest = copies_of(self.session, plan.id)[0]
            if received:
                copies.acknowledge(
                    self.session, plan, self.by(who), copy_id=newest.id, received_on=self.on, how=received
                )

    def complete(self, who: str, plan: Plan) -> None:
        """All have signed."""
        signing.complete(self.session, plan, self.by(who))

    def take_effect(self, plan: Plan) -> None:
        """The clock puts the signed version in force."""
        taking_effect.take_effect(self.session, plan, self.by("clock"))

    def decide(
        self, who: str, plan: Plan, *, keep: str, change: Mapping[str, str] | None = None, upto: int | None = None
    ) -> None:
        """Decide about the lines in force: `change` by kind with the reason, the others kept; `upto` only so many."""
        changed = change or {}
        lines = [item for item in items_of(self.session, _in_force(plan)) if item.kind != "section"]
        for item in lines[:upto]:
            reviewing.decide(
                self.session,
                plan,
                self.by(who),
                lineage_id=item.lineage_id,
                decision=ReviewDecisionKind.CHANGE if item.kind in changed else ReviewDecisionKind.KEEP,
                reason=changed.get(item.kind, keep),
            )


def _picture(line: str) -> str:
    return next((key for word, key in _PICTURES.items() if word in line.lower()), "")


_PICTURES = {
    "sing": "music",
    "music": "music",
    "garden": "garden",
    "kitchen": "home",
    "own home": "home",
    "money": "money",
    "talk to": "talk",
}
"""Keys of the shipped set of pictures; the pages suggest them from its own list of words."""


def _in_force(plan: Plan) -> UUID:
    if plan.in_force_version_id is None:
        raise ValueError("No version is in force yet in this story.")
    return plan.in_force_version_id


def came(*who: tuple[str, str]) -> list[Attendee]:
    """People at a meeting, by name and what they are to the person."""
    return [Attendee(name, relation) for name, relation in who]
