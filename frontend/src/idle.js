// A terminal that many people share: whoever walks away leaves nothing of theirs on it.
import { each } from "./page.js";

/** Follows the link after so many seconds without a touch; `data-idle-now` waits from the start. */
export function startIdle() {
  each("a[data-idle]", (link) => {
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => location.replace(link.href), Number(link.dataset.idle) * 1000);
    };
    for (const sort of ["input", "pointerdown", "keydown"]) document.addEventListener(sort, wait, { passive: true });
    if ("idleNow" in link.dataset) wait();
  });
}
