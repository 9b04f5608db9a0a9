"""The site map: every address of the product, on one screen."""

from litestar.types import ControllerRouterHandler

from web.pages import health, home, sign_in, static

ROUTES: list[ControllerRouterHandler] = [
    home.show,  # GET /
    sign_in.show,  # GET /sign-in
    sign_in.create,  # POST /sign-in
    sign_in.delete,  # POST /sign-out
    sign_in.act_as,  # POST /acting-as
    static.show,  # GET /static/...
    health.live,  # GET /health/live
    health.ready,  # GET /health/ready
]
