"""A photo of the person's own: kept by them or with their yes, named once, and gone for good when it is taken back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from engine import access
from engine.easy_read import Draft, lines_of, replace_lines
from engine.events import events as rows
from engine.ids import new_id
from engine.items import items_of
from engine.own_pictures import (
    OwnPicture,
    OwnPictureEnd,
    OwnPictureFile,
    PictureToKeep,
    content_of,
    gone_among,
    names_of,
    pictures_of,
    seal_of_picture,
    symbol_of,
)
from engine.plans import Standing
from engine.proofs import Sealed
from engine.proofs_beside import check_pictures
from engine.refusals import NotFound, Refusal
from engine.visitors import visitor_for
from tests.workflows.walk import Walk
from workflows import own_pictures

Walking = Callable[..., Walk]
HOUSE = PictureToKeep("My house", "image/png", b"a photo of a house")


def kept(there: Walk, who: str = "ida", made: PictureToKeep = HOUSE) -> OwnPicture:
    own_pictures.keep(there.session, there.person.id, there.by(who), made)
    return pictures_of(there.session, there.person.id)[-1]


def test_the_person_keeps_one_and_its_event_carries_no_photo(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    picture = kept(there)
    assert (picture.name, picture.kept_by_name, picture.agreed_how) == ("My house", picture.kept_by_name, "")
    assert names_of(there.session, there.person.id) == {symbol_of(picture.id): "My house"}
    body = there.session.execute(select(rows.c.body).where(rows.c.kind == "picture.kept")).scalar_one()
    assert b"My house" not in body
    assert HOUSE.content not in body


def test_staff_need_the_persons_yes_in_words(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    with pytest.raises(Refusal, match="how the person said yes"):
        kept(there, "sam")
    assert kept(there, "sam", replace(HOUSE, agreed_how="She nodded and pointed at it.")).agreed_how


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a · b"])
def test_it_has_a_name_that_fits(walk: Walking, name: str) -> None:
    there = walk().to(Standing.DRAFT)
    with pytest.raises(Refusal):
        kept(there, made=replace(HOUSE, name=name))


def test_no_two_have_the_same_name_until_one_is_gone(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    first = kept(there)
    with pytest.raises(Refusal, match="this name already"):
        kept(there, made=replace(HOUSE, name="my HOUSE"))
    own_pictures.take_back(there.session, first, there.by("ida"))
    assert kept(there).id != first.id


def test_taken_back_the_photo_is_gone_and_drafts_do_not_mention_it(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    picture = kept(there)
    assert there.plan.working_version_id is not None
    item = next(row for row in items_of(there.session, there.plan.working_version_id) if row.kind != "section")
    symbol = symbol_of(picture.id)
    replace_lines(there.session, item, [Draft("You live here.", symbol, "rules")], looked_by="", at=picture.kept_at)
    assert content_of(there.session, [symbol, "tv"]) == {symbol: HOUSE.content}
    own_pictures.take_back(there.session, picture, there.by("ida"))
    there.session.expire_all()
    assert there.session.get(OwnPictureFile, picture.id) is None
    assert [line.symbol for line in lines_of(there.session, item.version_id)[item.lineage_id]] == [""]
    assert content_of(there.session, [symbol]) == {}
    assert gone_among(there.session, [symbol, "tv", ""]) == {symbol}
    assert there.session.get(OwnPictureEnd, picture.id) is not None
    with pytest.raises(Refusal, match="taken away before"):
        own_pictures.take_back(there.session, picture, there.by("ida"))


def test_others_cannot_keep_one_for_the_person_or_take_theirs_away(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    picture = kept(there)
    with pytest.raises(NotFound):
        kept(there, "leo")
    with pytest.raises(NotFound):
        own_pictures.take_back(there.session, picture, there.by("leo"))


def test_the_database_keeps_the_row_and_lets_the_photo_go_only_with_its_end(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    picture = kept(there)
    for change in ("UPDATE own_picture SET name = 'x'", "DELETE FROM own_picture", "DELETE FROM own_picture_file"):
        with pytest.raises(DatabaseError, match="as it was written"), there.session.begin_nested():
            there.session.connection().exec_driver_sql(change)
    assert names_of(there.session, there.person.id) == {symbol_of(picture.id): "My house"}


def test_verify_finds_another_photo_under_the_same_row(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    picture = kept(there)
    sealed = Sealed(pictures={picture.id: seal_of_picture(picture)})
    assert list(check_pictures(there.session, sealed)) == []
    assert "no event says" in next(iter(check_pictures(there.session, Sealed()))).sentence
    said = picture.model_dump(exclude={"id", "digest", "name"})
    other = OwnPicture(**said, id=new_id(), name="Another", digest=b"x" * 32)
    there.session.add(other)
    there.session.flush()
    there.session.add(OwnPictureFile(picture_id=other.id, content=b"another", salt=b"y" * 16))
    there.session.flush()
    sealed.pictures[other.id] = seal_of_picture(other)
    assert [found.sentence for found in check_pictures(there.session, sealed)] == [
        f"The picture {other.id}: the photo is not the one that was kept."
    ]


def test_who_may_see_it_is_asked_of_the_person_or_of_a_shared_plan(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    picture, on = kept(there), there.at.date()
    for name, role in (("ida", "participant"), ("sam", "coordinator")):
        visitor = visitor_for(there.session, there.accounts[name].id, role)
        assert visitor is not None
        assert access.shown_picture_for(there.session, visitor, picture.id, on=on).id == picture.id
    own_pictures.take_back(there.session, picture, there.by("ida"))
    with pytest.raises(NotFound):
        access.shown_picture_for(there.session, visitor, picture.id, on=on)
