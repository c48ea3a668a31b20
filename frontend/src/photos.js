// Photo fields: taken or chosen, made small on the phone, shown, removable. [data-photos] holds the field.
import { each, element, icon } from "./page.js";
import { toast } from "./toast.js";

// The longer side and the quality, the next where the photo is still too large.
const TRIES = [[1600, 0.8], [1600, 0.65], [1600, 0.5], [1200, 0.5], [900, 0.4]];
const ENOUGH = 400_000; // bytes: hundreds of photos a month over a phone's network

async function picture(file) {
  if (globalThis.createImageBitmap) {
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      // Some WebViews know createImageBitmap but not its options: decode through an <img>.
    }
  }
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** The moment, who and where, in the lower left corner. */
function write(canvas, lines) {
  const g = canvas.getContext("2d");
  const size = Math.max(14, Math.round(canvas.width / 42));
  const step = size * 1.4;
  g.font = `${size}px sans-serif`;
  g.textBaseline = "top";
  const wide = Math.min(canvas.width, Math.max(...lines.map((line) => g.measureText(line).width)) + size);
  const top = canvas.height - lines.length * step - size * 0.6;
  g.fillStyle = "rgba(0, 0, 0, 0.5)";
  g.fillRect(0, top, wide, canvas.height - top);
  g.fillStyle = "#fff";
  lines.forEach((line, i) => g.fillText(line, size / 2, top + size * 0.4 + i * step, canvas.width - size));
}

const two = (number) => String(number).padStart(2, "0");

/** What a photo taken in this form right now says of itself; nothing where the form does not want it. */
export function stampOf(form, now = new Date()) {
  if (!form?.dataset.stamp) return [];
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return [`${day} ${two(now.getHours())}:${two(now.getMinutes())}`, form.dataset.stamp];
}

function drawn(source, w, h, side, stamp) {
  const scale = Math.min(1, side / Math.max(w, h));
  const canvas = element("canvas");
  canvas.width = Math.round(w * scale);
  canvas.height = Math.round(h * scale);
  canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
  if (stamp.length) write(canvas, stamp);
  return canvas;
}

const HEAD = 2; // a JPEG begins with two bytes; its comments may follow at once

/** The SHA-256 of the photo as the phone took it goes along as a comment of the small one; without https browsers have none. */
async function withOrigin(blob, original) {
  if (!globalThis.crypto?.subtle) return [blob];
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await original.arrayBuffer()));
  const said = new TextEncoder().encode(`houqin-original:${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`);
  return [blob.slice(0, HEAD), new Uint8Array([0xff, 0xfe, 0, said.length + 2]), said, blob.slice(HEAD)];
}

/** A JPEG of at most 1600 px and 400 KB; the original when it cannot be decoded (HEIC) or is smaller already. */
export async function shrink(file, stamp = []) {
  if (!file.type.startsWith("image/")) return file;
  try {
    const source = await picture(file);
    const [w, h] = [source.naturalWidth ?? source.width, source.naturalHeight ?? source.height];
    let [canvas, blob] = [null, null];
    for (const [side, quality] of TRIES) {
      if (!canvas || Math.max(canvas.width, canvas.height) > side) canvas = drawn(source, w, h, side, stamp);
      blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
      if (!blob || blob.size <= ENOUGH) break;
    }
    source.close?.();
    if (!blob || (!stamp.length && canvas.width === w && blob.size >= file.size)) return file;
    return new File(await withOrigin(blob, file), file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file;
  }
}

const size = (bytes) => (bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`);

function thumbnail(file, number, remove) {
  const url = URL.createObjectURL(file);
  const image = element("img", { src: url, alt: `第 ${number} 张照片` });
  const box = element("li", {}, image, element("small", {}, size(file.size)), element("button", { type: "button", "aria-label": `去掉第 ${number} 张照片`, onclick: remove }, icon("x")));
  image.addEventListener("load", () => URL.revokeObjectURL(url));
  image.addEventListener("error", () => image.replaceWith(element("span", { class: "hq-photo-name" }, icon("photo"), file.name)));
  return box;
}

function start(box) {
  const field = box.querySelector('input[type="file"]');
  const most = field.multiple ? Number(box.dataset.max || 9) : 1;
  const list = element("ul", { class: "hq-thumbs", "aria-live": "polite" });
  let files = [...field.files];

  const draw = () => {
    const carrier = new DataTransfer();
    for (const file of files) carrier.items.add(file);
    field.files = carrier.files;
    list.replaceChildren(...files.map((file, i) => thumbnail(file, i + 1, () => {
      files = files.filter((f) => f !== file);
      draw();
    })));
    box.classList.toggle("is-full", files.length >= most);
  };
  const add = async (chosen, stamp) => {
    box.setAttribute("aria-busy", "true");
    const small = [];
    for (const file of chosen) small.push(await shrink(file, stamp)); // one at a time: phones have little memory
    box.removeAttribute("aria-busy");
    const room = field.multiple ? [...files, ...small] : small.slice(-1);
    if (room.length > most) toast({ text: `最多 ${most} 张，多出的没有加入。`, kind: "warning" });
    files = room.slice(0, most);
    draw();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const chooser = (capture) => {
    const input = element("input", { type: "file", accept: field.accept || "image/*", multiple: !capture && field.multiple, capture: capture ? "environment" : null, class: "visually-hidden", tabindex: "-1", "aria-hidden": "true" });
    input.addEventListener("change", () => {
      add([...input.files], capture ? stampOf(field.form) : []);
      input.value = "";
    });
    box.append(input);
    return input;
  };
  const [camera, album] = [chooser(true), chooser(false)];
  const actions = element("div", { class: "hq-photo-acts" },
    element("button", { type: "button", class: "hq-photo-add", onclick: () => camera.click() }, icon("camera"), "拍照"),
    element("button", { type: "button", class: "hq-photo-add", onclick: () => album.click() }, icon("photo"), "从相册选"));
  field.classList.add("visually-hidden");
  field.tabIndex = -1;
  field.after(list, actions);
  if (files.length) draw();
  field.form?.addEventListener("reset", () => {
    files = [];
    setTimeout(draw);
  });
}

export function startPhotos() {
  if (!globalThis.DataTransfer) return; // the plain file field still works
  each("[data-photos]", start);
}
