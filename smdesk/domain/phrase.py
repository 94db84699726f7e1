"""Phrases to put into a post's text: templates, signatures and sets of hashtags, for all accounts or for one."""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.text import before_hashtags, clean, fold, one_line

_TAG = re.compile(r"(?<![\w&/#])#[^\W\d_]\w*")
_NO_TAG = re.compile(r"[^\w]+")


class PhraseKind(StrEnum):
    """What a phrase is, and so where in a text it goes."""

    TEMPLATE = "template"
    SIGNATURE = "signature"
    HASHTAGS = "hashtags"


@record(kw_only=True)
class Phrase:
    """A phrase with its name in the list; `account_id` is the account that it is for, None for all."""

    id: int = 0
    kind: PhraseKind
    name: str
    text: str
    account_id: int | None = None


def tidied(phrase: Phrase) -> Phrase:
    """The phrase as it is kept: clean, and hashtags as hashtags, each once, whether they were typed with # or not."""
    text = clean(phrase.text).strip()
    if phrase.kind is PhraseKind.HASHTAGS:
        words = [_NO_TAG.sub("", word) for word in re.split(r"[\s,;]+", text)]
        text = " ".join({word.casefold(): f"#{word}" for word in words if word}.values())
    return replace(phrase, name=one_line(clean(phrase.name)), text=text)


def check(phrase: Phrase, others: Iterable[Phrase]) -> list[Problem]:
    """What forbids keeping a phrase beside the others."""
    found = []
    if not phrase.name:
        found.append(Problem("phrase.name", where="name"))
    if not phrase.text:
        found.append(Problem("phrase.text", where="text"))
    if phrase.kind is PhraseKind.HASHTAGS and (bad := [one for one in phrase.text.split() if not _TAG.fullmatch(one)]):
        found.append(Problem("phrase.hashtag", values={"tag": bad[0]}, where="text"))
    same = (phrase.kind, fold(phrase.name), phrase.account_id)
    if any(one.id != phrase.id and (one.kind, fold(one.name), one.account_id) == same for one in others):
        found.append(Problem("phrase.twice", values={"name": phrase.name}, where="name"))
    return found


def put_in(text: str, at: int, phrase: Phrase) -> tuple[str, int]:
    """`text` with the phrase put in, and where one then goes on writing; `at` is where one was, in code points.

    A template fills an empty text, else it comes where one was. A signature goes last before the hashtags that the
    text ends with, and hashtags go last; what is there already is not put in again.
    """
    if phrase.kind is PhraseKind.TEMPLATE:
        if not text.strip():
            return phrase.text, len(phrase.text)
        return text[:at] + phrase.text + text[at:], at + len(phrase.text)
    new = _signed(text, phrase.text) if phrase.kind is PhraseKind.SIGNATURE else _tagged(text, phrase.text)
    return new, min(at, len(new)) if new != text else at


def _signed(text: str, signature: str) -> str:
    body, _ = before_hashtags(text)
    if body == signature or body.endswith(f"\n{signature}"):
        return text
    tail = text[len(body) :].strip()
    return "\n\n".join(one for one in (body, signature, tail) if one)


def _tagged(text: str, tags: str) -> str:
    known = {one.casefold() for one in _TAG.findall(text)}
    new = " ".join(one for one in tags.split() if one.casefold() not in known)
    if not new:
        return text
    body = text.rstrip()
    between = " " if before_hashtags(body)[1] else "\n\n"
    return f"{body}{between}{new}" if body else new
