"""Who agreed, who did not, in their own capacity; how each was given; and to exactly which text."""

from collections.abc import Iterable

from documents.own_words import quotation
from documents.paper import PlanPaper, SignaturePaper
from documents.parts import heading, observation, table, text
from documents.pictures import plain_picture
from documents.signatures_in_docx import SIGNATURE
from documents.tongue import called, furniture
from documents.wording import day
from documents.wordml import NOTHING, Wordml, joined, paragraph, run

_OUTCOMES = {
    "waiting": "Not answered yet",
    "signed": "Signed",
    "signed with objection": "Signed, except for what stands below",
    "said yes": "Said yes. A signature is still asked for",
    "assent observed": "Agreement that somebody saw. Not a signature",
    "declined": "Said no to signing",
    "refused": "Said no to signing, as staff wrote down",
    "unable": "Not able to sign",
    "unreachable": "Could not be reached",
    "not required": "Not needed",
    "waived by policy": "Waived by the rules",
    "withdrawn": "Took the signature back",
}

_LONGEST_MARK = 130 * 12_700


def signature_block(paper: PlanPaper) -> Wordml:
    """One row for each answer: printed name, capacity, what was done and what it means, how, when; then what was signed with."""
    if not paper.signatures:
        return NOTHING
    rows = [(_who(one), _what(one), _how(one), _when(one)) for one in paper.signatures]
    columns = (
        furniture("Name and capacity"),
        furniture("Signed or not, and what it means"),
        furniture("How"),
        furniture("When"),
    )
    described = furniture(
        "One row for each person asked to sign: printed name and capacity, whether they signed and what that means, "
        "how, and when."
    )
    return joined(
        [
            heading(furniture("Signatures"), level=2),
            text(_to_which_text(paper), style="Lead"),
            table(
                furniture("Who signed, and who did not"),
                columns,
                rows,
                about=described,
                widths=(3, 5, 4, 3),
            ),
            *(_given(one, paper) for one in paper.signatures),
            _to_sign_on_paper(paper),
        ]
    )


def marks_of(signatures: Iterable[SignaturePaper]) -> dict[str, bytes]:
    """The pictures that the file needs for these signatures, each by the signature it is."""
    return {one.id: one.mark for one in signatures if one.mark}


def _given(one: SignaturePaper, paper: PlanPaper) -> Wordml:
    """What somebody signed with, what they said, and the parts they do not agree with."""
    shown: list[Wordml] = []
    if one.written_name:
        shown.append(paragraph(run(furniture("Signed with the name: "), style="Label"), run(one.written_name)))
    if one.mark:
        made = plain_picture(one.mark, name=f"{SIGNATURE}{one.id}", alt=one.mark_alt, longest=_LONGEST_MARK)
        shown.append(paragraph(made))
    shown += [quotation(words, paper_language=paper.language) for words in (one.said, one.own_words) if words]
    if one.seen:
        shown.append(observation(one.seen))
    for part in one.parts:
        shown.append(paragraph(run(furniture("Does not agree with: "), style="Label"), run(part.title)))
        shown += [quotation(part.words, paper_language=paper.language)] if part.words else []
    if not shown:
        return NOTHING
    whose = f"{one.printed_name}, {one.capacity}"
    return joined(
        [
            text(
                furniture(
                    "Seen by %(observer)s, about %(printed_name)s",
                    observer=one.seen.observer,
                    printed_name=one.printed_name,
                )
                if one.seen
                else furniture("From %(whose)s", whose=whose),
                style="Caption",
            ),
            *shown,
        ]
    )


def _to_which_text(paper: PlanPaper) -> str:
    if not paper.fingerprint:
        return furniture("Nobody can sign yet: this text can still change.")
    return furniture(
        "Each signature below is for exactly this text: version %(version)s, fingerprint "
        "%(fingerprint)s. Any later change is a new version and needs new signatures.",
        version=paper.version,
        fingerprint=paper.fingerprint,
    )


def _to_sign_on_paper(paper: PlanPaper) -> Wordml:
    """Room for a pen, for those who have not answered and when the text can no longer change."""
    waiting = [one for one in paper.signatures if one.outcome == "waiting"]
    if not waiting or not paper.fingerprint:
        return NOTHING
    return table(
        furniture("To sign on paper"),
        (furniture("Name and capacity"), furniture("Signature"), furniture("Date")),
        [(f"{one.printed_name}\n{one.capacity}", "", "") for one in waiting],
        about=furniture("One row for each person who has not answered yet, with room to sign and to write the date."),
        widths=(3, 5, 2),
        row_height=900,
        empty="",
    )


def _who(one: SignaturePaper) -> str:
    lines = [one.printed_name, one.capacity]
    if one.seen:
        lines = [
            furniture("Seen by %(observer)s", observer=one.seen.observer),
            furniture("about %(name)s, %(capacity)s", name=one.printed_name, capacity=_small(one.capacity)),
        ]
    return "\n".join([*lines, furniture("An earlier answer, kept")] if one.earlier else lines)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _what(one: SignaturePaper) -> str:
    lines = [called(_OUTCOMES[one.outcome])]
    lines += [one.meaning] if one.meaning else []
    lines += (
        [furniture("Does not agree with %(parts)s of the parts, see below", parts=len(one.parts))] if one.parts else []
    )
    lines += [furniture("What was explained: %(explained)s", explained=one.explained)] if one.explained else []
    lines += [furniture("Reason given: %(reason)s", reason=one.reason)] if one.reason else []
    lines += [furniture("By the rule: %(citation)s", citation=one.citation)] if one.citation else []
    lines += (
        [furniture("Will be asked again on %(offered_again_on)s", offered_again_on=day(one.offered_again_on))]
        if one.offered_again_on
        else []
    )
    return "\n".join(lines)


def _how(one: SignaturePaper) -> str:
    lines = [one.method] if one.method else []
    lines += [one.given] if one.given else []
    lines += [furniture("Supported by %(helped_by)s", helped_by=one.helped_by)] if one.helped_by else []
    lines += [furniture("Witness: %(witness)s", witness=one.witness)] if one.witness else []
    lines += [furniture("Shown as %(shown_as)s", shown_as=one.shown_as)] if one.shown_as else []
    lines += [furniture("Written down by %(recorded_by)s", recorded_by=one.recorded_by)] if one.recorded_by else []
    lines += [furniture("Text %(fingerprint)s", fingerprint=one.fingerprint)] if one.fingerprint else []
    return "\n".join(lines)


def _when(one: SignaturePaper) -> str:
    """The stated day and the clock's; they are never made to agree."""
    stated = day(one.signed_on) if one.signed_on else ""
    recorded = one.recorded_at.strftime("%H:%M %Z") if one.recorded_at else ""
    lines = [f"{stated}, {recorded}" if recorded else stated]
    if one.recorded_at and one.recorded_at.date() != one.signed_on:
        lines = [
            stated,
            furniture(
                "Written down %(recorded_at)s, %(recorded)s", recorded_at=day(one.recorded_at), recorded=recorded
            ).strip(),
        ]
    lines += [furniture("The paper came %(received_on)s", received_on=day(one.received_on))] if one.received_on else []
    lines += [furniture("Why later: %(late_reason)s", late_reason=one.late_reason)] if one.late_reason else []
    return "\n".join(lines)
