"""What can happen that may call for a review, in words."""

from web.i18n import gettext as _
from workflows.profiles.words import TRIGGERS


def trigger_options() -> list[tuple[str, str]]:
    """Every kind of trigger staff and the circle may report, with its words."""
    own = {"participant_request", "guardian_request", "words_taken_back"}
    return [(kind, trigger_words(kind)) for kind in TRIGGERS if kind not in own]


def trigger_words(kind: str) -> str:
    """A trigger as people say it."""
    known = {
        "participant_request": _("The person asked"),
        "guardian_request": _("The guardian asked"),
        "significant_change": _("Something important changed"),
        "functional_reassessment_changed": _("A new assessment shows something else"),
        "health_change": _("Health changed"),
        "hospitalization": _("Went to hospital"),
        "ed_visit": _("Went to the emergency department"),
        "inpatient_discharge": _("Came home from hospital"),
        "relapse": _("Relapse"),
        "risk_status_change": _("A risk changed"),
        "critical_incident": _("A critical incident"),
        "rights_modification_due": _("A limit on rights is due to be looked at"),
        "goal_met": _("A goal was met"),
        "plateau": _("No progress for some time"),
        "regression": _("Something got harder again"),
        "new_need_or_diagnosis": _("A new need or diagnosis"),
        "service_change": _("A service began, changed or ended"),
        "provider_change": _("Another provider"),
        "residence_move": _("Moved house"),
        "caregiver_change": _("Another caregiver"),
        "natural_support_loss": _("Lost somebody who helped"),
        "employment_or_school_change": _("Work or school changed"),
        "guardianship_change": _("Guardianship changed"),
        "funding_change": _("Funding changed"),
        "level_of_care_change": _("Level of care changed"),
        "team_request": _("The team asked"),
        "life_event": _("A life event"),
        "words_taken_back": _("The person took back words that stand in this plan, or keeps them private"),
    }
    return known.get(kind, kind.replace("_", " ").capitalize())
