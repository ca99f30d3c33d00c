import { plural } from './wording.ts';

type Time = Date | string;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "3 minutes ago", as a person says it. */
export function ago(time: Time, now: Date): string {
  const ms = now.getTime() - new Date(time).getTime();
  if (ms < minute) return 'just now';
  if (ms < hour) return `${plural(Math.floor(ms / minute), 'minute')} ago`;
  if (ms < day) return `${plural(Math.floor(ms / hour), 'hour')} ago`;
  return `${plural(Math.floor(ms / day), 'day')} ago`;
}

/** "2026-01-31 14:05 UTC". */
export const exactly = (time: Time): string =>
  `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export const agoExactly = (time: Time, now: Date): string => `${ago(time, now)} (${exactly(time)})`;

/** How long something takes that began then: "4 minutes". */
export function lasting(from: Time, to: Time): string {
  const seconds = Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 1_000));
  if (seconds < 60) return plural(seconds, 'second');
  if (seconds < 3_600) return plural(Math.floor(seconds / 60), 'minute');
  return plural(Math.floor(seconds / 3_600), 'hour');
}
