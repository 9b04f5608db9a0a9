"""The list at the left: where each role can go. A place appears once its page exists."""

from litestar import Litestar

from web.frame import Place
from web.i18n import gettext as _
from web.signed_in import SignedIn


def role_words(role: str) -> str:
    """A role as people say it."""
    return {
        "participant": _("participant"),
        "guardian": _("guardian"),
        "supporter": _("supporter"),
        "coordinator": _("service coordinator"),
        "clinician": _("clinician"),
        "supervisor": _("supervisor"),
        "manager": _("manager"),
        "provider": _("provider"),
        "auditor": _("auditor"),
        "administrator": _("administrator"),
    }[role]


def places_for(visitor: SignedIn, path: str, app: Litestar) -> tuple[Place, ...]:
    """The places of this visitor's role, with the one they are in marked."""
    open_paths = {route.path for route in app.routes}
    return tuple(
        Place(label, href, here=path == href or (href != "/" and path.startswith(href + "/")))
        for label, href, roles in _places()
        if (not roles or visitor.role in roles) and href in open_paths
    )


def _places() -> list[tuple[str, str, set[str]]]:
    """Words, address, and the roles it is for; an empty set means everybody."""
    staff = {"coordinator", "clinician", "supervisor", "manager", "provider"}
    return [
        (_("Today"), "/", set()),
        (_("My plan"), "/my-plan", {"participant"}),
        (_("Plans I answer"), "/my-plan", {"guardian"}),
        (_("People you support"), "/people-you-support", {"supporter"}),
        (_("People"), "/people", staff),
        (_("Deadlines"), "/deadlines", {"coordinator", "clinician", "supervisor", "manager"}),
        (_("Signing"), "/signing", {"coordinator", "clinician", "supervisor", "manager"}),
        (_("Own words"), "/coverage", {"coordinator", "clinician", "supervisor", "manager"}),
        (_("Teams"), "/teams", {"administrator"}),
        (_("Accounts"), "/accounts", {"administrator"}),
        (_("Devices"), "/device-keeping", {"administrator"}),
        (_("Circles"), "/circles", {"coordinator", "supervisor", "manager", "administrator"}),
        (_("Erasures"), "/erasures", {"supervisor", "manager"}),
        (_("Who keeps people safe"), "/safeguarding", {"manager"}),
        (_("Your agency’s words"), "/agency-words", {"manager", "administrator"}),
        (_("Import a caseload"), "/import", {"manager", "administrator"}),
        (_("Hand over a caseload"), "/hand-over", {"supervisor", "manager", "administrator"}),
        (_("Messages"), "/messages", set()),
        (_("How I sign in"), "/how-i-sign-in", set()),
        (_("Language"), "/language", set()),
    ]
