"""The words a profile may use, and what each means to a program manager."""

from enum import StrEnum


class Tag(StrEnum):
    """How well a value is founded. What is only recalled is never shown as certain."""

    READ = "V"
    READ_2015 = "V15"
    SECOND_HAND = "2nd"
    RECALLED = "R"
    GUIDANCE = "S"
    CHOICE = "I"

    @property
    def words(self) -> str:
        """What stands behind the citation, on screens and on paper."""
        return _TAG_WORDS[self]

    @property
    def relied_on(self) -> bool:
        """True where the rule's own text was read; everything else is confirmed before anyone relies on it."""
        return self in (Tag.READ, Tag.READ_2015)


_TAG_WORDS = {
    Tag.READ: "read in the source",
    Tag.READ_2015: "read in the 2015 edition of the source; later changes not checked",
    Tag.SECOND_HAND: "read second-hand; confirm before relying",
    Tag.RECALLED: "recalled, not read; confirm before relying",
    Tag.GUIDANCE: "from planning guidance, not a rule; confirm before relying",
    Tag.CHOICE: "a choice of this profile, not a rule",
}


class Unit(StrEnum):
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


class AnchorName(StrEnum):
    """What a date is counted from."""

    EFFECTIVE_DATE = "effective_date"
    MEETING_DATE = "meeting_date"
    SIGNATURE_DATE = "signature_date"
    LAST_REVIEW_DATE = "last_review_date"
    SERVICE_START = "service_start"
    ASSESSMENT_DATE = "assessment_date"
    PLAN_END = "plan_end"
    ADMISSION_DATE = "admission_date"
    ENROLLMENT_DATE = "enrollment_date"
    ELIGIBILITY_DATE = "eligibility_date"
    REQUEST_DATE = "request_date"
    FINALIZED_DATE = "finalized_date"
    PERSON_SIGNATURE_DATE = "person_signature_date"
    PROVIDER_SIGNATURE_DATE = "provider_signature_date"
    LAST_FULL_REVIEW_DATE = "last_full_review_date"
    LAST_VISIT_DATE = "last_visit_date"
    LAST_HOME_VISIT_DATE = "last_home_visit_date"
    COMPLAINT_DATE = "complaint_date"

    @property
    def words(self) -> str:
        return _ANCHOR_WORDS[self]


_ANCHOR_WORDS = {
    AnchorName.EFFECTIVE_DATE: "the day the plan took effect",
    AnchorName.MEETING_DATE: "the planning meeting",
    AnchorName.SIGNATURE_DATE: "the last signature",
    AnchorName.LAST_REVIEW_DATE: "the last review",
    AnchorName.SERVICE_START: "the start of services",
    AnchorName.ASSESSMENT_DATE: "the assessment",
    AnchorName.PLAN_END: "the end of the plan",
    AnchorName.ADMISSION_DATE: "the admission",
    AnchorName.ENROLLMENT_DATE: "the enrollment",
    AnchorName.ELIGIBILITY_DATE: "the day eligibility was found",
    AnchorName.REQUEST_DATE: "the first request for services",
    AnchorName.FINALIZED_DATE: "the day the plan was finalized",
    AnchorName.PERSON_SIGNATURE_DATE: "the person’s signature",
    AnchorName.PROVIDER_SIGNATURE_DATE: "the provider’s signature",
    AnchorName.LAST_FULL_REVIEW_DATE: "the last full review",
    AnchorName.LAST_VISIT_DATE: "the last visit",
    AnchorName.LAST_HOME_VISIT_DATE: "the last visit at home",
    AnchorName.COMPLAINT_DATE: "the complaint",
}


class ScheduleKind(StrEnum):
    INTERVAL = "interval"
    SESSION_COUNT = "session_count"
    SERVICE_DAY_COUNT = "service_day_count"
    NTH_DAY = "nth_day"
    BEFORE = "before"
    LATER_OF = "later_of"
    EARLIER_OF = "earlier_of"
    WINDOW = "window"


class Capacity(StrEnum):
    """In what capacity somebody signs. A supporter never signs for the person, so there is no such capacity."""

    PARTICIPANT = "participant"
    GUARDIAN = "guardian"
    PARENT = "parent"
    REPRESENTATIVE = "representative"
    ADVOCATE = "advocate"
    COORDINATOR = "coordinator"
    CLINICIAN = "clinician"
    PRESCRIBER = "prescriber"
    SUPERVISOR = "supervisor"
    PROVIDER = "provider"


class When(StrEnum):
    """When a signature is asked for."""

    ALWAYS = "always"
    IF_GUARDIAN = "if_guardian"
    IF_NO_GUARDIAN = "if_no_guardian"
    IF_MINOR = "if_minor"
    IF_RESPONSIBLE = "if_responsible"
    IF_MEDICATION = "if_medication"


class Method(StrEnum):
    """The signing methods, in the words of engine.signatures."""

    ELECTRONIC = "electronic"
    TYPED_NAME = "typed name"
    DRAWN = "drawn"
    CHOSEN_MARK = "chosen mark"
    VOICE = "voice"
    VERBAL_DOCUMENTED = "verbal documented"
    ASSENT_OBSERVED = "assent observed"
    MARK_WITNESSED = "mark witnessed"
    WET_ON_FILE = "wet on file"
    WET_UPLOADED = "wet uploaded"
    FAX_COVER = "fax cover"


class StartRule(StrEnum):
    """What must be there before services follow a plan."""

    ALL_SIGNED = "all_signed"
    PERSON_SIGNED = "person_signed"
    CONSENT_DOCUMENTED = "consent_documented"
    EFFECTIVE_DATE = "effective_date"
    AUTHORIZED = "authorized"


class OnSilence(StrEnum):
    BLOCK = "block"
    DEEM_APPROVED_AFTER = "deem_approved_after"
    PROCEED_AFTER_NOTICE = "proceed_after_notice"
    ESCALATE = "escalate"


class OnRefusal(StrEnum):
    BLOCK = "block"
    PROCEED_DOCUMENTED = "proceed_documented"
    PARTIAL = "partial"


class OnObjection(StrEnum):
    BLOCK = "block"
    PROCEED_AFTER_NOTICE = "proceed_after_notice"
    HEARING = "hearing"
    VERBAL_FOLLOW_UP = "verbal_with_follow_up"


class OnLapse(StrEnum):
    OLD_PLAN_CONTINUES = "old_plan_continues"
    SERVICES_STOP = "services_stop"
    INTERIM_PLAN = "interim_plan"
    ADMINISTRATIVE_EXTENSION = "administrative_extension"


class Satisfies(StrEnum):
    """What a witnessed expression may stand for. It is never shown or counted as the person's yes."""

    GATE = "gate"
    SIGNATURE = "signature"


class PlanRequired(StrEnum):
    """Whether there must be a plan at all; under some rules only certain services need one."""

    ALWAYS = "always"
    BY_SERVICE = "by_service"


class Element(StrEnum):
    """What a plan has to hold, finer than its sections."""

    DIAGNOSIS = "diagnosis"
    FUNCTIONAL_IMPAIRMENT = "functional_impairment"
    STRENGTHS = "strengths"
    NEEDS = "needs"
    OWN_WORDS = "own_words"
    GOALS = "goals"
    OBJECTIVES = "objectives"
    INTERVENTIONS = "interventions"
    FREQUENCY = "frequency_duration_modality"
    RESPONSIBLE = "responsible_party"
    TARGET_DATE = "target_date"
    PROGRESS_MEASURE = "progress_measure"
    DISCHARGE = "discharge_criteria"
    CRISIS = "crisis_plan"
    COORDINATION = "coordination"
    CONSENT = "consent"
    LEVEL_OF_CARE = "level_of_care"


class CopyTo(StrEnum):
    """Whom a copy of the finished plan is for."""

    PARTICIPANT = "participant"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    FAMILY = "family"
    ADVOCATE = "advocate"
    COORDINATOR = "coordinator"
    PROVIDER = "provider"
    STAFF = "staff"
    OTHERS_INVOLVED = "others_involved"


class CopyOf(StrEnum):
    """How much of it."""

    WHOLE = "whole"
    OWN_PARTS = "own_parts"


class Modifiable(StrEnum):
    """The conditions of a provider-owned home that a limit on rights may touch. Anything else is never limited."""

    TENANCY = "A_tenancy"
    DOOR_LOCK = "B1_door_lock"
    ROOMMATE = "B2_roommate"
    DECORATE = "B3_decorate"
    SCHEDULE = "C1_schedule_activities"
    FOOD = "C2_food"
    VISITORS = "D_visitors"


class RetentionAnchor(StrEnum):
    LAST_SERVICE = "last_service"
    PLAN_END = "plan_end"
    DISCHARGE = "discharge"


TRIGGERS = (
    "participant_request", "guardian_request", "significant_change", "functional_reassessment_changed",
    "health_change", "hospitalization", "ed_visit", "inpatient_discharge", "relapse", "risk_status_change",
    "critical_incident", "rights_modification_due", "goal_met", "plateau", "regression",
    "new_need_or_diagnosis", "service_change", "provider_change", "residence_move", "caregiver_change",
    "natural_support_loss", "employment_or_school_change", "guardianship_change", "funding_change",
    "level_of_care_change", "team_request", "life_event", "words_taken_back",
)  # fmt: skip
