"""Who agreed, who did not, in their own capacity; and to exactly which text."""

from documents.own_words import quotation
from documents.paper import PlanPaper, SignaturePaper
from documents.parts import heading, table, text
from documents.wording import day
from documents.wordml import NOTHING, Wordml, joined

_OUTCOMES = {
    "waiting": "Not answered yet",
    "signed": "Signed",
    "signed with objection": "Signed, and said what they object to",
    "declined": "Said no to signing",
    "unable": "Not able to sign",
    "unreachable": "Could not be reached",
}


def signature_block(paper: PlanPaper) -> Wordml:
    """One row for each person asked: printed name, capacity, what they did and what it means, how, when."""
    if not paper.signatures:
        return NOTHING
    rows = [(f"{one.printed_name}\n{one.capacity}", _what(one), _how(one), _when(one)) for one in paper.signatures]
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
                widths=(3, 5, 2, 3),
            ),
            *(quotation(one.own_words, paper_language=paper.language) for one in paper.signatures if one.own_words),
            _to_sign_on_paper(paper),
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


def _what(one: SignaturePaper) -> str:
    lines = [_OUTCOMES[one.outcome]]
    lines += [one.meaning] if one.meaning else []
    lines += [f"What was explained: {one.explained}"] if one.explained else []
    lines += [f"Reason given: {one.reason}"] if one.reason else []
    lines += [f"Will be asked again on {day(one.offered_again_on)}"] if one.offered_again_on else []
    return "\n".join(lines)


def _how(one: SignaturePaper) -> str:
    return "\n".join([*([one.method] if one.method else []), *([f"Witness: {one.witness}"] if one.witness else [])])


def _when(one: SignaturePaper) -> str:
    """The stated day and the clock's; they are never made to agree."""
    stated = day(one.signed_on) if one.signed_on else ""
    recorded = one.recorded_at.strftime("%H:%M %Z") if one.recorded_at else ""
    if one.recorded_at and one.recorded_at.date() != one.signed_on:
        return f"{stated}\nWritten down {day(one.recorded_at)}, {recorded}".strip()
    return f"{stated}, {recorded}" if recorded else stated
