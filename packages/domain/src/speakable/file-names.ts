/** Endings that are read as words; all others are spelled. */
const readable: ReadonlySet<string> = new Set(
  'json yaml toml lock env log test spec java rust swift go bash conf config ini text zip'.split(' '),
);
const written =
  'ts tsx js jsx mjs cjs py rb rs c h cc cpp hpp cs kt php pl sh sql css scss html htm xml md mdx txt csv';
const endings: ReadonlySet<string> = new Set([
  ...readable,
  ...`${written} tsv yml svg png jpg jpeg gif webp ico pdf wav mp3 mp4 webm onnx gz tgz tar deb exe dll so vue`.split(
    ' ',
  ),
]);
const domains: ReadonlySet<string> = new Set(
  'com org net io dev ai app co uk de eu gov edu sh local'.split(' '),
);
const maxFolders = 3;

/** "auth.test.ts" as "auth dot test dot t s"; null for what is no name of a file or host. */
export function spokenFileName(name: string): string | null {
  const [stem = '', ...rest] = name.replace(/^\.(?=\w)/, 'dot ').split('.');
  const ending = rest.at(-1)?.toLowerCase();
  if (ending === undefined) return name.startsWith('.') ? spokenName(stem) : null;
  if (!endings.has(ending) && !domains.has(ending)) return null;
  return [spokenName(stem), ...rest.map(spokenEnding)].filter((part) => part !== '').join(' dot ');
}

export const spokenHost = (host: string): string =>
  host
    .split('.')
    .map((part) => spokenName(part))
    .filter((part) => part !== '')
    .join(' dot ');

function spokenEnding(ending: string): string {
  const small = ending.toLowerCase();
  if (readable.has(small) || domains.has(small) || !endings.has(small)) return spokenName(ending);
  return [...small].join(' ');
}

/** What is written large is a word when it is as long as one: README, not CI. */
const isShouted = (name: string): boolean =>
  /^[A-Z0-9_]+$/.test(name) && (name.includes('_') || name.length > 5);

/** The words of a name: "task-service", "MAX_RETRIES" and "getUserById" apart. */
export const spokenName = (name: string): string =>
  (isShouted(name) ? name.toLowerCase() : name)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const path = /^(?:~|\.{1,2}|@|[A-Za-z]:)?[\\/]?[\w@.+()[\]-]{1,80}(?:[\\/][\w@.+()[\]-]{1,80}){0,30}[\\/]?$/;

/** "src/server/auth.ts" as "auth dot t s in src server"; null for what is no path. */
export function spokenPath(text: string): string | null {
  const [whole = '', line] = text.split(/:(\d{1,7})(?::\d{1,7})?$/);
  if (!path.test(whole) || !/[\\/]/.test(whole)) return withLine(spokenFileName(whole), line);
  const parts = whole.split(/[\\/]/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const last = parts.at(-1) ?? '';
  const file = spokenFileName(last);
  const folders = (file === null ? parts : parts.slice(0, -1)).map(spokenName).slice(-maxFolders).join(' ');
  if (file === null) return withLine(folders, line);
  return withLine(folders === '' ? file : `${file} in ${folders}`, line);
}

const withLine = (said: string | null, line: string | undefined): string | null =>
  said === null || line === undefined ? said : `${said}, line ${line}`;
