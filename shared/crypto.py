"""Sealing a shopper's contact to the hub's public key (X25519, HKDF-SHA256, ChaCha20-Poly1305), and signing codes.

PIN hashes are sealed with a pepper that enrolled devices hold outside of their cache. Codes are signed with HMAC-SHA256
under the hub's key that only enrolled devices hold: every device of the house can make and check them without the line,
and nobody else can.
"""

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.domain.codes import ORDER_PREFIX
from shared.domain.errors import RefusedInput

_SIGNATURE_BYTES = 10
_SEALED_PIN = "sealed:"


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


def sign(plain: bytes, purpose: str, key: str) -> str:
    """Bytes and their signature as base32 without padding: QR codes hold capital letters and digits best."""
    return base64.b32encode(plain + _signature(plain, purpose, key)).decode().rstrip("=")


def read_signed(text: str, purpose: str, key: str) -> bytes | None:
    """The bytes of a signed text; None when it was not signed for this purpose with this key, or was changed."""
    try:
        raw = base64.b32decode(text.strip().upper() + "=" * (-len(text.strip()) % 8))
    except (binascii.Error, ValueError):
        return None
    plain, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
    return plain if hmac.compare_digest(signature, _signature(plain, purpose, key)) else None


def order_qr(code: str, key: str) -> str:
    """The text of an order's QR: its pickup code, and a signature that a code heard or guessed does not have."""
    return f"{ORDER_PREFIX}{code}.{base64.b32encode(_signature(code.encode(), 'order', key)).decode()}"


def forged(scanned: str, key: str) -> bool:
    """Whether a scanned order's QR bears a signature that is not ours; one without any says as much as typing does."""
    text = scanned.strip().upper()
    code, dot, _ = text.removeprefix(ORDER_PREFIX).partition(".")
    return text.startswith(ORDER_PREFIX) and bool(dot) and text != order_qr(code, key)


def _signature(plain: bytes, purpose: str, key: str) -> bytes:
    return hmac.new(f"{purpose}:{key}".encode(), plain, hashlib.sha256).digest()[:_SIGNATURE_BYTES]


def seal_pin(pin_hash: str, pepper: str) -> str:
    """A PIN's argon2id hash sealed with the house's pepper: a copied cache alone cannot be guessed against.

    The same hash gives the same text, so that an import that brings nothing new changes nothing.
    """
    nonce = hmac.new(_bytes(pepper), pin_hash.encode(), hashlib.sha256).digest()[:12]
    return _SEALED_PIN + _text(nonce + _pin_cipher(pepper).encrypt(nonce, pin_hash.encode(), None))


def open_pin(sealed: str, pepper: str) -> str:
    """The hash of a sealed PIN; one that was never sealed as it is; empty when the pepper does not fit."""
    if not sealed.startswith(_SEALED_PIN):
        return sealed
    try:
        raw = _bytes(sealed.removeprefix(_SEALED_PIN))
        return _pin_cipher(pepper).decrypt(raw[:12], raw[12:], None).decode()
    except (ValueError, InvalidTag):
        return ""


def new_pepper() -> str:
    """A fresh pepper, base64 of 32 bytes."""
    return _text(os.urandom(32))


def _pin_cipher(pepper: str) -> ChaCha20Poly1305:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"everyshelf pin v1").derive(_bytes(pepper))
    return ChaCha20Poly1305(key)


def _derive(secret: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"everyshelf contact v1").derive(secret)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text)
