"""A signature given with a pen, filed by whoever received the paper: with the paper, the day it came, and both days printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session

from engine.filed_pages import FiledPage, ReadFrom
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.paper_codes import PageKind
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Method
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.signatures import Outcome as SignerOutcome
from engine.signatures import Signature, SigningMethod, is_signature, newest_by_slot, signatures_of
from workflows.facts import PlanFacts
from workflows.keeping_files import KeptFile, keep_file, with_file
from workflows.loading import load_facts
from workflows.moving import local_day, note, tell_staff
from workflows.paper_pages import Page
from workflows.profiles import profile
from workflows.profiles.words import Method as MethodWord
from workflows.proving import require_own_voice
from workflows.signing import keep_choices, meaning_for, said_of, told_next
from workflows.signing_rows import (
    MEANING_DECLINED,
    HowSigned,
    refuse_other_text,
    signature_row,
    signers_words,
    slot_of_round,
)
from workflows.writers import writer


class Ticked(StrEnum):
    """What the signer ticked on the page."""

    YES = "yes"
    EXCEPT = "except"
    NO = "no"


@dataclass(frozen=True)
class Filed:
    """A page that came, as its code was read. `file` is its scan or photo."""

    page: Page
    read_from: ReadFrom
    file: KeptFile


ON_PAPER = frozenset({SigningMethod.WET_UPLOADED, SigningMethod.WET_ON_FILE, SigningMethod.FAX_COVER})


def file_paper(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    slot_id: UUID,
    fingerprint: str,
    method: SigningMethod,
    signed_on: date,
    received_on: date,
    file: KeptFile | None = None,
    late_reason: str = "",
    witness: str = "",
    helped_by: str = "",
    ticked: Ticked = Ticked.YES,
    words: str = "",
    language: str = "en",
    pages: Sequence[Filed] = (),
) -> Outcome:
    """File a paper that the signer signed. `fingerprint` is the one the paper itself carries, matched by the caller.

    It stands as given on paper and filed by whoever files it. A scan is needed but for a paper that is kept as paper.
    `words` are the signer's, as they stand on the page: what they except, or why they say no. `pages` are kept by code.
    """
    if method not in ON_PAPER:
        raise Refusal("Say how the paper came: as a scan, as a fax, or kept as paper.", about="method")
    if file is None and method is not SigningMethod.WET_ON_FILE:
        raise Refusal(reasons=[Reason("missing", "Choose the scan or the photo of the signed page.", "file")])
    today = local_day(command.at)
    if received_on > today or received_on < signed_on:
        raise Refusal(
            reasons=[Reason("received", "The day it came lies between the day it was signed and today.", "received_on")]
        )
    if ticked is Ticked.EXCEPT and not words.strip():
        raise Refusal(reasons=[Reason("except", "Write what stands on the page after “except for this”.", "words")])
    late = late_reason.strip() or f"Signed on paper, which came on {received_on.isoformat()}."
    how = HowSigned(
        method,
        rendition="paper",
        language=language,
        file=file,
        mark_words="The signed page",
        signed_on=signed_on,
        late_reason=late,
    )

    def write(_seq: int) -> Effect:
        require_own_voice(session, plan, {"late_reason": late_reason})
        slot = slot_of_round(session, plan, slot_id)
        refuse_other_text(session, slot, fingerprint)
        last = newest_by_slot(signatures_of(session, slot.version_id)).get(slot.id)
        if last is not None and is_signature(last.outcome):
            raise Refusal(say("%(name)s signed this version already, and that signature stays.", name=slot.name))
        fills = profile(plan.profile, on=today).method_fills(MethodWord(method.value))
        row = signature_row(
            session,
            plan,
            slot,
            command,
            outcome=_outcome(ticked, fills=fills),
            meaning=MEANING_DECLINED if ticked is Ticked.NO else meaning_for(session, slot, objection=bool(words)),
            how=how,
            words_quote_id=signers_words(
                session, plan, command, slot, words, language=language, method=Method.PHOTO, said_on=signed_on
            ),
            received_on=received_on,
            witness=witness,
            helped_by=helped_by,
            way="on paper",
        )
        if ticked is not Ticked.NO:
            keep_choices(session, plan, command, slot, row, language=how.language)
        _keep_pages(session, plan, command, row, pages)
        facts: PlanFacts = load_facts(session, plan, command.actor, on=today)
        told = tell_staff(plan, "declined") if ticked is Ticked.NO else []
        codes = {one.page.kind.value: one.page.code for one in pages}
        return Effect(data={**said_of(row), "codes": codes}, tell=[*told, *told_next(plan, facts, slot)])

    return note(
        session, plan, "signature.paper_filed", with_file(command, how.file), write=write, needs=Action.RECORD_SILENCE
    )


def _outcome(ticked: Ticked, *, fills: bool) -> SignerOutcome:
    if ticked is Ticked.NO:
        return SignerOutcome.DECLINED
    if not fills:
        return SignerOutcome.SAID_YES
    return SignerOutcome.SIGNED_WITH_OBJECTION if ticked is Ticked.EXCEPT else SignerOutcome.SIGNED


def _keep_pages(session: Session, plan: Plan, command: Command, row: Signature, pages: Sequence[Filed]) -> None:
    """The signed page is the signature's own file already; a cover sheet is kept beside it."""
    for one in pages:
        in_the_same_file = one.page.kind is PageKind.SIGNATURE or one.file is pages[0].file
        if in_the_same_file and row.mark_id is not None:
            original_id = row.mark_id
        else:
            original_id = keep_file(session, plan, command, one.file).id
        session.add(
            FiledPage(
                id=new_id(),
                signature_id=row.id,
                kind=one.page.kind.value,
                code=one.page.code,
                read_from=one.read_from.value,
                original_id=original_id,
                filed_by=writer(command),
                filed_by_name=command.actor.name,
                filed_at=command.at,
            )
        )
    session.flush()
