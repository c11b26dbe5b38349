"""Joins the lower storeys: everything a user interface needs, as one frozen object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.kit.clock import Clock
from app.kit.config import Config
from app.services.attachments import Attachments
from app.services.blockings import Blockings
from app.services.bookings import (
    Altering,
    Approvals,
    Bookings,
    Changes,
    Deadlines,
    Decisions,
    Extending,
    Lapses,
    Visits,
    Writing,
)
from app.services.closings import Closings
from app.services.drafts import Drafts
from app.services.emergencies import Emergencies
from app.services.equipment import Equipment
from app.services.finding import Finding
from app.services.forms import Forms, MoneyForms
from app.services.groups import Groups
from app.services.insurance import Insurance
from app.services.journal import Journal
from app.services.ledgers import Ledgers
from app.services.loans import Lending, Loans
from app.services.lotteries import Lotteries
from app.services.month_closings import MonthClosings
from app.services.months import Months
from app.services.offers import Offers
from app.services.payments import Payments
from app.services.postings import Postings
from app.services.reports import Reports
from app.services.requests import Requests, Series
from app.services.rooms import Rooms
from app.services.rosters import Rosters
from app.services.rulebooks import Rulebooks
from app.services.settings import Settings
from app.services.setup import Setup
from app.services.special_days import SpecialDays
from app.services.special_fees import SpecialFees
from app.services.staff import StaffDesk
from app.services.sync.service import Sync
from app.services.today import Today
from app.services.trials import Trials
from app.services.vacancies import Vacancies
from app.services.waiting import Waiting
from app.services.waivers import Waivers
from db.keys import Ids, uuid7
from db.opening import open_store
from db.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """All use cases, over one open database."""

    approvals: Approvals
    attachments: Attachments
    blockings: Blockings
    bookings: Bookings
    closings: Closings
    changes: Changes
    extending: Extending
    decisions: Decisions
    lapses: Lapses
    visits: Visits
    drafts: Drafts
    emergencies: Emergencies
    equipment: Equipment
    finding: Finding
    forms: Forms
    groups: Groups
    insurance: Insurance
    journal: Journal
    ledgers: Ledgers
    loans: Loans
    lotteries: Lotteries
    month_closings: MonthClosings
    money_forms: MoneyForms
    months: Months
    offers: Offers
    payments: Payments
    postings: Postings
    reports: Reports
    requests: Requests
    rooms: Rooms
    rosters: Rosters
    rulebooks: Rulebooks
    series: Series
    settings: Settings
    setup: Setup
    special_days: SpecialDays
    special_fees: SpecialFees
    staff: StaffDesk
    sync: Sync
    today: Today
    trials: Trials
    vacancies: Vacancies
    waiting: Waiting
    waivers: Waivers
    close: Callable[[], None]


def open_desk(config: Config, clock: Clock, ids: Ids = uuid7) -> Desk:
    """Open this PC's database, brought up to date. CannotOpen says why not."""
    store = open_store(config.location, config.site, ids)
    return desk_on(store, config.center, clock)


def desk_on(store: Store, center: str, clock: Clock) -> Desk:
    """The desk of a site; `center` is the code of the center it belongs to."""
    rulebooks = Rulebooks(store, clock)
    money_forms = MoneyForms(store, clock)
    lending = Lending(store, clock, rulebooks)
    offers = Offers(store, clock, rulebooks, lending)
    deadlines = Deadlines(store.site, rulebooks)
    altering = Altering(store.site, clock, offers, lending, rulebooks, deadlines)
    writing = Writing(clock, offers, lending, deadlines)
    settings = Settings(store, clock)
    months = Months(store, clock, rulebooks)
    vacancies = Vacancies(store, months)
    return Desk(
        attachments=Attachments(store, clock),
        closings=Closings(store, clock),
        month_closings=MonthClosings(store, clock),
        approvals=Approvals(store, clock, offers, rulebooks, deadlines),
        blockings=Blockings(store, clock),
        bookings=Bookings(store, clock, offers, deadlines, writing),
        changes=Changes(store, clock, offers, altering),
        extending=Extending(store, clock, rulebooks),
        decisions=Decisions(store, clock, deadlines),
        lapses=Lapses(store, clock),
        visits=Visits(store, clock, rulebooks),
        drafts=Drafts(store, clock),
        emergencies=Emergencies(store, clock, offers, rulebooks),
        equipment=Equipment(store, clock),
        finding=Finding(store, clock, offers, vacancies),
        forms=Forms(store, clock, rulebooks, money_forms, offers),
        money_forms=money_forms,
        groups=Groups(store, clock, rulebooks),
        insurance=Insurance(store, clock),
        journal=Journal(store, clock),
        ledgers=Ledgers(store, clock, rulebooks),
        loans=Loans(store, clock, lending),
        lotteries=Lotteries(store, clock, rulebooks, deadlines),
        months=months,
        offers=offers,
        payments=Payments(store, clock),
        postings=Postings(store, clock, months),
        reports=Reports(store, clock, rulebooks),
        requests=Requests(store, clock, rulebooks, lending, writing),
        rooms=Rooms(store, clock),
        rosters=Rosters(store, clock),
        rulebooks=rulebooks,
        series=Series(store, clock, offers, altering, deadlines),
        settings=settings,
        setup=Setup(store, clock),
        special_days=SpecialDays(store, clock, rulebooks),
        special_fees=SpecialFees(store, clock, deadlines),
        staff=StaffDesk(store, clock),
        sync=Sync(store, clock, center, rulebooks, deadlines),
        today=Today(store),
        trials=Trials(store, clock, rulebooks),
        vacancies=vacancies,
        waiting=Waiting(store, clock, rulebooks, deadlines),
        waivers=Waivers(store, clock),
        close=store.close,
    )
