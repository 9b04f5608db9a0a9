"""What a browser may do with our pages: only our own files, no frame, nothing remembered after signing out."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Not `no-referrer`: browsers then send `Origin: null` with our own forms, and the forgery check could not tell.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

ONE_YEAR = 31_536_000


async def add_security_headers(message: Message, scope: Scope) -> None:
    """Runs before every answer leaves, also for addresses that do not exist, where no middleware runs."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    # Behind a proxy the connection that reaches us is plain, so the address people type decides as well.
    if scope["scheme"] == "https" or scope["litestar_app"].state.settings.address.startswith("https://"):
        headers.setdefault("strict-transport-security", f"max-age={ONE_YEAR}")
    headers.setdefault("cache-control", "no-store")
    if headers.get("content-type", "").startswith("text/html"):
        headers.setdefault("vary", "HX-Request")
