// A record's form while it is typed: what shows, what is computed, what is out of its limits, what was done about it.
// The server judges with the form engine itself (data-live); without a network the page does, by the same rules (rules.js).
import { each, element, icon } from "./page.js";
import { startChecks } from "./entry-checks.js";
import { here } from "./entry-here.js";
import { judged, outside, own, say, turn, typed } from "./entry-judge.js";
import { startLines } from "./entry-lines.js";
import { startPad } from "./entry-pad.js";
import { startPicks } from "./entry-pick.js";
import { startSheet } from "./entry-sheet.js";
import { startSign } from "./entry-sign.js";
import { toast } from "./toast.js";

const PAUSE = 350;
const STALE = 600_000;
const boxOf = (form, path) => {
  for (let at = path; at; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
    const box = form.querySelector(`[data-at="${CSS.escape(at)}"]`);
    if (box) return box;
  }
  return null;
};
function measures(form) {
  const box = form.querySelector("[data-measure]");
  const text = box?.querySelector("textarea");
  if (!box) return () => {};
  const opener = box.querySelector("[data-measure-open]");
  opener.hidden = false;
  const open = (wide) => {
    box.classList.toggle("is-shut", !wide);
  };
  opener.addEventListener("click", () => {
    open(true);
    text.focus();
  });
  const choice = box.querySelector('[name="is_fixed"]')?.closest("fieldset"); // items of a checklist choose for themselves
  return (flags, others) => {
    if (choice) choice.hidden = !others;
    box.querySelector("[data-flags]").replaceChildren(...flags.map((flag) => element("li", {}, icon("alert-triangle"), element("span", {}, flag))));
    text.required = flags.length > 0;
    open(flags.length > 0 || text.value !== "" || document.activeElement === text || Boolean(box.querySelector("[data-error]")));
  };
}

function watch(form) {
  const local = new Map(); // path → what the page itself has found
  let verdict = { hidden: null, computed: {}, flags: [], refusals: [] };
  let [timer, asked] = [0, 0];
  const handled = measures(form);

  const draw = () => {
    const said = new Map();
    const flags = [];
    const tell = (path, message) => {
      const box = boxOf(form, path);
      if (box) said.set(box, [...new Set([...(said.get(box) ?? []), message])]);
    };
    for (const one of [...verdict.flags, ...verdict.refusals]) tell(one.path, one.message);
    for (const [path, found] of local) tell(path, found.message);
    for (const one of verdict.flags) flags.push(one.message);
    for (const found of local.values()) if (found.abnormal) flags.push(found.message);
    for (const box of form.querySelectorAll("[data-at]")) say(box, said.get(box) ?? []);
    for (const out of form.querySelectorAll("[data-computed]")) out.textContent = verdict.computed[out.dataset.computed] || "—";
    const isItem = (path) => boxOf(form, path)?.matches("[data-weight]");
    const others = verdict.flags.some((one) => !isItem(one.path)) || [...local.values()].some((found) => found.abnormal);
    handled([...new Set(flags)], others);
    form.dispatchEvent(new Event("change")); // the submit button counts again what is missing
  };

  const place = (hidden) => {
    const off = new Set(hidden);
    let shown = false;
    for (const box of form.querySelectorAll("[data-at]")) {
      const now = off.has(box.dataset.at);
      if (now === "off" in box.dataset) continue;
      turn(box, now);
      shown ||= !now;
    }
    for (const part of form.querySelectorAll("[data-section]")) {
      part.hidden = [...part.children].filter((e) => e.matches("[data-at]")).every((e) => "off" in e.dataset);
    }
    return shown;
  };

  const ask = async () => {
    clearTimeout(timer);
    if (!form.dataset.live || !form.isConnected) return;
    const turnOf = ++asked;
    const data = typed(form);
    if (form.dataset.version) data.set("version", form.dataset.version);
    const found = (navigator.onLine === false ? null : await judged(form.dataset.live, data)) ?? here(form, typed(form));
    if (turnOf !== asked) return;
    if (!found?.hidden) {
      // Nobody to ask and no rules: everything stays open, and the server leaves out what does not apply.
      place([]);
      return;
    }
    verdict = found;
    if (place(found.hidden)) ask();
    draw();
  };

  /** Before it is kept on this phone: nobody says until much later what is wrong with it. */
  const whole = (event) => {
    for (let turns = 0; turns < 9; turns++) {
      const found = here(form, typed(form), { all: true });
      if (!found) return;
      verdict = found;
      if (!place(found.hidden)) break; // what shows now is judged as well
    }
    draw();
    const wrong = verdict.refusals.length ? form.querySelector('[aria-invalid="true"]') : form.querySelector("[data-measure] textarea:required:invalid");
    if (!verdict.refusals.length && !wrong) return;
    event.preventDefault();
    toast({ text: verdict.refusals[0]?.message ?? "有异常，请写处理措施，再记下。", kind: "warning", seconds: 8 });
    wrong?.scrollIntoView({ block: "center" });
    wrong?.focus({ preventScroll: true });
  };

  const look = (input) => {
    const path = input.closest("[data-at]")?.dataset.at;
    if (!path) return;
    const found = input.value ? outside(input) : null;
    if (found) local.set(path, found);
    else local.delete(path);
  };

  const changed = ({ target }) => {
    if (!target?.closest || target === form) return;
    const box = target.closest("[data-at]");
    for (const old of box ? own(box, "[data-error]") : []) old.remove();
    const path = box?.dataset.at;
    if (path) for (const list of ["flags", "refusals"]) verdict[list] = verdict[list].filter((one) => one.path !== path);
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
    if (!target.dataset?.limits) return;
    const low = outside(target)?.low && document.activeElement === target;
    // 1 on the way to 150 is not too little yet.
    setTimeout(() => {
      look(target);
      draw();
    }, low ? 2 * PAUSE : 0);
  };

  for (const box of form.querySelectorAll("[data-at][data-off]")) turn(box, true);
  for (const input of form.querySelectorAll("[data-limits]")) look(input);
  form.addEventListener("hq:keeping", whole);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("hq:filled", () => {
    for (const input of form.querySelectorAll("[data-limits]")) look(input);
    ask();
  });
  form.addEventListener("hq:lines", () => {
    for (const path of local.keys()) if (!form.querySelector(`[data-at="${CSS.escape(path)}"]`)) local.delete(path);
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  place([...form.querySelectorAll("[data-off]")].map((box) => box.dataset.at));
  draw();
  if ("bound" in form.dataset || form.querySelector("[data-computed],[data-lines],[data-kept]")) ask();
}

function phrases(box) {
  box.hidden = false;
  box.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    const text = box.dataset.phrases ? document.getElementById(box.dataset.phrases) : box.parentElement.querySelector("textarea");
    if (!button || !text) return;
    text.value = text.value ? `${text.value.replace(/[。；]$/, "")}；${button.textContent}` : button.textContent;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** 先拍照: the first field for photos, from the top of the form. */
function camera(button) {
  const box = button.form.querySelector(".hq-fld > [data-photos]");
  const add = box?.querySelector(".hq-photo-add");
  if (!add) return;
  button.hidden = false;
  button.addEventListener("click", () => add.click());
  box.addEventListener("input", () => {
    const count = box.querySelector('input[type="file"][name]').files.length;
    button.lastElementChild.textContent = count ? `已拍 ${count} 张` : "先拍照";
  });
}

const said = (at) => new Date(at).toLocaleString("sv-SE", { timeZone: "Asia/Shanghai" });

/** Put the moment into the fields that begin with it. */
export function tellNow(form) {
  const [day, time] = said(Date.now()).split(" ");
  const values = { date: day, time: time.slice(0, 5), "datetime-local": `${day}T${time.slice(0, 5)}` };
  for (const field of form.querySelectorAll("[data-now]")) if (values[field.type]) field.value = values[field.type];
}

/** A page kept on the phone was made some time ago: "now" in it is not now. */
function renew(form) {
  const made = Number(form.dataset.made) * 1000;
  if ("bound" in form.dataset || Math.abs(Date.now() - made) < STALE) return;
  tellNow(form);
  form.prepend(element("div", { class: "hq-note w", role: "status" }, icon("clock"), element("span", { class: "hq-grow" }, `这一页是 ${said(made).slice(5, 16)} 存在手机上的，时间已改成现在，其余请核对。`)));
}

/** An earlier day than today is written down late: the reason is asked for at once. */
function late(fold) {
  const { form } = fold.querySelector("[name=late_reason]");
  const reason = form.elements.namedItem("late_reason");
  const named = fold.dataset.late;
  const look = () => {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const told = [...form.elements].filter((f) => (f.name === named || f.name.endsWith(`-${named}`)) && /^\d{4}-\d\d-\d\d/.test(f.value));
    const was = reason.required;
    reason.required = told.some((f) => f.value.slice(0, 10) < today);
    if (reason.required && !was) fold.open = true;
  };
  form.addEventListener("input", look);
  form.addEventListener("hq:filled", look);
  look();
}

/** Before drafts are brought back: a draft may have more lines than the page. */
export function startEntries() {
  startLines();
  startPicks();
  startSign();
  startChecks();
  startPad();
  each(".hq-phrases", phrases);
  each("form[data-entry]", watch);
  each("form[data-made]", renew);
  each("[data-late]", late);
  each("[data-camera]", (button) => queueMicrotask(() => camera(button))); // once the photo field has its own buttons
  startSheet();
}
