// An icon for a button that a script makes, from the sheet the page already uses.

const sheet = document.querySelector('svg use[href*="icons"]')?.getAttribute("href").split("#")[0] ?? "";
const svg = "http://www.w3.org/2000/svg";

export function icon(name) {
  const picture = document.createElementNS(svg, "svg");
  picture.setAttribute("class", "i");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(svg, "use");
  use.setAttribute("href", `${sheet}#i-${name}`);
  picture.append(use);
  return picture;
}

/** A button that shows an icon and says a word. */
export function iconButton(name, word) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--icon";
  const label = document.createElement("span");
  label.className = "vh";
  label.textContent = word;
  button.append(icon(name), label);
  return button;
}
