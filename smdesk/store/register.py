"""The open register: every table of it over the one connection, and the history of its steps."""

from pathlib import Path

from smdesk.store.account import Accounts
from smdesk.store.evidence import EvidenceTable
from smdesk.store.file import may_write, open_register
from smdesk.store.history import History
from smdesk.store.journal import PUBLIC_FIELDS, Journal
from smdesk.store.post import Posts
from smdesk.store.procedure import Procedures
from smdesk.store.routine import Routine
from smdesk.store.setting import Settings


class Register:
    """What is remembered. `folder` holds register.db and the evidence folder."""

    def __init__(self, folder: Path) -> None:
        """Open the register in `folder`; `CannotOpenError` says what is wrong."""
        self.folder = folder
        self.link = open_register(folder)
        self.connection = self.link.connection
        self.may_write = may_write(folder)
        self.history = History(self.connection, {table: list(names) for table, names in PUBLIC_FIELDS.items()})
        self.journal = Journal(self.link)
        self.setting = Settings(self.link)
        self.account = Accounts(self.link)
        self.post = Posts(self.link)
        self.routine = Routine(self.link)
        self.procedure = Procedures(self.link)
        self.evidence = EvidenceTable(self.link, folder)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
