"""LibreOffice as a reader of our files: one at a time, in a folder of its own, with a time limit."""

import fcntl
import shutil
import subprocess
import tempfile
from pathlib import Path

_SECONDS = 120
_LOCK = Path(tempfile.gettempdir()) / "ownwords-office.lock"


def text_of(docx: bytes, folder: Path) -> str:
    """The file as LibreOffice exports it to plain text, with LF at each line's end."""
    return _converted(docx, folder, to="txt:Text (encoded):UTF8,LF", suffix=".txt").decode("utf-8-sig")


def pdf_of(docx: bytes, folder: Path) -> bytes:
    """The file as a tagged PDF."""
    options = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    return _converted(docx, folder, to=f"pdf:writer_pdf_Export:{options}", suffix=".pdf")


def saved_again(docx: bytes, folder: Path) -> bytes:
    """The file as LibreOffice saves it as a Word file of its own."""
    (folder / "again").mkdir()
    return _converted(docx, folder, to="docx", suffix=".docx", into=folder / "again")


def _converted(docx: bytes, folder: Path, *, to: str, suffix: str, into: Path | None = None) -> bytes:
    source = folder / "paper.docx"
    source.write_bytes(docx)
    program = shutil.which("soffice")
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", str(into or folder), str(source)]
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)
    return ((into or folder) / source.name).with_suffix(suffix).read_bytes()
