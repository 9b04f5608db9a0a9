"""Form bodies into text, strictly: what was typed arrives code point for code point, or is refused in a sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.message import Message
from urllib.parse import unquote_to_bytes

from engine.refusals import OutOfReach, Refusal
from engine.words import exactly, from_web_form
from web.i18n import gettext as _

URL_ENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

MOST_FIELDS = 5_000
"""Values in one form. A plan of 27 pages edited whole has about 600."""

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


@dataclass(frozen=True)
class Upload:
    """A file as it was sent. `filename` is what the sender's machine called it: show it, never open it."""

    filename: str
    content: bytes


class Errors(Mapping[str, str]):
    """What stands in the way of saving, by field, in the order it was found. The first sentence per field stays."""

    def __init__(self) -> None:
        self._sentences: dict[str, str] = {}
        self.try_later = False

    def add(self, name: str, sentence: str) -> None:
        """Say what to do about one field. The same words appear in the summary and beside the field."""
        self._sentences.setdefault(name, sentence)

    def add_refusal(self, refusal: Refusal, *, name: str = "") -> None:
        """A refusal from the engine, placed beside the field it speaks about, or else beside `name`."""
        self.try_later = self.try_later or isinstance(refusal, OutOfReach)
        for reason in refusal.reasons:
            self.add(reason.about or name, reason.text)

    def __getitem__(self, name: str) -> str:
        return self._sentences[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def __len__(self) -> int:
        return len(self._sentences)


@dataclass(frozen=True)
class Form:
    """One posted form. `errors` starts with the characters that cannot be kept; a page adds its own."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)
    errors: Errors = field(default_factory=Errors)

    def text(self, name: str) -> str:
        """The characters of one field, or an empty text where the form had none. Refuses a field sent twice."""
        values = self.fields.get(name, ())
        if len(values) > 1:
            raise Refusal(
                _("Nothing was saved: this form arrived with “%(name)s” twice. Open the page again and send it once.")
                % {"name": name}
            )
        return values[0] if values else ""

    def line(self, name: str) -> str:
        """One line of staff text, without the spaces around it. Never for a person's own words."""
        return " ".join(self.text(name).split())

    def words(self, name: str) -> str:
        """Somebody's own words: only the CR that the form's encoding put before each LF is taken back."""
        return from_web_form(self.text(name))

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may be sent more than once, such as a list of tick boxes."""
        return self.fields.get(name, ())

    def ticked(self, name: str) -> bool:
        """Whether a tick box was ticked."""
        return bool(self.text(name))

    def upload(self, name: str) -> Upload | None:
        """The file of one field; None where no file was chosen."""
        chosen = [upload for upload in self.files.get(name, ()) if upload.filename or upload.content]
        return chosen[0] if chosen else None

    def day(self, name: str, *, missing: str = "") -> date | None:
        """A day, or None with an error beside the field. `missing` is the sentence for an empty field, if it is needed."""
        typed = self.text(name).strip()
        if not typed:
            if missing:
                self.errors.add(name, missing)
            return None
        found = read_day(typed)
        if found is None:
            self.errors.add(
                name,
                _("There is no day “%(typed)s”. Write year, month and day like 2026-03-14, or 3/14/2026.")
                % {"typed": typed[:40]},
            )
        return found


def read_day(typed: str) -> date | None:
    """A day written as 2026-03-14 or 3/14/2026; None for a day that does not exist."""
    if found := _ISO_DAY.fullmatch(typed):
        year, month, number = (int(part) for part in found.groups())
    elif found := _US_DAY.fullmatch(typed):
        month, number, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def read_form(content_type: str, body: bytes) -> Form:
    """Decode one form body. Refuses other kinds of body, bad UTF-8 and too many fields; an empty body is empty."""
    header = Message()
    header["content-type"] = content_type
    kind = header.get_content_type() if content_type else ""
    if not body and not content_type:
        return Form()
    if kind == URL_ENCODED:
        fields, files = _url_encoded(body)
    elif kind == MULTIPART and (boundary := header.get_param("boundary")):
        fields, files = _multipart(body, str(boundary).encode("latin-1", "replace"))
    else:
        raise Refusal(
            _(
                "Nothing was saved: this did not arrive as a form from one of our pages. Open the page and send it there."
            )
        )
    form = Form(
        fields={name: tuple(values) for name, values in fields.items()},
        files={name: tuple(uploads) for name, uploads in files.items()},
    )
    _note_what_cannot_be_kept(form)
    return form


def _url_encoded(body: bytes) -> tuple[dict[str, list[str]], dict[str, list[Upload]]]:
    pairs = body.split(b"&") if body else []
    _refuse_too_many(len(pairs))
    fields: dict[str, list[str]] = {}
    for pair in pairs:
        if pair:
            name, _equals, value = pair.partition(b"=")
            fields.setdefault(_plus_decoded(name), []).append(_plus_decoded(value))
    return fields, {}


def _plus_decoded(raw: bytes) -> str:
    return _utf8(unquote_to_bytes(raw.replace(b"+", b" ")))


def _multipart(body: bytes, boundary: bytes) -> tuple[dict[str, list[str]], dict[str, list[Upload]]]:
    fields: dict[str, list[str]] = {}
    files: dict[str, list[Upload]] = {}
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary)
    _refuse_too_many(len(parts))
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise Refusal(_("Nothing was saved: the form was cut off on its way here. Send it once more."))
    for part in parts[1:-1]:
        head, _gap, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name, filename = _names(head)
        if filename is None:
            fields.setdefault(name, []).append(_utf8(content))
        else:
            files.setdefault(name, []).append(Upload(filename=filename, content=content))
    return fields, files


def _names(head: bytes) -> tuple[str, str | None]:
    """Field and file name of one part. Browsers write `"` as %22, CR as %0D and LF as %0A, and nothing else."""
    for line in _utf8(head).split("\r\n"):
        label, _colon, rest = line.partition(":")
        if label.strip().lower() == "content-disposition":
            found = dict(re.findall(r';\s*(name|filename)="([^"]*)"', rest))
            if "name" in found:
                return _unquoted(found["name"]), _unquoted(found["filename"]) if "filename" in found else None
    raise Refusal(_("Nothing was saved: one part of the form has no name. Open the page again and send it there."))


def _unquoted(text: str) -> str:
    return text.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(
            _(
                "Nothing was saved: the text is not in UTF-8 (byte %(byte)s at place %(place)s), "
                "so we cannot know which letters were meant. Open the page again and send it from there."
            )
            % {"byte": f"{raw[error.start]:02X}", "place": error.start + 1}
        ) from None


def _refuse_too_many(count: int) -> None:
    if count > MOST_FIELDS:
        raise Refusal(
            _("Nothing was saved: the form has more than %(most)s fields. Send it in smaller parts.")
            % {"most": f"{MOST_FIELDS:,}"}
        )


def _note_what_cannot_be_kept(form: Form) -> None:
    for name, values in form.fields.items():
        for value in values:
            try:
                exactly(value, about=name)
            except Refusal as refusal:
                form.errors.add_refusal(refusal)
