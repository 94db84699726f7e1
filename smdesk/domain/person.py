"""Who is working at the desk."""

from smdesk.domain.record import record


@record(kw_only=True)
class Person:
    """A person at work, told by name or function (a substitute may be only ”Vikarie”). Signs each step."""

    id: int = 0
    name: str
    function: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.function}" if self.function else self.name
