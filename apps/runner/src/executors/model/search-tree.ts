import { execa } from 'execa';
import { findTool } from '../../process/find-tool.ts';
import { gitCommand } from '../../workspace/git.ts';

/** How a folder is searched. */
export interface SearchWay {
  /** A git folder of the runner's own, so that no attributes decide what is text. */
  gitDir: string;
  /** Whether files that git ignores are searched: in a result nothing may hide from its reviewer. */
  hasIgnored: boolean;
}

interface Search extends SearchWay {
  root: string;
  /** A path inside the root, with `/`. */
  scope: string;
  /** A POSIX extended regular expression. */
  pattern: string;
  signal: AbortSignal;
  isShown: (path: string) => boolean;
}

const mostHits = 200;
const mostHitsPerFile = 20;
const mostLineChars = 400;
const mostOutputBytes = 4 * 1024 * 1024;
const timeoutMs = 10_000;
/** Nested repetitions make git's matcher take all the memory that there is. */
const mostMemoryBytes = 1024 ** 3;

/** What was found as `path:line:text`, with what was left out, or why nothing could be looked for. */
export async function searchTree(search: Search): Promise<{ text: string } | string> {
  const { root, scope, pattern, signal, gitDir, hasIgnored } = search;
  const ignored = hasIgnored ? '--no-exclude-standard' : '--exclude-standard';
  const flags = ['--no-index', ignored, '-n', '-z', '-I', '-E', '--no-color', '--threads=2'];
  const most = ['-m', String(mostHitsPerFile)];
  // A file may be called `:(top)`, or `*`.
  const args = ['--literal-pathspecs', 'grep', ...flags, ...most, '-e', pattern, '--', scope];
  const { file, argv, options } = gitCommand(args, { folder: root, gitDir }, { signal, timeoutMs });
  const limit = findTool('prlimit');
  const [program, ...first] = limit === null ? [file] : [limit, `--as=${mostMemoryBytes}`, '--', file];
  const found = await execa(program, [...first, ...argv], {
    ...options,
    ...{ reject: false, maxBuffer: mostOutputBytes, stripFinalNewline: false, forceKillAfterDelay: 500 },
  });
  if (found.exitCode === 1) return { text: 'Nothing was found.' };
  if (found.timedOut) return 'The search took too long. Use a simpler expression or a smaller folder.';
  if (found.isCanceled) return 'The search was stopped.';
  if (found.exitCode !== 0 && !found.isMaxBuffer) return wordsOf(found.stderr);
  return { text: described(found.stdout, found.isMaxBuffer, search.isShown) };
}

/** Git's own words, which name no file beyond what was asked for. */
const wordsOf = (stderr: string): string =>
  `The search failed: ${stderr.trim().slice(-500) || 'no reason given'}`;

interface Hit {
  path: string;
  line: string;
  text: string;
}

function described(output: string, isCut: boolean, isShown: Search['isShown']): string {
  const hits = hitsIn(output).filter(({ path }) => isShown(path));
  const counts = new Map<string, number>();
  for (const { path } of hits) counts.set(path, (counts.get(path) ?? 0) + 1);
  const full = [...counts.values()].filter((count) => count >= mostHitsPerFile).length;
  const shown = hits
    .slice(0, mostHits)
    .map(({ path, line, text }) => `${pathWords(path)}:${line}:${cut(text)}`);
  const notes = [
    ...(hits.length > mostHits ? [`… and ${hits.length - mostHits} more`] : []),
    ...(full > 0 ? [`(at most ${mostHitsPerFile} lines of each file are shown; ${full} may have more)`] : []),
    ...(isCut ? ['(there was too much to look through; narrow the search)'] : []),
  ];
  const lines = shown.length === 0 && notes.length === 0 ? ['Nothing was found.'] : shown;
  return [...lines, ...notes].join('\n');
}

/** `path NUL line NUL text LF`, one after the other; a path may hold anything but NUL. */
function hitsIn(output: string): Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < output.length; ) {
    const pathEnd = output.indexOf('\0', at);
    const lineEnd = output.indexOf('\0', pathEnd + 1);
    if (pathEnd === -1 || lineEnd === -1) break;
    const textEnd = output.indexOf('\n', lineEnd);
    const end = textEnd === -1 ? output.length : textEnd;
    const [path, line] = [output.slice(at, pathEnd), output.slice(pathEnd + 1, lineEnd)];
    hits.push({ path, line, text: output.slice(lineEnd + 1, end) });
    at = end + 1;
  }
  return hits;
}

const cut = (text: string): string =>
  text.length > mostLineChars ? `${text.slice(0, mostLineChars)}…` : text;
const pathWords = (path: string): string => (/[\p{Cc}\uFFFD]/u.test(path) ? JSON.stringify(path) : path);
