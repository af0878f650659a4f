"""Questions and clauses of the seed reports meet in concepts: across languages, abbreviations and lost diacritics."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text import fold, words
from rag.types import Language
from rag.words.concepts import clause_terms, coverage, identities, parts, terms

VI, EN = Language.VIETNAMESE, Language.ENGLISH

# (English question, Vietnamese clause of a seed, the concepts both must name)
BILINGUAL = [
    (
        "How many postal points are there?",
        "Mạng lưới bưu chính của tỉnh hiện có 249 điểm phục vụ bưu chính",
        "postal_point",
    ),
    ("postal service points", "hạ tầng mạng bưu chính và chuyển phát có tổng số 219 điểm phục vụ", "postal_point"),
    ("How much was postal revenue?", "Doanh thu bưu chính năm 2022 đạt 37,367 tỷ đồng", "postal_revenue"),
    (
        "By how much did revenue decrease against the same period?",
        "giảm 10% so với cùng kỳ năm 2021",
        "decrease same_period",
    ),
    ("How much was paid into the state budget?", "Nộp ngân sách 3,686 tỷ đồng, tăng17%", "budget_contribution"),
    ("What is the budget contribution?", "nộp cho ngân sách địa phương đạt hơn 1,6 tỷ đồng", "budget_contribution"),
    ("How many commune cultural post offices?", "có 132/141 điểm Bưu điện Văn hóa xã", "commune_cultural_post_office"),
    (
        "How many communes set up community digital technology teams?",
        "108/108 xã thành lập Tổ công nghệ số cộng đồng cấp xã",
        "commune establish community_digital_technology_team",
    ),
    (
        "How many villages and hamlets have a digital team?",
        "1.197/1.292 thôn, bản thành lập Tổ công nghệ số cộng đồng cấp thôn",
        "village",
    ),
    ("members of the teams", "733 Tổ công nghệ số cộng đồng với 3.252 thành viên", "member"),
    (
        "How many farming households have an account on e-commerce platforms?",
        "97.360 hộ sản xuất nông nghiệp có tài khoản và hoạt động tích cực trên sàn TMĐT Postmart và Voso",
        "farming_household account e_commerce_platform",
    ),
    (
        "Share of enterprises using e-invoices",
        "Tỷ lệ doanh nghiệp trên địa bàn tỉnh sử dụng hóa đơn điện tử đạt 100%",
        "rate enterprise use e_invoice",
    ),
    (
        "What percentage of people have electronic health records?",
        "Tỷ lệ người dân có hồ sơ sức khỏe điện tử đạt 100%",
        "rate people electronic_health_record",
    ),
    (
        "people aged 15 and over with bank accounts",
        "Tỷ lệ người dân từ 15 tuổi trở lên có tài khoản giao dịch tại ngân hàng",
        "people age bank_account and_over",
    ),
    (
        "How many commune radio stations were installed or upgraded?",
        "Lắp đặt mới, nâng cấp cho 93 đài truyền thanh cấp xã",
        "commune_radio_station install upgrade",
    ),
    (
        "Which wards and townships have a working loudspeaker station?",
        "Tỷ lệ xã, phường, thị trấn có trạm truyền thanh cơ sở hoạt động tốt đạt 96%",
        "radio_station ward township",
    ),
    (
        "How many books were donated to orphans and disabled children?",
        "Trao tặng hơn 500 đầu sách, truyện thiếu nhi cho các em nhỏ mồ côi, khuyết tật",
        "book present orphan disabled child",
    ),
    (
        "How many information systems had their security level approved?",
        "phê duyệt được cấp độ ATTT cho 22 hệ thống thông tin",
        "information_system level approve",
    ),
    (
        "information security measures",
        "triển khai một số giải pháp cơ bản để đảm bảo ATTT mạng",
        "information_security solution",
    ),
    (
        "incident response team drill",
        "diễn tập thực chiến cho thành viên của Đội ứng cứu sự cố mạng",
        "incident_response",
    ),
    (
        "cashless payment in hospitals and schools",
        "thanh toán không dùng tiền mặt trong các trường học, cơ sở giáo dục, bệnh viện",
        "cashless_payment hospital school",
    ),
    (
        "How many markets pilot the cashless market model?",
        "triển khai thí điểm mô hình Chợ 4.0 tại 12 Chợ cấp xã",
        "market pilot model",
    ),
    (
        "press items that the province responded to",
        "đã có 32 thông tin báo chí, đăng phát được tiếp thu, phản hồi",
        "press_information respond",
    ),
    (
        "How many journalists got press cards?",
        "trao Thẻ Nhà báo cho 7 nhà báo công tác tại Sở TT&TT",
        "journalist press_card",
    ),
    (
        "Who is the deputy director of the Department of Information and Communications?",
        "Ông Lô Quang Tuyến, Phó Giám đốc Sở thông qua dự thảo báo cáo",
        "deputy_director",
    ),
    (
        "the director of the department of information and communications",
        "Giám đốc Sở TT&TT Nguyễn Thị Lệ Tuyết phát biểu",
        "director department_of_information_and_communications",
    ),
    (
        "vice chairman of the people's committee",
        "đồng chí Phạm Duy Hưng, Phó Chủ tịch UBND tỉnh dự",
        "vice_chairman_of_the_people_s_committee",
    ),
    (
        "rate of resolving people's feedback on mobile devices",
        "tỷ lệ giải quyết phản ánh của người dân trên thiết bị di động đạt 60%",
        "rate resolve people mobile_device",
    ),
    (
        "copies of books at the reading culture day",
        "Ngày sách và văn hóa đọc với trên 1,5 triệu bản sách",
        "copies_of_books reading_culture",
    ),
    ("publishers that participated", "trên 20 đơn vị xuất bản, phát hành lớn tham gia", "participate"),
    (
        "How many decisions, plans and guiding documents were issued?",
        "ban hành 33 quyết định, 14 kế hoạch và hơn 50 văn bản chỉ đạo, điều hành",
        "decision plan guiding_document issue",
    ),
    ("new commune radio stations built", "đầu tư xây dựng mới 17 đài truyền thanh xã", "build commune_radio_station"),
    (
        "training courses on poverty reduction",
        "tổ chức 06 lớp tập huấn nâng cao năng lực về công tác giảm nghèo",
        "training_course poverty_reduction",
    ),
    (
        "poor and near-poor households supported with digital television receivers",
        "1.416 hộ nghèo, hộ cận nghèo đủ điều kiện được hỗ trợ đầu thu truyền hình số",
        "near_poor_household support digital_television_receiver",
    ),
    (
        "How was the province ranked in the PAR Index?",
        "xếp thứ 31/63 về Hiện đại hóa trong chỉ số CCHC Par Index",
        "rank par_index",
    ),
    (
        "administrative procedures online at level 4",
        "32 TTHC được cung cấp mức độ 4",
        "administrative_procedure level_4",
    ),
    (
        "units using the official email and its accounts",
        "hệ thống thư điện tử công vụ của tỉnh có 81 đơn vị sử dụng với trên 13.200 tài khoản",
        "unit use email account",
    ),
    (
        "units with document management software",
        "phần mềm quản lý văn bản đã triển khai tại 24 đơn vị",
        "unit document_management_software",
    ),
    (
        "broadband Internet in commune people's committees",
        "Có 100% UBND cấp xã đã có Internet băng thông rộng",
        "broadband people_s_committee",
    ),
    ("When was 5G mobile coverage tested?", "thử nghiệm phủ sóng di động thế hệ thứ 5 (5G)", "mobile_phone"),
    (
        "rewarded collectives and individuals",
        "khen thưởng 5 tập thể và 9 cá nhân có thành tích xuất sắc",
        "reward collective individual",
    ),
    ("How many departments have a website?", "19/19 đơn vị cấp sở, ngành đã có Trang thông tin điện tử", "website"),
]


@pytest.mark.parametrize(("question", "clause", "expected"), BILINGUAL)
def test_question_and_clause_share_concepts(question: str, clause: str, expected: str) -> None:
    asked, stated = terms(question, EN), clause_terms(clause, VI)
    wanted = {f"#{name}" for name in expected.split()}
    assert wanted <= set(asked)
    assert wanted <= stated


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BHYT", "bảo hiểm y tế"),
        ("kẹt xe", "ùn tắc giao thông"),
        ("thầy cô", "giáo viên"),
        ("hoá đơn", "hóa đơn"),
        ("kĩ năng số", "kỹ năng số"),
        ("tỉ lệ", "tỷ lệ"),
        ("DVCTT", "dịch vụ công trực tuyến"),
        ("TNGT", "tai nạn giao thông"),
        ("nop ngan sach", "nộp ngân sách"),
        ("Sở TT&TT", "sở thông tin và truyền thông"),
        ("bị phạt", "xử phạt"),
        ("qua mạng", "trực tuyến"),
        ("KCN", "khu công nghiệp"),
        ("UBND", "Ủy ban nhân dân"),
        ("UỶ BAN", "ủy ban"),
    ],
)
def test_words_for_the_same_thing_meet(one: str, other: str) -> None:
    assert terms(one, VI) == terms(other, VI)
    assert terms(one, VI)[0].startswith("#")


def test_the_specific_stands_before_the_general() -> None:
    assert terms("bảo hiểm y tế", VI) != terms("bảo hiểm xã hội", VI)
    assert terms("xã hội", VI) == ["#society"]
    assert terms("xã", VI) == ["#commune"]
    assert "#commune" not in clause_terms("an sinh xã hội", VI)
    assert "#insurance" in clause_terms("bảo hiểm y tế", VI)


def test_diacritics_decide_where_they_are_written() -> None:
    assert terms("chi tiêu năm nay giảm", VI)[0] == "#cost"
    assert terms("chỉ tiêu năm nay giảm", VI)[0] == "#target"
    assert "#school" not in terms("truong do co bao nhieu phong", VI)  # a school, a chief, a surname


def test_a_clause_keeps_its_words_for_questions_without_diacritics() -> None:
    assert set(terms("truong", VI)) <= clause_terms("trường", VI)


def test_order_numbers_and_names_are_kept() -> None:
    assert terms("Ba Bể: 1.197/1.292 hộ nghèo, 50,72%", VI) == ["ba", "be", "1.197/1.292", "#poor_household", "50,72"]


def test_a_syllable_inside_another_word_is_no_concept() -> None:
    assert "#dong" not in clause_terms("đồng chí Chủ tịch đồng thời là Trưởng ban", VI)
    assert terms("trường hợp", VI) == ["truong", "hop"]
    assert "#school" in terms("các trường", VI)


def test_a_syllable_of_a_name_is_no_concept() -> None:
    assert "#tank" not in terms("huyện Ba Bể", VI)
    assert terms("tỉnh Cao Bằng", VI) == ["#province"]
    assert terms("Tỷ lệ cao", VI) == ["#rate", "#high"]


def table(name: str) -> list[list[str]]:
    text = resources.files("rag").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line[0] not in "#_"]


def test_every_term_of_the_tables_is_found_as_its_concept() -> None:
    lines = [*table("concepts.tsv"), *table("glossary.tsv")]
    assert len({name for name, _, _ in lines}) == len(lines) == len(identities())
    for name, in_vietnamese, in_english in lines:
        for term in in_english.split(";"):
            assert terms(term, EN) == [f"#{name}"], term
        for term in in_vietnamese.split(";"):
            if " " in term or not term.isascii():
                assert f"#{name}" in clause_terms(f"để {term}", VI), term


def test_the_glossary_is_for_english_questions() -> None:
    names = {f"#{name}" for name, _, _ in table("glossary.tsv")}
    assert "#chainsaw" in names and terms("how many chainsaws", EN) == ["#chainsaw"]
    assert "#chainsaw" in clause_terms("mua 30 cưa xăng", VI)
    assert names.isdisjoint(terms("mua bao nhiêu cưa xăng", VI))
    for bare in ("con ho tieu den", "cua xang"):  # pepper is no tiger
        assert names.isdisjoint(terms(bare, VI)) and names.isdisjoint(clause_terms(bare, VI))


def test_the_glossary_hides_no_concept_of_a_clause() -> None:
    clause = clause_terms("do sự cố hệ thống, thiết bị điện", VI)
    assert {"#electricity", "#electrical"} <= clause


def test_coverage_weighs_distinct_terms() -> None:
    weights = {"#member": 3.0, "bac": 1.0}
    assert coverage(["#member", "bac", "bac"], {"#member"}, weights.__getitem__) == 0.75
    assert coverage(["bac"], [], weights.__getitem__) == 0.0
    assert coverage([], {"bac"}, weights.__getitem__) == 0.0


def test_a_compound_that_stands_apart_counts_in_part() -> None:
    clause = clause_terms("Tổng doanh thu phát sinh từ hoạt động bưu chính năm đạt khoảng 38 tỷ đồng", VI)
    asked = terms("postal revenue", EN)
    assert asked == ["#postal_revenue"]
    assert set(parts("#postal_revenue")) == {"#revenue", "#postal"}
    assert 0.0 < coverage(asked, clause, lambda _: 1.0) < 1.0
    assert parts("#effective") == ()  # no fruit in "hiệu quả"
    assert parts("bac") == ()


def test_vietnamese_words_in_an_english_question_need_their_diacritics() -> None:
    assert "#cost" not in terms("Ho Chi Minh", EN)  # "chi" is to spend
    assert terms("how many điểm phục vụ bưu chính", EN) == ["#postal_point"]
    assert terms("how many TTHC", EN) == ["#administrative_procedure"]


@given(st.text(max_size=200), st.sampled_from(Language))
def test_any_text_gives_known_concepts_and_its_own_words(text: str, language: Language) -> None:
    known, own = identities(), set(words(text))
    found = terms(text, language)
    assert all(t[1:] in known if t.startswith("#") else t in own for t in found)
    assert set(found) <= clause_terms(text, language)
    assert terms(fold(text), language) is not None


@pytest.mark.parametrize(
    ("question", "is_technology"),
    [
        ("Does the office have IT?", True),
        ("How many people work in IT?", True),
        ("How many IT-skilled workers are there?", True),
        ("Is it true that it rained?", False),
        ("How many people work in it?", False),
        ("It was built in 2004, was it?", False),
        ("Has it been paid?", False),
        *(
            pytest.param(
                f"How many IT {noun} are there?",
                True,
            )
            for noun in ("staff", "firms", "projects", "experts", "workers", "systems")
        ),
        pytest.param(
            "Who made use of it?",
            False,
        ),
    ],
)
def test_it_is_a_pronoun_and_information_technology(question: str, is_technology: bool) -> None:
    assert any(term.startswith(("#information_technology", "#it_")) for term in terms(question, EN)) is is_technology
