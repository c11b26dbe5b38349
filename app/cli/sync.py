"""`sync pack | inspect | apply | status`: 同期 without a screen."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.kit import config, labels
from app.kit.clock import always_on, now_here, wall
from app.kit.refusal import Refusal

if TYPE_CHECKING:
    from app.services.sync.service import Sync
    from app.services.sync.values import Applied, Contradiction, Counted, Peer, Side

#: Who acts: nobody is signed in, so it is the program itself.
PROGRAM = ""


class NotSetUp(Refusal):
    """No center and no satellite in this folder."""

    code = "config.not_set_up"


def add(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(title="sync", required=True)
    pack = _word(words, "pack", _pack, "write what a site lacks into a package")
    pack.add_argument("--to", required=True, metavar="SITE", help="its code, such as E")
    pack.add_argument("--out", required=True, type=Path, metavar="FILE")
    look = _word(words, "inspect", _inspect, "say what a package would do")
    look.add_argument("file", type=Path, metavar="FILE")
    take = _word(words, "apply", _apply, "take a package in")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help="as inspect")
    _word(words, "status", _status, "say how far the exchange has come")


Run = Callable[[argparse.Namespace], int]


def _word(
    words: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Run,
    told: str,
) -> argparse.ArgumentParser:
    parser = words.add_parser(name, help=told)
    parser.add_argument("--home", metavar="DIR", help="the folder of the site")
    parser.set_defaults(run=run)
    return parser


@contextmanager
def _opened(home: str | None) -> Iterator[Sync]:
    from app.desk import open_desk

    own = config.load(config.home_folder(home))
    if own is None:
        raise NotSetUp(path=config.home_folder(home))
    clock = always_on(date.fromisoformat(own.demo)) if own.demo else now_here
    desk = open_desk(own, clock)
    try:
        yield desk.sync
    finally:
        desk.close()


def _pack(options: argparse.Namespace) -> int:
    with _opened(options.home) as sync:
        packed = sync.pack(PROGRAM, options.to, options.out).value
    print(f"交換ファイルを作りました: {packed.path}")
    print(f"宛先: {packed.receiver}")
    print(f"新しい記録 {packed.entries}件、{packed.size:,}バイト")
    return 0


def _inspect(options: argparse.Namespace) -> int:
    with _opened(options.home) as sync:
        found = sync.inspect(options.file)
    print(f"送り元: {found.sender}、作成 {labels.moment(wall(found.made_at))}")
    print(f"記録 {found.entries}件、添付書類 {found.files}件")
    print(f"したこと: {_counts(found.verbs)}")
    print(f"変わるもの: {_counts(found.kinds)}")
    print("取り込むと:")
    _tell(found.outcome)
    return 0


def _apply(options: argparse.Namespace) -> int:
    if options.dry_run:
        return _inspect(options)
    with _opened(options.home) as sync:
        done = sync.apply(PROGRAM, options.file).value
    print(f"「{done.sender}」の交換ファイルを取り込みました。")
    _tell(done)
    answered = f"許可 {done.confirmed}件、取消 {done.cancelled}件、保留 {done.waiting}件"
    print(f"仮の予約と貸出: {answered}")
    return 0


def _status(options: argparse.Namespace) -> int:
    with _opened(options.home) as sync:
        status, found = sync.status(), sync.contradictions()
    print(f"この拠点: {status.name}（{status.site}）")
    for peer in status.peers:
        print(_peer(peer))
    print(f"くい違い: {status.contradictions}件")
    _list(found)
    return 0


def _peer(peer: Peer) -> str:
    if not peer.ready:
        return f"{peer.name}（{peer.code}）: 開設前"
    taken, made = (
        labels.moment(at) if at else "まだ" for at in (peer.applied_at, peer.packed_at)
    )
    return (
        f"{peer.name}（{peer.code}）: 最終取り込み {taken}、最終作成 {made}、"
        f"未送信 {peer.waiting}件、届いたか不明 {peer.unconfirmed}件"
    )


def _tell(done: Applied) -> None:
    rest = f"前の記録を待つ {done.held}件、既にある {done.known}件"
    print(f"  新しい {done.applied}件、{rest}")
    print(f"  新しいくい違い: {len(done.contradictions)}件")
    _list(done.contradictions)


def _list(found: Sequence[Contradiction]) -> None:
    for each in found:
        print(f"  {each.title}（解決するのは「{each.settler}」）")
        for side in each.sides:
            print(f"    {_side(side)}")


def _side(side: Side) -> str:
    at = labels.moment(wall(side.at.astimezone()))
    return f"{side.value}（{side.staff or '窓口'}、{side.site}、{at}）"


def _counts(counted: Sequence[Counted]) -> str:
    return "、".join(f"{each.what} {each.count}" for each in counted) or "なし"
