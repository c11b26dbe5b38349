"""Settings, declared once: type, default, words for people, and where they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where a value holds: at this site, or at all sites. (This PC: `app.kit.config`.)"""

    SITE = "site"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a center may decide, as text. `former` are names it had before.

    `rows` are the lines shown to type it in.
    """

    name: str
    default: str
    label: str
    help: str
    scope: Scope = Scope.ALL
    former: tuple[str, ...] = ()
    rows: int = 1

    def read(self, values: Mapping[str, str]) -> str:
        """The value among stored ones, else the default."""
        found = (values[name] for name in (self.name, *self.former) if name in values)
        return next(found, self.default)


PERMIT_ISSUER = Setting(
    "permit.issuer",
    "",
    "許可する者",
    "使用許可書と備品の許可書に「越谷市長」のように印刷します。",
)
PERMIT_SEAL = Setting(
    "permit.seal",
    "（公印省略）",
    "公印の欄",
    "許可書と登録証の、出す者の名の横に印刷します。空にすると、公印を押す枠になります。",
)
PERMIT_FORM_NO = Setting(
    "permit.form_no",
    "",
    "許可書の様式番号",
    "「様式第４号（第７条関係）」のように左上に印刷します。",
)
PERMIT_CONDITIONS = Setting(
    "permit.conditions",
    "",
    "使用の条件",
    "許可書の下に印刷します。1行に1つ書いてください。",
    rows=5,
)
HOLD_DAYS = Setting(
    "booking.hold_days",
    "7",
    "仮予約の期限（日数）",
    "規則集に定めがないとき、仮予約を何日後まで押さえておくかを数字で書きます。",
)
REFUSAL_FORM_NO = Setting(
    "booking_refusal.form_no",
    "",
    "不許可通知書の様式番号",
    "使用不許可通知書の左上に印刷します。",
)
REFUSAL_NOTE = Setting(
    "booking_refusal.note",
    "",
    "不許可・減免の通知書の教示",
    "審査請求などの教示の文を、センターの決まりのとおりに書いてください。",
    rows=4,
)
CHANGE_FORM_NO = Setting(
    "booking_change.form_no",
    "",
    "変更許可書の様式番号",
    "使用変更許可書の左上に印刷します。",
)
LOAN_FORM_NO = Setting(
    "loan_permit.form_no",
    "",
    "備品の許可書の様式番号",
    "備品使用申請書兼許可書の左上に印刷します。",
)
LOAN_CONDITIONS = Setting(
    "loan_permit.conditions",
    "",
    "備品の使用の条件",
    "備品使用申請書兼許可書に印刷します。1行に1つ書いてください。",
    rows=5,
)
CERTIFICATE_ISSUER = Setting(
    "certificate.issuer", "", "登録証を出す者", "団体登録証に印刷します。"
)
CERTIFICATE_FORM_NO = Setting(
    "certificate.form_no", "", "登録証の様式番号", "左上に印刷します。"
)
CERTIFICATE_STATEMENT = Setting(
    "certificate.statement",
    "上記の団体は、{center}の登録団体であることを証します。",
    "登録証の文",
    "団体登録証の本文です。{center} はセンターの名前になります。",
    rows=3,
)
INSURANCE_ADDRESSEE = Setting(
    "insurance.addressee",
    "",
    "保険の申込みの宛先",
    "加入申込書に「越谷市社会福祉協議会会長」のように印刷します。",
)
INSURANCE_NOTE = Setting(
    "insurance.note",
    "様式は社会福祉協議会の指定によります。",
    "加入申込書の注記",
    "加入申込書の右上に印刷します。社協の様式で出すときは、その写しとして使います。",
)
#: https://www.fukushihoken.co.jp/fukushi/front/info/info_guid.html
INSURANCE_STATEMENT = Setting(
    "insurance.statement",
    "重要事項等説明書の交付を受け、その内容及び意向確認事項を確認し、個人情報の取扱いに"
    "同意のうえ、加入者名簿の者について、次のとおり加入を申し込みます。",
    "加入申込書の文",
    "加入申込書の本文です。",
    rows=3,
)
ATTACHMENT_MOST = Setting(
    "attachment.most",
    "20",
    "添付できるファイルの大きさ",
    "1つのファイルの上限を MB（メガバイト）の数字で書きます。",
)
CASH_FLOAT = Setting(
    "closing.float",
    "0",
    "釣り銭準備金",
    "日締めで、数えた現金に含まれる釣り銭の額です。円の数字で書きます。",
    Scope.SITE,
)
EMERGENCY_ORDER = Setting(
    "emergency.call_order",
    "時刻",
    "臨時休館の電話の順",
    "「時刻」と書くと使用時間の早い順、「人数」と書くと同じ日では人数の多い順に並べます。",
)

#: Every setting, in the order of the page 設定.
ALL: tuple[Setting, ...] = (
    PERMIT_ISSUER,
    PERMIT_SEAL,
    PERMIT_FORM_NO,
    PERMIT_CONDITIONS,
    HOLD_DAYS,
    REFUSAL_FORM_NO,
    REFUSAL_NOTE,
    CHANGE_FORM_NO,
    LOAN_FORM_NO,
    LOAN_CONDITIONS,
    CERTIFICATE_ISSUER,
    CERTIFICATE_FORM_NO,
    CERTIFICATE_STATEMENT,
    INSURANCE_ADDRESSEE,
    INSURANCE_NOTE,
    INSURANCE_STATEMENT,
    ATTACHMENT_MOST,
    CASH_FLOAT,
    EMERGENCY_ORDER,
)
