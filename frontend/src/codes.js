// A code into its field: by the camera or a tag where the browser can, by a scanner or by hand everywhere.
import { element, icon } from "./page.js";
import { toast } from "./toast.js";

const LOOK_AGAIN = 200; // ms

function put(field, text) {
  field.value = text.trim();
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

/** A scanner is a keyboard that ends with Enter: that leads on and never sends the form. */
function leadOn(event) {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  const all = [...field.form.querySelectorAll("input, select, textarea, button")].filter((one) => one.tabIndex >= 0 && one.offsetParent && !one.disabled && !("codeBy" in one.dataset));
  all[all.indexOf(field) + 1]?.focus();
}

async function look(video, detector, found) {
  if (!video.isConnected) return;
  const [code] = video.readyState >= 2 ? await detector.detect(video).catch(() => []) : [];
  if (code?.rawValue) found(code.rawValue);
  else setTimeout(look, LOOK_AGAIN, video, detector, found);
}

/** The camera's picture below the field until it holds a code; pressed again, it closes. */
function byCamera(field, button, below) {
  let stream = null;
  const close = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    below.replaceChildren();
    button.setAttribute("aria-expanded", "false");
  };
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", async () => {
    if (stream) return close();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return toast({ text: "没有得到摄像头。请在浏览器里允许使用摄像头，或手工输入。", kind: "warning" });
    }
    const video = element("video", { playsinline: true, "aria-label": "摄像头画面" });
    video.muted = true;
    video.srcObject = stream;
    below.replaceChildren(element("div", { class: "hq-scan" }, video, element("p", { class: "hq-ink3 hq-t13", role: "status" }, "把条码或二维码放进画面里。")));
    button.setAttribute("aria-expanded", "true");
    await video.play().catch(() => {});
    look(video, new BarcodeDetector(), (text) => {
      put(field, text);
      close();
      navigator.vibrate?.(60);
    });
  });
}

const said = ({ recordType, encoding, data }) => (["text", "url", "absolute-url"].includes(recordType) ? new TextDecoder(encoding || "utf-8").decode(data) : "");

/** A tag (NFC) held to the phone: what is written on it, else its own number. */
function byTag(field, button, below) {
  let waiting = null;
  const close = () => {
    waiting?.abort();
    waiting = null;
    below.replaceChildren();
  };
  button.addEventListener("click", async () => {
    if (waiting) return close();
    waiting = new AbortController();
    try {
      const reader = new NDEFReader();
      reader.addEventListener("reading", ({ message, serialNumber }) => {
        put(field, message.records.map(said).find(Boolean) || serialNumber);
        close();
      });
      await reader.scan({ signal: waiting.signal });
      below.replaceChildren(element("p", { class: "hint", role: "status" }, "请把手机背面靠近标签。"));
    } catch {
      close();
      toast({ text: "读不了标签。请打开手机的 NFC 并允许浏览器使用，或手工输入。", kind: "warning" });
    }
  });
}

async function ways() {
  const found = [];
  if ("BarcodeDetector" in globalThis && navigator.mediaDevices?.getUserMedia && (await BarcodeDetector.getSupportedFormats().catch(() => [])).length) found.push(["scan", "扫码", byCamera]);
  if ("NDEFReader" in globalThis) found.push(["nfc", "碰标签", byTag]);
  return found;
}

let known = null;

export async function startCode(field) {
  field.addEventListener("keydown", leadOn);
  const able = await (known ??= ways());
  const below = element("div");
  const buttons = able.map(([sign, name, begin]) => {
    const button = element("button", { type: "button", class: "btn btn-sm hq-btn-line", "data-code-by": "" }, icon(sign), name);
    begin(field, button, below);
    return button;
  });
  if (able.length) field.after(element("div", { class: "hq-row-x hq-code" }, ...buttons), below);
  else if (!isSecureContext && matchMedia("(pointer: coarse)").matches) field.after(element("div", { class: "hint" }, "用 http 网址打开的页面用不了摄像头：可以手输，或用扫码枪。"));
}
