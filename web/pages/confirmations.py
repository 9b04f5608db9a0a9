"""“Confirm that it is you”: the page before a signature of staff, a provider or a guardian."""

from litestar import get, post

from web.answers import Answer, is_our_path, redirect
from web.asked import Asked, form_of
from web.stepping_up import confirm, is_confirmed


@get("/confirm", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """The password, once more; whoever gave it a moment ago goes on."""
    way_on = _way_on(request.query_params.get("next", ""))
    if is_confirmed(request):
        return redirect(way_on)
    return confirm(request, again=f"/confirm?next={way_on}") or redirect(way_on)


@post("/confirm", sync_to_thread=True)
def create(request: Asked) -> Answer:
    """On to the page that asked."""
    way_on = _way_on(request.query_params.get("next", "") or form_of(request).text("next"))
    return confirm(request, again=f"/confirm?next={way_on}") or redirect(way_on)


def _way_on(to: str) -> str:
    return to if is_our_path(to) and not to.startswith("/confirm") else "/"
