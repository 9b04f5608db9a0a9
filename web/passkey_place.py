"""Where passkeys work: browsers make them for a name over https, or for `localhost`, and for no number."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from engine.settings import Settings


@dataclass(frozen=True)
class Here:
    """The name passkeys are made for, and the one address they answer to."""

    name: str
    origin: str


def here(settings: Settings) -> Here | None:
    """Where passkeys work: at a name over https, or on this machine as `localhost`. None where browsers refuse them."""
    parts = urlsplit(settings.address)
    name = parts.hostname or ""
    if not name or _is_number(name) or (parts.scheme != "https" and name != "localhost"):
        return None
    return Here(name, f"{parts.scheme}://{parts.netloc}")


def passkey_address(settings: Settings) -> str:
    """The one address at which a page may offer passkeys; empty where there is none."""
    place = here(settings)
    return place.origin if place else ""


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
