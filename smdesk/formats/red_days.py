"""Swedish red days of a year, from the `holidays` library."""

from datetime import date, timedelta

from smdesk.domain.workdays import DayKind, SpecialDay


def special_days(year: int) -> list[SpecialDay]:
    """The red days of `year` by lagen (1989:253) om allmänna helgdagar, and the eves that are free in practice.

    Sundays are red by themselves and not listed unless they have a name.
    """
    from holidays import country_holidays

    red = {day: name.split("; ")[0] for day, name in country_holidays("SE", years=year, language="sv").items()}
    midsummer = next(day for day, name in red.items() if name == "Midsommardagen")
    eves = {
        midsummer - timedelta(days=1): "Midsommarafton",
        date(year, 12, 24): "Julafton",
        date(year, 12, 31): "Nyårsafton",
    }
    found = [SpecialDay(day=day, name=name, kind=DayKind.RED, free=True) for day, name in red.items()]
    found += [SpecialDay(day=day, name=name, kind=DayKind.EVE, free=True) for day, name in eves.items()]
    return sorted(found, key=lambda one: one.day)
