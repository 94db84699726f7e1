"""What is out though a consent has ended. Idag is painted with it, so it needs nothing of what checks a post."""

from collections.abc import Iterable

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.media import Consent
from smdesk.domain.post import Post
from smdesk.domain.record import record


@record(kw_only=True)
class Up:
    """A post that is to be taken down from an account (`placement_id`), and for the sake of which consents."""

    placement_id: int
    post: Post
    account: Account
    permalink: str
    consents: tuple[Consent, ...]


def still_up(desk: Desk) -> list[Up]:
    """What is out though its consent has ended, once per post and account, until someone says that it is down."""
    by_place: dict[int, list[int]] = {}
    for row in desk.store.media.still_up(desk.today()):
        by_place.setdefault(row.placement_id, []).append(row.consent_id)
    return [_up(desk, place, ids) for place, ids in by_place.items()]


def _up(desk: Desk, placement_id: int, consent_ids: Iterable[int]) -> Up:
    placed = desk.store.post.placements.get(placement_id)
    return Up(
        placement_id=placement_id,
        post=desk.store.post.get(placed.post_id),
        account=desk.store.account.get(placed.account_id),
        permalink=placed.permalink,
        consents=tuple(desk.store.media.consents.get(one) for one in consent_ids),
    )
