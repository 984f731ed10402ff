// <textarea data-max="500">: a line below counts as one types. Characters are what people see as one (an
// emoji family is one), as the server counts them. It shows once half the room is used: before that nobody
// needs it. `data-over` ("{n} too many") is said once when the limit is passed.
import { whenThere } from "./arrivals.js";
import { announce, language, number, say } from "./words.js";

/** From here on the count is coloured: a tenth of the room, at most 100 characters. */
const nearShare = 0.1;
const nearMost = 100;
const graphemes = new Intl.Segmenter(language, { granularity: "grapheme" });

export function length(text) {
  // Without this shortcut a long text would be segmented anew at each key. Plain ASCII is one character a
  // unit.
  if (/^[\x20-\x7e\n]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}

whenThere("textarea[data-max]", (field) => {
  const max = Number(field.dataset.max);
  const line = document.createElement("p");
  line.className = "count";
  line.hidden = true;
  field.after(line);

  const show = () => {
    const left = max - length(field.value);
    const before = line.dataset.state;
    line.dataset.state = left < 0 ? "over" : left <= Math.min(nearMost, max * nearShare) ? "near" : "room";
    line.textContent = `${number(max - left)} / ${number(max)}`;
    line.hidden = left > max / 2;
    if (line.dataset.state === "over" && before !== "over" && before) announce(overText(field, -left, line));
  };
  field.addEventListener("input", show);
  field.form?.addEventListener("reset", () => setTimeout(show));
  show();
});

function overText(field, count, line) {
  return field.dataset.over ? say(field.dataset.over, count) : line.textContent;
}
