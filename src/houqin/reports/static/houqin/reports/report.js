// The summary's page: text boxes that grow, where one is in the outline, photos ticked, unsaved words.
const grow = (box) => {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
};

for (const box of document.querySelectorAll("textarea[data-grow]")) {
  grow(box);
  box.addEventListener("input", () => grow(box));
}

// A save that did not arrive is said beside the words, and leaving the page asks first.
const unsaved = new Set();
const mark = (form, is) => {
  form.classList.toggle("is-unsaved", is === "failed");
  if (is) unsaved.add(form);
  else unsaved.delete(form);
};
for (const form of document.querySelectorAll("form[data-write]")) {
  form.addEventListener("input", () => mark(form, "typed"));
  form.addEventListener("htmx:afterRequest", ({ detail }) => mark(form, detail.successful ? "" : "failed"));
}
addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

// The outline follows the reader.
const links = new Map([...document.querySelectorAll("[data-toc] a")].map((a) => [a.hash.slice(1), a]));
const seen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting || !links.has(entry.target.id)) continue;
      for (const a of links.values()) a.classList.remove("cur");
      links.get(entry.target.id).classList.add("cur");
    }
  },
  { rootMargin: "-10% 0px -75% 0px" },
);
for (const id of links.keys()) {
  const part = document.getElementById(id);
  if (part) seen.observe(part);
}

// A number of evidence opens its group; so does an address scanned from paper; printing opens all.
const open = () => {
  const goal = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  const group = goal?.closest("details");
  if (!group) return;
  group.open = true;
  goal.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", open);
open();
addEventListener("beforeprint", () => {
  for (const group of document.querySelectorAll("details.rp-group")) group.open = true;
});

for (const form of document.querySelectorAll("form[data-pick-photos]")) {
  const most = Number(form.dataset.most);
  const count = () => {
    const boxes = [...form.querySelectorAll("input[name=photo]")];
    const picked = boxes.filter((box) => box.checked).length;
    form.querySelector("[data-picked]").textContent = `已选 ${picked} 张，最多 ${most} 张`;
    for (const box of boxes) box.disabled = !box.checked && picked >= most;
  };
  form.addEventListener("change", count);
  count();
}
