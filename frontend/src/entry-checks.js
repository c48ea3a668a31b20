// A checklist: three large buttons each, the note and the photo where something is wrong, the rest with one tap.
import { each } from "./page.js";

const chosen = (item) => item.querySelector('.hq-tri input[type="radio"]:checked')?.value ?? "";

function start(list) {
  const items = [...list.querySelectorAll("[data-weight]")];
  const all = list.querySelector("[data-all-pass]");
  const score = list.querySelector("[data-score]");
  const weighted = items.some((item) => Number(item.dataset.weight) !== 1);
  all.hidden = false;
  const fold = (item) => {
    const more = item.querySelector("[data-more]");
    const kept = more.querySelector("[data-kept]");
    const held = [...more.querySelectorAll('input:not([type="radio"])')].some((f) => f.value || f.files?.length) || kept;
    more.hidden = chosen(item) !== "fail" && !held;
    const photo = more.querySelector('input[type="file"][name]'); // what was put right is shown by a photo
    const wants = chosen(item) === "fail" && more.querySelector("[data-fixed] input:checked")?.value === "1" && !kept;
    if (photo && photo.required !== wants) photo.required = wants;
  };
  const draw = () => {
    for (const item of items) fold(item);
    const count = (value) => items.filter((item) => chosen(item) === value).length;
    const points = (values) => items.filter((item) => values.includes(chosen(item))).reduce((sum, item) => sum + Number(item.dataset.weight), 0);
    const [pass, fail, left] = [count("pass"), count("fail"), count("")];
    const parts = [left === items.length ? `共 ${items.length} 项` : `合格 ${pass} 项`];
    if (fail) parts.push(`不合格 ${fail} 项`);
    if (left && left < items.length) parts.push(`还有 ${left} 项`);
    if (weighted && left < items.length) parts.push(`得分 ${points(["pass"])}/${points(["pass", "fail"])}`);
    score.textContent = parts.join("，");
    all.disabled = left === 0;
    all.querySelector("span").textContent = left && left < items.length ? "其余合格" : "全部合格";
  };
  all.addEventListener("click", () => {
    for (const item of items) if (!chosen(item)) item.querySelector('input[value="pass"]').checked = true;
    draw();
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
  list.addEventListener("change", draw);
  list.addEventListener("input", draw);
  list.closest("form")?.addEventListener("hq:filled", draw);
  draw();
}

export function startChecks() {
  each("[data-checks]", start);
}
