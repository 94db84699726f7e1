"""Words about the files of pictures and films."""

from smdesk.domain.media_facts import FileKind

STEPS: dict[str, str] = {}

PROBLEMS = {
    "media.empty": "{name} är tom (0 byte). Hämta bilden igen från kameran eller den som skickade den.",
    "media.unknown": "{name} är varken en bild eller en film, vad namnet än säger. Inget är inläst.",
    "media.broken": "{name} är skadad eller avbruten mitt i. Hämta filen igen från kameran eller den som skickade den.",
    "media.huge": "{name} är {size} MB. Högst {most} MB kan läsas in: spara en mindre kopia.",
    "media.bomb": "{name} är {width} × {height} bildpunkter. Högst {pixels} miljoner kan visas: spara en mindre kopia.",
    "media.no_file": "{name} är ingen fil som kan läsas in.",
    "media.unread": "{name} gick inte att läsa: {why}. Inget är inläst.",
}

FILE_KINDS = {one: {FileKind.JPEG: "jpeg", FileKind.TIFF: "tiff"}.get(one, one.value) for one in FileKind}
"""The kinds by the names that people know them by."""


def length_text(seconds: int) -> str:
    """How long a film is: ”45 sek”, ”2 min 20 sek”, ”15 min”, ”4 tim”."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "tim"), (minutes, "min"), (left, "sek"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 sek"


def ratio_text(hundredths: int) -> str:
    """A ratio of width to height, told in hundredths: ”1,91:1”; a tall one the other way, ”4:5” as ”1:1,25”."""
    if hundredths >= 100 or not hundredths:
        return f"{_decimal(hundredths / 100)}:1"
    return f"1:{_decimal(100 / hundredths)}"


def _decimal(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")
