"""`lottery verify FILE`: does the result follow from list and seed?"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.kit.clock import until
from app.kit.refusal import Refusal
from app.rules.draws.exported import MOST_BYTES, NotLotteryFile, difference, read_exported


class CannotRead(Refusal):
    """There is no such file, or it cannot be read."""

    code = "lottery.cannot_read"


def add(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(title="lottery", required=True)
    verify = words.add_parser("verify", help="draw again, and compare")
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    told = read_exported(_text(options.file))
    frozen, winners = told.frozen, sum(bool(each.won) for each in told.outcomes)
    print(f"抽選: {frozen.name}（{frozen.lottery}）")
    print(f"申込 {len(frozen.requests)}件、当選 {winners}件")
    print(f"一覧の照合値: {told.digest}")
    print(f"種: {told.seed}（{told.source}）")
    for each in told.gone:
        starts, ends = each.span
        span = f"{starts:%Y-%m-%d %H:%M}〜{until(ends)}"
        print(f"締切のあとに使えなくなった時間: {span} {each.room} {each.why}")
    if found := difference(told):
        print(f"× 結果は、この一覧と種からは出ません。{found}")
        return 1
    print("○ 結果は、この一覧と種からそのまま出ます。")
    return 0


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotLotteryFile()
        return path.read_text("utf-8")
    except OSError as error:
        raise CannotRead(path=path, reason=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise NotLotteryFile() from error
