"""Words about what is removed for good, and about gallringsbeslut and gallringsstopp."""

from collections.abc import Sequence

from smdesk.domain.purge import Place, Report

STEPS = {
    "purge": "gallra",
    "purge.done": "anteckna att gallringen är klar",
    "purge.let_go": "anteckna att den andra mappens kopior inte finns längre",
}

_AGAIN = "Texten finns kvar där. smdesk försöker igen vid nästa start."

PROBLEMS = {
    "purge.live": "Registret {file} kunde inte skrivas om efter gallringen: {why}. Texten är borttagen ur registret "
    "men kan finnas kvar i filen. smdesk försöker igen vid nästa start.",
    "purge.copy": "{file} kunde inte gallras: {why}. " + _AGAIN,
    "purge.second": "Mappen för den andra kopian, {file}, går inte att nå ({why}). Det som gallrats finns kvar i "
    "kopiorna där. Anslut disken, så gallras de vid nästa start.",
    "purge.second_unknown": "Ingen mapp för en andra kopia är vald, men det har funnits en. Det som gallrats finns "
    "kvar i kopiorna där. Välj mappen igen under Inställningar, så gallras de.",
}


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
