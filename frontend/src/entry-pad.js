// Number keys as large as a thumb, for phones: the limit stands above them, and iPhones get a minus at last.
import { each, element, icon } from "./page.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0"];
const LINGER = 250;
let pad = null;
let field = null;

function put(edit) {
  if (!field) return;
  edit(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const press = (key) => put((f) => {
  if (key === "." && f.value.includes(".")) return;
  f.setRangeText(key, f.selectionStart, f.selectionEnd, "end");
});
const back = () => put((f) => {
  if (f.selectionStart === f.selectionEnd && f.selectionStart > 0) f.setRangeText("", f.selectionStart - 1, f.selectionEnd, "end");
  else f.setRangeText("", f.selectionStart, f.selectionEnd, "end");
});
const flip = () => put((f) => {
  f.value = f.value.startsWith("-") ? f.value.slice(1) : `-${f.value}`;
});

function next() {
  const fields = [...field.form.querySelectorAll("input[data-pad]")].filter((f) => f.offsetParent && !f.disabled);
  const after = fields[fields.indexOf(field) + 1];
  if (after) after.focus();
  else field.blur();
}

function key(label, act, css = "", spoken = "") {
  return element("button", { type: "button", tabindex: "-1", class: css, "aria-label": spoken || null, onclick: act }, label);
}

function build() {
  const keys = KEYS.map((k) => key(k, () => press(k), k === "." ? "is-dot" : "", k === "." ? "小数点" : ""));
  const side = element("div", { class: "hq-keys-side" },
    key(icon("backspace"), back, "", "退一格"),
    key("±", flip, "is-sign", "正负号"),
    key("下一项", next, "is-next"));
  pad = element("div", { class: "hq-keys", role: "region", "aria-label": "数字键", hidden: true },
    element("div", { class: "hq-keys-head" }, element("b"), element("span", { class: "hq-num" })),
    element("div", { class: "hq-keys-main" }, ...keys, key("完成", () => field?.blur(), "is-done")),
    side);
  // The field keeps the focus, and with it the cursor.
  pad.addEventListener("pointerdown", (event) => event.preventDefault());
  pad.addEventListener("mousedown", (event) => event.preventDefault());
  document.body.append(pad);
}

function open(input) {
  if (!pad) build();
  field = input;
  pad.hidden = false;
  document.body.classList.add("has-keys");
  if (input.value === input.defaultValue) input.select(); // the first key writes anew
  const [name, limit] = pad.querySelector(".hq-keys-head").children;
  name.textContent = input.dataset.pad;
  limit.textContent = [input.dataset.range, input.dataset.unit && !input.dataset.range ? input.dataset.unit : ""].filter(Boolean).join(" ");
  pad.querySelector(".is-sign").disabled = !("signed" in input.dataset);
  pad.querySelector(".is-dot").disabled = input.dataset.whole !== undefined;
  // The field may lie where the keys are now.
  requestAnimationFrame(() => {
    const [at, above] = [input.getBoundingClientRect(), pad.getBoundingClientRect().top];
    if (at.bottom > above - 40 || at.top < 60) input.scrollIntoView({ block: "center" });
  });
}

/** A moment later: the page must not move under the finger that has just left the keys. */
function close(input) {
  setTimeout(() => {
    if (field !== input || document.activeElement === input) return;
    field = null;
    pad.hidden = true;
    document.body.classList.remove("has-keys");
  }, LINGER);
}

export function startPad() {
  if (!matchMedia("(pointer: coarse)").matches) return;
  document.addEventListener("submit", () => field?.blur(), true); // an input that is taken away tells nobody
  each("input[data-pad]", (input) => {
    if (input.inputMode === "numeric") input.dataset.whole = "";
    input.inputMode = "none"; // our keys instead of the system's
    input.addEventListener("focus", () => open(input));
    input.addEventListener("blur", () => close(input));
  });
}
