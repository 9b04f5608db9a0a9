"""Rule profiles: what a payer or a state asks of a plan, as dated data with sources. docs/profiles.md explains them."""

from workflows.profiles.due import Due, Facts, due_from, reviews_due
from workflows.profiles.library import SHIPPED, all_profiles, check, profile
from workflows.profiles.model import (
    Objection,
    Period,
    Profile,
    Reminders,
    Retention,
    Rule,
    Schedule,
    Signer,
    Silence,
    Source,
)
from workflows.profiles.reading import Problem
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
    "due_from",
    "profile",
    "reviews_due",
]
