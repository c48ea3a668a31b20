// An entry judged on the phone itself, by the same rules as on the server (houqin.forms.reading): what shows, is computed, refused, abnormal.
import { evaluate } from "./rules-expressions.js";
import { isTyped, readField } from "./rules-fields.js";
import { SIGNS, clock, day, dayOf, decimal, instant, isHuge, isMultiple, isNum, moment, rounded, shown, timeOf } from "./rules-values.js";

const MOST_TEXT = 500;
const nothingYet = (fields) => Object.fromEntries(fields.map((field) => [field.code, field.many ? [] : null]));

function limitOf(check, now) {
  if (check.base === "number") return decimal(check.limit);
  if (!check.base) return check.limit;
  const found = /^(today|now)\s*(?:([+-])\s*(\d+))?$/.exec(check.limit.trim());
  if (!found) return { date: day, time: clock, instant }[check.base](check.limit);
  const at = moment("i", now.v + (found[2] === "-" ? -1 : 1) * Number(found[3] ?? 0) * 86_400);
  return { date: () => moment("d", dayOf(at)), time: () => timeOf(at), instant: () => at }[check.base]();
}

const several = (value) => (Array.isArray(value) ? value : [value]);
const KEEPS = {
  min: SIGNS[">="],
  max: SIGNS["<="],
  above: SIGNS[">"],
  below: SIGNS["<"],
  step: isMultiple,
  min_length: (value, limit) => [...value].length >= limit,
  max_length: (value, limit) => [...value].length <= limit,
  allowed: (value, limit) => several(value).every((item) => limit.includes(item)),
  forbidden: (value, limit) => !several(value).some((item) => limit.includes(item)),
  contains: (value, limit) => limit.every((item) => value.includes(item)),
  min_count: (value, limit) => value.length >= limit,
  max_count: (value, limit) => value.length <= limit,
  pattern: (value, limit) => {
    try {
      return new RegExp(`^(?:${limit})$`, "u").test(value);
    } catch {
      return true; // written for another engine: the server judges it
    }
  },
};

function keeps(check, value, now) {
  if (check.kind === "required") return value !== null;
  if (value === null) return check.kind !== "min_count" || check.limit === 0;
  return KEEPS[check.kind](value, limitOf(check, now));
}

function computed(field, names) {
  const value = evaluate(field.expression, names);
  if (isNum(value)) return isHuge(value) ? null : rounded(value, field.places);
  if (typeof value === "string") return [...value.trim()].slice(0, MOST_TEXT).join("").trim() || null;
  return value;
}

function said(field, value) {
  if (value === null) return "";
  if (typeof value === "boolean") return field.words[value ? 0 : 1];
  return `${typeof value === "string" ? value : shown(value)} ${isNum(value) ? (field.unit ?? "") : ""}`.trim();
}

class Reader {
  constructor(data, prefix, now, all) {
    Object.assign(this, { data, prefix, now, all, hidden: [], computed: {}, flags: [], refusals: [] });
  }

  level(path, fields, name, names) {
    const level = { path, name, names, values: {}, shown: [], failed: new Set(), rows: {}, fields };
    for (const field of fields) {
      if (field.show && evaluate(field.show, names) !== true) {
        this.hidden.push(path + field.code);
        continue;
      }
      level.shown.push(field);
      const value = this.value(level, field);
      if (field.type === "computed") this.computed[path + field.code] = said(field, value);
      if (value === null) continue;
      level.values[field.code] = value;
      names[field.code] = value;
    }
    return level;
  }

  value(level, field) {
    if (field.type === "computed") return computed(field, level.names);
    if (field.type === "table") return this.rows(level, field);
    const found = readField(field, this.data, level.name + field.code);
    if (!found.refused) return found.value;
    level.failed.add(field.code);
    for (const [below, sentence] of found.refused) this.refuse(level, field, sentence, below);
    return null;
  }

  rows(level, table) {
    const start = `${level.name}${table.code}-`;
    const names = [...this.data.keys()].map((key) => key.replace(/^held-/, "")).filter((key) => key.startsWith(start));
    const numbers = [...new Set(names.map((key) => Number(key.slice(start.length).split("-")[0])))].filter(Number.isInteger).sort((a, b) => a - b);
    const rows = [];
    for (const number of numbers) {
      const [hidden, refusals] = [this.hidden.length, this.refusals.length];
      const row = this.level(`${table.code}.${number}.`, table.columns, `${start}${number}-`, { ...level.names, ...nothingYet(table.columns) });
      if (row.shown.some((column) => column.type !== "computed" && column.code in row.values) || this.refusals.length > refusals) rows.push(row);
      else this.hidden.length = hidden; // an empty line of a page
    }
    level.rows[table.code] = rows;
    if (rows.some((row) => row.failed.size)) level.failed.add(table.code);
    return rows.length ? rows.map((row) => row.values) : null;
  }

  check(level) {
    for (const field of level.shown) {
      const value = level.values[field.code] ?? null;
      if (!level.failed.has(field.code)) {
        for (const check of field.checks ?? []) this.one(level, field, check, value);
        this.options(level, field, value);
      }
      for (const row of level.rows[field.code] ?? []) {
        const own = Object.fromEntries(field.columns.map(({ code }) => [code, row.names[code]]));
        row.names = { ...level.names, ...own };
        this.check(row);
      }
    }
  }

  one(level, field, check, value) {
    if (check.when && evaluate(check.when, level.names) !== true) return;
    if (field.type === "checklist" && value && check.kind === "required") {
      for (const item of field.items) if (!(item.code in value)) this.say(check, level, field, `“${item.label}”还没有检查。`, item.code);
    } else if (!keeps(check, value, this.now)) this.say(check, level, field, check.say);
  }

  options(level, field, value) {
    const path = level.path + field.code;
    for (const [own, label, abnormal] of field.options ?? []) {
      if (abnormal && several(value).includes(own)) this.flags.push({ path, message: `“${field.label}”为“${label}”。` });
    }
    if (field.type !== "checklist" || !value) return;
    for (const item of field.items) if (item.abnormal && value[item.code] === "fail") this.flags.push({ path: `${path}.${item.code}`, message: `“${item.label}”不合格。` });
  }

  rule(rule, level) {
    if (rule.names.some((name) => level.failed.has(name)) || evaluate(rule.tree, level.names) !== false) return;
    const field = level.fields.find(({ code }) => code === rule.path.split(".")[0]);
    if (rule.abnormal) this.flags.push({ path: rule.path, message: rule.say });
    else if (field) this.refuse(level, field, rule.say);
  }

  say(check, level, field, sentence, below = "") {
    const path = `${level.path}${field.code}${below ? `.${below}` : ""}`;
    if (check.abnormal) this.flags.push({ path, message: sentence });
    else this.refuse(level, field, sentence, below);
  }

  refuse(level, field, sentence, below = "") {
    if (!this.all && !isTyped(field, this.data, level.name + field.code, below)) return;
    this.refusals.push({ path: `${level.path}${field.code}${below ? `.${below}` : ""}`, message: sentence });
  }
}

/** `{hidden, computed, flags, refusals}` by path, as the server's ledgers:live answers; `all`: also what nobody has reached yet. */
export function judge(rules, data, { now = Date.now(), all = false, prefix = "v-" } = {}) {
  const at = moment("i", Math.floor(now / 1000));
  const reader = new Reader(data, prefix, at, all);
  const names = { now: at, today: moment("d", dayOf(at)), ...nothingYet(rules.fields) };
  const level = reader.level("", rules.fields, prefix, names);
  reader.check(level);
  for (const rule of rules.rules) reader.rule(rule, level);
  const { hidden, computed: found, flags, refusals } = reader;
  return { hidden, computed: found, flags, refusals };
}
