"""The client's own check of signatures: by the RFC's examples, and beside a library that others trust."""

from __future__ import annotations

import random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from readiness.cli.gate_curve import ORDER, is_signed

pytestmark = pytest.mark.once

#: RFC 8032, section 7.1, tests 1 to 3 and "SHA(abc)": public key, message, signature.
EXAMPLES = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_rfc_are_signed(example: tuple[str, str, str]) -> None:
    public, message, signature = (bytes.fromhex(each) for each in example)
    assert is_signed(public, signature, message)
    assert not is_signed(public, signature, message + b"x")


def trusted(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_it_says_what_the_library_says_of_whatever_is_flipped() -> None:
    chance, found = random.Random(8032), set()
    for _ in range(60):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(chance.randrange(200))
        given = [bytearray(key.public_key().public_bytes_raw()), bytearray(key.sign(message))]
        if chance.random() < 0.7:
            flipped = chance.choice(given)
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        public, signature = (bytes(each) for each in given)
        said = is_signed(public, signature, message)
        assert said == trusted(public, signature, message)
        found.add(said)
    assert found == {True, False}


def test_a_signature_has_one_spelling() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"x")
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert is_signed(public, signature, b"x")
    assert not is_signed(public, signature[:32] + scalar.to_bytes(32, "little"), b"x")
    assert not is_signed(public, signature[:-1], b"x")
    assert not is_signed(public[:-1], signature, b"x")


@pytest.mark.parametrize("y", [2**255 - 18, 2, 1 + 2**255])
def test_what_is_no_point_is_no_key(y: int) -> None:
    public, signature = y.to_bytes(32, "little"), (1).to_bytes(32, "little") + bytes(32)
    assert not is_signed(public, signature, b"x")
