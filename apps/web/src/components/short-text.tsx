import { visibleWords } from '@overmind/domain/text/make-visible';

const marks = /(?<ticks>`+)(?!`)(?<code>.+?)(?<!`)\k<ticks>(?!`)|\*\*(?=\S)(?<bold>.+?)(?<=\S)\*\*/g;

/**
 * A line that a model or a program wrote, such as a title, a reason or a point of a list: `code` and **bold** read as
 * they do in the chat, the rest stands as it is. Hidden characters are shown.
 */
export function ShortText({ text }: { text: string }) {
  const words = visibleWords(text);
  const found = [...words.matchAll(marks)];
  if (found.length === 0) return words;
  const ends = [0, ...found.map((match) => match.index + match[0].length)];
  return (
    <span className="markdown">
      {found.map(({ index, groups }, place) => [
        words.slice(ends[place], index),
        groups?.['code'] === undefined ? (
          <strong key={index}>{groups?.['bold']}</strong>
        ) : (
          <code key={index}>{groups['code'].trim()}</code>
        ),
      ])}
      {words.slice(ends.at(-1))}
    </span>
  );
}
