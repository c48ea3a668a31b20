// htmx, set so that a refused form (422) is shown, and every failure says one Chinese sentence.
import htmx from "htmx.org/dist/htmx.esm.js";
import { ask } from "./dialogs.js";
import { body, enhance, sentence } from "./page.js";
import { toast } from "./toast.js";

Object.assign(htmx.config, {
  allowEval: false, // the content security policy forbids it anyway
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyRestoreAsHxRequest: false,
  scrollIntoViewOnBoost: false,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

/** The server's own sentence, when it sent one rather than a page. */
function said(xhr) {
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  if (type.includes("json")) {
    try {
      return JSON.parse(xhr.responseText).detail;
    } catch {
      return "";
    }
  }
  return type.startsWith("text/plain") && xhr.responseText.length < 200 ? xhr.responseText : "";
}

export function startHtmx() {
  document.addEventListener("htmx:responseError", ({ detail }) => {
    const status = detail.xhr.status;
    toast({ text: said(detail.xhr) || sentence(status), kind: "error", seconds: 10 });
  });
  document.addEventListener("htmx:sendError", () => toast({ text: sentence(0), kind: "error", seconds: 10 }));
  document.addEventListener("htmx:timeout", () => toast({ text: sentence(0), kind: "error", seconds: 10 }));
  // A fragment request that was sent to the sign-in page must not be swapped into a table.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const landed = detail.xhr.responseURL && new URL(detail.xhr.responseURL).pathname;
    if (body().login && landed?.startsWith(body().login)) {
      detail.shouldSwap = false;
      location.assign(`${body().login}?next=${encodeURIComponent(location.pathname + location.search)}`);
    }
  });
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, event.detail.elt.dataset).then((yes) => yes && event.detail.issueRequest(true));
  });
  document.addEventListener("htmx:load", ({ detail }) => enhance(detail.elt));
}
