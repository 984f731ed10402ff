// <mention-field data-from="/complete/mentions" data-label data-found>: offers channels to who types an @ in
// the field inside. `data-whole`: every word of the field is a handle, with or without its @. `data-found`
// ("{n} channel found | {n} channels found") is said to who cannot see the list.
//
// ARIA's combobox with a list: focus stays in the field, aria-activedescendant tells which one is chosen.
// Arrows choose, Enter and Tab take, Escape closes.
import { announce, say } from "./words.js";

const pauseMilliseconds = 150;
let lists = 0;

class MentionField extends HTMLElement {
  /** What is offered: { handle, name, picture }. */
  offered = [];
  active = -1;

  connectedCallback() {
    this.field = this.querySelector("textarea, input");
    if (!this.field || this.list) return;
    this.build();
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.field.addEventListener("blur", () => this.close());
    // A press must not take the focus from the field, or the list would close under the finger.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take([...this.list.children].indexOf(option));
    });
  }

  build() {
    lists += 1;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `mentions-${lists}`, className: "mentions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label ?? "");
    this.append(this.list);
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    // A text of many lines may not be a combobox, one line may.
    if (this.field.matches("input")) {
      this.field.setAttribute("role", "combobox");
      this.field.setAttribute("aria-expanded", "false");
    }
  }

  /** The word before the caret, if it is the beginning of a mention: where it begins, and its letters. */
  get begun() {
    const end = this.field.selectionStart;
    if (end === null || end !== this.field.selectionEnd) return null;
    const before = this.field.value.slice(0, end);
    const pattern = "whole" in this.dataset ? /(?:^|[\s,;])(@?[\p{L}\p{N}_]{1,50})$/u
      : /(?:^|[\s([{"'«“])(@[\p{L}\p{N}_]{1,50})$/u;
    const word = pattern.exec(before)?.[1];
    return word ? { start: end - word.length, end, letters: word.replace("@", "") } : null;
  }

  typed() {
    clearTimeout(this.pause);
    if (!this.begun) return this.close();
    this.pause = setTimeout(() => this.ask(), pauseMilliseconds);
  }

  async ask() {
    const { begun } = this;
    if (!begun) return this.close();
    this.asking?.abort();
    this.asking = new AbortController();
    const address = new URL(this.dataset.from, location);
    address.searchParams.set("q", begun.letters);
    const how = { signal: this.asking.signal, headers: { Accept: "application/json" } };
    const found = await fetch(address, how)
      .then((response) => (response.ok ? response.json() : []))
      .catch(() => null);
    // Too late: another letter was typed, or the field was left.
    if (!found || this.begun?.letters !== begun.letters || document.activeElement !== this.field) return;
    this.offer(found);
  }

  offer(found) {
    this.offered = found;
    if (!found.length) return this.close();
    this.list.replaceChildren(...found.map((one, index) => this.option(one, index)));
    this.list.hidden = false;
    this.choose(0);
    this.expand(true);
    announce(say(this.dataset.found, found.length));
  }

  option({ handle, name, picture }, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.className = "mentions__one";
    option.setAttribute("role", "option");
    if (picture) {
      const image = new Image(32, 32);
      Object.assign(image, { src: picture, alt: "", className: "avatar avatar--s" });
      option.append(image);
    }
    const [title, address] = [document.createElement("b"), document.createElement("span")];
    title.textContent = name;
    title.dir = "auto";
    address.textContent = `@${handle}`;
    address.className = "muted";
    option.append(title, address);
    return option;
  }

  choose(index) {
    this.active = index;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === index));
      if (place === index) option.scrollIntoView({ block: "nearest" });
    });
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
  }

  pressed(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const count = this.offered.length;
    if (event.key === "ArrowDown") this.choose((this.active + 1) % count);
    else if (event.key === "ArrowUp") this.choose((this.active + count - 1) % count);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) this.take(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(index) {
    const { begun } = this;
    const one = this.offered[index];
    this.close();
    if (!begun || !one) return;
    const next = this.field.value[begun.end];
    const gap = next === " " ? "" : " ";
    this.field.setRangeText(`@${one.handle}${gap}`, begun.start, begun.end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.focus();
  }

  close() {
    clearTimeout(this.pause);
    this.asking?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.expand(false);
  }

  expand(isOpen) {
    if (this.field.matches("input")) this.field.setAttribute("aria-expanded", String(isOpen));
  }
}

customElements.define("mention-field", MentionField);
