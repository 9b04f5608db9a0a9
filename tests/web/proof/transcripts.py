"""What a screen reader is given on each page of the room, as text files that a change has to answer for.

    PYTHONPATH=. python -m tests.web.proof.transcripts

writes them anew; read every line that changed aloud before it is committed.
"""

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from tests.web.proof.lived_in import Proving

FOLDER = Path(__file__).resolve().parents[1] / "transcripts"

PAGES: dict[str, tuple[str, str]] = {
    "sign-in": ("", "/sign-in"),
    "with-you": ("rosa", "/my-plan/with-you"),
    "home": ("rosa", "/my-plan"),
    "how-i-read": ("rosa", "/my-plan/how-i-read"),
    "how-big": ("rosa", "/my-plan/how-i-read/size"),
    "part": ("rosa", "{room}/parts/6"),
    "part-answered": ("rosa", "{room}/parts/4"),
    "part-limit": ("rosa", "{room}/parts/5"),
    "hard-word": ("rosa", "{room}/hard-words/provider?part=1&line=x&in=parts"),
    "change": ("rosa", "{room}/parts/6/words"),
    "change-saved": ("rosa", "{room}/parts/4/words"),
    "unsure": ("rosa", "{room}/parts/3/unsure"),
    "trusted": ("rosa", "{room}/parts/3/trusted"),
    "talk-with": ("rosa", "{room}/parts/5/talk"),
    "talk-asked": ("rosa", "{room}/parts/5/talk-asked"),
    "check": ("rosa", "{room}/check"),
    "next": ("rosa", "{room}/next"),
    "stop": ("rosa", "/my-plan/stop"),
    "talk": ("rosa", "/my-plan/talk"),
    "else": ("rosa", "/my-plan/else"),
    "words": ("rosa", "/my-plan/words"),
    "board": ("rosa", "{room}/parts/4/board"),
    "pictures": ("rosa", "/my-plan/pictures"),
    "circle": ("rosa", "/my-plan/circle"),
    "looked": ("rosa", "/my-plan/circle/looked"),
    "home-signing": ("cilla", "/my-plan"),
    "signature": ("cilla", "{room}/signature"),
    "signature-ways": ("cilla", "{room}/signature/ways"),
    "signature-name": ("cilla", "{room}/signature/by/name"),
    "signature-draw": ("cilla", "{room}/signature/by/draw"),
    "signature-mark": ("cilla", "{room}/signature/by/mark?mark=star"),
    "signature-voice": ("cilla", "{room}/signature/by/voice"),
    "signature-witness": ("cilla", "{room}/signature/by/witness"),
    "signature-paper": ("cilla", "{room}/signature/by/paper"),
    "signature-parts": ("cilla", "{room}/signature/parts"),
    "signature-change": ("cilla", "{room}/signature/change"),
    "signature-no": ("cilla", "{room}/signature/no"),
    "signature-done": ("marcus", "{room}/signature"),
    "home-in-force": ("walter", "/my-plan"),
    "read": ("walter", "{room}/read/1"),
    "copy": ("walter", "{room}/copy"),
    "guardian-home": ("gail", "/my-plan"),
    "supporter-home": ("leo", "/people-you-support"),
}
"""Name of the file: whose page it is, and where."""


def transcript(proving: Proving, page: Page, name: str) -> str:
    """The page as its accessibility tree says it, top to bottom, without what differs in every run."""
    who, path = PAGES[name]
    page.goto(proving.address + path.format(room=proving.room(who) if "{room}" in path else ""))
    said = f"{page.title()}\n\n{page.locator('body').aria_snapshot()}\n"
    said = re.sub(r"\n\s*- /url: .*", "", said).replace('":\n', '"\n')
    return re.sub(r"\b(?:[0-9A-F]{4} )+[0-9A-F]{4}\b|\b[0-9a-fA-F]{4}(?:[- ][0-9a-fA-F]{4}){1,}\b", "CODE", said)


if __name__ == "__main__":
    test = Path(__file__).parent / "test_transcripts.py"
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", "-q", str(test), "--write-transcripts"]))
