"""Makes small Word files by hand, tidy or hostile, for the tests that read them."""

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def word_file(body: str, *, before: str = "", strict: bool = False, **parts: str) -> bytes:
    """A Word file with this body. `before` stands ahead of the root element, `parts` go to word/."""
    document = f"{before}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    if strict:
        document = document.replace(_W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    files = {"word/document.xml": document}
    files |= {f"word/{name}.xml": text.replace("NAMESPACES", _NAMESPACES) for name, text in parts.items()}
    return zipped({name: text.encode() for name, text in files.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, *, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
