"""The open register: every table of it over the one connection, and the history of its steps."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from smdesk.store.account import Accounts
from smdesk.store.file import NAME, may_write, open_register
from smdesk.store.history import History
from smdesk.store.journal import PUBLIC_FIELDS, Journal
from smdesk.store.phrase import Phrases
from smdesk.store.post import Posts
from smdesk.store.routine import Routine
from smdesk.store.setting import Settings
from smdesk.store.trouble import closed_on_error, told_opening

if TYPE_CHECKING:
    from smdesk.store.evidence import EvidenceTable
    from smdesk.store.inbound import InboundTable
    from smdesk.store.media import MediaTable
    from smdesk.store.moderation import ModerationTable
    from smdesk.store.procedure import Procedures
    from smdesk.store.retention import RetentionTable


class Register:
    """What is remembered. `folder` holds register.db and the evidence folder."""

    def __init__(self, folder: Path) -> None:
        """Open the register in `folder`; `CannotOpenError` says what is wrong."""
        self.folder = folder
        self.may_write = may_write(folder / NAME)
        self.connection = open_register(folder)
        with told_opening(folder / NAME), closed_on_error(self.connection):
            self.history = History(self.connection, {table: list(names) for table, names in PUBLIC_FIELDS.items()})
        self.journal = Journal(self.connection)
        self.setting = Settings(self.connection)
        self.account = Accounts(self.connection)
        self.post = Posts(self.connection)
        self.phrase = Phrases(self.connection)
        self.routine = Routine(self.connection)

    # The first page is painted without these, whose modules take longest to import.

    @cached_property
    def procedure(self) -> "Procedures":
        """The procedures that were started."""
        from smdesk.store.procedure import Procedures

        return Procedures(self.connection)

    @cached_property
    def evidence(self) -> "EvidenceTable":
        """The files that were laid on something."""
        from smdesk.store.evidence import EvidenceTable

        return EvidenceTable(self.connection, self.folder)

    @cached_property
    def media(self) -> "MediaTable":
        """The media library and the consents."""
        from smdesk.store.media import MediaTable

        return MediaTable(self.connection)

    @cached_property
    def inbound(self) -> "InboundTable":
        """What has come in, and the answers kept for it."""
        from smdesk.store.inbound import InboundTable

        return InboundTable(self.connection)

    @cached_property
    def moderation(self) -> "ModerationTable":
        """The log of what was hidden, removed and blocked."""
        from smdesk.store.moderation import ModerationTable

        return ModerationTable(self.connection)

    @cached_property
    def retention(self) -> "RetentionTable":
        """The gallringsbeslut, and what was purged under them."""
        from smdesk.store.retention import RetentionTable

        return RetentionTable(self.connection)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
