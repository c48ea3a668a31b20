// Service worker: static files from the cache first, pages from the network first, Today when there is none.
const STATIC = "houqin-static";
const PAGES = "houqin-pages";
const settings = new URL(self.location).searchParams;
const OFFLINE = settings.get("offline") ?? "/offline/";
const TODAY = settings.get("today") ?? "/";
const SLOW = 8000;
const MOST = 60;

self.addEventListener("install", (event) => {
  const first = caches.open(PAGES).then((cache) => cache.add(OFFLINE)).catch(() => {});
  event.waitUntil(first.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const known = [STATIC, PAGES];
  const tidy = caches.keys().then((names) => Promise.all(names.filter((n) => n.startsWith("houqin") && !known.includes(n)).map((n) => caches.delete(n))));
  event.waitUntil(tidy.then(() => self.clients.claim()));
});

/** A hash in the name: the content never changes. Others are refreshed behind and heal on the next visit. */
const hashed = (url) => /-[0-9A-Za-z]{8}\.\w+$|[?]v=/.test(url);

async function refresh(cache, request) {
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const names = await cache.keys();
    for (const old of names.slice(0, Math.max(0, names.length - MOST))) await cache.delete(old);
  }
  return answer;
}

async function fromCache(event) {
  const cache = await caches.open(STATIC);
  const kept = await cache.match(event.request);
  if (kept && hashed(event.request.url)) return kept;
  const fresh = refresh(cache, event.request);
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}

async function keptPage(request) {
  const cache = await caches.open(PAGES);
  return (await cache.match(request)) ?? null;
}

async function page(event) {
  const kept = await keptPage(event.request);
  const slow = new Promise((resolve) => kept && setTimeout(() => resolve(kept), SLOW));
  try {
    return await Promise.race([fetch(event.request), slow]);
  } catch {
    if (kept) return kept;
    const cache = await caches.open(PAGES);
    const rest = new URL(event.request.url).pathname === "/" ? await cache.match(TODAY) : null;
    return rest ?? (await cache.match(OFFLINE)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.includes("/static/houqin/")) event.respondWith(fromCache(event));
  else if (request.mode === "navigate") event.respondWith(page(event));
});
