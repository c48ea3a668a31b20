// The value of an expression of a form (a tree made by the server), as houqin.forms.expressions finds it: what is not filled in is unknown (null).
import { SIGNS, dayOf, minus, moment, negative, num, over, plus, rounded, times, whole, decimal } from "./rules-values.js";

const flat = (values) => values.flat().filter((value) => value !== null && value !== undefined);
const least = (values, sign) => flat(values).reduce((best, one) => (best === null || SIGNS[sign](one, best) ? one : best), null);

function seconds(first, last) {
  if (first === null || last === null) return null;
  const gone = last.v - first.v;
  return first.k === "t" ? ((gone % 86_400) + 86_400) % 86_400 : Math.trunc(gone); // from 22:00 to 06:00 a night has passed
}
const share = (gone, unit) => (gone === null ? null : over(num(gone), num(unit)));
const isEmpty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

const FUNCTIONS = {
  min: (...values) => least(values, "<"),
  max: (...values) => least(values, ">"),
  sum: (...values) => flat(values).reduce(plus, num(0)),
  count: (...values) => num(flat(values).filter((value) => value !== false).length),
  len: (value) => num([...(value ?? "")].length),
  round: (value, at = num(0)) => (value === null || at === null ? null : rounded(value, Math.min(Math.max(whole(at), 0), 6))),
  abs: (value) => (value === null ? null : num(value.m < 0n ? -value.m : value.m, value.s)),
  days: (first, last) => (first === null || last === null ? null : num(dayOf(last) - dayOf(first))),
  hours: (first, last) => share(seconds(first, last), 3600),
  minutes: (first, last) => share(seconds(first, last), 60),
  empty: isEmpty,
  filled: (value) => !isEmpty(value),
};

class Nothing extends Error {}
const divided = (a, b) => {
  const found = over(a, b);
  if (found === null) throw new Nothing();
  return found;
};
const moved = (a, b, sign) => (a.k === "d" ? moment("d", a.v + sign * whole(b)) : null);
const BINARY = {
  "+": (a, b) => moved(a, b, 1) ?? (typeof a === "string" ? a + b : plus(a, b)),
  "-": (a, b) => moved(a, b, -1) ?? minus(a, b),
  "*": times,
  "/": divided,
};

function part(owner, name) {
  if (owner === null || owner === undefined) return null;
  if (Array.isArray(owner)) return owner.map((row) => row[name]).filter((value) => value !== null && value !== undefined);
  return owner[name] ?? null;
}

function boolean(sign, items, names) {
  const decisive = sign === "or";
  let unknown = false;
  for (const item of items) {
    const value = walk(item, names);
    if (value === decisive) return decisive;
    unknown ||= value === null;
  }
  return unknown ? null : !decisive;
}

function compared(first, pairs, names) {
  let [left, unknown] = [walk(first, names), false];
  for (const [sign, item] of pairs) {
    const right = walk(item, names);
    if (left === null || right === null) unknown = true;
    else if (!SIGNS[sign](left, right)) return false;
    left = right;
  }
  return unknown ? null : true;
}

function walk([what, ...rest], names) {
  if (what === "num") return decimal(rest[0]);
  if (what === "text" || what === "truth") return rest[0];
  if (what === "name") return names[rest[0]] ?? null;
  if (what === "part") return part(names[rest[0]], rest[1]);
  if (what === "list") return rest.map((item) => walk(item, names));
  if (what === "call") return FUNCTIONS[rest[0]](...rest.slice(1).map((item) => walk(item, names)));
  if (what === "and" || what === "or") return boolean(what, rest, names);
  if (what === "cmp") return compared(rest[0], rest[1], names);
  const values = rest.map((item) => walk(item, names));
  if (values.includes(null)) return null;
  if (what === "not") return !values[0];
  if (what === "neg") return negative(values[0]);
  return what === "pos" ? values[0] : BINARY[what](...values);
}

/** True, false, a decimal, text, a moment, …, or null where it is unknown. */
export function evaluate(tree, names) {
  try {
    return walk(tree, names);
  } catch {
    return null; // a division by nothing; a value that the form's own reader would not have let through
  }
}

