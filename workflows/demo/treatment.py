"""A treatment plan as a clinician writes it: a goal with its objective and intervention, and the parts around it."""

from dataclasses import dataclass
from uuid import UUID

from engine.plans import Plan
from workflows import editing
from workflows.demo.tale import Tale


@dataclass(frozen=True)
class Course:
    """What one treatment plan says."""

    information: str
    diagnosis: str
    problem: str
    goal: str
    behavior: str
    measure: str
    timeframe: str
    intervention: str
    progress: str
    crisis: str
    discharge: str
    consent: str


def treatment_lines(tale: Tale, who: str, plan: Plan, course: Course, in_their_words: UUID) -> None:
    """Write the whole plan, line by line."""
    parts = tale.sections(plan)
    plain = {
        "information": ("information", course.information),
        "diagnosis": ("diagnosis", course.diagnosis),
        "problems": ("problem", course.problem),
        "progress": ("progress_measure", course.progress),
        "crisis": ("crisis_plan", course.crisis),
        "discharge": ("discharge", course.discharge),
        "consent": ("consent", course.consent),
    }
    for key, (kind, text) in plain.items():
        editing.add_line(tale.session, plan, kind=kind, parent=parts[key], details={"text": text}, command=tale.by(who))
    goal = editing.add_line(
        tale.session,
        plan,
        kind="goal",
        parent=parts["goals"],
        details={"text": course.goal},
        command=tale.by(who),
        quotes=[in_their_words],
    )
    objective = editing.add_line(
        tale.session,
        plan,
        kind="objective",
        parent=goal,
        details={"behavior": course.behavior, "measure": course.measure, "timeframe": course.timeframe},
        command=tale.by(who),
    )
    editing.add_line(
        tale.session,
        plan,
        kind="intervention",
        parent=objective,
        details={
            "text": course.intervention,
            "frequency": "Weekly",
            "duration": "50 minutes",
            "modality": "Individual",
            "responsible": tale.accounts[who].name,
        },
        command=tale.by(who),
    )
