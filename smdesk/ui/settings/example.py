"""The demo world's card in the settings: a new world, of today."""

from collections.abc import Callable
from functools import partial

from smdesk.desk import Desk
from smdesk.operations.backup import Laid
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.page import Frame, told
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.work import in_background


class ExampleCard(Card):
    """Offers a new demo world; `take(laid)` puts it in the place of the one that is open."""

    def __init__(self, desk: Desk, frame: Frame, take: Callable[[Laid], object]) -> None:
        super().__init__("Exempeldata")
        self.desk, self.frame, self._take = desk, frame, take
        self.renew = quiet_button("Ny exempelvärld…", self._renew)
        self.add(
            label("Exempelvärlden skrivs om en ny dag, så länge ingen har ändrat i den.", "muted"),
            button_row(self.renew),
        )

    def _renew(self) -> None:
        facts = "Det du har gjort i exempelvärlden sparas bland säkerhetskopiorna med dagens datum."
        if ask(self, "Skriv en ny exempelvärld?", facts, "Skriv ny"):
            from smdesk.demo_again import lay_new

            self.frame.tell("Exempelvärlden skrivs…")
            in_background(partial(lay_new, self.desk.folder, self.desk.now()), self._take, partial(told, self.frame))
