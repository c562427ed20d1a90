"""Sealing a shopper's contact to the hub's public key (X25519, HKDF-SHA256, ChaCha20-Poly1305)."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.domain.errors import RefusedInput


def new_private_key() -> str:
    """A fresh private key, base64 of 32 bytes."""
    return _text(X25519PrivateKey.generate().private_bytes_raw())


def public_key(private_key: str) -> str:
    """The public key of a private key, both base64 of 32 bytes."""
    return _text(X25519PrivateKey.from_private_bytes(_bytes(private_key)).public_key().public_bytes_raw())


def seal(plain: str, hub_key: str) -> str:
    """Seal a text so that only the hub can read it; base64 of ephemeral key, nonce and ciphertext."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    secret = once.exchange(X25519PublicKey.from_public_bytes(_bytes(hub_key)))
    nonce = os.urandom(12)
    return _text(mine + nonce + ChaCha20Poly1305(_derive(secret, mine)).encrypt(nonce, plain.encode(), mine))


def unseal(sealed: str, private_key: str) -> str:
    """Open a sealed text; RefusedInput when it was not sealed to this key or was changed."""
    try:
        raw = _bytes(sealed)
        secret = X25519PrivateKey.from_private_bytes(_bytes(private_key)).exchange(
            X25519PublicKey.from_public_bytes(raw[:32]),
        )
        return ChaCha20Poly1305(_derive(secret, raw[:32])).decrypt(raw[32:44], raw[44:], raw[:32]).decode()
    except (ValueError, InvalidTag) as problem:
        message = "a sealed contact cannot be opened with this hub's key"
        raise RefusedInput(message) from problem


def _derive(secret: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"everyshelf contact v1").derive(secret)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text)
