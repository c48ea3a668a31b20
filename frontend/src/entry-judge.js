// How a form asks the server what it makes of what was typed, judges plain limits itself, and says what is wrong.
import { csrfToken, icon } from "./page.js";

const PATIENCE = 8000;

/** What was typed in `box`, with the number of files in place of the files. */
export function typed(box, strip = "") {
  const data = new FormData();
  for (const field of box.querySelectorAll("input[name],select[name],textarea[name]")) {
    if (field.disabled || !field.name.startsWith(strip) || (["checkbox", "radio"].includes(field.type) && !field.checked)) continue;
    const name = field.name.slice(strip.length);
    const kept = Number(field.closest("[data-kept]")?.dataset.kept ?? 0);
    if (field.type === "file") {
      if (field.files.length + kept) data.append(`held-${name}`, String(field.files.length + kept));
    } else if (field.multiple) for (const option of field.selectedOptions) data.append(name, option.value);
    else if (field.name !== "csrfmiddlewaretoken") data.append(name, field.value);
  }
  return data;
}

/** The server's verdict, or null where there is none to be had. */
export async function judged(url, data) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(url, { method: "POST", body: data, headers: { "X-CSRFToken": csrfToken() }, signal: patience.signal });
    return answer.ok && (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

const BROKEN = {
  min: (value, limit) => value < limit,
  max: (value, limit) => value > limit,
  above: (value, limit) => value <= limit,
  below: (value, limit) => value >= limit,
};

/** The first limit of a number's own that it breaks: {message, abnormal, low}, or null. */
export function outside(input) {
  const text = input.value.normalize("NFKC").replace(/[,\s]/g, "").replace("−", "-");
  if (!text || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return null;
  const limits = JSON.parse(input.dataset.limits || "[]");
  const found = limits.find(([kind, limit]) => BROKEN[kind]?.(Number(text), Number(limit)));
  return found ? { message: found[2], abnormal: found[3], low: ["min", "above"].includes(found[0]) } : null;
}

export const own = (box, selector) => [...box.querySelectorAll(selector)].filter((e) => e.closest("[data-at]") === box);

/** Say sentences below a field, or nothing. */
export function say(box, messages) {
  const [line] = own(box, "[data-say]");
  if (!line) return;
  line.hidden = !messages.length;
  for (const old of messages.length ? own(box, "[data-error]") : []) old.remove(); // said once
  line.replaceChildren(...(messages.length ? [icon("alert-circle"), messages.join("")] : []));
  for (const field of box.matches("[data-weight]") ? [] : own(box, "input,select,textarea")) {
    field.classList.toggle("is-bad", messages.length > 0 && field.classList.contains("form-control"));
    for (const [name, value] of [["aria-invalid", "true"], ["aria-errormessage", line.id]]) {
      if (messages.length && value) field.setAttribute(name, value);
      else field.removeAttribute(name);
    }
  }
  const limit = own(box, ".hq-lim")[0];
  if (limit) {
    const filled = own(box, "input").some((f) => f.value);
    limit.classList.toggle("is-ok", filled && !messages.length);
    limit.classList.toggle("is-bad", messages.length > 0);
  }
}

/** A field that does not apply is not shown, not demanded and not sent. */
export function turn(box, off) {
  box.toggleAttribute("data-off", off);
  for (const field of box.querySelectorAll("input,select,textarea")) field.disabled = off;
  if (!("must" in box.dataset)) return;
  const radios = box.querySelectorAll('input[type="radio"]');
  const fields = radios.length ? radios : box.querySelectorAll('input:not([type="file"],[type="hidden"],[type="checkbox"]),select,textarea:not(.visually-hidden)');
  for (const field of fields) field.required = !off;
}
