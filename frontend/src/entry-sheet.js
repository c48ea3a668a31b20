// Thirty lines at once: everything is filled in as usual, only exceptions are opened; the arrows walk the columns on the desk.
import { each, enhance } from "./page.js";
import { here } from "./entry-here.js";
import { judged, outside, say, turn, typed } from "./entry-judge.js";
import { toast } from "./toast.js";

const PAUSE = 400;

function line(form, row, count) {
  const measure = row.querySelector("[data-row-measure]");
  const opener = row.querySelector("[data-sheet-open]");
  const use = row.querySelector(".use input");
  const prefix = `${row.dataset.sheetRow}-`;
  let [timer, asked] = [0, 0];
  const demanded = [...row.querySelectorAll("[required]")];
  const offer = () => {
    if (row.querySelector(".hq-phrases")) return;
    measure.after(form.querySelector("[data-sheet-phrases]").content.cloneNode(true));
    enhance(row);
  };
  const open = (wide) => {
    row.classList.toggle("is-open", wide);
    opener.setAttribute("aria-expanded", String(wide));
    if (wide) offer();
  };
  const flagged = (bad) => {
    row.classList.toggle("is-abnormal", bad);
    measure.required = bad && use.checked;
    if (bad) offer();
    count();
  };
  const given = () => {
    const data = typed(row, prefix);
    data.set(`v-${form.dataset.keyField}`, row.dataset.key);
    return data;
  };
  const ask = async () => {
    const turnOf = ++asked;
    const data = given();
    const version = form.elements.namedItem("version");
    if (version) data.set("version", version.value);
    const found = (navigator.onLine === false ? null : await judged(form.dataset.live, data)) ?? here(form, given());
    if (turnOf !== asked || !found?.flags) return;
    if (show(found)) ask();
  };
  /** Whether more is to be filled in than before. */
  const show = (found) => {
    let again = false;
    for (const box of row.querySelectorAll("[data-at]")) {
      const off = found.hidden.includes(box.dataset.at);
      if (off === "off" in box.dataset) continue;
      turn(box, off);
      again ||= !off;
    }
    const all = [...found.flags, ...found.refusals];
    for (const box of row.querySelectorAll("[data-at]")) say(box, all.filter((one) => one.path === box.dataset.at).map((one) => one.message));
    flagged(found.flags.length > 0);
    return again;
  };
  // Before the sheet is kept on this phone: what is wrong with this line is said here.
  form.addEventListener("hq:keeping", (event) => {
    const found = use.checked ? here(form, given(), { all: true }) : null;
    if (!found) return;
    show(found);
    const wrong = row.querySelector('[aria-invalid="true"]') && found.refusals.length;
    if (!wrong && (!found.flags.length || measure.value.trim())) return;
    event.preventDefault();
    open(true);
    toast({ text: `${row.querySelector("th").textContent}：${wrong ? found.refusals[0].message : "有异常，请写处理措施。"}`, kind: "warning", seconds: 8 });
  });
  row.addEventListener("input", ({ target }) => {
    for (const old of target.closest("td")?.querySelectorAll("[data-error]") ?? []) old.remove();
    count();
    if (target === measure || target === use) return;
    const found = target.dataset.limits ? outside(target) : null;
    if (found && !found.low) {
      say(target.closest("[data-at]"), [found.message]);
      if (found.abnormal) flagged(true);
    }
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  use.addEventListener("change", () => {
    for (const field of demanded) field.required = use.checked;
    flagged(row.classList.contains("is-abnormal"));
  });
  opener.addEventListener("click", () => open(!row.classList.contains("is-open")));
  for (const box of row.querySelectorAll("[data-at][data-off]")) turn(box, true);
  if (row.classList.contains("is-open")) open(true);
}

function keys(form) {
  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("td");
    if (!cell || event.isComposing || event.altKey || event.ctrlKey) return;
    const arrows = event.target.matches('input:not([type="checkbox"])');
    const step = { Enter: event.shiftKey ? -1 : 1, ...(arrows ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
    if (!step || event.target.matches("textarea,button")) return;
    event.preventDefault();
    const row = cell.parentElement;
    const to = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    const field = to?.children[[...row.children].indexOf(cell)]?.querySelector("input,select");
    field?.focus();
    field?.select?.();
  });
}

function start(form) {
  const rows = [...form.querySelectorAll("[data-sheet-row]")];
  const all = form.querySelector("[data-sheet-all]");
  const said = form.querySelector("[data-sheet-count]");
  const boxes = rows.map((row) => row.querySelector(".use input"));
  const count = () => {
    const used = boxes.filter((box) => box.checked).length;
    const bad = rows.filter((row, n) => boxes[n].checked && row.classList.contains("is-abnormal")).length;
    said.textContent = `记 ${used} 行${bad ? `，异常 ${bad} 行` : ""}`;
    all.checked = used === boxes.length;
    all.indeterminate = used > 0 && used < boxes.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) {
      box.checked = all.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    count();
  });
  for (const row of rows) line(form, row, count);
  form.addEventListener("hq:filled", () => {
    for (const box of boxes) box.dispatchEvent(new Event("change"));
    count();
  });
  keys(form);
  count();
}

export function startSheet() {
  each("form[data-sheet]", start);
}
