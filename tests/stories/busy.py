"""Works at a register until it is killed, and says on stdout what has been kept: one line after each step."""

import itertools
import sys
from datetime import timedelta
from pathlib import Path

from smdesk.domain.post import Post
from smdesk.operations import opening, post, routine
from smdesk.operations.post import Publication

folder, session = Path(sys.argv[1]), sys.argv[2]
desk = opening.open_desk(folder)
ids = [one.id for one in post.accounts(desk)][:3]
for number in itertools.count():
    text = f"{session}-{number}"
    match number % 4:
        case 0:
            post.write(desk, Post(text=text, day=desk.today(), time="10:00"), ids)
        case 1:
            post.log_published(desk, text, [Publication(account_id=one, at=desk.now()) for one in ids])
        case 2:
            written = post.search(desk, f"{session}-{number - 2}")[0]
            post.move(desk, written.id, desk.today() + timedelta(days=1))
            post.write(desk, Post(text=text), ids[:1])
        case _:
            post.write(desk, Post(text=text), ids)
            open_rounds = [one for one in routine.today(desk) if not one.round.is_made]
            if open_rounds:
                one = open_rounds[0].round
                routine.tick(desk, one.account_id, one.day, one.slot, note=text)
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
