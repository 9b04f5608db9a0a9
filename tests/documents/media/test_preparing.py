"""What a file really is, and a copy that says nothing about the device or the place. Real files, the real child."""

from io import BytesIO

import av
import pytest
from PIL import Image

from documents import media
from documents.media import clips, kinds
from engine.refusals import Refusal
from tests.documents.media import made
from tests.documents.media.made import SECRET

PICTURES = [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/jpeg")]

SOUNDS = [
    ("mp3", "libmp3lame", "audio/mpeg"),
    ("wav", "pcm_s16le", "audio/wav"),
    ("ogg", "libopus", "audio/ogg"),
    ("flac", "flac", "audio/flac"),
    ("ipod", "aac", "audio/mp4"),
    ("webm", "libopus", "audio/webm"),
]

VIDEOS = [
    ("mp4", "libx264", "aac", "video/mp4"),
    ("mov", "libx264", "aac", "video/mp4"),
    ("mov", "libx265", "", "video/mp4"),
    ("webm", "libvpx", "libopus", "video/webm"),
    ("matroska", "libx264", "libopus", "video/mp4"),
]


@pytest.mark.parametrize(("form", "shown_as"), PICTURES)
def test_a_shown_picture_has_the_colours_and_nothing_else(form: str, shown_as: str) -> None:
    original = made.picture(form)
    assert SECRET.encode() in original
    prepared = media.prepare(original)
    assert (prepared.kind, prepared.shown_type) == ("picture", shown_as)
    assert b"SECRET" not in prepared.shown
    with Image.open(BytesIO(prepared.shown)) as shown:
        assert not shown.getexif()
        # It was held sideways: the orientation is in the points now, so that its coloured half is on top.
        assert shown.size == (40, 60)
        red, green, _ = shown.convert("RGB").getpixel((20, 5))
        assert red > 150
        assert green < 90


@pytest.mark.parametrize(("form", "codec", "shown_as"), SOUNDS)
def test_a_shown_recording_has_the_sound_and_nothing_else(form: str, codec: str, shown_as: str) -> None:
    original = made.sound(form, codec)
    assert SECRET.encode() in original
    prepared = media.prepare(original)
    assert (prepared.kind, prepared.shown_type) == ("sound", shown_as)
    assert b"SECRET" not in prepared.shown
    assert prepared.seconds is not None
    assert prepared.seconds == pytest.approx(0.4, abs=0.1)
    with av.open(BytesIO(prepared.shown)) as clip:
        heard = sum(frame.samples for frame in clip.decode(audio=0))
        assert heard / clip.streams.audio[0].rate == pytest.approx(0.4, abs=0.15)


@pytest.mark.parametrize(("form", "codec", "sound", "shown_as"), VIDEOS)
def test_a_shown_video_has_picture_and_sound_and_nothing_else(form: str, codec: str, sound: str, shown_as: str) -> None:
    original = made.video(form, codec, with_sound=sound)
    assert SECRET.encode() in original
    prepared = media.prepare(original)
    assert (prepared.kind, prepared.shown_type) == ("video", shown_as)
    assert b"SECRET" not in prepared.shown
    with av.open(BytesIO(prepared.shown)) as clip:
        assert len(list(clip.decode(video=0))) == 8
        assert len(clip.streams.audio) == bool(sound)


def test_a_place_written_into_the_video_stream_itself_is_left_behind() -> None:
    original = made.video("mp4", "libx264", message=True)
    assert bytes.fromhex("086f3693b7b34f2c96532149 2feee5b8") + b"SECRET" in original
    assert b"SECRET" not in media.prepare(original).shown


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7 ...",
        b"GIF89a" + bytes(40),
        b"MZ" + bytes(200),
        b"#EXTM3U\nfile:///etc/passwd",
        bytes(range(256)) * 8,
    ],
)
def test_whatever_is_no_picture_and_no_recording_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(Refusal, match="cannot be kept here"):
        media.prepare(content)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refusal, match="The file is empty"):
        media.prepare(b"")


def test_a_picture_of_a_phone_that_browsers_do_not_show_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refusal, match="Most Compatible"):
        media.prepare(b"\x00\x00\x00\x18ftypheic" + bytes(100))


def test_a_picture_that_was_cut_off_is_refused() -> None:
    original = made.picture(size=(900, 700))
    with pytest.raises(Refusal, match="damaged"):
        media.prepare(original[: len(original) // 2])


def test_a_recording_that_was_cut_off_is_kept_as_far_as_it_goes() -> None:
    original = made.sound("wav", "pcm_s16le")
    prepared = media.prepare(original[: len(original) // 2])
    assert prepared.kind == "sound"
    assert prepared.seconds == pytest.approx(0.2, abs=0.1)


@pytest.mark.parametrize("beginning", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\x1a\x45\xdf\xa3", b"OggS", b"ID3"])
def test_a_file_that_only_begins_like_one_is_refused(beginning: bytes) -> None:
    with pytest.raises(Refusal, match=r"damaged|neither sound"):
        media.prepare(beginning + b"\x00\x05junk" * 400)


def test_a_picture_with_too_many_points_is_refused_before_it_is_unpacked() -> None:
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(Refusal, match=r"60 million|damaged"):
        media.prepare(out.getvalue())


def test_a_file_that_is_too_large_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds.LIMITS, "picture", 1000)
    with pytest.raises(Refusal, match=r"at most 0 MB can be kept\. Record it in shorter parts"):
        media.prepare(made.picture(size=(400, 400)) + bytes(2000))


def test_a_clip_that_is_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    content = made.sound("ogg", "libopus")
    kind = media.recognised(content)
    assert clips.shown_clip(content, kind).seconds == pytest.approx(0.4, abs=0.1)
    monkeypatch.setattr(clips, "LONGEST", 0.2)
    with pytest.raises(Refusal, match="longer than 30 minutes"):
        clips.shown_clip(content, kind)


def test_sound_that_browsers_cannot_play_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refusal, match="Browsers cannot play this clip"):
        media.prepare(made.video("mov", "mpeg4"))
