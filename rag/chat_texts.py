"""What the chat says around answers: key -> (Vietnamese, English). Merged into `rag.messages`."""

from __future__ import annotations

CHAT: dict[str, tuple[str, str]] = {
    "feedback_unusable": (
        "Không đọc hay ghi được nhận xét trong {path} ({reason}): hãy kiểm tra quyền, hoặc đổi tên tệp đó.",
        "The feedback in {path} cannot be read or written ({reason}): check its permissions, or rename the file.",
    ),
    "feedback_none": (
        "Chưa có nhận xét nào: hãy đánh giá một câu trả lời trên trang web trước.",
        "There is no feedback yet: judge an answer on the page first.",
    ),
    # feedback on an answer
    "rate": ("Câu trả lời này thế nào?", "How is this answer?"),
    "rate_right": ("Đúng", "Right"),
    "rate_wrong_figure": ("Sai số liệu", "Wrong figure"),
    "rate_wrong_source": ("Sai nguồn", "Wrong source"),
    "rate_should_decline": ("Lẽ ra không nên trả lời", "Should have declined"),
    "rate_right_silence": ("Đúng là không có", "Rightly silent"),
    "rate_should_answer": ("Báo cáo có nêu", "The reports do state it"),
    "rated": ("Đã ghi lại, chỉ trên máy này.", "Noted, on this machine only."),
    "correction_label": ("Câu trả lời đúng, nếu bạn biết", "The right answer, if you know it"),
    "correction_save": ("Lưu", "Save"),
    "correction_saved": ("Câu trả lời đúng: {correction}", "The right answer: {correction}"),
    "feedback_export": ("Xuất nhận xét ({count})", "Export the feedback ({count})"),
    "feedback_hint": (
        "Thành bộ câu hỏi để đo lại câu trả lời (hoibaocao evaluate).",
        "As a question set to measure the answers with (hoibaocao evaluate).",
    ),
    # a conversation as a file, an answer as a line
    "export": ("Xuất cuộc trò chuyện", "Export the conversation"),
    "export_markdown": ("Markdown", "Markdown"),
    "export_html": ("HTML", "HTML"),
    "export_docx": ("Word", "Word"),
    "exported": ("Đã tải {name}.", "Saved {name}."),
    "exported_on": ("Xuất từ Hỏi Báo Cáo ngày {date}.", "Exported from Hỏi Báo Cáo on {date}."),
    "transcript_untitled": ("Cuộc trò chuyện", "Conversation"),
    "copy_answer": ("Chép một dòng", "Copy as one line"),
    "no_publisher": ("không rõ nơi đăng", "publisher unknown"),
    "page_number": ("trang {page}", "p. {page}"),
    "characters": ("ký tự {start}–{end}", "characters {start}–{end}"),
    "sources_heading": ("Nguồn", "Sources"),
    # conversations
    "history_rename": ("Đổi tên", "Rename"),
    "history_name": ("Tên mới", "New name"),
    "history_save": ("Lưu tên", "Save the name"),
    "history_turns": ("{count} câu hỏi", "{count} questions"),
    "history_turns_one": ("1 câu hỏi", "1 question"),
    # stages and what to ask next
    "stage_waking": ("Đang nạp mô hình (chỉ lần đầu)", "Loading the models (first time only)"),
    "stages_label": ("Các bước", "Steps"),
    "follow_ups": ("Hỏi tiếp", "Ask next"),
    "follow_up_nearest": ("Hỏi về điều gần nhất", "Ask about the nearest finding"),
    "follow_up_examples": ("Các báo cáo trả lời được", "The reports do answer"),
    # the source
    "copy_as": ("Chép dẫn nguồn:", "Copy the reference:"),
    "copy_plain": ("Văn bản", "Text"),
    "copy_markdown": ("Markdown", "Markdown"),
    "copy_bibtex": ("BibTeX", "BibTeX"),
    "open_original": ("Mở bản gốc tại {host}", "Open the original at {host}"),
    "source_keys": (
        "Phím ← → chuyển nguồn, Esc về câu trả lời.",
        "Keys: ← → other sources, Esc back to the answer.",
    ),
}
