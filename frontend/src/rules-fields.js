// What was typed into a field, as the form engine reads it. {value} (null: nothing), or {refused: [[below, sentence], …]}.
import { clock, day, decimal, instant, isWhole, num, plus, places, rounded, whole } from "./rules-values.js";

const line = (text) => text.normalize().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "").trim();
const one = (text) => line(text).replace(/[\t\r\n]+/g, " ").trim();
const refused = (sentence, below = "") => ({ refused: [[below, sentence]] });
const held = (data, name) => Array.from({ length: Number(data.get(`held-${name}`) ?? 0) }, () => ({}));

function number(field, text) {
  const said = text.normalize("NFKC").trim();
  const unit = (field.unit ?? "").normalize("NFKC");
  const bare = (unit && said.endsWith(unit) ? said.slice(0, -unit.length) : said).trim().replace("−", "-");
  if (!bare) return { value: null };
  const found = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(bare);
  if (!found) return refused(`请填数字，“${bare.slice(0, 20)}”看不懂。`);
  const digits = found[2].replaceAll(",", "");
  if (digits.replace(/^0+/, "").length > 15) return refused("数太大，最多 15 位，请核对。");
  return { value: decimal(`${found[1] === "-" ? "-" : ""}${digits}.${found[3] || "0"}`) };
}

function kept(field, found) {
  const { value } = found;
  if (!value) return found;
  if (field.type === "decimal" || field.type === "money") {
    if (places(value) > field.places) return refused(field.places ? `最多填 ${field.places} 位小数。` : "请填整数，不带小数。");
    return { value: rounded(value, field.places) };
  }
  if (!isWhole(value)) return refused("请填整数，不带小数。");
  const n = whole(value);
  return field.type === "rating" && (n < 1 || n > field.scale) ? refused(`评分应在 1 到 ${field.scale} 之间。`) : { value };
}

const picked = (field, text) => field.options.find(([value, label]) => text === value || text === label)?.[0];

function choices(field, data, name) {
  const found = new Set(data.getAll(name).map((text) => picked(field, one(text))));
  const value = field.options.map(([own]) => own).filter((own) => found.has(own));
  return { value: value.length ? value : null };
}

function truth(field, text) {
  const said = one(text);
  if (!said) return { value: null };
  if (field.words.includes(said)) return { value: said === field.words[0] };
  return { value: ["true", "1", "yes", "on"].includes(said.toLowerCase()) };
}

const WORDS = { pass: "passed", fail: "failed", na: "na" };

/** An operand of the checklist: results by item, score, full and how many of each. */
function checklist(field, data, name) {
  const [answers, wrong] = [{}, []];
  const sums = { score: num(0), full: num(0), passed: 0, failed: 0, na: 0 };
  for (const item of field.items) {
    const stem = `${name}_${item.code}`;
    const result = data.get(`${stem}-result`) || "";
    const shots = Number(data.get(`held-${stem}-photos`) ?? 0);
    if (!result) {
      if (data.get(`${stem}-note`) || shots) wrong.push([item.code, `“${item.label}”：请选合格、不合格或不适用。`]);
      continue;
    }
    if (result === "fail" && !shots && data.get(`${stem}-fixed`) === "1") wrong.push([item.code, `“${item.label}”：现场已整改的，要拍一张改好后的照片。`]);
    else if (result === "fail" && !shots && item.shot) wrong.push([item.code, `“${item.label}”：不合格时要拍照。`]);
    answers[item.code] = result;
    const weight = decimal(item.weight);
    if (result === "pass") sums.score = plus(sums.score, weight);
    if (result !== "na") sums.full = plus(sums.full, weight);
    sums[WORDS[result]] += 1;
  }
  if (wrong.length) return { refused: wrong };
  if (!Object.keys(answers).length) return { value: null };
  const counted = Object.fromEntries(Object.values(WORDS).map((word) => [word, num(sums[word])]));
  return { value: { ...answers, score: sums.score, full: sums.full, ...counted } };
}

function reference(field, data, name) {
  const said = data.getAll(name).flatMap((text) => text.split("\n")).map(one).filter(Boolean);
  const found = said.map((text) => {
    const [, called, key] = /^(.*?)\s*#([A-Za-z0-9_.:-]{1,80})$/.exec(text) ?? [null, null, text];
    return { id: key, name: called };
  });
  if (field.many) return { value: found.length ? found : null };
  return { value: found[0] ?? null };
}

const moments = { date: [day, "请写成日期，如 2026-09-01。"], time: [clock, "请写成时刻，如 07:30。"], instant: [instant, "请写成日期和时间，如 2026-09-01 07:30。"] };
const LONGEST = { text: 500, long_text: 20_000, scan: 500 };

const REFERENCES = ["staff", "student", "class", "place", "entry"];
export const isReference = ({ type }) => REFERENCES.includes(type);

export function readField(field, data, name) {
  const { type } = field;
  if (type === "checklist") return checklist(field, data, name);
  if (type === "choices") return choices(field, data, name);
  if (isReference(field)) return reference(field, data, name);
  if (["photos", "file", "signature"].includes(type)) {
    const files = held(data, name);
    return { value: files.length ? (type === "photos" ? files : files[0]) : null };
  }
  const text = data.get(name);
  if (!text) return { value: null };
  if (["integer", "decimal", "money", "rating"].includes(type)) return kept(field, number(field, text));
  if (type === "yes_no") return truth(field, text);
  if (type === "choice") {
    const value = picked(field, one(text));
    return value === undefined && one(text) ? refused(`没有“${one(text).slice(0, 20)}”这个选项，请从列出的选项中选。`) : { value: value ?? null };
  }
  if (moments[type]) {
    const value = text.trim() ? moments[type][0](text) : null;
    return value || !text.trim() ? { value } : refused(moments[type][1]);
  }
  const said = type === "long_text" ? line(text) : one(text);
  const length = [...said].length;
  if (length > LONGEST[type]) return refused(`最多 ${LONGEST[type]} 字，现在有 ${length} 字，请缩短。`);
  return { value: said || null };
}

/** Whether anything was typed there: what nobody has reached yet is not wrong yet. */
export function isTyped(field, data, name, below) {
  const items = below ? [{ code: below }] : field.items;
  if (field.type === "checklist") return items.some(({ code }) => data.get(`${name}_${code}-result`));
  const start = field.type === "table" ? `${name}-` : "";
  return [...data.keys()].some((key) => data.get(key) !== "" && (key === name || key === `held-${name}` || (start && key.replace(/^held-/, "").startsWith(start))));
}
