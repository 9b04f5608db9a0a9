"""`verify plan.docx` beside the records: nothing that was changed, moved, left out or brought in passes as captured."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from documents.draft_plan import draft_plan
from documents.proving import Answer
from documents.quotes_in_docx import PART_NAME, original_quotes
from engine.database import Database, reading, writing
from engine.plans import Plan
from engine.quotes import Quote, QuoteMark, QuoteMarkKind
from engine.settings import Settings
from engine.versions import Version
from tests.cast import NOW, TODAY, command_in, plan_of, visitor_in
from tests.documents.media import made
from tests.documents.office import saved_again
from tests.documents.test_draft_plan import rosas_draft
from tests.documents.word_files import zipped
from tests.erasures import ErasureOrder, erase
from tests.web.browser import Browser
from tests.web.commands.terminal import ownwords
from web.papers import document, plan_paper
from web.proving import Proved, check_paper
from workflows import companions

PAGE = "word/document.xml"


def paper_of(house: Database, who: str = "rosa", number: int = 1) -> bytes:
    with reading(house) as session:
        plan = plan_of(session, who)
        version = session.exec(select(Version).where(Version.plan_id == plan.id, Version.number == number)).one()
        return document(plan_paper(session, plan, version, Settings(), on=TODAY))


def checked(docx: bytes, house: Database) -> Proved:
    return check_paper(docx, house, Settings())


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everywhere(docx: bytes, old: str, new: str) -> bytes:
    """The page, the original and its digest changed together, as somebody thorough would."""
    parts = parts_of(docx)
    before = original_quotes(docx)
    part = parts[PART_NAME].decode().replace(old, new)
    for text in before.values():
        part = part.replace(sha256(text.encode()).hexdigest(), sha256(text.replace(old, new).encode()).hexdigest())
    parts[PART_NAME] = re.sub(r' utf8="[^"]*"', "", part).encode()
    parts[PAGE] = parts[PAGE].decode().replace(old, new).encode()
    assert part.encode() != parts_of(docx)[PART_NAME]
    return zipped(parts)


def first_words(docx: bytes) -> tuple[str, str]:
    return next(iter(original_quotes(docx).items()))


def test_every_paper_of_the_demo_is_intact(any_house: Database) -> None:
    house = any_house
    with reading(house) as session:
        versions = [(version.plan_id, version) for version in session.exec(select(Version))]
    assert len(versions) > 12
    for plan_id, version in versions:
        with reading(house) as session:
            paper = plan_paper(session, session.get_one(Plan, plan_id), version, Settings(), on=TODAY)
        found = checked(document(paper), house)
        assert found.good, found.sentence
        assert found.sentence.startswith("Intact: ")


def test_the_page_the_original_and_its_digest_changed_together_are_found(house: Database) -> None:
    docx = paper_of(house)
    identity, words = first_words(docx)
    forged = everywhere(docx, words, words.replace("I ", "You ", 1) if "I " in words else words + " indeed")
    assert check_paper(forged, None, Settings()).good
    found = checked(forged, house)
    assert found.proof.answer is Answer.CHANGED
    assert found.proof.differences[0].quote == identity
    assert "was captured" in found.sentence


def test_words_moved_under_another_name_everywhere_in_the_file_are_found(house: Database) -> None:
    docx = paper_of(house)
    parts = parts_of(docx)
    for name in (PAGE, PART_NAME):
        parts[name] = parts[name].replace(b"Rosa Delgado said it", b"Marta Delgado said it")
        parts[name] = parts[name].replace(b"Rosa said it", b"Marta said it")
    forged = zipped(parts)
    assert parts != parts_of(docx)
    found = checked(forged, house)
    assert "who said it and when is not what these records say" in found.sentence
    assert "Marta" in found.sentence


def test_a_translation_changed_everywhere_in_the_file_is_found(house: Database) -> None:
    with reading(house) as session:
        quote = session.get_one(Quote, UUID(first_words(paper_of(house, "Tom Baptiste"))[0]))
    with writing(house) as session:
        command = command_in(house, "sam")
        companions.add_translation(
            session, quote, command, text="Quiero ir en bus.", language="es", made_by="Inés Soto"
        )
    docx = paper_of(house, "Tom Baptiste")
    assert checked(docx, house).good
    parts = parts_of(docx)
    for name in (PAGE, PART_NAME):
        assert "Quiero ir en bus." in parts[name].decode()
        parts[name] = parts[name].decode().replace("Quiero ir en bus.", "No quiero nada.").encode()
    forged = zipped(parts)
    assert check_paper(forged, None, Settings()).good
    assert "translation under it is none of these records" in checked(forged, house).sentence


def test_words_of_another_person_are_found(house: Database) -> None:
    rosas, other = paper_of(house), paper_of(house, "Walter Lindqvist")
    mine, theirs = parts_of(rosas), parts_of(other)
    page = theirs[PAGE].decode()
    quotation = re.search(r'<w:p><w:pPr><w:pStyle w:val="OwnWords"/>.*?</w:p>', page)
    original = re.search(r"<q:quote .*?</q:quote>", theirs[PART_NAME].decode())
    assert quotation
    assert original
    mine[PAGE] = mine[PAGE].decode().replace("<w:sectPr", quotation.group() + "<w:sectPr", 1).encode()
    mine[PART_NAME] = mine[PART_NAME].decode().replace("</q:quotes>", original.group() + "</q:quotes>").encode()
    assert check_paper(zipped(mine), None, Settings()).good
    assert "captured with another person" in checked(zipped(mine), house).sentence


def test_a_quotation_left_out_whole_is_found(house: Database) -> None:
    docx = paper_of(house)
    identity, words = first_words(docx)
    parts = parts_of(docx)
    beside = r'(?:<w:p><w:pPr><w:pStyle w:val="BesideWords".*?</w:p>)*'
    whole = rf"<w:p>(?:(?!<w:p>).)*{identity}.*?</w:p>{beside}"
    parts[PAGE] = re.sub(whole, "", parts[PAGE].decode()).encode()
    parts[PART_NAME] = re.sub(
        rf'<q:quote id="{identity}".*?</q:quote>', "", parts[PART_NAME].decode(), flags=re.S
    ).encode()
    assert check_paper(zipped(parts), None, Settings()).good
    found = checked(zipped(parts), house)
    assert "this version places these words, and the file lacks them" in found.sentence
    assert words[:20] in found.sentence


def test_another_drawing_is_found_also_when_its_digest_was_changed_with_it(house: Database) -> None:
    docx = paper_of(house, "marcus")
    parts = parts_of(docx)
    pictures = [name for name in parts if name.startswith("word/media/rIdWords")]
    kept = b"".join(re.findall(rb"<q:quote .*?</q:quote>", parts[PART_NAME], re.S))
    (name,) = (name for name in pictures if sha256(parts[name]).hexdigest().encode() in kept)
    other = made.picture("PNG", size=(720, 460), colour=(0, 0, 0))
    was, now = sha256(parts[name]).hexdigest(), sha256(other).hexdigest()
    parts[PART_NAME] = parts[PART_NAME].replace(was.encode(), now.encode())
    parts[name] = other
    assert check_paper(zipped(parts), None, Settings()).good, "the file by itself cannot tell"
    assert "the picture or recording is not the one that was kept" in checked(zipped(parts), house).sentence


def test_a_number_spelled_another_way_is_no_capture(house: Database) -> None:
    docx = paper_of(house)
    identity, _words = first_words(docx)
    parts = {name: data.replace(identity.encode(), identity.upper().encode()) for name, data in parts_of(docx).items()}
    assert "no capture in these records has its number" in checked(zipped(parts), house).sentence


def test_a_draft_from_a_note_says_that_nothing_in_it_is_captured(house: Database) -> None:
    found = checked(draft_plan(rosas_draft()), house)
    assert found.good
    assert "equals the exact text that the file carries" in found.sentence
    assert "nothing in it has been captured" in found.notes[0]


def test_a_paper_of_another_agency_is_not_intact(house: Database) -> None:
    parts = parts_of(paper_of(house))
    with reading(house) as session:
        fingerprint = session.exec(select(Version.fingerprint).where(Version.fingerprint.is_not(None))).first()  # type: ignore[union-attr]
    assert fingerprint
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(<dc:identifier>)[0-9a-f]{64}", b"\\g<1>" + b"0" * 64, core)
    found = checked(zipped(parts), house)
    assert found.sentence == "Changed: These records hold no version with the fingerprint that the file names."


def test_what_became_of_words_since_is_told_and_is_no_change(house: Database) -> None:
    docx = paper_of(house)
    ids = [UUID(identity) for identity in original_quotes(docx)]
    rosa, grace = visitor_in(house, "rosa"), visitor_in(house, "grace")
    with writing(house) as session:
        mark = QuoteMark(id=uuid4(), quote_id=ids[0], kind=QuoteMarkKind.WITHDRAWN, at=NOW, by=rosa.account_id)
        session.add(mark)
    order = ErasureOrder(ids[1], "Order 12 of the county court", "A court order.", grace.account_id)
    with writing(house) as session:
        erase(session, order, command_in(house, "avery"))
    found = checked(docx, house)
    assert found.good
    assert any("was withdrawn on March 20, 2026" in note for note in found.notes)
    assert any("erased on March 20, 2026 under Order 12 of the county court" in note for note in found.notes)


def test_words_that_were_made_private_since_are_still_compared(house: Database) -> None:
    docx = paper_of(house)
    rosa = visitor_in(house, "rosa")
    identity, words = first_words(docx)
    with writing(house) as session:
        mark = QuoteMark(id=uuid4(), quote_id=UUID(identity), kind=QuoteMarkKind.PRIVATE, at=NOW, by=rosa.account_id)
        session.add(mark)
    found = checked(docx, house)
    assert found.good
    assert any("was made private on March 20, 2026" in note for note in found.notes)
    assert not checked(everywhere(docx, words, words + " indeed"), house).good


@pytest.mark.word
def test_libreoffice_takes_the_proof_and_what_can_be_read_is_told(house: Database, tmp_path: Path) -> None:
    found = checked(saved_again(paper_of(house), tmp_path), house)
    assert found.sentence.startswith("Saved again by another program, proof gone.")
    assert any("3 of its 3 quotations still read like captures" in note for note in found.notes)


def test_a_downloaded_file_is_known_again_and_a_saved_one_is_told_from_it(
    house: Database, visit_as: Callable[[str], Browser]
) -> None:
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        version = session.exec(select(Version).where(Version.plan_id == plan.id, Version.number == 1)).one()
    docx = visit_as("sam").client.get(f"/versions/{version.id}/document").content
    assert any("byte for byte the one that was downloaded first on" in note for note in checked(docx, house).notes)
    parts = parts_of(docx)
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"Ownwords", b"Microsoft Office Word")
    found = checked(zipped(parts), house)
    assert found.good
    assert any("the file itself was saved again since" in note for note in found.notes)


def test_the_terminal_answers_in_a_sentence_or_as_json(house: Database, tmp_path: Path) -> None:
    paper = tmp_path / "plan.docx"
    paper.write_bytes(paper_of(house))
    place = {"DATABASE_URL": house.url}
    done = ownwords("verify", str(paper), **place)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Intact: each of the 3 quotations equals its capture in these records, byte for byte."
    )
    alone = json.loads(ownwords("verify", str(paper), "--alone", "--json", **place).stdout)
    assert (alone["ok"], alone["answer"], alone["compared_with"]) == (True, "intact", "file")
    elsewhere = tmp_path / "nowhere.db"
    nowhere = ownwords("verify", str(paper), DATABASE_URL=f"sqlite:///{elsewhere}")
    assert "No records were at hand" in nowhere.stdout
    assert not elsewhere.exists()
    _identity, words = first_words(paper.read_bytes())
    paper.write_bytes(everywhere(paper.read_bytes(), words, words + "\u202e\x85"))
    changed = ownwords("verify", str(paper), **place)
    assert changed.returncode == 1
    assert changed.stdout.startswith("Changed at this quotation: “")
    assert not set("\u202e\x85") & set(changed.stdout)
    paper.write_bytes(b"not a paper")
    refused = ownwords("verify", str(paper), **place)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "not a Word document" in refused.stderr
    assert ownwords("verify", "--alone").returncode == 2
    assert ownwords("verify", str(paper), "--roundtrip", str(paper)).returncode == 2


def signed_with_a_picture(house: Database) -> tuple[bytes, str, bytes]:
    """A paper with a chosen mark, the id of the signature, and the picture."""
    with reading(house) as session:
        plan = plan_of(session, "Marcus Webb")
        version = session.get_one(Version, plan.working_version_id)
        paper = plan_paper(session, plan, version, Settings(), on=TODAY)
    one = next(one for one in paper.signatures if one.mark)
    return document(paper), one.id, one.mark


def with_another_picture(docx: bytes, mark: bytes, *, thorough: bool) -> bytes:
    other, parts = made.picture("PNG", size=(40, 40), colour=(0, 0, 255)), parts_of(docx)
    name = next(name for name, content in parts.items() if content == mark)
    parts[name] = other
    if thorough:
        digest = sha256(mark).hexdigest().encode()
        assert digest in parts[PART_NAME]
        parts[PART_NAME] = parts[PART_NAME].replace(digest, sha256(other).hexdigest().encode())
    return zipped(parts)


def test_the_picture_somebody_signed_with_is_proved_with_the_words(house: Database) -> None:
    docx, identity, _mark = signed_with_a_picture(house)
    found = checked(docx, house)
    assert found.good, found.sentence
    assert list(found.proof.signatures) == [identity]


def test_a_swapped_signature_is_found_without_the_records_and_a_thorough_swap_with_them(house: Database) -> None:
    docx, identity, mark = signed_with_a_picture(house)
    careless = check_paper(with_another_picture(docx, mark, thorough=False), None, Settings())
    assert careless.proof.answer is Answer.CHANGED
    assert (
        f"The picture of the signature {identity} on the page is not the one that was put there." in careless.sentence
    )
    forged = with_another_picture(docx, mark, thorough=True)
    assert check_paper(forged, None, Settings()).good
    found = checked(forged, house)
    assert found.proof.answer is Answer.CHANGED
    assert (
        "The signature of Marcus Webb is shown with a picture that is not the one they signed with." in found.sentence
    )


def test_a_signature_taken_off_or_put_under_another_name_is_found(house: Database) -> None:
    docx, identity, _mark = signed_with_a_picture(house)
    parts = parts_of(docx)
    page = parts[PAGE].decode()
    start = page.index("<w:drawing>", page.rindex("<w:p>", 0, page.index(f"Signature {identity}")))
    drawing = page[start : page.index("</w:drawing>", start) + len("</w:drawing>")]
    assert identity in drawing
    off = checked(zipped({**parts, PAGE: page.replace(drawing, "").encode()}), house)
    assert "was taken off the page" in off.sentence
    other = str(uuid4())
    renamed = {name: content.replace(identity.encode(), other.encode()) for name, content in parts.items()}
    assert f"These records hold no signature {other}." in checked(zipped(renamed), house).sentence
    twice = checked(zipped({**parts, PAGE: page.replace(identity, other, 1).encode()}), house)
    assert twice.proof.answer is Answer.CHANGED
