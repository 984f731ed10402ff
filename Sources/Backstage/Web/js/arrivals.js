// Tells scripts of elements that are on the page, and of those that come later with a swapped part.
// Custom elements need none of this: the browser tells them.

const waiting = [];

/** Calls `greet(element)` for each element that matches, now and whenever a part of the page is replaced. */
export function whenThere(selector, greet) {
  waiting.push({ selector, greet });
  greetAll(document, selector, greet);
}

/** To be called with every element put into the page after it was loaded. */
export function arrived(root) {
  for (const { selector, greet } of waiting) greetAll(root, selector, greet);
}

function greetAll(root, selector, greet) {
  const found = [...root.querySelectorAll(selector)];
  if (root.matches?.(selector)) found.unshift(root);
  for (const element of found) {
    // One element that cannot be improved stays as it was, and holds up no other.
    try { greet(element); } catch (error) { reportError(error); }
  }
}
