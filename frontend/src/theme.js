// Runs before the first paint, so that a dark page never flashes white.
const KEY = "hq-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return localStorage.getItem(KEY) || "auto";
  } catch {
    return "auto"; // storage refused: follow the system
  }
}

function apply() {
  const choice = chosen();
  const theme = choice === "auto" ? (system.matches ? "dark" : "light") : choice;
  const root = document.documentElement;
  root.dataset.bsTheme = theme;
  root.dataset.themeChoice = choice;
  const bar = document.querySelector('meta[name="theme-color"]');
  if (bar) bar.content = theme === "dark" ? "#1a1d21" : "#ffffff";
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === choice));
  }
  document.dispatchEvent(new CustomEvent("hq:theme", { detail: theme }));
}

function choose(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    document.documentElement.dataset.themeChoice = choice;
  }
  apply();
}

document.addEventListener("click", (event) => {
  const set = event.target.closest?.("[data-theme-set]");
  if (set) choose(set.dataset.themeSet);
  if (event.target.closest?.("[data-theme-toggle]")) {
    choose(document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark");
  }
});
document.addEventListener("DOMContentLoaded", apply);
system.addEventListener?.("change", apply);
addEventListener("storage", (event) => event.key === KEY && apply());
apply();
