// Lists: filters folded away on the phone; ticking rows for a common action; forms whose submit names what is still missing.
import { each } from "./page.js";

// A folded part of the page; it stays as it was opened when htmx swaps the rows below it.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-fold]");
  const part = button && document.querySelector(button.dataset.fold);
  if (!part) return;
  const open = part.classList.toggle("is-open");
  button.setAttribute("aria-expanded", String(open));
});

function bulk(form) {
  const bar = form.querySelector("[data-bulk-bar]");
  const whole = form.querySelector("[data-bulk-all]");
  const boxes = () => [...form.querySelectorAll("input[data-bulk-one]")];
  const draw = () => {
    const ticked = boxes().filter((b) => b.checked).length;
    bar.hidden = ticked === 0;
    const count = bar.querySelector("[data-bulk-count]");
    if (count) count.textContent = String(ticked);
    if (whole) {
      whole.checked = ticked > 0 && ticked === boxes().length;
      whole.indeterminate = ticked > 0 && !whole.checked;
    }
  };
  form.addEventListener("change", (event) => {
    if (event.target === whole) for (const box of boxes()) box.checked = whole.checked;
    draw();
  });
  form.querySelector("[data-bulk-none]")?.addEventListener("click", () => {
    for (const box of boxes()) box.checked = false;
    draw();
  });
  draw();
}

/** The submit button is never greyed: it says how much is missing and leads to the first of it. */
function missing(form, button) {
  const label = button.textContent;
  const empty = () => {
    const groups = new Set();
    return [...form.querySelectorAll("[required]")].filter((f) => {
      if (f.validity.valid || f.disabled || (f.type === "radio" && groups.has(f.name))) return false;
      groups.add(f.name);
      return true;
    });
  };
  const draw = () => {
    const left = empty().length;
    button.textContent = left ? `还差 ${left} 项，继续` : label;
  };
  button.addEventListener("click", (event) => {
    const [first] = empty();
    if (!first) return;
    event.preventDefault();
    const target = first.closest(".hq-fld") ?? first;
    target.scrollIntoView({ block: "center", behavior: "smooth" });
    first.focus({ preventScroll: true });
  });
  for (const name of ["input", "change", "hq:filled"]) form.addEventListener(name, draw);
  draw();
}

export function startLists() {
  each("form[data-bulk]", bulk);
  each("[data-missing]", (button) => button.form && missing(button.form, button));
}
