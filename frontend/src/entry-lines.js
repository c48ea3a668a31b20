// A table's lines: added and taken away; a line nobody touched is not sent.
import { each, element, enhance } from "./page.js";

const FIELDS = "input,select,textarea";

function isTouched(line) {
  return [...line.querySelectorAll(FIELDS)].some((f) => {
    if (f.type === "file") return f.files.length > 0;
    if (["checkbox", "radio"].includes(f.type)) return f.checked !== f.defaultChecked;
    if (f.tagName === "SELECT") return [...f.options].some((o) => o.selected !== o.defaultSelected) && f.value !== "";
    return f.name && f.value !== f.defaultValue;
  });
}

function start(table) {
  const box = table.querySelector("[data-lines-box]");
  const blank = table.querySelector("template").innerHTML;
  const add = table.querySelector("[data-line-add]");
  const form = table.closest("form");
  const lines = () => [...box.querySelectorAll("[data-line]")];
  for (const spare of box.querySelectorAll("[data-spare]")) spare.remove();
  let next = Math.max(-1, ...lines().map((line) => Number(line.dataset.line))) + 1;

  const draw = () => {
    lines().forEach((line, at) => {
      const said = String(at + 1);
      line.querySelector("[data-said]").textContent = said;
      const drop = line.querySelector("[data-line-drop]");
      drop.hidden = false;
      drop.setAttribute("aria-label", `去掉第 ${said} 行`);
      for (const field of line.querySelectorAll("[aria-label^='第 ']")) field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/^第 \S+ 行/, `第 ${said} 行`));
    });
    table.querySelector("[data-lines-count]").textContent = lines().length ? `共 ${lines().length} 行` : "";
  };
  const grow = (number = next) => {
    const holder = element("div");
    holder.innerHTML = blank.replaceAll("__n__", String(number)).replaceAll("__said__", String(lines().length + 1));
    const line = holder.firstElementChild;
    line.dataset.fresh = "";
    box.append(line);
    next = Math.max(next, number + 1);
    enhance(line);
    draw();
    return line;
  };
  const told = () => form?.dispatchEvent(new CustomEvent("hq:lines"));
  add.hidden = false;
  add.addEventListener("click", () => {
    const line = grow();
    line.querySelector(FIELDS)?.focus();
    line.scrollIntoView({ block: "nearest" });
    told();
  });
  box.addEventListener("click", ({ target }) => {
    const line = target.closest("[data-line-drop]")?.closest("[data-line]");
    if (!line) return;
    const beside = line.nextElementSibling ?? line.previousElementSibling;
    line.remove();
    draw();
    (beside?.querySelector(FIELDS) ?? add).focus();
    form?.dispatchEvent(new Event("input", { bubbles: true })); // the draft changes too
    told();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches("input,select") || event.isComposing) return;
    event.preventDefault();
    const fields = [...box.querySelectorAll(FIELDS)].filter((f) => f.offsetParent && !f.disabled);
    const after = fields[fields.indexOf(event.target) + 1];
    if (after) after.focus();
    else add.click();
  });
  // A draft may hold more lines than the page opened with.
  form?.addEventListener("hq:filling", ({ detail }) => {
    const stem = blank.match(/name="(v-\w+-)__n__-/)?.[1];
    const numbers = stem ? detail.map(([name]) => name.startsWith(stem) && Number(name.slice(stem.length).split("-")[0])) : [];
    for (const number of [...new Set(numbers.filter(Number.isInteger))].sort((a, b) => a - b)) {
      if (!box.querySelector(`[data-line="${number}"]`)) grow(number);
    }
  });
  form?.addEventListener("formdata", ({ formData }) => {
    for (const line of lines()) {
      if (!("fresh" in line.dataset) || isTouched(line)) continue;
      for (const field of line.querySelectorAll(`[name]`)) formData.delete(field.name);
    }
  });
  draw();
}

export function startLines() {
  each("[data-lines]", start);
}
