import { z } from 'zod';

/** What a turn is for; it decides what may be said in it. */
export const TurnPurpose = z.enum([
  'clarify',
  'explore',
  'discuss',
  'answer_user',
  'summarise',
  'propose',
  'amend',
  'vote',
  'conclude',
]);
export type TurnPurpose = z.infer<typeof TurnPurpose>;

/** Why a reply was not taken. */
export const Fault = z.enum([
  'no_reply',
  'unreadable',
  'empty',
  'off_role',
  'repeated',
  'over_long',
  'table_full',
]);
export type Fault = z.infer<typeof Fault>;
