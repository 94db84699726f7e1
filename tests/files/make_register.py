"""Write register-N.db, the file of a schema that is to be released; run once for each, and never again."""

import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.routine import Requirement, RequirementKind, SourceKind, Tick
from smdesk.operations import account, opening
from smdesk.store import file

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        person = Person(name="Samordnare", function="kommunikation")
        desk = opening.begin(folder, office="Söderviks stadsdelsförvaltning", person=person, clock=lambda: NOW)
        first = account.add(desk, Account(name="Seniorhälsan Södervik", platform="facebook", owner="Enhetschef"))
        account.add(desk, Account(name="@sodervik_sthlm", platform="instagram"))
        with desk.step("post.add"):
            post = desk.store.post.add(Post(text="Fika på torsdag kl. 10.", state=PostState.DRAFT, day=NOW.date()))
            desk.store.post.placements.add(Placement(post_id=post.id, account_id=first.id))
        with desk.step("tick"):
            desk.store.routine.requirements.add(
                Requirement(
                    account_id=first.id,
                    kind=RequirementKind.ROUNDS,
                    value=1,
                    times="09:00",
                    source="Lokal rutin",
                    source_kind=SourceKind.LOCAL,
                    valid_from=NOW.date(),
                )
            )
            desk.store.routine.add(Tick(account_id=first.id, day=NOW.date(), slot="09:00", done_at=NOW))
        desk.close()
        target = Path(__file__).with_name(f"register-{file.VERSION}.db")
        if target.exists() and "--again" not in sys.argv:
            sys.exit(f"{target.name} is there: a released file is not written anew")
        shutil.copyfile(folder / file.NAME, target)


if __name__ == "__main__":
    main()
