"""Teams, accounts, circles, a caseload by CSV and its handing over, by those the permission table names."""

import re
from collections.abc import Callable

import pytest
from litestar import Litestar
from sqlmodel import func, select

from engine.accounts import Account, roles_of
from engine.database import Database, reading
from engine.deadlines import Deadline
from engine.people import Assignment, Person, Relation, Team
from engine.plans import Plan
from engine.settings import Settings
from tests.cast import TODAY, plan_of
from tests.web.browser import Browser
from tests.web.chromium import DESK, Chromium, chromium, serving, visiting
from tests.web.conftest import PASSWORD, sign_in
from web.app import create_app
from web.first_run import welcome

VisitAs = Callable[[str], Browser]


def count(database: Database, row: type) -> int:
    with reading(database) as session:
        return session.exec(select(func.count()).select_from(row)).one()


def team_named(house: Database, name: str) -> str:
    with reading(house) as session:
        return str(session.exec(select(Team.id).where(Team.name == name)).one())


def account_named(house: Database, name: str) -> Account:
    with reading(house) as session:
        return session.exec(select(Account).where(Account.sign_in_name == name)).one()


def circle_of(house: Database, full_name: str) -> str:
    with reading(house) as session:
        return f"/people/{session.exec(select(Person.id).where(Person.full_name == full_name)).one()}/circle"


def test_a_team_is_made_and_renamed_and_its_name_is_not_in_use(visit_as: VisitAs) -> None:
    browser = visit_as("avery")
    browser.visit("/teams")
    assert "Lake Team" in browser.submit("/teams", {"name": "Lake Team"}).links
    again = browser.submit("/teams", {"name": "Lake Team"}, status=422)
    assert "There is a team called “Lake Team” already." in again.text
    path = browser.visit("/teams").links["Lake Team"]
    browser.visit(path)
    assert "<b>Ülo's</b> {{ 7*7 }}" in browser.submit(path, {"name": "<b>Ülo's</b> {{ 7*7 }}"}).links


def test_a_new_account_gets_a_link_once_and_chooses_its_own_password(
    visit_as: VisitAs, demo: Litestar, house: Database
) -> None:
    browser = visit_as("avery")
    browser.visit("/accounts/new")
    team = team_named(house, "River Team")
    form = {"name": "Uma Reyes", "sign_in_name": "Uma", "team_id": team, "roles": ["coordinator", "supervisor"]}
    made = browser.submit("/accounts/new", form)
    link = re.search(r"/set-up/[\w-]+", made.text)
    assert link is not None
    uma = account_named(house, "uma")
    with reading(house) as session:
        held = {(row.role, str(row.team_id) if row.team_id else None) for row in roles_of(session, uma.id)}
    assert held == {("coordinator", None), ("supervisor", team)}
    for path in (f"/accounts/{uma.id}", "/accounts"):
        assert link.group() not in browser.visit(path).html
    new = Browser(demo)
    new.visit(link.group())
    assert new.submit(link.group(), {"password": PASSWORD, "again": PASSWORD}).title == "Sign in"
    new.visit(link.group(), status=409)
    sign_in(new, uma)
    assert "Uma Reyes, service coordinator" in new.visit("/").text


def test_an_account_that_cannot_be_made_comes_back_with_what_was_typed(visit_as: VisitAs, house: Database) -> None:
    browser, before = visit_as("avery"), count(house, Account)
    browser.visit("/accounts/new")
    taken = browser.submit("/accounts/new", {"name": "Sam Two", "sign_in_name": "sam", "roles": "guardian"}, status=422)
    assert "The sign-in name “sam” is in use." in taken.text
    assert taken.form("/accounts/new")["name"] == ["Sam Two"]
    assert taken.form("/accounts/new")["roles"] == ["guardian"]
    nothing = browser.submit("/accounts/new", {"sign_in_name": "", "roles": []}, status=422)
    assert "Write a sign-in name" in nothing.text
    manager = browser.submit("/accounts/new", {"sign_in_name": "m", "name": "M", "roles": "manager"}, status=422)
    assert "Choose a team for the manager" in manager.text
    assert count(house, Account) == before


def test_the_persons_own_account_is_theirs_alone(visit_as: VisitAs, house: Database) -> None:
    browser = visit_as("avery")
    browser.visit(circle_of(house, "Tom Baptiste"))
    browser.click("Make their account")
    browser.submit("/accounts/new", {"sign_in_name": "tom", "roles": "administrator"})
    tom = account_named(house, "tom")
    with reading(house) as session:
        assert [row.role for row in roles_of(session, tom.id)] == ["participant"]
        assert tom.person_id == plan_of(session, "Tom Baptiste").person_id


def test_roles_that_go_are_gone_at_the_next_page_and_a_closed_account_is_signed_out(
    visit_as: VisitAs, house: Database
) -> None:
    avery, sam = visit_as("avery"), visit_as("sam")
    identity = account_named(house, "sam").id
    avery.visit(f"/accounts/{identity}")
    avery.submit(f"/accounts/{identity}/roles", {"roles": "clinician"})
    assert sam.visit("/").title == "Sign in"
    bev, other = visit_as("bev"), account_named(house, "bev").id
    avery.visit(f"/accounts/{other}")
    assert "Closed since" in avery.submit(f"/accounts/{other}/closed").text
    assert bev.visit("/").title == "Sign in"
    assert "No password chosen yet" in avery.submit(f"/accounts/{other}/opened").text


def test_nobody_closes_their_own_account(visit_as: VisitAs, house: Database) -> None:
    browser = visit_as("avery")
    own = account_named(house, "avery").id
    page = browser.visit(f"/accounts/{own}")
    assert not [form for form in page.tree.iter("form") if str(own) in (form.get("action") or "")]


def test_a_guardian_counts_once_a_second_person_verified_the_papers(visit_as: VisitAs, house: Database) -> None:
    browser, path = visit_as("priya"), circle_of(house, "Rosa Delgado")
    browser.visit(path)
    browser.click("Add a guardian")
    form = {"name": "Ines Delgado", "scope": ["health", "services"], "account": "gail", "authority": "limited"}
    assert "what kind of papers" in browser.submit(f"{path}/guardian", {**form, "authority": ""}, status=422).text
    late = browser.submit(f"{path}/guardian", {**form, "starts_on": "2026-05-01", "ends_on": "4/1/2026"}, status=422)
    assert "The last day comes before the first." in late.text
    assert late.form(f"{path}/guardian")["scope"] == ["services", "health"]
    unknown = browser.submit(f"{path}/guardian", {**form, "account": "nobody", "ends_on": ""}, status=422)
    assert "There is no account with the sign-in name “nobody”." in unknown.text
    page = browser.submit(f"{path}/guardian", {**form, "starts_on": "2026-03-01", "ends_on": ""})
    assert "Not verified yet" in page.text
    assert "You wrote it in, so somebody else verifies it." in page.text
    with reading(house) as session:
        ines = session.exec(select(Relation).where(Relation.name == "Ines Delgado")).one()
        rosa = plan_of(session, "rosa").id
        assert not ines.may_decide_on(TODAY)
    grace = visit_as("grace")
    grace.visit(path)
    assert "Verified on Mar 20, 2026" in grace.submit(f"/relations/{ines.id}/papers").text
    browser.visit(path)
    gail = visit_as("gail")
    assert gail.visit(f"/my-plan/{rosa}/read/1").status == 200
    browser.submit(f"/relations/{ines.id}/end")
    gail.visit(f"/my-plan/{rosa}/read/1", status=404)


def test_a_supporter_is_written_down_as_the_person_chose(visit_as: VisitAs, house: Database) -> None:
    browser, path = visit_as("sam"), circle_of(house, "Rosa Delgado")
    browser.visit(f"{path}/supporter")
    said = {"name": "Bo", "kind": "friend", "chosen": "yes", "shares": "plan", "account": "charlie"}
    assert "Bo" in browser.submit(f"{path}/supporter", said).text
    with reading(house) as session:
        bo = session.exec(select(Relation).where(Relation.name == "Bo")).one()
        assert (bo.chosen_by_person, bo.scope) == (True, ["plan"])
    browser.visit(f"{path}/supporter")
    assert "Choose what they are to the person." in browser.submit(f"{path}/supporter", {"name": "X"}, status=422).text


def test_staff_are_assigned_within_dates_and_the_end_is_at_once(visit_as: VisitAs, house: Database) -> None:
    browser, path = visit_as("grace"), circle_of(house, "Rosa Delgado")
    bev = account_named(house, "bev")
    browser.visit(f"{path}/staff")
    form = {"account_id": str(bev.id), "part": "coordinator", "starts_on": "2026-03-20"}
    assert "cannot be the coordinator" in browser.submit(f"{path}/staff", form, status=422).text
    browser.submit(f"{path}/staff", {**form, "part": "provider"})
    provider = visit_as("bev")
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        row = session.exec(
            select(Assignment).where(Assignment.person_id == plan.person_id, Assignment.account_id == bev.id)
        ).one()
    provider.visit(f"/plans/{plan.id}")
    browser.submit(f"/assignments/{row.id}/end")
    provider.visit(f"/plans/{plan.id}", status=404)


def test_a_person_and_a_caseload_go_to_somebody_else_with_their_dates(visit_as: VisitAs, house: Database) -> None:
    browser, lena = visit_as("dana"), account_named(house, "lena")
    path = circle_of(house, "Walter Lindqvist")
    browser.visit(f"{path}/coordinator")
    wrong = browser.submit(f"{path}/coordinator", {"to": str(lena.id)}, status=422)
    assert "works in another team" in wrong.text
    browser.submit(f"{path}/coordinator", {"to": str(lena.id), "team_id": team_named(house, "Hill Team")})
    with reading(house) as session:
        walter = plan_of(session, "walter")
        assert walter.coordinator_id == lena.id
        owners = session.exec(select(Deadline.owner).where(Deadline.subject == walter.id, Deadline.state == "waiting"))
        assert set(owners) == {lena.id}
    sam, noor = account_named(house, "sam"), account_named(house, "noor")
    manager = visit_as("priya")
    page = manager.visit(f"/hand-over?from_id={sam.id}")
    assert "Rosa Delgado" in page.text
    assert "Walter" not in page.text
    done = manager.submit("/hand-over", {"to": str(noor.id)})
    assert done.title == "The caseload is handed over"
    with reading(house) as session:
        assert session.exec(select(Plan).where(Plan.coordinator_id == sam.id, Plan.closed_at.is_(None))).all() == []  # type: ignore[union-attr]


def test_a_manager_hands_nothing_over_outside_their_team(visit_as: VisitAs, house: Database) -> None:
    manager, lena = visit_as("priya"), account_named(house, "lena")
    page = manager.visit(f"/hand-over?from_id={lena.id}")
    assert "Lena" not in page.html
    manager.visit(f"/hand-over?from_id={account_named(house, 'sam').id}")
    form = {"from_id": str(lena.id), "to": str(account_named(house, "noor").id)}
    manager.submit("/hand-over", form, status=404)
    with reading(house) as session:
        assert plan_of(session, "delia").coordinator_id == lena.id


def test_a_person_is_added_to_ones_own_caseload_exactly_as_written(visit_as: VisitAs, house: Database) -> None:
    browser = visit_as("sam")
    browser.visit("/people/new")
    empty = browser.submit("/people/new", {"full_name": " ", "born_on": "2026-02-30"}, status=422)
    assert "There is no day “2026-02-30”." in empty.text
    browser.submit("/people/new", {"full_name": "周 美玲 <i>", "also_called": "May\nMei", "born_on": "4/2/1980"})
    with reading(house) as session:
        person = session.exec(select(Person).where(Person.full_name == "周 美玲 <i>")).one()
        assert person.coordinator_id == account_named(house, "sam").id
        assert person.also_called == ["May", "Mei"]
    path = circle_of(house, person.full_name)
    browser.visit(f"{path}/details")
    browser.submit(f"{path}/details", {"preferred_name": "May"})
    assert browser.visit(path).title == "The circle of May"


FILE = (
    "full_name,preferred_name,born_on,team,coordinator\r\n"
    "Ada Byron,,4/2/1980,River Team,sam\r\n"
    "'=SUM(A1),Eq,1981-01-02,River Team,\r\n"
    "عمر خليل,,,Hill Team,lena\r\n"
).encode()


def test_nothing_is_saved_before_it_is_confirmed(visit_as: VisitAs, house: Database) -> None:
    browser, before = visit_as("avery"), count(house, Person)
    browser.visit("/import")
    looked = browser.submit("/import", files={"file": ("people.csv", FILE)})
    assert looked.title == "3 people would be added"
    assert count(house, Person) == before
    assert browser.submit("/import/confirmed").title == "3 people were added"
    with reading(house) as session:
        names = set(session.exec(select(Person.full_name)))
    assert {"Ada Byron", "=SUM(A1)", "عمر خليل"} <= names
    assert count(house, Person) == before + 3


def test_confirming_twice_adds_everybody_once(visit_as: VisitAs, house: Database) -> None:
    browser = visit_as("avery")
    browser.visit("/import")
    preview = browser.submit("/import", files={"file": ("people.csv", FILE)})
    browser.submit("/import/confirmed")
    added = count(house, Person)
    browser.page = preview
    assert browser.submit("/import/confirmed").title == "3 people were added"
    assert count(house, Person) == added


def test_every_error_is_told_by_its_line_and_nobody_can_be_added(visit_as: VisitAs, house: Database) -> None:
    browser, before = visit_as("avery"), count(house, Person)
    bad = b"full_name,born_on,team\nAda,2026-02-30,River Team\n,1980-01-01,River Team\nBo,1980-01-01,Nowhere\n"
    browser.visit("/import")
    page = browser.submit("/import", files={"file": ("bad.csv", bad)})
    cells = [" ".join((cell.text or "").split()) for cell in page.tree.iter("td") if cell.get("class") == "number"]
    assert cells[:3] == ["2", "3", "4"]
    assert not [form for form in page.tree.iter("form") if form.get("action") == "/import/confirmed"]
    assert count(house, Person) == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"full_name\n\xff\xfe\n", "not UTF-8"),
        (b"PK\x03\x04", "not a CSV file"),
        (b"name\nAda\n", "not known here"),
        (b'full_name\n"Ada\n', "quotation mark is opened"),
        (b"full_name\n", "no row with a person"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(visit_as: VisitAs, data: bytes, says: str) -> None:
    browser = visit_as("avery")
    browser.visit("/import")
    assert says in browser.submit("/import", files={"file": ("x.csv", data)}, status=422).text


def test_a_confirmation_that_was_changed_on_its_way_adds_nobody(visit_as: VisitAs, house: Database) -> None:
    browser, before = visit_as("avery"), count(house, Person)
    browser.visit("/import")
    preview = browser.submit("/import", files={"file": ("people.csv", FILE)})
    assert "did not arrive whole" in browser.submit("/import/confirmed", {"content": "%%%"}, status=409).text
    browser.page = preview
    browser.submit("/import/confirmed", {"content": "AAAA"}, status=422)
    assert count(house, Person) == before


def test_a_manager_imports_into_their_own_team_alone(visit_as: VisitAs, house: Database) -> None:
    browser, before = visit_as("priya"), count(house, Person)
    browser.visit("/import")
    page = browser.submit("/import", files={"file": ("people.csv", FILE)}, status=422)
    assert "The file names a team that is not yours." in page.text
    assert count(house, Person) == before


@pytest.mark.browser
def test_from_the_first_start_to_a_coordinator_who_signs_in(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    welcome(database, settings)
    first = capsys.readouterr().out.split()[-1].removeprefix(settings.address)
    with chromium() as window, serving(create_app(settings, database=database)) as address:
        _makes_an_agency(window, address, first)


def _makes_an_agency(window: Chromium, address: str, first: str) -> None:
    with visiting(window, address, size=DESK, script=False) as admin:
        page = admin.open(first)
        page.fill("#name", "Nora Quist")
        page.fill("#sign_in_name", "nora")
        page.fill("#password", PASSWORD)
        page.fill("#again", PASSWORD)
        page.click("main button")
        page.fill("#sign_in_name", "nora")
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.get_by_role("link", name="Make a team").click()
        page.fill("#name", "Lake Team")
        page.get_by_role("button", name="Make the team").click()
        page.get_by_role("link", name="Today").click()
        page.get_by_role("link", name="Make an account for a service coordinator").click()
        page.fill("#name", "Ana Moreno")
        page.fill("#sign_in_name", "ana")
        page.select_option("#team_id", label="Lake Team")
        page.get_by_label("service coordinator").check()
        page.get_by_role("button", name="Make the account and its link").click()
        link = page.locator(".link-once").inner_text()
    with visiting(window, address) as ana:
        page = ana.open(re.sub(r"^https?://[^/]+", "", link))
        ana.check()
        page.fill("#password", PASSWORD)
        page.fill("#again", PASSWORD)
        page.click("main button")
        page.fill("#sign_in_name", "ana")
        page.fill("#password", PASSWORD)
        page.click("main button")
        assert "Good day, Ana Moreno." in page.inner_text("main")
        ana.check()
