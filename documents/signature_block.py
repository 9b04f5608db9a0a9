"""Who agreed, who did not, in their own capacity; how each was given; and to exactly which text."""

from collections.abc import Iterable

from documents.own_words import quotation
from documents.paper import PlanPaper, SignaturePaper
from documents.parts import heading, observation, table, text
from documents.pictures import plain_picture
from documents.signatures_in_docx import SIGNATURE
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
    columns = ("Name and capacity", "Signed or not, and what it means", "How", "When")
    described = "One row for each person asked to sign: printed name and capacity, whether they signed and what that "
    return joined(
        [
            heading("Signatures", level=2),
            text(_to_which_text(paper), style="Lead"),
            table(
                "Who signed, and who did not",
                columns,
                rows,
                about=described + "means, how, and when.",
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
        shown.append(paragraph(run("Signed with the name: ", style="Label"), run(one.written_name)))
    if one.mark:
        made = plain_picture(one.mark, name=f"{SIGNATURE}{one.id}", alt=one.mark_alt, longest=_LONGEST_MARK)
        shown.append(paragraph(made))
    shown += [quotation(words, paper_language=paper.language) for words in (one.said, one.own_words) if words]
    if one.seen:
        shown.append(observation(one.seen))
    for part in one.parts:
        shown.append(paragraph(run("Does not agree with: ", style="Label"), run(part.title)))
        shown += [quotation(part.words, paper_language=paper.language)] if part.words else []
    if not shown:
        return NOTHING
    whose = f"{one.printed_name}, {one.capacity}"
    return joined(
        [
            text(
                f"Seen by {one.seen.observer}, about {one.printed_name}" if one.seen else f"From {whose}",
                style="Caption",
            ),
            *shown,
        ]
    )


def _to_which_text(paper: PlanPaper) -> str:
    if not paper.fingerprint:
        return "Nobody can sign yet: this text can still change."
    return (
        f"Each signature below is for exactly this text: version {paper.version}, fingerprint "
        f"{paper.fingerprint}. Any later change is a new version and needs new signatures."
    )


def _to_sign_on_paper(paper: PlanPaper) -> Wordml:
    """Room for a pen, for those who have not answered and when the text can no longer change."""
    waiting = [one for one in paper.signatures if one.outcome == "waiting"]
    if not waiting or not paper.fingerprint:
        return NOTHING
    return table(
        "To sign on paper",
        ("Name and capacity", "Signature", "Date"),
        [(f"{one.printed_name}\n{one.capacity}", "", "") for one in waiting],
        about="One row for each person who has not answered yet, with room to sign and to write the date.",
        widths=(3, 5, 2),
        row_height=900,
        empty="",
    )


def _who(one: SignaturePaper) -> str:
    lines = [one.printed_name, one.capacity]
    if one.seen:
        lines = [
            f"Seen by {one.seen.observer}",
            f"about {one.printed_name}, {one.capacity[:1].lower()}{one.capacity[1:]}",
        ]
    return "\n".join([*lines, "An earlier answer, kept"] if one.earlier else lines)


def _what(one: SignaturePaper) -> str:
    lines = [_OUTCOMES[one.outcome]]
    lines += [one.meaning] if one.meaning else []
    lines += [f"Does not agree with {len(one.parts)} of the parts, see below"] if one.parts else []
    lines += [f"What was explained: {one.explained}"] if one.explained else []
    lines += [f"Reason given: {one.reason}"] if one.reason else []
    lines += [f"By the rule: {one.citation}"] if one.citation else []
    lines += [f"Will be asked again on {day(one.offered_again_on)}"] if one.offered_again_on else []
    return "\n".join(lines)


def _how(one: SignaturePaper) -> str:
    lines = [one.method] if one.method else []
    lines += [one.given] if one.given else []
    lines += [f"Supported by {one.helped_by}"] if one.helped_by else []
    lines += [f"Witness: {one.witness}"] if one.witness else []
    lines += [f"Shown as {one.shown_as}"] if one.shown_as else []
    lines += [f"Written down by {one.recorded_by}"] if one.recorded_by else []
    lines += [f"Text {one.fingerprint}"] if one.fingerprint else []
    return "\n".join(lines)


def _when(one: SignaturePaper) -> str:
    """The stated day and the clock's; they are never made to agree."""
    stated = day(one.signed_on) if one.signed_on else ""
    recorded = one.recorded_at.strftime("%H:%M %Z") if one.recorded_at else ""
    lines = [f"{stated}, {recorded}" if recorded else stated]
    if one.recorded_at and one.recorded_at.date() != one.signed_on:
        lines = [stated, f"Written down {day(one.recorded_at)}, {recorded}".strip()]
    lines += [f"The paper came {day(one.received_on)}"] if one.received_on else []
    lines += [f"Why later: {one.late_reason}"] if one.late_reason else []
    return "\n".join(lines)
