// <time datetime data-relative>: keeps "5 min" true while the page stays open, and tells the full local date
// on hover. Words come from <html data-ago="now / {n} min / {n} h / {n} d"> (the server's own), else from the
// browser.
import { whenThere } from "./arrivals.js";
import { language, number } from "./words.js";

const minute = 60_000;
const steps = [["minute", minute], ["hour", 60 * minute], ["day", 24 * 60 * minute]];
const spoken = document.documentElement.dataset.ago?.split(" / ");
const relative = new Intl.RelativeTimeFormat(language, { style: "narrow", numeric: "auto" });
// The server writes dates the British way in English: the day before the month.
const dates = language === "en" ? "en-GB" : language;
const full = new Intl.DateTimeFormat(dates, { dateStyle: "full", timeStyle: "short" });
const short = new Intl.DateTimeFormat(dates, { day: "numeric", month: "short" });
const moment = new Intl.DateTimeFormat(dates, { dateStyle: "medium", timeStyle: "short" });
const shortWithYear = new Intl.DateTimeFormat(dates, { day: "numeric", month: "short", year: "numeric" });

/** The same steps as the server: now, minutes, hours, up to seven days, then the date. */
export function ago(date, now = new Date()) {
  const past = Math.max(0, now - date);
  if (past < minute) return spoken?.[0] ?? relative.format(0, "second");
  const isThisYear = date.getFullYear() === now.getFullYear();
  if (past >= 7 * steps[2][1]) return (isThisYear ? short : shortWithYear).format(date);
  const step = steps.findLastIndex(([, size]) => past >= size);
  const count = Math.floor(past / steps[step][1]);
  return spoken?.[step + 1]?.replace("{n}", number(count)) ?? relative.format(-count, steps[step][0]);
}

function refresh(time) {
  const date = new Date(time.dateTime);
  if (Number.isNaN(date.getTime())) return;
  const text = ago(date);
  if (time.textContent !== text) time.textContent = text;
}

whenThere("time[datetime]", (time) => {
  const date = new Date(time.dateTime);
  if (!Number.isNaN(date.getTime())) time.title = full.format(date);
});
whenThere("time[data-relative]", refresh);
// A time to come: in the viewer's own zone; the server wrote it in its author's.
whenThere("time[data-local]", (time) => {
  const date = new Date(time.dateTime);
  if (!Number.isNaN(date.getTime())) time.textContent = moment.format(date);
});

function refreshAll() { document.querySelectorAll("time[data-relative]").forEach(refresh); }

setInterval(() => { if (!document.hidden) refreshAll(); }, minute);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refreshAll(); });
