"""A device that keeps passkeys, in software: it says what a real one says, and, when told to, what only a liar says."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ADDRESS = "http://localhost:8000"
PRESENT, VERIFIED, HOLDS_KEY = 0x01, 0x04, 0x40


@dataclass
class Kept:
    """One passkey, with the private half that never leaves the device."""

    identity: bytes
    owner: bytes
    secret: ec.EllipticCurvePrivateKey
    count: int = 0


@dataclass
class Device:
    """`unlocked` is whether its owner showed a face, a finger or the code; `counts` whether it counts its uses."""

    origin: str = ADDRESS
    name: str = "localhost"
    unlocked: bool = True
    counts: bool = True
    kept: list[Kept] = field(default_factory=list)

    def make(self, asked: dict[str, Any]) -> str:
        """A new passkey, as the browser would send it."""
        new = Kept(token_bytes(32), unpacked(asked["user"]["id"]), ec.generate_private_key(ec.SECP256R1()))
        self.kept.append(new)
        numbers = new.secret.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        held = bytes(16) + len(new.identity).to_bytes(2, "big") + new.identity + cbor2.dumps(public)
        data = self._data(new, HOLDS_KEY) + held
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", asked["challenge"])
        return _answer(new, {"clientDataJSON": packed(said), "attestationObject": packed(attestation)})

    def use(self, asked: dict[str, Any], kept: Kept | None = None) -> str:
        """What the device answers when its passkey is asked for."""
        key = kept or self.kept[-1]
        if self.counts:
            key.count += 1
        data, said = self._data(key, 0), self._said("webauthn.get", asked["challenge"])
        signature = key.secret.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"authenticatorData": data, "clientDataJSON": said, "signature": signature, "userHandle": key.owner}
        return _answer(key, {name: packed(value) for name, value in response.items()})

    def _data(self, key: Kept, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.unlocked else 0) | more
        return sha256(self.name.encode()).digest() + bytes([flags]) + key.count.to_bytes(4, "big")

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()


def packed(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def unpacked(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _answer(key: Kept, response: dict[str, str]) -> str:
    identity = packed(key.identity)
    return json.dumps({"id": identity, "rawId": identity, "type": "public-key", "response": response})
