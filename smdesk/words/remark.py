"""What to do about a remark on an account."""

from smdesk.domain.problem import Problem

ADVICE = {
    "account.url_scheme": "Skriv hela adressen, till exempel https://www.facebook.com/kontot.",
    "account.no_platform": "Välj plattform: den avgör bland annat fristen när kontot avslutas.",
    "account.basic_missing": "Kopiera texten till kontot och bocka av punkten när den syns där.",
    "account.few_admins": "Ge en person till behörighet hos plattformen, så att kontot inte går förlorat.",
    "account.no_owner": "Ange vem som ansvarar för planering, publicering, uppföljning, bevakning och moderering.",
    "account.inactive_30_days": "Planera ett inlägg i kalendern, eller ange när det senaste publicerades.",
    "account.inactive_3_months": "Planera ett inlägg, låt kontot vila eller pröva om det ska avslutas.",
    "account.inactive_6_months": "Pröva om kontot ska avslutas. Följarna behöver inte informeras i förväg.",
    "account.requirement_source": "Öppna kravet och ange varifrån det kommer, eller märk det som förslag.",
    "account.same_url": "Rätta länken, eller ta bort det ena kontot om det är samma.",
    "account.archive_old": "Arkivera kontot och ange dagen. Rekommendationen är ungefär en gång om året.",
    "account.poor_monitoring": "Se vilka pass som missats under Bevakning. Utse en ersättare eller ändra kravet.",
}


def advice(problem: Problem) -> str:
    """What to do about it; empty where the remark says it itself."""
    return ADVICE.get(problem.code, "")


def remark_count(count: int) -> str:
    """”2 anmärkningar”; nothing for none."""
    return f"{count} anmärkning{'ar' * (count > 1)}" if count else ""
