"""A copy of a picture to show: its colours alone. The only module that imports Pillow. Runs in the child process."""

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from documents.media.kinds import MediaKind, Prepared, refused

MOST_PIXELS = 60_000_000
"""Larger pictures are refused before they are unpacked."""

LONGEST_SIDE = 2400


def shown_picture(content: bytes, kind: MediaKind) -> Prepared:
    """The picture drawn anew, turned the way it was held. Raises Refusal when it cannot be read to its end."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(content), formats=[kind.reader]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise refused("size", "This picture has more than 60 million points. Send a smaller copy of it.")
            picture.load()
            drawn = _colours_alone(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise refused(
            "damaged", "This picture cannot be read to its end: the file is damaged or was cut off. Send it once more."
        ) from None
    out = BytesIO()
    if drawn.mode == "RGBA" or kind.reader == "PNG":
        drawn.save(out, "PNG", optimize=False)
        return Prepared("picture", kind.media_type, "image/png", out.getvalue())
    drawn.save(out, "JPEG", quality=90)
    return Prepared("picture", kind.media_type, "image/jpeg", out.getvalue())


def _colours_alone(picture: Image.Image) -> Image.Image:
    """A new picture of the same colours: no profile, no text, no thumbnail, nothing of what was around them."""
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    picture = _in_common_colours(picture).convert("RGBA" if see_through else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    blank = Image.new(picture.mode, picture.size)
    blank.paste(picture)
    return blank


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """Colours as browsers expect them (sRGB), where the file carried a profile of its own that can be read."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        inside = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, inside, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return turned or picture
