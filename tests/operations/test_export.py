"""Lists out: in every format, as the office's own clock and words have it, and in instants for programs."""

import csv
import io
import json
from contextlib import closing
from datetime import datetime

import pytest

from smdesk.demo import demo_desk
from smdesk.desk import STOCKHOLM
from smdesk.domain.inbound import Inbound, Registration
from smdesk.domain.problem import CannotSaveError, RefusedError
from smdesk.operations import export, inbound, registration

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with closing(demo_desk(tmp_path_factory.mktemp("world") / "data", NOW)) as made:
        yield made


@pytest.mark.parametrize("what", ["konton", "plan", "bevakning", "journal", "inkommet"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_every_list_is_written_in_every_format(world, tmp_path, what, suffix):
    path = tmp_path / f"{what}{suffix}"
    export.export(world, what, path)
    assert path.stat().st_size > 500


def test_the_plan_says_day_account_state_and_the_office_s_own_clock(world, tmp_path):
    export.export(world, "plan", tmp_path / "plan.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "plan.csv").read_text("utf-8-sig")), delimiter=";"))
    assert len(
        [row for row in rows if row["Konto"] and "önskemål" not in row["Status"]]
    ) == world.store.post.placements.count("post_id in (select id from post where binned_at is null)")
    published = next(row for row in rows if row["Status"] == "publicerat")
    assert published["Publicerat"][:13] == f"{published['Dag']} {published['Tid'][:2]}"
    export.export(world, "plan", tmp_path / "plan.json")
    told = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    assert next(row for row in told if row["published_at"])["published_at"].endswith("Z"), "an instant in UTC"


def test_the_monitoring_list_tells_missed_rounds_too(world, tmp_path):
    export.export(world, "bevakning", tmp_path / "bevakning.csv")
    text = (tmp_path / "bevakning.csv").read_text("utf-8-sig")
    states = [row["Status"] for row in csv.DictReader(io.StringIO(text), delimiter=";")]
    assert states.count("missat") > 10
    assert states.count("klart") + states.count("sent ifylld") == world.store.routine.count()
    assert "kommande" not in states


def test_what_came_in_is_told_but_for_what_is_protected(world, tmp_path):
    secret = Inbound(
        account_id=world.store.account.all()[0].id, is_protected=True, summary="Fråga om bistånd", kept_where="Akten",
        came_in_at=world.now(), added_at=world.now(),
    )  # fmt: skip
    kept = inbound.register(world, secret)
    inbound.write_reply(world, kept.id, "Hemligt svar")
    registration.decide(world, kept.id, Registration.YES)
    export.export(world, "inkommet", tmp_path / "inkommet.csv")
    text = (tmp_path / "inkommet.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == world.store.inbound.count()
    assert "Hemligt svar" not in text
    own = next(row for row in rows if row["Nr"] == str(kept.id))
    assert (own["Text"], own["Sammanfattning"], own["Skyddat"]) == ("", "Fråga om bistånd", "ja")
    export.export(world, "inkommet", tmp_path / "inkommet.json")
    told = json.loads((tmp_path / "inkommet.json").read_text("utf-8"))
    assert all(row["came_in_at"].endswith("Z") for row in told)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json", ".pdf"])
def test_the_registrar_s_list_is_written_in_every_format(world, tmp_path, suffix):
    path = tmp_path / f"diarieforing{suffix}"
    export.export(world, "diarieforing", path)
    assert path.stat().st_size > 100
    with pytest.raises(CannotSaveError):
        export.export(world, "diarieforing", tmp_path / "lista.ics")


def test_other_lists_and_endings_are_refused_in_words(world, tmp_path):
    with pytest.raises(RefusedError):
        export.export(world, "lösenord", tmp_path / "x.csv")
    with pytest.raises(CannotSaveError):
        export.export(world, "plan", tmp_path / "plan.pdf")
    assert list(tmp_path.iterdir()) == []
