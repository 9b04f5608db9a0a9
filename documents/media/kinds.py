"""Which clips and pictures can be kept, told by the first bytes of the file and never by its name."""

from dataclasses import dataclass

from engine.refusals import Reason, Refusal
from engine.sayings import as_saying, say

MEGABYTE = 1024 * 1024

LIMITS = {"picture": 15 * MEGABYTE, "sound": 25 * MEGABYTE, "video": 40 * MEGABYTE}
"""The most bytes a file may have, by kind."""

LARGEST = max(LIMITS.values())


@dataclass(frozen=True)
class MediaKind:
    """A kind of file. `reader` is what opens it: a picture format, or the name of a container of clips."""

    kind: str
    media_type: str
    reader: str
    called: str


@dataclass(frozen=True)
class Prepared:
    """A file that can be kept, with the copy to show. `seconds` is how long a clip is."""

    kind: str
    media_type: str
    shown_type: str
    shown: bytes
    seconds: float | None = None


_SOUND_OR_VIDEO = "clip"

_BEGINNINGS = (
    (0, b"\xff\xd8\xff", MediaKind("picture", "image/jpeg", "JPEG", "JPEG picture")),
    (0, b"\x89PNG\r\n\x1a\n", MediaKind("picture", "image/png", "PNG", "PNG picture")),
    (8, b"WEBP", MediaKind("picture", "image/webp", "WEBP", "WebP picture")),
    (8, b"WAVE", MediaKind("sound", "audio/wav", "wav", "WAV recording")),
    (0, b"\x1a\x45\xdf\xa3", MediaKind(_SOUND_OR_VIDEO, "video/webm", "matroska", "WebM clip")),
    (0, b"OggS", MediaKind("sound", "audio/ogg", "ogg", "Ogg recording")),
    (0, b"fLaC", MediaKind("sound", "audio/flac", "flac", "FLAC recording")),
    (0, b"ID3", MediaKind("sound", "audio/mpeg", "mp3", "MP3 recording")),
)

_NOT_OPENED_EVERYWHERE = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def recognised(content: bytes) -> MediaKind:
    """What the file is. Raises Refusal for an empty file, one too large to be any kind, and for everything else."""
    if not content:
        raise refused("empty", "The file is empty. Choose the picture or the recording once more.")
    for place, beginning, kind in _BEGINNINGS:
        if content[place : place + len(beginning)] == beginning and (place == 0 or content[:4] == b"RIFF"):
            return within_limit(kind, content)
    if content[4:8] == b"ftyp":
        return within_limit(_of_ftyp(content[8:12]), content)
    if _begins_mp3(content):
        return within_limit(MediaKind("sound", "audio/mpeg", "mp3", "MP3 recording"), content)
    raise refused(
        "type",
        "This file cannot be kept here: inside it is no picture and no recording that browsers can show, whatever its "
        "name says. Send a JPEG, PNG or WebP picture, an MP3, M4A, WAV, Ogg or FLAC recording, or an MP4, MOV or WebM clip.",
    )


def within_limit(kind: MediaKind, content: bytes) -> MediaKind:
    """The same kind. Raises Refusal for a file that is larger than its kind may be."""
    most = LIMITS.get(kind.kind, LARGEST)
    if len(content) > most:
        raise refused(
            "size",
            say(
                "This %(kind)s has %(size)s MB, and at most %(most)s MB can be kept. Record it "
                "in shorter parts, or send a smaller copy; nothing was kept of this one.",
                kind=as_saying(kind.called),
                size=f"{len(content) / MEGABYTE:.1f}",
                most=most // MEGABYTE,
            ),
        )
    return kind


def refused(code: str, sentence: str) -> Refusal:
    """A refusal about the file that was sent."""
    return Refusal(reasons=[Reason(code, sentence, "file")])


def _of_ftyp(brand: bytes) -> MediaKind:
    if brand in _NOT_OPENED_EVERYWHERE:
        raise refused(
            "type",
            "This picture is in the HEIC or AVIF format, which not every browser shows. Send it as a JPEG: on an iPhone, "
            "choose “Most Compatible” in Settings, Camera, Formats, or share it to yourself as JPEG.",
        )
    return MediaKind(_SOUND_OR_VIDEO, "video/mp4", "mov", "MP4 or MOV clip")


def _begins_mp3(content: bytes) -> bool:
    """A frame of MPEG audio, layer III, without a tag before it."""
    return len(content) > 2 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2
