// The desk's keyboard: / searches, j k or arrows walk the rows of [data-rows], Enter opens, x ticks.
import { each } from "./page.js";

const typing = (target) => target.closest("input,textarea,select,[contenteditable],dialog");
const rowsOf = (list) => [...list.querySelectorAll("[data-row],tbody tr")].filter((row) => row.offsetParent !== null);

function move(step) {
  const list = document.activeElement?.closest("[data-rows]") ?? document.querySelector("[data-rows]");
  const rows = list ? rowsOf(list) : [];
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement?.closest("[data-row],tbody tr"));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function open(row) {
  const link = row.querySelector("a[data-open-row], a[href]");
  if (row.dataset.href) location.assign(row.dataset.href);
  else if (link) link.click();
  else return false;
  return true;
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const row = document.activeElement?.matches("[data-row],tbody tr") ? document.activeElement : null;
  const arrows = row !== null; // plain arrows still scroll a page nobody is walking
  let took = false;
  if (event.key === "/") {
    const box = document.querySelector("[data-search]:not([hidden]), input[type=search]");
    box?.focus();
    box?.select?.();
    took = Boolean(box);
  } else if (event.key === "j" || (arrows && event.key === "ArrowDown")) took = move(1);
  else if (event.key === "k" || (arrows && event.key === "ArrowUp")) took = move(-1);
  else if (event.key === "Enter" && row) took = open(row);
  else if (event.key === "x" && row) {
    const tick = row.querySelector("input[type=checkbox]");
    tick?.click();
    took = Boolean(tick);
  }
  if (took) event.preventDefault();
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  // A row is a large target for the mouse; links and buttons in it keep their own.
  each("[data-href]", (row) => {
    row.addEventListener("click", (event) => {
      if (event.target.closest("a,button,input,label,select,summary") || getSelection()?.toString()) return;
      if (event.ctrlKey || event.metaKey) window.open(row.dataset.href);
      else location.assign(row.dataset.href);
    });
  });
}
