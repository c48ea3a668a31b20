// Forms with data-offline: sent in the background with a token, kept on the phone when there is no network.
import { carry, toast } from "./toast.js";
import { each, element, enhance, icon } from "./page.js";
import { forgetDraft } from "./drafts.js";
import { keep } from "./queue.js";
import { send } from "./send.js";
import { tellNow } from "./entry.js";

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Plain http on a school network has no randomUUID.
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The token is made when the form is opened: however often it is sent, it is one entry. */
function tokenOf(form, given = "") {
  let field = form.elements.namedItem("token");
  if (!field) {
    field = element("input", { type: "hidden", name: "token" });
    form.append(field);
  }
  if (given || !field.value) field.value = given || uuid();
  return field.value;
}

function entryOf(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  // Work done without a network counts at the moment it was handed in, not when it arrives.
  if (data.has("done_at")) data.set("done_at", new Date().toISOString());
  // A file field left empty is sent as a nameless empty file; leave it out.
  const fields = [...data.entries()]
    .filter(([, v]) => !(v instanceof File && v.size === 0 && !v.name))
    .map(([n, v]) => (v instanceof File ? [n, v, v.name] : [n, v]));
  return {
    token: tokenOf(form),
    url: new URL(submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href).href,
    page: location.href,
    title: form.dataset.title || document.title.split(" · ")[0],
    draft: form.dataset.draft ?? "",
    fields,
  };
}

function keepFiles(from, to) {
  for (const old of from.querySelectorAll('input[type="file"][name]')) {
    const fresh = to.querySelector(`input[type="file"][name="${CSS.escape(old.name)}"]`);
    if (fresh && old.files.length) fresh.files = old.files;
  }
}

/** Put the refused form, with its errors, where the form was. */
function showErrors(form, page) {
  const twin = (form.id && page?.getElementById(form.id)) || page?.querySelector("form[data-offline]");
  if (!twin) return false;
  const fresh = document.importNode(twin, true);
  keepFiles(form, fresh);
  blanks.set(fresh, blanks.get(form));
  tokenOf(fresh, tokenOf(form)); // corrected and sent again, it is still the same entry
  form.replaceWith(fresh);
  enhance(fresh);
  (fresh.querySelector('[aria-invalid="true"]') ?? fresh.querySelector("[data-error]"))?.focus?.();
  fresh.querySelector('[aria-invalid="true"],[data-error]')?.scrollIntoView({ block: "center" });
  return true;
}

const WHY = {
  offline: "没有网络，已存在本机，联网后自动上传。",
  later: "服务器暂时忙，已存在本机，稍后自动上传。",
  login: "登录已过期，已存在本机，重新登录后自动上传。",
};

/** The form as the page brought it. A reload needs a network, or a service worker, which plain http has not. */
const blanks = new WeakMap();

export function startBlanks() {
  each("form[data-entry][data-offline]:not([data-bound])", (form) => blanks.set(form, form.cloneNode(true)));
}

function kept(form, result) {
  const stay = element("div", { class: "hq-note w", role: "status", tabindex: "-1" }, icon("cloud-upload"), element("span", { class: "hq-grow" }, WHY[result]));
  const again = () => {
    const blank = blanks.get(form);
    if (!blank) return location.reload();
    stay.replaceWith(blank);
    tellNow(blank);
    enhance(blank);
    return scrollTo(0, 0);
  };
  stay.append(element("button", { type: "button", class: "btn btn-sm hq-btn-line", onclick: again }, "再记一笔"));
  form.replaceWith(stay);
  stay.focus();
}

async function submit(form, submitter) {
  const entry = entryOf(form, submitter);
  const buttons = [...form.querySelectorAll("button:not([type=button]),input[type=submit]")];
  form.setAttribute("aria-busy", "true");
  for (const b of buttons) b.disabled = true;
  try {
    const outcome = navigator.onLine === false ? { result: "offline" } : await send(entry);
    if (outcome.result === "done") {
      form.dispatchEvent(new CustomEvent("hq:sent"));
      forgetDraft(entry.draft);
      if (outcome.page) carry(outcome.page);
      return location.assign(outcome.url);
    }
    if (outcome.result === "refused") {
      if (!showErrors(form, outcome.page)) toast({ text: outcome.reason, kind: "error", seconds: 12 });
      return undefined;
    }
    // No network, an overloaded server, or signed out: keep it here and say so, unless it is known to be wrong.
    if (!form.dispatchEvent(new CustomEvent("hq:keeping", { cancelable: true }))) return undefined;
    await keep(outcome.result === "login" ? { ...entry, reason: outcome.reason } : entry);
    form.dispatchEvent(new CustomEvent("hq:sent"));
    forgetDraft(entry.draft);
    return kept(form, outcome.result);
  } catch {
    // Private browsing may refuse IndexedDB: what was typed is still in the form.
    toast({ text: "没有网络，本机也存不下。请不要关闭本页，联网后再交。", kind: "error", seconds: 20 });
    return undefined;
  } finally {
    form.removeAttribute("aria-busy");
    for (const b of buttons) b.disabled = false;
  }
}

export function startOffline() {
  each("form[data-offline]", (form) => {
    // A page kept for cellars opens again and again with one token in it: every opening is another entry.
    // Only a form that came back with its errors is still the same.
    tokenOf(form, "bound" in form.dataset ? "" : uuid());
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      submit(form, event.submitter);
    });
  });
}
