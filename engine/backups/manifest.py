"""What a backup says of itself, and whether it is still true."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from engine.refusals import Refusal

NAME = "manifest.json"
FORMAT = 1
_PIECE = 1 << 20

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are done."""


@dataclass(frozen=True)
class Manifest:
    """`chains_digest` covers the head of every history chain, so two backups with equal history show it."""

    format: int
    made: str
    program: str
    database: str
    tables_at: str | None
    file: str
    bytes: int
    sha256: str
    rows: dict[str, int]
    chains: int
    chains_digest: str

    def write(self, folder: Path) -> None:
        """Put it beside the copy."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup folder, or a Refusal when this is no backup we know how to read."""
    try:
        facts = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refusal(
            f"{folder} is not a backup: it holds no {NAME}. Name the folder that ./ownwords backup made."
        ) from None
    except (ValueError, OSError) as problem:
        raise Refusal(
            f"The manifest in {folder} cannot be read ({problem}), so this backup proves nothing. Use another backup."
        ) from None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise Refusal(f"The backup in {folder} was made by another Ownwords. Restore it with the program that made it.")
    try:
        return Manifest(**facts)
    except TypeError:
        raise Refusal(f"The manifest in {folder} is not whole, so this backup proves nothing. Use another.") from None


def check_copy(manifest: Manifest, folder: Path, *, progress: Progress) -> Path:
    """The file of a backup, once it is shown to be the one that was written."""
    path = folder / manifest.file
    if path.parent != folder or not path.is_file():
        raise Refusal(f"The backup in {folder} has lost its file {manifest.file}. Nothing was changed. Use another.")
    size = path.stat().st_size
    if size != manifest.bytes:
        raise Refusal(
            f"The backup in {folder} is cut: {manifest.file} holds {size:,} bytes and {manifest.bytes:,} were written. "
            "Nothing was changed. Use another backup."
        )
    if sha256_of(path, progress=progress) != manifest.sha256:
        raise Refusal(
            f"The backup in {folder} is damaged: {manifest.file} is not what was written. Nothing was changed. "
            "Use another backup."
        )
    return path


def sha256_of(path: Path, *, progress: Progress) -> str:
    """The fingerprint of a file, however large."""
    total, done, digest = path.stat().st_size, 0, hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
        done += len(piece)
        progress(done, total)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def contents(connection: Connection) -> dict[str, object]:
    """The part of a manifest that is read from the records themselves."""
    names = sorted(inspect(connection).get_table_names())
    count = {name: _one(connection, f'SELECT count(*) FROM "{name}"') for name in names}
    heads, digest = _chains(connection) if "stream" in names else (0, hashlib.sha256().hexdigest())
    at = _one(connection, "SELECT max(version_num) FROM alembic_version") if "alembic_version" in names else None
    return {"tables_at": at, "rows": count, "chains": heads, "chains_digest": digest}


def _chains(connection: Connection) -> tuple[int, str]:
    order = 'key COLLATE "C"' if connection.dialect.name == "postgresql" else "key"
    digest, heads = hashlib.sha256(), 0
    for key, seq, head in connection.execute(text(f"SELECT key, seq, head FROM stream ORDER BY {order}")):
        digest.update(f"{key} {seq} {bytes(head).hex()}\n".encode())
        heads += 1
    return heads, digest.hexdigest()


def _one(connection: Connection, query: str) -> int:
    answer: int = connection.execute(text(query)).scalar_one()
    return answer
