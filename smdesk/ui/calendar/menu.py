"""The context menu of the calendar: what can be done with the post or the cell one is on."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from smdesk.domain.post import PostState
from smdesk.operations.post import PostView

_STATES = {
    PostState.IDEA: "Gör till idé",
    PostState.DRAFT: "Gör till utkast",
    PostState.APPROVED: "Godkänn",
    PostState.DROPPED: "Stryk",
}


def cell_menu(parent: QWidget, view: PostView | None, *, account: bool, weeks: bool = False) -> QMenu:
    """The menu for a post (`view`) or an empty cell; each action's data is the verb the page is asked for.

    `weeks` when the post can be moved by a week too.
    """
    menu = QMenu(parent)
    if view is not None:
        out = view.post.state is PostState.PUBLISHED
        _add(menu, "Öppna\tRetur", "open")
        _add(menu, "Ändra tid och permalänk…\tMellanslag" if out else "Publicera…\tMellanslag", "publish")
        for state in view.states:
            if state is not view.post.state and state in _STATES:
                _add(menu, "Ta tillbaka publicerat" if out else _STATES[state], state.value)
        menu.addSeparator()
        _add(menu, "Kopiera texten\tCtrl+C", "copy")
        _add(menu, "Kopiera till ett nytt utkast\tCtrl+D", "double")
        _add(menu, "Flytta en dag bakåt\tAlt+Vänster", "before").setEnabled(view.may_move)
        _add(menu, "Flytta en dag framåt\tAlt+Höger", "after").setEnabled(view.may_move)
        if weeks:
            _add(menu, "Flytta en vecka bakåt\tAlt+Upp", "week_before").setEnabled(view.may_move)
            _add(menu, "Flytta en vecka framåt\tAlt+Ned", "week_after").setEnabled(view.may_move)
        _add(menu, "Flytta till papperskorgen\tDelete", "delete").setEnabled(view.may_move)
        menu.addSeparator()
    _add(menu, "Nytt inlägg här…\tSkift+Retur" if view else "Nytt inlägg här…\tRetur", "new")
    if account:
        _add(menu, "Öppna kontots sida i webbläsaren\tCtrl+O", "web")
        _add(menu, "Visa kontot", "account")
    return menu


def _add(menu: QMenu, words: str, verb: str) -> QAction:
    action = menu.addAction(words)
    action.setData(verb)
    return action
