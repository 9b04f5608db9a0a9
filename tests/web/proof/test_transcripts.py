"""What a screen reader is given on each page of the room is what was read and committed."""

import pytest

from tests.web.chromium import PHONE, Chromium, visiting
from tests.web.proof.lived_in import Proving
from tests.web.proof.states import tell
from tests.web.proof.transcripts import FOLDER, PAGES, transcript

pytestmark = pytest.mark.browser


def test_each_page_is_said_as_it_was_read(proving: Proving, window: Chromium, request: pytest.FixtureRequest) -> None:
    tell(proving)
    wrong = []
    for who in dict.fromkeys(who for who, _path in PAGES.values()):
        with visiting(window, proving.address, size=PHONE) as visit:
            if who:
                proving.come_in(visit.page, who)
            for name in (name for name, (whose, _path) in PAGES.items() if whose == who):
                said, file = transcript(proving, visit.page, name), FOLDER / f"{name}.txt"
                if request.config.getoption("--write-transcripts"):
                    file.write_text(said, encoding="utf-8")
                elif not file.exists() or file.read_text(encoding="utf-8") != said:
                    wrong.append(f"{file.name} is not what {visit.page.url} says now:\n{said}")
    assert not wrong, "Write them anew with tests/web/proof/transcripts.py and read them.\n" + "\n".join(wrong)


def test_there_is_no_transcript_without_a_page() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(PAGES)
