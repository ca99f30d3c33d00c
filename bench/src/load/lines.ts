const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const lineLength = 120;

function word(): string {
  const length = 2 + Math.floor(Math.random() * 9);
  return Array.from({ length }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join('');
}

/** Text that compresses about as badly as it can: what is stored is not flattered. */
export function randomLine(): string {
  let line = '';
  while (line.length < lineLength) line += `${word()} `;
  return line.slice(0, lineLength);
}

export const randomLines = (howMany: number): string[] => Array.from({ length: howMany }, randomLine);
