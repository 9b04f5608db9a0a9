"""The plan in Easy Read as a Word file: the person's own words as they are, then one idea a line, each with its picture.

A line that has no Easy Read is printed as it was signed, so that nothing is left out. The words stay in locked controls.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.own_words import quotation
from documents.paper import EasyLinePaper, FieldPaper, ItemPaper, PlanPaper, SectionPaper, SignaturePaper
from documents.parts import heading, text, title
from documents.pictures import plain_picture
from documents.plan_parts import about, band, quotes_of
from documents.tongue import called, furniture, printed
from documents.word_file import word_file
from documents.wordml import NOTHING, Wordml, joined, paragraph, run

_PICTURE = 71 * 12_700
"""2.5 cm."""
_SIGN = 28 * 12_700
_LIMIT = "Limit on rights"
_SIGNED = {
    "signed": "%(name)s signed%(on)s.",
    "signed with objection": "%(name)s signed%(on)s, and does not agree with all of it.",
    "said yes": "%(name)s said yes%(on)s.",
    "declined": "%(name)s said no%(on)s.",
    "refused": "%(name)s said no%(on)s.",
    "withdrawn": "%(name)s signed, and took it back%(on)s.",
    "waiting": "%(name)s did not sign yet.",
}
_NOT_SIGNED = "%(name)s did not sign."


def easy_read_plan(paper: PlanPaper) -> bytes:
    """In large letters. It says which signed text it was made from, and that the other one says the same in more words."""
    shown = _shown(replace(paper, large=True))
    body = [
        title(shown.person, furniture("%(title)s in Easy Read", title=shown.title)),
        band(shown),
        _line(
            furniture(
                "This is version %(version)s. The words that were signed say the same in more words.",
                version=shown.version,
            )
        ),
        *(_section(one, shown.language) for one in shown.sections),
        _who_signed(shown.signatures),
        _credits(shown.sections),
    ]
    return word_file(
        body, about=about(shown), quotes=quotes_of(shown), pictures=dict.fromkeys(_pictures(shown.sections))
    )


def _shown(paper: PlanPaper) -> PlanPaper:
    """What this form prints: the sections, and the names and days of the signatures. Nothing else is in the file either."""
    return replace(
        paper,
        sections=tuple(replace(one, answers=(), observations=()) for one in paper.sections if _has_something(one)),
        signatures=tuple(_named(one) for one in paper.signatures),
        review_decisions=(),
        corrections=(),
        meeting=None,
        facts=(),
    )


def _named(one: SignaturePaper) -> SignaturePaper:
    return SignaturePaper(
        printed_name=one.printed_name,
        capacity=one.capacity,
        outcome=one.outcome,
        signed_on=one.signed_on,
        helped_by=one.helped_by,
    )


def _has_something(section: SectionPaper) -> bool:
    return bool(section.items or section.quotes)


def _section(section: SectionPaper, language: str) -> Wordml:
    words = (quotation(one, paper_language=language) for one in section.quotes)
    return joined(
        [
            heading(section.in_their_terms or section.title, level=2),
            *words,
            *(_item(one, language, level=3) for one in _limits_first(section.items)),
        ]
    )


def _limits_first(items: Iterable[ItemPaper]) -> list[ItemPaper]:
    return sorted(items, key=lambda one: one.kind != _LIMIT)


def _item(item: ItemPaper, language: str, *, level: int) -> Wordml:
    return joined(
        [
            *(quotation(one, paper_language=language) for one in item.quotes),
            *(_lines(item)),
            *(_item(child, language, level=level + 1) for child in item.children),
        ]
    )


def _lines(item: ItemPaper) -> Iterator[Wordml]:
    if item.easy:
        yield from (_easy(one) for one in item.easy)
        return
    if item.title:
        yield _line(item.title)
    yield from (_line(_labelled(one)) for one in item.fields if one.text)


def _labelled(field: FieldPaper) -> str:
    return f"{printed(field.label)}: {field.text}"


def _easy(line: EasyLinePaper) -> Wordml:
    if not line.picture:
        return _line(line.text)
    shown = plain_picture(line.picture, name="Symbol", alt=line.picture_shows, longest=_PICTURE)
    sign = plain_picture(line.sign, name="Symbol", alt=furniture("not"), longest=_SIGN) if line.sign else NOTHING
    return paragraph(sign, shown, run(f"\t{line.text}"), style="EasyLine")


def _line(words: str) -> Wordml:
    return paragraph(run(f"\t{words}"), style="EasyLine")


def _pictures(sections: Iterable[SectionPaper]) -> Iterator[bytes]:
    for section in sections:
        yield from _of_items(section.items)


def _of_items(items: Iterable[ItemPaper]) -> Iterator[bytes]:
    for item in items:
        yield from (picture for one in item.easy for picture in (one.picture, one.sign) if picture)
        yield from _of_items(item.children)


def _credits(sections: Iterable[SectionPaper]) -> Wordml:
    """Whose the pictures are, once each."""
    whose = dict.fromkeys(credit for section in sections for credit in _credits_of(section.items) if credit)
    return joined([text(credit, style="Empty") for credit in whose])


def _credits_of(items: Iterable[ItemPaper]) -> Iterator[str]:
    for item in items:
        yield from (one.credit for one in item.easy if one.picture)
        yield from _credits_of(item.children)


def _who_signed(signatures: Iterable[SignaturePaper]) -> Wordml:
    said = [_signed(one) for one in signatures]
    if not said:
        return NOTHING
    return joined([heading(furniture("Who signed"), level=2), *(_line(one) for one in said)])


def _signed(one: SignaturePaper) -> str:
    on = furniture(" on %(day)s", day=one.signed_on) if one.signed_on else ""
    said = called(_SIGNED.get(one.outcome, _NOT_SIGNED)) % {"name": one.printed_name, "on": on}
    return (
        furniture("%(said)s Supported by %(helped_by)s.", said=said, helped_by=one.helped_by) if one.helped_by else said
    )
