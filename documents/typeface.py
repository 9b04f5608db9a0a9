"""The typeface travels inside the file, so that a plan reads as easily on another desk as on ours.

Atkinson Hyperlegible Next is made for readers with low vision, and its license (fonts/OFL.txt) allows embedding.
"""

from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from documents.styles import FALLBACK_FONT, FONT
from documents.wordml import NAMESPACES

_FOLDER = Path(__file__).parent / "fonts"
_FACES = {"embedRegular": "AtkinsonHyperlegibleNext-Regular.ttf", "embedBold": "AtkinsonHyperlegibleNext-Bold.ttf"}
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"


def embed(font_table: Part) -> None:
    """Hangs each face on the font table."""
    for number, (face, name) in enumerate(_FACES.items(), start=1):
        data = _masked((_FOLDER / name).read_bytes(), key=_key(face))
        part = Part(PackURI(f"/word/fonts/font{number}.odttf"), _CONTENT_TYPE, data, font_table.package)
        font_table.load_rel(_RELATION, part, f"rId{number}")


def font_table_text() -> str:
    """The font table: ours with its faces, and what to use where a program shows no embedded fonts."""
    faces = "".join(
        f'<w:{face} r:id="rId{number}" w:fontKey="{{{str(_key(face)).upper()}}}"/>'
        for number, face in enumerate(_FACES, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {NAMESPACES}><w:font w:name="{FONT}">'
        f'<w:altName w:val="{FALLBACK_FONT}"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/>{faces}</w:font></w:fonts>'
    )


def _key(face: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:ownwords:font:{face}")


def _masked(font: bytes, *, key: UUID) -> bytes:
    """Word asks for the first 32 bytes to be crossed with the key, backwards (ECMA-376 part 4, 2.8.1)."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font, mask, strict=False)) + font[32:]
