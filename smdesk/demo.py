"""The demo world: a made-up förvaltning with accounts, posts and rounds, the same for the same seed and moment."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from smdesk.demo_inbound import come_in, write_closed
from smdesk.demo_library import fill_library, keep_picture
from smdesk.desk import Desk
from smdesk.domain.account import BASIC_ITEMS, Account, AccountStatus, ArchiveLevel, BasicItem, StatusChange
from smdesk.domain.calendar import STOCKHOLM, days_between, moment, monday
from smdesk.domain.duty import Duty, DutyDone, turns
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.group import AccountGroup, GroupMember
from smdesk.domain.person import Person
from smdesk.domain.phrase import Phrase, PhraseKind
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.procedure_change import Complete
from smdesk.domain.request import Request
from smdesk.domain.routine import Requirement, RequirementKind, Result, SourceKind, Tick
from smdesk.domain.workdays import DayKind, SpecialDay, Workdays
from smdesk.formats.red_days import special_days
from smdesk.operations import procedure
from smdesk.operations.opening import begin, open_desk
from smdesk.resources import read_toml
from smdesk.store import file
from smdesk.store.account import Accounts
from smdesk.store.evidence import EvidenceTable
from smdesk.store.media import keep_library
from smdesk.store.phrase import Phrases
from smdesk.store.post import Posts
from smdesk.store.routine import Routine
from smdesk.store.setting import Settings
from smdesk.store.trouble import told, told_disk

WEEKS_BACK = 12
YEARS_AHEAD = 3  # of red days, as a new register has them
TIMES = ("08:30", "09:00", "10:00", "11:00", "13:00", "15:30", "16:00")
LOCAL = "Lokal rutin för sociala medier, Söderviks stadsdelsförvaltning"
PROPOSAL = "Förslag efter andra kommuners riktlinjer (Malmö, Varberg)"


def demo_desk(folder: Path, now: datetime, *, years: int = 0, seed: int = 1) -> Desk:
    """The desk over a new demo world in `folder`, with its clock standing at `now`."""
    write_demo(folder, years=years, seed=seed, now=now)
    return open_desk(folder, clock=lambda: now)


def write_demo(folder: Path, *, now: datetime, years: int = 0, seed: int = 1) -> None:
    """Write a demo world as it stands at `now`; with `years`, about 60 accounts and 5,000 posts for each year.

    Not a step: it cannot be undone. It is written beside, and gets its name when it is whole: a kill meanwhile leaves
    nothing that opens as a register. Raises `CannotOpenError` when a register is there, `CannotSaveError` when the
    disk is in the way.
    """
    world = _World(now.astimezone(STOCKHOLM), years, seed)
    with file.creating(folder) as beside, told(folder / file.NAME), told_disk(folder):
        world.write_in(beside / "world")
        for name in (file.EVIDENCE, file.NAME):
            (beside / "world" / name).replace(beside / name)


@dataclass
class _World:
    """Everything that follows from the moment, the number of years and the seed."""

    now: datetime
    years: int
    seed: int
    data: dict[str, Any] = field(default_factory=lambda: read_toml("demo.toml"))

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 # a world to look at, not a secret
        self.today = self.now.date()
        back = timedelta(days=round(365.25 * self.years)) if self.years else timedelta(weeks=WEEKS_BACK)
        self.first = monday(self.today - back)
        self.start = datetime(self.first.year, self.first.month, self.first.day, 8, tzinfo=STOCKHOLM)
        self.people = [Person(**one) for one in self.data["people"]]
        self.plans: list[dict[str, Any]] = [*self.data["accounts"], *(self._more() if self.years else ())]
        self.ids = {plan["name"]: number for number, plan in enumerate(self.plans, 1)}

    def ago(self, days: int) -> date:
        """The day `days` days before today."""
        return self.today - timedelta(days=days)

    def at(self, day: date, time: str) -> datetime:
        """The moment at which the förvaltning's clock shows `time` on `day`."""
        return moment(day, time)

    def _more(self) -> Iterator[dict[str, Any]]:
        """The further accounts of a world of many years: 46, so that there are 60."""
        names = product(self.data["more"]["places"], self.data["more"]["kinds"])
        for number, (place, (what, platform, kind, unit, topic)) in zip(range(46), names, strict=False):
            yield {
                "name": f"{what} {place}",
                "platform": platform,
                "kind": kind,
                "handle": f"sodervik_{number + 1}",
                "unit": unit,
                "purpose": "Informera om verksamheten",
                "owner": f"Enhetschef {what} {place}",
                "deputy": "Samordnare",
                "admins": 2,
                "archive_level": "overview",
                "archived_ago": 90,
                "started_ago": 365 * self.years + 200,
                "posts": (2, 2, 1)[number % 3],
                "rounds": ("09:00", "10:00 15:00", "11:00", "09:30 14:00", "13:00")[number % 5],
                "topics": [topic],
            }

    def write_in(self, folder: Path) -> None:
        """Write the world as a register of its own in `folder`."""
        begin(folder, office=self.data["office"], person=self.people[0], clock=lambda: self.start).close()
        with closing(file.open_register(folder)) as connection:
            connection.execute("begin immediate")
            self.write(connection, folder)
            connection.execute("commit")
        with closing(open_desk(folder, clock=lambda: self.at(self.ago(2), "10:00"))) as desk:
            desk.person = self.people[0]
            fill_library(desk, folder, self.data, self.today)
        self.begin_closing(folder)
        come_in(folder, self.now, self.ids, self.people[0])
        self.sign(folder)

    def write(self, connection: Connection, folder: Path) -> None:
        """Write every table inside the open transaction."""
        settings = Settings(connection)
        later = range(self.start.year + YEARS_AHEAD + 1, self.today.year + YEARS_AHEAD + 1)
        settings.special_days.add_many([one for year in later for one in special_days(year)])
        settings.special_days.add_many([self._special(plan) for plan in self.data["days"]])
        settings.people.add_many(self.people[1:])
        accounts, posts, routine = Accounts(connection), Posts(connection), Routine(connection)
        accounts.add_many([self._account(plan) for plan in self.plans])
        for number, one in enumerate(self.data["groups"], 1):
            accounts.groups.add(AccountGroup(name=one["name"]))
            accounts.members.add_many([GroupMember(group_id=number, account_id=self.ids[name]) for name in one["in"]])
        accounts.statuses.add_many([one for plan in self.plans for one in self._statuses(plan)])
        accounts.basic.add_many([one for plan in self.plans for one in self._basic(plan)])
        routine.requirements.add_many([one for plan in self.plans for one in self._requirements(plan)])
        self._write_posts(posts, folder, EvidenceTable(connection, folder))
        Phrases(connection).add_many([self._phrase(plan) for plan in self.data["phrases"]])
        keep_library(connection)
        workdays = Workdays(settings.special_days.all())
        routine.add_many(list(self._ticks(workdays)))
        routine.done.add_many([one for duty in routine.duties.all() for one in self._done(duty, workdays)])
        days = [one for one in days_between(self.first, self.ago(1)) if workdays.is_working(one)]
        asked = [self.ids[plan["name"]] for plan in self.plans if "rounds" in plan]
        write_closed(connection, days, asked, self.people[0], many=bool(self.years), seed=self.seed)

    def _phrase(self, plan: dict[str, Any]) -> Phrase:
        account_id = self.ids.get(plan.get("account", ""))
        return Phrase(kind=PhraseKind(plan["kind"]), name=plan["name"], text=plan["text"], account_id=account_id)

    def begin_closing(self, folder: Path) -> None:
        """Take one account some way through its closure, by the same road as the user: no gate is passed by."""
        plan = self.data["closure"]
        moment = self.at(self.ago(plan["started_ago"]), "09:00")
        with closing(open_desk(folder, clock=lambda: moment)) as desk:
            run = procedure.begin_closure(desk, self.ids[plan["account"]])
            for number, step in enumerate(plan["steps"]):
                moment = self.at(self.ago(step["ago"]), f"09:{10 + number}")
                desk.person = next(one for one in self.people if one.name == step["who"])
                values = {key: self._told(value) for key, value in step["values"].items()}
                procedure.make(desk, run, Complete(key=step["key"], values=values))

    def _told(self, value: str | int) -> str:
        return value if isinstance(value, str) else self.ago(-value).isoformat()

    def sign(self, folder: Path) -> None:
        """Say in the journal that all of this was made up."""
        with closing(open_desk(folder, clock=lambda: self.now)) as desk, desk.step("demo", self.data["office"]):
            desk.store.setting.put("demo", "1")

    def _special(self, plan: dict[str, Any]) -> SpecialDay:
        """A day of her own; it is not free, so that the rounds stay what they are."""
        day, count = self.ago(-plan["days"]), plan.get("count", 1)
        last = day + timedelta(days=count - 1) if count > 1 else None
        return SpecialDay(day=day, last_day=last, name=plan["name"], kind=DayKind(plan["kind"]))

    def _account(self, plan: dict[str, Any]) -> Account:
        handle = plan.get("handle", "")
        address = {"linkedin": "https://www.linkedin.com/company/"}.get(
            plan["platform"], f"https://www.{plan['platform']}.com/"
        )
        plain = ("name", "platform", "kind", "unit", "purpose", "audience", "plan_link", "goals", "owner", "deputy",
                 "last_post_source", "note", "subjects")  # fmt: skip
        started = self._day(plan, "started_ago")
        return Account(
            **{key: plan[key] for key in plain if key in plan},
            handle=handle,
            url=plan.get("url", address + handle if handle else ""),
            decided_by="Stadsdelsdirektör" if started else "",
            decided_on=started - timedelta(days=20) if started else None,
            decision_ref=f"SDV {started.year}/{100 + self.ids[plan['name']]}-1.5" if started else "",
            admins=plan.get("admins"),
            login_name="sociala.medier@example.org" if started else "",
            two_factor_holder=plan["owner"] if started else "",
            archive_level=ArchiveLevel(plan["archive_level"]) if started else None,
            archived_on=self._day(plan, "archived_ago"),
            archive_ref=f"e-arkiv {100 + self.ids[plan['name']]}" if started else "",
            last_post_on=self._day(plan, "last_post_ago"),
            profile_checked_on=self.ago(160) if started else None,
            status=AccountStatus(plan.get("status", "active")),
            started_on=started,
        )

    def _day(self, plan: dict[str, Any], key: str) -> date | None:
        return self.ago(plan[key]) if key in plan else None

    def _statuses(self, plan: dict[str, Any]) -> Iterator[StatusChange]:
        account_id = self.ids[plan["name"]]
        if "started_ago" not in plan:
            yield StatusChange(account_id=account_id, day=self.ago(9), status=AccountStatus.APPLIED)
            return
        yield StatusChange(account_id=account_id, day=self.ago(plan["started_ago"]), status=AccountStatus.ACTIVE)

    def _basic(self, plan: dict[str, Any]) -> Iterator[BasicItem]:
        if "started_ago" in plan:
            for item in BASIC_ITEMS:
                if item not in plan.get("basic_missing", ()):
                    yield BasicItem(account_id=self.ids[plan["name"]], item=item, checked_on=self.ago(160))

    def _requirements(self, plan: dict[str, Any]) -> Iterator[Requirement]:
        """Half rest on a local routine, the others on a proposal; one has no source at all."""
        if "started_ago" not in plan:
            return
        account_id = self.ids[plan["name"]]
        kind, source = (SourceKind.LOCAL, LOCAL) if account_id % 2 else (SourceKind.PROPOSAL, PROPOSAL)
        if plan.get("source_missing"):
            kind, source = SourceKind.NONE, ""
        made = Requirement(
            account_id=account_id,
            kind=RequirementKind.ROUNDS,
            value=len(plan["rounds"].split()),
            times=plan["rounds"],
            source=source,
            source_kind=kind,
            valid_from=self.ago(plan["started_ago"]),
        )
        yield made
        yield replace(made, kind=RequirementKind.ANSWER, value=1, times="")
        if posts := plan.get("posts"):
            weekly = replace(made, kind=RequirementKind.POSTS, value=posts, times="")
            yield weekly
            if plan.get("season"):
                year = self.today.year if self.today.month >= 5 else self.today.year - 1
                low = replace(weekly, value=1, deviation=True, decided_by="Enhetschef Park")
                yield replace(low, valid_from=date(year, 10, 1), valid_to=date(year + 1, 4, 30))

    def _write_posts(self, posts: Posts, folder: Path, evidence: EvidenceTable) -> None:
        """The posts of every week and those of these days. An empty table numbers its rows from 1, in order."""
        made = [(post, self._wide(account)) for plan in self.plans for account, post in self._weekly(plan)]
        made.sort(key=lambda one: (one[0].day or self.today, one[0].time))
        near = [(self._near(plan), self._places_of(plan)) for plan in self.data["now"]]
        made += near
        posts.add_many([post for post, _ in made])
        posts.placements.add_many(
            [
                self._placement(number, post, account)
                for number, (post, accounts) in enumerate(made, 1)
                for account in accounts
            ]
        )
        first = len(made) - len(near) + 1
        for number, plan in enumerate(self.data["now"], first):
            if "request" in plan:
                posts.requests.add(self._request(number, plan["request"]))
            for name, text in plan.get("own", {}).items():
                (place,) = posts.placements.find("post_id = ? and account_id = ?", number, self.ids[name])
                posts.placements.change(replace(place, text=text))
            if "alt" in plan:
                evidence.add(self._image(folder, number, plan["alt"]))

    def _request(self, post_id: int, plan: dict[str, Any]) -> Request:
        """A wish to the city's channels, sent so many days ago."""
        sent = self.at(self.ago(plan["sent_ago"]), "09:00")
        return Request(
            post_id=post_id, channels=plan["channel"], sent_to=plan["to"], sent_at=sent, sent_by=self.people[0].name
        )

    def _wide(self, account_id: int) -> list[int]:
        """The accounts of a post: now and then the head office's page shares it."""
        return [account_id, 1] if account_id > 1 and self.chance.random() < 0.04 else [account_id]

    def _weekly(self, plan: dict[str, Any]) -> Iterator[tuple[int, Post]]:
        """An account's posts, week by week until the end of the week after next; sometimes one is missing."""
        tags = self.data["tags"]
        texts = [(text, tags[topic]) for topic in plan["topics"] for text in self.data["topics"][topic]]
        last = self.ago(plan["silent_days"]) if "silent_days" in plan else monday(self.today) + timedelta(days=20)
        for start in days_between(self.first, last)[::7] if texts else ():
            count = plan["posts"] - (self.chance.random() < 0.08)
            days = sorted(self.chance.sample(range(5), count))
            for day in (start + timedelta(days=weekday) for weekday in days):
                post = self._post(day, self.chance.choice(TIMES), *self.chance.choice(texts))
                if day <= last:
                    yield self.ids[plan["name"]], post
        if "silent_days" in plan:
            yield self.ids[plan["name"]], self._post(last, "10:00", *texts[0])

    def _post(self, day: date, time: str, text: str, tags: str) -> Post:
        if self.at(day, time) <= self.now:
            state = PostState.PUBLISHED if self.chance.random() > 0.02 else PostState.DROPPED
        else:
            near = day <= monday(self.today) + timedelta(days=6)
            later = (PostState.APPROVED, PostState.DRAFT, PostState.DRAFT)
            state = self.chance.choice((PostState.APPROVED, PostState.APPROVED, PostState.DRAFT) if near else later)
        created = min(self.now, self.at(day - timedelta(days=self.chance.randint(2, 9)), "09:00"))
        planned = self.chance.random() > 0.1
        return Post(text=text, state=state, day=day, time=time, created_at=created, planned=planned, tags=tags)

    def _places_of(self, plan: dict[str, Any]) -> list[int]:
        """The accounts of a post, those with a text of their own too; none of a request."""
        return [self.ids[name] for name in (plan["account"], *plan.get("own", ()))] if "account" in plan else []

    def _near(self, plan: dict[str, Any]) -> Post:
        day = self.today + timedelta(days=plan["days"]) if "days" in plan else None
        return Post(
            text=plan["text"],
            state=PostState(plan["state"]),
            day=day,
            time=plan.get("time", ""),
            created_at=self.now - timedelta(days=4),
            tags=plan.get("tags", ""),
            binned_at=self.now - timedelta(days=1) if plan.get("binned") else None,
        )

    def _placement(self, number: int, post: Post, account_id: int) -> Placement:
        if post.state is not PostState.PUBLISHED or post.day is None:
            return Placement(post_id=number, account_id=account_id)
        moment = self.at(post.day, post.time) + timedelta(minutes=number % 4)
        link = f"https://www.example.org/{account_id}/{number}"
        return Placement(post_id=number, account_id=account_id, published_at=min(moment, self.now), permalink=link)

    def _image(self, folder: Path, post_id: int, alt: str) -> Evidence:
        kept = keep_picture(folder, f"bild-{post_id}.png", post_id * 37 % 200)
        return Evidence(
            subject=Subject.POST,
            subject_id=post_id,
            sha256=kept.sha256,
            suffix=kept.suffix,
            name=kept.name,
            size=kept.size,
            alt=alt,
            kind="image",
            added_at=self.now - timedelta(days=3),
            added_by=str(self.people[0]),
        )

    def _ticks(self, workdays: Workdays) -> Iterator[Tick]:
        """Nearly every round was made, some a day late; of today's the last that should be made is not."""
        asked = [plan for plan in self.plans if "rounds" in plan]
        for day in filter(workdays.is_working, days_between(self.first, self.today)):
            rounds = sorted((slot, self.ids[plan["name"]], plan) for plan in asked for slot in plan["rounds"].split())
            if day == self.today:
                rounds = [one for one in rounds if self.at(day, one[0]) <= self.now][:-1]
            for slot, account_id, plan in rounds:
                share = plan.get("done_share", 0.985) if day > self.ago(60) else 0.985
                if self.chance.random() < share:
                    yield self._tick(day, slot, account_id)

    def _tick(self, day: date, slot: str, account_id: int) -> Tick:
        late = day < self.today and self.chance.random() < 0.01
        moment = self.at(day, slot) - timedelta(minutes=self.chance.randint(0, 40))
        acted = self.chance.random() < 0.06
        return Tick(
            account_id=account_id,
            day=day,
            slot=slot,
            done_at=self.at(day + timedelta(days=1), "08:40") if late else moment,
            done_by=str(self.people[1 if day.month == 7 else 0]),
            result=self.chance.choice((Result.REGISTERED, Result.ACTED)) if acted else Result.NOTHING_NEW,
            note="En fråga besvarad i tråden" if acted else "",
            late=late,
        )

    def _done(self, duty: Duty, workdays: Workdays) -> Iterator[DutyDone]:
        """Nearly every turn of a duty was done on its day; of today's every third."""
        for turn in turns(duty, self.first, self.today, (), workdays):
            if turn.due_on == self.today and duty.id % 3:
                continue
            if turn.until >= self.today or self.chance.random() < 0.97:
                moment = min(self.now, self.at(turn.due_on, "08:40"))
                yield DutyDone(duty_id=duty.id, due_on=turn.due_on, done_at=moment, done_by=str(self.people[0]))
