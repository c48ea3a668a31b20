// People, places and entries too many for a list: found by name, number or pinyin initials.
import { each, element, icon } from "./page.js";

const PAUSE = 200;
let number = 0;

const lineOf = (row) => `${row.name} #${row.id}`;
const nameOf = (line) => line.replace(/\s*#[\w.:-]+$/, "");

/** The class that the line is about or has chosen, else the form: its children come first. */
function classOf(field) {
  const row = field.closest("[data-sheet-row]");
  if (row && "byClass" in field.form.dataset) return row.dataset.key;
  const inLine = field.closest("[data-line]")?.querySelector("[data-class]");
  const above = (row ?? field.form).querySelector("[data-class]:not([data-line] [data-class])");
  const chosen = inLine?.value || above?.value || "";
  return chosen.match(/(?:^|#)(\d+)$/)?.[1] ?? "";
}

async function found(field, query) {
  const address = new URL(field.form.dataset.pickUrl, location.href);
  address.searchParams.set("field", field.dataset.pick);
  address.searchParams.set("q", query);
  address.searchParams.set("class", classOf(field));
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function start(field) {
  const many = "many" in field.dataset;
  const id = `hq-pick-${++number}`;
  const input = element("input", {
    type: "text", class: "form-control", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": id, placeholder: "搜姓名、编号或拼音首字母", "aria-label": field.getAttribute("aria-label"), id: field.id || null,
  });
  const list = element("ul", { class: "hq-options", role: "listbox", id, "aria-label": "找到的", hidden: true });
  const chips = element("ul", { class: "hq-chosen" });
  const lines = () => field.value.split("\n").map((s) => s.trim()).filter(Boolean);
  let [rows, at, timer, asked] = [[], -1, 0, 0];

  const draw = () => {
    input.required = field.dataset.must === "1" && !lines().length;
    if (!many) {
      input.value = nameOf(lines()[0] ?? "");
      return;
    }
    chips.replaceChildren(...lines().map((line) => element("li", {}, nameOf(line), element("button", { type: "button", "aria-label": `去掉${nameOf(line)}`, onclick: () => set(lines().filter((one) => one !== line)) }, icon("x")))));
  };
  const set = (kept) => {
    field.value = kept.join("\n");
    draw();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const shut = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (row) => {
    set(many ? [...new Set([...lines(), lineOf(row)])] : [lineOf(row)]);
    if (many) input.value = "";
    shut();
  };
  const mark = (to) => {
    at = rows.length ? (to + rows.length) % rows.length : -1;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at < 0) return;
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const note = (words) => list.append(element("li", { class: "note", role: "option", "aria-disabled": "true" }, words));
  const show = (answer) => {
    rows = answer.rows;
    list.replaceChildren(...rows.map((row, n) => {
      const option = element("li", { role: "option", id: `${id}-${n}`, "aria-selected": "false" }, row.name, element("small", {}, row.hint));
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(row));
      return option;
    }));
    if (!rows.length) note("没有找到，请换个词。");
    if (answer.more) note("还有更多，请再写几个字。");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const search = async () => {
    const turn = ++asked;
    try {
      const answer = await found(field, input.value.trim());
      if (turn === asked && document.activeElement === input) show(answer);
    } catch {
      if (turn !== asked) return;
      show({ rows: [] });
      list.replaceChildren();
      note("没有网络，请写全名，联网后核对。");
    }
  };
  input.addEventListener("input", (event) => {
    event.stopPropagation(); // what counts is the field behind
    if (!many) {
      field.value = input.value; // a full name typed by hand is read as well
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  input.addEventListener("focus", () => {
    if (!many) input.select();
    if (!lines().length || many) search();
  });
  input.addEventListener("blur", () => {
    if (many && input.value.trim()) set([...new Set([...lines(), input.value.trim()])]);
    if (many) input.value = "";
    shut();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) search();
      else mark(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden && rows.length) choose(rows[Math.max(at, 0)]);
    else if (event.key === "Escape" && !list.hidden) shut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  if (field.required) field.dataset.must = "1";
  field.required = false;
  field.removeAttribute("id");
  field.classList.add("visually-hidden");
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
  field.before(element("div", { class: "hq-picker" }, ...(many ? [chips] : []), input, list));
  field.form.addEventListener("hq:filled", draw);
  draw();
}

export function startPicks() {
  each("textarea[data-pick]", (field) => field.form?.dataset.pickUrl && start(field));
}
