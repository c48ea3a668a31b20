// Takes from Tabler's stylesheet only the families of classes Houqin uses.
// An allow-list of families, not a scan of templates: a template written tomorrow finds the same classes.
import { readFile } from "node:fs/promises";

const SIZES = "(?:-(?:md|lg))?";
const FAMILIES = [
  "visually-hidden(?:-focusable)?",
  "container(?:-fluid|-tight|-narrow)?", `row(?:-cols${SIZES}-\\d)?`, `col${SIZES}(?:-(?:\\d+|auto))?`, "g-\\d",
  "btn(?:-(?:primary|danger|link|sm|lg|icon|list|close|check|group|ghost-secondary))?", "active", "disabled", "show", "collapsed?",
  "form-(?:control|select|check|check-input|check-label|label|hint|range|switch|fieldset|footer|select-sm|control-sm)", "col-form-label", "required",
  "input-group(?:-[a-z]+)*", "input-icon(?:-addon)?", "(?:in)?valid-feedback", "is-(?:in)?valid", "was-validated",
  "table(?:-(?:responsive|sm|hover|nowrap|vcenter|striped|active|mobile(?:-md)?))?",
  "card(?:-(?:body|header|footer|title|sm))?", "list-(?:unstyled|inline|inline-item)", "placeholder(?:-(?:glow|wave|xs|sm|lg))?", "spinner-border(?:-sm)?",
  `d${SIZES}-(?:none|block|flex|grid|inline|inline-block|inline-flex|print-\\w+)`, "d-print-(?:none|block)",
  `flex${SIZES}-(?:row|column|wrap|nowrap|fill|grow-[01]|shrink-[01])`, `(?:align-items|align-self|justify-content)${SIZES}-[a-z]+`,
  "gap-\\d", "[mp][tbsexy]?-(?:[0-5]|auto)",
  "text-(?:start|end|center|nowrap|truncate|break|wrap|reset|decoration-none|secondary|muted)", "fw-(?:normal|medium|bold)", "lh-(?:1|sm|base|lg)",
  "[wh]-(?:100|auto)", "overflow-(?:auto|hidden)", "position-(?:relative|absolute|sticky)", "float-(?:start|end)", "border(?:-(?:0|top|bottom))?", "rounded",
  "align-(?:middle|top|baseline)", "ratio(?:-\\d+x\\d+)?", "img-fluid", "vr", "hr", "small", "lead",
];
const ALLOWED = new RegExp(`^(?:${FAMILIES.join("|")})$`);

/** Split CSS into [prelude, body] pairs; body is null for statements such as @charset. */
function* blocks(css) {
  let start = 0, depth = 0, open = 0;
  for (let i = 0; i < css.length; i++) {
    const c = css[i];
    if (c === '"' || c === "'") {
      for (i++; css[i] !== c; i++) if (css[i] === "\\") i++;
    } else if (c === "{") {
      if (depth++ === 0) open = i;
    } else if (c === "}") {
      if (--depth === 0) {
        yield [css.slice(start, open).trim(), css.slice(open + 1, i)];
        start = i + 1;
      }
    } else if (c === ";" && depth === 0) {
      start = i + 1;
    }
  }
}

/** Split a selector list at its top-level commas. */
function selectors(prelude) {
  const out = [""];
  let depth = 0;
  for (const c of prelude) {
    if (c === "(" || c === "[") depth++;
    if (c === ")" || c === "]") depth--;
    if (c === "," && depth === 0) out.push("");
    else out[out.length - 1] += c;
  }
  return out.map((s) => s.trim());
}

const wanted = (selector) => !selector.includes("[data-vc") && [...selector.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].every((m) => ALLOWED.test(m[1]));

function keep(css) {
  let out = "";
  for (const [prelude, body] of blocks(css)) {
    if (/^@(media|supports|layer|container)/.test(prelude)) {
      const inner = keep(body);
      if (inner) out += `${prelude}{${inner}}`;
    } else if (prelude.startsWith("@keyframes")) {
      if (/spinner-border|placeholder/.test(prelude)) out += `${prelude}{${body}}`;
    } else if (!prelude.startsWith("@")) {
      const list = selectors(prelude).filter(wanted);
      if (list.length) out += `${list.join(",")}{${body}}`;
    }
  }
  return out;
}

/** Drop custom properties nothing reads; repeated, since one may have been read only by another. */
function dropUnread(css, other) {
  for (let before = -1; before !== css.length; ) {
    before = css.length;
    const read = new Set([...(css + other).matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]));
    css = css.replace(/(?<=[{;])\s*(--tblr-[\w-]+)\s*:(?:[^;{}"']|"[^"]*"|'[^']*')*;?(?=[^;]*[;}])/g, (all, name) => (read.has(name) ? all : ""));
  }
  return css;
}

/** @param {string} file Tabler's stylesheet @param {string} other styles of ours that read its variables */
export async function tablerStyles(file, other) {
  const css = (await readFile(file, "utf8")).replace(/\/\*[\s\S]*?\*\//g, "");
  return dropUnread(keep(css), other);
}
