// From the small description the server writes to an ECharts option. No drawing here.
//
// spec: {kind: "bar"|"line"|"rows"|"dots"|"heatmap", x: [...], series: [{name, data, as?, role?, dashed?, stack?}],
//        unit?, axis?, min?, max?, interval?, limit?: {value, label}, points?: [{x, y, label, role?}], band?: {low, high},
//        y? and values? (heatmap: [i, j, n]), links?: [url by x], option?: raw ECharts, "$accent" = that token}
// role: a token's name (accent-solid, accent-line, review, late, done, heat-3 …).

const FONT = '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Noto Sans CJK SC",sans-serif';
const ROLES = { bar: ["accent-solid", "accent-line", "heat-3"], line: ["accent", "review", "ink-3"] };

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function axis(t) {
  return {
    axisLine: { lineStyle: { color: t("line-strong") } },
    axisTick: { show: false },
    axisLabel: { color: t("ink-3"), fontSize: 12, fontFamily: FONT },
    splitLine: { lineStyle: { color: t("line") } },
  };
}

function series(spec, t) {
  const seen = { bar: 0, line: 0 };
  return spec.series.map((s) => {
    const type = s.as ?? (spec.kind === "line" ? "line" : "bar");
    const color = t(s.role ?? ROLES[type][seen[type]++ % 3]);
    if (type === "line") {
      return { name: s.name, type, data: s.data, symbol: s.dashed ? "none" : "circle", symbolSize: 5, itemStyle: { color }, lineStyle: { width: 2, color, type: s.dashed ? "dashed" : "solid" } };
    }
    const round = spec.kind === "rows" ? [0, 2, 2, 0] : [2, 2, 0, 0];
    return { name: s.name, type, data: s.data, stack: s.stack, itemStyle: { color, borderRadius: s.stack ? 0 : round }, barMaxWidth: 18, barGap: "15%" };
  });
}

function marks(first, spec, t) {
  if (spec.limit) {
    first.markLine = {
      symbol: "none", silent: true, data: [spec.kind === "rows" ? { xAxis: spec.limit.value } : { yAxis: spec.limit.value }],
      label: { position: "insideStartTop", formatter: spec.limit.label, color: t("ink-2"), fontSize: 12, fontFamily: FONT },
      lineStyle: { color: t("line-strong"), type: "solid", width: 1.5 },
    };
  }
  if (spec.points) {
    first.markPoint = {
      symbol: "circle", symbolSize: 10,
      data: spec.points.map((p) => ({
        coord: [p.x, p.y], itemStyle: { color: t(p.role ?? "late") },
        label: { position: "top", formatter: p.label, color: t(p.role ?? "late"), fontSize: 12, lineHeight: 15, fontFamily: FONT },
      })),
    };
  }
}

function band({ low, high }, t) {
  const bare = { type: "line", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return [{ ...bare, data: low }, { ...bare, data: high.map((h, i) => h - low[i]), areaStyle: { color: t("heat-1"), opacity: 1 } }];
}

function cartesian(spec, t) {
  const value = { ...axis(t), type: "value", min: spec.min, max: spec.max, interval: spec.interval, axisLine: { show: false }, name: spec.unit, nameTextStyle: { color: t("ink-3"), fontSize: 12, fontFamily: FONT, align: "right" } };
  const category = { ...axis(t), type: "category", data: spec.x };
  const lines = series(spec, t);
  marks(lines[0], spec, t);
  const rows = spec.kind === "rows";
  return {
    xAxis: rows ? { ...value, name: undefined } : category,
    yAxis: rows ? { ...category, inverse: true, axisLine: { show: false }, axisLabel: { ...category.axisLabel, color: t("ink"), fontSize: 13 } } : value,
    series: [...(spec.band ? band(spec.band, t) : []), ...lines],
  };
}

/** Two values of each row as a hollow and a full dot joined by a line: then and now. */
function dots(spec, t) {
  const [now, then] = spec.series;
  const point = (data, style) => ({ type: "scatter", data: data.map((v, i) => [v, i]), ...style });
  return {
    xAxis: { ...axis(t), type: "value", min: spec.min, max: spec.max, axisLine: { show: false } },
    yAxis: { ...axis(t), type: "category", data: spec.x, inverse: true, axisLine: { show: false }, splitLine: { show: false }, axisLabel: { color: t("ink"), fontSize: 13, fontFamily: FONT } },
    series: [
      {
        type: "custom", silent: true, data: now.data.map((v, i) => [then.data[i], v, i]), encode: { x: [0, 1], y: 2 },
        renderItem: (_, api) => {
          const [x1, y1] = api.coord([api.value(0), api.value(2)]);
          const [x2] = api.coord([api.value(1), api.value(2)]);
          return { type: "line", shape: { x1, x2, y1, y2: y1 }, style: { stroke: t("line-strong"), lineWidth: 2 } };
        },
      },
      { ...point(then.data, { name: then.name, symbolSize: 10 }), itemStyle: { color: t("surface"), borderColor: t("ink-3"), borderWidth: 2, opacity: 1 } },
      {
        name: now.name, type: "scatter", symbolSize: 12, itemStyle: { color: t("accent-solid"), opacity: 1 },
        data: now.data.map((v, i) => {
          const bad = spec.limit && v < spec.limit.value;
          return { value: [v, i], itemStyle: { opacity: 1, color: t(bad ? "late" : "accent-solid") }, label: { show: true, position: v < then.data[i] ? "left" : "right", formatter: String(v), color: t(bad ? "late" : "ink-2"), fontSize: 12 } };
        }),
      },
    ],
  };
}

function heatmap(spec, t) {
  const most = Math.max(1, ...spec.values.map((v) => v[2] ?? 0));
  return {
    xAxis: { ...axis(t), type: "category", data: spec.x, position: "top", axisLine: { show: false } },
    yAxis: { ...axis(t), type: "category", data: spec.y, inverse: true, axisLine: { show: false } },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [1, 2, 3, 4].map((n) => t(`heat-${n}`)) } },
    series: [{ type: "heatmap", data: spec.values, label: { show: true, color: t("ink"), fontSize: 12 }, itemStyle: { borderColor: t("surface"), borderWidth: 2, borderRadius: 4 } }],
  };
}

/** "$accent" anywhere in a raw option is that token's colour today. */
function coloured(raw, t) {
  if (typeof raw === "string" && raw.startsWith("$")) return t(raw.slice(1));
  if (Array.isArray(raw)) return raw.map((v) => coloured(v, t));
  if (raw && typeof raw === "object") return Object.fromEntries(Object.entries(raw).map(([k, v]) => [k, coloured(v, t)]));
  return raw;
}

export function optionOf(spec, t, width) {
  const kinds = { dots, heatmap };
  const names = spec.series?.filter((s) => s.name).map((s) => s.name) ?? [];
  const legend = names.length > 1 ? { right: 0, top: 0, itemWidth: 12, itemHeight: 8, data: names, textStyle: { color: t("ink-2"), fontSize: 12, fontFamily: FONT } } : undefined;
  return {
    animation: !still(),
    textStyle: { fontFamily: FONT, color: t("ink-2") },
    grid: { left: 8, right: spec.kind === "dots" ? 40 : 16, top: legend || spec.unit ? 34 : 16, bottom: 6, containLabel: true },
    tooltip: { trigger: spec.kind === "heatmap" || spec.kind === "dots" ? "item" : "axis", confine: true, transitionDuration: 0, backgroundColor: t("surface"), borderColor: t("line"), textStyle: { color: t("ink"), fontSize: 13, fontFamily: FONT }, extraCssText: "box-shadow:none" },
    legend: width < 300 ? undefined : legend,
    ...(kinds[spec.kind] ?? cartesian)(spec, t),
    ...coloured(spec.option ?? {}, t),
  };
}
