// Reads a QR code with the camera where the browser can; the form beside it always works.
const box = document.querySelector("[data-scan]");
const none = document.querySelector("[data-scan-none]");
const say = document.querySelector("[data-scan-say]");
const form = document.querySelector("form[method=get]");

async function canRead() {
  if (!("BarcodeDetector" in globalThis) || !navigator.mediaDevices?.getUserMedia) return false;
  const formats = await BarcodeDetector.getSupportedFormats();
  return formats.includes("qr_code");
}

/** A code of this site opens its page; anything else is handed to the server as it is. */
function open(text) {
  try {
    const url = new URL(text);
    if (url.origin === location.origin) return location.assign(url.href);
  } catch {
    // not an address: a bare tag
  }
  form.elements.tag.value = text;
  form.requestSubmit();
}

async function look(video, detector) {
  if (video.readyState >= 2) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code?.rawValue) return open(code.rawValue);
  }
  setTimeout(() => look(video, detector), 200);
}

async function start() {
  if (!(await canRead())) return (none.hidden = false);
  const video = box.querySelector("video");
  box.hidden = false;
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
    look(video, new BarcodeDetector({ formats: ["qr_code"] }));
  } catch {
    video.hidden = true;
    say.textContent = "没有得到摄像头。请在浏览器里允许使用摄像头，或输入编号。";
  }
}

start();
