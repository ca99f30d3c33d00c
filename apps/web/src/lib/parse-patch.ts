import { type FileData, parseDiff } from 'react-diff-view';

/** The parser wants git's header before each file, which a plain unified diff does not have. */
export function parsePatch(patch: string): FileData[] {
  if (patch.trim() === '') return [];
  const withHeader = patch.startsWith('diff --git') ? patch : `diff --git a/text b/text\n${patch}`;
  try {
    return parseDiff(withHeader);
  } catch {
    return [];
  }
}
