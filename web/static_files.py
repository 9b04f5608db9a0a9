"""Style, script, fonts and pictures: read once at start, each at an address that names its content."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

STATIC_FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}

_ADDRESS_IN_STYLE = re.compile(r'url\("([^":]+)"\)')


@dataclass(frozen=True)
class StaticFile:
    """One file in memory. `zipped` is None where packing gains nothing."""

    url: str
    content: bytes
    zipped: bytes | None
    media_type: str


def static_url(name: str) -> str:
    """The address of a file in `web/static`, with its content's digest in it. Raises KeyError for an unknown name."""
    return by_name()[name].url


@lru_cache(maxsize=1)
def by_name() -> dict[str, StaticFile]:
    """Every file we serve. Styles come last, because they name fonts by address."""
    names = [path.relative_to(STATIC_FOLDER).as_posix() for path in sorted(STATIC_FOLDER.rglob("*"))]
    served = sorted((name for name in names if PurePosixPath(name).suffix in TYPES), key=lambda n: n.endswith(".css"))
    files: dict[str, StaticFile] = {}
    for name in served:
        content = (STATIC_FOLDER / name).read_bytes()
        if name.endswith(".css"):
            content = _with_addresses(content, files)
        files[name] = _file(name, content)
    return files


@lru_cache(maxsize=1)
def by_url() -> dict[str, StaticFile]:
    """The same files by the address a browser asks for. Nothing else in the folder can be reached."""
    return {file.url: file for file in by_name().values()}


def _file(name: str, content: bytes) -> StaticFile:
    path = PurePosixPath(name)
    digest = sha256(content).hexdigest()[:12]
    packed = gzip.compress(content, mtime=0) if path.suffix != ".woff2" else content
    return StaticFile(
        url=f"{PREFIX}{path.with_name(f'{path.stem}.{digest}{path.suffix}')}",
        content=content,
        zipped=packed if len(packed) < len(content) else None,
        media_type=TYPES[path.suffix],
    )


def _with_addresses(style: bytes, files: dict[str, StaticFile]) -> bytes:
    return _ADDRESS_IN_STYLE.sub(lambda found: f'url("{files[found.group(1)].url}")', style.decode()).encode()
