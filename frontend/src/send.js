// One attempt to send one form, and what its answer means.
import { body, csrfToken, sentence } from "./page.js";

/** How long a phone on a bad network waits before it keeps the entry itself. */
const PATIENCE = 60_000;

function formData(fields) {
  const data = new FormData();
  for (const [name, value, filename] of fields) {
    if (name === "csrfmiddlewaretoken") continue; // the header carries today's
    if (value instanceof Blob) data.append(name, value, filename);
    else data.append(name, value);
  }
  return data;
}

const landedOnLogin = (url) => Boolean(body().login) && new URL(url).pathname.startsWith(body().login);

async function reason(answer, page) {
  if ((answer.headers.get("Content-Type") ?? "").includes("json")) {
    const detail = (await answer.clone().json().catch(() => null))?.detail;
    if (typeof detail === "string") return detail;
  }
  const errors = [...(page?.querySelectorAll("[data-error]") ?? [])].map((e) => e.textContent.trim());
  return errors.slice(0, 3).join("；") || sentence(answer.status);
}

/**
 * @returns {Promise<{result: "done"|"offline"|"later"|"login"|"refused", status: number, url?: string, page?: Document, reason?: string}>}
 */
export async function send(entry) {
  let answer;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    answer = await fetch(entry.url, {
      method: "POST",
      body: formData(entry.fields),
      headers: { "X-Houqin-Token": entry.token, "X-CSRFToken": csrfToken() },
      signal: patience.signal,
    });
  } catch {
    return { result: "offline", status: 0, reason: sentence(0) };
  } finally {
    clearTimeout(timer);
  }
  const { status, url } = answer;
  if (status === 401 || landedOnLogin(url)) return { result: "login", status: 401, reason: sentence(401) };
  const html = (answer.headers.get("Content-Type") ?? "").includes("html");
  const page = html ? new DOMParser().parseFromString(await answer.clone().text(), "text/html") : undefined;
  if (answer.ok) return { result: "done", status, url, page };
  const why = await reason(answer, page);
  if (status >= 500 || status === 429 || status === 408) return { result: "later", status, reason: why };
  return { result: "refused", status, page, reason: why };
}
