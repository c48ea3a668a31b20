import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
import { startEntries } from "./entry.js";
import { startHtmx } from "./htmx.js";
import { startIdle } from "./idle.js";
import { startKeys } from "./keys.js";
import { startLists } from "./lists.js";
import { startMentions } from "./mention.js";
import { startBlanks, startOffline } from "./offline.js";
import { startPhotos } from "./photos.js";
import { startQueue } from "./queue.js";
import { startReadings } from "./reading.js";
import { startToasts } from "./toast.js";
import { startWorker } from "./worker.js";
import { each, enhance } from "./page.js";

function start() {
  startToasts();
  startDialogs();
  startHtmx();
  startBlanks(); // before anything changes a form
  startEntries();
  startMentions();
  startReadings();
  startDrafts();
  startOffline();
  startPhotos();
  startLists();
  startKeys();
  startIdle();
  each("input[data-code]", (field) => import("./codes.js").then((codes) => codes.startCode(field)));
  // ECharts is large: fetched only by pages that draw.
  each("[data-chart]", (box) => import("./charts.js").then((charts) => charts.draw(box)));
  each("[data-review]", (box) => import("./review.js").then((review) => review.startReview(box)));
  each("[data-rv-new]", (form) => import("./plan-form.js").then((plan) => plan.startPlanForm(form)));
  each("[data-designer]", (box) => import("./designer.js").then((designer) => designer.startDesigner(box)));
  each("[data-dz-show]", (box) => import("./designer.js").then((designer) => designer.startShow(box)));
  enhance();
  startQueue();
  startWorker();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
