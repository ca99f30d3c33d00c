interface Asked {
  content: string;
  links: { choices: readonly unknown[] };
}

/** The words of a message without the numbered list at its end that its buttons show as well. */
export function questionWords({ content, links: { choices } }: Asked): string {
  const lines = content.trimEnd().split('\n');
  const list = lines.slice(lines.length - choices.length);
  const isListed = choices.length > 0 && list.every((line, index) => line.startsWith(`${index + 1}. `));
  const words = isListed ? lines.slice(0, -choices.length).join('\n').trimEnd() : '';
  return words === '' ? content : words;
}
