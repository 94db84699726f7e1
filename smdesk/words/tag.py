"""Words about tags: what posts are about."""

STEPS = {
    "tag.rename": "byt namn på tagg",
    "tag.merge": "slå ihop taggar",
    "tag.remove": "ta bort tagg",
}

PROBLEMS = {
    "tag.gone": "Taggen används inte längre.",
    "tag.one": "Skriv en enda tagg, utan komma.",
}


def tagged_text(tags: str) -> str:
    """”taggar: evenemang, förskola”; nothing for no tags."""
    return f"taggar: {tags}" if tags else ""


def uses_text(accounts: int, media: int) -> str:
    """Where a tag stands beside the posts: ”1 konto · 3 filer”."""
    parts = ["1 konto" if accounts == 1 else f"{accounts} konton"] if accounts else []
    parts += ["1 fil" if media == 1 else f"{media} filer"] if media else []
    return " · ".join(parts)
