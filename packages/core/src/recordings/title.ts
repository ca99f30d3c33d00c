import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { cutAfterWord } from '@overmind/domain/text/cut-after-word';

const longest = 100;
const unheard = /^Spoken on \d{4}-\d\d-\d\d \d\d:\d\d$/;

/** What was spoken is called by its words; by its time as long as they are not known. */
export const titleOfSpoken = (text: string, at: Date): string =>
  cutAfterWord(text, longest) || `Spoken on ${at.toISOString().slice(0, 16).replace('T', ' ')}`;

/** It is called by its time: neither its words nor a person gave it a name. */
export const isUnnamed = ({ title, source }: Pick<RecordingRow, 'title' | 'source'>): boolean =>
  source === 'voice' && unheard.test(title);

/** The title once the words are known: the one that a person gave it stays. */
export const titleWithWords = (row: Pick<RecordingRow, 'title' | 'source'>, text: string): string =>
  isUnnamed(row) ? cutAfterWord(text, longest) || row.title : row.title;
