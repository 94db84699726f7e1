"""Words of the messages that smdesk shows over other windows."""

from collections.abc import Sequence

MOST = 3


def due_text(posts: Sequence[str], rounds: Sequence[str], sent: Sequence[str] = (), answers: Sequence[str] = ()) -> str:
    """”Dags att publicera på Seniorhälsan. Bevakning: Parken, Kajen och 2 till.”; empty when nothing is due."""
    parts = []
    if posts:
        parts.append(f"Dags att publicera på {_names(posts)}.")
    if sent:
        parts.append(f"Har det schemalagda gått ut på {_names(sent)}?")
    if answers:
        parts.append(f"Svarstiden är slut för något som kom in på {_names(answers)}.")
    if rounds:
        parts.append(f"Bevakning: {_names(rounds)}.")
    return " ".join(parts)


def _names(names: Sequence[str]) -> str:
    if len(names) > MOST:
        return f"{', '.join(names[:MOST])} och {len(names) - MOST} till"
    return " och ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
