/** Dates as definitions hold them, and as they are printed. */

import { KATA } from "./kata.js";

/** Return a year-month or year-month-day in words; null where no calendar has it, "" where it is none. */
export function dayInWords(typed) {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(typed) ?? [];
  if (!year) return "";
  const name = KATA.bulan[Number(month) - 1];
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (!name || (day && (Number(day) < 1 || Number(day) > last))) return null;
  return `${day ? `${Number(day)} ` : ""}${name} ${year}`;
}
