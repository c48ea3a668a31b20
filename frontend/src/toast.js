// Short messages at the foot of the page; one with an address to undo waits 6 seconds for 撤回.
import { csrfToken, each, element, icon, sentence } from "./page.js";

const ICONS = { success: "circle-check", error: "alert-circle", warning: "alert-triangle", info: "info-circle" };
const CARRIED = "hq-toasts";

function shelf() {
  return document.getElementById("hq-toasts") ?? document.body.appendChild(element("div", { id: "hq-toasts", class: "hq-toasts", role: "status", "aria-live": "polite" }));
}

async function undo(url, box) {
  box.remove();
  let status = 0;
  try {
    const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" } });
    if (answer.ok) return location.reload();
    status = answer.status;
  } catch {
    status = 0;
  }
  toast({ text: sentence(status), kind: "error" });
}

/** @param {{text: string, kind?: string, undo?: string, seconds?: number}} message */
export function toast({ text, kind = "success", undo: undoUrl, seconds = 6 }) {
  const box = element("div", { class: `hq-toast is-${kind}`, role: kind === "error" ? "alert" : null }, icon(ICONS[kind] ?? "info-circle"), element("span", {}, text));
  if (undoUrl) box.append(element("button", { type: "button", class: "btn btn-sm hq-btn-text", onclick: () => undo(undoUrl, box) }, "撤回"));
  box.append(element("button", { type: "button", class: "hq-toast-x", "aria-label": "关闭", onclick: () => box.remove() }, icon("x")));
  shelf().append(box);
  arm(box, seconds);
  return box;
}

function arm(box, seconds) {
  let timer = setTimeout(() => box.remove(), seconds * 1000);
  // Someone reading or reaching for 撤回 keeps it.
  for (const hold of ["pointerenter", "focusin"]) box.addEventListener(hold, () => clearTimeout(timer));
  for (const free of ["pointerleave", "focusout"]) box.addEventListener(free, () => (timer = setTimeout(() => box.remove(), 2000)));
}

/** Keep a fetched page's messages for the page about to be opened. */
export function carry(fetched) {
  const found = [...fetched.querySelectorAll("[data-toast]")].map((e) => ({ text: e.dataset.text, kind: e.dataset.toast, undo: e.dataset.undo }));
  if (found.length) sessionStorage.setItem(CARRIED, JSON.stringify(found));
}

export function startToasts() {
  each("[data-toast]", (source) => {
    toast({ text: source.dataset.text, kind: source.dataset.toast || "info", undo: source.dataset.undo });
    source.remove();
  });
  const carried = sessionStorage.getItem(CARRIED);
  sessionStorage.removeItem(CARRIED);
  const shown = new Set([...document.querySelectorAll("[data-toast]")].map((e) => e.dataset.text));
  for (const message of JSON.parse(carried ?? "[]")) if (!shown.has(message.text)) toast(message);
  // The server says it with the header HX-Trigger: {"hq:toast": {"text": "…", "undo": "…"}}.
  document.addEventListener("hq:toast", (event) => toast(event.detail));
}
