"""The password once more, from somebody whose session is known: counted like any other try to sign in."""

from uuid import UUID

from engine.accounts import Account
from engine.clock import now
from engine.database import reading, writing
from engine.passwords import password_fits
from web.asked import Asked, database_of
from web.sign_in_attempts import note_attempt, note_success


def password_again(request: Asked, account_id: UUID, password: str) -> bool:
    """Whether this is the account’s password. Raises TooManyTries, before the password is looked at."""
    database, at = database_of(request), now()
    with reading(database) as session:
        account = session.get_one(Account, account_id)
    address = request.client.host if request.client else ""
    with writing(database) as session:
        attempt = note_attempt(session, name=account.sign_in_name, address=address, at=at)
    kept = account.password_hash if account.disabled_at is None else None
    if not password_fits(password, kept):
        return False
    with writing(database) as session:
        note_success(session, attempt)
    return True
