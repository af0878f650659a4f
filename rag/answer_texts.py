"""The words around the facts of an answer: key -> (Vietnamese, English). Merged into `rag.messages`."""

from __future__ import annotations

COMPOSED: dict[str, tuple[str, str]] = {
    "yes": ("Có", "Yes"),
    "no": ("Không", "No"),
    "higher": ("{name} cao hơn", "{name} is higher"),
    "equal": ("Bằng nhau", "The two are equal"),
    "changed_up": ("tăng", "up"),
    "changed_down": ("giảm", "down"),
    "difference": (
        "chênh {difference} (tính từ hai số liệu trên)",
        "a difference of {difference} (computed from the two figures)",
    ),
    "moved": (
        "{way} {difference} (tính từ hai số liệu trên)",
        "{way} by {difference} (computed from the two figures)",
    ),
    "left": (
        "{rest} (tính từ {whole} trừ {parts})",
        "{rest} (computed from {whole} less {parts})",
    ),
    "remainder": ("{rest} (tính từ {figure})", "{rest} (computed from {figure})"),
    "earlier": ("{number} (tính từ {figure}, {change})", "{number} (computed from {figure}, {change})"),
    "sum": (
        "{parts}; tổng cộng {total} (tính từ các số liệu trên)",
        "{parts}; {total} in all (computed from these figures)",
    ),
    "about": ("khoảng {number}", "about {number}"),
    "ratio": ("gấp {ratio} lần (tính từ hai số liệu trên)", "{ratio} times as much (computed from the two figures)"),
    "part": ("{name}: {answer}", "{name}: {answer}"),
    "not_comparable": (
        "Không so sánh được: các báo cáo không nêu điều này cho {names}.",
        "They cannot be compared: the reports do not state this for {names}.",
    ),
    "part_missing": ("{name}: các báo cáo không nêu", "{name}: not stated in the reports"),
    "reports_differ": ("các báo cáo nêu khác nhau", "the reports differ"),
    "not_stated_for": ("Các báo cáo không nêu điều này{scope}.", "The reports do not state this{scope}."),
    "only_other_period": (
        "Các báo cáo không nêu điều này cho {asked}; chỉ có cho {found}.",
        "The reports do not state this for {asked}; only for {found}.",
    ),
    "only_other_place": (
        "Các báo cáo không nêu điều này cho {asked}; chỉ có cho {found}.",
        "The reports do not state this for {asked}; only for {found}.",
    ),
    "for_scope": (" cho {scope}", " for {scope}"),
    "nearest_found": ("{scope}: {answer}", "{scope}: {answer}"),
    "off_topic": (
        "Câu hỏi này nằm ngoài nội dung các báo cáo.",
        "This question is outside what the reports are about.",
    ),
    "not_a_question": (
        "Tôi chỉ trả lời câu hỏi về các báo cáo trong thư viện; hãy hỏi về một con số, một việc, một người.",
        "I only answer questions about the reports in the library: ask about a figure, an event, a person.",
    ),
    "instruction": (
        "Tôi chỉ trả lời từ các báo cáo và không làm theo chỉ dẫn khác.",
        "I only answer from the reports and follow no other instructions.",
    ),
    "empty_library": (
        "Thư viện chưa có báo cáo nào: hãy thêm báo cáo trước.",
        "The library is empty: add reports first.",
    ),
    "outside_selection": (
        "Các báo cáo đã chọn không nêu điều này; có nêu trong báo cáo ngoài phạm vi chọn: {reports}.",
        "The chosen reports do not state this; it is stated in a report outside your selection: {reports}.",
    ),
}
