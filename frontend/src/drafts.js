// Forms with data-draft="key" keep what was typed on this phone until it has been sent.
import { each, element, icon, member } from "./page.js";

const DAYS = 14 * 86_400_000;
const SENT = "hq-draft-sent";
const name = (key) => `hq-draft:${member()}:${key}`;

const kept = (field) =>
  field.name && !["file", "password", "hidden", "submit", "button"].includes(field.type) && !("nodraft" in field.dataset);

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(name(key)) ?? "null");
    return draft && Date.now() - draft.at < DAYS ? draft : null;
  } catch {
    return null;
  }
}

export function forgetDraft(key) {
  if (key) localStorage.removeItem(name(key));
}

export function saveDraft(key, values) {
  try {
    localStorage.setItem(name(key), JSON.stringify({ at: Date.now(), values }));
    return true;
  } catch {
    return false; // full or refused: the form itself still works
  }
}

const valuesOf = (form) =>
  [...form.elements].filter(kept).map((f) => [f.name, f.value, ["checkbox", "radio"].includes(f.type) ? f.checked : f.multiple ? [...f.selectedOptions].map((o) => o.value) : null]);

function fill(form, values) {
  form.dispatchEvent(new CustomEvent("hq:filling", { detail: values }));
  const taken = new Map();
  for (const [field, value, state] of values) {
    const all = [...form.elements].filter((f) => f.name === field && kept(f));
    if (typeof state === "boolean") {
      const box = all.find((f) => f.value === value);
      if (box) box.checked = state;
      continue;
    }
    // Rows of the same name keep their order.
    const at = taken.get(field) ?? 0;
    taken.set(field, at + 1);
    if (!all[at]) continue;
    if (state) for (const option of all[at].options) option.selected = state.includes(option.value);
    else all[at].value = value;
  }
  form.dispatchEvent(new CustomEvent("hq:filled", { bubbles: true }));
}

function notice(form, key) {
  const box = element("div", { class: "hq-note i hq-draft-note", role: "status" }, icon("history"), element("span", { class: "hq-grow" }, "已恢复未提交的草稿。"));
  const clear = () => {
    forgetDraft(key);
    form.reset();
    form.dispatchEvent(new CustomEvent("hq:filled", { bubbles: true }));
    box.remove();
  };
  box.append(element("button", { type: "button", class: "btn btn-sm hq-btn-line", onclick: clear }, "清除"));
  form.prepend(box);
}

/** A page that opened after a plain submit, without that form's errors, means it was accepted. */
function settle() {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  sessionStorage.removeItem(SENT);
  const refused = [...document.querySelectorAll("form[data-draft][data-bound]")].some((f) => f.dataset.draft === key);
  // Reload and back also follow a failed submit; then the draft is still needed.
  const way = performance.getEntriesByType("navigation")[0]?.type;
  if (!refused && way === "navigate") forgetDraft(key);
}

function watch(form) {
  const key = form.dataset.draft;
  const before = JSON.stringify(valuesOf(form));
  const draft = read(key);
  if (draft && !("bound" in form.dataset) && JSON.stringify(draft.values) !== before) {
    fill(form, draft.values);
    notice(form, key);
  }
  const says = form.querySelector("[data-draft-state]");
  let timer = 0;
  let sent = false;
  const save = () => {
    clearTimeout(timer);
    if (sent) return;
    const values = valuesOf(form);
    if (JSON.stringify(values) === before) return;
    const ok = saveDraft(key, values);
    if (says) says.textContent = ok ? "草稿已存" : "草稿存不下，请尽快提交";
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  // Scripts that send the form themselves prevent the default and say hq:sent when it arrived.
  form.addEventListener("submit", (event) => {
    save();
    if (!event.defaultPrevented) sessionStorage.setItem(SENT, key);
  });
  const over = () => {
    sent = true;
    forgetDraft(key);
  };
  form.addEventListener("hq:sent", over);
  form.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && detail.elt === form && over());
  addEventListener("pagehide", () => timer && save());
}

export function startDrafts() {
  settle();
  each("form[data-draft]", watch);
}
