// What every other script needs to know about the page it runs in.
const enhancers = [];

/** Run `start` once on each element matching `selector`, now and after every htmx swap. */
export function each(selector, start) {
  enhancers.push([selector, start]);
}

const done = new WeakMap();

export function enhance(root = document) {
  for (const [selector, start] of enhancers) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      const seen = done.get(element) ?? done.set(element, new Set()).get(element);
      if (seen.has(selector)) continue;
      seen.add(selector);
      start(element);
    }
  }
}

export const body = () => document.body.dataset;
/** Whoever is signed in; drafts and queued entries of a shared phone are kept apart by it. */
export const member = () => body().member || "";
export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content || "";

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export const icon = (name) => element("i", { class: `ti ti-${name}`, "aria-hidden": "true" });

/** A sentence for an answer that is not a success: what happened and what to do. */
export function sentence(status) {
  if (status === 0) return "没有网络，这一步没有做成。请联网后再试。";
  if (status === 401) return "登录已过期，请重新登录后再试。";
  if (status === 403) return "您没有权限做这一步，或页面已过期。请刷新后再试，仍不行请找管理员。";
  if (status === 404) return "这条记录不存在或已移走，请刷新列表。";
  if (status === 409) return "别人刚改过这条记录，请刷新后再改。";
  if (status === 413) return "文件太大，没有上传。请减少照片或换小一点的文件。";
  if (status === 429) return "操作太频繁，请过一分钟再试。";
  if (status >= 500) return "服务器出错，这一步没有保存。请稍后再试。";
  return "没有做成，请检查填写的内容。";
}
