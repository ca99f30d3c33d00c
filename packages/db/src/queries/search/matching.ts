import { type RawBuilder, sql } from 'kysely';

export interface SearchWord {
  text: string;
  /** It has to begin a word; else it may stand inside of one. */
  isWordStart: boolean;
}

export type Condition = RawBuilder<boolean>;
export const and = (conditions: readonly Condition[]): Condition =>
  sql<boolean>`${sql.join(conditions, sql` and `)}`;

/** Whether an entry holds a word, folded as its words are. */
export const holds = ({ text, isWordStart }: SearchWord): Condition =>
  isWordStart
    ? sql<boolean>`words ~ search_folded(${`\\m${text.replace(/[^\p{L}\p{N}]/gu, '\\$&')}`})`
    : sql<boolean>`words like search_folded(${`%${text.replace(/[\\%_]/g, '\\$&')}%`})`;

/** Whether the index of trigrams lets an entry hold a word. Of letters and spaces only, so nothing is escaped. */
export const mayHold = ({ text, isWordStart }: SearchWord): Condition =>
  sql<boolean>`letters like ${isWordStart ? '% ' : '%'} || search_letters(search_folded(${text})) || '%'`;
