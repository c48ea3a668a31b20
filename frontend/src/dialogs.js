// Native <dialog>: opened by [data-open="#id"], closed by [data-close], asked by [data-confirm].
import { element } from "./page.js";

/** Ask before something is done. `look.confirmYes` names the button, `look.danger` reddens it. */
export function ask(question, look = {}) {
  return new Promise((resolve) => {
    const yes = element("button", { type: "button", class: `btn ${"danger" in look ? "btn-danger" : "btn-primary"}` }, look.confirmYes || "确定");
    const no = element("button", { type: "button", class: "btn hq-btn-line" }, "先不");
    const box = element("dialog", { class: "hq-dialog hq-ask-box", "aria-label": question }, element("p", {}, question), element("div", { class: "hq-dialog-foot" }, no, yes));
    const finish = (answer) => {
      box.close();
      box.remove();
      resolve(answer);
    };
    yes.addEventListener("click", () => finish(true));
    no.addEventListener("click", () => finish(false));
    box.addEventListener("cancel", () => finish(false));
    document.body.append(box);
    box.showModal();
    yes.focus();
  });
}

function onClick(event) {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    event.preventDefault();
    document.querySelector(opener.dataset.open)?.showModal();
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  // A click on the backdrop is a click on the dialog itself.
  if (event.target.matches?.("dialog[data-dismiss]")) event.target.close();
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-print]")) print();
  if (event.target.closest("[data-back]") && history.length > 1 && document.referrer.startsWith(location.origin)) {
    event.preventDefault();
    history.back();
  }
}

function onSubmit(event) {
  const source = event.submitter?.dataset.confirm ? event.submitter : event.target;
  const question = source.dataset.confirm;
  if (!question || event.target.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(question, source.dataset).then((yes) => {
    if (!yes) return;
    event.target.dataset.confirmed = "1";
    event.target.requestSubmit(event.submitter);
    delete event.target.dataset.confirmed;
  });
}

export function startDialogs() {
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  // htmx put a form into a dialog: show it. The server closes it with HX-Trigger: hq:close.
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    const box = detail.target.closest?.("dialog");
    if (box && !box.open) box.showModal();
  });
  document.addEventListener("hq:close", () => document.querySelector("dialog[open]")?.close());
}
