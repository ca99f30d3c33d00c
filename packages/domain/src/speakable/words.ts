import { spokenName, spokenPath } from './file-names.ts';

const longest = 60;
const opening = /^["'“‘([{<*_~`]+/;
const closing = /[.,;:!?…)"'”’\]}>*_~`]+$/;
/** For `saySigns`. */
const arrow = /^[-=!<>]{1,3}$/;
const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const hash = /^(?:sha\d{1,3}[:-])?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}$/i;
const taskKey = /^([A-Z][A-Z0-9]{1,9})-(\d{1,7})$/;

/** A word, with the marks around it, as it is said; '' for what is not. */
export function sayWord(word: string): string {
  if (arrow.test(word)) return word;
  const start = opening.exec(word)?.[0] ?? '';
  const rest = word.slice(start.length);
  const end = closing.exec(rest.slice(-longest))?.[0] ?? '';
  const core = rest.slice(0, rest.length - end.length);
  const said = sayCore(core, end.startsWith('…'));
  const marks = end.replace(/[*_~`\]}>]/g, '');
  return said === ''
    ? marks.replace(/["'”’)]/g, '').slice(0, 1)
    : `${start.replace(/[*_~`[{<]/g, '')}${said}${marks}`;
}

function sayCore(core: string, isCut: boolean): string {
  if (core.length > longest && !/^[\w.@~-]{0,80}[\\/]/.test(core)) return '';
  if (uuid.test(core) || hash.test(core)) return '';
  const key = taskKey.exec(core);
  if (key !== null) return `${key[1]} ${Number(key[2])}`;
  if (/^n\/a$/i.test(core)) return 'not available';
  return (isCut ? null : spokenPath(core)) ?? sayIdentifier(core);
}

/** Names of programs as words; "well-known" and "don't" stay as they are. */
function sayIdentifier(core: string): string {
  const bare = core
    .replace(/\(\)$/, '')
    .replace(/^-{1,2}(?=[A-Za-z])/, '')
    .replace(/^[@#](?=\p{L})/u, '');
  if (/_|[a-z][A-Z]/.test(bare) && /^[\p{L}\p{N}_-]+$/u.test(bare)) return spokenName(bare);
  return bare;
}
