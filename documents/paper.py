"""What a paper is made of: plain values, handed over by a door. Nothing here knows a table or a page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

PlanType = Literal["isp", "treatment_plan"]
Attribution = Literal["participant", "interpreted", "other", "unconfirmed"]
Method = Literal["spoken", "signed", "typed", "aac", "drawn", "recorded", "photo", "symbols"]
Outcome = Literal[
    "waiting",
    "signed",
    "signed with objection",
    "said yes",
    "assent observed",
    "declined",
    "refused",
    "unable",
    "unreachable",
    "not required",
    "waived by policy",
    "withdrawn",
]
Decision = Literal["keep", "change", "retire"]

LONGEST_QUOTE_ID = 64
"""Word keeps no more of a content control's tag."""


@dataclass(frozen=True, kw_only=True)
class FilePaper:
    """A picture or a clip that is the quotation itself. `picture` is a PNG or JPEG; a clip has none."""

    kind: Literal["picture", "sound", "video"]
    picture: bytes = b""


@dataclass(frozen=True, kw_only=True)
class CompanionPaper:
    """What stands beside a quote, by whom it was made. `looked_over` says what became of the second look."""

    kind: Literal["transcript", "translation"]
    text: str
    made_by: str
    language: str = "en"
    looked_over: str = ""


@dataclass(frozen=True, kw_only=True)
class QuotePaper:
    """Exactly what somebody expressed; with a `file` the file is that, and `text` is empty.

    `where_noted` says where in a note it stands, such as “line 4 of the note”. `taken_back` is the sentence that says so,
    with the day, where the person does not stand by the words any more. `erased` says that `text` is the sentence which
    stands in the place of words that were lawfully erased.
    """

    id: str
    text: str
    speaker: str
    attribution: Attribution
    method: Method | None = None
    said_on: date | None = None
    place: str = ""
    language: str = "en"
    recorded_by: str = ""
    where_noted: str = ""
    taken_back: str = ""
    erased: bool = False
    file: FilePaper | None = None
    beside: tuple[CompanionPaper, ...] = ()
    picked: tuple["PickedPaper", ...] = ()
    """Of words said with symbols: each word with its picture, in the order of picking."""


@dataclass(frozen=True, kw_only=True)
class PickedPaper:
    """One symbol that was picked. `picture` is a PNG or JPEG; empty for a word without one."""

    word: str
    picture: bytes = b""


@dataclass(frozen=True, kw_only=True)
class ObservationPaper:
    """What somebody saw or heard. It never stands in quotation marks and never counts as the person's yes."""

    seen: str
    observer: str
    capacity: str = ""
    observed_on: date | None = None
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldPaper:
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AnswerPaper:
    """An answer and how it was given: in which sitting, on whose device, with whom. `comments` are all that the respondent
    added to it, in their order, each word for word with its own method."""

    respondent: str
    answer: str
    way: str = ""
    given_on: date | None = None
    helped_by: str = ""
    reason: str = ""
    comments: tuple[QuotePaper, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EasyLinePaper:
    """One idea in easy words. `picture` is a PNG or JPEG that stands beside it; empty where there is none.

    `sign` is the picture for no, before it, where the words say no. `credit` names whose picture it is, for the end.
    """

    text: str
    picture: bytes = b""
    picture_shows: str = ""
    sign: bytes = b""
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemPaper:
    """A line of the plan. `title` and `fields` are staff text; `quotes` come first, in order."""

    kind: str
    title: str
    fields: tuple[FieldPaper, ...] = ()
    quotes: tuple[QuotePaper, ...] = ()
    observations: tuple[ObservationPaper, ...] = ()
    children: tuple["ItemPaper", ...] = ()
    answers: tuple[AnswerPaper, ...] = ()
    lineage: str = ""
    """By which the line is known from version to version; printed nowhere."""
    easy: tuple[EasyLinePaper, ...] = ()
    """The line again in Easy Read, made from its text and looked at beside it."""


@dataclass(frozen=True, kw_only=True)
class SectionPaper:
    """`in_their_terms` is the section's name for the person, printed under the one for staff."""

    title: str
    in_their_terms: str = ""
    items: tuple[ItemPaper, ...] = ()
    quotes: tuple[QuotePaper, ...] = ()
    observations: tuple[ObservationPaper, ...] = ()
    answers: tuple[AnswerPaper, ...] = ()
    model_help: str = ""
    """Whether a language model helped with this section, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class AttendeePaper:
    name: str
    role: str
    took_part: str


@dataclass(frozen=True, kw_only=True)
class MeetingPaper:
    """How the plan was made. `facts` are lines such as the adjustments offered when the person was not there."""

    held_on: date | None = None
    place: str = ""
    attendees: tuple[AttendeePaper, ...] = ()
    facts: tuple[FieldPaper, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PartNotAgreedPaper:
    """A part that a signature leaves out, and what its signer said about it."""

    title: str
    words: QuotePaper | None = None


@dataclass(frozen=True, kw_only=True)
class SignaturePaper:
    """`signed_on` is the day the signer stated, `recorded_at` the clock's: both are printed when they differ.

    `id` is the record's. `mark` is a PNG or JPEG of what was drawn or chosen, `mark_alt` its words. `seen` is what an observer saw: never the
    signer's own line. `earlier` is an answer that a later one of the same signer took the place of.
    """

    printed_name: str
    capacity: str
    outcome: Outcome
    id: str = ""
    meaning: str = ""
    method: str = ""
    signed_on: date | None = None
    recorded_at: datetime | None = None
    reason: str = ""
    witness: str = ""
    explained: str = ""
    offered_again_on: date | None = None
    own_words: QuotePaper | None = None
    said: QuotePaper | None = None
    written_name: str = ""
    mark: bytes = b""
    mark_alt: str = ""
    seen: ObservationPaper | None = None
    parts: tuple[PartNotAgreedPaper, ...] = ()
    given: str = ""
    helped_by: str = ""
    shown_as: str = ""
    fingerprint: str = ""
    received_on: date | None = None
    late_reason: str = ""
    citation: str = ""
    recorded_by: str = ""
    earlier: bool = False


@dataclass(frozen=True, kw_only=True)
class ReviewDecisionPaper:
    item: str
    decision: Decision
    reason: str
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionPaper:
    """An immaterial correction, printed as one: what stood there, what stands there now, who and when."""

    what: str
    before: str
    after: str
    corrected_by: str
    corrected_on: date


@dataclass(frozen=True, kw_only=True)
class PlanPaper:
    """One version of a plan. `as_of` is when this text came to be, so that the same version is the same file."""

    plan_type: PlanType
    person: str
    agency: str
    title: str
    version: int
    status: str
    as_of: datetime
    language: str = "en"
    fingerprint: str = ""
    effective_on: date | None = None
    review_due: date | None = None
    facts: tuple[FieldPaper, ...] = ()
    meeting: MeetingPaper | None = None
    sections: tuple[SectionPaper, ...] = ()
    signatures: tuple[SignaturePaper, ...] = ()
    review_decisions: tuple[ReviewDecisionPaper, ...] = ()
    corrections: tuple[CorrectionPaper, ...] = ()
    band: str = ""
    """What has to be known before reading, such as that another version is in force. It stands first and on every page."""
    large: bool = False
    """In large print."""
