"""The vault with a real Secret Service, and with every keyring that must not be trusted."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from smdesk import words
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.secret import MOST, Secret, check
from smdesk.operations import secret
from smdesk.store.vault import new_service
from tests.secret_service import Keyring, keyring

SERVICE = "smdesk-0b6d0b0c-test"
CANARY = "Kanariefågel-åäö-🔑-\n rad två "


@pytest.fixture
def root() -> Iterator[Path]:
    """A short path: a socket's may hold 107 bytes."""
    made = Path(tempfile.mkdtemp(prefix="sm"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def ring(root: Path) -> Iterator[Keyring]:
    with keyring(root) as made:
        yield made


def code(answer: object) -> str:
    """The problem an answer tells, which must have words and must not repeat the secret."""
    assert isinstance(answer, dict), answer
    assert words.problem_text(Problem(answer["code"], values=answer["values"]))
    assert "Kanarie" not in str(answer)
    return answer["code"]


def test_kept_read_replaced_and_deleted(ring):
    answers = ring.do(
        ("put", SERVICE, "password", CANARY),
        ("read", SERVICE, "password", ""),
        ("read", SERVICE, "codes", ""),
        ("put", SERVICE, "codes", "1111 2222"),
        ("put", SERVICE, "password", "nytt"),
        ("read", SERVICE, "password", ""),
        ("read", SERVICE, "codes", ""),
        ("delete", SERVICE, "password", ""),
        ("read", SERVICE, "password", ""),
        ("delete", SERVICE, "password", ""),
        ("read", SERVICE, "codes", ""),
    )
    assert [answers[n] for n in (0, 1, 3, 4, 5, 6, 7, 9, 10)] == [
        None, CANARY, None, None, "nytt", "1111 2222", None, None, "1111 2222",
    ]  # fmt: skip
    assert code(answers[2]) == code(answers[8]) == "secret.missing"


def test_the_longest_and_the_oddest_come_back_as_they_were(ring):
    for text in ("å" * MOST, "🔑" * (MOST // 2), "\t<b>&amp;</b>\r\n%s {x} $HOME", " ", "e\u0301"):
        assert ring.do(("put", SERVICE, "note", text), ("read", SERVICE, "note", "")) == [None, text]


def test_it_survives_the_daemon_and_then_is_locked(ring):
    ring.do(("put", SERVICE, "password", CANARY))
    ring.stop_daemon()
    ring.start_daemon(unlock=True)
    assert ring.do(("read", SERVICE, "password", "")) == [CANARY]
    ring.stop_daemon()
    ring.start_daemon(unlock=False)
    answers = ring.do(
        ("read", SERVICE, "password", ""), ("put", SERVICE, "password", CANARY), ("delete", SERVICE, "password", "")
    )
    assert [code(answer) for answer in answers] == ["secret.locked"] * 3


def test_a_cancelled_call_leaves_the_keyring_as_it_was(ring):
    ring.do(("put", SERVICE, "password", "förra"))
    (answer, now) = ring.do(("put_cancelled", SERVICE, "password", CANARY), ("read", SERVICE, "password", ""))
    assert (code(answer), now) == ("secret.cancelled", "förra")
    (answer, now) = ring.do(("put_cancelled", SERVICE, "codes", CANARY), ("read", SERVICE, "codes", ""))
    assert (code(answer), code(now)) == ("secret.cancelled", "secret.missing")


def test_a_keyring_that_was_never_made(root):
    with keyring(root, unlock=False) as ring:
        answers = ring.do(("put", SERVICE, "password", CANARY), ("read", SERVICE, "password", ""))
    assert [code(answer) for answer in answers] == ["secret.not_set_up"] * 2


def test_no_keyring_and_then_one_is_started(root):
    ring = Keyring(root)
    assert code(ring.do(("put", SERVICE, "password", CANARY))[0]) == "secret.no_keyring"
    try:
        ring.start_bus()
        assert code(ring.do(("read", SERVICE, "password", ""))[0]) == "secret.no_keyring"
        ring.start_daemon(unlock=True)
        assert ring.do(("put", SERVICE, "password", CANARY), ("read", SERVICE, "password", "")) == [None, CANARY]
    finally:
        ring.close()


PLAIN = """
from keyring.backend import KeyringBackend
class PlaintextKeyring(KeyringBackend):
    priority = 9
    def get_password(self, service, username): return open("/dev/null").read()
    def set_password(self, service, username, password): raise AssertionError(password)
"""
BROKEN = "raise ZeroDivisionError('Kanarie')"


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("keyring.backends.null.Keyring", "secret.refused_null"),
        ("keyring.backends.fail.Keyring", "secret.no_keyring"),
        ("odd.PlaintextKeyring", "secret.refused_plain"),
        ("odd.Missing", "secret.misconfigured"),
        ("no.such.module.Keyring", "secret.misconfigured"),
        ("broken.Keyring", "secret.misconfigured"),
        ("", "secret.misconfigured"),
        ("json.JSONDecoder", "secret.misconfigured"),
    ],
)
def test_a_named_keyring_is_refused_with_the_reason_and_never_used(ring, named, expected):
    place = ring.root / "modules"
    place.mkdir()
    (place / "odd.py").write_text(PLAIN)
    (place / "broken.py").write_text(BROKEN)
    env = {"PYTHON_KEYRING_BACKEND": named, "PYTHONPATH": str(place)}
    calls = [(verb, SERVICE, "password", CANARY) for verb in ("put", "read", "delete")]
    assert [code(answer) for answer in ring.do(*calls, env=env)] == [expected] * 3


def test_a_broken_configuration_file_is_told_and_a_sound_one_obeyed(ring):
    folder = ring.home / ".config/python_keyring"
    folder.mkdir(parents=True)
    config = folder / "keyringrc.cfg"
    config.write_text("[backend\nnonsense")
    assert code(ring.do(("read", SERVICE, "password", ""))[0]) == "secret.misconfigured"
    config.write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    assert code(ring.do(("put", SERVICE, "password", CANARY))[0]) == "secret.refused_null"
    for name in ("SecretService.Keyring", "chainer.ChainerBackend"):
        config.write_text(f"[backend]\ndefault-keyring=keyring.backends.{name}\n")
        assert ring.do(("put", SERVICE, "password", CANARY), ("read", SERVICE, "password", "")) == [None, CANARY]


def test_the_secret_is_in_no_file_but_the_keyrings_own_and_there_not_in_clear(ring):
    ring.do(*[("put", SERVICE, one, CANARY) for one in Secret])
    ring.stop_daemon()
    files = [path for path in ring.root.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    wanted = [CANARY.encode(), "Kanarie".encode("utf-16-le"), b"S2FuYXJpZ", SERVICE.encode()]
    assert not [path for path in files for one in wanted if one in path.read_bytes()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "secret.empty"),
        ("x" * (MOST + 1), "secret.too_long"),
        ("x" * 10_000, "secret.too_long"),
        ("🔑" * (MOST // 2 + 1), "secret.too_long"),
        ("a\0b", "secret.bad_text"),
        ("a\ud800b", "secret.bad_text"),
    ],
)
def test_what_may_not_be_kept_is_refused_before_any_keyring_is_asked(text, expected):
    with pytest.raises(RefusedError) as caught:
        secret.put(SERVICE, Secret.PASSWORD, text)
    assert [problem.code for problem in caught.value.problems] == [expected]
    assert words.problems_text(caught.value.problems)
    assert not text or text not in repr(caught.value.problems)


def test_the_limit_is_counted_as_windows_counts():
    assert check("x" * MOST) == []
    assert check("🔑" * (MOST // 2)) == []


def test_names_in_the_keyring_say_nothing():
    assert new_service() != new_service()
    assert new_service().startswith("smdesk-")
