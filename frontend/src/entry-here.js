// What a form says of what was typed without asking anybody: the rules the server gave it, judged on this phone.
import { judge } from "./rules.js";

const known = new WeakMap();

function rulesOf(form) {
  if (!known.has(form)) known.set(form, JSON.parse(form.querySelector('script[type="application/json"]')?.textContent ?? "null"));
  return known.get(form);
}

/** As the server's verdict; null where the page was given no rules. `all`: also what nobody has reached yet. */
export function here(form, data, { all = false } = {}) {
  const rules = rulesOf(form);
  return rules ? judge(rules, data, { all }) : null;
}
