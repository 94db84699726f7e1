"""The field of a post's tags: what was written before is offered again."""

from PySide6.QtWidgets import QLineEdit

from smdesk.desk import Desk
from smdesk.operations.tag import known_tags
from smdesk.ui.kit.completion import WordCompleter
from smdesk.ui.kit.fields import Editor

TAGS_HELP = "Vad inlägget handlar om, med komma emellan: evenemang, trygghet. De syns bara i smdesk."


def offer_tags(desk: Desk, field: Editor) -> None:
    """Offer the tags in use while one types in a field of tags."""
    if isinstance(field.input, QLineEdit):
        WordCompleter(known_tags(desk), field.input)
