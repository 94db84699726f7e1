"""Without a screen the program says so itself; Qt would end it without a word."""

import pytest

from smdesk.display import why_not


@pytest.mark.parametrize(
    ("environment", "system", "words"),
    [
        ({}, "linux", "behöver ett skrivbord"),
        ({"DISPLAY": ":4077"}, "linux", "skärmen :4077 svarar inte"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", ""),
        ({"QT_QPA_PLATFORM": "vnc:size=1280x800"}, "linux", ""),
        ({}, "win32", ""),
        ({}, "darwin", ""),
    ],
)
def test_why_no_window_can_be_shown(environment, system, words):
    told = why_not(environment, system)
    assert words in told
    assert bool(told) == bool(words)
    assert "\n" not in told
