"""The card of the settings about requests to the city's own channels."""

from smdesk.desk import Desk
from smdesk.operations import request
from smdesk.ui.kit.form import FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.rows import Row
from smdesk.ui.settings.cards import SettingsCard
from smdesk.words.request import PROPOSAL


class RequestsCard(SettingsCard):
    """After how many working days without an answer a request stands on Idag."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        note = "Ett önskemål som väntat längre på svar står på Idag tills du säger vad som hände."
        super().__init__(desk, frame, "Önskemål till stadsgemensamma kanaler", note=note)
        for signal in (self.list.pressed, self.list.opened):
            signal.connect(lambda _key: self.edit())

    def reload(self) -> None:
        """Show the time, and where it is known from."""
        now = request.channels(self.desk)
        self.show_found([
            Row(
                id="days",
                title=f"Väntar på svar från {now.send_to}",
                subtitle="Angett här." if now.own else PROPOSAL,
                chip="1 arbetsdag" if now.days == 1 else f"{now.days} arbetsdagar",
                button="Ändra…" if self.desk.may_write else "",
            )
        ])  # fmt: skip

    def edit(self) -> None:
        """Ask for another time."""
        now = request.channels(self.desk)
        field = FormField(
            name="days", label="Arbetsdagar", kind=Kind.NUMBER, value=now.days, help="Tomt ger förslaget tillbaka."
        )
        self.form("Svar på önskemål", [field], lambda values: request.set_wait(self.desk, values["days"]))
