"""Which items the page ”Inkommet” lists: the open, those of an account, the recent, or what was taken away."""

from collections.abc import Iterable

from smdesk.domain.inbound import Handling
from smdesk.domain.record import record

RECENT_DAYS = 90
"""So far back is recent; what is open is listed however old it is."""

TAKEN_AWAY = (Handling.HIDE, Handling.REMOVE, Handling.BLOCK)
_ACCOUNT = "account:"


@record(kw_only=True)
class InboundFilter:
    """What is asked for; an item must be all of it. `account_id` 0 asks for no account, `is_open` for what is open."""

    is_open: bool = False
    is_recent: bool = True
    is_to_register: bool = False
    is_taken_away: bool = False
    account_id: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """Each thing asked for as a text of its own: ”open”, ”recent”, ”to_register”, ”taken_away”, ”account:3”."""
        asked = {
            "open": self.is_open,
            "recent": self.is_recent,
            "to_register": self.is_to_register,
            "taken_away": self.is_taken_away,
        }
        own = (f"{_ACCOUNT}{self.account_id}",) if self.account_id else ()
        return (*(name for name, on in asked.items() if on), *own)


def read_filter(parts: Iterable[str]) -> InboundFilter:
    """The filter that `parts` tell of; what is none of them is let be."""
    told = set(parts)
    accounts = [one.removeprefix(_ACCOUNT) for one in told if one.startswith(_ACCOUNT)]
    own = [int(one) for one in accounts if one.isascii() and one.isdigit() and len(one) < 10]
    return InboundFilter(
        is_open="open" in told,
        is_recent="recent" in told,
        is_to_register="to_register" in told,
        is_taken_away="taken_away" in told,
        account_id=own[0] if own else 0,
    )
