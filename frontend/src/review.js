// The review page: source and items side by side, every edit saved at once, all of it from the keyboard.
import htmx from "htmx.org/dist/htmx.esm.js";
import { ask } from "./dialogs.js";
import { startMarking } from "./review-marking.js";
import { startBulk } from "./review-bulk.js";

// Settling later would put the old classes back on a row that keeps its id.
const SWAP = "outerHTML settle:0ms";
const typing = (target) => target.closest("input:not([type=checkbox]),textarea,select,[contenteditable],dialog");

export class Review {
  constructor(box) {
    this.box = box;
    this.base = box.dataset.base;
    this.doc = box.querySelector("[data-rv-doc]");
    this.waiting = new Map();
  }

  rows = () => [...this.box.querySelectorAll("tr[data-item]")].filter((row) => row.offsetParent !== null);
  row = (id) => document.getElementById(`item-${id}`);
  current = () => this.box.querySelector("tr.is-cur");
  address = (id, rest = "") => `${this.base}${id}/${rest}`;

  /** Save one edit of one row. Edits of the same row wait for each other: each answer replaces the row. */
  save(id, values) {
    const before = this.waiting.get(id) ?? Promise.resolve();
    const sent = before.then(() => {
      const row = this.row(id);
      const focused = row?.contains(document.activeElement) || row?.classList.contains("is-cur");
      return row && htmx.ajax("POST", this.address(id), { source: row, target: row, swap: SWAP, values }).then(() => this.settle(id, focused));
    });
    this.waiting.set(id, sent.catch(() => {}));
    return sent;
  }

  settle(id, focused) {
    const row = this.row(id);
    if (!row) return;
    this.paint(row);
    if (focused && !document.querySelector("dialog[open]")) this.choose(row, { scroll: false });
  }

  /** The time words of an item look in the source as they stand in the table. */
  paint(row) {
    const asks = row.dataset.state === "ask";
    for (const mark of this.doc.querySelectorAll(`mark[data-of="${row.dataset.item}"]:not(.hq-event)`)) {
      if (mark.dataset.vague === undefined) mark.dataset.vague = mark.classList.contains("hq-ask") ? "1" : "";
      mark.classList.toggle("hq-ask", asks && mark.dataset.vague === "1");
    }
  }

  choose(row, { scroll = true, source = true } = {}) {
    for (const other of this.box.querySelectorAll(".is-cur")) other.classList.remove("is-cur");
    for (const mark of this.doc.querySelectorAll("mark.sel")) mark.classList.remove("sel");
    row.classList.add("is-cur");
    row.focus({ preventScroll: true });
    if (scroll) row.scrollIntoView({ block: "nearest" });
    const parts = this.doc.querySelectorAll(`.it[data-item="${row.dataset.item}"]`);
    for (const part of parts) {
      part.classList.add("is-cur");
      for (const mark of part.querySelectorAll("mark")) mark.classList.add("sel");
    }
    if (parts[0] && source) this.show(parts[0]);
  }

  /** Bring a passage to the middle of the source pane, without moving the page. */
  show(part) {
    const top = part.getBoundingClientRect().top - this.doc.getBoundingClientRect().top;
    if (top < 20 || top > this.doc.clientHeight - 60) this.doc.scrollTop += top - this.doc.clientHeight / 3;
  }

  move(step) {
    const rows = this.rows();
    if (!rows.length) return;
    const at = rows.indexOf(this.current());
    this.choose(rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))]);
  }

  go(id) {
    this.box.querySelector(".rv-src").classList.remove("is-open");
    const row = id ? this.row(id) : this.rows().find((r) => r.dataset.state === "ask");
    if (!row) return;
    if (row.offsetParent === null) this.clearFilter();
    this.choose(row, { scroll: false });
    row.scrollIntoView({ block: "center" });
  }

  nextAsk() {
    const rows = this.rows();
    const at = rows.indexOf(this.current());
    const next = [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((row) => row.dataset.state === "ask");
    if (next) this.choose(next);
  }

  edit(id, what) {
    htmx.ajax("GET", this.address(id, `edit/${what}/`), { target: "#hq-modal-body", swap: "innerHTML" }).then(() => {
      document.querySelector("#hq-modal [autofocus]")?.focus();
    });
  }

  rename(row) {
    const button = row.querySelector("[data-rv-name]");
    const was = button.textContent;
    const field = Object.assign(document.createElement("textarea"), { className: "rv-rename form-control", value: was, rows: 2, maxLength: 80 });
    field.setAttribute("aria-label", "事项名称");
    let over = false;
    const finish = (keep) => {
      if (over) return;
      over = true;
      const title = field.value.trim();
      field.replaceWith(button);
      if (keep && title && title !== was) this.save(row.dataset.item, { title, was_title: was });
      else row.focus({ preventScroll: true });
    };
    field.addEventListener("blur", () => finish(true));
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return; // the Enter that picks a Chinese candidate is not ours
      if (event.key === "Enter") event.preventDefault();
      if (event.key === "Enter") finish(true);
      if (event.key === "Escape") finish(false);
    });
    button.replaceWith(field);
    field.focus();
    field.select();
  }

  clearFilter() {
    this.box.querySelector("[data-rv-search]").value = "";
    this.box.querySelector("[data-rv-filter]").value = "";
    this.filter();
  }

  filter() {
    const words = this.box.querySelector("[data-rv-search]").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const only = this.box.querySelector("[data-rv-filter]").value;
    const fits = (row) => words.every((word) => `${row.textContent} ${row.dataset.words}`.toLowerCase().includes(word)) && (!only || row.dataset.state === only || row.classList.contains(`is-${only}`));
    let shown = 0;
    let section = null;
    for (const row of this.box.querySelectorAll("#rv-rows > tr")) {
      if (!row.dataset.item) {
        section = row;
        section.hidden = Boolean(words.length || only);
        continue;
      }
      row.hidden = !fits(row);
      if (!row.hidden) {
        shown += 1;
        if (section) section.hidden = false;
      }
    }
    this.box.querySelector(".rv-none").hidden = shown > 0;
  }
}

function onKey(review, event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const row = review.current();
  const id = row?.dataset.item;
  const on = {
    j: () => review.move(1), k: () => review.move(-1), n: () => review.nextAsk(),
    ArrowDown: row && (() => review.move(1)), ArrowUp: row && (() => review.move(-1)),
    "?": () => document.getElementById("rv-help").showModal(),
    " ": row && (() => row.querySelector("[data-rv-on]").click()),
    e: row && (() => review.rename(row)), t: row && (() => review.edit(id, "when")),
    o: row && (() => review.edit(id, "owner")), m: row && (() => review.edit(id, "more")),
    x: row && (() => review.bulk.toggle(row)), Enter: row && (() => review.edit(id, "more")),
  }[event.key] ?? (/^[1-3]$/.test(event.key) && row && (() => row.querySelectorAll("[data-choose]")[event.key - 1]?.click()));
  if (!on) return;
  event.preventDefault();
  on();
}

function onClick(review, event) {
  const hit = (selector) => event.target.closest(selector);
  const row = hit("tr[data-item]");
  const go = hit("[data-rv-go]");
  if (go) return review.go(go.dataset.rvGo);
  if (hit("[data-rv-drawer]")) return review.box.querySelector(".rv-src").classList.toggle("is-open");
  const past = hit("[data-rv-past]");
  if (past) return htmx.ajax("POST", review.box.dataset.settings, { source: review.box, swap: "none", values: { past: past.dataset.rvPast } });
  const part = hit("[data-rv-doc] .it");
  if (part && getSelection().isCollapsed) return review.go(part.dataset.item);
  if (!row) return undefined;
  const id = row.dataset.item;
  const chosen = hit("[data-choose]");
  const editor = hit("[data-edit]");
  if (!hit("input,[data-rv-name]")) review.choose(row, { scroll: false });
  if (hit("[data-rv-on]")) review.save(id, { is_included: event.target.checked ? "on" : "" });
  else if (chosen) review.save(id, { choose: chosen.dataset.choose, instead: chosen.dataset.instead, was_when: row.dataset.when });
  else if (editor) review.edit(id, editor.dataset.edit);
  else if (hit("[data-rv-name]")) {
    review.choose(row, { scroll: false });
    review.rename(row);
  }
  return undefined;
}

/** Forms and buttons inside the small windows. */
function onDialog(review, event) {
  const form = event.target.closest("form[data-rv-save]");
  if (!form || event.type !== "submit") return;
  event.preventDefault();
  review.save(form.dataset.rvSave, new FormData(form));
}

async function onDialogClick(review, event) {
  const hit = (selector) => event.target.closest(`dialog ${selector}`);
  const fill = hit("[data-fill]");
  if (fill) {
    const field = fill.closest("form").querySelector("[name=when]");
    field.value = fill.dataset.fill;
    field.dispatchEvent(new Event("hq:filled"));
    field.focus();
  }
  const off = hit("[data-rv-off]");
  if (off) review.save(off.dataset.rvOff, { is_included: "" });
  const one = hit("[data-rv-one-act]");
  if (one && (one.dataset.rvOneAct !== "remove" || (await ask("去掉这一项？", { confirmYes: one.textContent.trim() })))) review.bulk.send(one.dataset.rvOneAct, [one.dataset.id]);
  const split = hit("[data-rv-split]");
  if (split) review.edit(split.dataset.rvSplit, "split");
  const cut = hit("[data-rv-cut]");
  if (cut) review.all(review.address(cut.dataset.id, "split/"), { at: cut.dataset.rvCut, dialog: "1" });
}

function watchSaving(review) {
  const say = (text) => {
    const line = document.querySelector("[data-rv-saved]");
    if (line) line.textContent = text;
  };
  document.addEventListener("htmx:beforeRequest", ({ detail }) => detail.requestConfig.verb === "post" && say("正在保存…"));
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.requestConfig.verb !== "post") return;
    const now = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    say(detail.successful ? `已保存 ${now}` : "这一步没有保存");
    if (!detail.successful && detail.xhr.status === 409) review.refresh();
  });
}

export function startReview(box) {
  const review = new Review(box);
  review.all = (address, values, at = review.current()?.dataset.item) => htmx.ajax("POST", address, { source: box, target: "#rv-rows", swap: SWAP, values }).then(() => {
    const kept = at && review.row(at);
    if (kept) review.choose(kept, { scroll: false, source: false });
    for (const row of box.querySelectorAll("tr[data-item]")) review.paint(row);
    review.filter();
    review.bulk.draw();
  });
  review.refresh = () => htmx.ajax("GET", `${box.dataset.load.replace(/load\/$/, "rows/")}`, { target: "#rv-rows", swap: SWAP });
  review.bulk = startBulk(review);
  startMarking(review);
  watchSaving(review);
  let timer = 0;
  document.addEventListener("hq:reviewed", () => {
    clearTimeout(timer);
    timer = setTimeout(() => htmx.ajax("GET", box.dataset.load, { target: "#rv-load", swap: "outerHTML" }), 300);
  });
  document.addEventListener("keydown", (event) => onKey(review, event), true);
  document.addEventListener("click", (event) => onClick(review, event));
  document.addEventListener("click", (event) => onDialogClick(review, event));
  document.addEventListener("submit", (event) => onDialog(review, event));
  box.querySelector("[data-rv-search]").addEventListener("input", () => review.filter());
  box.querySelector("[data-rv-filter]").addEventListener("change", () => review.filter());
  document.querySelector("[data-rv-title]")?.addEventListener("change", ({ target }) => htmx.ajax("POST", box.dataset.settings, { source: box, swap: "none", values: { title: target.value } }));
  if (location.hash.startsWith("#item-")) review.go(location.hash.slice(6));
}
