"""The one list of pages: it drives the window, the keys Ctrl+1…, the tests of every page and the pictures."""

from importlib import import_module

from smdesk.desk import Desk
from smdesk.domain.record import record
from smdesk.ui.kit.page import Frame, Page


@record
class PageSpec:
    """A page by name; its module is imported when the page is first opened, so that the window comes at once."""

    key: str
    title: str
    icon: str
    place: str

    def load(self) -> type[Page]:
        """Import the page's module."""
        module, name = self.place.split(":")
        found: type[Page] = getattr(import_module(module), name)
        return found

    def make(self, desk: Desk, frame: Frame) -> Page:
        """Import the page's module and build the page."""
        return self.load()(desk, frame)


PAGES = [
    PageSpec("today", "Idag", "today", "smdesk.ui.today.page:TodayPage"),
    PageSpec("calendar", "Kalender", "calendar", "smdesk.ui.calendar.page:CalendarPage"),
    PageSpec("inbound", "Inkommet", "inbound", "smdesk.ui.inbound.page:InboundPage"),
    PageSpec("account", "Konton", "account", "smdesk.ui.account.page:AccountPage"),
    PageSpec("routine", "Rutiner", "routine", "smdesk.ui.routine.page:RoutinePage"),
    PageSpec("procedure", "Start och avslut", "procedure", "smdesk.ui.procedure.page:ProcedurePage"),
    PageSpec("media", "Mediebibliotek", "media", "smdesk.ui.media.page:MediaPage"),
    PageSpec("settings", "Inställningar", "settings", "smdesk.ui.settings.page:SettingsPage"),
]
