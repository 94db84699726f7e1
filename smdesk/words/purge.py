"""Words about what is removed for good, and about gallringsbeslut and gallringsstopp."""

from collections.abc import Sequence

from smdesk.domain.inbound import Inbound
from smdesk.domain.purge import Place, Report

STEPS = {
    "purge": "gallra",
    "purge.done": "anteckna att gallringen är klar",
    "purge.paper": "spara gallringsprotokollet",
    "purge.let_go": "anteckna att den andra mappens kopior inte finns längre",
}

_AGAIN = "Texten finns kvar där. smdesk försöker igen vid nästa start."

LATER = "Protokollet är skrivet i efterhand, av det som står kvar i registret."

PROBLEMS = {
    "purge.live": "Registret {file} kunde inte skrivas om efter gallringen: {why}. Texten är borttagen ur registret "
    "men kan finnas kvar i filen. smdesk försöker igen vid nästa start.",
    "purge.copy": "{file} kunde inte gallras: {why}. " + _AGAIN,
    "purge.second": "Mappen för den andra kopian, {file}, går inte att nå ({why}). Det som gallrats finns kvar i "
    "kopiorna där. Anslut disken, så gallras de vid nästa start.",
    "purge.gone": "Gallringen finns inte i registret.",
    "purge.owed_home": "Det som togs bort för gott {day} står kvar i säkerhetskopior på den här datorn. "
    "smdesk försöker igen vid nästa start.",
    "purge.owed_second": "Det som togs bort för gott {day} står kvar i kopiorna i den andra mappen. Anslut disken, så "
    "tas det bort vid nästa start.",
    "purge.left": "Något som är gallrat eller skyddat har sin text i registret ({about}). Gallra det igen.",
    "purge.none": "Det finns inget att gallra.",
    "purge.second_unknown": "Ingen mapp för en andra kopia är vald, men det har funnits en. Det som gallrats finns "
    "kvar i kopiorna där. Välj mappen igen under Inställningar, så gallras de.",
}


def protect_lines(one: Inbound, *, files: int, events: int, is_moderated: bool) -> Sequence[str]:
    """What goes of an item that becomes protected, a line each; `events` are those that something was written of."""
    told = {
        "texten": one.text,
        "avsändaren": one.sender,
        "svaret, också det som bara är påbörjat": one.reply,
        "vem det lämnades eller hänvisades till": one.handled_with,
        "anteckningen": one.note,
    }
    lines = [words for words, value in told.items() if value]
    if events:
        lines.append(f"det som skrivits om vad som hänt (rader: {events})")
    if files:
        lines.append(f"skärmdumpar och filer ({files})")
    if is_moderated:
        lines.append("fritexterna om det i modereringsloggen (loggens rader och kedja är kvar)")
    return [
        *lines,
        "träffarna i sökningen och stegen att ångra",
        "alltihop i varje säkerhetskopia, också den i den andra mappen",
    ]


def report_lines(report: Report) -> Sequence[str]:
    """What was removed where, and what is not reached from here, a sentence each."""
    lines = []
    if Place.LIVE in report.done:
        lines.append("Borttaget ur registret. Det går inte att ångra.")
    if copies := sum(report.copies.values()):
        lines.append(f"Säkerhetskopior som är omskrivna utan texten: {copies}.")
    if report.files:
        lines.append(f"Filer (underlag) som är borttagna: {report.files}.")
    if report.unfinished:
        lines.append(f"Halvskrivna filer som är borttagna: {report.unfinished}.")
    if report.elsewhere:
        lines.append(
            f"Samma text står också i annat som inte gallrades. Antal rader: {sum(report.elsewhere.values())}."
        )
    lines += [f"Zip-filen {name} är din egen och är inte ändrad. Ta bort den själv." for name in report.zips]
    lines.append("Zip-kopior och utskrifter som du har sparat någon annanstans nås inte härifrån. Ta bort dem själv.")
    return lines
