// A reading's limits on the phone itself: out of them, it is said at once and the measure is asked for, with a network or without.
import { each, element, icon } from "./page.js";
import { outside } from "./entry-judge.js";

function start(input) {
  const { form } = input;
  const measure = form.elements.namedItem(input.dataset.measureIn);
  const line = element("div", { class: "hint err", role: "status", hidden: true });
  (input.closest(".hq-unit") ?? input).after(line);
  const look = () => {
    const found = input.value ? outside(input) : null;
    line.hidden = !found;
    line.replaceChildren(...(found ? [icon("alert-circle"), found.message] : []));
    input.classList.toggle("is-bad", Boolean(found));
    if (measure.required === Boolean(found)) return;
    measure.required = Boolean(found);
    form.dispatchEvent(new Event("change")); // the submit button counts again what is missing
  };
  // 1 on the way to 150 is not too little yet.
  input.addEventListener("change", look);
  input.addEventListener("input", () => (input.classList.contains("is-bad") || !outside(input)?.low) && look());
  form.addEventListener("hq:filled", look);
  form.addEventListener("hq:keeping", (event) => {
    look();
    if (!measure.required || measure.value.trim()) return;
    event.preventDefault();
    measure.focus();
  });
  look();
}

export function startReadings() {
  each("input[data-measure-in]", start);
}
