"""What a browser is asked so that its device makes or uses a passkey, and whether the answer is good.

The one place that knows the library. Everything the browser sends is a stranger's text until it is proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from engine.accounts import Account
from engine.passkeys import GOOD_FOR, Passkey
from web.passkey_place import Here
from workflows.passkeys import NewPasskey

LONGEST = 20_000
"""Characters of an answer. A real one has about two thousand."""

_PATIENCE = int(GOOD_FOR.total_seconds() * 1000)


class NotProved(Exception):
    """The answer is not one that this question, this address and this passkey can have. It does not say why."""


@dataclass(frozen=True)
class Presented:
    """What an answer claims, before anything of it is proved."""

    credential_id: bytes
    owner: bytes
    challenge: bytes
    said: str


def question_for_new(at: Here, agency: str, account: Account, known: Sequence[Passkey], challenge: bytes) -> str:
    """JSON for a browser: make a passkey that needs no name typed, and only for whoever unlocks the device."""
    return options_to_json(
        generate_registration_options(
            rp_id=at.name,
            rp_name=agency,
            user_name=account.name,
            user_display_name=account.name,
            user_id=account.id.bytes,
            challenge=challenge,
            timeout=_PATIENCE,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                require_resident_key=True,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=_described(known),
        )
    )


def question(at: Here, known: Sequence[Passkey], challenge: bytes) -> str:
    """JSON for a browser: use a passkey; one of these, or, where none is named, whichever its holder chooses."""
    return options_to_json(
        generate_authentication_options(
            rp_id=at.name,
            challenge=challenge,
            timeout=_PATIENCE,
            allow_credentials=_described(known) or None,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def challenge_in(said: str) -> bytes:
    """The question that a new passkey's answer claims to answer. Raises NotProved."""
    try:
        return _client_data(parse_registration_credential_json(_short(said)).response.client_data_json)
    except Exception as problem:  # The library raises as many kinds as there are ways to be malformed.
        raise NotProved from problem


def presented(said: str) -> Presented:
    """What the answer of a passkey claims. Raises NotProved."""
    try:
        answer = parse_authentication_credential_json(_short(said))
        challenge = _client_data(answer.response.client_data_json)
    except Exception as problem:
        raise NotProved from problem
    return Presented(answer.raw_id, answer.response.user_handle or b"", challenge, said)


def made(at: Here, said: str, challenge: bytes) -> NewPasskey:
    """A new passkey. Raises NotProved."""
    try:
        proof = verify_registration_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=at.name,
            expected_origin=at.origin,
            require_user_verification=True,
        )
    except Exception as problem:
        raise NotProved from problem
    if len(proof.credential_id) > 1023:
        raise NotProved
    return NewPasskey(proof.credential_id, proof.credential_public_key, proof.sign_count)


def proved(at: Here, claim: Presented, passkey: Passkey) -> int:
    """How often the device says its key was used, once the answer is proved to be this passkey's. Raises NotProved.

    The count is compared by the caller: a count that goes back is told to the owner, not only refused.
    """
    try:
        proof = verify_authentication_response(
            credential=claim.said,
            expected_challenge=claim.challenge,
            expected_rp_id=at.name,
            expected_origin=at.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as problem:
        raise NotProved from problem
    return proof.new_sign_count


def _client_data(raw: bytes) -> bytes:
    data = parse_client_data_json(raw)
    if data.cross_origin:
        raise NotProved
    return data.challenge


def _short(said: str) -> str:
    if len(said) > LONGEST:
        raise NotProved
    return said


def _described(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in known]
