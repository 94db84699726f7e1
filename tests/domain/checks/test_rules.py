"""Each rule of checks.toml says what its own examples say, and the remedies mend what they promise to."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.checks import Draft, Rule, Weight, check
from smdesk.domain.checks.finding import Outlet, Purpose
from smdesk.domain.checks.run import CHECKS
from smdesk.domain.routine import SourceKind
from smdesk.domain.tag import read_tags
from smdesk.operations.check import rules
from smdesk.resources import RESOURCES
from smdesk.words.check import finding_text

RULES = rules()
EXAMPLES = [
    pytest.param(rule, text, wrong, id=f"{rule.key}-{'wrong' if wrong else 'right'}-{number}")
    for rule in RULES.values()
    for wrong in (False, True)
    for number, text in enumerate(rule.wrong if wrong else rule.right)
]
BAD = "KOM IDAG!!! 🎉🎉🎉🎉 bit.ly/abc #öppenförskola #gratis #barn #sthlm"
GOOD = (
    "Nu är lekplatsen i Hamnparken öppen igen. Vi har bytt sand, lagat gungorna och satt upp två nya bänkar. "
    "Välkommen att leka! Läs mer om parken på start.stockholm. #ParkISödervik"
)


def example(rule: Rule, text: str) -> Draft:
    """What an example of a rule is: a text, or where the rule says so tags and an account's subjects."""
    if rule.key != "purpose.tags":
        return Draft(text=text)
    tags, _, subjects = text.partition("|")
    return Draft(text=text, tags=read_tags(tags), purposes=(Purpose(account="Konto", subjects=read_tags(subjects)),))


def keys(text: str, **rest: object) -> set[str]:
    return {one.rule.key for one in check(Draft(text=text, **rest), RULES.values())}


def mended(text: str) -> str:
    """The text with every remedy taken, one after the other."""
    for _ in range(100):
        found = next(
            (one.remedied for one in check(Draft(text=text), RULES.values()) if one.remedied is not None), None
        )
        if found is None:
            return text
        text = found
    raise AssertionError(f"the remedies never end: {text}")


@pytest.mark.parametrize(("rule", "text", "wrong"), EXAMPLES)
def test_each_rule_says_what_its_examples_say(rule: Rule, text: str, wrong: bool) -> None:
    found = list(CHECKS[rule.key](example(rule, text), rule))
    assert bool(found) is wrong, [finding_text(one) for one in found]
    assert all(finding_text(one) and 0 <= one.start <= one.end <= len(text) for one in found)


def test_every_rule_has_a_function_and_examples_or_a_test_of_its_own() -> None:
    assert RULES.keys() == CHECKS.keys()
    without = {key for key, rule in RULES.items() if not (rule.right and rule.wrong)}
    of_files = {"alt.missing", "film.text", "rights.author", "rights.licence", "consent.missing", "consent.ended"}
    assert {key for key in without if not key.startswith("media.")} == of_files | {
        "outlet.long", "election", "plan.clash", "plan.again"
    }  # fmt: skip
    assert all(rule.source or rule.kind is SourceKind.PROPOSAL for rule in RULES.values())


def test_a_post_that_breaks_much_is_told_all_of_it_and_a_good_one_nothing() -> None:
    told = {"capitals", "marks", "emoji.many", "emoji.row", "link.short", "hashtag.many", "hashtag.capital"}
    assert keys(BAD) >= told
    assert keys(GOOD) == set()
    weights = [one.rule.weight for one in check(Draft(text=f"{BAD} 900101-9802"), RULES.values())]
    assert weights == sorted(weights, key=list(Weight).index)
    assert weights[0] is Weight.STOP


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KOM IDAG!!! 🎉🎉 Vi ses.", "Kom idag! 🎉 Vi ses."),
        ("Kom till #öppenförskola i morgon. #Södervik", "Kom till öppenförskola i morgon. #Öppenförskola #Södervik"),
        ("Samtliga är välkomna avseende leken.", "Alla är välkomna om leken."),
        ("Nu kör vi 🎉 🎂 🎈", "Nu kör vi 🎉"),
    ],
)
def test_remedies_mend_what_they_promise(text: str, expected: str) -> None:
    assert mended(text) == expected


@given(st.text(alphabet="aAäÄ #!?.🎉👨‍👩‍👧\n1é@/", max_size=60))
def test_remedies_end_and_leave_nothing_that_has_one(text: str) -> None:
    assert all(one.remedied is None for one in check(Draft(text=mended(text)), RULES.values()))


def test_pictures_without_a_text_stop_with_a_reason_to_pass() -> None:
    (found,) = check(Draft(text="Hej.", images=3, images_without_alt=("a", "b")), RULES.values())
    assert finding_text(found) == "Alternativtext saknas på 2 av 3 bilder."
    assert (found.rule.weight, found.rule.may_pass) == (Weight.STOP, True)


def test_a_link_in_its_field_counts_once_with_the_same_in_the_text() -> None:
    assert "link.many" not in keys("Läs mer på start.stockholm/park.", link="https://start.stockholm/park")
    assert "link.many" in keys("Läs mer på start.stockholm/park.", link="https://start.stockholm/annat")
    assert "link.short" in keys("Läs mer.", link="https://bit.ly/abc")


def test_each_platform_counts_in_its_own_way() -> None:
    where = (Outlet(name="Kort", longest=10), Outlet(name="Lång", longest=100), Outlet(name="Okänd"))
    (found,) = check(Draft(text="Elva tecken", outlets=where), [RULES["outlet.long"]])
    assert finding_text(found) == "Kort: 11 tecken, 10 får plats."


@pytest.mark.parametrize(
    ("day", "asked"),
    [("2026-06-12", False), ("2026-06-13", True), ("2026-09-13", True), ("2026-09-14", False), ("", False)],
)
def test_words_of_politics_are_asked_about_before_an_election(day: str, asked: bool) -> None:
    planned = date.fromisoformat(day) if day else None
    draft = Draft(text="Bra att majoriteten äntligen satsar på parken.", day=planned, elections=(date(2026, 9, 13),))
    found = check(draft, [RULES["election"]])
    assert [draft.text[one.start : one.end] for one in found] == (["majoriteten", "äntligen"] if asked else [])


def test_no_number_that_cannot_be_one_is_taken_for_a_personal_identity_number() -> None:
    for text in ("991332-1234", "08-465 004 00", "2026-11-24 10:00", "18900101-9801", "1234567890123"):
        assert "secret.identity" not in keys(text), text
    for text in ("189001019802", "18900101–9802", "Nr:900101+9802.", "19900161-9809"):
        assert "secret.identity" in keys(text), text
    assert all(not one.values for one in check(Draft(text="900101-9802"), [RULES["secret.identity"]])), "not repeated"


def test_the_rules_file_names_no_word_twice_and_is_dated() -> None:
    data = tomllib.loads((RESOURCES / "rules" / "checks.toml").read_text("utf-8"))
    assert date.fromisoformat(data["verified_on"])
    assert len({one["key"] for one in data["checks"]}) == len(data["checks"])


@given(st.text(max_size=300))
def test_whatever_is_written_is_checked(text: str) -> None:
    for one in check(Draft(text=text, images=1, images_without_alt=("a",)), RULES.values()):
        assert 0 <= one.start <= one.end <= len(text)
        assert "{" not in finding_text(one).replace(text, "") or "{" in text
