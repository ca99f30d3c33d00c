import type { Message } from '@overmind/contracts/entities/conversation';
import { speakable } from '@overmind/domain/speakable/speakable';
import { summariseForEar } from '@overmind/domain/speakable/summarise';

/** The rest is on the screen. */
const mostSeconds = 30;
const mostChoices = 9;

type Answer = Pick<Message, 'content' | 'links' | 'requires_user_response'>;

/** An answer as it is said, with the choices of a question numbered as the screen has them. */
export function earWords({ content, links, requires_user_response: isQuestion }: Answer): string {
  const said = summariseForEar(content, mostSeconds);
  if (!isQuestion || links.choices.length === 0) return said;
  const choices = links.choices.slice(0, mostChoices).map(({ label }, index) => {
    const words = speakable(label).replace(/\.$/, '');
    return `${index + 1}, ${words}`;
  });
  return `${said}\nYou can say: ${choices.join('; ')}.`;
}

/** All of an answer, for a file that nobody reads along with. */
export const allWords = ({ content }: Answer): string => speakable(content);
