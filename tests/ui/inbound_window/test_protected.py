"""What must not be kept here: proposed to be protected in one press, and then nothing of it is stored anywhere."""

from PySide6.QtCore import Qt

from .keys import ALT, copy, fill, kept, paste, picture_of, press, said, save, value

Key = Qt.Key
SECRET = "Min dotter 900101-9802 har fått fel medicin"  # no password


def whole(folder) -> bytes:
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def test_what_may_be_secret_is_proposed_to_be_protected_and_nothing_of_it_is_stored(dialog, desk, qtbot):
    made = dialog()
    copy(SECRET)
    paste(made)
    copy(image=picture_of("green"))
    paste(made)
    qtbot.waitUntil(lambda: "Det kan vara sekretess" in said(made))
    assert "9802" not in said(made)
    press(Key.Key_S, ALT)
    qtbot.waitUntil(lambda: made.is_protected)
    assert (value(made, "text"), value(made, "category"), made.shots.shots) == ("", "secrecy", [])
    assert "Bara det som syns här sparas" in said(made)
    made.form.editors["summary"].setFocus()
    fill(made, summary="Om 900101-9802", kept_where="Säkerhetsskåp 2", sender="Hemlig Person", note="hemligt")
    save()
    assert "person- eller samordningsnummer här" in said(made)
    fill(made, summary="Uppgift om en persons vård")
    save()
    assert not made.isVisible()
    one = kept(desk)
    assert (one.is_protected, one.text, one.sender, one.note) == (True, "", "", "")
    assert (one.summary, one.kept_where) == ("Uppgift om en persons vård", "Säkerhetsskåp 2")
    stored = whole(desk.folder)
    for word in ("dotter", "9802", "medicin", "Hemlig Person"):
        assert word.encode() not in stored
    assert value(dialog(), "kept_where") == "Säkerhetsskåp 2", "the place of last time"


def test_protected_and_kept_in_one_go_is_protected_first(dialog, desk, qtbot):
    made = dialog()
    fill(made, text=SECRET)
    press(Key.Key_S, ALT)
    save()
    qtbot.waitUntil(lambda: "Skriv neutralt vad det gäller" in said(made))
    assert made.is_protected
    assert kept(desk) is None


def test_what_was_protected_by_mistake_comes_back(dialog):
    made = dialog()
    fill(made, text="När öppnar ni?")
    made._press_protect()
    made.form.editors["is_protected"].show_value(False)
    assert value(made, "text") == "När öppnar ni?"


def test_protected_needs_a_summary_and_a_place(dialog, desk):
    made = dialog()
    fill(made, is_protected=True, kept_where="")
    save()
    assert "Skriv neutralt vad det gäller" in said(made)
    assert "Ange var förvaltningen förvarar" in said(made)
    assert kept(desk) is None
