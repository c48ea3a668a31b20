"""Records on a phone: limits while typing, a photo, two people, a whole sheet, no network."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, SignIn, Visitor
from tests.browser.test_journeys import photo

pytestmark = pytest.mark.browser
SAMPLES = "/i/qh/ledgers/b/food_sample_log/"
FRIDGES = "/i/qh/ledgers/b/cold_temp_log/"
PIN = "271804"


def tap(page: Page, digits: str) -> None:
    """The page's own number keys."""
    keys = page.locator(".hq-keys")
    expect(keys).to_be_visible()
    for digit in digits:
        keys.get_by_role("button", name=digit, exact=True).click()


def rows_named(visitor: Visitor, book: str, word: str) -> int:
    visitor.open(f"{book}?q={word}")
    return visitor.page.locator("main a[href*='/ledgers/e/']").locator("visible=true").count()


def write_sample(visitor: Visitor, dish: str) -> None:
    """The form of a food sample with everything but what is known already."""
    visitor.open(f"{SAMPLES}new/")
    page = visitor.page
    page.locator("[name=v-dishes-0-dish]").fill(dish)
    page.locator("[name=v-fridge_temp]").fill("4")


# The colour of a photo's lower left corner.
CORNER = """async (image) => {
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const g = canvas.getContext("2d");
  g.drawImage(image, 0, 0);
  return [...g.getImageData(3, canvas.height - 4, 1, 1).data].slice(0, 3);
}"""


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_food_sample_below_its_weight_asks_for_a_measure_and_takes_a_photo(
    sign_in: SignIn, size: str, tmp_path: Path
) -> None:
    cook = sign_in("qh-shitang", size)
    page = cook.page
    dish = f"红烧肉{size}"
    write_sample(cook, dish)
    grams = page.locator("[name=v-dishes-0-grams]")
    if size == "phone":
        grams.click()
        grams.evaluate("f => f.select()")
        tap(page, "110")
        page.locator(".hq-keys").get_by_role("button", name="完成").click()
    else:
        grams.fill("110")
    said = page.locator("[data-at='dishes.0.grams'] [data-say]")
    expect(said).to_have_text("每样留样不得少于 125 克，请补足。")
    expect(page.locator("[data-flags]")).to_contain_text("125 克")
    cook.look()
    page.locator("#hq-form button[data-missing]").click()  # still there: the measure is missing
    expect(page.locator("[name=measure]")).to_be_focused()
    page.locator(".hq-phrases button", has_text="当场整改，复查合格").click()
    page.locator("[data-line-add]").click()
    page.locator("[name=v-dishes-1-dish]").fill("清炒菜心")
    with page.expect_file_chooser() as chooser:
        page.locator("[data-at=photos] button", has_text="拍照").click()
    chooser.value.set_files(photo(tmp_path))
    shot = page.locator("[data-at=photos] .hq-thumbs img")
    expect(shot).to_have_count(1)
    assert max(shot.evaluate(CORNER)) < 80, "no dark stamp with the moment and the name"
    page.locator("#hq-form button[data-missing]").click()
    page.wait_for_url(re.compile(r"/ledgers/e/\d+/$"))
    cook.look()
    main = page.locator("main")
    for word in (dish, "清炒菜心", "异常", "当场整改，复查合格"):
        expect(main).to_contain_text(word)
    expect(main.locator(".hq-photos-shown img")).to_have_count(1)
    original = sha256(photo(tmp_path).read_bytes()).hexdigest()
    expect(main.get_by_text(original)).to_have_count(1)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_checklist_takes_one_tap_for_what_is_in_order_and_shows_the_rest(
    sign_in: SignIn, size: str
) -> None:
    guard = sign_in("qh-anquan", size)
    guard.open("/i/qh/ledgers/b/fire_check/new/")
    page = guard.page
    first = page.locator(".hq-check").first
    expect(first.locator("[data-more]")).to_be_hidden()
    first.get_by_role("radio", name="不合格").click()
    expect(first.locator("[data-more]")).to_be_visible()
    page.locator("[data-all-pass]").click()
    expect(page.locator("[data-score]")).to_contain_text("不合格 1 项")
    expect(page.locator("[data-score]")).not_to_contain_text("还有")
    expect(first.locator("input[value=fail]")).to_be_checked()
    expect(page.locator("[data-flags]")).to_contain_text("不合格")
    guard.look()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_signature_is_drawn_and_kept_with_the_record(sign_in: SignIn, size: str) -> None:
    cook = sign_in("qh-shitang", size)
    cook.open("/i/qh/ledgers/b/kitchen_waste/new/")
    page = cook.page
    page.locator("[name=v-kg]").fill("35")
    page.locator("[name=v-company]").fill("清源环保")
    pad = page.locator(".hq-signpad canvas")
    expect(page.locator(".hq-keys")).to_be_hidden()
    pad.evaluate("e => e.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 80, steps=6)
    page.mouse.up()
    expect(page.locator(".hq-signpad-hint")).to_be_hidden()
    cook.look()
    page.locator("#hq-form button[data-missing]").click()
    page.wait_for_url(re.compile(r"/ledgers/e/\d+/$"))
    expect(page.locator(".hq-photos-shown img")).to_have_count(1)
    cook.look()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_field_shows_only_where_it_applies_and_a_line_taken_away_is_not_sent(
    sign_in: SignIn, size: str
) -> None:
    cook = sign_in("qh-shitang", size)
    write_sample(cook, f"白菜{size}")
    page = cook.page
    cleared = page.locator("[data-at=cleared_at]")
    expect(cleared).to_be_hidden()
    page.locator("[name=v-old_taken_at]").fill("2026-11-01T11:30")
    expect(cleared).to_be_visible()
    page.locator("[name=v-old_taken_at]").fill("")
    expect(cleared).to_be_hidden()
    page.locator("[data-line-add]").click()
    page.locator("[name=v-dishes-1-dish]").fill("豆腐")
    page.locator("[data-line='1'] [data-line-drop]").click()
    page.locator("[data-line-add]").click()  # and one that nobody fills in
    page.locator("#hq-form button[data-missing]").click()
    page.wait_for_url(re.compile(r"/ledgers/e/\d+/$"))
    expect(page.locator("main")).not_to_contain_text("豆腐")
    expect(page.locator("main")).to_contain_text(f"白菜{size}")


def test_the_second_person_signs_on_the_same_phone_by_pin(sign_in: SignIn) -> None:
    director = sign_in("qh-zongwu", "phone")
    director.open("/accounts/me/pin/")
    for name, value in (("pin", PIN), ("again", PIN), ("password", PASSWORD)):
        director.page.fill(f"input[name={name}]", value)
    director.press("设好") if director.page.get_by_text("设好").count() else director.press("换成")
    cook = sign_in("qh-shitang", "phone")
    page = cook.page
    write_sample(cook, "两人签的")
    page.locator("#hq-form button[data-missing]").click()
    page.wait_for_url(re.compile(r"/ledgers/e/\d+/$"))
    cook.press("当面会签")
    page.get_by_label("会签人").select_option(label="总务主任")
    page.get_by_label("签字码").fill("999111")
    page.locator("form button.btn-primary").click()
    expect(page.locator("[data-error]")).to_contain_text("签字码不对")
    cook.look()
    page.get_by_label("签字码").fill(PIN)
    page.locator("form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/ledgers/e/\d+/$"))
    expect(page.locator("main .hq-tl")).to_contain_text("总务主任")
    cook.look()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_sheet_is_entered_at_once_and_only_the_exception_is_touched(
    sign_in: SignIn, size: str
) -> None:
    keeper = sign_in("qh-zongwu", size)
    keeper.open("/i/qh/ledgers/b/ventilation_log/sheet/")
    page = keeper.page
    rows = page.locator("[data-sheet-row]")
    assert rows.count() >= 30
    for number in range(30, rows.count()):
        rows.nth(number).locator(".use input").uncheck()
    expect(page.locator("[data-sheet-count]")).to_have_text("记 30 行")
    keeper.look()
    page.locator("#hq-form button[data-missing]").click()
    page.wait_for_url(re.compile(r"/ledgers/b/ventilation_log/(sheet/\?part=2)?$"))
    expect(page.locator(".hq-toast")).to_contain_text("已记 30 条")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_fridge_too_warm_in_a_sheet_is_red_at_once_and_wants_its_measure(
    sign_in: SignIn, size: str
) -> None:
    cook = sign_in("qh-shitang", size)
    cook.open(f"{FRIDGES}sheet/")
    page = cook.page
    rows, temp = page.locator("[data-sheet-row]"), "[name$='-v-temp']"
    fridges = rows.count()
    for number in range(fridges):
        rows.nth(number).locator(temp).fill("4" if number < 4 else "-18")
    row = rows.nth(1)
    row.locator(temp).fill("12")
    expect(row).to_have_class(re.compile("is-abnormal"))
    expect(row).to_contain_text("不应高于 8℃")
    expect(page.locator("[data-sheet-count]")).to_contain_text("异常 1 行")
    if size == "desk":  # Enter goes down the column
        rows.nth(0).locator(temp).press("Enter")
        expect(row.locator(temp)).to_be_focused()
    cook.look()
    row.locator(".hq-phrases button").first.click()
    page.locator("#hq-form button[data-missing]").click()
    page.wait_for_url(re.compile(r"/ledgers/b/cold_temp_log/$"))
    expect(page.locator(".hq-toast")).to_contain_text(f"已记 {fridges} 条")


def test_what_is_written_without_a_network_waits_is_counted_and_arrives_once(
    sign_in: SignIn,
) -> None:
    cook = sign_in("qh-shitang", "phone")
    before = rows_named(cook, SAMPLES, "断网时写的")
    write_sample(cook, "断网时写的")
    page, phone = cook.page, cook.page.context
    phone.set_offline(True)
    page.locator("[name=v-dishes-0-grams]").fill("90")  # judged by the page alone
    expect(page.locator("[data-flags]")).to_contain_text("125 克")
    page.locator("[name=measure]").fill("已补留")
    page.locator("#hq-form button[data-missing]").click()
    expect(page.locator("main")).to_contain_text("没有网络，已存在本机")
    expect(page.locator("#hq-queue")).to_contain_text("有 1 条未上传")
    page.locator("#hq-queue button", has_text="立即重试").click()
    expect(page.locator("#hq-queue")).to_contain_text("有 1 条未上传")
    page.get_by_role("button", name="再记一笔").click()  # without a page from anywhere
    page.locator("[name=v-dishes-0-dish]").fill("断网时写的第二样")
    page.locator("[name=v-fridge_temp]").fill("4")
    page.locator("[name=v-dishes-0-grams]").focus()
    expect(page.locator("#hq-queue")).to_be_hidden()  # the keys are free
    tap(page, "200")
    page.locator("#hq-form button[data-missing]").click()
    expect(page.locator("#hq-queue")).to_contain_text("有 2 条未上传")
    expect(page.locator(".hq-keys")).to_be_hidden()
    expect(page.locator("#hq-queue")).to_be_visible()
    phone.set_offline(False)
    expect(page.locator("#hq-queue")).to_be_hidden()
    cook.problems = [one for one in cook.problems if "ERR_INTERNET_DISCONNECTED" not in one]
    assert rows_named(cook, SAMPLES, "断网时写的") == before + 2


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_without_a_network_the_phone_itself_says_what_shows_and_what_is_wrong(
    sign_in: SignIn, size: str
) -> None:
    """A condition, a rule between fields, what is missing: nothing of it waits for a network."""
    keeper = sign_in("qh-zongwu", size)
    keeper.open("/i/qh/ledgers/b/facility_check/new/")
    page, phone = keeper.page, keeper.page.context
    problem = page.locator("[data-at=problem]")
    expect(problem).to_be_hidden()
    phone.set_offline(True)
    page.locator("[name=v-total]").fill("5")
    page.locator("[name=v-bad]").fill("7")
    expect(problem).to_be_visible()
    expect(page.locator("[data-at=bad] [data-say]")).to_have_text("有毛病的不能多于检查数量。")
    problem.locator("textarea").fill("灯不亮")
    page.locator("[data-at=place] input").first.fill("操场")
    page.locator("[data-at=place] input").first.blur()
    page.locator("#hq-form button[data-missing]").click()
    expect(page.locator("#hq-queue")).not_to_contain_text("未上传")  # known to be wrong: not kept
    page.locator("[name=v-bad]").fill("0")
    expect(problem).to_be_hidden()
    page.locator("#hq-form button[data-missing]").click()
    expect(page.locator("#hq-queue")).to_contain_text("有 1 条未上传")
    keeper.problems = [one for one in keeper.problems if "ERR_INTERNET_DISCONNECTED" not in one]


def test_a_page_kept_on_the_phone_gives_every_opening_its_own_entry_and_todays_time(
    sign_in: SignIn,
) -> None:
    """As the service worker gives it without a network: the same page, hours old, twice."""
    cook = sign_in("qh-shitang", "phone")
    page = cook.page
    before = rows_named(cook, SAMPLES, "地窖")
    address = f"{cook.base}{SAMPLES}new/"
    kept = page.request.get(address).text()
    old = re.sub(r'data-made="(\d+)"', lambda m: f'data-made="{int(m[1]) - 7200}"', kept)
    old = re.sub(r'(name="v-at" value=")[^"]+', r"\g<1>2026-11-01T05:00", old)
    page.route(address, lambda route: route.fulfill(body=old, content_type="text/html")
               if route.request.method == "GET" else route.continue_())  # fmt: skip
    for dish in ("地窖一", "地窖二"):
        page.goto(address)
        expect(page.locator("form .hq-note.w")).to_contain_text("存在手机上的")
        assert page.locator("[name=v-at]").input_value() > "2026-11-22"
        page.locator("[name=v-dishes-0-dish]").fill(dish)
        page.locator("[name=v-fridge_temp]").fill("4")
        page.route("**/ledgers/b/**", lambda route: route.abort("internetdisconnected")
                   if route.request.method == "POST" else route.fallback())  # fmt: skip
        page.locator("#hq-form button[data-missing]").click()
        expect(page.locator("main")).to_contain_text("没有网络，已存在本机")
    expect(page.locator("#hq-queue")).to_contain_text("有 2 条未上传")
    page.unroute("**/ledgers/b/**")
    page.unroute(address)
    page.locator("#hq-queue button", has_text="立即重试").click()
    expect(page.locator("#hq-queue")).to_be_hidden()
    cook.problems = [one for one in cook.problems if "ERR_INTERNET_DISCONNECTED" not in one]
    assert rows_named(cook, SAMPLES, "地窖") == before + 2


def test_an_earlier_day_asks_for_the_reason_at_once(sign_in: SignIn) -> None:
    cook = sign_in("qh-shitang", "phone")
    write_sample(cook, "昨天的")
    page = cook.page
    reason = page.locator("[name=late_reason]")
    expect(reason).to_be_hidden()
    at = page.locator("[name=v-at]")
    day = page.evaluate("new Date(Date.now() - 864e5 + 288e5).toISOString().slice(0, 10)")
    at.fill(f"{day}T11:40")
    expect(reason).to_be_visible()
    page.locator("#hq-form button[data-missing]").click()
    expect(reason).to_be_focused()
    reason.fill("停电，晚补")
    page.locator("#hq-form button[data-missing]").click()
    page.wait_for_url(re.compile(r"/ledgers/e/\d+/$"))
    expect(page.locator("main")).to_contain_text("停电，晚补")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_draft_brings_back_every_line_that_was_added(sign_in: SignIn, size: str) -> None:
    cook = sign_in("qh-shitang", size)
    write_sample(cook, "草稿一")
    page = cook.page
    for number in (1, 2):
        page.locator("[data-line-add]").click()
        page.locator(f"[name=v-dishes-{number}-dish]").fill(f"草稿{number}")
    expect(page.locator("[data-draft-state]")).to_have_text("草稿已存")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator(".hq-draft-note")).to_be_visible()
    expect(page.locator("[name=v-dishes-2-dish]")).to_have_value("草稿2")
    cook.look()
    page.locator(".hq-draft-note button", has_text="清除").click()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_scanned_place_leads_to_its_book_and_every_page_on_the_way_is_readable(
    sign_in: SignIn, size: str
) -> None:
    guard = sign_in("qh-anquan", size)
    page = guard.page
    guard.open("/i/qh/org/places/?q=教学楼")
    links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href') || '')")
    guard.open(next(link for link in links if re.search(r"/places/\d+/$", link)))
    offer = page.locator("main a[href*='/ledgers/b/'][href*='place=']").first
    title = offer.locator("b").inner_text()
    offer.click()
    guard.look()
    expect(page.locator("main")).to_contain_text(title)
    assert page.locator("main select option:checked, main textarea[data-pick]").count()
    cook = sign_in("qh-shitang", size)
    write_sample(cook, f"走查{size}")
    cook.page.locator("#hq-form button[data-missing]").click()
    cook.page.wait_for_url(re.compile(r"/ledgers/e/\d+/$"))
    entry = cook.page.url.removeprefix(cook.base)
    for path in (f"{entry}amend/", f"{entry}countersign/here/", "/accounts/me/pin/"):
        cook.open(path)
