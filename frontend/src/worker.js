// Registers the service worker and keeps the pages that must open without a network.
import { body, member } from "./page.js";

const PAGES = "houqin-pages";
const MOST = 20;

/** Today, forms that may be filled in offline, and pages that ask for it are kept as the server sent them. */
async function keepPage() {
  const wanted = location.pathname === body().today || document.querySelector("form[data-offline],[data-keep]");
  if (!wanted || !member() || !globalThis.caches || navigator.onLine === false) return;
  const answer = await fetch(location.href, { headers: { "X-Houqin-Keep": "1" } });
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(PAGES);
  await cache.put(location.href.split("#")[0], answer);
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST))) await cache.delete(old);
}

export function startWorker() {
  const { worker, today = "/", offline = "/offline/" } = body();
  if (!worker || !("serviceWorker" in navigator)) return;
  const address = `${worker}?${new URLSearchParams({ today, offline })}`;
  navigator.serviceWorker.register(address, { scope: "/" }).catch(() => {}); // plain http: works without
  const idle = globalThis.requestIdleCallback ?? ((f) => setTimeout(f, 3000));
  idle(() => keepPage().catch(() => {}));
}
