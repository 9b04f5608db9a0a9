"""Rule profiles: what a payer or a state asks of a plan, as dated data with sources. docs/profiles.md explains them."""

from workflows.profiles.due import Due, Facts, dates_due, due_from, reviews_due
from workflows.profiles.library import SHIPPED, all_profiles, check, profile
from workflows.profiles.model import (
    Copy,
    Objection,
    Period,
    Profile,
    Reminders,
    Response,
    Restrictions,
    Retention,
    Rule,
    Schedule,
    Signer,
    Silence,
    Source,
)
from workflows.profiles.reading import Problem
from workflows.profiles.responding import response_due
from workflows.profiles.strictest import strictest_of
from workflows.profiles.words import (
    AnchorName,
    Capacity,
    Method,
    OnLapse,
    OnObjection,
    OnRefusal,
    OnSilence,
    Satisfies,
    StartRule,
    Tag,
    When,
)

__all__ = [
    "SHIPPED",
    "AnchorName",
    "Capacity",
    "Copy",
    "Due",
    "Facts",
    "Method",
    "Objection",
    "OnLapse",
    "OnObjection",
    "OnRefusal",
    "OnSilence",
    "Period",
    "Problem",
    "Profile",
    "Reminders",
    "Response",
    "Restrictions",
    "Retention",
    "Rule",
    "Satisfies",
    "Schedule",
    "Signer",
    "Silence",
    "Source",
    "StartRule",
    "Tag",
    "When",
    "all_profiles",
    "check",
    "dates_due",
    "due_from",
    "profile",
    "response_due",
    "reviews_due",
    "strictest_of",
]
