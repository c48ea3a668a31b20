// Draws [data-chart] with ECharts (SVG) in the colours of the tokens, again when the theme changes.
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, MarkPointComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { optionOf } from "./chart-options.js";
import { element } from "./page.js";

use([BarChart, LineChart, HeatmapChart, CustomChart, ScatterChart, GridComponent, LegendComponent, MarkLineComponent, MarkPointComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--hq-${name}`).trim();

/** The numbers as a table, for whoever cannot see the drawing or wants to copy them. */
function table(spec) {
  const rows = spec.kind === "heatmap"
    ? spec.y.map((y, j) => [y, ...spec.x.map((_, i) => spec.values.find((v) => v[0] === i && v[1] === j)?.[2] ?? "—")])
    : (spec.x ?? []).map((x, i) => [x, ...spec.series.map((s) => s.data[i] ?? "—")]);
  const heads = spec.kind === "heatmap" ? ["", ...spec.x] : [spec.axis ?? "", ...spec.series.map((s) => s.name)];
  const head = element("tr", {}, ...heads.map((h, i) => element("th", { scope: "col", class: i ? "text-end" : null }, h)));
  const lines = rows.map(([first, ...rest]) => element("tr", {}, element("th", { scope: "row" }, String(first)), ...rest.map((v) => element("td", { class: "hq-num text-end" }, String(v)))));
  return element("div", { class: "table-responsive hq-chart-table", hidden: true, tabindex: "0" }, element("table", { class: "table" }, element("thead", {}, head), element("tbody", {}, ...lines)));
}

function toggle(canvas, numbers) {
  const button = element("button", { type: "button", class: "btn btn-sm hq-btn-text", "aria-expanded": "false" }, "看数据表");
  button.addEventListener("click", () => {
    numbers.hidden = !numbers.hidden;
    canvas.hidden = !numbers.hidden;
    button.setAttribute("aria-expanded", String(!numbers.hidden));
    button.textContent = numbers.hidden ? "看数据表" : "看图";
  });
  return button;
}

export function draw(box) {
  const spec = JSON.parse(box.querySelector('script[type="application/json"]')?.textContent ?? box.dataset.chart);
  const canvas = element("div", { class: "hq-chart", role: "img", "aria-label": box.dataset.label || spec.label || "图表" });
  box.append(canvas);
  const chart = init(canvas, null, { renderer: "svg" });
  const paint = () => chart.setOption(optionOf(spec, token, canvas.clientWidth), true);
  paint();
  if (spec.x || spec.series) {
    const numbers = table(spec);
    box.append(numbers, toggle(canvas, numbers));
  }
  if (spec.links) chart.on("click", ({ dataIndex }) => spec.links[dataIndex] && location.assign(spec.links[dataIndex]));
  document.addEventListener("hq:theme", paint);
  new ResizeObserver(() => canvas.clientWidth && chart.resize()).observe(canvas);
}
