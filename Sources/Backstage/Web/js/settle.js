// Replaces a part of the page by its new self, touching only what differs: a clip goes on playing, pictures
// do not flicker, and whoever types elsewhere in the part keeps typing.
//
// Two elements of the same kind with as many children each are the same element: attributes are brought up to
// date and the children compared in turn. Anything else is replaced whole.

/** @returns {Node[]} what is new on the page, for scripts that greet arrivals. */
export function settle(old, fresh, form) {
  const news = [];
  compare(old, document.adoptNode(fresh), news, form);
  return news;
}

function compare(old, fresh, news, form) {
  if (old.isEqualNode(fresh) || isPlaying(old)) return;
  if (!isSameKind(old, fresh)) {
    if (fresh.nodeType === Node.ELEMENT_NODE) {
      carryOver(old, fresh, form);
      news.push(fresh);
    }
    return old.replaceWith(fresh);
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data;
    return;
  }
  copyAttributes(old, fresh);
  const pairs = [...fresh.childNodes].map((child, index) => [old.childNodes[index], child]);
  for (const [child, freshChild] of pairs) compare(child, freshChild, news, form);
}

/** A clip somebody started stands where the server would show its first picture. */
function isPlaying(node) { return node.nodeType === Node.ELEMENT_NODE && "playing" in node.dataset; }

/** Times are written over by a script, and a custom element's children are its own: both come anew. */
function isSameKind(old, fresh) {
  return old.nodeName === fresh.nodeName && old.childNodes.length === fresh.childNodes.length &&
    old.nodeName !== "TIME" && !old.nodeName.includes("-");
}

function copyAttributes(old, fresh) {
  // A menu closes after a choice; anything else unfolded stays so.
  const isFold = old.matches("details:not(.menu)");
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(isFold && name === "open")) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/** What the person did to the old element and the server cannot know. */
function carryOver(old, fresh, form) {
  if (old.nodeType !== Node.ELEMENT_NODE) return;
  const folds = "details:not(.menu)";
  const freshFolds = fresh.querySelectorAll(folds);
  old.querySelectorAll(folds).forEach((fold, index) => {
    if (fold.open && freshFolds[index]) freshFolds[index].open = true;
  });
  // Bars grow when results first appear, not each time they are shown again.
  const results = ".poll--results";
  if (old.querySelector(results)) fresh.querySelector(results)?.setAttribute("data-still", "");
  const written = ":is(textarea, input:not([type]), input[type=text])[id]";
  for (const field of old.querySelectorAll(written)) {
    const isTyped = field.value !== field.defaultValue && !form.contains(field);
    const like = isTyped && fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (like) like.value = field.value;
  }
}
