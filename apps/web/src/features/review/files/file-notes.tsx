import { review as text } from '#text/review.ts';
import type { DiffFile } from '../diff/diff-file.ts';

/** What a diff says of a file beside its lines: its mode, its name, that it is binary. */
export function FileNotes({ file }: { file: DiffFile }) {
  const notes = notesOf(file);
  if (notes.length === 0) return null;
  return (
    <ul className="border-b px-3 py-1.5 text-ink-2 text-xs last:border-b-0">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function notesOf({ kind, modes, isBinary, hunks, endsWithNewline }: DiffFile): string[] {
  const notes: string[] = [];
  if (kind !== 'modify') notes.push(text.kinds[kind]);
  if (modes !== null) notes.push(text.modes(modes.old, modes.new));
  if (isBinary) notes.push(text.binary);
  else if (hunks.length === 0) notes.push(text.noLines);
  if (!endsWithNewline.new && endsWithNewline.old && kind !== 'add') notes.push(text.newlineGone);
  return notes;
}
