// Cuts the icon font down to the icons named anywhere in the program's sources.
// Every word that is an icon's name counts, so an icon named in a manifest or a pack is never missing.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import subset from "subset-font";

const SOURCES = new Set([".py", ".html", ".js", ".yaml", ".yml", ".json", ".toml"]);
const SKIPPED = new Set(["node_modules", "__pycache__", "tests", "migrations", "dist", "locale"]);

async function* files(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* files(full);
    else if (entry.isFile() && SOURCES.has(path.extname(entry.name))) yield full;
  }
}

/** Icon names with the character each has in the font. */
async function glyphs(css) {
  return new Map([...css.matchAll(/\.ti-([a-z0-9-]+):before\s*\{\s*content:\s*"\\([0-9a-f]+)"/g)].map((m) => [m[1], m[2]]));
}

export async function usedIcons(cssFile, folders) {
  const known = await glyphs(await readFile(cssFile, "utf8"));
  const used = new Set();
  for (const folder of folders) {
    for await (const file of files(folder)) {
      // "ti-bed", or a quoted or YAML value "bed"; a bare word of prose does not name an icon.
      const text = await readFile(file, "utf8");
      for (const m of text.matchAll(/\bti-([a-z0-9-]+)|["'=:]\s?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?=["'\s,}]|$)/gm)) {
        const name = m[1] ?? m[2];
        if (known.has(name)) used.add(name);
      }
    }
  }
  return [...used].sort().map((name) => [name, known.get(name)]);
}

export async function iconFont(fontFile, icons) {
  const text = icons.map(([, code]) => String.fromCodePoint(parseInt(code, 16))).join("");
  return subset(await readFile(fontFile), text, { targetFormat: "woff2" });
}

export function iconStyles(icons, url) {
  const face = `@font-face{font-family:"tabler-icons";font-weight:400;font-display:block;src:url("${url}") format("woff2")}`;
  const base = '.ti{font-family:"tabler-icons"!important;font-style:normal;font-weight:400;font-variant:normal;text-transform:none;line-height:1;-webkit-font-smoothing:antialiased}';
  return face + base + icons.map(([name, code]) => `.ti-${name}::before{content:"\\${code}"}`).join("");
}
