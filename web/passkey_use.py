"""A passkey used at one of our doors: the browser is asked a question, and its answer is counted, taken once and proved.

As with passwords, a try is counted before it is looked at, and every wrong answer gets the same words.
"""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlmodel import Session

from engine import passkeys
from engine.accounts import Account, roles_of
from engine.clock import now
from engine.database import reading, writing
from engine.firing import Command
from engine.ids import new_id
from engine.passkeys import Passkey, Purpose
from web.answers import Answer, html
from web.asked import AnyConnection, Asked, database_of, form_of, settings_of
from web.identity import token_of
from web.passkey_place import Here, here
from web.passkeys import NotProved, Presented, presented, proved, question
from web.sent import PASSKEY
from web.sessions import digest_of
from web.sign_in_attempts import note_attempt, note_success
from web.signed_in import SignedIn
from workflows.passkeys import note_perhaps_copied, owner_of


def passkey_of_form(request: Asked) -> str:
    """What the device answered; empty where the form came without it."""
    return form_of(request).text(PASSKEY)


def asks_for(request: Asked, account_id: UUID) -> bool:
    """Whether a page should offer this account’s passkey: there is one, and this address can use it."""
    if here(settings_of(request)) is None:
        return False
    with reading(database_of(request)) as session:
        return bool(passkeys.passkeys_of(session, account_id))


def ask_browser(request: Asked, purpose: Purpose, token: str, *, of: UUID | None) -> Answer:
    """The question as JSON: for the account whose holder is known, or for whoever the device knows."""
    place = here(settings_of(request))
    if place is None:
        return html("", status=404)
    try:
        with writing(database_of(request)) as session:
            challenge = new_question(session, request, purpose, token, at=now())
            known = passkeys.passkeys_of(session, of) if of else []
    except passkeys.TooManyQuestions:
        return html("", status=429)
    return as_json(question(place, known, challenge))


def new_question(session: Session, request: Asked, purpose: Purpose, token: str, *, at: datetime) -> bytes:
    """A question bound to this browser. Raises TooManyQuestions."""
    return passkeys.ask(session, purpose, asked_of=digest_of(token), address=address_of(request), at=at)


def passkey_fits(request: Asked, said: str, purpose: Purpose, token: str, *, of: UUID | None) -> Account | None:
    """Whose passkey answered, and only `of`’s where that is known. Raises TooManyTries, before the answer is looked at."""
    place, database, at = here(settings_of(request)), database_of(request), now()
    claim = _claim(said)
    with writing(database) as session:
        attempt = note_attempt(session, name=_counted_as(claim), address=address_of(request), at=at)
    if place is None or claim is None:
        return None
    with writing(database) as session:
        passkey = _answers(session, place, claim, purpose, token, of=of, at=at)
        if passkey is None:
            return None
        passkey.used_at = at
        session.add(passkey)
        note_success(session, attempt)
        return session.get_one(Account, passkey.account_id)


def who_proves(known: SignedIn) -> UUID:
    """The account itself; on a device that was handed over, whoever it belongs to."""
    if known.sitting is not None and known.sitting.handed_over_by is not None:
        return known.sitting.handed_over_by
    return known.account_id


def passkey_again(request: Asked, known: SignedIn) -> bool:
    """Whether the form carries the passkey of whoever has to prove once more that it is them. Raises TooManyTries."""
    said = passkey_of_form(request)
    return (
        bool(said) and passkey_fits(request, said, Purpose.AGAIN, token_of(request), of=who_proves(known)) is not None
    )


def address_of(request: AnyConnection) -> str:
    """The network address a try comes from."""
    return request.client.host if request.client else ""


def as_json(text: str) -> Answer:
    """Ready-made JSON."""
    answer = html(text)
    answer.media_type = "application/json"
    return answer


def _answers(
    session: Session, place: Here, claim: Presented, purpose: Purpose, token: str, *, of: UUID | None, at: datetime
) -> Passkey | None:
    """The question is taken in any case: an answer that failed is not tried again."""
    taken = passkeys.take(session, claim.challenge, purpose, asked_of=digest_of(token), at=at)
    passkey = passkeys.passkey_with(session, claim.credential_id)
    if not taken or passkey is None or not _is_owners(passkey, claim, of):
        return None
    account = session.get_one(Account, passkey.account_id)
    roles = roles_of(session, account.id)
    if account.disabled_at is not None or not roles:
        return None
    try:
        count = proved(place, claim, passkey)
    except NotProved:
        return None
    if (count or passkey.sign_count) and count <= passkey.sign_count:
        actor = owner_of(account, roles[0].role)
        note_perhaps_copied(session, Command(id=f"passkey:{new_id()}", actor=actor, at=at), passkey)
        return None
    passkey.sign_count = count
    return passkey


def _is_owners(passkey: Passkey, claim: Presented, of: UUID | None) -> bool:
    """A device that keeps the key names its owner; one that was asked for a certain key may leave it out."""
    if of is None:
        return claim.owner == passkey.account_id.bytes
    return passkey.account_id == of and claim.owner in (b"", of.bytes)


def _claim(said: str) -> Presented | None:
    try:
        return presented(said)
    except NotProved:
        return None


def _counted_as(claim: Presented | None) -> str:
    """Tries are counted for each key: nobody who guesses at a name can lock out whoever signs in with a passkey."""
    return f"passkey {sha256(claim.credential_id).hexdigest()}" if claim else "passkey"
