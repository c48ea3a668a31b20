// @姓名 in a comment: who is meant is found while it is typed, and tapped.
import { each, element } from "./page.js";

const PAUSE = 200;
const MARK = /@([\u4e00-\u9fff·A-Za-z]{0,12})$/;

function start(text) {
  const row = element("div", { class: "hq-row-x hq-wrapx hq-mt", role: "group", "aria-label": "可以提到的人", hidden: true });
  let [timer, asked] = [0, 0];
  text.after(row);
  const before = () => text.value.slice(0, text.selectionStart ?? text.value.length);
  const put = (name) => {
    const head = before().replace(MARK, `@${name} `);
    text.value = head + text.value.slice(before().length);
    text.focus();
    text.setSelectionRange(head.length, head.length);
    row.hidden = true;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const ask = async (query) => {
    const turnOf = ++asked;
    const address = new URL(text.dataset.mention, location.href);
    address.searchParams.set("q", query);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    const found = answer?.ok ? (await answer.json()).rows : [];
    if (turnOf !== asked) return;
    row.replaceChildren(...found.map((one) => element("button", { type: "button", class: "btn btn-sm hq-btn-line", onclick: () => put(one.name) }, one.hint ? `${one.name} · ${one.hint}` : one.name)));
    row.hidden = !found.length;
  };
  text.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = MARK.exec(before());
    if (typed) timer = setTimeout(() => ask(typed[1]), PAUSE);
    else {
      asked += 1;
      row.hidden = true;
    }
  });
}

export function startMentions() {
  each("[data-mention]", start);
}
