"""A series in the form, by keys: begun, told, changed for one, some or all, skipped and ended."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from smdesk.domain.post import PostState
from smdesk.domain.series import OnFreeDays, Series, Unit
from smdesk.operations import post as posts
from smdesk.operations import series
from smdesk.ui.post.series import ScopeDialog, SeriesDialog

from .week import NOW, TUESDAY, add, at, text_of

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def repeated(desk):
    """Five Tuesdays from today, on two accounts; the posts in order."""
    one = add(desk, 1, 2, state=PostState.DRAFT)
    series.start(desk, one.id, Series(weekdays="1", times=5, starts_on=TUESDAY))
    desk.store.history.undoable.clear()
    return of(desk)


def of(desk):
    return desk.store.post.of_series(1)


def with_modal(qtbot, act: Callable[[QWidget], object], start: Callable[[], object]) -> None:
    """Do `start`, and in the window that it waits for `act`, which closes it."""
    wrong: list[Exception] = []
    seen: list[QWidget] = []
    timer = QTimer()

    def look() -> None:
        window = QApplication.activeModalWidget()
        if window is None:
            return
        timer.stop()
        try:
            window.activateWindow()
            qtbot.waitUntil(lambda: window.isActiveWindow() and window.focusWidget() is not None, timeout=1000)
            act(window)
            qtbot.waitUntil(lambda: not window.isVisible(), timeout=1000)
        except Exception as error:
            wrong.append(error)
        finally:
            window.hide()
            seen.append(window)

    timer.timeout.connect(look)
    timer.start(20)
    start()
    qtbot.waitUntil(lambda: bool(seen), timeout=2000)
    for error in wrong:
        raise error


def press(window: QWidget, words: str) -> None:
    """Press the button of these words by its own letter; it is clicked a little later, as Qt animates it."""
    button = button_of(window, words)
    QTest.keyClick(window, Key(ord(button.letter.upper())), Alt)


def button_of(window: QWidget, words: str):
    QApplication.processEvents()  # new buttons show with the next layout
    return next(
        one for one in window.findChildren(QPushButton) if one.text().startswith(words) and one.isVisibleTo(window)
    )


def buttons(window: QWidget) -> set[str]:
    return {one.text() for one in window.findChildren(QPushButton) if one.isVisibleTo(window)}


def words_of(window: QWidget) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisibleTo(window))


def shown(qtbot, dialog):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_post_is_repeated_with_three_keys(qtbot, desk, form):
    dialog = shown(qtbot, form())
    qtbot.keyClicks(text_of(dialog), "Fika")
    assert "Upprepas inte." in words_of(dialog)
    with_modal(
        qtbot, lambda window: QTest.keyClick(window.focusWidget(), Key.Key_Return, Ctrl), lambda: press(dialog, "Upp")
    )
    made = of(desk)
    assert len(made) == 27, "half a year of Tuesdays, today included"
    assert {one.text for one in made} == {"Fika"}
    assert "Varje vecka på tisdag." in words_of(dialog)
    qtbot.waitUntil(lambda: {"Ändra serien…", "Avsluta serien…", "Hoppa över"} <= buttons(dialog))
    assert not {"Upprepa…", "Stryk"} & buttons(dialog)


def test_the_rule_is_filled_in_by_keys_and_told_as_it_is(qtbot, desk, form):
    one = add(desk, 1, state=PostState.DRAFT)
    dialog = shown(qtbot, form(one))

    def fill(window) -> None:
        assert "Varje vecka på tisdag kl. 15." in words_of(window)
        assert "27 inlägg i kalendern, från tisdag 24 november till tisdag 25 maj 2027. Fler" in words_of(window)
        QTest.keyClick(window.focusWidget(), Key.Key_Tab)
        QTest.keyClicks(window.focusWidget(), "2")
        for _ in range(4):  # to Thursday
            QTest.keyClick(window.focusWidget(), Key.Key_Tab)
        QTest.keyClick(window.focusWidget(), Key.Key_Space)
        for _ in range(4):  # past Sunday, to how it ends
            QTest.keyClick(window.focusWidget(), Key.Key_Tab)
        QTest.keyClick(window.focusWidget(), Key.Key_Down)
        assert "Ange sista dagen." in words_of(window)
        QTest.keyClick(window.focusWidget(), Key.Key_Tab)
        QTest.keyClicks(window.focusWidget(), "24 dec")
        QTest.keyClick(window.focusWidget(), Key.Key_Tab)
        QTest.keyClick(window.focusWidget(), Key.Key_Down)
        told = "Varannan vecka på tisdag och torsdag kl. 15, till och med 24 december; röda och lediga dagar flyttas"
        assert told in words_of(window)
        QTest.keyClick(window.focusWidget(), Key.Key_Return, Ctrl)

    with_modal(qtbot, fill, lambda: press(dialog, "Upp"))
    assert [f"{one.day:%m-%d}" for one in of(desk)] == ["11-24", "11-26", "12-08", "12-10", "12-22", "12-28"]
    assert desk.store.post.series.get(1).on_free_days is OnFreeDays.MOVE


def test_only_what_the_rule_needs_is_asked_for(qtbot, desk, form):
    dialog = SeriesDialog(None, desk, add(desk, 1).id)
    qtbot.addWidget(dialog)
    dialog.show()

    def asked() -> list[bool]:
        fields = (dialog._days, *(dialog.form.editors[name] for name in ("month", "until", "times")))
        return [one.isVisibleTo(dialog) for one in fields]

    assert asked() == [True, False, False, False]
    dialog.form.show_values({"unit": Unit.MONTH, "ends": "times"})
    assert asked() == [False, True, False, True]
    month = dialog.form.editors["month"].input
    assert [month.itemText(number) for number in range(month.count())] == [
        "Den 24:e", "Den sista dagen", "Den fjärde tisdagen", "Den sista tisdagen",
    ]  # fmt: skip
    assert "Ange antalet gånger" in words_of(dialog)
    dialog.form.complete()
    assert "Ange antalet gånger" in words_of(dialog.form.editors["times"])
    dialog.form.show_values({"month": ("nth", 4), "times": 3})
    assert "Varje månad den fjärde tisdagen kl. 15, 3 gånger." in words_of(dialog)
    dialog.form.complete()
    assert [f"{one.day:%m-%d}" for one in of(desk)] == ["11-24", "12-22", "01-26"]


def test_an_empty_post_and_one_without_a_day_are_not_repeated(qtbot, desk, form):
    dialog = shown(qtbot, form())
    press(dialog, "Upp")
    qtbot.waitUntil(lambda: "Skriv inlägget först" in words_of(dialog.form.editors["text"]))
    text_of(dialog).setPlainText("Fika")
    dialog.form.editors["day"].input.setText("")
    press(dialog, "Upp")
    qtbot.waitUntil(lambda: "Ange en dag för inlägget först" in words_of(dialog.form.editors["day"]))
    assert desk.store.post.series.count() == 0


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        ("Bara detta", ["Öppet hus", "Hej", "Öppet hus", "Öppet hus", "Öppet hus"]),
        ("Detta och", ["Öppet hus", "Hej", "Hej", "Hej", "Hej"]),
        ("Alla", ["Hej"] * 5),
    ],
)
def test_whom_a_change_is_for_is_asked_when_the_form_is_left(qtbot, desk, form, repeated, choice, texts):
    dialog = shown(qtbot, form(repeated[1]))
    text_of(dialog).selectAll()
    qtbot.keyClicks(text_of(dialog), "Hej")

    def choose(window) -> None:
        assert isinstance(window, ScopeDialog)
        assert "Du har ändrat texten. Vilka inlägg i serien gäller det?" in words_of(window)
        assert {"Bara detta", "Detta och följande (3)", "Alla (4)"} == buttons(window)
        press(window, choice)

    with_modal(qtbot, choose, lambda: qtbot.keyClick(text_of(dialog), Key.Key_Escape))
    assert not dialog.isVisible()
    assert [one.text for one in of(desk)] == texts
    assert len(desk.store.history.undoable) == 1, "one sitting is one step"
    desk.undo()
    assert {one.text for one in of(desk)} == {"Öppet hus"}


def test_escape_means_this_one_and_those_changed_by_hand_are_named(qtbot, desk, form, repeated):
    posts.move(desk, repeated[2].id, date(2026, 12, 9))
    dialog = shown(qtbot, form(repeated[0]))
    dialog.form.editors["time"].input.setText("16:00")

    def look(window) -> None:
        assert "Ändra även ett inlägg som är ändrat för hand" in window._box.text()
        assert {"Detta och följande (3)", "Alla (3)"} <= buttons(window)
        window._box.click()
        assert {"Detta och följande (4)", "Alla (4)"} <= buttons(window)
        QTest.keyClick(window.focusWidget(), Key.Key_Escape)

    with_modal(qtbot, look, dialog.reject)
    assert not dialog.isVisible()
    assert [one.time for one in of(desk)] == ["16:00", *["15:00"] * 4]


def test_nothing_is_asked_when_nothing_was_changed_or_only_the_day(desk, form, repeated):
    form(repeated[1]).reject()
    dialog = form(repeated[1])
    dialog.form.editors["day"].input.setText("2026-12-02")
    dialog.reject()
    assert not dialog.isVisible()
    assert of(desk)[1].day == date(2026, 12, 2)
    again = form(of(desk)[1])
    assert "ändrat för hand" in words_of(again)


def test_what_cannot_be_given_to_the_others_keeps_the_form_open(qtbot, desk, form, repeated):
    dialog = shown(qtbot, form(repeated[1]))
    text_of(dialog).setPlainText("Hej")

    def choose(window) -> None:
        desk.store.may_write = False
        press(window, "Alla")

    with_modal(qtbot, choose, dialog.reject)
    assert dialog.isVisible()
    assert "skrivskyddad" in words_of(dialog)
    desk.store.may_write = True
    with_modal(qtbot, lambda window: press(window, "Alla"), dialog.reject)
    assert {one.text for one in of(desk)} == {"Hej"}


def test_one_is_skipped_and_taken_back(desk, form, repeated):
    dialog = form(repeated[1])
    button_of(dialog, "Hoppa över").click()
    assert of(desk)[1].state is PostState.DROPPED
    assert dialog._state.text() == "struket"
    assert desk.undo_step.name == "series.skip"
    button_of(dialog, "Gör till utkast").click()
    assert of(desk)[1].state is PostState.DRAFT


def test_the_rule_is_changed_from_this_one_on(qtbot, desk, form, repeated):
    dialog = shown(qtbot, form(repeated[2]))

    def change(window) -> None:
        assert "Det som kommer före ändras inte." in words_of(window)
        assert window.form.values()["times"] == 3
        for day in ("tisdag", "fredag"):
            button_of(window, day).click()
        QTest.keyClick(window.focusWidget(), Key.Key_Return, Ctrl)

    with_modal(qtbot, change, lambda: press(dialog, "Ändra s"))
    assert [f"{one.day:%m-%d}" for one in desk.store.post.of_series(2)] == ["12-11", "12-18", "12-25"]
    assert dialog.form.values()["day"] == date(2026, 12, 11)
    dialog.reject()
    assert not dialog.isVisible(), "a rule is no change of the post"


def test_a_text_written_before_the_rule_was_changed_is_asked_about_too(qtbot, desk, form, repeated):
    dialog = shown(qtbot, form(repeated[2]))
    text_of(dialog).setPlainText("Hej")

    def change(window) -> None:
        button_of(window, "onsdag").click()
        QTest.keyClick(window.focusWidget(), Key.Key_Return, Ctrl)

    with_modal(qtbot, change, lambda: press(dialog, "Ändra s"))
    with_modal(qtbot, lambda window: press(window, "Detta och"), dialog.reject)
    assert {one.text for one in desk.store.post.of_series(2)} == {"Hej"}
    assert {one.text for one in of(desk)} == {"Öppet hus"}


def test_it_is_ended_after_a_question(qtbot, desk, form, repeated):
    posts.move(desk, repeated[4].id, date(2026, 12, 23))
    dialog = shown(qtbot, form(repeated[2]))

    def sure(window) -> None:
        told = "Ett inlägg efter det tas bort. Ett inlägg som är ändrat för hand står kvar."
        assert told in window.informativeText()
        button_of(window, "Avsluta serien").click()

    with_modal(qtbot, sure, lambda: press(dialog, "Avsluta s"))
    assert [one.id for one in of(desk)] == [one.id for one in repeated[:3]]
    assert "till och med 8 december" in words_of(dialog)


def test_one_that_is_out_can_end_its_series_but_not_change_it(desk, form, repeated):
    posts.publish(desk, repeated[0].id, [posts.Publication(account_id=1, at=NOW)])
    dialog = form(posts.view(desk, repeated[0].id).post)
    assert not button_of(dialog, "Ändra serien").isEnabled()
    assert button_of(dialog, "Avsluta serien").isEnabled()


def test_the_week_marks_and_says_what_is_in_a_series(page, desk, repeated):
    shown_page = page()
    index = shown_page.grid.week.place(1, TUESDAY)
    (chip,) = shown_page.grid.week.cell(index).chips
    assert chip.repeats
    assert chip.spoken.endswith(", utkast, ingår i serie")
    assert "ingår i serie" in shown_page.grid.week.data(index, Qt.ItemDataRole.AccessibleTextRole)
    add(desk, 1, text="Ensam", day=date(2026, 11, 25))
    shown_page.reload()
    (alone,) = shown_page.grid.week.cell(shown_page.grid.week.place(1, date(2026, 11, 25))).chips
    assert not alone.repeats
    assert "serie" not in alone.spoken
    shown_page.grid.go_to_post(repeated[0].id)
    assert at(shown_page)[2] == repeated[0].id
