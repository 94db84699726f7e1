"""The context menu of the calendar: what can be done with the post or the cell one is on."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from smdesk.domain.post import PostState
from smdesk.operations.post import PostView
from smdesk.words.post import STATE_VERBS, TAKE_BACK, chosen_text

_STATES = {state: words for state, words in STATE_VERBS.items() if state is not PostState.PUBLISHED}
"""What is given from the menu; publishing has a line of its own, with its key."""


def cell_menu(
    parent: QWidget,
    view: PostView | None,
    *,
    account: bool,
    weeks: bool = False,
    several: int = 0,
    request: bool = False,
) -> QMenu:
    """The menu for a post (`view`) or an empty cell; each action's data is the verb the page is asked for.

    `weeks` when the post can be moved by a week too. With `several` it is for so many posts, of which `view` is one;
    a `request` (with `several`, one of them) has states of its own, which its window gives, and always a day.
    """
    menu = QMenu(parent)
    if view is not None and several:
        menu.addSection(chosen_text(several))
        _add_for_several(menu, weeks, request=request)
    elif view is not None:
        _add_for_one(menu, view, weeks, request=request)
    _add(menu, "Nytt inlägg här…\tSkift+Retur" if view else "Nytt inlägg här…\tRetur", "new")
    if account:
        _add(menu, "Öppna kontots sida i webbläsaren\tCtrl+O", "web")
        _add(menu, "Visa kontot", "account")
    return menu


def _add_for_one(menu: QMenu, view: PostView, weeks: bool, *, request: bool) -> None:
    out = view.post.state is PostState.PUBLISHED
    _add(menu, "Öppna\tRetur", "open")
    if not request:
        _add(menu, "Ändra tid och permalänk…\tMellanslag" if out else "Publicera…\tMellanslag", "publish")
        for state in view.states:
            if state is not view.post.state and state in _STATES:
                _add(menu, TAKE_BACK if out else _STATES[state], state.value)
    menu.addSeparator()
    _add(menu, "Kopiera texten\tCtrl+C", "copy")
    _add(menu, "Kopiera till ett nytt utkast\tCtrl+D", "double")
    _add(menu, "Kopiera till idébanken\tSkift+I", "bank_copy")
    _add_moves(menu, weeks, may=view.may_move, request=request)


def _add_for_several(menu: QMenu, weeks: bool, *, request: bool) -> None:
    """All states are offered: one that a post may not have is refused, with the post's name."""
    if not request:
        for state, words in _STATES.items():
            _add(menu, words, state.value)
        menu.addSeparator()
    _add(menu, "Kopiera texterna\tCtrl+C", "copy")
    _add(menu, "Kopiera till nya utkast\tCtrl+D", "double")
    _add(menu, "Kopiera till idébanken\tSkift+I", "bank_copy")
    _add_moves(menu, weeks, may=True, request=request)


def _add_moves(menu: QMenu, weeks: bool, *, may: bool, request: bool) -> None:
    moves = [("Flytta en dag bakåt\tAlt+Vänster", "before"), ("Flytta en dag framåt\tAlt+Höger", "after")]
    if weeks:
        moves += [("Flytta en vecka bakåt\tAlt+Upp", "week_before"), ("Flytta en vecka framåt\tAlt+Ned", "week_after")]
    moves += [
        ("En kvart tidigare\tSkift+Alt+Upp, −", "earlier"),
        ("En kvart senare\tSkift+Alt+Ned, +", "later"),
        *([] if request else [("Till idébanken\tI", "shelve")]),
        ("Flytta till papperskorgen\tDelete", "delete"),
    ]
    for words, verb in moves:
        _add(menu, words, verb).setEnabled(may)
    menu.addSeparator()


def _add(menu: QMenu, words: str, verb: str) -> QAction:
    action = menu.addAction(words)
    action.setData(verb)
    return action
