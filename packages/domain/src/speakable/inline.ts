import { spokenHost } from './file-names.ts';

/** Nothing is looked for further than this, so that no text takes longer than its length. */
const image = /!\[([^\][\n]{0,300})\]\([^()\n]{0,600}\)/g;
const link = /\[([^\][\n]{1,300})\]\([^()\n]{0,600}\)/g;
const code = /(`{1,3})([^`\n]{1,300})\1/g;
const tag = /<\/?[a-zA-Z][^<>\n]{0,300}>/g;
const comment = /<!--[^<>\n]{0,300}-->/g;
const address = /(?:https?|ftp|wss?|ssh|git):\/\/[^\s<>"'`)\]}]+/gi;

/** Without the marks of Markdown within a line: links by their words, bare addresses by their host. */
export const withoutInlineMarks = (line: string): string =>
  line
    .replace(comment, ' ')
    .replace(image, ' $1 ')
    .replace(link, ' $1 ')
    .replace(address, sayAddress)
    .replace(code, (_, _ticks: string, text: string) => ` ${sayCode(text)} `)
    .replace(tag, ' ');

function sayAddress(found: string): string {
  const host = /^[a-z]+:\/\/(?:[^\s/@]{0,100}@)?(?:www\.)?([\w.-]{1,100})/i.exec(found)?.[1] ?? '';
  const end = /[.,;:!?]$/.exec(found)?.[0] ?? '';
  return ` a link${host === '' ? '' : ` to ${spokenHost(host.replace(/\.$/, ''))}`}${end} `;
}

const maxSpokenCode = 40;

/** A name or a short command can be said, an expression cannot. */
function sayCode(text: string): string {
  const bare = text.trim().replace(/\(\)$/, '');
  const isSayable = bare.length <= maxSpokenCode && !/[{}()=;<>|$&\\*[\]"]/.test(bare);
  return isSayable ? bare : 'some code';
}
