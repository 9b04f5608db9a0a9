"""What a line of a plan can be: each kind has its own class with validated fields, and its place in the tree.

A draft may be unfinished: every field has an empty value. What must be there before a plan is shared is `needed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from engine.plans import PlanType
from engine.refusals import Reason, Refusal
from engine.sayings import Saying, as_saying, say
from engine.words import exactly

LONGEST = 20_000
"""Characters in one staff field."""

Line = Annotated[str, Field(max_length=300), AfterValidator(exactly)]
Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(exactly)]
Lines = Annotated[tuple[UUID, ...], Field(max_length=100)]


class Details(BaseModel):
    """The fields of one kind. `label` names the kind; `needed` the fields a shared plan cannot leave empty.

    `ties` are fields that name other lines by their lineage, so that a tie survives every new version.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    label: ClassVar[str] = ""
    needed: ClassVar[tuple[str, ...]] = ()
    ties: ClassVar[tuple[str, ...]] = ()


class Section(Details):
    """A part of the plan, answered by the person as one."""

    label = "Section"
    key: Line


class Vision(Details):
    """What a good life looks like; the person's own words are linked quotes."""

    label = "Vision"
    text: Text = Field(default="", title="What the team understood")


class Strength(Details):
    """Something the person is good at, and how the plan uses it."""

    label = "Strength"
    needed = ("text",)
    text: Text = Field(default="", title="Strength")
    how_used: Text = Field(default="", title="How this plan uses it")


class Preference(Details):
    """Something the person likes, dislikes or wants done their way."""

    label = "Preference"
    needed = ("text",)
    text: Text = Field(default="", title="Preference")


class Need(Details):
    """Something the person needs help with."""

    label = "Need"
    needed = ("text",)
    text: Text = Field(default="", title="Need")
    found_by: Line = Field(default="", title="Who or what found it")


class Outcome(Details):
    """What the person wants to happen in their life."""

    label = "Outcome"
    needed = ("text", "how_we_will_know")
    ties = ("from_needs", "supported_by")
    text: Text = Field(default="", title="Outcome")
    how_we_will_know: Text = Field(default="", title="How we will know")
    by_when: date | None = Field(default=None, title="By when")
    from_needs: Lines = Field(default=(), title="Grew out of")
    supported_by: Lines = Field(default=(), title="Supported by")


class Service(Details):
    """A service or support, with who gives it and how much."""

    label = "Service or support"
    needed = ("name", "provider", "frequency")
    name: Line = Field(default="", title="Service or support")
    provider: Line = Field(default="", title="Who provides it")
    amount: Line = Field(default="", title="Amount")
    frequency: Line = Field(default="", title="How often")
    duration: Line = Field(default="", title="For how long")
    notes: Text = Field(default="", title="How it is done")


class BackupStep(Details):
    """What happens when the usual support is not there, in order."""

    label = "Backup step"
    needed = ("text",)
    text: Text = Field(default="", title="What happens")
    who: Line = Field(default="", title="Who")
    reached_at: Line = Field(default="", title="How to reach them")


class Risk(Details):
    """A risk the person and the team talked about, and what is done about it."""

    label = "Risk"
    needed = ("text", "mitigation")
    text: Text = Field(default="", title="Risk")
    mitigation: Text = Field(default="", title="What we do about it")


class Restriction(Details):
    """A limit on something the person would else be free to do, with what a limit needs (42 CFR 441.301(c)(4)(xiii)(F))."""

    label = "Limit on rights"
    needed = ("text", "why", "tried", "until")
    text: Text = Field(default="", title="What is limited")
    why: Text = Field(default="", title="Why it is needed")
    tried: Text = Field(default="", title="What was tried before it")
    looked_at: Text = Field(default="", title="How we see whether it helps")
    until: date | None = Field(default=None, title="Ends, or is looked at again, by")
    no_harm: Text = Field(default="", title="How we know it does no harm")


class Choice(Details):
    """A choice that was considered, with its good points and its bad ones."""

    label = "Choice that was considered"
    needed = ("text",)
    text: Text = Field(default="", title="The choice")
    good: Text = Field(default="", title="Good points, one to a row")
    bad: Text = Field(default="", title="Bad points, one to a row")


class AsNow(Details):
    """Keeping things as they are, which is always one of the choices."""

    label = "Keep things as they are"
    good: Text = Field(default="", title="Good points, one to a row")
    bad: Text = Field(default="", title="Bad points, one to a row")


class Information(Details):
    """Who the person is and why they came."""

    label = "Information"
    needed = ("text",)
    text: Text = Field(default="", title="Information")


class Assessment(Details):
    """What an assessment found."""

    label = "Assessment"
    needed = ("text",)
    text: Text = Field(default="", title="What was found")
    assessed_on: date | None = Field(default=None, title="Assessed on")
    assessed_by: Line = Field(default="", title="Assessed by")


class Diagnosis(Details):
    """A diagnosis, by whom."""

    label = "Diagnosis"
    needed = ("text",)
    text: Text = Field(default="", title="Diagnosis")
    code: Line = Field(default="", title="Code")
    given_by: Line = Field(default="", title="Given by")


class Problem(Details):
    """A problem the plan works on, ranked."""

    label = "Problem"
    needed = ("text",)
    text: Text = Field(default="", title="Problem")
    rank: int = Field(default=1, ge=1, le=99, title="Rank")


class Goal(Details):
    """What treatment is for."""

    label = "Goal"
    needed = ("text",)
    ties = ("from_needs",)
    text: Text = Field(default="", title="Goal")
    target_date: date | None = Field(default=None, title="Target date")
    from_needs: Lines = Field(default=(), title="Grew out of")


class Objective(Details):
    """A step towards a goal: behavior, measure and timeframe."""

    label = "Objective"
    needed = ("behavior", "measure", "timeframe")
    behavior: Text = Field(default="", title="Behavior")
    measure: Text = Field(default="", title="Measure")
    timeframe: Line = Field(default="", title="Timeframe")
    target_date: date | None = Field(default=None, title="Target date")


class Intervention(Details):
    """What is done, how often, for how long, in which form, and by whom."""

    label = "Intervention"
    needed = ("text", "frequency", "duration", "modality", "responsible")
    text: Text = Field(default="", title="Intervention")
    frequency: Line = Field(default="", title="How often")
    duration: Line = Field(default="", title="For how long")
    modality: Line = Field(default="", title="Modality")
    responsible: Line = Field(default="", title="Responsible")


class ProgressMeasure(Details):
    """How progress is measured."""

    label = "Progress measure"
    needed = ("text",)
    text: Text = Field(default="", title="Measure")
    baseline: Line = Field(default="", title="Baseline")
    target: Line = Field(default="", title="Target")


class CrisisPlan(Details):
    """What to do in a crisis."""

    label = "Crisis plan"
    needed = ("text",)
    text: Text = Field(default="", title="What to do")
    who: Line = Field(default="", title="Who to call")


class Discharge(Details):
    """When treatment ends, and what comes after."""

    label = "Discharge"
    needed = ("text",)
    text: Text = Field(default="", title="When treatment ends")
    aftercare: Text = Field(default="", title="What comes after")


class Consent(Details):
    """What the person was told and agreed to."""

    label = "Consent"
    needed = ("text",)
    text: Text = Field(default="", title="What was explained and agreed")
    explained_on: date | None = Field(default=None, title="Explained on")


KINDS: Mapping[str, type[Details]] = {
    "section": Section,
    "vision": Vision,
    "strength": Strength,
    "preference": Preference,
    "need": Need,
    "outcome": Outcome,
    "service": Service,
    "backup_step": BackupStep,
    "risk": Risk,
    "restriction": Restriction,
    "choice": Choice,
    "as_now": AsNow,
    "information": Information,
    "assessment": Assessment,
    "diagnosis": Diagnosis,
    "problem": Problem,
    "goal": Goal,
    "objective": Objective,
    "intervention": Intervention,
    "progress_measure": ProgressMeasure,
    "crisis_plan": CrisisPlan,
    "discharge": Discharge,
    "consent": Consent,
}

CHILDREN: Mapping[str, tuple[str, ...]] = {
    "goal": ("objective",),
    "objective": ("intervention", "progress_measure"),
}
"""Which kinds stand under which; everything else stands under a section."""


@dataclass(frozen=True)
class SectionShape:
    """A section of a plan type: its title for staff, in the person's terms, and the kinds it holds."""

    key: str
    title: str
    for_the_person: str
    kinds: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", as_saying(self.title))
        object.__setattr__(self, "for_the_person", as_saying(self.for_the_person))


SECTIONS: Mapping[str, tuple[SectionShape, ...]] = {
    PlanType.ISP: (
        SectionShape("vision", "Participant’s Vision", "What a good life looks like to me", ("vision",)),
        SectionShape(
            "strengths",
            "Strengths and Preferences",
            "What I am good at, and what I like",
            ("strength", "preference"),
        ),
        SectionShape("needs", "Identified Needs", "What I need help with", ("need",)),
        SectionShape("outcomes", "Outcomes", "What I want to happen", ("outcome", "choice", "as_now")),
        SectionShape(
            "services",
            "Specific Services and Supports",
            "Who helps me, and how",
            ("service", "restriction", "choice", "as_now"),
        ),
        SectionShape("backup", "Backup Plan", "What happens if my helper cannot come", ("backup_step",)),
        SectionShape("risks", "Risks and Mitigation", "What could go wrong, and what we do", ("risk", "restriction")),
    ),
    PlanType.TREATMENT: (
        SectionShape(
            "information", "Information and Assessment", "About me, and why I came", ("information", "assessment")
        ),
        SectionShape("diagnosis", "Diagnosis", "What the clinician calls it", ("diagnosis",)),
        SectionShape("problems", "Problem List", "What is hard right now", ("problem",)),
        SectionShape(
            "goals", "Goals, Objectives and Interventions", "What I am working on", ("goal", "choice", "as_now")
        ),
        SectionShape("progress", "Progress Measures", "How we will see that it helps", ("progress_measure",)),
        SectionShape("crisis", "Crisis Plan", "What to do when things get very hard", ("crisis_plan", "restriction")),
        SectionShape("discharge", "Discharge", "When we are done", ("discharge",)),
        SectionShape("consent", "Consent", "What I was told and agreed to", ("consent",)),
    ),
}


def shape_of(plan_type: str, section_key: str) -> SectionShape:
    """The section of that key. Raises KeyError for a section the plan type does not have."""
    return {shape.key: shape for shape in SECTIONS[plan_type]}[section_key]


def checked(kind: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """The details as they are stored, dates as ISO days. Refuses, field by field, what the kind cannot hold."""
    if kind not in KINDS:
        raise Refusal("This part of the plan is not known here. Open the plan again and choose a part from the list.")
    try:
        stored = KINDS[kind].model_validate(dict(details)).model_dump(mode="json")
    except ValidationError as problem:
        raise Refusal(reasons=[_reason(kind, error) for error in problem.errors()]) from None
    # A line that is tied to nothing is stored as it was before there were ties, so that its fingerprint stays.
    return {name: value for name, value in stored.items() if value or name not in KINDS[kind].ties}


def read(kind: str, details: Mapping[str, Any]) -> Details:
    """The stored details as their class."""
    return KINDS[kind].model_validate(dict(details))


def title_of(kind: str, field: str) -> Saying:
    """A field's name as people read it."""
    return as_saying(KINDS[kind].model_fields[field].title or field)


def label_of(kind: str) -> Saying:
    """What a kind of line is called."""
    return as_saying(KINDS[kind].label)


def typed_fields(kind: str) -> list[str]:
    """The fields that somebody fills in as text, day or number; ties are made by choosing."""
    return [name for name in KINDS[kind].model_fields if name not in KINDS[kind].ties]


def staff_fields(kind: str) -> list[str]:
    """The fields in which staff write text."""
    return [name for name, field in KINDS[kind].model_fields.items() if field.annotation is str and name != "key"]


def missing(kind: str, details: Mapping[str, Any]) -> list[str]:
    """The needed fields that are still empty."""
    return [name for name in KINDS[kind].needed if not str(details.get(name) or "").strip()]


def _reason(kind: str, error: Any) -> Reason:
    field = str(error["loc"][0]) if error["loc"] else "details"
    known = field in KINDS[kind].model_fields
    name: str = title_of(kind, field) if known else field
    what = {
        "string_too_long": say(
            "“%(name)s” is longer than this field can hold. Put part of it in another line.", name=name
        ),
        "extra_forbidden": say("“%(name)s” does not belong to this part of the plan. Open the plan again.", name=name),
        "date_from_datetime_parsing": say(
            "“%(name)s” is not a day that exists. Write it as year-month-day.", name=name
        ),
        "date_parsing": say("“%(name)s” is not a day that exists. Write it as year-month-day.", name=name),
        "date_from_datetime_inexact": say(
            "“%(name)s” is not a day that exists. Write it as year-month-day.", name=name
        ),
        "int_parsing": say("“%(name)s” is a whole number.", name=name),
        "greater_than_equal": say("“%(name)s” is a number from 1 to 99.", name=name),
        "less_than_equal": say("“%(name)s” is a number from 1 to 99.", name=name),
        "missing": say("“%(name)s” is missing.", name=name),
    }.get(error["type"], say("“%(name)s” cannot be saved like this: %(why)s.", name=name, why=error["msg"]))
    return Reason(f"field-{error['type']}", what, field)
