"""A copy of a clip to show: its sound and picture alone. Runs in the child process.

The only module that hands PyAV what people sent.

Sound and picture are carried over as they are, never encoded again. Left behind: titles, places, dates, cover art, data
tracks (phones write where they were into one), subtitles, chapters, and free text inside the video stream itself.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast

import av
from av.bitstream import BitStreamFilterContext

from documents.media.kinds import MediaKind, Prepared, refused, within_limit
from engine.sayings import say

LONGEST = 30 * 60
"""Seconds of one clip."""

VIDEO = {"h264", "hevc", "vp8", "vp9", "av1"}
SOUND = {"aac", "mp3", "opus", "vorbis", "flac", "pcm_s16le", "pcm_s24le", "pcm_f32le"}
WEBM = {"vp8", "vp9", "av1", "opus", "vorbis"}

_FREE_TEXT = {"h264": "filter_units=remove_types=6", "hevc": "filter_units=remove_types=39-40"}
"""Supplemental messages inside a video stream; some cameras write their position there."""

_CONTAINERS = {"ogg": "audio/ogg", "mp3": "audio/mpeg", "wav": "audio/wav", "flac": "audio/flac"}

_OPTIONS = {
    "mp3": {"write_xing": "0", "id3v2_version": "0", "write_id3v1": "0"},
    "flac": {"write_header": "1"},
}


def shown_clip(content: bytes, kind: MediaKind) -> Prepared:
    """The clip without its surroundings. Raises Refusal when it cannot be read to its end, or is no sound or video."""
    try:
        with av.open(BytesIO(content), format=kind.reader, options={"enable_drefs": "0"}) as clip:
            return _carried_over(clip, content, kind)
    except (av.error.FFmpegError, ValueError, IndexError):
        raise refused(
            "damaged", "This clip cannot be read to its end: the file is damaged or was cut off. Send it once more."
        ) from None


def _carried_over(clip: Any, content: bytes, kind: MediaKind) -> Prepared:
    streams = _sound_and_picture(clip)
    codecs = {stream.codec_context.codec.canonical_name for stream in streams}
    video = bool(codecs & VIDEO)
    within_limit(MediaKind("video" if video else "sound", kind.media_type, kind.reader, kind.called), content)
    container, shown_type = _container_of(kind, codecs, video=video)
    shown, seconds = _remuxed(clip, streams, container)
    if seconds > LONGEST:
        raise refused("long", "This clip is longer than 30 minutes. Record it in shorter parts.")
    told = shown_type if kind.media_type.startswith("video/") and not video else kind.media_type
    return Prepared("video" if video else "sound", told, shown_type, shown, seconds)


def _sound_and_picture(clip: Any) -> list[Any]:
    """The first picture track and the first sound track that browsers can play."""
    chosen: list[Any] = []
    for streams, playable in ((clip.streams.video, VIDEO), (clip.streams.audio, SOUND)):
        real = [stream for stream in streams if not stream.disposition & av.stream.Disposition.attached_pic]
        known = [stream for stream in real if stream.codec_context.codec.canonical_name in playable]
        if real and not known:
            raise refused(
                "type",
                say(
                    "Browsers cannot play this clip: it was recorded as “%(codec)s”. Record it once more as MP4 "
                    "(H.264, AAC) or WebM, or send the sound alone as MP3.",
                    codec=real[0].codec_context.codec.canonical_name,
                ),
            )
        chosen += known[:1]
    if not chosen:
        raise refused("type", "There is neither sound nor a moving picture in this file. Choose the recording again.")
    return chosen


def _container_of(kind: MediaKind, codecs: set[str], *, video: bool) -> tuple[str, str]:
    if kind.reader in _CONTAINERS:
        return kind.reader, _CONTAINERS[kind.reader]
    container = "webm" if kind.reader == "matroska" and codecs <= WEBM else "mp4"
    return container, f"{'video' if video else 'audio'}/{container}"


def _in_order(packets: Iterator[Any]) -> Iterator[Any]:
    """Packets with a decoding time each. Matroska does not say it for the first ones: they follow from the next."""
    waiting: dict[int, list[Any]] = {}
    for packet in packets:
        early = waiting.setdefault(packet.stream.index, [])
        if packet.size == 0:
            continue
        if packet.dts is None:
            early.append(packet)
            continue
        for back, one in enumerate(reversed(early), start=1):
            one.dts = packet.dts - back * (packet.duration or 1)
        yield from early
        early.clear()
        yield packet
    for packet in [packet for early in waiting.values() for packet in early]:
        packet.dts = packet.pts
        yield packet


def _remuxed(clip: Any, streams: list[Any], container: str) -> tuple[bytes, float]:
    out = BytesIO()
    options = {"fflags": "+bitexact", **_OPTIONS.get(container, {})}
    seconds = 0.0
    with av.open(out, "w", format=container, options=options) as copy:
        copies = {stream.index: copy.add_stream_from_template(stream) for stream in streams}
        filters: dict[int, BitStreamFilterContext] = {}
        for stream in streams:
            copies[stream.index].metadata.clear()
            if wanted := _FREE_TEXT.get(stream.codec_context.codec.canonical_name):
                filters[stream.index] = BitStreamFilterContext(wanted, stream, copies[stream.index])
        copy.metadata.clear()
        for packet in _in_order(clip.demux(*streams)):
            if packet.pts is not None and packet.time_base is not None:
                seconds = max(seconds, float((packet.pts + (packet.duration or 0)) * packet.time_base))
            if seconds > LONGEST:
                break
            place = packet.stream.index
            for part in filters[place].filter(packet) if place in filters else [packet]:
                part.stream = copies[place]
                copy.mux(cast("Any", part))
    return out.getvalue(), seconds
