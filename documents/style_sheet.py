"""The words styles are written in: a style, its spacing, its size. Sizes in points, spacing in twentieths of a point."""

INK = "1D2433"
MUTED = "4A5468"
ACTION = "0B5563"
LINE = "6B7488"
LATE = "8F1D2C"


def paragraph_style(
    style_id: str, name: str, *, paragraph: str = "", run: str = "", based_on: str = "Normal", next_one: str = "Normal"
) -> str:
    """One style of the sheet. `paragraph` and `run` are elements in the order Word's schema asks for."""
    custom = "" if style_id.startswith(("Heading", "Header", "Footer", "Normal", "Caption")) else ' w:customStyle="1"'
    default = ' w:default="1"' if style_id == "Normal" else ""
    base = f'<w:basedOn w:val="{based_on}"/>' if style_id != "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>{base}'
        f'<w:next w:val="{next_one}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def character_style(style_id: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def spacing(*, before: int = 0, after: int = 0, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def size(points: float) -> str:
    """Both sizes: Word keeps another one for scripts such as Hebrew, and forgetting it prints them small."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def color(value: str) -> str:
    return f'<w:color w:val="{value}"/>'
