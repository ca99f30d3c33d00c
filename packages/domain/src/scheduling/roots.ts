/** Whether an absolute path lies in one of the roots. Compares text only: the runner resolves real paths itself. */
export function rootsHold(roots: readonly string[], path: string): boolean {
  const wanted = segments(path);
  if (wanted.includes('..')) return false;
  return roots.some((root) => {
    const held = segments(root);
    return held.every((segment, index) => segment === wanted[index]);
  });
}

function segments(path: string): string[] {
  return path.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.');
}
