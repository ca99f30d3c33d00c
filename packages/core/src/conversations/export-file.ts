export type FileFormat = 'json' | 'markdown';

export interface ExportFile {
  name: string;
  mimeType: string;
  /** Read from the database while it is taken; it throws where the conversation goes meanwhile. */
  content: AsyncIterable<string>;
}

const formats = {
  json: { ending: 'json', mimeType: 'application/json' },
  markdown: { ending: 'md', mimeType: 'text/markdown; charset=utf-8' },
} as const;

/** A file named after its conversation. */
export function exportFile(
  kind: 'chat' | 'discussion',
  { id, created_at }: { id: string; created_at: string },
  format: FileFormat,
  content: AsyncIterable<string>,
): ExportFile {
  const { ending, mimeType } = formats[format];
  return { name: `${kind}-${created_at.slice(0, 10)}-${id.slice(0, 8)}.${ending}`, mimeType, content };
}

const longestTitle = 200;

/** A title as files take it; archives of projects may bring longer ones. */
export const fileTitle = (title: string): string =>
  title.slice(0, longestTitle).toWellFormed().trim() || 'Untitled';
