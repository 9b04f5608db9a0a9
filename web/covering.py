"""The coverage of one version, read and said: on the plan's page, in the person's room and on paper."""

from sqlmodel import Session

from engine.people import Person
from engine.plans import Plan
from engine.quotes import quotes_by_id
from engine.versions import Version
from web.coverage_words import coverage_sentence
from workflows.content import read_content
from workflows.placing import used_in
from workflows.threads import Coverage, coverage


def count_of(session: Session, plan: Plan, version: Version) -> Coverage:
    """How many outcomes rest on the person's own words, as these stand today. Private words count for nobody."""
    content = read_content(session, plan, version)
    return coverage(content, quotes_by_id(session, list(dict.fromkeys(used_in(content)))))


def coverage_of(session: Session, plan: Plan, version: Version, person: Person) -> str:
    """The same as a sentence for staff and paper."""
    return coverage_sentence(count_of(session, plan, version), person.called, plan_type=plan.plan_type)
