// Registers the service worker and keeps the pages that must open without a network.
import { body, member } from "./page.js";

const PAGES = "houqin-pages";
const MOST = 20;

const HALF_A_DAY = 12 * 3600_000;

const since = (answer) => Date.now() - Date.parse(answer.headers.get("date") ?? "");

async function keep(cache, address) {
  const answer = await fetch(address, { headers: { "X-Houqin-Keep": "1" } });
  if (answer.ok && !answer.redirected) await cache.put(address, answer);
}

/** Today, forms that may be filled in offline, and pages that ask for it are kept as the server sent
 *  them; with the pages that they name, which somebody may need before having opened them. */
async function keepPages() {
  const wanted = location.pathname === body().today || document.querySelector("form[data-offline],[data-keep]");
  if (!wanted || !member() || !globalThis.caches || navigator.onLine === false) return;
  const cache = await caches.open(PAGES);
  await keep(cache, location.href.split("#")[0]);
  for (const { href } of document.querySelectorAll("[data-keep] a[data-keep-too]")) {
    const kept = await cache.match(href);
    if (!(kept && since(kept) < HALF_A_DAY)) await keep(cache, href);
  }
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST))) await cache.delete(old);
}

export function startWorker() {
  const { worker, today = "/", offline = "/offline/" } = body();
  if (!worker || !("serviceWorker" in navigator)) return;
  const address = `${worker}?${new URLSearchParams({ today, offline })}`;
  navigator.serviceWorker.register(address, { scope: "/" }).catch(() => {}); // plain http: works without
  const idle = globalThis.requestIdleCallback ?? ((f) => setTimeout(f, 3000));
  idle(() => keepPages().catch(() => {}));
}
