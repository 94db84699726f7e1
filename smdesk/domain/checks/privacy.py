"""What must not be public by mistake: personal identity numbers, phones, e-mail addresses and number plates."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from smdesk.domain.checks.finding import Draft, Finding, Rule

_IDENTITY = re.compile(r"(?<![\d-])(?:(?:18|19|20)(?=\d{6}))?\d{6}[ \u00a0]?[-+–]?[ \u00a0]?\d{4}(?![\d-])")
_PHONE = re.compile(r"(?<![\d-])(?:\+46[ \u00a0]?(?:\(0\))?|0)7[\d](?:[- \u00a0]?\d){7}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_PLATE = re.compile(r"\b[A-HJ-PR-UW-Z]{3}[ \u00a0]?\d{2}[\dA-HJ-PR-UW-Z]\b")
_COORDINATION = 60  # what a samordningsnummer adds to the day of birth (folkbokföringslagen)


def identity_number(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A personal identity number in the text."""
    for one in identity_numbers(draft.text):
        yield Finding(rule=rule, start=one.start(), end=one.end())


def identity_numbers(text: str) -> Iterator[re.Match[str]]:
    """Each number with the date and the check digit of a personnummer or a samordningsnummer, however written."""
    for one in _IDENTITY.finditer(text):
        digits = re.sub(r"\D", "", one.group())
        if _is_birth_date(digits[:-4]) and _has_check_digit(digits[-10:]):
            yield one


def is_mobile(number: str) -> bool:
    """Whether all of `number` is written like a mobile phone number."""
    return bool(_PHONE.fullmatch(number))


def mobile_phone(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A mobile phone number, which may be someone's own."""
    for one in _PHONE.finditer(draft.text):
        yield Finding(rule=rule, values={"number": one.group()}, start=one.start(), end=one.end())


def private_email(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """An e-mail address at a provider that people have for themselves."""
    for one in _EMAIL.finditer(draft.text):
        if one.group().rpartition("@")[2].lower() in rule.terms:
            yield Finding(rule=rule, values={"address": one.group()}, start=one.start(), end=one.end())


def number_plate(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """What is written like a Swedish number plate."""
    for one in _PLATE.finditer(draft.text):
        yield Finding(rule=rule, values={"plate": one.group()}, start=one.start(), end=one.end())


def _is_birth_date(digits: str) -> bool:
    """Whether ÅÅMMDD or ÅÅÅÅMMDD is a day, or is one with 60 taken off it; of a short year any century will do."""
    month, day = int(digits[-4:-2]), int(digits[-2:])
    day -= _COORDINATION if day > _COORDINATION else 0
    years = [int(digits[:-4])] if len(digits) == 8 else [1900 + int(digits[:-4]), 2000 + int(digits[:-4])]
    return any(_is_day(year, month, day) for year in years)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _has_check_digit(ten: str) -> bool:
    """The check of the last digit: every other digit is doubled, and the sum of all digits ends in 0."""
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(ten))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


CHECKS: Mapping[str, Callable[[Draft, Rule], Iterator[Finding]]] = {
    "secret.identity": identity_number,
    "secret.phone": mobile_phone,
    "secret.email": private_email,
    "secret.plate": number_plate,
}
