const escapes: Record<string, number> = {
  ...{ a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 },
};

/** A path as git prints it: in quotes, with C escapes of its bytes, when it holds anything unusual. */
export function readGitPath(text: string): string {
  const bare = text.replace(/\t$/, '');
  if (!bare.startsWith('"')) return bare;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [piece] of bare.slice(1, bare.lastIndexOf('"')).matchAll(/\\[0-7]{3}|\\.|[^\\]+/gs)) {
    if (!piece.startsWith('\\')) bytes.push(...encoder.encode(piece));
    else if (piece.length === 4) bytes.push(Number.parseInt(piece.slice(1), 8));
    else bytes.push(escapes[piece.slice(1)] ?? piece.charCodeAt(1));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

const withoutPrefix = (path: string): string => path.replace(/^[ab]\//, '');

/** From a `---` or `+++` line; null for `/dev/null`. */
export function readSidePath(text: string): string | null {
  const path = readGitPath(text);
  return path === '/dev/null' ? null : withoutPrefix(path);
}

/**
 * Both paths of a `diff --git` line. It cannot be told where unquoted names with spaces end, but both are the same
 * wherever git does not name them again below, so the line is cut in half.
 */
export function readHeaderPaths(text: string): { oldPath: string; newPath: string } {
  const quoted = /^("(?:\\.|[^"\\])*"|\S+) ("(?:\\.|[^"\\])*"|\S+)$/.exec(text);
  const half = (text.length - 1) / 2;
  const [old = text, fresh = text] =
    quoted === null ? [text.slice(0, half), text.slice(half + 1)] : [quoted[1], quoted[2]];
  return { oldPath: withoutPrefix(readGitPath(old)), newPath: withoutPrefix(readGitPath(fresh)) };
}
