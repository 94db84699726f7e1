"""Secrets of an account: kept, read and deleted in the keyring, and noted by day in the register.

`put`, `read` and `delete` may wait for the user to unlock the keyring: they are run beside the window and touch no
register. On the main thread, `prepare` is called before a secret is put, and `remember` and `forget` when the keyring
has done its part. The keyring is outside undo, so those steps cannot be undone, nor what came before them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.problem import Problem, refuse_if
from smdesk.domain.record import record
from smdesk.domain.secret import Secret, check
from smdesk.operations.stored import stored
from smdesk.store import vault

_FIELDS = {
    Secret.PASSWORD: "secret_set_on",
    Secret.CODES: "codes_set_on",
    Secret.NOTE: "secret_note_set_on",
}

Wanted = Callable[[], bool]


@record
class Secrets:
    """What the register knows of an account's secrets: since when each is kept, and its age in days."""

    service: str
    login_name: str
    two_factor_holder: str
    set_on: Mapping[Secret, date]
    age: Mapping[Secret, int]


def view(desk: Desk, account_id: int) -> Secrets:
    """What the page shows of an account's secrets. `service` is empty until something is to be kept."""
    account = _get(desk, account_id)
    set_on = kept(account)
    return Secrets(
        account.secret_service,
        account.login_name,
        account.two_factor_holder,
        set_on,
        {secret: (desk.today() - day).days for secret, day in set_on.items()},
    )


def kept(account: Account) -> Mapping[Secret, date]:
    """The secrets that the register says are in the keyring, and since when."""
    days = {secret: getattr(account, name) for secret, name in _FIELDS.items()}
    return {secret: day for secret, day in days.items() if day is not None}


def may_hold(account: Account) -> Sequence[Secret]:
    """The secrets that may lie in the keyring: those that are noted, and any while only the entry's name is."""
    return tuple(kept(account)) or (tuple(Secret) if account.secret_service else ())


def prepare(desk: Desk, account_id: int) -> str:
    """The name of the account's entry in the keyring, for `put`.

    It is in the register before anything lies under it: what a kill leaves in the keyring can be found, and deleted.
    """
    account = _get(desk, account_id)
    if account.secret_service:
        return account.secret_service
    service = vault.new_service()
    with desk.step("secret.prepare", account.name, final=True):
        desk.store.account.change(replace(account, secret_service=service))
    return service


def put(service: str, secret: Secret, text: str, is_wanted: Wanted = lambda: True) -> None:
    """Keep a secret, in place of the former. Beside the window. `RefusedError` for a text that may not be kept.

    A call that is no longer wanted when the keyring answers leaves it as it was: ”secret.cancelled”.
    """
    refuse_if(check(text))
    vault.put(service, secret, text, is_wanted)


def read(service: str, secret: Secret) -> str:
    """A secret, to be shown or copied and then let go. Beside the window."""
    return vault.take(service, secret)


def goes_with(desk: Desk, account_id: int, secret: Secret) -> Sequence[Secret]:
    """What is deleted with `secret`: all there may be when no other is noted, so that nothing is left behind."""
    others = kept(_get(desk, account_id)).keys() - {secret}
    return (secret,) if others else tuple(Secret)


def delete(service: str, *secrets: Secret, is_wanted: Wanted = lambda: True) -> None:
    """Delete secrets, every one of the account's when none is named. Beside the window."""
    vault.remove(service, *(secrets or tuple(Secret)), is_wanted=is_wanted)


def remember(desk: Desk, account_id: int, service: str, secret: Secret) -> None:
    """Note that a secret was kept today. What it is, is never noted."""
    account = _get(desk, account_id)
    with desk.step("secret.set", account.name, final=True):
        desk.store.account.change(replace(_noted(account, {secret: desk.today()}), secret_service=service))


def forget(desk: Desk, account_id: int, *secrets: Secret) -> None:
    """Note that secrets are no longer kept, every one when none is named; then the entry has no name any more."""
    account = _get(desk, account_id)
    gone = dict.fromkeys(secrets or tuple(Secret))
    changed = _noted(account, gone)
    if len(gone) == len(Secret):
        changed = replace(changed, secret_service="")
    with desk.step("secret.delete", account.name, final=True):
        desk.store.account.change(changed)


def _get(desk: Desk, account_id: int) -> Account:
    return stored(desk.store.account, account_id, Problem("account.gone"))


def _noted(account: Account, days: Mapping[Secret, date | None]) -> Account:
    values: dict[str, Any] = {_FIELDS[secret]: day for secret, day in days.items()}
    return replace(account, **values)


def check_keyring() -> None:
    """Raise `KnownError` when there is no keyring to be trusted. Beside the window; it may still be locked."""
    vault.check()
