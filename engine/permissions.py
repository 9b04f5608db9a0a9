"""Who may do what, to whose record: one table to be read aloud, and denied where it says nothing.

Rules on top of the table: a denial beats every permission; no role inherits the person's answers; an account acts in
one role at a time; whoever wrote a text does not review or witness it; an erasure, an authority and a suspension take two.
"""

from collections.abc import Mapping
from enum import StrEnum

from engine.accounts import Role


class Scope(StrEnum):
    """Whose records a permission reaches."""

    NONE = "no"
    OWN = "own"
    LEGAL = "legal"
    SHARED = "shared"
    CASELOAD = "caseload"
    ASSIGNED = "assigned"
    TEAM = "team"
    AGENCY = "agency"


MEANING: Mapping[Scope, str] = {
    Scope.NONE: "never",
    Scope.OWN: "one’s own record, signature slot or messages",
    Scope.LEGAL: "people whose guardian one is, with papers that a second person verified, within their dates and scope",
    Scope.SHARED: "people who chose one as a supporter, within its dates, and only what they share",
    Scope.CASELOAD: "people or plans one coordinates, or covers for within dates",
    Scope.ASSIGNED: "one’s caseload, and people one was assigned to, within dates",
    Scope.TEAM: "people of one’s team; a manager without a team answers for the whole agency",
    Scope.AGENCY: "the whole agency",
}


class Action(StrEnum):
    """What somebody may want to do. The value is how a page and the printed table name it."""

    SEE_PERSON = "see who the person is"
    SEE_WORDS = "see the person’s own words"
    SEE_MEETING = "see meeting notes"
    SEE_DRAFT = "see a draft"
    SEE_PLAN = "see a shared plan"
    SEE_DEADLINES = "see the list of deadlines"
    SEE_MESSAGES = "see one’s messages"
    SEE_HISTORY = "see the history of a plan"
    SEE_OPENINGS = "see who opened the record"
    DOWNLOAD = "download the plan as a document"
    GIVE_COPY = "give copies of the signed plan, and see who has theirs"
    EXPORT_CSV = "export a list as CSV"
    LET_IN = "let the person in: hand over a device, make a card, answer who asks with one"
    ANSWER = "answer as the person"
    ANSWER_AS_GUARDIAN = "answer as a guardian"
    COMMENT = "comment on a plan"
    ASK_FOR_CHANGES = "ask for changes"
    ASK_FOR_REVIEW = "ask for a review"
    WITHDRAW_QUOTE = "take back one’s words, keep them private or add to them"
    KEEP_PICTURE = "keep a picture of the person’s own, or take it back for them"
    NOTE_TAKEN_BACK = "note that the person took words back"
    WRITE_BESIDE = "write a transcript or translation beside words, or look one over"
    SIGN = "sign or decline in one’s own slot"
    ACKNOWLEDGE = "acknowledge a plan before working from it"
    SEE_SIGNING = "see how far the signing is"
    RECORD_MEETING = "record a meeting"
    CAPTURE_QUOTE = "capture a quote or an observation"
    BEGIN_PLAN = "begin a plan"
    EDIT_DRAFT = "edit a draft"
    ASK_MODEL = "ask a model for suggestions"
    WAIVE = "set a check aside with a reason"
    ASK_SECOND_REVIEW = "request a second review"
    GIVE_SECOND_REVIEW = "give the second review"
    SHARE = "share a plan with the person"
    REPLY = "answer a requested change or record a talk"
    WITNESS = "record a witnessed expression"
    RECORD_SILENCE = "record a refusal, silence or inability"
    RECALL = "recall a shared plan"
    COMPLETE = "complete signing"
    OPEN_REVIEW = "open a review"
    DECIDE_REVIEW = "decide in a review"
    AMEND = "amend a plan"
    CORRECT = "correct a plan"
    DISCARD = "discard a revision"
    CLOSE = "close a plan"
    REPORT_TRIGGER = "report that something happened"
    RECORD_SESSION = "record a session"
    ADD_PERSON = "add a person"
    EDIT_PERSON = "edit who a person is"
    MANAGE_SUPPORTERS = "add or end a supporter"
    MANAGE_GUARDIANS = "add or end a guardian"
    CHECK_PAPERS = "verify a guardian’s papers"
    ASK_SUSPENSION = "ask to suspend somebody’s access, or to give it back"
    CONFIRM_SUSPENSION = "suspend somebody’s access, or give it back"
    ASK_ABOUT_CIRCLE = "ask about somebody in one’s circle"
    ASSIGN = "assign staff and hand over a caseload"
    IMPORT_CASELOAD = "import a caseload"
    MANAGE_TEAMS = "make and rename teams"
    MANAGE_ACCOUNTS = "make accounts and give roles"
    DECIDE_KEEPING = "decide whether devices may keep entries"
    SET_AGENCY_WORDS = "set the agency’s own words in the person’s room"
    NAME_SAFEGUARDING = "name who reads that somebody does not feel safe"
    ERASE_QUOTE = "erase a quote by law"
    VERIFY = "verify the history"


ROLES = tuple(Role)
"""The ten columns, in the order of the table."""


def _row(*scopes: Scope) -> Mapping[Role, Scope]:
    return dict(zip(ROLES, scopes, strict=True))


_no, _own, _legal, _shared = Scope.NONE, Scope.OWN, Scope.LEGAL, Scope.SHARED
_case, _assig, _team, _all = Scope.CASELOAD, Scope.ASSIGNED, Scope.TEAM, Scope.AGENCY

# fmt: off
TABLE: Mapping[Action, Mapping[Role, Scope]] = {
    #                              person guardian supporter coord.  clinician superv. manager provider auditor admin.
    Action.SEE_PERSON:         _row(_own,  _legal,  _shared,  _assig,  _assig,  _team,  _team,  _assig,  _no,  _no),
    Action.SEE_WORDS:          _row(_own,  _legal,  _shared,  _assig,  _assig,  _team,  _no,    _no,     _no,  _no),
    Action.SEE_MEETING:        _row(_own,  _no,     _no,      _assig,  _assig,  _team,  _no,    _no,     _no,  _no),
    Action.SEE_DRAFT:          _row(_no,   _no,     _no,      _assig,  _assig,  _team,  _no,    _no,     _no,  _no),
    Action.SEE_PLAN:           _row(_own,  _legal,  _shared,  _assig,  _assig,  _team,  _team,  _assig,  _no,  _no),
    Action.SEE_DEADLINES:      _row(_no,   _no,     _no,      _case,   _case,   _team,  _team,  _no,     _no,  _no),
    Action.SEE_MESSAGES:       _row(_own,  _own,    _own,     _own,    _own,    _own,   _own,   _own,    _own, _own),
    Action.SEE_HISTORY:        _row(_own,  _no,     _no,      _assig,  _assig,  _team,  _team,  _no,     _no,  _no),
    Action.SEE_OPENINGS:       _row(_own,  _no,     _no,      _no,     _no,     _team,  _team,  _no,     _no,  _no),
    Action.DOWNLOAD:           _row(_own,  _legal,  _no,      _assig,  _assig,  _team,  _team,  _no,     _no,  _no),
    Action.GIVE_COPY:          _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.EXPORT_CSV:         _row(_no,   _no,     _no,      _case,   _case,   _team,  _team,  _no,     _no,  _no),
    Action.LET_IN:             _row(_no,   _no,     _no,      _assig,  _assig,  _team,  _no,    _no,     _no,  _no),
    Action.ANSWER:             _row(_own,  _no,     _no,      _no,     _no,     _no,    _no,    _no,     _no,  _no),
    Action.ANSWER_AS_GUARDIAN: _row(_no,   _legal,  _no,      _no,     _no,     _no,    _no,    _no,     _no,  _no),
    Action.COMMENT:            _row(_own,  _legal,  _shared,  _no,     _no,     _no,    _no,    _no,     _no,  _no),
    Action.ASK_FOR_CHANGES:    _row(_own,  _legal,  _no,      _no,     _no,     _no,    _no,    _no,     _no,  _no),
    Action.ASK_FOR_REVIEW:     _row(_own,  _legal,  _shared,  _no,     _no,     _no,    _no,    _no,     _no,  _no),
    Action.WITHDRAW_QUOTE:     _row(_own,  _no,     _no,      _no,     _no,     _no,    _no,    _no,     _no,  _no),
    Action.KEEP_PICTURE:       _row(_own,  _no,     _no,      _case,   _assig,  _team,  _no,    _no,     _no,  _no),
    Action.NOTE_TAKEN_BACK:    _row(_no,   _no,     _no,      _case,   _case,   _no,    _no,    _no,     _no,  _no),
    Action.WRITE_BESIDE:       _row(_no,   _no,     _no,      _case,   _assig,  _team,  _no,    _no,     _no,  _no),
    Action.SIGN:               _row(_own,  _legal,  _no,      _assig,  _assig,  _team,  _no,    _assig,  _no,  _no),
    Action.ACKNOWLEDGE:        _row(_no,   _no,     _no,      _no,     _assig,  _no,    _no,    _assig,  _no,  _no),
    Action.SEE_SIGNING:        _row(_no,   _no,     _no,      _assig,  _assig,  _team,  _team,  _no,     _no,  _no),
    Action.RECORD_MEETING:     _row(_no,   _no,     _no,      _case,   _assig,  _team,  _no,    _no,     _no,  _no),
    Action.CAPTURE_QUOTE:      _row(_no,   _no,     _no,      _case,   _assig,  _team,  _no,    _no,     _no,  _no),
    Action.BEGIN_PLAN:         _row(_no,   _no,     _no,      _case,   _assig,  _team,  _no,    _no,     _no,  _no),
    Action.EDIT_DRAFT:         _row(_no,   _no,     _no,      _case,   _assig,  _team,  _no,    _no,     _no,  _no),
    Action.ASK_MODEL:          _row(_no,   _no,     _no,      _case,   _assig,  _team,  _no,    _no,     _no,  _no),
    Action.WAIVE:              _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.ASK_SECOND_REVIEW:  _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.GIVE_SECOND_REVIEW: _row(_no,   _no,     _no,      _assig,  _assig,  _team,  _no,    _no,     _no,  _no),
    Action.SHARE:              _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.REPLY:              _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.WITNESS:            _row(_no,   _no,     _no,      _assig,  _assig,  _team,  _no,    _assig,  _no,  _no),
    Action.RECORD_SILENCE:     _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.RECALL:             _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.COMPLETE:           _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.OPEN_REVIEW:        _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.DECIDE_REVIEW:      _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.AMEND:              _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.CORRECT:            _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.DISCARD:            _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.CLOSE:              _row(_no,   _no,     _no,      _case,   _case,   _team,  _no,    _no,     _no,  _no),
    Action.REPORT_TRIGGER:     _row(_own,  _legal,  _shared,  _assig,  _assig,  _team,  _no,    _assig,  _no,  _no),
    Action.RECORD_SESSION:     _row(_no,   _no,     _no,      _case,   _assig,  _team,  _no,    _no,     _no,  _no),
    Action.ADD_PERSON:         _row(_no,   _no,     _no,      _team,   _no,     _team,  _team,  _no,     _no,  _all),
    Action.EDIT_PERSON:        _row(_no,   _no,     _no,      _case,   _no,     _team,  _team,  _no,     _no,  _all),
    Action.MANAGE_SUPPORTERS:  _row(_own,  _no,     _no,      _case,   _no,     _team,  _team,  _no,     _no,  _all),
    Action.MANAGE_GUARDIANS:   _row(_no,   _no,     _no,      _case,   _no,     _team,  _team,  _no,     _no,  _all),
    Action.CHECK_PAPERS:       _row(_no,   _no,     _no,      _no,     _no,     _team,  _team,  _no,     _no,  _all),
    Action.ASK_SUSPENSION:     _row(_no,   _no,     _no,      _assig,  _assig,  _team,  _team,  _no,     _no,  _no),
    Action.CONFIRM_SUSPENSION: _row(_no,   _no,     _no,      _no,     _no,     _team,  _team,  _no,     _no,  _no),
    Action.ASK_ABOUT_CIRCLE:   _row(_own,  _no,     _no,      _no,     _no,     _no,    _no,    _no,     _no,  _no),
    Action.ASSIGN:             _row(_no,   _no,     _no,      _no,     _no,     _team,  _team,  _no,     _no,  _all),
    Action.IMPORT_CASELOAD:    _row(_no,   _no,     _no,      _no,     _no,     _no,    _team,  _no,     _no,  _all),
    Action.MANAGE_TEAMS:       _row(_no,   _no,     _no,      _no,     _no,     _no,    _no,    _no,     _no,  _all),
    Action.MANAGE_ACCOUNTS:    _row(_no,   _no,     _no,      _no,     _no,     _no,    _no,    _no,     _no,  _all),
    Action.DECIDE_KEEPING:     _row(_no,   _no,     _no,      _no,     _no,     _no,    _no,    _no,     _no,  _all),
    Action.SET_AGENCY_WORDS:   _row(_no,   _no,     _no,      _no,     _no,     _no,    _all,   _no,     _no,  _all),
    Action.NAME_SAFEGUARDING:  _row(_no,   _no,     _no,      _no,     _no,     _no,    _all,   _no,     _no,  _no),
    Action.ERASE_QUOTE:        _row(_no,   _no,     _no,      _no,     _no,     _team,  _team,  _no,     _no,  _no),
    Action.VERIFY:             _row(_no,   _no,     _no,      _no,     _no,     _no,    _all,   _no,     _all, _all),
}
# fmt: on

PLAN_CONTENT = frozenset(
    {
        Action.SEE_WORDS,
        Action.SEE_MEETING,
        Action.SEE_DRAFT,
        Action.SEE_PLAN,
        Action.SEE_HISTORY,
        Action.DOWNLOAD,
        Action.GIVE_COPY,
        Action.EXPORT_CSV,
        Action.EDIT_DRAFT,
        Action.ASK_MODEL,
        Action.CAPTURE_QUOTE,
        Action.WRITE_BESIDE,
        Action.NOTE_TAKEN_BACK,
        Action.KEEP_PICTURE,
    }
)
"""What a plan says. Running the machine gives nobody a right to read it."""

DENIED: Mapping[Action, frozenset[Role]] = {
    Action.ANSWER: frozenset(Role) - {Role.PARTICIPANT},
    Action.WITHDRAW_QUOTE: frozenset(Role) - {Role.PARTICIPANT},
    Action.ANSWER_AS_GUARDIAN: frozenset(Role) - {Role.GUARDIAN},
    Action.ASK_ABOUT_CIRCLE: frozenset(Role) - {Role.PARTICIPANT},
    **{action: frozenset({Role.ADMINISTRATOR}) for action in PLAN_CONTENT},
}
"""Cells that stay shut whatever the table says: a denial beats a permission."""

NOT_BY_AN_AUTHOR = frozenset({Action.GIVE_SECOND_REVIEW, Action.WITNESS})
"""Who wrote any of a version’s text does not do these to it."""

BY_TWO_PEOPLE = frozenset({Action.ERASE_QUOTE, Action.CHECK_PAPERS, Action.CONFIRM_SUSPENSION})
"""One asks or writes in, another confirms; both are named."""

SHARES: Mapping[Action, str] = {
    Action.SEE_PLAN: "plan",
    Action.COMMENT: "plan",
    Action.SEE_WORDS: "words",
}
"""What the person must have chosen to share with a supporter; an action not named here needs the relation alone."""


def scope_of(role: Role | str, action: Action) -> Scope:
    """How far a role’s permission reaches; NONE where nothing is said, and where a denial stands."""
    if role in DENIED.get(action, frozenset()):
        return Scope.NONE
    return TABLE.get(action, {}).get(Role(role), Scope.NONE)


def roles_for(action: Action) -> list[Role]:
    """The roles that may do this to somebody’s record."""
    return [role for role in ROLES if scope_of(role, action) is not Scope.NONE]
