// <poster-field>: a picture chosen for a video is the one that counts, and is shown where it would stand.

class PosterField extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    this.input = this.querySelector('input[type="file"]');
    this.own = this.querySelector('input[type="radio"][value="own"]');
    this.input.addEventListener("change", () => this.take(this.input.files[0]));
    this.own.addEventListener("change", () => this.input.files.length || this.input.focus());
    if (this.input.files.length) this.take(this.input.files[0]);
  }

  disconnectedCallback() { this.release(); }

  take(file) {
    this.release();
    if (!file) return;
    this.own.checked = true;
    this.own.dispatchEvent(new Event("input", { bubbles: true }));
    const place = this.own.closest(".poster")?.querySelector("img, .poster__blank");
    if (!place) return;
    this.url = URL.createObjectURL(file);
    const image = new Image(480, 270);
    image.alt = "";
    // Some browsers cannot show what the server can read, such as HEIC: what stood there stays.
    image.addEventListener("load", () => place.replaceWith(image));
    image.src = this.url;
  }

  release() { if (this.url) URL.revokeObjectURL(this.url); }
}

customElements.define("poster-field", PosterField);
