// Words come from the server, in the page's language, as attributes. This picks their form and says them
// aloud.

const language = document.documentElement.lang || "en";
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/**
 * Fills a message as it stands in the word files: `{n} vote | {n} votes`, other holes by name.
 * An absent message is an empty one.
 */
export function say(message, count, holes = {}) {
  const forms = (message ?? "").split(" | ");
  const form = count === undefined || plurals.select(count) === "one" ? forms[0] : forms.at(-1);
  return form.replace(/\{(\w+)\}/g, (hole, name) => holes[name] ?? (name === "n" ? number(count) : hole));
}

export function number(value) { return numbers.format(value); }

/** The number that stands in a text, replaced: for texts the server wrote whole. */
export function withNumber(text, count) { return text.replace(/\d+/, String(count)); }

// A live region has to be there before it speaks, or screen readers miss its first words.
const region = document.createElement("p");
region.className = "vh";
region.setAttribute("role", "status");
document.body.append(region);

/** Has a screen reader say it when the person pauses. */
export function announce(text) {
  region.textContent = "";
  // The same words twice in a row would be no change, and stay silent.
  setTimeout(() => { region.textContent = text; }, 50);
}

export { language };
