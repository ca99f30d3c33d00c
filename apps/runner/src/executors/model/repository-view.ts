import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { isSecretPath } from '../../sandbox/secrets/deny-list.ts';
import { type SearchWay, searchTree } from './search-tree.ts';

/** Something a model may be told about its question; never an exception. */
export type Told = { ok: true; text: string } | { ok: false; text: string };

/** A text file under the name by which the repository knows it. */
interface FoundFile {
  path: string;
  lines: string[];
}

const mostEntries = 500;
const mostLines = 600;
const mostChars = 64 * 1024;
const mostLineChars = 2_000;
const mostFileBytes = 8 * 1024 * 1024;

const no = (text: string): Told => ({ ok: false, text });
const yes = (text: string): Told => ({ ok: true, text });

/** Read-only sight of one folder: no link leads out of it, and nothing on the deny list is shown. */
export class RepositoryView {
  readonly #root: string;
  readonly #way: SearchWay;

  /** `root` is a real path. */
  constructor(root: string, way: SearchWay) {
    this.#root = root;
    this.#way = way;
  }

  async list(path: string): Promise<Told> {
    const place = await this.#resolve(path);
    if (place === null) return no(`There is no folder "${path}".`);
    if (!(await stat(place)).isDirectory()) return no(`"${path}" is a file. Read it instead.`);
    const entries = await readdir(place, { withFileTypes: true, encoding: 'buffer' });
    const named = entries.filter(({ name }) => isUtf8(name));
    const shown = named
      .map((entry) => ({ name: entry.name.toString(), isFolder: entry.isDirectory() }))
      .filter(({ name }) => isShown(this.#name(join(place, name))))
      .map(({ name, isFolder }) => `${oneLine(name)}${isFolder ? '/' : ''}`)
      .sort();
    const notes = [
      ...(shown.length > mostEntries ? [`… and ${shown.length - mostEntries} more`] : []),
      ...(named.length < entries.length ? [`(${entries.length - named.length} names are not UTF-8)`] : []),
    ];
    const listed = shown.length === 0 && notes.length === 0 ? ['(empty)'] : shown.slice(0, mostEntries);
    return yes([...listed, ...notes].join('\n'));
  }

  /** Lines from `from` on, each with its number; at most 600 and 64 KiB. */
  async read(path: string, from: number): Promise<Told> {
    const found = await this.find(path);
    if (typeof found === 'string') return no(found);
    const { lines } = found;
    if (lines.length === 0) return yes('(empty)');
    if (from > lines.length) return no(`"${path}" has ${lines.length} lines.`);
    let text = '';
    let line = from;
    for (; line <= lines.length && line < from + mostLines; line++) {
      const next = `${line}\t${shortened(lines[line - 1] ?? '')}\n`;
      if (text.length + next.length > mostChars) break;
      text += next;
    }
    const left = lines.length - line + 1;
    return yes(left > 0 ? `${text}… ${left} more lines, from ${line} on` : text);
  }

  /** A text file, or why there is none. */
  async find(path: string): Promise<FoundFile | string> {
    const place = await this.#resolve(path);
    if (place === null) return `There is no file "${path}".`;
    // A pipe that someone left there would be waited for without end.
    await using file = await open(
      place,
      constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW,
    ).catch(() => null);
    const size =
      file === null ? null : await file.stat().then((found) => (found.isFile() ? found.size : null));
    if (file === null || size === null) return `"${path}" is no file.`;
    if (size > mostFileBytes) return `"${path}" is too large to be read (${size} bytes). Search in it.`;
    const bytes = await file.readFile();
    if (bytes.includes(0)) return `"${path}" is not text.`;
    const lines = bytes.toString('utf8').split(/\r?\n/);
    if (lines.at(-1) === '') lines.pop();
    return { path: this.#name(place), lines };
  }

  /** Lines that match an extended regular expression, as `path:line:text`. */
  async search(pattern: string, path: string, signal: AbortSignal): Promise<Told> {
    const place = await this.#resolve(path);
    if (place === null) return no(`There is no file or folder "${path}".`);
    const scope = this.#name(place) || '.';
    const found = await searchTree({ ...this.#way, root: this.#root, scope, pattern, signal, isShown });
    return typeof found === 'string' ? no(found) : yes(found.text);
  }

  #name(place: string): string {
    return relative(this.#root, place).split(sep).join('/');
  }

  /** The real path, or null when it is not there, leads out, or must not be read. */
  async #resolve(path: string): Promise<string | null> {
    if (path.includes('\0')) return null;
    const wanted = resolve(this.#root, path.replace(/^\/+/, ''));
    const place = await realpath(wanted).catch(() => null);
    if (place === null || (place !== this.#root && !place.startsWith(this.#root + sep))) return null;
    return isShown(this.#name(place)) && isShown(this.#name(wanted)) ? place : null;
  }
}

/** Neither git's own, whose config may hold keys of remotes, nor what is on the deny list. */
const isShown = (name: string): boolean =>
  !name.split('/').some((part) => part.toLowerCase() === '.git') && !isSecretPath(name);

const shortened = (line: string): string =>
  line.length <= mostLineChars
    ? line
    : `${line.slice(0, mostLineChars)}… (${line.length - mostLineChars} more characters)`;

/** A name may hold a line break, which would make two names of it. */
const oneLine = (name: string): string => (/\p{Cc}/u.test(name) ? JSON.stringify(name) : name);
