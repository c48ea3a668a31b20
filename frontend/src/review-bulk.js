// Ticking several items and changing them together.
import htmx from "htmx.org/dist/htmx.esm.js";
import { ask } from "./dialogs.js";
import { toast } from "./toast.js";

export function startBulk(review) {
  const { box } = review;
  const bar = box.querySelector(".rv-bulkbar");
  const mode = box.querySelector("[data-rv-bulk]");
  const boxes = () => [...box.querySelectorAll("[data-rv-one]")];
  const ticked = () => boxes().filter((b) => b.checked && b.offsetParent !== null).map((b) => b.value);

  const draw = () => {
    const count = ticked().length;
    bar.hidden = !count;
    bar.querySelector("[data-rv-count]").textContent = String(count);
    for (const one of boxes()) one.closest("tr").classList.toggle("is-ticked", one.checked);
  };
  const open = (on) => {
    box.classList.toggle("is-bulk", on);
    mode.setAttribute("aria-pressed", String(on));
    if (!on) for (const one of boxes()) one.checked = false;
    draw();
  };
  const values = (ids, more) => {
    const data = more instanceof FormData ? more : new FormData();
    for (const id of ids) data.append("ids", id);
    return data;
  };
  const send = (action, ids) => {
    const data = values(ids);
    data.set("action", action);
    return review.all(`${review.base}bulk/`, data);
  };
  const toggle = (row) => {
    if (!box.classList.contains("is-bulk")) open(true);
    const one = row.querySelector("[data-rv-one]");
    one.checked = !one.checked;
    draw();
  };

  mode.addEventListener("click", () => open(!box.classList.contains("is-bulk")));
  box.addEventListener("change", (event) => {
    if (event.target.matches("[data-rv-all]")) for (const one of boxes()) one.checked = event.target.checked && one.offsetParent !== null;
    if (event.target.matches("[data-rv-all],[data-rv-one]")) draw();
  });
  bar.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-rv-act]");
    if (!button) return;
    const ids = ticked();
    if (button.dataset.rvAct === "edit") {
      htmx.ajax("GET", `${review.base}edit/bulk/`, { target: "#hq-modal-body", swap: "innerHTML" });
    } else if (!button.dataset.rvAsk || (await ask(button.dataset.rvAsk, { confirmYes: button.textContent.trim() }))) {
      send(button.dataset.rvAct, ids);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-rv-bulkform]");
    if (!form) return;
    event.preventDefault();
    const ids = ticked();
    if (ids.length) review.all(`${review.base}bulk/`, values(ids, new FormData(form)));
    else toast({ text: "请先勾选要一起改的事项。", kind: "warning" });
  });
  return { draw, send, toggle };
}
