import { shorten } from '@overmind/domain/replies/wording';
import type { TalkActName } from '../acts/record.ts';
import type { Undone } from './outcome.ts';

/** What was said to agents or begun with them stays; the next "undo" goes on to what came before it. */
export function undoOnTalk(act: TalkActName, subject: string | null): Undone {
  return { lines: [whyItStays(act, shorten((subject ?? '').replace(/\s+/g, ' ')))], choices: [], tasks: [] };
}

function whyItStays(act: TalkActName, name: string): string {
  switch (act) {
    case 'discuss':
      return `The discussion “${name}” has begun, which cannot be taken back here. You can stop it on its page.`;
    case 'answer_discussion':
      return `What you said to the discussion “${name}” cannot be taken back: it goes on with that.`;
    case 'spec':
      return `The spec ${name} was made, which cannot be taken back here.`;
  }
}
