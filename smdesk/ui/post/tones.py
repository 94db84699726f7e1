"""What colour each state of a post has, on a chip as in its form."""

from smdesk.domain.post import PostState
from smdesk.ui.kit.theme import Tone

TONES = {
    PostState.IDEA: Tone.NEUTRAL,
    PostState.DRAFT: Tone.WARNING,
    PostState.REVIEW: Tone.WARNING,
    PostState.APPROVED: Tone.ACCENT,
    PostState.SCHEDULED: Tone.ACCENT,
    PostState.PARTLY: Tone.WARNING,
    PostState.PUBLISHED: Tone.DONE,
    PostState.DROPPED: Tone.NEUTRAL,
}
