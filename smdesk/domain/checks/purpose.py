"""What the post is about: within the purpose of each account, and with more to read on the web than on a platform."""

from collections.abc import Callable, Iterator, Mapping

from smdesk.domain.checks.finding import Draft, Finding, Rule
from smdesk.domain.checks.units import host, links
from smdesk.domain.tag import tag_key


def beside_the_purpose(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A tag that is none of the subjects of an account; the accounts that have said none are for anything."""
    for one in draft.purposes:
        own = {tag_key(subject) for subject in one.subjects}
        for tag in draft.tags:
            if own and tag_key(tag) not in own:
                yield Finding(rule=rule, values={"tag": tag, "account": one.account})


def linked_to_a_platform(draft: Draft, rule: Rule) -> Iterator[Finding]:
    """A link to a platform (`terms` are hosts): who has no account there cannot read on."""
    for start, end in links(draft.text):
        if _is_platform(draft.text[start:end], rule):
            yield Finding(rule=rule, values={"link": draft.text[start:end]}, start=start, end=end)
    link = draft.link.strip()
    if link and _is_platform(link, rule) and link not in draft.text:
        yield Finding(rule=rule, values={"link": link})


def _is_platform(link: str, rule: Rule) -> bool:
    at = host(link)
    return any(at == one or at.endswith(f".{one}") for one in rule.terms)


CHECKS: Mapping[str, Callable[[Draft, Rule], Iterator[Finding]]] = {
    "purpose.tags": beside_the_purpose,
    "web.elsewhere": linked_to_a_platform,
}
