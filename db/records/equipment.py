"""備品: kinds kept in stock, single pieces with a barcode, and what is promised."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Base, Record


class EquipmentKind(Record, kw_only=True):
    """品目: `quantity` counts what bears no label of its own; labelled pieces add to it.

    `name` is the item's name in the rulebook. `barcode` stands on the shelf and is
    scanned for what has no label. `shelf` says where it is kept; `place` orders kinds.
    """

    __tablename__ = "equipment_kind"
    owned = frozenset({"home", "quantity"})

    name: Mapped[str]
    home: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=0)
    barcode: Mapped[str] = mapped_column(default="", index=True)
    shelf: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class PieceState(StrEnum):
    """使用可・修理中・廃棄. Only the first counts as stock."""

    IN_SERVICE = "in_service"
    REPAIR = "repair"
    RETIRED = "retired"


class EquipmentPiece(Record, kw_only=True):
    """個体: one thing with a barcode; `label` tells it from its like (1号機)."""

    __tablename__ = "equipment_piece"
    owned = frozenset({"home", "kind_id", "state"})

    kind_id: Mapped[UUID] = mapped_column(
        ForeignKey("equipment_kind.id", **LATE), index=True
    )
    home: Mapped[str]
    barcode: Mapped[str] = mapped_column(index=True)
    label: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=PieceState.IN_SERVICE)
    note: Mapped[str] = mapped_column(default="")


class Stock(Base, kw_only=True):
    """How much of a kind is promised on a day, of how much there is. Derived, local.

    Only days with a promise have a row. The check forbids promising more.
    """

    __tablename__ = "stock"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND taken <= total", "covered"),
        {"sqlite_with_rowid": False},
    )

    kind_id: Mapped[UUID] = mapped_column(
        ForeignKey("equipment_kind.id", **LATE), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    total: Mapped[int]
    taken: Mapped[int]


class StockClaim(Base, kw_only=True):
    """What one line of a loan takes of the stock on a day. Derived, local."""

    __tablename__ = "stock_claim"
    __table_args__ = (
        Index("ix_stock_claim_kind_id_day", "kind_id", "day"),
        {"sqlite_with_rowid": False},
    )

    line_id: Mapped[UUID] = mapped_column(
        ForeignKey("loan_line.id", **LATE), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    kind_id: Mapped[UUID] = mapped_column(ForeignKey("equipment_kind.id", **LATE))
    quantity: Mapped[int]
