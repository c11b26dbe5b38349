"""The keys of a site, as texts: Ed25519 (RFC 8032) signs, age's X25519 encrypts."""

from __future__ import annotations

from typing import NamedTuple

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

#: Bytes of an Ed25519 signature.
SIGNATURE = 64


class Keys(NamedTuple):
    """The secret halves: the seed of an Ed25519 key in hexadecimal, an age identity."""

    signing: str
    opening: str

    @property
    def verify_key(self) -> str:
        """What others check our signatures with."""
        return _signer(self.signing).public_key().public_bytes_raw().hex()

    @property
    def recipient(self) -> str:
        """What others encrypt to us with."""
        return str(pyrage.x25519.Identity.from_str(self.opening).to_public())


def new_keys() -> Keys:
    signing = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    return Keys(signing, str(pyrage.x25519.Identity.generate()))


def sign(keys: Keys, data: bytes) -> bytes:
    return _signer(keys.signing).sign(data)


def is_signed(verify_key: str, signature: bytes, data: bytes) -> bool:
    """Whether the owner of a key signed exactly this."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(verify_key))
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def seal(recipient: str, data: bytes) -> bytes:
    """Encrypt so that only the recipient can read it."""
    return pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)])


def unseal(keys: Keys, data: bytes) -> bytes | None:
    """What was sealed for us; None when it was not, or one bit of it differs."""
    try:
        return pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(keys.opening)])
    except pyrage.DecryptError:
        return None


def _signer(signing: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(signing))
