// Entries waiting for a network: kept in IndexedDB, sent again by itself, shown in a bar.
import { body, element, enhance, icon, member } from "./page.js";
import { saveDraft } from "./drafts.js";
import { ask } from "./dialogs.js";
import { send } from "./send.js";
import * as store from "./store.js";
import { toast } from "./toast.js";

const EVERY = 45_000;
let busy = false;

const mine = (entry) => entry.member === member();

/** Put a form's content away on this phone. Resolves only when it is on disk. */
export async function keep(entry) {
  await store.put({ ...entry, member: member(), at: entry.at ?? Date.now() });
  navigator.storage?.persist?.(); // asks the browser not to clear it when space is short
  await show();
}

async function attempt(entry) {
  const outcome = await send(entry);
  if (outcome.result === "done") {
    await store.remove(entry.token);
    return outcome;
  }
  if (outcome.result === "refused" || outcome.result === "login") await store.put({ ...entry, refused: outcome.result === "refused", reason: outcome.reason });
  return outcome;
}

/** Send what waits, oldest first. `asked`: a person pressed 立即重试, so refused ones go too. */
export async function flush({ asked = false } = {}) {
  if (busy || !member() || (!asked && navigator.onLine === false)) return;
  busy = true;
  let sent = 0;
  try {
    const waiting = (await store.all()).filter((e) => mine(e) && (asked || !e.refused)).sort((a, b) => a.at - b.at);
    for (const entry of waiting) {
      const outcome = await attempt(entry);
      if (outcome.result === "done") sent++;
      else if (outcome.result === "refused") toast({ text: `“${entry.title}”没有收下：${outcome.reason}已留在本机。`, kind: "error", seconds: 12 });
      else {
        // No network, or signed out: the rest would fare the same.
        if (asked || outcome.result === "login") toast({ text: outcome.reason, kind: "warning" });
        break;
      }
    }
  } finally {
    busy = false;
  }
  if (sent) toast({ text: `已上传 ${sent} 条。` });
  await show();
}

async function reopen(entry) {
  if (entry.draft) saveDraft(entry.draft, entry.fields.filter(([, v]) => typeof v === "string").map(([n, v]) => [n, v, null]));
  location.assign(entry.page);
}

async function drop(entry) {
  const yes = await ask(`删除未上传的“${entry.title}”？删除后找不回来。`, { danger: "", confirmYes: "删除" });
  if (!yes) return;
  await store.remove(entry.token);
  await show();
}

const time = (at) => new Date(at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

function line(entry) {
  const buttons = entry.refused
    ? [element("button", { type: "button", class: "btn btn-sm hq-btn-line", onclick: () => reopen(entry) }, "打开修改"), element("button", { type: "button", class: "btn btn-sm hq-btn-text", onclick: () => drop(entry) }, "删除")]
    : [];
  const words = element("span", { class: "hq-grow" }, entry.title, element("small", {}, entry.refused ? entry.reason : `${time(entry.at)} 存在本机`));
  return element("li", {}, words, ...buttons);
}

/** Draw the bar again; it is there whenever something waits or the network is gone. */
export async function show() {
  const bar = document.getElementById("hq-queue");
  if (!bar) return;
  const entries = (await store.all().catch(() => [])).sort((a, b) => a.at - b.at);
  const [ours, others] = [entries.filter(mine), entries.filter((e) => !mine(e))];
  const offline = navigator.onLine === false;
  bar.hidden = !(ours.length || (others.length && member()) || offline);
  bar.replaceChildren();
  if (bar.hidden) return;
  const refused = ours.filter((e) => e.refused).length;
  const parts = [];
  if (ours.length) parts.push(refused === ours.length ? `有 ${refused} 条没有收下，请修改后再交` : `有 ${ours.length} 条未上传，联网后自动上传`);
  else if (offline) parts.push("没有网络，看到的是上次打开时的内容");
  if (others.length) parts.push(`另有 ${others.length} 条是别人存的，请本人登录后上传`);
  const head = element("div", { class: "hq-row-x" }, icon(offline ? "wifi-off" : "cloud-upload"), element("span", { class: "hq-grow", role: "status" }, `${parts.join("；")}。`));
  if (ours.length) head.append(element("button", { type: "button", class: "btn btn-sm hq-btn-line", onclick: () => flush({ asked: true }) }, "立即重试"));
  bar.append(head);
  if (ours.length) bar.append(element("details", { open: refused > 0 }, element("summary", {}, "看是哪几条"), element("ul", {}, ...ours.map(line))));
  enhance(bar);
}

export function startQueue() {
  addEventListener("online", () => flush().then(show));
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  setInterval(flush, EVERY);
  show().then(() => flush());
  // At the sign-in page nobody is there to read what was kept; unsent entries stay, they are somebody's work.
  // Only there: the page saying 没有网络 has no member either, and must not throw away what it offers.
  if (!member() && body().login && location.pathname.startsWith(body().login)) globalThis.caches?.delete("houqin-pages");
}
