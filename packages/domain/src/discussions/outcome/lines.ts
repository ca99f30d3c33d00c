/*
 * Everything that was said is quoted or stands in one line with its marks escaped, so that no text can pass for a
 * part of the document that it stands in.
 */

export const document = (blocks: readonly string[]): string =>
  `${blocks.filter((block) => block !== '').join('\n\n')}\n`;

export const section = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : [`## ${title}`, '', ...items.map((item) => `- ${item}`)].join('\n');

export const quote = (text: string): string =>
  text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((each) => `> ${each}`.trimEnd())
    .join('\n');

/** One line in which nothing is markup. */
export const line = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|!~]/g, '\\$&');
