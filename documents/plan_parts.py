"""The parts that ISP and treatment plan share: cover, who took part, sections and their lines, decisions, signatures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import is_dataclass
from itertools import groupby

from documents.own_words import quotation
from documents.paper import (
    AnswerPaper,
    CorrectionPaper,
    FieldPaper,
    ItemPaper,
    MeetingPaper,
    ObservationPaper,
    PlanPaper,
    QuotePaper,
    ReviewDecisionPaper,
    SectionPaper,
)
from documents.parts import answer, fields, heading, observation, side_by_side, table, text, title
from documents.tongue import called, furniture, printed
from documents.word_file import About
from documents.wording import day, language_name
from documents.wordml import NOTHING, Wordml, joined
from engine.sayings import several

_MOST_COLUMNS = 6
_DECISIONS = {"keep": "Keep as it is", "change": "Change", "retire": "End it"}
_PLURALS = {
    "Strength": "Strengths",
    "Preference": "Preferences",
    "Need": "Needs",
    "Outcome": "Outcomes",
    "Service or support": "Services and supports",
    "Backup step": "Backup steps",
    "Risk": "Risks",
    "Limit on rights": "Limits on rights",
    "Choice that was considered": "Choices that were considered",
    "Problem": "Problems",
    "Goal": "Goals",
    "Objective": "Objectives",
    "Intervention": "Interventions",
    "Progress measure": "Progress measures",
    "Diagnosis": "Diagnoses",
    "Assessment": "Assessments",
}


def about(paper: PlanPaper) -> About:
    """The plan as the file's own properties and running lines."""
    return About(
        title=furniture(
            "%(title)s: %(person)s, version %(version)s", title=paper.title, person=paper.person, version=paper.version
        ),
        subject=paper.title,
        agency=paper.agency,
        status=paper.band or paper.status,
        footer=furniture(
            "%(person)s · %(title)s, version %(version)s", person=paper.person, title=paper.title, version=paper.version
        ),
        fingerprint=paper.fingerprint,
        language=paper.language,
        as_of=paper.as_of,
        large=paper.large,
    )


def cover(paper: PlanPaper) -> Wordml:
    """Whose plan it is, what it is, where it stands, and the exact text it is."""
    rows = (
        FieldPaper(label=furniture("Version"), text=str(paper.version)),
        FieldPaper(label=furniture("Takes effect"), text=day(paper.effective_on) if paper.effective_on else ""),
        FieldPaper(label=furniture("Next review"), text=day(paper.review_due) if paper.review_due else ""),
        FieldPaper(label=furniture("Agency"), text=paper.agency),
        FieldPaper(label=furniture("Language"), text=language_name(paper.language)),
        *paper.facts,
    )
    return joined([title(paper.person, paper.title), band(paper), text(paper.status, style="Status"), fields(rows)])


def band(paper: PlanPaper) -> Wordml:
    """What has to be known before anything is read."""
    return text(paper.band, style="Band") if paper.band else NOTHING


def how_it_was_made(meeting: MeetingPaper | None) -> Wordml:
    """The meeting, and who took part and how."""
    if meeting is None:
        return NOTHING
    rows = (
        FieldPaper(label=furniture("Meeting held"), text=day(meeting.held_on) if meeting.held_on else ""),
        FieldPaper(label=furniture("Where"), text=meeting.place),
        *meeting.facts,
    )
    there = table(
        furniture("Who took part, and how"),
        (furniture("Name"), furniture("Who they are"), furniture("How they took part")),
        [(person.name, person.role, person.took_part) for person in meeting.attendees],
        about=furniture(
            "One row for each person at the planning meeting: name, who they are to the person, how they took part."
        ),
        widths=(3, 3, 4),
    )
    return joined(
        [heading(furniture("How this plan was made"), level=2), fields(rows), there if meeting.attendees else NOTHING]
    )


def sections(all_of_them: Iterable[SectionPaper], *, paper_language: str) -> Wordml:
    return joined(section(one, paper_language=paper_language) for one in all_of_them)


def section(one: SectionPaper, *, paper_language: str) -> Wordml:
    """A section: the person's words first, then its lines, then what was answered."""
    return joined(
        [
            heading(one.title, level=2),
            text(one.in_their_terms, style="InTheirTerms") if one.in_their_terms else NOTHING,
            text(one.model_help, style="Empty") if one.model_help else NOTHING,
            _words(one.quotes, paper_language),
            _items(one.items, level=3, paper_language=paper_language),
            _observations(one.observations),
            NOTHING
            if one.items or one.quotes or one.observations
            else text(furniture("Nothing is written here."), style="Empty"),
            _answers(one.answers, paper_language),
        ]
    )


def review_decisions(decisions: Sequence[ReviewDecisionPaper]) -> Wordml:
    """What the review decided for each line, with its reason."""
    if not decisions:
        return NOTHING
    rows = [
        (
            made.item,
            called(_DECISIONS[made.decision]),
            made.reason,
            made.decided_by + (f", {day(made.decided_on)}" if made.decided_on else ""),
        )
        for made in decisions
    ]
    columns = (
        furniture("Part of the plan"),
        furniture("Decision"),
        furniture("Why"),
        furniture("Who decided, and when"),
    )
    described = furniture(
        "One row for each part of the plan that was reviewed: the part, the decision, the reason, and by whom."
    )
    return joined(
        [
            heading(furniture("What the review decided"), level=2),
            table(
                furniture("Each part of the plan: kept, changed or ended"),
                columns,
                rows,
                about=described,
                widths=(4, 2, 4, 3),
            ),
        ]
    )


def corrections(made: Sequence[CorrectionPaper]) -> Wordml:
    """Corrections, printed as corrections: what stood there before and what stands there now."""
    if not made:
        return NOTHING
    rows = [(one.what, one.before, one.after, f"{one.corrected_by}, {day(one.corrected_on)}") for one in made]
    columns = (
        furniture("What was corrected"),
        furniture("Before"),
        furniture("Now"),
        furniture("Who corrected it, and when"),
    )
    described = furniture(
        "One row for each correction: what was corrected, the text before, the text now, who did it and when."
    )
    return joined(
        [
            heading(furniture("Corrections"), level=2),
            text(furniture("Signatures given before a correction are signatures of the version before."), style="Lead"),
            table(furniture("Each correction, before and after"), columns, rows, about=described, widths=(3, 3, 3, 3)),
        ]
    )


def quotes_of(paper: object) -> Iterator[QuotePaper]:
    """Every quotation anywhere in a paper, in the order it is printed."""
    if isinstance(paper, QuotePaper):
        yield paper
    elif isinstance(paper, tuple):
        for part in paper:
            yield from quotes_of(part)
    elif is_dataclass(paper):
        yield from quotes_of(tuple(vars(paper).values()))


def _items(items: Sequence[ItemPaper], *, level: int, paper_language: str) -> Wordml:
    """Neighbours of one kind that are only fields become a table, or plain lines where there is one field.

    A line with words or parts of its own stands alone under its own heading.
    """
    parts: list[Wordml] = []
    for kind, neighbours in groupby(items, key=lambda item: item.kind):
        group = list(neighbours)
        if all(_is_plain(item) and item.title for item in group) and len(_columns(group)) == 1:
            parts.append(fields(FieldPaper(label=kind, text=item.title) for item in group))
        elif len(group) > 1 and all(_is_plain(item) for item in group) and len(_columns(group)) <= _MOST_COLUMNS:
            parts.append(_as_table(kind, group))
        else:
            parts.extend(_alone(item, level=level, paper_language=paper_language) for item in group)
    return joined(parts)


def _is_plain(item: ItemPaper) -> bool:
    return not (item.quotes or item.observations or item.children or item.answers)


def _columns(group: Sequence[ItemPaper]) -> list[str]:
    labels = {field.label: None for item in group for field in item.fields if field.text}
    return [group[0].kind, *labels]


def _as_table(kind: str, group: Sequence[ItemPaper]) -> Wordml:
    columns = _columns(group)
    rows = []
    for item in group:
        values = {field.label: field.text for field in item.fields}
        rows.append([item.title, *(values.get(label, "") for label in columns[1:])])
    described = furniture("One row for each line: %(columns)s.", columns=several(columns))
    return table(_plural(kind), columns, rows, about=described, widths=_widths(columns, rows))


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Shares by how much each column has to say, between a narrow and a wide one."""
    longest = [max(len(columns[index]), *(len(row[index]) for row in rows)) for index in range(len(columns))]
    return [min(max(length, 14), 60) for length in longest]


def _plural(kind: str) -> str:
    return called(_PLURALS.get(kind, kind))


def _alone(item: ItemPaper, *, level: int, paper_language: str) -> Wordml:
    return joined(
        [
            heading(f"{printed(item.kind)}: {item.title}" if item.title else item.kind, level=level),
            _words(item.quotes, paper_language),
            _observations(item.observations),
            fields(item.fields),
            _items(item.children, level=level + 1, paper_language=paper_language),
            _answers(item.answers, paper_language),
        ]
    )


def _words(quotes: Iterable[QuotePaper], paper_language: str) -> Wordml:
    return joined(quotation(quote, paper_language=paper_language) for quote in quotes)


def _observations(seen: Iterable[ObservationPaper]) -> Wordml:
    return joined(observation(one) for one in seen)


def _answers(given: Sequence[AnswerPaper], paper_language: str) -> Wordml:
    """The answers in order; two that say different things stand side by side, and a line says that both stay."""
    written = [answer(one, paper_language=paper_language) for one in given]
    if len(given) != 2 or not _see_it_differently(*given):
        return joined(written)
    said = furniture("They see this differently. Both answers stay, and neither takes the other’s place.")
    one, other = given
    return side_by_side((one.respondent, other.respondent), (written[0], written[1]), caption=said)


def _see_it_differently(one: AnswerPaper, other: AnswerPaper) -> bool:
    """Both were given, and they do not say the same; “I don’t know” takes no side."""
    both_given = one.given_on is not None and other.given_on is not None
    return both_given and one.answer != other.answer and "I don’t know" not in (one.answer, other.answer)
