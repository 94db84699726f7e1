"""A paper read back by other programs."""

import re
import subprocess
from pathlib import Path

import pikepdf


def text_of(path: Path, *options: str) -> str:
    """What pdftotext reads."""
    found = subprocess.run(["pdftotext", *options, str(path), "-"], check=True, capture_output=True)
    return found.stdout.decode("utf-8")


def squeezed(text: str) -> str:
    """Without white space, soft hyphens and line breaks: what is left was written by somebody."""
    return re.sub(r"[\s\u00ad]", "", text)


def tags(node: object) -> list[pikepdf.Dictionary]:
    """Every element of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [found for one in node for found in tags(one)]
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        return [node, *(tags(node["/K"]) if "/K" in node else [])]
    return []
