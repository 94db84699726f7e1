"""Ctrl+K over everything: every type is found by any part of its words, and Enter goes to the very thing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.procedure_change import Abandon
from smdesk.operations import account, calendar, duty, post, procedure
from smdesk.ui.frame.finding import MOST, SETTINGS, TYPES, search_of
from smdesk.ui.frame.palette import Found, PaletteDialog, by_type
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.parts import Card

Key = Qt.Key


@pytest.fixture
def window(qtbot, desk, look, memory):
    made = Window(desk, look, memory)
    made.resize(1440, 900)
    qtbot.addWidget(made)
    made.show()
    made.open("today")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def palette(qtbot, window, desk):
    made = PaletteDialog(window, window._possible(), search_of(desk))
    qtbot.addWidget(made)
    made.show()
    return made


def found(desk, text: str, heading: str = "") -> list[Found]:
    return [one for one in search_of(desk)(text) if one.heading.startswith(heading)]


def go(window, one: Found) -> None:
    window.open(one.page, one.subject_id, one.part)


def write(desk, text: str, day: date | None = None, state: PostState = PostState.DRAFT) -> Post:
    return desk.store.post.add(Post(text=text, day=day, state=state, created_at=desk.now()))


def test_every_type_is_found_under_its_own_heading(desk):
    one = account.all_accounts(desk)[0].account
    made = write(desk, "Igelkottsröjningen börjar i Örgrytet", date(2026, 11, 25))
    desk.store.post.placements.add(Placement(post_id=made.id, account_id=one.id))
    idea = write(desk, "Igelkottsröjning: en idé", state=PostState.IDEA)
    calendar.add_day(desk, date(2026, 12, 3), "Igelkottsröjningens dag", free=False)
    told = found(desk, "KOTTSRÖJ")
    assert [(hit.heading, hit.subject_id) for hit in told[:2]] == [("Inlägg", made.id), ("Idébank", idea.id)]
    assert one.name in told[0].subtitle
    assert [hit.part for hit in told[2:]] == ["2026-12-03"]
    assert found(desk, "ÖRGRYTET", "Inlägg")
    assert not found(desk, "rojning")
    assert not found(desk, "orgrytet")
    headings = {hit.heading.partition(" · ")[0] for text in "aeons" for hit in search_of(desk)(text)}
    assert headings >= {kind.heading for kind in TYPES} - {"Idébank"}


def test_every_word_must_be_there_in_any_order_and_the_newest_come_first(desk):
    older = write(desk, "Kvarnen: musik vid zebran", date(2026, 12, 2))
    newer = write(desk, "Zebran har kvarndag", date(2026, 12, 1))
    write(desk, "Zebran sover", date(2026, 12, 1))
    assert [one.subject_id for one in found(desk, "zebra kvarn", "Inlägg")] == [newer.id, older.id]


def test_a_longer_text_is_sifted_out_of_what_was_found_and_another_is_asked_for(desk):
    write(desk, "Zebran sover", date(2026, 12, 1))
    two = write(desk, "Zebran äter gräs", date(2026, 12, 1))
    write(desk, "Antilopen", date(2026, 12, 1))
    find = search_of(desk)
    told = [[one.title for one in find(text)] for text in ("zeb", "zebran Ä", "zebran ät", "zebran ätx", "z", "antil")]
    assert [len(one) for one in told[:4]] == [2, 1, 1, 0]
    assert told[2] == [two.title]
    assert told[5] == ["Antilopen"]


def test_a_text_that_one_account_alone_has_is_found_shown_and_sifted(desk):
    one, two = (each.account.id for each in account.all_accounts(desk)[:2])
    new = Post(text="Zebran sover", day=date(2026, 12, 1))
    made = post.write(desk, new, [one, two], texts={two: "Zebran äter gräs\nKom och se"}).post
    find = search_of(desk)
    told = [[(hit.title, hit.subject_id) for hit in find(text)] for text in ("zebran", "zebran ä", "zebran äx")]
    assert told == [[("Zebran sover", made.id)], [("Zebran äter gräs", made.id)], []]
    (hit,) = find("gräs kom")
    assert hit.subtitle.startswith("”Zebran äter gräs Kom och se”")


def test_the_bin_is_left_out_and_a_long_type_says_that_there_are_more(desk):
    for number in range(MOST + 3):
        write(desk, f"Zebradag {number}", date(2026, 12, 1))
    binned = write(desk, "Zebradag i papperskorgen", date(2026, 12, 1))
    post.bin_post(desk, binned.id)
    told = found(desk, "zebra")
    assert len(told) == MOST
    assert {one.heading for one in told} == {f"Inlägg · de {MOST} första"}
    assert binned.id not in {one.subject_id for one in told}


def test_a_word_that_the_title_does_not_show_is_shown_where_it_stands(desk):
    write(
        desk, "Öppet hus\nVi bjuder på fika, och den som vill får klappa zebran i hagen bakom huset.", date(2026, 12, 1)
    )
    (one,) = found(desk, "zebran")
    assert one.title == "Öppet hus"
    assert one.subtitle.startswith("”…")
    assert "klappa zebran i hagen" in one.subtitle


def test_a_step_of_a_procedure_that_runs_or_is_over_is_gone_to(desk, window):
    runs = procedure.all_runs(desk)
    (one,) = [hit for hit in found(desk, "e-arkiv", "Steg") if hit.subject_id == runs[0].run.id]
    go(window, one)
    assert window.current_key() == "procedure"
    page = window.page("procedure")
    assert (page.panel.run_id, page.panel.list.current()) == (one.subject_id, one.part)
    procedure.make(desk, one.subject_id, Abandon(reason="Kontot behövs"))
    assert one.subject_id in {hit.subject_id for hit in found(desk, "e-arkiv", "Steg")}


def test_a_closure_is_found_as_one_with_its_next_step(desk, window):
    seen = procedure.all_runs(desk)[0]
    (one,) = found(desk, f"avsluta {seen.account.name}", "Start och avslut")
    assert seen.next_key in one.subtitle
    go(window, one)
    assert window.page("procedure").panel.list.current() == seen.next_key
    procedure.make(desk, seen.run.id, Abandon(reason="Kontot behövs"))
    (one,) = found(desk, f"avsluta {seen.account.name} avbrutet", "Start och avslut")
    assert one.subtitle == "Avbrutet"


def test_a_duty_asked_for_or_ended_is_gone_to(desk, window):
    (one,) = found(desk, "arkivera alla", "Återkommande")
    go(window, one)
    panel = window.page("routine").duties
    assert panel.isVisible()
    assert panel.listed.list.hasFocus()
    number = int(one.part.removeprefix("duty "))
    assert panel.listed.list.current() == number
    duty.end(desk, number)
    (again,) = found(desk, "arkivera alla", "Återkommande")
    go(window, again)
    assert panel.ended.list.current() == number or panel.listed.list.current() == number


def test_a_requirement_is_gone_to_on_its_account(qtbot, desk, window):
    one = found(desk, "svarstid", "Krav")[0]
    go(window, one)
    panel = window.page("account").panel
    assert panel.account_id == one.subject_id
    assert panel.requirements.isAncestorOf(window.focusWidget())


def test_a_special_day_is_stood_on_in_the_calendar(desk, window):
    calendar.add_day(desk, date(2027, 3, 8), "Zebradagen", free=False)
    (one,) = found(desk, "zebradagen")
    go(window, one)
    page = window.page("calendar")
    assert page.view.shows(date(2027, 3, 8))
    assert page.view.hasFocus()


def test_the_days_to_come_are_told_before_those_that_were(desk):
    for year in (2025, 2028, 2027, 2024):
        calendar.add_day(desk, date(year, 3, 8), f"Zebradag {year}", free=False)
    assert [one.title for one in found(desk, "zebradag")] == [f"Zebradag {one}" for one in (2027, 2028, 2025, 2024)]


@pytest.mark.parametrize("title", [title for title, _said in SETTINGS])
def test_each_card_of_the_settings_is_found_and_gone_to(qtbot, desk, window, title):
    one = next(hit for hit in found(desk, title, "Inställningar") if hit.title == title)
    go(window, one)
    page = window.page("settings")
    card = next(card for card in page.findChildren(Card) if card.accessibleName() == title)
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
    inside = [kid for kid in card.findChildren(QWidget) if page._takes_focus(kid)]
    assert not inside or card.isAncestorOf(window.focusWidget())


def test_the_keys_move_over_the_headings_and_enter_goes_there(qtbot, desk, window, palette):
    for number in range(12):
        write(desk, f"Zebradag {number}", date(2026, 12, 1))
    write(desk, "Zebra: en idé", state=PostState.IDEA)
    qtbot.keyClicks(palette.field, "zebra")
    qtbot.waitUntil(lambda: len(palette.list.rows()) == MOST + 1)
    rows = palette.list.rows()
    assert [row.heading for row in rows if row.heading] == [f"Inlägg · de {MOST} första", "Idébank"]
    qtbot.keyClick(palette.field, Key.Key_Down)
    assert palette.list.current() == 1
    qtbot.keyClick(palette.field, Key.Key_PageDown)
    assert palette.list.current() == MOST
    qtbot.keyClick(palette.field, Key.Key_Down)
    assert palette.list.current() == MOST, "the last"
    qtbot.keyClick(palette.field, Key.Key_PageUp)
    assert palette.list.current() == 0
    qtbot.keyClick(palette.field, Key.Key_Down)
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert palette.result_found.subject_id == desk.store.post.search("zebradag 10")[0].id


def test_what_begins_as_it_is_typed_comes_first():
    told = [Found(title="Se kalendern", heading="Inlägg"), Found(title="Kalender", heading="Kommandon"),
            Found(title="Zoo", heading="Kommandon")]  # fmt: skip
    assert [one.title for one in by_type(told, "KAL")] == ["Kalender", "Zoo", "Se kalendern"]
    assert by_type(told, "kalendern") == told


def test_a_command_comes_before_what_has_the_words_inside_a_text():
    told = [Found(title="Läs loggen", subtitle="varje månad", heading="Återkommande uppgifter"),
            Found(title="Årets månader", heading="Särskilda dagar"),
            Found(title="Kalendern som månad", heading="Kommandon")]  # fmt: skip
    assert [one.heading for one in by_type(told, "månad")] == [
        "Särskilda dagar", "Kommandon", "Återkommande uppgifter",
    ]  # fmt: skip


def test_a_hit_is_plain_text(desk, palette):
    write(desk, "<b>Zebra</b> &amp; co", date(2026, 12, 1))
    palette.field.setText("zebra")
    palette._look("zebra")
    assert [row.title for row in palette.list.rows()] == ["<b>Zebra</b> &amp; co"]


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "\x00", "a" * 5000, "🎉", "   ", "\u202e"])
def test_no_text_is_too_odd_to_be_searched_for(desk, palette, text):
    palette._look(text.strip())
