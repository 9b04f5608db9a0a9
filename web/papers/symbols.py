"""The picture beside an Easy Read line as Word can show it. A set whose pictures are drawings has them as PNG as well."""

from functools import lru_cache

from web.symbols import INDEX, symbols


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
