"""Secrets of an account: which there are, and what may be kept. The secrets themselves are only in the keyring."""

from enum import StrEnum

from smdesk.domain.problem import Problem

MOST = 1000
"""UTF-16 units. Windows' Credential Manager takes 2,560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE); the rest is margin."""


class Secret(StrEnum):
    """What is kept for an account; the values are the user names in the keyring."""

    PASSWORD = "password"  # noqa: S105  # a name, not a password
    CODES = "codes"
    NOTE = "note"


def length(text: str) -> int:
    """How much of `MOST` the text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check(text: str) -> list[Problem]:
    """What is wrong with a secret that is to be kept; nothing of it is repeated in the answer."""
    if not text:
        return [Problem("secret.empty", where="secret")]
    if (taken := length(text)) > MOST:
        return [Problem("secret.too_long", values={"length": taken, "most": MOST}, where="secret")]
    if "\0" in text or any(0xD800 <= ord(letter) < 0xE000 for letter in text):
        return [Problem("secret.bad_text", where="secret")]
    return []
