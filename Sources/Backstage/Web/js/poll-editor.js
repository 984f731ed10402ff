// <poll-editor data-max="6" data-min="2">: adds and takes away answers in place. Its buttons name=add and
// name=remove submit the form when this script is not there. `data-optional` is the placeholder of later
// answers; `data-left` on the button ("Add an answer ({n} left)") is its text.
import { say, withNumber } from "./words.js";

class PollEditor extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.button = this.querySelector("button[name=add]");
    if (!this.list || !this.button || this.ready) return;
    this.ready = true;
    this.addEventListener("click", (event) => this.pressed(event));
    this.addEventListener("keydown", (event) => this.entered(event));
    this.closest("form")?.addEventListener("draft-back", (event) => this.makeRoom(event.detail));
  }

  get max() { return Number(this.dataset.max ?? 6); }
  get min() { return Number(this.dataset.min ?? 2); }
  get rows() { return [...this.list.children]; }

  pressed(event) {
    const button = event.target.closest("button[name=add], button[name=remove]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "add") this.field(this.add()).focus();
    else this.remove(button.closest("li"));
  }

  /** Enter goes on to the next answer; without this it would publish a poll half written. */
  entered(event) {
    if (event.key !== "Enter" || !event.target.matches("ol input")) return;
    event.preventDefault();
    const next = this.rows[this.rows.indexOf(event.target.closest("li")) + 1];
    const row = next ?? (this.rows.length < this.max ? this.add() : null);
    if (row) this.field(row).focus();
  }

  field(row) { return row.querySelector("input"); }

  add() {
    const row = this.rows.at(-1).cloneNode(true);
    row.querySelectorAll(".field__error").forEach((error) => error.remove());
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
    if (this.rows.length <= this.min) this.field(row).value = "";
    else row.remove();
    this.renumber();
    this.field(this.rows[Math.min(index, this.rows.length - 1)]).focus();
    this.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  renumber() {
    this.rows.forEach((row, index) => {
      const number = index + 1;
      const name = `option-${number}`;
      const field = this.field(row);
      const error = row.querySelector(".field__error");
      field.name = field.id = name;
      if (error) {
        error.id = `${name}-error`;
        field.setAttribute("aria-describedby", error.id);
      }
      const label = row.querySelector("label");
      label.htmlFor = name;
      label.textContent = withNumber(label.textContent, number);
      row.querySelector("b").textContent = number;
      const button = row.querySelector("button[name=remove]");
      button.value = number;
      const word = button.querySelector(".vh");
      word.textContent = withNumber(word.textContent, number);
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
