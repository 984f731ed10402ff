// <photo-field data-max data-max-bytes>: shows the chosen photos, each with its description and its place.
// Inside: an <input type="file" multiple>, and perhaps ul.photolist with photos of an earlier try. Words:
// data-alt "Describe photo {n}", data-earlier, data-later, data-remove, data-many "At most {n} photos",
// data-large "{name} is larger than {limit} MB". New descriptions are sent as new-alt-1, new-alt-2, ... in
// the order of the files; the order of `photo` fields and of the files is the order of the photos.
import { icon, iconButton } from "./icon.js";
import { announce, number, say } from "./words.js";

class PhotoField extends HTMLElement {
  /** Chosen and not yet sent: { file, row, url }, in order. */
  chosen = [];

  connectedCallback() {
    this.input = this.querySelector('input[type="file"]');
    if (!this.input || this.list) return;
    this.kept = this.querySelector(".photolist");
    this.list = this.makeList();
    this.error = this.makeError();
    this.kept?.querySelectorAll("li").forEach((row) => this.letMove(row));
    this.input.addEventListener("change", () => this.take(this.input.files));
    this.takeDrops(this.querySelector(".dropzone"));
    this.closest("form")?.addEventListener("paste", (event) => this.pasted(event));
    // A form shown again by "back" may hold files the list knows nothing of.
    if (this.input.files.length) this.take(this.input.files);
  }

  disconnectedCallback() { this.chosen.forEach(({ url }) => URL.revokeObjectURL(url)); }

  get max() { return Number(this.dataset.max ?? 10); }
  get maxBytes() { return Number(this.dataset.maxBytes ?? Infinity); }
  get keptCount() {
    return this.kept ? this.kept.querySelectorAll("li:not(:has([name^=drop-]:checked))").length : 0;
  }

  makeList() {
    const list = document.createElement("ul");
    list.className = "photolist";
    const place = this.kept ?? this.querySelector(".dropzone, .composer__bar") ?? this.input;
    if (this.kept) place.after(list);
    else place.before(list);
    return list;
  }

  makeError() {
    const error = document.createElement("p");
    error.className = "field__error";
    error.setAttribute("role", "alert");
    error.id = `${this.input.id || "photos"}-trouble`;
    error.hidden = true;
    this.list.after(error);
    return error;
  }

  /** Adds files to those chosen before. What does not fit is left out, and said. */
  take(files) {
    const troubles = [];
    for (const file of [...files]) {
      if (this.chosen.some((one) => isSame(one.file, file))) continue;
      const limit = number(Math.floor(this.maxBytes / (1 << 20)));
      const isFull = this.chosen.length + this.keptCount >= this.max;
      const { large, many } = this.dataset;
      if (file.size > this.maxBytes) troubles.push(say(large, undefined, { name: file.name, limit }));
      else if (isFull) troubles.push(say(many, this.max));
      else this.chosen.push(this.makeRow(file));
    }
    this.error.textContent = [...new Set(troubles)].join(" ");
    this.error.hidden = troubles.length === 0;
    this.show();
  }

  makeRow(file) {
    const row = document.createElement("li");
    row.className = "photolist__item";
    const url = URL.createObjectURL(file);
    const image = new Image(96, 96);
    image.alt = "";
    image.src = url;
    // Some browsers cannot show what the server can read, such as HEIC.
    image.addEventListener("error", () => image.replaceWith(blank()));
    const field = document.createElement("div");
    field.className = "field";
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.className = "input";
    input.dir = "auto";
    field.append(label, input);
    const acts = document.createElement("div");
    acts.className = "photolist__acts";
    const one = { file, row, url, label, input };
    one.earlier = iconButton("prev", "");
    one.later = iconButton("next", "");
    one.gone = iconButton("trash", "");
    one.earlier.addEventListener("click", () => this.move(one, -1));
    one.later.addEventListener("click", () => this.move(one, 1));
    one.gone.addEventListener("click", () => this.remove(one));
    acts.append(one.earlier, one.later, one.gone);
    row.append(image, field, acts);
    return one;
  }

  /** Numbers, order and the input's files follow `chosen`. */
  show() {
    const before = this.keptCount;
    this.chosen.forEach((one, index) => {
      const shown = say(this.dataset.alt, index + 1 + before);
      one.input.name = one.input.id = `new-alt-${index + 1}`;
      one.label.htmlFor = one.input.id;
      one.label.textContent = shown;
      for (const name of ["earlier", "later", "gone"]) {
        const word = this.dataset[name === "gone" ? "remove" : name] ?? "";
        one[name].querySelector(".vh").textContent = `${word} (${one.file.name})`;
      }
      one.earlier.disabled = index === 0;
      one.later.disabled = index === this.chosen.length - 1;
    });
    // Rows are only moved when they must be: a moved row loses focus.
    this.chosen.forEach(({ row }, index) => {
      if (this.list.children[index] !== row) this.list.insertBefore(row, this.list.children[index] ?? null);
    });
    const files = new DataTransfer();
    for (const { file } of this.chosen) files.items.add(file);
    this.input.files = files.files;
  }

  /** Photos of an earlier try have their fields already; they gain a way to change places. */
  letMove(row) {
    const acts = document.createElement("div");
    acts.className = "photolist__acts";
    for (const [name, word, by] of [["prev", this.dataset.earlier, -1], ["next", this.dataset.later, 1]]) {
      const button = iconButton(name, word ?? "");
      button.addEventListener("click", () => {
        const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
        if (by < 0) other?.before(row);
        else other?.after(row);
        button.focus();
      });
      acts.append(button);
    }
    row.append(acts);
  }

  move(one, by) {
    const index = this.chosen.indexOf(one);
    this.chosen.splice(index, 1);
    this.chosen.splice(index + by, 0, one);
    this.show();
    const button = by < 0 ? one.earlier : one.later;
    (button.disabled ? (by < 0 ? one.later : one.earlier) : button).focus();
    announce(`${one.file.name}: ${number(index + by + 1)} / ${number(this.chosen.length)}`);
  }

  remove(one) {
    const index = this.chosen.indexOf(one);
    this.chosen.splice(index, 1);
    one.row.remove();
    URL.revokeObjectURL(one.url);
    this.error.hidden = true;
    this.show();
    (this.chosen[Math.min(index, this.chosen.length - 1)]?.gone ?? this.input).focus();
  }

  takeDrops(zone) {
    if (!zone) return;
    const over = (isOver) => (event) => {
      event.preventDefault();
      zone.toggleAttribute("data-over", isOver);
    };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (event) => {
      over(false)(event);
      this.take(pictures(event.dataTransfer));
    });
  }

  pasted(event) {
    const files = pictures(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    this.take(files);
  }
}

function blank() {
  const box = document.createElement("span");
  box.className = "photolist__blank";
  box.append(icon("image"));
  return box;
}

const pictures = (transfer) => [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
const isSame = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

customElements.define("photo-field", PhotoField);
