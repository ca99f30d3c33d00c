import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ExportFile } from '../conversations/export-file.ts';

/** All of a file that is read while it is taken. */
export const readWhole = ({ content }: ExportFile): Promise<string> => text(Readable.from(content));
