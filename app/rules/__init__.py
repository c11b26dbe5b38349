"""What the rules of a center say: pure functions over its rulebook, no clock, no SQL.

book         規則集 as typed data, area by area; `file` reads it from TOML
calendar     開館と休館: open or not, and when; warnings
acceptance   受付: windows, stages, ties, deadlines
use          may this be booked: limits, runs, refusals, penalties
fees         使用料 line by line, from slots or units to rounding
lending      備品・ロッカー・印刷
questions    the public interface: a question of plain values, an answer with reasons
trial        試算: two rulebooks asked the same; gaps: what a rulebook leaves open
people       forms and rosters, which are rules about what may be typed
"""
