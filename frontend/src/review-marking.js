// Adding an item: by marking words in the source, or by writing it.

/** The place in the plan's text of a point in the drawn source. */
function placeOf(paragraph, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(node, offset);
  // The server counts characters, the browser UTF-16 units.
  return Number(paragraph.dataset.at) + [...range.toString()].length;
}

function marked(doc) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const paragraph = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-at]");
  const first = paragraph(range.startContainer);
  const last = paragraph(range.endContainer);
  if (!first || !last || !doc.contains(first) || !doc.contains(last)) return null;
  const text = selection.toString().trim();
  if (text.length < 4) return null;
  return { start: placeOf(first, range.startContainer, range.startOffset), end: placeOf(last, range.endContainer, range.endOffset), box: range.getBoundingClientRect() };
}

export function startMarking(review) {
  const button = document.querySelector("[data-rv-mark]");
  let found = null;
  const add = (values) => {
    const after = review.current()?.dataset.item;
    return review.all(review.base, after ? { ...values, after } : values);
  };
  document.addEventListener("selectionchange", () => {
    found = marked(review.doc);
    button.hidden = !found;
    if (!found) return;
    button.style.top = `${Math.max(8, found.box.bottom + 6)}px`;
    button.style.left = `${Math.min(innerWidth - 120, Math.max(8, found.box.left))}px`;
  });
  // Pressing the button must not drop the selection it is about.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!found) return;
    const { start, end } = found;
    getSelection().removeAllRanges();
    add({ start, end });
  });
  document.querySelector("form[data-rv-add]").addEventListener("submit", (event) => {
    event.preventDefault();
    const { target } = event;
    add({ text: target.elements.text.value }).then(() => {
      target.reset();
      target.closest("dialog").close();
    });
  });
}
