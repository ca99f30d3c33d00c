import type { RecordingRow } from '@overmind/db/queries/voice/recordings';

const longest = 100;
const unheard = /^Spoken on \d{4}-\d\d-\d\d \d\d:\d\d$/;

/** What was spoken is called by its words; by its time as long as they are not known. */
export const titleOfSpoken = (text: string, at: Date): string =>
  text.slice(0, longest) || `Spoken on ${at.toISOString().slice(0, 16).replace('T', ' ')}`;

/** The title once the words are known: the one that a person gave it stays. */
export const titleWithWords = ({ title, source }: RecordingRow, text: string): string =>
  source === 'voice' && unheard.test(title) ? text.slice(0, longest) || title : title;
