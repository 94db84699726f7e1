"""What came in, as it leaves smdesk: a table for people and programs."""

from collections.abc import Sequence

from smdesk.desk import Desk
from smdesk.domain.sheet import Table, Value
from smdesk.operations.inbound_view import category_of
from smdesk.operations.plan_export import shown_moment
from smdesk.operations.platform import platform
from smdesk.words.export import INBOUND, TABLES
from smdesk.words.inbound import HANDLINGS, KINDS, STATES
from smdesk.words.inbound_list import kind_text
from smdesk.words.registration import DECISIONS


def inbound_table(desk: Desk, is_json: bool) -> Table:
    """A row per item, the newest first. Times are Stockholm's, in .json instants.

    Of what is protected neither text nor answer is told, only the neutral summary and where the rest is kept.
    """
    accounts = {one.id: one for one in desk.store.account.all()}
    rows: list[Sequence[Value]] = [
        [
            one.id,
            shown_moment(one.came_in_at, is_json),
            accounts[one.account_id].name,
            platform(accounts[one.account_id].platform).name,
            KINDS[one.kind],
            kind_text(category_of(one.category), one.kind),
            "" if one.is_protected else one.text,
            one.summary,
            one.link,
            one.sender,
            STATES[one.state],
            HANDLINGS[one.handling] if one.handling else "",
            one.handled_with,
            "" if one.is_protected else one.reply,
            shown_moment(one.replied_at, is_json),
            one.replied_by,
            shown_moment(one.closed_at, is_json),
            DECISIONS[one.registration],
            one.registration_reason,
            one.dnr,
            "ja" if one.is_protected else "nej",
            one.kept_where,
        ]
        for one in desk.store.inbound.newest()
    ]
    return Table(TABLES["inkommet"], list(INBOUND.values()), rows, list(INBOUND))
