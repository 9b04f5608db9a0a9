"""Who may open which address: one row for each, in words of the permission table, and who that lets in.

`ROUTES` is written by hand and says what an address is for. `may` reads the table and the rows of people and
assignments in plain Python, apart from the queries of the product, so that the two can disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from engine.accounts import Account, Role
from engine.deadlines import Deadline
from engine.items import Item, ItemQuote
from engine.meetings import Meeting
from engine.originals import Original
from engine.people import Assignment, Person, Relation, Team
from engine.permissions import NOT_BY_AN_AUTHOR, SHARES, Action, Scope, scope_of
from engine.plans import Plan
from engine.quotes import Quote, quotes_by_id
from engine.rounds import Round
from engine.signatures import PartNotAgreed, Signature
from engine.versions import Version, versions_of
from engine.visitors import Visitor

MAY_HAVE_THE_ORIGINAL = frozenset({Role.PARTICIPANT, Role.COORDINATOR, Role.CLINICIAN, Role.SUPERVISOR})
OWN_ROOM = frozenset({Role.PARTICIPANT, Role.GUARDIAN})
IN_THE_ROOM = frozenset({*OWN_ROOM, Role.SUPPORTER})
STAFF = frozenset(Role) - IN_THE_ROOM
NOBODY = UUID(int=7)


@dataclass(frozen=True)
class Needs:
    """What it takes to be let in: every action, in one of the roles where some are named.

    `of` names the record in the address, "" where there is none. An address whose record is not in every house or
    whose page is not there in every standing `may_be_missing`: then “not found” is also an answer for who may open it.
    """

    actions: tuple[Action, ...] = ()
    of: str = ""
    roles: frozenset[Role] = frozenset(Role)
    public: bool = False
    may_be_missing: bool = False
    or_reads: bool = False
    """Words that stand in a shared plan are also open to whoever reads that plan."""
    sent_home: frozenset[Role] = frozenset()
    """Roles that are sent to their own room whatever record the address names, so that it tells them nothing."""


def _plan(*actions: Action, **more: Any) -> Needs:
    return Needs(actions, "plan", **more)


def _person(*actions: Action, **more: Any) -> Needs:
    return Needs(actions, "person", **more)


def _room(*actions: Action) -> Needs:
    return Needs((Action.SEE_PLAN, *actions), "plan", OWN_ROOM, may_be_missing=True)


PUBLIC, SIGNED_IN = Needs(public=True), Needs()
_KEEPS_CIRCLE = Action.MANAGE_GUARDIANS

VERBS: Mapping[str, Action] = {
    "request_second_review": Action.ASK_SECOND_REVIEW,
    "share": Action.SHARE,
    "approve": Action.GIVE_SECOND_REVIEW,
    "return_to_draft": Action.GIVE_SECOND_REVIEW,
    "recall": Action.RECALL,
    "agree": Action.SHARE,
    "record_unable": Action.RECORD_SILENCE,
    "complete": Action.COMPLETE,
    "discard_revision": Action.DISCARD,
    "open_review": Action.OPEN_REVIEW,
    "confirm_unchanged": Action.DECIDE_REVIEW,
    "revise": Action.DECIDE_REVIEW,
    "replan": Action.DECIDE_REVIEW,
    "amend": Action.AMEND,
    "report_trigger": Action.REPORT_TRIGGER,
    "close": Action.CLOSE,
}

PRESSES = ("add", "not-meant", "take-back", "private", "not-private")
"""What the person can press about their own words."""

JOBS: Mapping[str, Action] = {
    "details": Action.EDIT_PERSON,
    "guardian": Action.MANAGE_GUARDIANS,
    "supporter": Action.MANAGE_SUPPORTERS,
    "staff": Action.ASSIGN,
    "coordinator": Action.ASSIGN,
}

MEETING_STEPS = ("come", "else", "away", "place", "time_of_day", "interpreter", "travel", "check")

SIGNING_WAYS = ("name", "draw", "mark", "voice", "witness", "paper")

PROMPTS = ("isp_from_notes", "smart_goals", "adolescent", "funder", "update", "golden_thread", "coordination")

ROUTES: Mapping[str, Needs] = {
    "GET /": SIGNED_IN,
    "GET /sign-in": PUBLIC,
    "POST /sign-in": PUBLIC,
    "POST /sign-out": PUBLIC,
    "POST /acting-as": SIGNED_IN,
    "GET /set-up/{token}": PUBLIC,
    "POST /set-up/{token}": PUBLIC,
    "GET /static/{name}": PUBLIC,
    "GET /health/live": PUBLIC,
    "GET /health/ready": PUBLIC,
    "GET /messages": SIGNED_IN,
    "GET /language": SIGNED_IN,
    "POST /language": Needs(may_be_missing=True),
    "GET /still-open": SIGNED_IN,
    "GET /people": SIGNED_IN,
    "GET /people/{person_id}": _person(Action.SEE_PERSON),
    "POST /people/{person_id}/plans": _person(Action.BEGIN_PLAN),
    "GET /plans/{plan_id}/suggestions": _plan(Action.ASK_MODEL),
    **{f"{method} /plans/{{plan_id}}/prompts/{key}": _plan(Action.ASK_MODEL, may_be_missing=True) for key in PROMPTS for method in ("GET", "POST")},
    "GET /model-runs/{run_id}": _plan(Action.ASK_MODEL, may_be_missing=True),
    "POST /model-runs/{run_id}/send": _plan(Action.ASK_MODEL, may_be_missing=True),
    "POST /model-runs/{run_id}/answer": _plan(Action.ASK_MODEL, may_be_missing=True),
    "POST /suggestions/{suggestion_id}": _plan(Action.EDIT_DRAFT, may_be_missing=True),
    "GET /prompts": Needs((Action.ASK_MODEL,)),
    **{f"GET /prompts/{key}": Needs((Action.ASK_MODEL,)) for key in PROMPTS},
    "GET /people/{person_id}/words.json": _person(Action.SEE_WORDS, Action.DOWNLOAD),
    "GET /people/{person_id}/words.csv": _person(Action.SEE_WORDS, Action.DOWNLOAD),
    "GET /plans/{plan_id}/meetings/new": _plan(Action.RECORD_MEETING),
    "POST /plans/{plan_id}/meetings/new": _plan(Action.RECORD_MEETING),
    "GET /meetings/{meeting_id}": Needs((Action.SEE_MEETING,), "meeting"),
    "POST /meetings/{meeting_id}": Needs((Action.RECORD_MEETING,), "meeting"),
    "POST /meetings/{meeting_id}/quotes": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "POST /meetings/{meeting_id}/observations": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "POST /meetings/{meeting_id}/passages/undone": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "GET /meetings/{meeting_id}/notes/new": Needs((Action.RECORD_MEETING,), "meeting"),
    "POST /meetings/{meeting_id}/notes/new": Needs((Action.RECORD_MEETING,), "meeting"),
    "GET /notes/{note_id}/file": Needs((Action.SEE_MEETING,), "note", may_be_missing=True),
    "GET /meetings/{meeting_id}/files/new": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "POST /meetings/{meeting_id}/files": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "GET /quotes/{quote_id}": Needs((Action.SEE_WORDS,), "quote"),
    "POST /quotes/{quote_id}/beside": Needs((Action.WRITE_BESIDE,), "quote"),
    "POST /quotes/{quote_id}/beside/{companion_id}": Needs((Action.WRITE_BESIDE,), "quote"),
    "POST /quotes/{quote_id}/said": Needs((Action.NOTE_TAKEN_BACK,), "quote"),
    "GET /erasures": Needs((Action.ERASE_QUOTE,)),
    "GET /people/{person_id}/erasures": _person(Action.ERASE_QUOTE),
    "POST /people/{person_id}/erasures": _person(Action.ERASE_QUOTE),
    "GET /erasures/{ask_id}": _person(Action.ERASE_QUOTE, may_be_missing=True),
    "POST /erasures/{ask_id}/confirmed": _person(Action.ERASE_QUOTE, may_be_missing=True),
    "POST /erasures/{ask_id}/refused": _person(Action.ERASE_QUOTE, may_be_missing=True),
    "GET /my-plan/circle": Needs(roles=frozenset({Role.PARTICIPANT})),
    "GET /my-plan/circle/looked": Needs(roles=frozenset({Role.PARTICIPANT})),
    **{
        f"{method} /my-plan/circle/{{relation_id}}/{job}": Needs((action,), "relation", frozenset({Role.PARTICIPANT}), may_be_missing=True)
        for method in ("GET", "POST")
        for job, action in (("end", Action.MANAGE_SUPPORTERS), ("ask", Action.ASK_ABOUT_CIRCLE))
    },
    "POST /circle-questions/{question_id}": Needs((Action.ASK_SUSPENSION, _KEEPS_CIRCLE), "person", may_be_missing=True),
    "GET /my-plan/words": Needs(roles=frozenset({Role.PARTICIPANT})),
    "GET /my-plan/words/{quote_id}": Needs((Action.WITHDRAW_QUOTE,), "quote"),
    **{f"{method} /my-plan/words/{{quote_id}}/{press}": Needs((Action.WITHDRAW_QUOTE,), "quote") for press in PRESSES for method in ("GET", "POST")},
    "GET /own-pictures/{picture_id}": Needs(may_be_missing=True),
    "GET /people/{person_id}/pictures": _person(Action.KEEP_PICTURE, roles=STAFF),
    "POST /people/{person_id}/pictures": _person(Action.KEEP_PICTURE, roles=STAFF),
    "POST /people/{person_id}/pictures/{picture_id}/away": _person(Action.KEEP_PICTURE, roles=STAFF, may_be_missing=True),
    "GET /my-plan/pictures": Needs(roles=frozenset({Role.PARTICIPANT})),
    "POST /my-plan/pictures": Needs(roles=frozenset({Role.PARTICIPANT})),
    "POST /my-plan/pictures/{picture_id}/away": Needs(roles=frozenset({Role.PARTICIPANT}), may_be_missing=True),
    "GET /quotes/{quote_id}/file": Needs((Action.SEE_WORDS,), "quote", or_reads=True),
    "GET /quotes/{quote_id}/original": Needs((Action.SEE_WORDS,), "quote", MAY_HAVE_THE_ORIGINAL),
    "POST /plans/{plan_id}/meetings/begin": _plan(Action.RECORD_MEETING),
    "GET /meetings/{meeting_id}/mode": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "POST /meetings/{meeting_id}/mode/entries": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "POST /meetings/{meeting_id}/mode/people": Needs((Action.RECORD_MEETING,), "meeting"),
    "POST /meetings/{meeting_id}/mode/facts": Needs((Action.RECORD_MEETING,), "meeting"),
    "POST /meetings/{meeting_id}/mode/read-back": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "POST /meetings/{meeting_id}/mode/taken-back": Needs((Action.CAPTURE_QUOTE,), "meeting"),
    "GET /meetings/{meeting_id}/mode/again/{quote_id}": Needs((Action.CAPTURE_QUOTE,), "meeting", may_be_missing=True),
    "POST /meetings/{meeting_id}/mode/again/{quote_id}": Needs((Action.CAPTURE_QUOTE,), "meeting", may_be_missing=True),
    "GET /meetings/{meeting_id}/record": Needs((Action.SEE_MEETING,), "meeting"),
    "GET /device-keeping": Needs((Action.DECIDE_KEEPING,)),
    "POST /device-keeping": Needs((Action.DECIDE_KEEPING,)),
    "POST /device-keys": SIGNED_IN,
    "GET /who-am-i": PUBLIC,
    "GET /plans/{plan_id}/draft": _plan(Action.EDIT_DRAFT),
    "POST /plans/{plan_id}/draft": _plan(Action.EDIT_DRAFT),
    "GET /plans/{plan_id}/edit": _plan(Action.EDIT_DRAFT),
    "POST /plans/{plan_id}/items": _plan(Action.EDIT_DRAFT),
    "POST /plans/{plan_id}/words": _plan(Action.EDIT_DRAFT),
    "GET /plans/{plan_id}/easy-read/{part}": _plan(Action.EDIT_DRAFT, may_be_missing=True),
    "POST /plans/{plan_id}/easy-read/{part}": _plan(Action.EDIT_DRAFT, may_be_missing=True),
    "POST /items/{item_id}/easy-read": Needs((Action.EDIT_DRAFT,), "item"),
    "POST /items/{item_id}/easy-read/looked-at": Needs((Action.EDIT_DRAFT,), "item"),
    "POST /items/{item_id}/easy-read/symbols": Needs((Action.EDIT_DRAFT,), "item"),
    "GET /plans/{plan_id}/placing": _plan(Action.EDIT_DRAFT),
    "POST /plans/{plan_id}/placing": _plan(Action.EDIT_DRAFT),
    "POST /plans/{plan_id}/placing/left-out": _plan(Action.EDIT_DRAFT),
    "POST /plans/{plan_id}/placing/ties": _plan(Action.EDIT_DRAFT),
    "POST /plans/{plan_id}/passages": _plan(Action.EDIT_DRAFT),
    "POST /plans/{plan_id}/checks": _plan(Action.WAIVE),
    "POST /plans/{plan_id}/set-aside/{row_id}": _plan(Action.EDIT_DRAFT, may_be_missing=True),
    "POST /plans/{plan_id}/revisions": _plan(Action.EDIT_DRAFT),
    "POST /items/{item_id}": Needs((Action.EDIT_DRAFT,), "item", may_be_missing=True),
    "POST /items/{item_id}/remove": Needs((Action.EDIT_DRAFT,), "item", may_be_missing=True),
    "POST /items/{item_id}/move": Needs((Action.EDIT_DRAFT,), "item", may_be_missing=True),
    "POST /items/{item_id}/quotes": Needs((Action.EDIT_DRAFT,), "item", may_be_missing=True),
    "GET /plans/{plan_id}": _plan(Action.SEE_PLAN, sent_home=OWN_ROOM),
    **{f"{method} /plans/{{plan_id}}/moves/{verb}": _plan(action) for verb, action in VERBS.items() for method in ("GET", "POST")},
    "GET /plans/{plan_id}/round": _plan(Action.SEE_DRAFT),
    "GET /plans/{plan_id}/disagreement": _plan(Action.SEE_DRAFT),
    "POST /plans/{plan_id}/disagreement": _plan(Action.REPLY, Action.SEE_DRAFT),
    "POST /plans/{plan_id}/round/replies": _plan(Action.REPLY),
    "POST /plans/{plan_id}/round/witnessed": _plan(Action.WITNESS, Action.SEE_DRAFT),
    "POST /plans/{plan_id}/round/silence": _plan(Action.RECORD_SILENCE),
    "GET /plans/{plan_id}/signatures": _plan(Action.SEE_PLAN, sent_home=OWN_ROOM),
    "POST /plans/{plan_id}/acknowledgements": _plan(Action.ACKNOWLEDGE),
    "POST /plans/{plan_id}/signatures": _plan(Action.SIGN),
    "POST /plans/{plan_id}/signatures/declined": _plan(Action.SIGN),
    "POST /plans/{plan_id}/signatures/taken-back": _plan(Action.SIGN),
    "GET /plans/{plan_id}/signatures/{slot_id}": _plan(Action.SEE_PLAN, sent_home=OWN_ROOM, may_be_missing=True),
    "POST /plans/{plan_id}/signatures/{slot_id}/attempts": _plan(Action.RECORD_SILENCE, may_be_missing=True),
    "POST /plans/{plan_id}/signatures/{slot_id}/missing": _plan(Action.RECORD_SILENCE, may_be_missing=True),
    "POST /plans/{plan_id}/signatures/{slot_id}/heard": _plan(Action.WITNESS, may_be_missing=True),
    "POST /plans/{plan_id}/signatures/{slot_id}/observed": _plan(Action.WITNESS, may_be_missing=True),
    "GET /signatures/{signature_id}/mark": _plan(Action.SEE_PLAN, may_be_missing=True),
    "GET /signing": Needs((Action.SEE_SIGNING,)),
    "GET /signing.csv": Needs((Action.SEE_SIGNING, Action.EXPORT_CSV)),
    "GET /confirm": SIGNED_IN,
    "POST /confirm": SIGNED_IN,
    "GET /plans/{plan_id}/papers": _plan(Action.RECORD_SILENCE),
    "GET /plans/{plan_id}/papers/new": _plan(Action.RECORD_SILENCE),
    "POST /plans/{plan_id}/papers": _plan(Action.RECORD_SILENCE),
    "GET /plans/{plan_id}/copies": _plan(Action.GIVE_COPY),
    "POST /plans/{plan_id}/copies": _plan(Action.GIVE_COPY),
    "POST /plans/{plan_id}/copies/{copy_id}/receipt": _plan(Action.GIVE_COPY, may_be_missing=True),
    "GET /copies/{copy_id}": _plan(Action.SEE_PLAN, may_be_missing=True),
    "POST /copies/{copy_id}": _plan(Action.SEE_PLAN, may_be_missing=True),
    "GET /copies/{copy_id}/document": _plan(Action.SEE_PLAN, may_be_missing=True),
    "GET /filed-pages/{filed_id}": _plan(Action.RECORD_SILENCE, may_be_missing=True),
    "GET /slots/{slot_id}/page": _plan(Action.RECORD_SILENCE, may_be_missing=True),
    "GET /slots/{slot_id}/fax-cover": _plan(Action.RECORD_SILENCE, may_be_missing=True),
    "GET /plans/{plan_id}/review": _plan(Action.SEE_PLAN),
    "POST /plans/{plan_id}/review/decisions": _plan(Action.DECIDE_REVIEW),
    "GET /plans/{plan_id}/sessions": _plan(Action.RECORD_SESSION),
    "POST /plans/{plan_id}/sessions": _plan(Action.RECORD_SESSION),
    "GET /plans/{plan_id}/correction": _plan(Action.CORRECT),
    "POST /plans/{plan_id}/correction": _plan(Action.CORRECT),
    "GET /plans/{plan_id}/history": _plan(Action.SEE_HISTORY),
    "GET /plans/{plan_id}/lifecycle": _plan(Action.SEE_PLAN),
    "GET /plans/{plan_id}/versions": _plan(Action.SEE_PLAN),
    "GET /versions/{version_id}": Needs((Action.SEE_PLAN,), "version"),
    "GET /versions/{before_id}/compare/{after_id}": Needs((Action.SEE_PLAN,), "version", may_be_missing=True),
    "GET /versions/{version_id}/document": Needs((Action.DOWNLOAD,), "version"),
    "GET /coverage": Needs((Action.SEE_DEADLINES,)),
    "GET /coverage.csv": Needs((Action.EXPORT_CSV,)),
    "GET /deadlines": Needs((Action.SEE_DEADLINES,)),
    "GET /deadlines/teams": Needs((Action.SEE_DEADLINES,)),
    "GET /deadlines.csv": Needs((Action.EXPORT_CSV,)),
    "GET /deadlines/{deadline_id}": Needs((Action.SEE_DEADLINES,), "deadline"),
    "GET /teams": Needs((Action.MANAGE_TEAMS,)),
    "POST /teams": Needs((Action.MANAGE_TEAMS,)),
    "GET /teams/{team_id}": Needs((Action.MANAGE_TEAMS,)),
    "POST /teams/{team_id}": Needs((Action.MANAGE_TEAMS,)),
    "GET /accounts": Needs((Action.MANAGE_ACCOUNTS,)),
    "GET /accounts/new": Needs((Action.MANAGE_ACCOUNTS,)),
    "POST /accounts/new": Needs((Action.MANAGE_ACCOUNTS,)),
    "GET /accounts/{account_id}": Needs((Action.MANAGE_ACCOUNTS,)),
    "POST /accounts/{account_id}/roles": Needs((Action.MANAGE_ACCOUNTS,)),
    "POST /accounts/{account_id}/language": Needs((Action.MANAGE_ACCOUNTS,), may_be_missing=True),
    "POST /accounts/{account_id}/link": Needs((Action.MANAGE_ACCOUNTS,)),
    "POST /accounts/{account_id}/passkeys": Needs((Action.MANAGE_ACCOUNTS,)),
    "POST /accounts/{account_id}/closed": Needs((Action.MANAGE_ACCOUNTS,)),
    "POST /accounts/{account_id}/opened": Needs((Action.MANAGE_ACCOUNTS,)),
    "GET /circles": Needs((_KEEPS_CIRCLE,)),
    "GET /people/{person_id}/circle": _person(_KEEPS_CIRCLE),
    "POST /relations/{relation_id}/papers": Needs((Action.CHECK_PAPERS,), "relation"),
    "GET /relations/{relation_id}": Needs((Action.ASK_SUSPENSION,), "relation"),
    "POST /relations/{relation_id}/suspension": Needs((Action.ASK_SUSPENSION,), "relation"),
    "POST /relations/{relation_id}/suspension/decided": Needs((Action.CONFIRM_SUSPENSION,), "relation"),
    "POST /relations/{relation_id}/agreement": Needs((Action.ASK_SUSPENSION, Action.MANAGE_SUPPORTERS), "relation"),
    "POST /relations/{relation_id}/report": Needs((Action.ASK_SUSPENSION, Action.MANAGE_GUARDIANS), "relation"),
    "POST /relations/{relation_id}/end": Needs((_KEEPS_CIRCLE,), "relation"),
    "POST /assignments/{assignment_id}/end": Needs((Action.ASSIGN,), "assignment"),
    "GET /people/new": Needs((Action.ADD_PERSON,)),
    "POST /people/new": Needs((Action.ADD_PERSON,)),
    **{f"{method} /people/{{person_id}}/circle/{job}": _person(_KEEPS_CIRCLE, action) for job, action in JOBS.items() for method in ("GET", "POST")},
    "GET /hand-over": Needs((Action.ASSIGN,)),
    "POST /hand-over": Needs((Action.ASSIGN,)),
    "GET /import": Needs((Action.IMPORT_CASELOAD,)),
    "POST /import": Needs((Action.IMPORT_CASELOAD,)),
    "POST /import/confirmed": Needs((Action.IMPORT_CASELOAD,)),
    "POST /plans/{plan_id}/hand-over": _plan(Action.LET_IN),
    "GET /people/{person_id}/card": _person(Action.LET_IN),
    "POST /people/{person_id}/card": _person(Action.LET_IN),
    "POST /cards/{card_id}/end": Needs((Action.LET_IN,), "person", may_be_missing=True),
    "GET /card/{word}": PUBLIC,
    "POST /card/{word}": PUBLIC,
    "GET /coming-in": PUBLIC,
    "POST /coming-in": PUBLIC,
    "GET /let-in": Needs((Action.LET_IN,)),
    "POST /let-in/{request_id}/yes": Needs((Action.LET_IN,), "person", may_be_missing=True),
    "POST /let-in/{request_id}/not-now": Needs((Action.LET_IN,), "person", may_be_missing=True),
    "POST /sign-in/question": PUBLIC,
    "POST /sign-in/passkey": PUBLIC,
    "POST /again/question": PUBLIC,
    "GET /how-i-sign-in": SIGNED_IN,
    "GET /how-i-sign-in/new": SIGNED_IN,
    "POST /how-i-sign-in/new": SIGNED_IN,
    "POST /how-i-sign-in/question": Needs(may_be_missing=True),
    "GET /how-i-sign-in/{passkey_id}": Needs(may_be_missing=True),
    "POST /how-i-sign-in/{passkey_id}": Needs(may_be_missing=True),
    "POST /how-i-sign-in/{passkey_id}/removed": Needs(may_be_missing=True),
    "GET /give-back": PUBLIC,
    "POST /give-back": PUBLIC,
    "GET /locked": PUBLIC,
    "POST /locked": PUBLIC,
    "POST /lock": SIGNED_IN,
    "GET /held": SIGNED_IN,
    "GET /people-you-support": Needs(roles=frozenset({Role.SUPPORTER})),
    "GET /people-you-support/{plan_id}/{number}": Needs((Action.SEE_PLAN,), "plan", frozenset({Role.SUPPORTER}), may_be_missing=True),
    "GET /my-plan/with-you": Needs(roles=frozenset({Role.PARTICIPANT})),
    "POST /my-plan/with-you": Needs(roles=frozenset({Role.PARTICIPANT})),
    "GET /my-plan": Needs(roles=OWN_ROOM),
    "GET /my-plan/stop": SIGNED_IN,
    "GET /my-plan/talk": Needs(may_be_missing=True),
    "GET /my-plan/on-a-screen": Needs(roles=OWN_ROOM),
    "POST /my-plan/on-a-screen": Needs(roles=OWN_ROOM),
    "GET /my-plan/else": Needs(roles=frozenset({Role.PARTICIPANT})),
    "POST /my-plan/else": Needs(roles=frozenset({Role.PARTICIPANT})),
    "GET /attention": SIGNED_IN,
    "GET /attention/{report_id}": Needs(may_be_missing=True),
    "POST /attention/{report_id}": Needs(may_be_missing=True),
    "GET /safeguarding": Needs((Action.NAME_SAFEGUARDING,)),
    "POST /safeguarding": Needs((Action.NAME_SAFEGUARDING,), may_be_missing=True),
    "GET /agency-words": Needs((Action.SET_AGENCY_WORDS,)),
    "POST /agency-words": Needs((Action.SET_AGENCY_WORDS,), may_be_missing=True),
    "GET /plans/{plan_id}/witness": _plan(Action.WITNESS, may_be_missing=True),
    "POST /plans/{plan_id}/witness": _plan(Action.WITNESS, may_be_missing=True),
    "POST /plans/{plan_id}/round/talks": _plan(Action.REPLY, may_be_missing=True),
    "GET /my-plan/yes-and-no": Needs(roles=frozenset({Role.PARTICIPANT})),
    "POST /my-plan/yes-and-no": Needs(roles=frozenset({Role.PARTICIPANT}), may_be_missing=True),
    "POST /my-plan/{plan_id}/notes/{words_id}/meant": _room(),
    **{f"{method} /my-plan/reminders{page}": Needs(roles=frozenset({Role.PARTICIPANT}), may_be_missing=method == "POST") for page in ("", "/often") for method in ("GET", "POST")},
    "POST /plans/{plan_id}/round/reminders": _plan(Action.REPLY, may_be_missing=True),
    "GET /my-plan/{plan_id}/meeting": _room(Action.ASK_FOR_REVIEW),
    "POST /my-plan/{plan_id}/meeting": _room(Action.ASK_FOR_REVIEW),
    **{f"{method} /my-plan/{{plan_id}}/meeting/{step}": _room(Action.ASK_FOR_REVIEW) for step in MEETING_STEPS for method in ("GET", "POST")},
    "GET /my-plan/{plan_id}/asked/{ask_id}": _room(Action.ASK_FOR_REVIEW),
    "GET /my-plan/{plan_id}/asked/{ask_id}/board": _room(Action.ASK_FOR_REVIEW),
    **{f"POST /my-plan/{{plan_id}}/asked/{{ask_id}}/{job}": _room(Action.ASK_FOR_REVIEW) for job in ("words", "symbols", "board", "files/{way}", "taken-back")},
    "GET /plans/{plan_id}/asked-meetings": _plan(Action.REPLY),
    "POST /plans/{plan_id}/asked-meetings/{ask_id}": _plan(Action.REPLY, may_be_missing=True),
    "GET /my-plan/{plan_id}/talk": _room(),
    "POST /my-plan/{plan_id}/talk": _room(Action.ASK_FOR_REVIEW),
    "GET /my-plan/how-i-read": Needs(roles=IN_THE_ROOM),
    "POST /my-plan/how-i-read": Needs(roles=IN_THE_ROOM),
    "GET /my-plan/how-i-read/{what}": Needs(roles=IN_THE_ROOM),
    "POST /my-plan/how-i-read/{what}": Needs(roles=IN_THE_ROOM, may_be_missing=True),
    "GET /my-plan/{plan_id}/hard-words/{word}": Needs((Action.SEE_PLAN,), "plan", IN_THE_ROOM, may_be_missing=True),
    "GET /my-plan/{plan_id}/sound/{number}/{line}": Needs((Action.SEE_PLAN,), "plan", IN_THE_ROOM, may_be_missing=True),
    "GET /my-plan/{plan_id}/parts/{number}": _room(),
    "POST /my-plan/{plan_id}/parts/{number}": _room(),
    "GET /my-plan/{plan_id}/parts/{number}/words": _room(),
    "POST /my-plan/{plan_id}/replies/{reply_id}": _room(),
    "GET /my-plan/{plan_id}/check": _room(),
    "POST /my-plan/{plan_id}/parts/{number}/words": _room(),
    "POST /my-plan/{plan_id}/parts/{number}/symbols": _room(),
    "POST /my-plan/{plan_id}/parts/{number}/files/{way}": _room(),
    "GET /my-plan/{plan_id}/parts/{number}/board": _room(),
    "POST /my-plan/{plan_id}/parts/{number}/board": _room(),
    "GET /my-plan/{plan_id}/next/board": _room(),
    "POST /my-plan/{plan_id}/next/board": _room(),
    "GET /my-plan/{plan_id}/parts/{number}/unsure": _room(),
    "GET /my-plan/{plan_id}/parts/{number}/talk": _room(),
    "POST /my-plan/{plan_id}/parts/{number}/after": _room(),
    "GET /my-plan/{plan_id}/parts/{number}/trusted": _room(),
    "GET /my-plan/{plan_id}/parts/{number}/more": _room(),
    "GET /my-plan/{plan_id}/parts/{number}/talk-asked": _room(),
    "POST /my-plan/{plan_id}/parts/{number}/who-sees": _room(),
    "GET /my-plan/{plan_id}/notes/{words_id}": _room(),
    "POST /my-plan/{plan_id}/notes/{words_id}/away": _room(),
    "GET /my-plan/{plan_id}/next": _room(),
    "POST /my-plan/{plan_id}/next/words": _room(),
    "POST /my-plan/{plan_id}/next/symbols": _room(),
    "POST /my-plan/{plan_id}/next/files/{way}": _room(),
    "POST /my-plan/{plan_id}/sending": _room(),
    "POST /my-plan/{plan_id}/send": _room(),
    "GET /my-plan/{plan_id}/sent": _room(),
    "GET /my-plan/{plan_id}/read/{number}": _room(),
    "GET /my-plan/{plan_id}/signature": _room(Action.SIGN),
    **{f"{method} /my-plan/{{plan_id}}/signature/{page}": _room(Action.SIGN) for page in ("parts", "parts/{number}", "no") for method in ("GET", "POST")},
    **{f"GET /my-plan/{{plan_id}}/signature/{page}": _room(Action.SIGN) for page in ("ways", "change")},
    **{f"POST /my-plan/{{plan_id}}/signature/{page}": _room(Action.SIGN) for page in ("parts/none", "taken-back")},
    **{f"{method} /my-plan/{{plan_id}}/signature/by/{way}": _room(Action.SIGN) for way in SIGNING_WAYS for method in ("GET", "POST")},
    "GET /my-plan/{plan_id}/signature/page": _room(Action.SIGN),
    "GET /my-plan/{plan_id}/copy": _room(),
    "POST /my-plan/{plan_id}/copy/{form}": _room(Action.DOWNLOAD),
    "GET /my-plan/{plan_id}/copy/{form}": _room(Action.DOWNLOAD),
    "GET /my-plan/{plan_id}/print": _room(),
    "POST /my-plan/{plan_id}/changes": _room(Action.ASK_FOR_CHANGES),
}  # fmt: skip


@dataclass(frozen=True)
class Record:
    """Everything of one person that an address may name, and everything a denied answer must not hold."""

    person: Person
    plan: Plan
    version: Version
    authors: frozenset[UUID]
    ids: Mapping[str, object]
    secrets: tuple[str, ...]
    not_in_plan: tuple[str, ...]
    """What the person said that stands in no shared version and on no signature."""


@dataclass
class Facts:
    """The rows that decide, read once."""

    on: date
    accounts: dict[UUID, Account] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)


def facts_of(session: Session, *, on: date) -> Facts:
    return Facts(
        on,
        {row.id: row for row in session.exec(select(Account))},
        list(session.exec(select(Relation))),
        list(session.exec(select(Assignment))),
        list(session.exec(select(Plan))),
    )


def record_of(session: Session, full_name: str) -> Record:
    person = session.exec(select(Person).where(Person.full_name == full_name)).one()
    plan = session.exec(select(Plan).where(Plan.person_id == person.id)).one()
    version = session.get_one(Version, plan.working_version_id or plan.in_force_version_id)
    items = session.exec(select(Item).where(Item.version_id == version.id)).all()
    written = {item.changed_by for item in items if item.changed_at >= version.created_at}
    working = plan.working_version_id is not None
    ids = {
        "person_id": person.id,
        "plan_id": plan.id,
        "version_id": version.id,
        "before_id": versions_of(session, plan.id)[-1].id,
        "after_id": version.id,
        "item_id": items[-1].id,
        "team_id": session.exec(select(Team.id)).first(),
        "account_id": session.exec(select(Account.id).where(Account.name == "Ada Novak")).one(),
        "number": 1,
        "what": "size",
        "part": "vision",
        "line": "no-such-line",
        "word": "provider",
        "row_id": NOBODY,
        "slot_id": NOBODY,
        "filed_id": NOBODY,
        "copy_id": NOBODY,
        "picture_id": NOBODY,
        "form": "large-print",
        "signature_id": NOBODY,
        "companion_id": NOBODY,
        "run_id": NOBODY,
        "suggestion_id": NOBODY,
        "note_id": NOBODY,
        "question_id": NOBODY,
        "ask_id": NOBODY,
        "reply_id": NOBODY,
        "card_id": NOBODY,
        "passkey_id": NOBODY,
        "request_id": NOBODY,
        "words_id": NOBODY,
        "report_id": NOBODY,
        "way": "photo",
        "token": "nobody-was-given-this",
        "name": "style.css",
    }
    for name, row, where in (
        ("meeting_id", Meeting, col(Meeting.person_id) == person.id),
        ("note_id", Original, (col(Original.person_id) == person.id) & (col(Original.kind) == "note")),
        ("relation_id", Relation, col(Relation.person_id) == person.id),
        ("assignment_id", Assignment, col(Assignment.person_id) == person.id),
        ("deadline_id", Deadline, col(Deadline.subject) == plan.id),
        (
            "quote_id",
            Quote,
            (col(Quote.person_id) == person.id)
            & col(Quote.original_id).is_not(None)
            & col(Quote.original_start).is_(None),
        ),
    ):
        found = session.exec(select(row).where(where)).first()
        if found is not None:
            ids[name] = found.id
    quotes = quotes_by_id(session, list(session.exec(select(Quote.id).where(Quote.person_id == person.id))))
    said = [quote.text for quote in quotes.values() if quote.text]
    lines = [value for item in items for value in item.details.values() if isinstance(value, str) and " " in value]
    secrets = (full_name, *said, *(line for line in lines if len(line) > 20))
    authors = frozenset({version.created_by, *written}) if working else frozenset()
    shared = _shared_quotes(session, plan)
    not_in_plan = tuple(quote.text for quote in quotes.values() if quote.text and quote.id not in shared)
    return Record(person, plan, version, authors, ids, secrets, not_in_plan)


def _shared_quotes(session: Session, plan: Plan) -> set[UUID]:
    """Who reads a shared plan reads the words that stand in it, and, once it is signed, those that stand with its signatures."""
    frozen = select(Version.id).where(Version.plan_id == plan.id, col(Version.frozen_at).is_not(None))
    in_text = select(ItemQuote.quote_id).join(Item).where(col(Item.version_id).in_(frozen))
    complete = select(Round.version_id).where(
        Round.plan_id == plan.id, Round.kind == "signing", Round.end == "complete"
    )
    signed = select(Signature.words_quote_id).where(col(Signature.version_id).in_(complete))
    heard = select(Signature.said_quote_id).where(col(Signature.version_id).in_(complete))
    of_parts = select(PartNotAgreed.words_quote_id).join(Signature).where(col(Signature.version_id).in_(complete))
    return {
        identity
        for query in (in_text, signed, heard, of_parts)
        for identity in session.exec(query)
        if identity is not None
    }


def may(facts: Facts, visitor: Visitor, needs: Needs, record: Record) -> bool:
    """What the table says of this visitor and this person."""
    if needs.public:
        return True
    if visitor.role not in needs.roles:
        return False
    wanted = list(needs.actions)
    if needs.of in ("version", "item") and record.version.frozen_at is None:
        wanted.append(Action.SEE_DRAFT)
    if needs.or_reads and _one(facts, visitor, Action.SEE_PLAN, replace(needs, of="plan"), record):
        return True
    return all(_one(facts, visitor, action, needs, record) for action in wanted)


def _one(facts: Facts, visitor: Visitor, action: Action, needs: Needs, record: Record) -> bool:
    scope = scope_of(visitor.role, action)
    if not needs.of and scope is Scope.TEAM:
        return visitor.whole_agency or visitor.team_id is not None
    if not needs.of or scope in (Scope.NONE, Scope.AGENCY):
        return scope is not Scope.NONE
    of_plan = needs.of not in ("person", "meeting", "note", "relation", "assignment", "quote")
    if of_plan and action in NOT_BY_AN_AUTHOR and visitor.account_id in record.authors:
        return False
    return {
        Scope.OWN: lambda: facts.accounts[visitor.account_id].person_id == record.person.id,
        Scope.LEGAL: lambda: any(row.may_decide_on(facts.on) for row in _relations(facts, visitor, record)),
        Scope.SHARED: lambda: any(_shares(facts, row, action) for row in _relations(facts, visitor, record)),
        Scope.CASELOAD: lambda: _leads(facts, visitor, record, of_plan=of_plan),
        Scope.ASSIGNED: lambda: _works_with(facts, visitor, record, of_plan=of_plan),
        Scope.TEAM: lambda: visitor.whole_agency or record.person.team_id == visitor.team_id,
    }[scope]()


def _relations(facts: Facts, visitor: Visitor, record: Record) -> list[Relation]:
    return [
        row for row in facts.relations if row.person_id == record.person.id and row.account_id == visitor.account_id
    ]


def _shares(facts: Facts, row: Relation, action: Action) -> bool:
    shared = SHARES.get(action)
    return (
        row.kind != "guardian"
        and row.chosen_by_person
        and row.holds_on(facts.on)
        and (shared is None or shared in row.scope)
    )


def _leads(facts: Facts, visitor: Visitor, record: Record, *, of_plan: bool) -> bool:
    me = visitor.account_id
    plans = [record.plan] if of_plan else [plan for plan in facts.plans if plan.person_id == record.person.id]
    covers = visitor.role is Role.COORDINATOR and _has_part(facts, visitor, record, "coordinator")
    return record.person.coordinator_id == me or any(plan.coordinator_id == me for plan in plans) or covers


def _works_with(facts: Facts, visitor: Visitor, record: Record, *, of_plan: bool) -> bool:
    if visitor.role is Role.PROVIDER:
        return _has_part(facts, visitor, record, "provider")
    return _leads(facts, visitor, record, of_plan=of_plan) or _has_part(
        facts, visitor, record, visitor.role.value, "reviewer"
    )


def _has_part(facts: Facts, visitor: Visitor, record: Record, *parts: str) -> bool:
    return any(
        row.person_id == record.person.id
        and row.account_id == visitor.account_id
        and row.part in parts
        and row.holds_on(facts.on)
        for row in facts.assignments
    )
