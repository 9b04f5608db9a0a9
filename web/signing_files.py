"""The drawing, picture or recording that somebody signs with, looked at before it is kept."""

from collections.abc import Callable
from functools import lru_cache

from documents import media
from documents.media.scans import prepare_scan
from engine.originals import OriginalKind
from engine.refusals import Refusal
from web.forms import Form
from web.i18n import gettext as _
from web.static_files import STATIC_FOLDER
from workflows.keeping_files import KeptFile

LARGEST = media.LARGEST + 1024 * 1024
"""Bytes of a form with a file, and the fields beside it."""


def scanned(form: Form, name: str) -> KeptFile | None:
    """The same for a page that came back: also as pages of a PDF or TIFF."""
    return uploaded(form, name, look=prepare_scan)


def uploaded(
    form: Form, name: str = "file", *, look: Callable[[bytes], media.Prepared] = media.prepare
) -> KeptFile | None:
    """The file of a form, or None where there is none. What is wrong with it stands beside its field."""
    upload = form.upload(name)
    if upload is None:
        return None
    try:
        made = look(upload.content)
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name=name)
        return None
    return KeptFile(
        name=upload.filename.replace("\\", "/").rsplit("/", 1)[-1] or _("without a name"),
        kind=OriginalKind(made.kind),
        media_type=made.media_type,
        content=upload.content,
        shown_type=made.shown_type,
        shown=made.shown,
        seconds=made.seconds,
    )


@lru_cache(maxsize=32)
def mark_file(key: str) -> KeptFile:
    """One of our own pictures as somebody's mark. The bytes are kept with the signature, as they are today."""
    content = (STATIC_FOLDER / "marks" / f"{key}.png").read_bytes()
    return KeptFile(
        name=f"{key}.png",
        kind=OriginalKind.PICTURE,
        media_type="image/png",
        content=content,
        shown_type="image/png",
        shown=content,
    )
