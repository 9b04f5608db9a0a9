"""Pictures that are quotations, inside the Word file: each a part of its own, once, however often it is shown."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from documents.paper import QuotePaper
from documents.wordml import Wordml, attribute, picture
from engine.refusals import Refusal

_EMU_PER_PIXEL = 9_525
_TALLEST = 300 * 12_700
_TYPES = {"image/png": "png", "image/jpeg": "jpeg"}
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def shown_picture(quote: QuotePaper, *, longest: int) -> Wordml:
    """The picture, no wider than `longest` EMU, its maker named for whoever does not see it."""
    content = _content(quote)
    across, down, _ = _measured(content)
    scale = min(1.0, longest / (across * _EMU_PER_PIXEL), _TALLEST / (down * _EMU_PER_PIXEL))
    return picture(
        _relation(content),
        name="Own words",
        alt=f"A picture from {quote.speaker}",
        width=int(across * _EMU_PER_PIXEL * scale),
        height=int(down * _EMU_PER_PIXEL * scale),
    )


def plain_picture(content: bytes, *, name: str, alt: str, longest: int) -> Wordml:
    """A picture that is no quotation, such as a square code or a symbol; its longer side is `longest` EMU."""
    across, down, _ = _measured(content)
    scale = longest / max(across, down)
    return picture(_relation(content), name=name, alt=alt, width=int(across * scale), height=int(down * scale))


def picture_parts(
    quotes: Iterable[QuotePaper], others: Iterable[bytes] = (), *, relations: bytes, types: bytes
) -> dict[str, bytes]:
    """The parts that the pictures of these quotes and the others need, and the two lists of parts with them written in."""
    quotes = list(quotes)
    contents = {_relation(_content(quote)): _content(quote) for quote in quotes if quote.file and quote.file.picture}
    picked = (one.picture for quote in quotes for one in quote.picked if one.picture)
    contents |= {_relation(content): content for content in (*others, *picked)}
    if not contents:
        return {}
    parts, links, kinds = {}, "", {}
    for relation, content in contents.items():
        _, _, media_type = _measured(content)
        name = f"media/{relation}.{_TYPES[media_type]}"
        parts[f"word/{name}"] = content
        links += f"<Relationship Id={attribute(relation)} Type={attribute(_IMAGE)} Target={attribute(name)}/>"
        kinds[_TYPES[media_type]] = media_type
    known = "".join(
        f"<Default Extension={attribute(ending)} ContentType={attribute(media_type)}/>"
        for ending, media_type in kinds.items()
        if f'Extension="{ending}"'.encode() not in types
    )
    return {
        **parts,
        "word/_rels/document.xml.rels": relations.replace(b"</Relationships>", f"{links}</Relationships>".encode()),
        "[Content_Types].xml": _first_in(types, known),
    }


def _first_in(types: bytes, known: str) -> bytes:
    head, mark, rest = types.partition(b"<Default ")
    return head + known.encode() + mark + rest


def _content(quote: QuotePaper) -> bytes:
    return quote.file.picture if quote.file else b""


def _relation(content: bytes) -> str:
    return f"rIdWords{sha256(content).hexdigest()[:24]}"


@lru_cache(maxsize=64)
def _measured(content: bytes) -> tuple[int, int, str]:
    """Points across and down, and what kind of picture it is. Raises Refusal for what Word cannot show."""
    try:
        found = Image.from_blob(content)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        raise Refusal(
            "A picture of this plan cannot be printed: it is no PNG and no JPEG that Word can show."
        ) from None
    if found.content_type not in _TYPES:
        raise Refusal("A picture of this plan cannot be printed: Word is given PNG and JPEG pictures only.")
    return found.px_width, found.px_height, found.content_type
