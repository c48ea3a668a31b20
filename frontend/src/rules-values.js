// Values as the form engine has them: exact decimals, days, times of day, instants. Nothing unknown is a value: that is null.
const PRECISION = 40;
const ten = (n) => 10n ** BigInt(n);
const CHINA = 8 * 3600;

/** A decimal: m / 10^s. */
export const num = (m, s = 0) => ({ k: "n", m: BigInt(m), s });
export const isNum = (value) => value?.k === "n";

export function decimal(text) {
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const m = BigInt(whole + fraction);
  return num(text.startsWith("-") ? -m : m, fraction.length);
}

const digits = (m) => String(m < 0n ? -m : m).length;

/** m / 10^drop, half to even as everywhere in Decimal, or away from nothing as people round. */
function cut(m, drop, up = false) {
  const unit = ten(drop);
  const [size, minus] = [m < 0n ? -m : m, m < 0n];
  let whole = size / unit;
  const rest = (size % unit) * 2n;
  if (rest > unit || (rest === unit && (up || whole % 2n === 1n))) whole += 1n;
  return minus ? -whole : whole;
}

const fit = (m, s) => {
  const over = digits(m) - PRECISION;
  return over > 0 ? (over > s ? num(cut(m, over) * ten(over - s)) : num(cut(m, over), s - over)) : num(m, s);
};
const alike = (a, b) => {
  const s = Math.max(a.s, b.s);
  return [a.m * ten(s - a.s), b.m * ten(s - b.s), s];
};
export const plus = (a, b) => {
  const [x, y, s] = alike(a, b);
  return fit(x + y, s);
};
export const minus = (a, b) => plus(a, negative(b));
export const negative = (a) => num(-a.m, a.s);
export const times = (a, b) => fit(a.m * b.m, a.s + b.s);

/** Null for a division by nothing. */
export function over(a, b) {
  if (b.m === 0n) return null;
  const more = Math.max(0, PRECISION + 1 + digits(b.m) - digits(a.m));
  let m = (a.m * ten(more)) / b.m;
  if ((a.m * ten(more)) % b.m !== 0n) m = m * 10n + (a.m < 0n === b.m < 0n ? 1n : -1n); // a sticky digit, for the rounding
  else m *= 10n;
  const s = a.s - b.s + more + 1;
  return s < 0 ? fit(m * ten(-s), 0) : fit(m, s);
}

export const rounded = (a, places) => (a.s <= places ? num(a.m * ten(places - a.s), places) : num(cut(a.m, a.s - places, true), places));
export const isWhole = (a) => a.m % ten(a.s) === 0n;
export const isMultiple = (a, b) => {
  const [x, y] = alike(a, b);
  return x % y === 0n;
};
export const whole = (a) => Number(a.m / ten(a.s));
/** As large as 10^15: not meant. */
export const isHuge = (a) => digits(a.m) - a.s > 15;
export function places(a) {
  let { m, s } = a;
  while (s > 0 && m % 10n === 0n) [m, s] = [m / 10n, s - 1];
  return s;
}
export function written(a) {
  const text = String(a.m < 0n ? -a.m : a.m).padStart(a.s + 1, "0");
  const cutAt = text.length - a.s;
  return `${a.m < 0n ? "-" : ""}${text.slice(0, cutAt)}${a.s ? `.${text.slice(cutAt)}` : ""}`;
}

// -- moments: k is d (days since 1970), t (seconds of a day) or i (seconds since 1970)
const two = (n) => String(n).padStart(2, "0");
export const moment = (k, v) => ({ k, v });

export function day(text) {
  const found = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.trim());
  if (!found) return null;
  const [year, month, date] = found.slice(1).map(Number);
  const at = new Date(Date.UTC(year, month - 1, date));
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === date && year >= 1900 && year <= 2200;
  return isReal ? moment("d", at / 86_400_000) : null;
}

export function clock(text) {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/.exec(text.trim());
  if (!found) return null;
  const [hour, minute, second] = found.slice(1).map((one) => Number(one ?? 0));
  return hour < 24 && minute < 60 && second < 60 ? moment("t", hour * 3600 + minute * 60 + second) : null;
}

/** What names no zone is meant as Chinese time. */
export function instant(text) {
  const [date, time = ""] = text.trim().split(/[T\s]+/);
  const [on, at] = [day(date), clock(time)];
  return on && at ? moment("i", on.v * 86_400 + at.v - CHINA) : null;
}

export const dayOf = (value) => (value.k === "d" ? value.v : Math.floor((value.v + CHINA) / 86_400));
export const timeOf = (value) => moment("t", (((value.v + CHINA) % 86_400) + 86_400) % 86_400);
const shownTime = (v) => `${two(Math.floor(v / 3600))}:${two(Math.floor((v % 3600) / 60))}${v % 60 ? `:${two(v % 60)}` : ""}`;
export function shown(value) {
  if (isNum(value)) return written(value);
  if (value.k === "t") return shownTime(value.v);
  const date = new Date(dayOf(value) * 86_400_000).toISOString().slice(0, 10);
  return value.k === "d" ? date : `${date} ${shownTime(timeOf(value).v)}`;
}

// -- any two of them
const order = (a, b) => {
  if (isNum(a) && isNum(b)) {
    const [x, y] = alike(a, b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (a?.k && a.k === b?.k) return a.v - b.v;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  throw new TypeError("not to be compared");
};
export function same(a, b) {
  if (a === b) return true;
  if (isNum(a) && isNum(b)) return order(a, b) === 0;
  if (a?.k || b?.k) return a?.k === b?.k && a.v === b.v;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, n) => same(one, b[n]));
  return Boolean(a && b && typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));
}
export const SIGNS = {
  "==": same,
  "!=": (a, b) => !same(a, b),
  "<": (a, b) => order(a, b) < 0,
  "<=": (a, b) => order(a, b) <= 0,
  ">": (a, b) => order(a, b) > 0,
  ">=": (a, b) => order(a, b) >= 0,
  in: (a, among) => (typeof among === "string" ? among.includes(a) : among.some((one) => same(a, one))),
  "not in": (a, among) => !SIGNS.in(a, among),
};
