"""Files that appear whole or not at all."""

import os
import tempfile
from pathlib import Path

from engine.refusals import Refusal


def write_whole(path: Path, content: bytes, *, replace: bool) -> None:
    """Write beside the place first. Refuses to take the place of a file unless told to."""
    if path.exists() and not replace:
        raise Refusal(
            f"{path} is already there, and somebody may have worked on it. Name another file, or say --replace."
        )
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(unfinished).chmod(0o666 & ~mask)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
