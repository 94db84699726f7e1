"""The small parts: text is text, names are there, and nothing is cut when it is narrow or large."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QToolButton, QWidget

from smdesk.domain.account import Platform
from smdesk.ui.kit.buttons import icon_button, link_button, primary_button, quiet_button
from smdesk.ui.kit.flow import Columns
from smdesk.ui.kit.inputs import DropZone, FilterBar, SearchField
from smdesk.ui.kit.notices import Banner, EmptyState, Toast
from smdesk.ui.kit.page import Page
from smdesk.ui.kit.parts import Card, Chip, Facts, Header, PlatformMark, label, tip
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone

FB = Platform(key="facebook_page", name="Facebook-sida", mark="Fb", colour="#2F5FA8")


@pytest.fixture
def shown(qtbot, look):
    def show(widget: QWidget, width: int = 600, height: int = 400) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        QApplication.processEvents()
        return widget

    return show


def test_text_from_outside_is_text_everywhere(shown, tmp_path):
    red = tmp_path / "red.png"
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#FF0000"))
    assert image.save(str(red))
    hostile = f'<img src="{red}"><b>fet</b>'
    holder = Card(hostile, hostile)
    rows = RowList("Rader")
    rows.show_rows([Row(id=1, title=hostile, subtitle=hostile, chip="<b>x</b>", button="<i>y</i>")])
    holder.add(label(hostile), Chip(hostile), Facts([(hostile, hostile), ("a", (hostile, hostile))]), rows)
    holder.add(Header(hostile, hostile), Banner(hostile), EmptyState(hostile, hostile))
    shown(holder, 900, 900)
    picture = holder.grab().toImage()
    reds = [
        (x, y)
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
        if picture.pixelColor(x, y).name() == "#ff0000"
    ]
    assert not reds
    for found in holder.findChildren(QLabel):
        assert found.textFormat() == Qt.TextFormat.PlainText
    tip(holder, hostile)
    assert "<" not in holder.toolTip()


def test_every_part_has_a_name_and_can_be_hit(shown):
    holder = Card("Kort", "tre saker")
    holder.add(SearchField("Sök i konton"), quiet_button("Visa", name="Visa lösenord"), icon_button("right", "Nästa"))
    holder.add(primary_button("Spara", keys="Ctrl+S"), FilterBar("Visa", {"a": "Alla", "b": "Mina"}), DropZone())
    holder.add(PlatformMark(FB))
    shown(holder)
    for control in holder.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible():
            assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name), control
            assert min(control.width(), control.height()) >= 24, control.accessibleName()


def test_a_button_runs_its_action_by_mouse_and_key(shown, qtbot):
    done = []
    button = shown(primary_button("Nytt inlägg", lambda: done.append(1), keys="Ctrl+N"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert done == [1, 1]
    plain = primary_button("Nytt inlägg")
    qtbot.addWidget(plain)
    assert button.sizeHint().width() > plain.sizeHint().width(), "room for the key"


def test_a_chip_says_its_state_and_hides_when_it_has_none(shown):
    holder = Card("Kort")
    chip = Chip("klar", Tone.DONE)
    holder.add(chip)
    shown(holder)
    assert chip.isVisible()
    chip.show_state("")
    assert chip.isHidden()
    chip.show_state("sen 12 min", Tone.LATE)
    assert chip.isVisible()
    assert chip.property("tone") == "late"


def test_chips_filter_alone_or_together(shown, qtbot):
    heard = []
    many = FilterBar("Visa", {"a": "Alla", "b": "Mina", "c": "Sena"}, on=("a",))
    many.changed.connect(lambda: heard.append(many.chosen()))
    shown(many)
    qtbot.mouseClick(many.findChildren(QPushButton)[2], Qt.MouseButton.LeftButton)
    assert heard == [("a", "c")]
    many.show_choices({"a": "Alla 3", "b": "Mina 1", "c": "Sena 2"})
    assert many.chosen() == ("a", "c")
    one = shown(FilterBar("Visa", {"a": "Alla", "b": "Mina"}, one=True))
    assert one.chosen() == ("a",)
    qtbot.mouseClick(one.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert one.chosen() == ("b",)


def test_search_waits_for_the_hand_and_escape_empties(shown, qtbot):
    field = shown(SearchField("Sök"))
    with qtbot.waitSignal(field.changed) as heard:
        qtbot.keyClicks(field, "sol")
    assert heard.args == ["sol"]
    with qtbot.waitSignal(field.changed) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard.args == [""]


def test_files_dropped_are_told_and_folders_are_not(shown, tmp_path):
    zone = shown(DropZone())
    got = []
    zone.dropped.connect(got.extend)
    file = tmp_path / "beslut åäö.pdf"
    file.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/x")])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    zone.dropEvent(QDropEvent(QPointF(5, 5), *how))
    assert got == [Path(file)]


def test_columns_go_below_each_other_when_narrow(shown):
    columns = Columns()
    left, right = Card("Ett"), Card("Två")
    columns.add(0, left).add(1, right)
    shown(columns, 1000)
    assert right.mapTo(columns, right.rect().topLeft()).x() > left.width()
    columns.resize(500, 400)
    QApplication.processEvents()
    QApplication.processEvents()
    assert right.mapTo(columns, right.rect().topLeft()).x() == 0
    assert left.width() == 500


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [470, 700])
def test_no_label_is_wider_or_higher_than_its_room(shown, look, percent, width):
    look.use("light", percent)
    holder = Card("Krav på kontot", "per konto, med källa")
    holder.add_action(quiet_button("Ändra"))
    holder.add(
        Facts([("Inlägg per vecka", ("2", "lokal rutin 2025-01-10")), ("Syfte", "Aktiviteter för 65+ i Södervik")]),
        Header("Seniorhälsan Södervik", "Facebook-sida · aktivt sedan 2018", [quiet_button("Kontokort")], mark=FB),
        Banner("Registret är skrivskyddat: du kan läsa men inte ändra.", Tone.WARNING, "Försök igen"),
        EmptyState("Här samlas kontona.", "Läs in kontolista"),
    )
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(holder)
    shown(area, width, 700)
    QApplication.processEvents()
    assert area.horizontalScrollBar().maximum() == 0, "nothing beside the window"
    for found in holder.findChildren(QLabel):
        if found.isVisible() and found.text() and found.hasHeightForWidth():
            assert found.height() >= found.heightForWidth(found.width()), found.text()


def test_a_message_is_shown_and_spoken(shown, qtbot):
    holder = shown(QWidget())
    toast = Toast(holder)
    toast.tell("Kopierat, rensas om 30 s")
    assert toast.isVisible()
    assert holder.rect().contains(toast.geometry())


def test_a_message_has_room_for_its_text_and_stays_in_place(shown, look):
    look.use("light", 200)
    holder = shown(QWidget(), 700, 300)
    toast = Toast(holder)
    toast.tell("Gjort om: bocka av bevakning")
    assert toast.height() >= toast.heightForWidth(toast.width())
    assert abs(toast.geometry().center().x() - holder.rect().center().x()) <= 1
    holder.resize(500, 200)
    QApplication.processEvents()
    assert holder.rect().contains(toast.geometry())
    assert holder.height() - toast.geometry().bottom() < 30


def test_an_empty_page_has_short_lines_and_its_buttons_beside_each_other(shown):
    done = []
    words = "Här samlas förvaltningens konton i sociala medier, med uppdrag, krav och historik. " * 2
    holder = shown(
        EmptyState(words, "Läs in kontolista", other="Lägg till konto", run_other=lambda: done.append(1)), 900
    )
    text = holder.findChild(QLabel)
    assert text.width() <= 60 * holder.fontMetrics().averageCharWidth()
    first, other = holder.findChildren(QPushButton)
    assert first.mapTo(holder, first.rect().center()).y() == other.mapTo(holder, other.rect().center()).y()
    assert [one.property("role") for one in (first, other)] == ["primary", None]
    other.click()
    assert done == [1]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_facts_stay_on_their_line_while_there_is_room(shown, look, percent):
    look.use("dark", percent)
    head, card = Header("Konton"), Card("Bevakning", "…")
    holder = Card()
    holder.add(head, card)
    shown(holder, 1400)
    head.show_facts("Konton", "14 konton · 7 med anmärkning")
    card.say("0 av 15 pass klara")
    look.use("light", percent)
    QApplication.processEvents()
    QApplication.processEvents()
    for found in holder.findChildren(QLabel):
        if found.isVisible() and "1" in found.text():
            assert found.height() < 2 * found.fontMetrics().height(), found.text()


class _Tall(Page):
    title = "Hög"

    def __init__(self, desk) -> None:
        super().__init__(desk, None)
        self.edge, self.filler = QWidget(), QWidget()
        self.box.addWidget(self.edge)
        self.box.addWidget(self.filler)

    def reload(self) -> None:
        pass


def test_nothing_moves_when_the_scroll_bar_comes_and_goes(shown, desk):
    page = shown(_Tall(desk), 700, 400)
    before = page.edge.width()
    page.filler.setMinimumHeight(2000)
    for _ in range(3):
        QApplication.processEvents()
    assert page._bar.isVisible()
    assert page.edge.width() == before


def test_the_icon_of_a_search_grows_with_the_text(shown, look):
    field = shown(SearchField("Sök"))
    before = field.textMargins().left()
    look.use("light", 200)
    QApplication.processEvents()
    assert field.textMargins().left() > 1.7 * before


def test_the_cross_of_a_search_empties_it_and_grows_with_the_text(shown, look, qtbot):
    field = shown(SearchField("Sök"))
    cross = field.findChild(QToolButton)
    assert cross.isHidden(), "there is nothing to empty"
    field.setText("sol")
    assert cross.isVisible()
    before = cross.width()
    assert before >= 24
    look.use("light", 200)
    QApplication.processEvents()
    assert cross.iconSize().width() > 30
    assert cross.width() > 1.7 * before
    assert field.rect().contains(cross.geometry())
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert cross.isHidden()


@pytest.mark.parametrize("percent", [100, 200])
def test_a_message_of_one_line_stands_in_the_margin_of_the_page(shown, look, desk, percent):
    look.use("light", percent)
    holder = shown(QWidget(), 900, 400)
    page = _Tall(desk)
    page.setParent(holder)
    page.resize(holder.size())
    page.show()
    toast = Toast(holder)
    toast.tell("Sparat.")
    assert toast.height() < page._column.contentsMargins().bottom()


def test_a_link_begins_where_the_text_above_it_does(shown):
    holder = Card().add(label("Ingen paus."))
    link = link_button("Lägg in en")
    holder.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    shown(holder)
    image = link.grab().toImage()
    ground = image.pixel(0, image.height() - 1)
    first = next(x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height())))
    assert first <= 1


def test_heads_are_as_high_with_buttons_as_without(shown):
    plain, full = Card("Krav"), Card("Krav").add_action(quiet_button("Ändra…"))
    for card in (plain, full):
        shown(card)
    assert plain._head.height() == full._head.height()


def test_tab_comes_to_the_buttons_of_a_card_before_its_body(shown):
    card, inside = Card("Krav"), quiet_button("Visa")
    first, second = quiet_button("Ändra…"), quiet_button("Lägg till…")
    shown(card.add(inside).add_action(first).add_action(second))
    first.setFocus()
    walked = []
    for _ in range(3):
        walked.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert walked == [first, second, inside]


def test_what_stands_beside_is_placed_by_the_width_it_is_shown_at(shown):
    holder = Card()
    head = Header("Konton", "", [quiet_button("Läs in kontolista…")])
    holder.add(head)
    holder.resize(200, 200)
    shown(holder, 200)
    holder.hide()
    head.show_facts("Konton", "14 konton · 7 med anmärkning")
    shown(holder, 900)
    words, action = head._title, head.findChild(QPushButton)
    assert abs(action.mapTo(head, action.rect().center()).y() - words.mapTo(head, words.rect().center()).y()) < 4
