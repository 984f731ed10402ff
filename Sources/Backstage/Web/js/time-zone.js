// <select data-guess>: chooses the browser's time zone, as long as nobody has chosen one.
import { whenThere } from "./arrivals.js";

whenThere("select[data-guess]", (field) => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if ([...field.options].some(({ value }) => value === timeZone)) field.value = timeZone;
});
