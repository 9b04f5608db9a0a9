"""Every component on two pages: seen by tests, photographed for `docs/design.md`, and part of no running product."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from engine.ids import new_id
from engine.quotes import Spoken
from web.answers import Answer, html, redirect, wants_part
from web.asked import Asked, form_of
from web.forms import Errors, Form
from web.frame import Frame, Place, Viewer, frame_of_this_page
from web.rendering import environment

HERE = Path(__file__).parent
TODAY = date(2026, 3, 11)


def spoken(text: str | None, **more: object) -> Spoken:
    """A captured quote for a page."""
    values: dict[str, object] = {
        "id": new_id(),
        "text": text,
        "attribution": "participant",
        "speaker": "Rosa Delgado",
        "method": "spoken",
        "said_on": TODAY,
        "place": "at home",
        "language": "en",
        "recorded_by_name": "Ana Moreno",
        "may_include": True,
        "withdrawn": False,
        "digest": bytes(32),
    }
    return Spoken(**{**values, **more})  # type: ignore[arg-type]


def context(*, with_errors: bool) -> dict[str, object]:
    """What the guide's pages show."""
    errors = Errors()
    if with_errors:
        errors.add("full_name", "The name is missing. Write it as the person wants it written.")
        errors.add("present", "Say whether the person was there.")
    form = Form(fields={"notes": ("\nShe said it twice.",), "held_on": ("2026-03-11",), "who": ("ben",)}, errors=errors)
    return {
        "today": TODAY,
        "form": form,
        "errors": errors,
        "steps": [
            ("planning_meeting", "planning meeting"),
            ("draft", "draft"),
            ("second_review", "second review"),
            ("participant_review", "participant review"),
            ("signing", "signing"),
            ("signed", "signed"),
        ],
        "quotes": [
            spoken("I want to live near my sister.\nNot with her. Near her."),
            spoken("Quiero una llave de mi puerta.", method="signed", language="es", place="", speaker="Luz Prado"),
            spoken("أريد أن أعمل مع الكلاب.", language="ar", attribution="interpreted", speaker="Amal Haddad"),
            spoken("bus bus blue bus", method="aac", withdrawn=True, speaker="Theo Park"),
            spoken(None, speaker="Theo Park"),
        ],
        "rows": [
            SimpleNamespace(name="Rosa Delgado", standing="signing", due=TODAY - timedelta(3), done=False, open=2),
            SimpleNamespace(name="Theo Park", standing="draft", due=TODAY + timedelta(9), done=False, open=11),
            SimpleNamespace(name="Luz Prado", standing="signed", due=TODAY + timedelta(190), done=False, open=0),
            SimpleNamespace(name="Amal Haddad", standing="signed", due=TODAY, done=True, open=0),
        ],
    }


def frame(path: str = "/guide/staff") -> Frame:
    """Somebody is signed in."""
    places = (Place("Today", "/"), Place("People", "/people", here=True), Place("Deadlines", "/deadlines"))
    viewer = Viewer(name="Ana Moreno", role="service coordinator", places=places)
    return Frame(csrf="x" * 43, viewer=viewer, path=path, agency="Harbor County Services")


def guide_page(name: str, *, with_errors: bool = False) -> str:
    """One page of the guide as HTML."""
    token = frame_of_this_page.set(frame())
    try:
        source = (HERE / f"{name}.html").read_text(encoding="utf-8")
        return environment().from_string(source).render(frame=frame(), **context(with_errors=with_errors))
    finally:
        frame_of_this_page.reset(token)


@get("/guide/{name:str}", opt={"public": True}, sync_to_thread=True)
def show(name: FromPath[str]) -> Answer:
    """A page of the guide, for a browser."""
    return html(guide_page(name.removesuffix("-errors"), with_errors=name.endswith("-errors")))


@post("/guide", opt={"public": True}, sync_to_thread=True)
def keep(request: Asked) -> Answer:
    """Keeps nothing, and tells what it would have kept; without script it is the way back."""
    form = form_of(request)
    if not wants_part(request):
        return redirect("/guide/staff")
    if not form.text("full_name"):
        return html('<div id="nothing"><p>The name is missing.</p></div>', status=422)
    return html(
        environment()
        .from_string('<div id="nothing"><p class="people-wrote">{{ n }}</p></div>')
        .render(n=form.words("notes"))
    )


ROUTES: list[HTTPRouteHandler] = [show, keep]
