"""Told before anybody looks: every page has something on it, and stands in the states that links alone do not lead to."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from sqlmodel import select

from engine.accounts import Account
from engine.database import reading
from engine.people import Person
from tests.web.browser import Browser
from tests.web.proof.lived_in import Proving

IN_THE_ROOM = ("rosa", "marcus", "walter", "cilla", "gail", "leo")
STAFF = ("sam", "noor", "grace", "dana", "bev", "ada", "avery")
NOBODY = ""
CHOW = "Mei-Lin Chow (周美玲)"


def tell(proving: Proving) -> dict[str, list[str]]:
    """Rosa answers in every way and sends nothing, and others do what leaves a page behind. Gives where each begins to look."""
    rosa = browser(proving, "rosa")
    room = proving.room("rosa")
    _answer(rosa, room)
    begin = {who: ["/"] for who in (*IN_THE_ROOM, *STAFF)}
    begin["rosa"] += [
        f"{room}/parts/{page}" for page in (1, 4, "4/words", "3/unsure", "3/trusted", "5/talk", "5/talk-asked")
    ]
    begin["rosa"] += [
        f"{room}/check",
        f"{room}/next",
        "/my-plan/how-i-read/size",
        "/my-plan/how-i-read/symbols",
        "/my-plan/reminders/often",
        f"{room}/parts/3/more",
    ]
    signing = proving.room("cilla")
    begin["cilla"] += [f"{signing}/signature/{page}" for page in ("parts/1", "change", *(f"by/{way}" for way in ("name", "draw", "mark", "voice", "witness", "paper")))]  # fmt: skip
    begin["grace"] += _told_safely(proving)
    begin["dana"] += _asked_to_erase(proving)
    begin["sam"] += _standings(proving)
    begin["noor"].append(f"/plans/{proving.plan('rosa')}/witness")
    begin[NOBODY] = ["/sign-in", "/nowhere", *_cards(proving)]
    begin["avery"] += ["/how-i-sign-in/new"]
    return begin


def browser(proving: Proving, who: str) -> Browser:
    """A visitor without a screen, already signed in."""
    made = Browser(proving.app)
    if who:
        made.client.cookies.set("ownwords", proving.token(who))
    return made


def _answer(rosa: Browser, room: str) -> None:
    for number, answer in ((3, "dont_know"), (4, "change"), (5, "talk"), (6, "change")):
        rosa.visit(f"{room}/parts/{number}")
        rosa.submit(f"{room}/parts/{number}", {"answer": answer})
    rosa.visit(f"{room}/parts/4/words")
    rosa.submit(f"{room}/parts/4/words", {"words": "Not at night.\nI want the blue room."})
    rosa.visit(f"{room}/parts/5/talk")
    rosa.submit(f"{room}/parts/5/after", {"next": "advocate"})


def _told_safely(proving: Proving) -> list[str]:
    """Grace is named to read what Rosa tells."""
    dana, rosa = browser(proving, "dana"), browser(proving, "rosa")
    with reading(proving.house) as session:
        reader = session.exec(select(Account.id).where(Account.sign_in_name == "grace")).one()
    dana.visit("/safeguarding")
    dana.submit("/safeguarding", {"account": str(reader), "named": "yes"})
    rosa.visit("/my-plan/else")
    rosa.submit("/my-plan/else", {"step": "tell"})
    rosa.submit("/my-plan/else", {"words": "He takes my money and shouts."})
    return ["/attention"]


def _asked_to_erase(proving: Proving) -> list[str]:
    dana, path = browser(proving, "dana"), f"/people/{_person(proving, 'Rosa Delgado')}/erasures"
    page = dana.visit(path)
    what = re.findall(r'(?:value|id)="(quote[^"]*)"', page.html)
    dana.submit(path, {"what": what[0], "authority": "Order 12 of the county court", "reason": "The court ordered it."})
    return ["/erasures", "/deadlines/teams"]


def _standings(proving: Proving) -> list[str]:
    """The pages of a plan in each standing: frozen while the person has it, in signing, a draft, a meeting to come, ended."""
    begin = []
    for name in ("Rosa Delgado", "Marcus Webb", "Tom Baptiste", "Walter Lindqvist", "Henry Boateng", CHOW):
        begin.append(f"/plans/{proving.plan(name)}")
    begin += [f"/plans/{proving.plan(CHOW)}/{page}" for page in ("draft", "meetings/new")]
    begin += [
        f"/plans/{proving.plan('Rosa Delgado')}/edit",
        f"/plans/{proving.plan('Marcus Webb')}/disagreement",
        f"/plans/{proving.plan('Rosa Delgado')}/asked-meetings",
    ]
    sam, tom = browser(proving, "sam"), f"/plans/{proving.plan('Tom Baptiste')}"
    sam.visit(f"{tom}/prompts/smart_goals")
    run = sam.submit(f"{tom}/prompts/smart_goals").path
    return [*begin, f"{tom}/prompts/isp_from_notes", run, f"{tom}/suggestions", "/prompts", "/prompts/smart_goals"]


def _cards(proving: Proving) -> list[str]:
    """A card that asks to be let in, and the link of a new account."""
    grace, avery = browser(proving, "grace"), browser(proving, "avery")
    path = f"/people/{_person(proving, 'Rosa Delgado')}/card"
    grace.visit(path)
    card = _address(grace.submit(path).html)
    avery.visit("/accounts/new")
    new: Mapping[str, str] = {"name": "Nia New", "sign_in_name": "nia.new", "roles": "auditor"}
    return [card, "/coming-in", _address(avery.submit("/accounts/new", new).html)]


def _address(html: str) -> str:
    found = re.search(r'class="link-once">([^<]+)<', html)
    assert found is not None
    return urlsplit(found[1]).path


def _person(proving: Proving, full_name: str) -> str:
    with reading(proving.house) as session:
        return str(session.exec(select(Person.id).where(Person.full_name == full_name)).one())
