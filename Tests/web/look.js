// Looks at a page as a reader would. Evaluates to one sentence for each thing that is wrong: text that is too
// faint (WCAG 2.2, 1.4.3, on flat colours) and controls too small for a finger (44 px wanted, under 40 is
// wrong).
() => {
  const found = [];
  const seen = new Set();
  const once = (key, sentence) => {
    if (!seen.has(key)) { seen.add(key); found.push(sentence); }
  };

  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  /** Any CSS colour as [red, green, blue, alpha]. */
  const parts = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** What lies behind an element; null over pictures, where a flat colour would be a lie. */
  const background = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.backgroundImage !== "none") return null;
      const colour = parts(style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] > 0.99) break;
      if (node.matches(".media, .player, .story__frame, .curtain__num, .poll__opt")) return null;
    }
    const over = (below, layer) => below.map((value, i) => layer[i] * layer[3] + value * (1 - layer[3]));
    return layers.reverse().reduce(over, [255, 255, 255]);
  };
  const nameOf = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`;

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim();
    const element = texts.currentNode.parentElement;
    if (!text || element.closest(".vh, [hidden], :disabled, option, [aria-busy]")) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    const behind = background(element);
    if (!behind) continue;
    const style = getComputedStyle(element);
    const [front, back] = [luminance(parts(style.color)), luminance(behind)];
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) {
      const name = nameOf(element);
      once("c" + name, `contrast ${ratio.toFixed(2)}: ${name} “${text.slice(0, 30)}”`);
    }
  }

  const controls = "a, button, summary, select, input:not([type=hidden]):not(.vh)";
  const inSentence = ".vh, p, .hint, .comment__head, .post__who, .vid, .flash, .curtain-end, label, li.steps";
  for (const control of document.querySelectorAll(controls)) {
    if (control.closest(inSentence) || control.getAttribute("tabindex") === "-1") continue;
    const { width, height } = control.getBoundingClientRect();
    if (width < 1 || (width >= 40 && height >= 40)) continue;
    const size = `${Math.round(width)}×${Math.round(height)}`;
    const name = nameOf(control);
    once("t" + name, `target ${size}: ${name} “${control.textContent.trim().slice(0, 24)}”`);
  }
  return found;
}
