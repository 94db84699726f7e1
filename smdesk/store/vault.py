"""The vault: an account's secrets, in the system's keyring and nowhere else.

Every call may wait for the user to unlock the keyring, so none is made on the main thread. Nothing here reads or
writes the register, and no secret is put in an exception, a log line or a name.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from smdesk.domain.problem import KnownError, Problem
from smdesk.domain.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

ALLOWED = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
)
"""The systems' own protected keyrings. Any other is refused: some keep plain text in a file, or nothing at all."""

_CHAINER = "keyring.backends.chainer.ChainerBackend"
_NOTHING = {
    "keyring.backends.null.Keyring": "secret.refused_null",
    "keyring.backends.fail.Keyring": "secret.no_keyring",
}
_LOCKED = {"KeyringLocked", "LockedException", "PromptDismissedException"}

log = logging.getLogger(__name__)


class VaultError(KnownError):
    """The keyring cannot do what was asked; the register is not changed."""


def new_service() -> str:
    """An opaque name for an account's entry: any program of the user's may read the names of a keyring's entries."""
    from uuid import uuid4  # with `platform` 1 MiB

    return f"smdesk-{uuid4()}"


def put(service: str, secret: Secret, text: str, is_wanted: Callable[[], bool] = lambda: True) -> None:
    """Keep `text`, and read it back. `is_wanted` is asked after every wait: a cancelled call leaves all as it was."""
    with _border():
        ring = _chosen()
        before = ring.get_password(service, secret)  # where the user is asked to unlock, if it is locked
        if not is_wanted():
            raise VaultError(Problem("secret.cancelled"))
        ring.set_password(service, secret, text)
        if not is_wanted():
            _restore(ring, service, secret, before)
            raise VaultError(Problem("secret.cancelled"))
        if ring.get_password(service, secret) != text:
            raise VaultError(Problem("secret.not_kept"))


def _restore(ring: "KeyringBackend", service: str, secret: Secret, before: str | None) -> None:
    if before is None:
        ring.delete_password(service, secret)
    else:
        ring.set_password(service, secret, before)


def take(service: str, secret: Secret) -> str:
    """The secret. `VaultError` ”secret.missing” when the keyring does not have it."""
    with _border():
        found = _chosen().get_password(service, secret)
    if found is None:
        raise VaultError(Problem("secret.missing"))
    return found


def remove(service: str, *secrets: Secret, is_wanted: Callable[[], bool] = lambda: True) -> None:
    """Delete the secrets and see that they are gone; one that was not there is no error."""
    with _border():
        ring = _chosen()
        there = [secret for secret in secrets if ring.get_password(service, secret) is not None]
        if not is_wanted():
            raise VaultError(Problem("secret.cancelled"))
        for secret in there:
            ring.delete_password(service, secret)
        if any(ring.get_password(service, secret) is not None for secret in there):
            raise VaultError(Problem("secret.still_there", values={"service": service}))


def check() -> None:
    """Raise `VaultError` when there is no keyring to be trusted. It may still be locked."""
    with _border():
        _chosen()


@contextmanager
def _border() -> Iterator[None]:
    """Turn whatever a keyring raises into words; the cause is cut off, since its frames hold the secret."""
    try:
        yield
    except VaultError:
        raise
    except Exception as error:  # a keyring's backend raises what it likes
        problem = _problem(error)
        log.info("the keyring answered with %s", type(error).__name__)
    else:
        return
    raise VaultError(problem)


def _problem(error: Exception) -> Problem:
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & _LOCKED:
        return Problem("secret.locked")
    if "NoKeyringError" in names:
        return Problem("secret.no_keyring")
    if "InitError" in names:
        return Problem("secret.not_set_up")
    return Problem("secret.failed", values={"kind": type(error).__name__})


def _chosen() -> "KeyringBackend":
    """The keyring to use: the one the user or it has named, when it is allowed, else the best allowed one here."""
    named = _named()
    if named is None or _name(type(named)) == _CHAINER:  # a chain is tried in the order of its parts: take the first
        return _best()
    name = _name(type(named))
    if name not in ALLOWED:
        code = _NOTHING.get(name) or ("secret.refused_plain" if "laintext" in name else "secret.refused")
        raise VaultError(Problem(code, values={"name": name}))
    return named


def _named() -> "KeyringBackend | None":
    """The keyring that PYTHON_KEYRING_BACKEND or keyringrc.cfg names, if one does."""
    try:
        from keyring import core

        return core.load_env() or core.load_config()
    except Exception as error:  # a module that does not exist, a broken file: any type comes out of here
        kind = type(error).__name__
    raise VaultError(Problem("secret.misconfigured", values={"kind": kind}))


def _best() -> "KeyringBackend":
    """The allowed keyring that suits this system best; looked for anew each time, since one may be started later."""
    found = [kind for name in ALLOWED if (kind := _kind(name)) is not None and kind.viable]
    if not found:
        raise VaultError(Problem("secret.no_keyring"))
    return max(found, key=lambda kind: kind.priority)()


def _kind(name: str) -> "type[KeyringBackend] | None":
    module, _, kind = name.rpartition(".")
    try:
        found: type[KeyringBackend] = getattr(import_module(module), kind)
    except (ImportError, AttributeError):
        return None  # made for another system
    return found


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
