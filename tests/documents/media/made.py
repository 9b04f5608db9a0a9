"""Clips and pictures made for the tests, with a secret in every place where a device may write one."""

from fractions import Fraction
from io import BytesIO
from typing import Any

import av
from av.bitstream import BitStreamFilterContext
from PIL import Image, PngImagePlugin

SECRET = "SECRET+40.7128-074.0060/"

TAGS = {"title": SECRET, "comment": SECRET, "location": SECRET, "artist": SECRET}


def picture(form: str = "JPEG", *, size: tuple[int, int] = (60, 40), colour: Any = (200, 30, 30)) -> bytes:
    """A picture whose left half is of one colour, with EXIF (place and orientation), comments and text around it."""
    drawn = Image.new("RGB", size, (255, 255, 255))
    drawn.paste(colour, (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[0x001D] = SECRET
    more: dict[str, Any] = {"exif": exif}
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET)
        more["pnginfo"] = text
    if form == "JPEG":
        more["comment"] = SECRET.encode()
    if form == "WEBP":
        more["xmp"] = SECRET.encode()
    out = BytesIO()
    drawn.save(out, form, **more)
    return out.getvalue() + (SECRET.encode() if form == "JPEG" else b"")


def sound(form: str, codec: str, *, seconds: float = 0.4) -> bytes:
    """A second or less of silence, tagged."""
    out = BytesIO()
    with av.open(out, "w", format=form) as clip:
        clip.metadata.update(TAGS)
        stream = clip.add_stream(codec, rate=48000)
        stream.metadata.update(TAGS)
        _sound(clip, stream, seconds)
    return out.getvalue()


def video(form: str, codec: str, *, with_sound: str = "", message: bool = False, turned: bool = False) -> bytes:
    """A few frames, tagged; `message` writes the secret into the video stream itself (H.264)."""
    out = BytesIO()
    with av.open(out, "w", format=form) as clip:
        clip.metadata.update(TAGS)
        stream = clip.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.metadata.update(TAGS)
        beside = clip.add_stream(with_sound, rate=48000) if with_sound else None
        for number in range(8):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([90 + number]) * plane.buffer_size)
            frame.pts, frame.time_base = number, Fraction(1, 10)
            _put(clip, stream.encode(frame))
        _put(clip, stream.encode(None))
        if beside is not None:
            _sound(clip, beside, 0.4)
    return _with_message(out.getvalue(), form) if message else out.getvalue()


_MESSAGE = f"h264_metadata=sei_user_data='086f3693-b7b3-4f2c-9653-21492feee5b8+{SECRET}'"


def _with_message(content: bytes, form: str) -> bytes:
    out = BytesIO()
    with av.open(BytesIO(content)) as clip, av.open(out, "w", format=form) as copy:
        copy.metadata.update(TAGS)
        stream = clip.streams.video[0]
        other = copy.add_stream_from_template(stream)
        written = BitStreamFilterContext(_MESSAGE, stream, other)
        for packet in clip.demux(stream):
            for part in written.filter(packet) if packet.size else ():
                part.stream = other
                copy.mux(part)
    return out.getvalue()


def _put(clip: Any, packets: Any) -> None:
    for packet in packets:
        clip.mux(packet)


def _sound(clip: Any, stream: Any, seconds: float) -> None:
    form = stream.codec_context.format
    name = form.name if form else "s16"
    samples = stream.codec_context.frame_size or 960
    for number in range(int(seconds * 48000 / samples) + 1):
        frame = av.AudioFrame(name, stream.codec_context.layout.name, samples)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = 48000, number * samples, Fraction(1, 48000)
        _put(clip, stream.encode(frame))
    _put(clip, stream.encode(None))
