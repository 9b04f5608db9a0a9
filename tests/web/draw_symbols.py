"""Draw every picture of the index as a PNG for paper: `PYTHONPATH=. .venv/bin/python tests/web/draw_symbols.py`.

2.5 cm at 200 dots to the inch, on white, few colours, and in each file the digest of what it was drawn from: a test compares.
"""

from base64 import b64encode
from hashlib import sha256
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Page, sync_playwright

from tests.programs import CHROMIUM
from tests.web.chromium import ARGUMENTS
from web.rendering import environment
from web.symbols import INDEX, Symbol, symbols

DOTS = 197
SOURCE = "drawn from"
_STYLE = "fill:none;stroke:#1d2433;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round"


def drawing(symbol: Symbol) -> bytes:
    """The drawing a PNG is made from: the file as it stands in the set, or our own in ink."""
    if symbol.file:
        return (INDEX.parent / symbol.file).read_bytes()
    made = str(environment().get_template("components/icon.html").module.icon(symbol.icon)).strip()  # type: ignore[attr-defined]
    inked = made.replace("<svg ", f'<svg xmlns="http://www.w3.org/2000/svg" style="{_STYLE}" ', 1)
    return inked.replace('class="solid"', 'fill="#1d2433"').encode()


def digest_of(symbol: Symbol) -> str:
    return sha256(drawing(symbol)).hexdigest()


def drawn(page: Page, symbol: Symbol) -> bytes:
    """The PNG, in at most 64 colours."""
    source = f"data:image/svg+xml;base64,{b64encode(drawing(symbol)).decode()}"
    page.set_content(f'<body style="margin:0"><img width="{DOTS}" height="{DOTS}" src="{source}">')
    page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    note, out = PngInfo(), BytesIO()
    note.add_text(SOURCE, digest_of(symbol))
    shot.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True, dpi=(200, 200), pnginfo=note)
    return out.getvalue()


def main() -> None:
    folder = INDEX.parent / "print"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM.path(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": DOTS, "height": DOTS})
        for key, symbol in symbols().items():
            (folder / f"{key}.png").write_bytes(drawn(page, symbol))
        browser.close()


if __name__ == "__main__":
    main()
