"""The one style sheet, written from the roles of colour and the measures of the font."""

from collections.abc import Mapping
from string import Template

from PySide6.QtGui import QFont, QFontMetrics

from smdesk.resources import RESOURCES

TITLE = 1.55  # times the body size
_SECONDARY = -1  # points
_TARGET = 24  # px, the least side of what can be clicked: WCAG 2.2, 2.5.8


def secondary(font: QFont) -> QFont:
    """The font of second lines and small facts: one point under the body, scaled with it."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() + _SECONDARY * max(1.0, font.pointSizeF() / 10.5))
    return small


def strong(font: QFont) -> QFont:
    """The font, semibold: of headings and of what is chosen, which the sheet calls 600."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def style_sheet(colours: Mapping[str, object], font: QFont) -> str:
    """The style sheet for these roles with the body text in `font`."""
    metrics = QFontMetrics(font)
    small = secondary(font)
    line = metrics.height()
    em = line * 14 / 17  # the body size in px, near enough for every UI font
    icons = (RESOURCES / "icons").as_posix()
    dark = colours["name"] != "light"
    high = max(_TARGET, round(line * 1.15))
    box = max(16, round(line * 1.0))
    ring = box // 3
    measures = {
        "title": f"{font.pointSizeF() * TITLE:.1f}pt",
        "small": f"{small.pointSizeF():.1f}pt",
        "tiny": f"{small.pointSizeF() * 0.9:.1f}pt",
        "pad": round(em * 0.5),
        "gap": round(em * 0.86),
        "half": round(em * 0.28),
        "tab_high": round(em * 0.5) - 2,  # a tab's padding less the frame of focus, so that its word is not cut
        "tab_wide": round(em * 0.86) - 2,
        "control_height": high,
        "outer": high + 2 * round(em * 0.28) + 4,  # a button or field with its padding, border and margin
        "drop": (high + 2 * round(em * 0.28) + 4 - line) // 2,  # as far down as the text in a field
        "asked": line * 20,
        "box": box,
        "ring": ring,  # of a radio button that is chosen, around its dot
        "dot": box - 2 * (ring - 1),
        "round": (box + 2) // 2,
        "beside_box": box + 2 + round(em * 0.5) + 3,  # as far in as the words of a radio button
        "alarm": f"{font.pointSizeF() * 2.4:.1f}pt",
        "chip_radius": max(2, (QFontMetrics(small).height() + 2 * round(em * 0.14)) // 2),
        "chip_pad": round(em * 0.6),
        "chip_high": round(em * 0.14),
        "bar": max(12, round(em * 0.8)),
        "mark_image": f"{icons}/check-{'dark' if dark else 'light'}.svg",
        "down_image": f"{icons}/down-{'light' if dark else 'dark'}.svg",
    }
    chips = "".join(_chip(tone, colours) for tone in ("neutral", "done", "warning", "late", "accent"))
    return Template(_SHEET).substitute({**colours, **measures}) + chips


def _chip(tone: str, colours: Mapping[str, object]) -> str:
    text = colours["muted" if tone == "neutral" else tone]
    ground = colours[f"{tone}_ground"]
    line = text if colours["chip_line"] else ground
    return (
        f'*[role="chip"][tone="{tone}"], *[role="banner"][tone="{tone}"] '
        f"{{ color: {text}; background: {ground}; border: 1px solid {line}; }}\n"
        f'*[role="toast"][tone="{tone}"] {{ color: {text}; background: {ground}; border: 1px solid {text}; }}\n'
    )


_SHEET = """
* { outline: none; }
QLabel, QCheckBox, QRadioButton { background: transparent; }
QToolTip { color: $text; background: $card; border: 1px solid $control; padding: 4px; }
*[role="title"] { font-size: $title; font-weight: 700; }
*[role="strong"] { font-weight: 600; }
*[role="muted"] { color: $muted; }
*[role="field"] { color: $muted; padding-top: ${drop}px; }
*[role="head"] { min-height: ${outer}px; }
*[role="small"] { color: $muted; font-size: $small; }
*[role="late"] { color: $late; }
*[role="warning"] { color: $warning; }
*[role="done"] { color: $done; }
*[role="key"] { color: $muted; font-size: $tiny; background: $card; border: 1px solid $control;
  border-radius: 3px; padding: 0 4px; }
*[role="chip"] { font-size: $small; font-weight: 500; border-radius: ${chip_radius}px;
  padding: ${chip_high}px ${chip_pad}px; }
*[role="banner"] { border-radius: 8px; }
*[role="toast"] { border-radius: 8px; padding: 3px ${gap}px; }
*[role="card"] { background: $card; border: 1px solid $line; border-radius: 8px; }
*[role="choice"] { background: $card; border: 1px solid $control; border-radius: 6px; }
*[role="choice"][on="true"] { background: $accent_ground; border-color: $accent; }
*[role="support"] { color: $muted; font-size: $small; padding-left: ${beside_box}px; }
*[role="quote"] { background: $card; border: none; border-left: 3px solid $line; border-radius: 0; }
*[role="alarm"] { color: $late; font-size: $alarm; font-weight: 700; }
*[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
*[role="ground"], QScrollArea, QScrollArea > QWidget > QWidget[role="ground"] { background: $ground; border: none; }
*[role="drop"] { background: $card; border: 1px dashed $control; border-radius: 6px; }
*[role="drop"][over="true"] { background: $accent_ground; border: 2px dashed $accent; }
QScrollArea[role="sidebar"], *[role="side"] { background: $card; border: none; }
QScrollArea[role="sidebar"] { border-right: 1px solid $line; }

QPushButton, QToolButton { color: $text; background: $card; border: 1px solid $control; border-radius: 6px;
  padding: ${half}px ${gap}px; margin: 1px; min-height: ${control_height}px; font-weight: 500; }
QToolButton { min-width: ${control_height}px; max-height: ${control_height}px; padding: ${half}px; }
QLineEdit QToolButton { min-width: 0; min-height: 0; max-height: ${outer}px; padding: 0; margin: 0; border: none;
  background: transparent; }
QLineEdit QToolButton:hover { background: $accent_ground; }
QPushButton::menu-indicator { image: url("$down_image"); width: ${box}px; height: ${box}px;
  subcontrol-origin: padding; subcontrol-position: right center; right: ${half}px; }
QPushButton[arrow="own"]::menu-indicator { image: none; width: 0; }
QPushButton:hover, QToolButton:hover { background: $accent_ground; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked, QPushButton:checked
  { color: $accent; background: $accent_ground; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; margin: 0; }
QPushButton:disabled, QToolButton:disabled { color: $control; border-color: $line; background: $ground; }
QPushButton[role="primary"] { color: $on_accent; background: $accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid $accent; margin: 0; }
QPushButton[role="primary"]:disabled { color: $control; background: $ground; border-color: $line; }
QPushButton[role="link"] { color: $accent; background: transparent; text-decoration: underline; padding: ${half}px 0;
  margin: 0; border: 0 solid transparent; border-top-width: 2px; border-bottom-width: 2px; border-radius: 0; }
QPushButton[role="link"]:hover { background: $accent_ground; }
QPushButton[role="link"]:focus { background: $accent_ground; border-color: $accent; }
QPushButton[role="place"] { color: $text; background: transparent; border: 2px solid transparent; margin: 0;
  border-radius: 6px; text-align: left; font-weight: 400; padding: ${pad}px ${half}px; }
QPushButton[role="place"]:hover { background: $ground; }
QPushButton[current="true"] { color: $accent; background: $accent_ground; font-weight: 600; }
QPushButton[role="place"]:focus { border: 2px solid $accent; }
QPushButton[role="filter"] { color: $muted; background: $neutral_ground; border-radius: ${chip_radius}px;
  border: 1px solid $control; padding: 0 ${chip_pad}px; font-size: $small; }
QPushButton[role="filter"][on="true"]
  { color: $accent; background: $accent_ground; border-color: $accent;
  font-weight: 600; }
QPushButton[role="segment"] { margin: 1px 0; border-radius: 0; border-left-width: 0; }
QPushButton[role="segment"][end="first"] { border-left-width: 1px; border-top-left-radius: 6px;
  border-bottom-left-radius: 6px; }
QPushButton[role="segment"][end="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QPushButton[role="segment"]:checked { font-weight: 600; }
QPushButton[role="segment"]:focus { border: 2px solid $accent; margin: 0; }
QPushButton[role="filter"]:focus { border: 2px solid $accent; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { color: $text; background: $card;
  border: 1px solid $control; border-radius: 6px; padding: ${half}px ${pad}px; margin: 1px;
  min-height: ${control_height}px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid $accent; margin: 0; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $control; background: $ground; }
QLineEdit:read-only { background: $ground; }
*[problem="true"] { border: 2px solid $late; }
QComboBox::drop-down { border: none; width: ${box}px; padding-right: ${half}px; }
QComboBox::down-arrow { image: url("$down_image"); width: ${box}px; height: ${box}px; }
QComboBox QAbstractItemView { color: $text; background: $card; border: 1px solid $control;
  selection-background-color: $accent_ground; selection-color: $accent; }

QCheckBox, QRadioButton { spacing: ${pad}px; border: 2px solid transparent; border-radius: 4px;
  padding: 2px; min-height: ${control_height}px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator
  { width: ${box}px; height: ${box}px; background: $card; border: 1px solid $control; border-radius: 4px; }
QCheckBox::indicator:checked, QListWidget::indicator:checked
  { background: $done; border-color: $done; image: url("$mark_image"); }
QRadioButton::indicator { border-radius: ${round}px; }
QRadioButton::indicator:checked { width: ${dot}px; height: ${dot}px; background: $on_accent;
  border: ${ring}px solid $accent; }
*[role="choice"] QRadioButton { min-height: 0; padding: 1px 3px; }

QListView, QTableView, QTreeView { color: $text; background: $card; border: 1px solid $line; border-radius: 8px;
  gridline-color: $line; alternate-background-color: $ground;
  selection-background-color: $accent_ground; selection-color: $text; }
QTableView:focus { border: 2px solid $accent; }
QTableView[role="grid"], QTableView[role="grid"]:focus { border: none; }
QTableView::item { padding: 0 ${half}px; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { color: $text; background: $accent_ground; }
QTableView::item:focus { border: 2px solid $accent; }
QListWidget { border: 1px solid $control; border-radius: 6px; margin: 1px; padding: ${half}px 0; }
QListWidget:focus { border: 2px solid $accent; margin: 0; }
QListWidget::item { min-height: ${control_height}px; padding: 3px ${half}px; }
QListWidget::item:selected { color: $text; background: $accent_ground; }
*[role="rows"] { background: transparent; border: none; }
QHeaderView { background: $card; border: none; }
QHeaderView::section { color: $muted; background: $card; border: none; border-bottom: 1px solid $control;
  padding: ${half}px ${pad}px; font-weight: 600; min-height: ${control_height}px; }
QHeaderView::section:focus { color: $accent; }
QTableCornerButton::section { background: $card; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { color: $text; background: transparent; font-weight: 500; padding: ${pad}px ${gap}px;
  min-height: ${control_height}px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $accent; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 4px; padding: ${tab_high}px ${tab_wide}px; }

QMessageBox QLabel { min-width: ${asked}px; }
QMessageBox QLabel#qt_msgboxex_icon_label { min-width: 0; }
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; }

QMenuBar { color: $text; background: $card; border-bottom: 1px solid $line; }
QMenuBar::item { padding: ${half}px ${pad}px; background: transparent; }
QMenuBar::item:selected { color: $accent; background: $accent_ground; }
QMenu { color: $text; background: $card; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: ${half}px ${gap}px; min-height: ${control_height}px; }
QMenu::item:selected { color: $accent; background: $accent_ground; }
QMenu::item:disabled { color: $control; }
QMenu::separator { height: 1px; background: $line; margin: 4px; }
QStatusBar { color: $muted; background: $card; border-top: 1px solid $line; }
QStatusBar::item { border: none; }

QProgressBar { color: $text; background: $track; border: none; border-radius: 3px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${bar}px; }
QScrollBar:horizontal { height: ${bar}px; }
QScrollBar::handle { background: $control; border: 3px solid $ground; border-radius: 6px; min-height: 32px;
  min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
  { background: transparent; width: 0; height: 0; }
QAbstractScrollArea::corner { background: $card; border: none; }
QSplitter::handle { background: transparent; }
"""
