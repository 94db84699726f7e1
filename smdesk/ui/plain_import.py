"""Python's own `import`, in place of the one that PySide puts there."""

import builtins

import PySide6.QtCore  # noqa: F401 # puts it there


def import_plainly() -> None:
    """Have modules imported without a look into each for `from __feature__ import snake_case`, which nothing here says.

    PySide 6.11 reads the source of every module that is imported, and Python then keeps it: a sixth of the start,
    and megabytes. Where PySide does otherwise, nothing is changed.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None and getattr(builtins, "__feature_import__", None) is builtins.__import__:
        builtins.__import__ = plain
