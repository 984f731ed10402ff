// <poll-editor data-max="6" data-min="2">: adds and takes away answers in place. Its buttons name=add and
// name=remove submit the form when this script is not there. `data-optional` is the placeholder of later
// answers; `data-left` on the button ("Add an answer ({n} left)") is its text. A picture chosen for an answer
// is shown under it; `data-remove-picture` ("Remove the picture of answer {n}") takes it back,
// `data-max-bytes` and `data-large` ("{name} is larger than {limit} MB") refuse it.
import { announce, number as numeral, say, withNumber } from "./words.js";

class PollEditor extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.button = this.querySelector("button[name=add]");
    if (!this.list || !this.button || this.ready) return;
    this.ready = true;
    this.addEventListener("click", (event) => this.pressed(event));
    this.addEventListener("keydown", (event) => this.entered(event));
    this.addEventListener("change", (event) => {
      if (event.target.matches("input[type=file]")) this.pictured(event.target);
    });
    this.closest("form")?.addEventListener("draft-back", (event) => this.makeRoom(event.detail));
    // Chosen before this script was there, or kept by "back".
    this.querySelectorAll("input[type=file]").forEach((input) => this.pictured(input));
  }

  get max() { return Number(this.dataset.max ?? 6); }
  get min() { return Number(this.dataset.min ?? 2); }
  get rows() { return [...this.list.children]; }

  pressed(event) {
    const picture = event.target.closest("button[name=remove-picture]");
    if (picture) {
      event.preventDefault();
      return this.unpicture(picture.closest("li"));
    }
    const button = event.target.closest("button[name=add], button[name=remove]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "add") this.field(this.add()).focus();
    else this.remove(button.closest("li"));
  }

  /** Enter goes on to the next answer; without this it would publish a poll half written. */
  entered(event) {
    if (event.key !== "Enter" || !event.target.matches("ol .input")) return;
    event.preventDefault();
    const next = this.rows[this.rows.indexOf(event.target.closest("li")) + 1];
    const row = next ?? (this.rows.length < this.max ? this.add() : null);
    if (row) this.field(row).focus();
  }

  field(row) { return row.querySelector(".input"); }

  /** A chosen picture stands under its answer at once; it is sent with the form. */
  pictured(input) {
    const row = input.closest("li");
    const [file] = input.files;
    if (!file) return;
    if (file.size > Number(this.dataset.maxBytes ?? Infinity)) {
      const limit = numeral(Math.floor(Number(this.dataset.maxBytes) / (1 << 20)));
      input.value = "";
      return announce(say(this.dataset.large, undefined, { name: file.name, limit }));
    }
    row.querySelector(".optrow__picture")?.remove();
    const box = document.createElement("div");
    box.className = "optrow__picture";
    const image = new Image(64, 64);
    image.className = "thumb";
    image.alt = "";
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    // Some browsers cannot show what the server can read, such as HEIC: its name stands for it.
    image.addEventListener("error", () => image.replaceWith(file.name), { once: true });
    const button = document.createElement("button");
    Object.assign(button, { name: "remove-picture", className: "btn btn--s btn--quiet" });
    button.value = this.rows.indexOf(row) + 1;
    button.textContent = say(this.dataset.removePicture, this.rows.indexOf(row) + 1);
    box.append(image, button);
    row.append(box);
  }

  unpicture(row) {
    row.querySelector(".optrow__picture")?.remove();
    const input = row.querySelector("input[type=file]");
    input.value = "";
    input.focus();
    this.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  add() {
    const row = this.rows.at(-1).cloneNode(true);
    row.querySelectorAll(".field__error, .optrow__picture").forEach((part) => part.remove());
    row.querySelectorAll("input[type=file]").forEach((input) => { input.value = ""; });
    row.querySelectorAll("input[type=radio]").forEach((input) => { input.checked = false; });
    const field = this.field(row);
    field.value = "";
    field.removeAttribute("value");
    field.required = false;
    for (const name of ["aria-invalid", "aria-describedby"]) field.removeAttribute(name);
    if (this.dataset.optional) field.placeholder = this.dataset.optional;
    this.list.append(row);
    this.renumber();
    return row;
  }

  /** The first answers stay as rows: a poll needs them, so they are emptied. */
  remove(row) {
    const index = this.rows.indexOf(row);
    if (this.rows.length <= this.min) {
      this.field(row).value = "";
      row.querySelector(".optrow__picture")?.remove();
    } else row.remove();
    this.renumber();
    this.field(this.rows[Math.min(index, this.rows.length - 1)]).focus();
    this.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  renumber() {
    this.rows.forEach((row, index) => {
      const number = index + 1;
      for (const field of row.querySelectorAll("[name^=option-]")) {
        field.name = field.name.replace(/\d+$/, number);
        if (field.id) field.id = field.name;
      }
      const error = row.querySelector(".optrow + .field__error");
      if (error) {
        error.id = `option-${number}-error`;
        this.field(row).setAttribute("aria-describedby", error.id);
      }
      for (const label of row.querySelectorAll("label[for]")) label.htmlFor = this.field(row).id;
      for (const field of row.querySelectorAll("button[name], input[type=radio]")) field.value = number;
      for (const word of row.querySelectorAll(".vh, button[name=remove-picture]")) {
        word.textContent = withNumber(word.textContent, number);
      }
      row.querySelector("b").textContent = number;
    });
    const left = this.max - this.rows.length;
    this.button.hidden = left <= 0;
    const [text, message] = [this.button.lastChild, this.button.dataset.left];
    text.textContent = message ? say(message, left) : withNumber(text.textContent, left);
  }

  makeRoom(names) {
    const wanted = names.filter((name) => name.startsWith("option-")).length;
    while (this.rows.length < Math.min(wanted, this.max)) this.add();
  }
}

customElements.define("poll-editor", PollEditor);
