"""The texts themselves: key -> (Vietnamese, English). Placeholders stand in braces. See `rag.messages`."""

from __future__ import annotations

Texts = dict[str, tuple[str, str]]

# What goes wrong, each with what to do about it.
ERRORS: Texts = {
    "error_other": ("Có lỗi: {key}{listed}.", "Something went wrong: {key}{listed}."),
    "error_unexpected": (
        "Có lỗi ngoài dự kiến ({kind}). Hãy thử lại; nếu vẫn lỗi, chạy `hoibaocao verify`.",
        "Something unexpected went wrong ({kind}). Try again; if it persists, run `hoibaocao verify`.",
    ),
    "question_empty": (
        "Câu hỏi trống: hãy gõ một câu hỏi về các báo cáo.",
        "The question is empty: type a question about the reports.",
    ),
    "question_too_long": (
        "Câu hỏi quá dài ({length} ký tự): hãy rút gọn còn nhiều nhất {limit} ký tự.",
        "The question is too long ({length} characters): shorten it to at most {limit} characters.",
    ),
    "line_full": (
        "Đang có {count} câu hỏi chờ trả lời (khoảng {seconds} giây): hãy hỏi lại sau giây lát.",
        "{count} questions are waiting (about {seconds} seconds): ask again in a moment.",
    ),
    "file_missing": ("Không tìm thấy {path}: hãy kiểm tra lại đường dẫn.", "{path} does not exist: check the path."),
    "file_empty": ("{path} không có chữ nào: hãy chọn tệp khác.", "{path} holds no text: choose another file."),
    "file_binary": (
        "{path} không phải tệp văn bản: hãy kiểm tra phần đuôi của tên tệp, hoặc lưu lại thành .docx hay .pdf.",
        "{path} is not a text file: check the ending of its name, or save it as .docx or .pdf.",
    ),
    "file_type_unknown": (
        "Chưa đọc được loại tệp của {path}: hãy dùng PDF, Word, Excel, PowerPoint, RTF, CSV, HTML hoặc văn bản.",
        "The type of {path} is not supported: use PDF, Word, Excel, PowerPoint, RTF, CSV, HTML or plain text.",
    ),
    "file_too_large": (
        "{path} quá lớn (giới hạn {limit}): hãy tách thành nhiều tệp.",
        "{path} is too large (the limit is {limit}): split it into several files.",
    ),
    "file_no_file": (
        "{path} không phải tệp thường: hãy chọn một tệp hoặc một thư mục.",
        "{path} is no ordinary file: name a file or a folder.",
    ),
    "file_slow": (
        "{path} mất quá nhiều thời gian để đọc (giới hạn {limit}): tách nhỏ, hoặc tăng seconds ở HOIBAOCAO_LIMITS.",
        "{path} takes too long to read (the limit is {limit}): split it, or raise seconds in HOIBAOCAO_LIMITS.",
    ),
    "file_memory": (
        "{path} cần quá nhiều bộ nhớ (giới hạn {limit}): hãy tách nhỏ, hoặc tăng memory trong HOIBAOCAO_LIMITS.",
        "{path} needs too much memory (the limit is {limit}): split it, or raise memory in HOIBAOCAO_LIMITS.",
    ),
    "original_missing": (
        "Không còn tệp gốc của {path}: hãy thêm lại tệp để xem trang gốc.",
        "The original file of {path} is not there any more: add the file again to see its pages.",
    ),
    "original_damaged": (
        "Tệp gốc của {path} đã bị hỏng: hãy thêm lại tệp để xem trang gốc.",
        "The original file of {path} is damaged: add the file again to see its pages.",
    ),
    "file_breaks_reader": (
        "{path} làm trình đọc dừng đột ngột nên không được thêm: hãy mở tệp và lưu lại dưới dạng khác.",
        "{path} made its reader stop abruptly and was not added: open it and save it in another format.",
    ),
    "file_pages": (
        "{path} có quá nhiều trang (giới hạn {limit}): hãy tách nhỏ, hoặc tăng pages trong HOIBAOCAO_LIMITS.",
        "{path} has too many pages (the limit is {limit}): split it, or raise pages in HOIBAOCAO_LIMITS.",
    ),
    "file_rows": (
        "{path} có quá nhiều dòng bảng (giới hạn {limit}): hãy tách nhỏ, hoặc tăng rows trong HOIBAOCAO_LIMITS.",
        "{path} has too many table rows (the limit is {limit}): split it, or raise rows in HOIBAOCAO_LIMITS.",
    ),
    "file_text_long": (
        "{path} chứa quá nhiều chữ (giới hạn {limit} ký tự): hãy tách nhỏ, hoặc tăng characters ở HOIBAOCAO_LIMITS.",
        "{path} holds too much text (over {limit} characters): split it, or raise characters in HOIBAOCAO_LIMITS.",
    ),
    "file_unpacked": (
        "{path} giải nén ra quá lớn (giới hạn {limit}): tệp có thể là bẫy; nếu tin được, hãy tách nhỏ.",
        "{path} unpacks to too much (the limit is {limit}): it may be a trap; if you trust it, split it.",
    ),
    "file_archive_unsafe": (
        "{path} chứa tên tệp trỏ ra ngoài ({name}) nên bị từ chối: hãy xin lại tệp từ nơi gửi.",
        "{path} holds a file name that points outside ({name}) and was refused: ask its sender for another.",
    ),
    "limits_invalid": (
        "{variable}: không hiểu “{part}”; cần tên=số với tên là {names}.",
        "{variable}: “{part}” is not understood; name=number is expected, with a name of {names}.",
    ),
    "file_unreadable": ("Không đọc được {path}: {reason}.", "{path} cannot be read: {reason}."),
    "directory_empty": (
        "Thư mục {path} không có tệp nào đọc được (PDF, Word, Excel, PowerPoint, RTF, CSV, HTML, văn bản).",
        "The folder {path} holds no file that can be read (PDF, Word, Excel, PowerPoint, RTF, CSV, HTML, plain text).",
    ),
    "file_damaged": (
        "{path} bị hỏng hoặc không phải tệp {kind}: hãy mở bằng chương trình đã tạo ra nó rồi lưu lại.",
        "{path} is damaged or no {kind} file: open it in the program that made it and save it again.",
    ),
    "file_protected": (
        "{path} có mật khẩu: hãy bỏ mật khẩu trong chương trình đã tạo ra nó, lưu lại rồi thêm.",
        "{path} is protected by a password: remove it in the program that made the file, save, and add it again.",
    ),
    "program_missing": (
        "{path}: cần {program} để đọc tệp {kind}. Cài bằng: {command}",
        "{path}: reading {kind} files needs {program}. Install it with: {command}",
    ),
    "program_failed": (
        "{program} không đọc được {path}: tệp có thể bị hỏng, hoặc thiếu thành phần, cài bằng: {command}",
        "{program} could not read {path}: the file may be damaged, or a part is missing, installed with: {command}",
    ),
    "scan_unreadable": (
        "{path} là bản quét không có chữ; cần {program} để nhận dạng. Cài bằng: {command}",
        "{path} is a scan without text; recognising it needs {program}. Install it with: {command}",
    ),
    "pages_unread": (
        "{path}: chưa đọc được các trang quét ({pages}); cần {program}. Cài bằng: {command}, rồi thêm lại tệp.",
        "{path}: its scanned pages ({pages}) were not read, which needs {program}. Install it with: {command}, "
        "then add the file again.",
    ),
    "library_damaged": (
        "Thư viện {path} bị hỏng ({reason}): hãy khôi phục bản sao, hoặc đổi tên thư mục rồi thêm lại báo cáo.",
        "The library {path} is damaged ({reason}): restore a copy, or rename it and add the reports again.",
    ),
    "library_unwritable": (
        "Không ghi được vào thư viện {path}: {reason}.",
        "The library {path} cannot be written: {reason}.",
    ),
    "library_busy": (
        "Thư viện {path} đang được một tiến trình khác ghi: hãy thử lại sau giây lát.",
        "Another process is writing to the library {path}: try again in a moment.",
    ),
    "mirror_needs_folder": (
        "{path} không phải thư mục: --mirror và --watch cần một thư mục.",
        "{path} is no folder: --mirror and --watch need one.",
    ),
    "interrupted": (
        "Đã dừng; những gì đã thêm vẫn còn. Chạy lại lệnh này để tiếp tục.",
        "Stopped; what was added stays. Run the same command again to continue.",
    ),
    "backup_exists": (
        "{path} đã có: hãy chọn tên khác, hoặc thêm --force để thay nó.",
        "{path} exists already: choose another name, or add --force to replace it.",
    ),
    "backup_damaged": (
        "{path} không phải bản sao lưu nguyên vẹn ({reason}): không có gì bị thay đổi; hãy dùng bản khác.",
        "{path} is no whole backup ({reason}): nothing was changed; use another one.",
    ),
    "backup_on_server": (
        "Thư viện {path} nằm trên máy chủ: hãy sao lưu và khôi phục bằng pg_dump và pg_restore.",
        "The library {path} is on a server: back it up and restore it with pg_dump and pg_restore.",
    ),
    "library_not_empty": (
        "Thư viện {path} đang có {count} báo cáo: hãy chọn thư mục khác, hoặc thêm --force để thay tất cả.",
        "The library {path} holds {count} reports: choose another folder, or add --force to replace them all.",
    ),
    "postgres_extra_missing": (
        "Thư viện {path} nằm trên PostgreSQL, cần thêm trình điều khiển. Cài bằng: {command}",
        "The library {path} is on PostgreSQL, which needs its driver. Install it with: {command}",
    ),
    "postgres_unreachable": (
        "Không kết nối được máy chủ PostgreSQL của thư viện {path} ({reason}): hãy kiểm tra máy chủ và địa chỉ.",
        "The PostgreSQL server of the library {path} cannot be reached ({reason}): check the server and the address.",
    ),
    "postgres_refused": (
        "Máy chủ PostgreSQL của thư viện {path} từ chối ({reason}): hãy kiểm tra tài khoản, mật khẩu và tên cơ sở dữ "
        "liệu.",
        "The PostgreSQL server of the library {path} refuses ({reason}): check user, password and database name.",
    ),
    "postgres_vector_missing": (
        "Máy chủ của thư viện {path} thiếu pgvector 0.8 trở lên ({reason}): nhờ người quản trị cài rồi chạy "
        "CREATE EXTENSION vector.",
        "The server of the library {path} lacks pgvector 0.8 or newer ({reason}): ask its administrator to install it "
        "and to run CREATE EXTENSION vector.",
    ),
    "postgres_node_unreachable": (
        "Nút {node} của thư viện {path} không trả lời ({reason}): hãy khởi động lại máy chủ của nút đó.",
        "Node {node} of the library {path} does not answer ({reason}): start that node's server again.",
    ),
    "postgres_not_empty": (
        "Ở {path} đã có bảng của một thư viện: hãy chọn địa chỉ khác, hoặc tên khác bằng ?library=.",
        "There are tables of a library at {path} already: take another address, or another name with ?library=.",
    ),
    "postgres_library_name": (
        "Tên thư viện {name} không dùng được: chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới.",
        "The library name {name} cannot be used: take small letters, digits and underscores only.",
    ),
    "report_unknown": (
        "Thư viện không có báo cáo {id}: `hoibaocao list` cho biết các mã đang có.",
        "The library has no report {id}: `hoibaocao list` shows the ids that it has.",
    ),
    "removed_unknown": (
        "Không còn báo cáo {id} nào đã xóa để khôi phục: hãy thêm lại tệp của nó.",
        "No removed report {id} is left to restore: add its file again.",
    ),
    "place_not_known": (
        "Không biết địa phương “{name}”: hãy ghi tên một tỉnh, một huyện kèm tỉnh, hoặc “cả nước”.",
        "The place “{name}” is not known: give a province, a district with its province, or “nationwide”.",
    ),
    "place_misspelt": (
        "Không biết địa phương “{name}”; có phải là: {near}?",
        "The place “{name}” is not known; is it one of these: {near}?",
    ),
    "place_ambiguous": (
        "Nhiều tỉnh có “{name}” ({provinces}): hãy ghi thêm tên tỉnh, như “{name}, tỉnh …”.",
        "Several provinces have a “{name}” ({provinces}): add the province, as in “{name}, …”.",
    ),
    "period_not_understood": (
        "Không hiểu kỳ “{name}”: hãy ghi kèm năm, như “năm 2022”, “6 tháng đầu năm 2022” hay “quý III/2023”.",
        "The period “{name}” is not understood: name its year, as in “2022”, “first half of 2022” or “Q3 2023”.",
    ),
    "date_not_understood": (
        "Không hiểu ngày “{name}”: hãy ghi như 30/12/2022 hoặc 2022-12-30.",
        "The date “{name}” is not understood: write it as 30/12/2022 or 2022-12-30.",
    ),
    "year_not_understood": (
        "“{name}” không phải là năm: hãy ghi một năm từ {first} đến {last}.",
        "“{name}” is no year: give one from {first} to {last}.",
    ),
    "field_too_long": (
        "Quá dài ({length} ký tự): hãy rút gọn còn nhiều nhất {limit} ký tự.",
        "Too long ({length} characters): shorten it to at most {limit} characters.",
    ),
    "selection_empty": (
        "Không báo cáo nào nằm trong phạm vi đã chọn: `hoibaocao list` cho biết địa phương và kỳ của từng báo cáo.",
        "No report is within the selection: `hoibaocao list` shows the place and the period of each.",
    ),
    "nothing_to_edit": (
        "Chưa nói sửa gì: hãy dùng --title, --place, --period, --publisher, --published hoặc --undo.",
        "Nothing to change was named: use --title, --place, --period, --publisher, --published or --undo.",
    ),
    "file_unwritable": (
        "Không ghi được {path} ({reason}): hãy chọn nơi khác.",
        "{path} cannot be written ({reason}): choose another place.",
    ),
    "line_invalid": (
        "{path}, dòng {line}: cần một đối tượng JSON có đủ các trường.",
        "{path}, line {line}: a JSON object with the fields needed is expected.",
    ),
    "ids_repeated": (
        "{path} có mã câu hỏi lặp lại ({ids}): mỗi câu cần một mã riêng.",
        "{path} repeats question ids ({ids}): each question needs an id of its own.",
    ),
    "library_newer": (
        "Thư viện {path} do bản mới hơn ghi (định dạng {version}): hãy cập nhật chương trình.",
        "The library {path} was written by a newer version (format {version}): update the program.",
    ),
    "model_missing": (
        "Không tìm thấy mô hình {name}: hãy kiểm tra tên, hoặc cài lại gói.",
        "The model {name} is not there: check its name, or install the package again.",
    ),
    "model_damaged": (
        "Tệp mô hình {path} bị hỏng: hãy cài lại gói chứa nó.",
        "The model file {path} is damaged: install the package that holds it again.",
    ),
    "host_needs_password": (
        "Chỉ mở cho máy khác ({host}) khi có mật khẩu: chạy `hoibaocao password` (hay đặt HOIBAOCAO_PASSWORD), "
        "hoặc dùng 127.0.0.1.",
        "Serving other machines ({host}) needs a password: run `hoibaocao password` (or set HOIBAOCAO_PASSWORD), "
        "or use 127.0.0.1.",
    ),
    "password_short": (
        "Mật khẩu quá ngắn: cần ít nhất {least} ký tự.",
        "The password is too short: at least {least} characters are needed.",
    ),
    "passwords_differ": ("Hai lần gõ mật khẩu khác nhau: hãy thử lại.", "The two passwords differ: try again."),
    "key_without_certificate": (
        "Cần cả --certificate lẫn --key để phục vụ HTTPS.",
        "Both --certificate and --key are needed to serve HTTPS.",
    ),
    "host_unknown": (
        "Không mở được địa chỉ {host}: hãy dùng 127.0.0.1 hoặc một địa chỉ của máy này.",
        "The address {host} cannot be opened: use 127.0.0.1 or an address of this machine.",
    ),
    "port_taken": (
        "Cổng {port} đang bận: hãy tắt chương trình đang dùng nó, hoặc chọn cổng khác với --port.",
        "Port {port} is in use: stop what uses it, or choose another with --port.",
    ),
    "embeddings_unnamed": (
        "Không dùng được {kind}: hãy bọc bộ mã hóa bằng embeddings.LangChainEmbeddings.",
        "{kind} cannot be used: wrap an encoder in embeddings.LangChainEmbeddings.",
    ),
    "metadata_unwritable": (
        "Không lưu được siêu dữ liệu ({reason}): chỉ dùng những gì JSON chứa được.",
        "The metadata cannot be kept ({reason}): use what JSON can hold.",
    ),
    "number_out_of_range": (
        "{name} phải từ {low} đến {high}.",
        "{name} must be from {low} to {high}.",
    ),
    "place_unread": (
        "Không nhận ra địa phương trong “{place}”: hãy nêu tên một tỉnh hoặc huyện.",
        "No place is recognised in “{place}”: name a province or district.",
    ),
    "period_unread": (
        "Không nhận ra kỳ trong “{period}”: hãy viết như “năm 2022” hay “quý I năm 2023”.",
        "No period is recognised in “{period}”: write it as in “năm 2022” or “quý I năm 2023”.",
    ),
    "extra_missing": (
        "Cần cài thêm một phần: pip install 'hoibaocao[{extra}]'.",
        "This needs a further part: pip install 'hoibaocao[{extra}]'.",
    ),
    "llm_setting": (
        "{name}={value} không dùng được: hãy viết như ollama:TÊN hoặc openai:TÊN, địa chỉ http(s)://…, số giây 1–3600.",
        "{name}={value} cannot be used: write ollama:NAME or openai:NAME, an http(s) address, seconds from 1 to 3600.",
    ),
    "llm_url_missing": (
        "Chưa biết máy chủ mô hình ở đâu: đặt HOIBAOCAO_LLM_URL, ví dụ http://127.0.0.1:8080/v1.",
        "It is not known where the model's server is: set HOIBAOCAO_LLM_URL, such as http://127.0.0.1:8080/v1.",
    ),
    "port_invalid": (
        "Cổng {port} không hợp lệ: hãy chọn một số từ 1 đến 65535.",
        "Port {port} is not valid: choose a number from 1 to 65535.",
    ),
}

# What the answers themselves say.
ANSWERS: Texts = {
    "reason_not_stated": ("Các báo cáo không nêu điều này.", "The reports do not state this."),
    "reason_other_place": (
        "Các báo cáo chỉ nêu điều này cho địa phương khác.",
        "The reports state this only for another place.",
    ),
    "reason_other_period": (
        "Các báo cáo chỉ nêu điều này cho kỳ khác.",
        "The reports state this only for another period.",
    ),
    "reason_off_topic": (
        "Câu hỏi nằm ngoài nội dung các báo cáo.",
        "The question is about something that the reports do not cover.",
    ),
    "reason_not_a_question": ("Đây không phải là câu hỏi về các báo cáo.", "This is not a question about the reports."),
    "reason_instruction": (
        "Đây là một mệnh lệnh; trợ lý chỉ trả lời câu hỏi về các báo cáo.",
        "This is an instruction; the assistant only answers questions about the reports.",
    ),
    "reason_false_premise": (
        "Câu hỏi dựa trên điều mà các báo cáo nêu khác.",
        "The question takes for granted something that the reports state otherwise.",
    ),
    "llm_unreachable": (
        "Mô hình ngôn ngữ không trả lời; đây là câu trả lời trích thẳng từ báo cáo.",
        "The language model did not answer; this is the answer taken straight from the reports.",
    ),
    "llm_dropped": (
        "Đã bỏ {count} câu của mô hình ngôn ngữ vì không chứng minh được.",
        "Sentences of the language model left out because they are not proved: {count}.",
    ),
    "llm_translation": (
        "(mô hình dịch; hãy đối chiếu với trích dẫn)",
        "(the model's translation: compare it with the quote)",
    ),
    "reason_outside_selection": (
        "Điều này chỉ được nêu trong báo cáo ngoài phạm vi đã chọn.",
        "This is stated only in a report outside your selection.",
    ),
    "reason_empty_library": (
        "Chưa có báo cáo nào: hãy thêm báo cáo rồi hỏi lại.",
        "There is no report yet: add reports, then ask again.",
    ),
}

# The web page.
PAGE: Texts = {
    "app_name": ("Hỏi Báo Cáo", "Hỏi Báo Cáo"),
    "tagline": (
        "Hỏi bằng lời thường, nhận con số kèm câu chứng minh",
        "Ask in plain words, get the figure with the sentence that proves it",
    ),
    "private_note": ("Chạy trên máy này; không gì được gửi đi.", "Runs on this machine; nothing is sent anywhere."),
    "language_name": ("Tiếng Việt", "English"),
    "language_label": ("Ngôn ngữ", "Language"),
    "theme_toggle": ("Đổi nền sáng hoặc tối", "Switch between light and dark"),
    "welcome": ("Bạn muốn biết gì từ các báo cáo?", "What do you want to know from the reports?"),
    "welcome_examples": ("Thử một câu hỏi:", "Try a question:"),
    "welcome_empty": (
        "Chưa có báo cáo nào. Hãy thêm tệp PDF, Word, Excel… ở mục Báo cáo.",
        "There are no reports yet. Add PDF, Word, Excel or other files under Reports.",
    ),
    "conversation_label": ("Cuộc trò chuyện", "Conversation"),
    "question_label": ("Câu hỏi", "Question"),
    "question_placeholder": ("Hỏi về một con số, một việc, một người…", "Ask about a figure, an event, a person…"),
    "ask": ("Hỏi", "Ask"),
    "stop": ("Dừng", "Stop"),
    "retry": ("Hỏi lại", "Ask again"),
    "edit": ("Sửa câu hỏi", "Edit the question"),
    "stopped": ("Đã dừng.", "Stopped."),
    "new_conversation": ("Trò chuyện mới", "New conversation"),
    "you_asked": ("Bạn hỏi", "You asked"),
    "answer_label": ("Trả lời", "Answer"),
    "stage_waiting": (
        "Còn {ahead} câu hỏi phía trước, khoảng {seconds} giây",
        "{ahead} questions are ahead of yours, about {seconds} seconds",
    ),
    "stage_understanding": ("Đang hiểu câu hỏi", "Understanding the question"),
    "stage_searching": ("Đang tìm trong các báo cáo", "Searching the reports"),
    "stage_reading": ("Đang đọc", "Reading"),
    "stage_checking": ("Đang đối chiếu với nguồn", "Checking against the sources"),
    "stage_writing": ("Mô hình đang viết", "The model is writing"),
    "stage_other": ("Đang làm việc", "Working"),
    "not_answered": ("Không trả lời được", "Not answered"),
    "nearest": ("Gần nhất trong các báo cáo", "The nearest in the reports"),
    "suggestions": ("Bạn có thể hỏi", "You could ask"),
    "also": ("Cụ thể", "In detail"),
    "more_sources": ("Thêm {count} nguồn", "{count} more sources"),
    "open_source": ("Mở nguồn {marker}: {title}", "Open source {marker}: {title}"),
    "source_tab": ("Nguồn", "Source"),
    "source_empty": (
        "Bấm vào số [1] cạnh câu trả lời để mở báo cáo ở đúng câu chứng minh.",
        "Press a number [1] beside an answer to open the report at the sentence that proves it.",
    ),
    "source_of_count": ("Nguồn {marker}/{count}", "Source {marker} of {count}"),
    "source_gone": ("Báo cáo này không còn trong thư viện.", "This report is no longer in the library."),
    "source_changed": (
        "Báo cáo đã thay đổi sau câu trả lời này; câu được trích không còn ở chỗ cũ. Hãy hỏi lại.",
        "The report has changed since this answer; the quoted words are no longer there. Ask again.",
    ),
    "source_cut_before": ("… phần trước được lược bớt …", "… the text before is left out here …"),
    "source_cut_after": ("… phần sau được lược bớt …", "… the text after is left out here …"),
    "side_label": ("Xem báo cáo theo", "Show the report as"),
    "side_text": ("Văn bản", "Text"),
    "side_page": ("Trang gốc", "Original page"),
    "page_of": ("Trang {number} của {title}", "Page {number} of {title}"),
    "page_of_count": ("Trang {number}/{count}", "Page {number} of {count}"),
    "page_turning": ("Các trang của bản gốc", "Pages of the original"),
    "previous_page": ("Trang trước", "Previous page"),
    "next_page": ("Trang sau", "Next page"),
    "page_zoom": ("Phóng to", "Enlarge"),
    "quote_marked": ("Câu được trích được tô vàng trên trang.", "The quoted words are marked in yellow on the page."),
    "quote_unmarked": (
        "Không tô được câu trích trên trang này, ví dụ vì trang là ảnh quét; câu ấy có ở mục Văn bản.",
        "The quoted words could not be marked on this page, for example because it is a scan; they stand under Text.",
    ),
    "previous_source": ("Nguồn trước", "Previous source"),
    "next_source": ("Nguồn sau", "Next source"),
    "back_to_answer": ("Về câu trả lời", "Back to the answer"),
    "copy_reference": ("Chép trích dẫn", "Copy the reference"),
    "copied": ("Đã chép", "Copied"),
    "report_text": ("Nội dung báo cáo", "Text of the report"),
    "field_place": ("Địa phương", "Place"),
    "field_period": ("Kỳ báo cáo", "Period"),
    "field_published": ("Ngày đăng", "Published"),
    "field_publisher": ("Nơi đăng", "Publisher"),
    "field_page": ("Trang", "Page"),
    "field_file": ("Tệp", "File"),
    "field_url": ("Bản gốc", "Original"),
    "place_unknown": ("chưa rõ địa phương", "place unknown"),
    "period_unknown": ("chưa rõ kỳ", "period unknown"),
    "library_tab": ("Báo cáo", "Reports"),
    "library_count": ("{count} báo cáo trong thư viện", "{count} reports in the library"),
    "library_count_one": ("1 báo cáo trong thư viện", "1 report in the library"),
    "library_empty": ("Thư viện đang trống.", "The library is empty."),
    "upload": ("Thêm báo cáo", "Add reports"),
    "upload_folder": ("Thêm cả thư mục", "Add a folder"),
    "upload_hint": (
        "PDF, Word, Excel, …; cũng có thể kéo tệp, thư mục thả vào trang",
        "PDF, Word, Excel, …; files and folders can also be dropped on the page",
    ),
    "folder_empty": (
        "Không có tệp nào đọc được trong thư mục này.",
        "There is no file in this folder that can be read.",
    ),
    "uploads_label": ("Tệp đang thêm", "Files being added"),
    "upload_progress": ("Xong {done}/{count} tệp", "{done} of {count} files done"),
    "upload_waiting": ("đang chờ", "waiting"),
    "upload_reading": ("đang đọc…", "reading…"),
    "upload_encoding": ("đang lập chỉ mục {done}/{total} đoạn", "indexing {done} of {total} pieces"),
    "upload_stopping": ("đang dừng…", "stopping…"),
    "upload_cancelled": ("đã hủy", "cancelled"),
    "upload_reindexed": ("đã đọc lại", "read again"),
    "upload_added": ("đã thêm", "added"),
    "upload_replaced": ("đã thay bản cũ", "replaced the earlier version"),
    "upload_unchanged": ("đã có sẵn, không đổi", "already there, unchanged"),
    "upload_moved": ("đã có sẵn dưới tên khác", "already there under another name"),
    "upload_failed": ("không thêm được", "not added"),
    "seconds_left": ("còn khoảng {count} giây", "about {count} s left"),
    "minutes_left": ("còn khoảng {count} phút", "about {count} min left"),
    "cancel": ("Hủy", "Cancel"),
    "cancel_all": ("Hủy tất cả", "Cancel all"),
    "clear_list": ("Ẩn danh sách này", "Hide this list"),
    "shelf_search": ("Tìm báo cáo", "Find a report"),
    "shelf_year": ("Năm", "Year"),
    "shelf_any": ("Tất cả", "All"),
    "shelf_sort": ("Sắp xếp", "Sort by"),
    "shelf_sort_added": ("Mới thêm trước", "Last added first"),
    "shelf_sort_title": ("Tên báo cáo", "Title"),
    "shelf_sort_place": ("Địa phương", "Place"),
    "shelf_sort_newest": ("Kỳ mới nhất trước", "Newest period first"),
    "shelf_sort_oldest": ("Kỳ cũ nhất trước", "Oldest period first"),
    "shelf_count": ("{chosen}/{count} báo cáo", "{chosen} of {count} reports"),
    "shelf_counts": ("{passages} đoạn, {figures} số liệu", "passages: {passages}, figures: {figures}"),
    "shelf_more": ("Xem thêm {count} báo cáo", "Show {count} more"),
    "corrected": ("đã sửa", "corrected"),
    "edit_report": ("Sửa thông tin", "Correct"),
    "only_report": ("Chỉ hỏi báo cáo này", "Ask only this"),
    "only_this": ("Từ giờ chỉ hỏi “{title}”.", "Questions now go to “{title}” only."),
    "reindex": ("Đọc lại", "Read again"),
    "reindex_all": ("Đọc lại tất cả", "Read all again"),
    "edit_head": ("Sửa thông tin báo cáo", "Correct what was read"),
    "field_title": ("Tên báo cáo", "Title"),
    "hint_place": (
        "Tên tỉnh, huyện kèm tỉnh, hoặc “cả nước”; để trống nếu không rõ.",
        "A province, a district with its province, or “nationwide”; empty when not stated.",
    ),
    "hint_period": (
        "Như “năm 2022”, “6 tháng đầu năm 2022”, “quý III/2023”.",
        "Such as “2022”, “first half of 2022”, “Q3 2023”.",
    ),
    "was_read": ("Máy đọc được: {value}", "As read: {value}"),
    "nothing_read": ("không thấy", "nothing found"),
    "save": ("Lưu", "Save"),
    "undo": ("Hoàn tác", "Undo"),
    "undo_all": ("Bỏ mọi sửa đổi", "Undo all corrections"),
    "edited": (
        "Đã lưu “{title}”. Câu trả lời từ giờ theo thông tin này.",
        "Saved “{title}”. Answers follow it from now on.",
    ),
    "restored": ("Đã khôi phục “{title}”.", "Restored “{title}”."),
    "restore": ("Khôi phục", "Restore"),
    "forget": ("Xóa hẳn", "Delete for good"),
    "forgotten": ("Đã xóa hẳn.", "Deleted for good."),
    "removed_list": ("Đã xóa gần đây ({count})", "Recently removed ({count})"),
    "removed_until": ("khôi phục được đến {day}", "can be restored until {day}"),
    "limits_none": ("Hỏi trong tất cả {count} báo cáo", "Asking all {count} reports"),
    "limits_none_one": ("Hỏi trong 1 báo cáo", "Asking 1 report"),
    "limits_some": ("Chỉ hỏi {chosen}/{count} báo cáo", "Asking only {chosen} of {count} reports"),
    "limits_choose": ("Chọn phạm vi", "Choose what to ask"),
    "limits_clear": ("Hỏi tất cả", "Ask all"),
    "limits_hint": (
        "Chọn gì thì chỉ hỏi phần đó; không chọn gì là hỏi tất cả.",
        "What you tick is asked alone; with nothing ticked everything is asked.",
    ),
    "ask_everywhere": ("Hỏi lại trong tất cả báo cáo", "Ask all reports instead"),
    "upload_read": ("{place} · {period}", "{place} · {period}"),
    "open_report": ("Mở {title}", "Open {title}"),
    "remove": ("Xóa", "Remove"),
    "removed": ("Đã xóa “{title}”.", "Removed “{title}”."),
    "history_tab": ("Lịch sử", "History"),
    "history_empty": ("Chưa có cuộc trò chuyện nào.", "No conversations yet."),
    "history_note": ("Chỉ lưu trong trình duyệt này.", "Kept in this browser only."),
    "history_delete": ("Xóa cuộc trò chuyện", "Delete the conversation"),
    "example_count": ("{place} có bao nhiêu {unit} {period}?", "How many {unit} did {place} have {period}?"),
    "example_open": ("{place} đã làm được gì {period}?", "What did {place} achieve {period}?"),
    "serving": ("Mở {url} trong trình duyệt; bấm Ctrl+C để dừng.", "Open {url} in a browser; press Ctrl+C to stop."),
    "serving_mcp": (
        "Máy chủ MCP: {url}; bấm Ctrl+C để dừng.",
        "The MCP server is at {url}; press Ctrl+C to stop.",
    ),
    "serving_unencrypted": (
        "Chú ý: kết nối không mã hóa, người cùng mạng có thể đọc mật khẩu và báo cáo; hãy dùng --certificate và --key.",
        "Warning: the connection is not encrypted, others on the network can read the password and the reports; "
        "use --certificate and --key.",
    ),
    "password_new": ("Mật khẩu mới: ", "New password: "),
    "password_again": ("Gõ lại: ", "Again: "),
    "login": ("Nhập mật khẩu (tên bất kỳ).", "Enter the password (any name)."),
}
