import type { Message } from '@overmind/contracts/entities/conversation';
import type { Choice } from '@overmind/contracts/entities/request';
import { oneLine, plainText } from '../../output/table.ts';
import { ask } from '../../terminal/ask.ts';

const numbered = (choices: readonly Choice[]): string =>
  choices.map(({ label }, index) => `  ${index + 1}  ${oneLine(label, 100)}`).join('\n');

type Reply = Pick<Message, 'content' | 'links' | 'requires_user_response'>;

/** What the relayer says: a question with its choices numbered, an answer with what could be said next. */
export const renderReply = (reply: Reply): string => {
  const { note } = reply.links;
  const words = renderWords(reply);
  return note === undefined ? words : `${words}\n(${plainText(note)})`;
};

function renderWords({ content, links: { choices }, requires_user_response: isQuestion }: Reply): string {
  const text = plainText(content);
  if (choices.length === 0) return text;
  if (!isQuestion) return `${text}\nYou can say: ${choices.map(({ say }) => `"${oneLine(say)}"`).join(', ')}`;
  const isListed = choices.every(({ label }, index) => content.includes(`${index + 1}. ${label}`));
  return isListed ? text : `${text}\n${numbered(choices)}`;
}

/** What an answer at the terminal says: a number stands for its choice, nothing for leaving it. */
export function wordsOf(answer: string, choices: readonly Choice[]): string | null {
  const text = answer.trim();
  if (text === '') return null;
  return /^\d+$/.test(text) ? (choices[Number(text) - 1]?.say ?? text) : text;
}

/** The person's answer to a question; null where nobody answers, or there is no terminal. */
export async function askChoice(choices: readonly Choice[]): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null;
  const hint = choices.length > 0 ? 'A number or your words, Enter to leave it: ' : 'Your answer: ';
  return wordsOf(await ask(hint), choices);
}
