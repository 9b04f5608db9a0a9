"""The picture beside an Easy Read line as Word can show it. A set whose pictures are drawings has them as PNG as well."""

from collections.abc import Mapping
from functools import lru_cache

from documents.paper import EasyLinePaper
from engine.own_pictures import SYMBOL
from web.symbols import INDEX, NO, needs_sign, symbols

MULBERRY = (
    "Pictures: Mulberry Symbols, © 2018–2026 Steve Lee, mulberrysymbols.org, under the licence CC BY-SA 4.0 "
    "(creativecommons.org/licenses/by-sa/4.0)."
)


def line_paper(text: str, key: str, language: str, own: Mapping[str, bytes] | None = None) -> EasyLinePaper:
    """A line with its picture, and the sign for no before it where the words say no. `own` has the person's own photos."""
    photo = (own or {}).get(key, b"")
    if key.startswith(SYMBOL) and not photo:
        return EasyLinePaper(text=text)
    sign = picture_of(NO) if key and needs_sign(key, text, language) else b""
    return EasyLinePaper(
        text=text, picture=photo or picture_of(key), picture_shows=words_of(key), sign=sign, credit=credit_of(key)
    )


@lru_cache(maxsize=256)
def picture_of(key: str) -> bytes:
    """The PNG or JPEG of a symbol; empty where there is none to print."""
    symbol = symbols().get(key)
    if symbol is None:
        return b""
    names = [f"print/{key}.png", symbol.file] if symbol.file.endswith((".png", ".jpg")) else [f"print/{key}.png"]
    return next((path.read_bytes() for name in names if (path := INDEX.parent / name).is_file()), b"")


def words_of(key: str) -> str:
    """What the picture shows."""
    symbol = symbols().get(key)
    return symbol.name if symbol else ""


def credit_of(key: str) -> str:
    """Whose drawing it is; empty for our own."""
    symbol = symbols().get(key)
    return MULBERRY if symbol and symbol.file.startswith("mulberry/") else ""
