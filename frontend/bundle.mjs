// Bundles styles and scripts into the folder given as the first argument. build.py calls this.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { iconFont, iconStyles, usedIcons } from "./tools/icons.mjs";
import { tablerStyles } from "./tools/tabler.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2]);
const modules = path.join(here, "node_modules");
// Phones in use at schools: WeChat's browser and Android's from about 2020.
const browsers = ["chrome87", "safari14", "firefox90"];
const script = "es2020";

async function styles() {
  const folder = path.join(here, "src", "styles");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".css")).sort();
  const ours = (await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")))).join("\n");
  const icons = await usedIcons(path.join(modules, "@tabler/icons-webfont/dist/tabler-icons.css"), [
    path.join(here, "..", "src"),
    path.join(here, "src"),
  ]);
  const font = await iconFont(path.join(modules, "@tabler/icons-webfont/dist/fonts/tabler-icons.woff2"), icons);
  const fontName = `icons-${createHash("sha256").update(font).digest("hex").slice(0, 8)}.woff2`;
  await writeFile(path.join(out, fontName), font);
  const tabler = await tablerStyles(path.join(modules, "@tabler/core/dist/css/tabler.min.css"), ours);
  const contents = `${iconStyles(icons, `./${fontName}`)}\n${tabler}\n${ours}`;
  await build({
    stdin: { contents, loader: "css", resolveDir: out },
    outfile: path.join(out, "houqin.css"), bundle: true, minify: true, target: browsers, external: ["*.woff2"], logLevel: "warning",
  });
  return icons.length;
}

async function scripts() {
  const common = { bundle: true, minify: true, target: script, logLevel: "warning", legalComments: "none" };
  const source = (name) => path.join(here, "src", name);
  await build({
    ...common, entryPoints: [source("houqin.js")], outdir: out, format: "esm", splitting: true,
    chunkNames: "chunk-[name]-[hash]",
  });
  await build({ ...common, entryPoints: [source("theme.js"), source("sw.js")], outdir: out, format: "iife" });
}

await mkdir(out, { recursive: true });
const [icons] = await Promise.all([styles(), scripts()]);
console.log(`${icons} icons`);
