// The form that takes a plan in: drop a file anywhere on it, and say which one was taken.
export function startPlanForm(form) {
  const drop = form.querySelector("[data-rv-drop]");
  const field = form.querySelector("input[type=file]");
  const said = form.querySelector("[data-rv-file]");
  const own = form.querySelector("[data-rv-own]");
  const tell = () => {
    const [file] = field.files;
    said.hidden = !file;
    if (file) said.textContent = `将读取文件：${file.name}（${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} KB）`;
  };
  const days = () => {
    own.hidden = form.querySelector("input[name=span]:checked")?.value !== "own";
  };
  const over = (on) => drop.classList.toggle("is-over", on);
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      over(true);
    });
  }
  drop.addEventListener("dragleave", (event) => drop.contains(event.relatedTarget) || over(false));
  drop.addEventListener("drop", (event) => {
    over(false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const carrier = new DataTransfer();
    carrier.items.add(event.dataTransfer.files[0]);
    field.files = carrier.files;
    tell();
  });
  field.addEventListener("change", tell);
  form.addEventListener("change", days);
  form.addEventListener("submit", () => {
    const button = form.querySelector("button.btn-primary");
    setTimeout(() => {
      button.disabled = true;
      button.textContent = "正在读…";
    });
  });
  tell();
  days();
}
