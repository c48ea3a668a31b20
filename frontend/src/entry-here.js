// What a form says of what was typed without asking anybody: the rules the server gave it, judged on this phone.
import { judge } from "./rules.js";
import { isReference } from "./rules-fields.js";

const known = new WeakMap();

function rulesOf(form) {
  if (!known.has(form)) known.set(form, JSON.parse(form.querySelector('script[type="application/json"]')?.textContent ?? "null"));
  return known.get(form);
}

function referred(fields, start) {
  return fields.flatMap((field) => (isReference(field) ? [new RegExp(`^${start}${field.code}$`)] : field.columns ? referred(field.columns, `${start}${field.code}-\\d+-`) : []));
}

/** A row chosen from a list is sent by its number; a rule may ask for its name, which the list itself shows. */
export function called(form, rules, data) {
  const patterns = referred(rules.fields, "v-");
  const named = new FormData();
  for (const [name, value] of data) {
    const offered = value && patterns.some((one) => one.test(name)) ? [...form.querySelectorAll(`[name="${name}"]`)] : [];
    const chosen = offered.flatMap((field) => [...(field.options ?? [field])]).find((one) => one.value === value && !one.matches("textarea"));
    const text = chosen && (chosen.text ?? chosen.closest("label")?.textContent ?? "").trim();
    named.append(name, text ? `${text} #${value}` : value);
  }
  return named;
}

/** As the server's verdict; null where the page was given no rules. `all`: also what nobody has reached yet. */
export function here(form, data, { all = false } = {}) {
  const rules = rulesOf(form);
  return rules ? judge(rules, called(form, rules, data), { all }) : null;
}
