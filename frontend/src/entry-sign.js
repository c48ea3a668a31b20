// A signature drawn with a finger or the mouse, sent as a picture; a photo of one on paper does as well.
import { each, element, icon } from "./page.js";

const [WIDTH, HEIGHT] = [900, 360];
const INK = "#111";

function file(canvas) {
  const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
  const raw = Uint8Array.from(bytes, (c) => c.charCodeAt(0));
  return new File([raw], "签名.png", { type: "image/png" });
}

function start(box) {
  const field = box.querySelector('input[type="file"]');
  const canvas = element("canvas", { width: WIDTH, height: HEIGHT, role: "img", "aria-label": "签名区" });
  const hint = element("span", { class: "hq-signpad-hint", "aria-hidden": "true" }, "用手指在这里签名");
  const pen = canvas.getContext("2d");
  let drawing = false;

  const keep = (one) => {
    const carrier = new DataTransfer();
    if (one) carrier.items.add(one);
    field.files = carrier.files;
    hint.hidden = Boolean(one);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    hint.hidden = false;
  };
  const at = (event) => {
    const place = canvas.getBoundingClientRect();
    return [((event.clientX - place.left) / place.width) * WIDTH, ((event.clientY - place.top) / place.height) * HEIGHT];
  };
  const show = async (one) => {
    const picture = await createImageBitmap(one).catch(() => null);
    wipe();
    hint.hidden = true;
    if (!picture) return;
    const scale = Math.min(WIDTH / picture.width, HEIGHT / picture.height);
    pen.drawImage(picture, (WIDTH - picture.width * scale) / 2, (HEIGHT - picture.height * scale) / 2, picture.width * scale, picture.height * scale);
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    hint.hidden = true;
    Object.assign(pen, { lineWidth: 7, lineCap: "round", lineJoin: "round", strokeStyle: INK });
    pen.beginPath();
    pen.moveTo(...at(event));
    pen.lineTo(...at(event)); // a dot is a stroke too
    pen.stroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) pen.lineTo(...at(one));
    pen.stroke();
  });
  const lift = () => {
    if (!drawing) return;
    drawing = false;
    keep(file(canvas));
  };
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, lift);
  const again = element("button", { type: "button", class: "btn btn-sm hq-btn-line", onclick: () => { wipe(); keep(null); } }, icon("eraser"), "重签");
  const photo = element("button", { type: "button", class: "btn btn-sm hq-btn-text", onclick: () => field.click() }, icon("camera"), "改用照片");
  field.addEventListener("change", () => field.files[0] && show(field.files[0]));
  field.form?.addEventListener("reset", wipe);
  field.classList.add("visually-hidden");
  field.tabIndex = -1;
  field.after(element("div", { class: "hq-signpad" }, canvas, hint), element("div", { class: "hq-row-x" }, again, photo));
  wipe();
  if (field.files.length) show(field.files[0]);
}

export function startSign() {
  if (!globalThis.DataTransfer || !globalThis.PointerEvent) return; // the photo field still works
  each("[data-sign]:not(input)", start);
}
