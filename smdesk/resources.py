"""Where the files that come with smdesk lie, in the wheel and in the checkout, and the .toml ones as plain data."""

from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent
RESOURCES = next(one for one in (_PACKAGE / "resources", _PACKAGE.parent / "resources") if one.is_dir())


def read_toml(name: str) -> dict[str, Any]:
    """The data in a file such as ”procedures/closure.toml”."""
    import tomllib  # the first paint reads none

    return tomllib.loads((RESOURCES / name).read_text("utf-8"))
