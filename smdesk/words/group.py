"""Words about groups of accounts."""

STEPS = {
    "group.add": "ny kontogrupp",
    "group.change": "ändra kontogrupp",
    "group.remove": "ta bort kontogrupp",
}

PROBLEMS = {
    "group.name_missing": "Skriv vad gruppen heter.",
    "group.name_long": "Gruppens namn är för långt. Högst {most} tecken får plats.",
    "group.twice": "Det finns redan en grupp som heter {name}.",
    "group.gone": "Gruppen finns inte längre.",
}

GROUP_FIELDS = {"id": "Id", "name": "Grupp"}
MEMBER_FIELDS = {"id": "Id", "group_id": "Grupp-id", "account_id": "Konto-id"}


def count_text(accounts: int) -> str:
    """”1 konto”, ”3 konton”, ”inga konton”."""
    return {0: "inga konton", 1: "1 konto"}.get(accounts, f"{accounts} konton")
