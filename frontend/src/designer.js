// The designer of a book: every step is a form the server answers with the whole page part (#dz).
// Here only what a form cannot do: dragging, arrow keys, tabs on the phone, the window of a new field.
import htmx from "htmx.org/dist/htmx.esm.js";

let focus = ""; // the field to come back to after the page part was replaced
let tab = "list";

const rowsOf = (list) => [...list.querySelectorAll(":scope > [data-dz-path]")];

function send(box, path, to) {
  focus = path;
  return htmx.ajax("POST", `${box.dataset.base}f/${encodeURIComponent(path)}/act/`, {
    source: box, target: "#dz", swap: "outerHTML", values: { do: "to", to, revision: box.dataset.revision },
  });
}

/** The row stays where it is until it is dropped: moving it would end the touch that drags it. */
function drag(box, list, grip, event) {
  const row = grip.closest("[data-dz-path]");
  const rows = rowsOf(list);
  const start = rows.indexOf(row);
  let to = start;
  grip.setPointerCapture(event.pointerId);
  row.classList.add("is-dragged");
  const mark = (place) => rows.forEach((other, at) => {
    other.classList.toggle("is-over", place !== start && at === place);
    other.classList.toggle("is-down", place > start);
  });
  const onMove = (at) => {
    at.preventDefault();
    const below = rows.findIndex((other) => at.clientY < other.getBoundingClientRect().bottom);
    to = below < 0 ? rows.length - 1 : below;
    mark(to);
    if (at.clientY < 90) scrollBy(0, -14);
    if (at.clientY > innerHeight - 90) scrollBy(0, 14);
  };
  const end = (done) => {
    grip.removeEventListener("pointermove", onMove);
    for (const type of ["pointerup", "pointercancel"]) grip.removeEventListener(type, end);
    row.classList.remove("is-dragged");
    mark(start);
    if (done.type === "pointerup" && to !== start) send(box, row.dataset.dzPath, to);
  };
  grip.addEventListener("pointermove", onMove);
  for (const type of ["pointerup", "pointercancel"]) grip.addEventListener(type, end);
}

function show(box, name) {
  tab = name;
  box.dataset.shows = name;
  for (const button of box.querySelectorAll("[data-dz-tab]")) button.setAttribute("aria-pressed", String(button.dataset.dzTab === name));
}

export function startDesigner(box) {
  const list = box.querySelector("[data-dz-rows]");
  show(box, tab);
  box.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-dz-tab]");
    if (chosen) show(box, chosen.dataset.dzTab);
    const moved = event.target.closest("[data-dz-move]");
    if (moved) focus = moved.closest("[data-dz-path]").dataset.dzPath;
  });
  list?.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-dz-grip]");
    if (grip && event.button === 0) drag(box, list, grip, event);
  });
  list?.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const grip = event.target.closest("[data-dz-grip]");
    if (!grip || !step) return;
    event.preventDefault();
    const row = grip.closest("[data-dz-path]");
    const to = rowsOf(list).indexOf(row) + step;
    if (to >= 0 && to < rowsOf(list).length) send(box, row.dataset.dzPath, to);
  });
  if (focus) {
    const row = box.querySelector(`[data-dz-path="${CSS.escape(focus)}"]`);
    row?.querySelector("[data-dz-grip],[data-dz-move]:not([disabled])")?.focus();
    focus = "";
  }
  if (box.dataset.openWindow) htmx.ajax("GET", box.dataset.openWindow, { target: "#hq-modal-body" });
}

/** The parts of a window that belong to the chosen way of saying it; the values a field can have. */
export function startShow(box) {
  const mode = box.querySelector("select");
  const field = box.querySelector('select[name="show_field"]');
  const value = box.querySelector('input[name="show_value"]');
  const draw = () => {
    for (const part of box.querySelectorAll("[data-dz-if]")) part.hidden = part.dataset.dzIf !== mode.value;
    if (value) value.setAttribute("list", `dz-of-${field.value}`);
  };
  box.addEventListener("change", draw);
  draw();
}

// A refusal because somebody else was quicker is answered with the newest page: show it.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status !== 409 || !detail.xhr.getResponseHeader("Content-Type")?.includes("html")) return;
  if (!detail.target.closest("#dz,#hq-modal")) return;
  detail.shouldSwap = true;
  detail.isError = false;
});
