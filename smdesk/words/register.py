"""Words of the register's whole export: what its sheets and their columns are called."""

from collections.abc import Mapping

from smdesk.words.account import BASIC_FIELDS, FIELDS, STATUS_FIELDS
from smdesk.words.group import GROUP_FIELDS, MEMBER_FIELDS

SHEETS = {
    "account": "Konton",
    "basic_item": "Basinformation",
    "account_status": "Statushistorik",
    "requirement": "Krav",
    "pause": "Pauser",
    "account_group": "Grupper",
    "account_group_member": "Kontons grupper",
}

LABELS: Mapping[str, Mapping[str, str]] = {
    "account": FIELDS,
    "basic_item": BASIC_FIELDS,
    "account_status": STATUS_FIELDS,
    "requirement": {
        "id": "Id",
        "account_id": "Konto-id",
        "kind": "Krav",
        "value": "Värde",
        "times": "Klockslag",
        "source": "Källa",
        "source_kind": "Källans art",
        "valid_from": "Gäller från",
        "valid_to": "Gäller till",
        "deviation": "Beslutad avvikelse",
        "decided_by": "Beslutat av",
    },
    "pause": {
        "id": "Id",
        "account_id": "Konto-id",
        "kind": "Art",
        "first_day": "Första dag",
        "last_day": "Sista dag",
        "reason": "Skäl",
    },
    "account_group": GROUP_FIELDS,
    "account_group_member": MEMBER_FIELDS,
}
