import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { AppError } from '@overmind/contracts/errors';

export interface FormFile {
  content: Readable;
  /** As its sender calls it: words for people, and never a path of ours. */
  name: string;
  /** Those that stood before the file. */
  fields: ReadonlyMap<string, string>;
}

const limits = { files: 1, fields: 8, parts: 10, fieldSize: 1_000, fieldNameSize: 100, headerPairs: 20 };

const idleMs = 60_000;
const stalled = (): AppError =>
  new AppError('request_timeout', 'Nothing more of the file came for a minute. Send it again.');
const malformed = (detail: string, cause?: unknown): AppError => new AppError('malformed', detail, { cause });
const cutForm = (cause?: unknown): AppError => malformed('The form did not arrive whole.', cause);

function openForm(request: IncomingMessage): BusboyInstance {
  try {
    const type = request.headers['content-type'] ?? '';
    return new Busboy({ headers: { ...request.headers, 'content-type': type }, limits });
  } catch (error) {
    throw malformed('The form has no boundary, or none that can be read.', error);
  }
}

/**
 * The file of a form, while it arrives: `use` reads it to its end or throws. What comes after it is read and counts for
 * nothing, so that the sender hears the answer; fields stand before it. A form that was refused before its file came
 * gives none, and one that was cut in the file, or of which nothing more comes for a minute, makes the content fail.
 */
export async function readFormFile<T>(
  request: IncomingMessage,
  knownFields: readonly string[],
  use: (file: FormFile) => Promise<T>,
): Promise<T> {
  const form = openForm(request);
  const fields = new Map<string, string>();
  let content: Readable | null = null;
  let timer: NodeJS.Timeout | null = null;
  try {
    return await new Promise<T>((resolve, reject) => {
      let isRefused = false;
      const fail = (error: AppError): void => {
        // Whoever took all of it has decided what becomes of it.
        if (content?.readableEnded) return;
        isRefused = true;
        content?.destroy(error);
        reject(error);
      };
      form.on('field', (name, value) => {
        if (content !== null) return;
        if (!knownFields.includes(name))
          fail(malformed(`The form has an unknown field "${name.slice(0, 50)}".`));
        fields.set(name, value);
      });
      form.on('file', (field, stream, name = '') => {
        // One piece of the form may hold what was refused and the file behind it.
        if (isRefused) return void stream.resume();
        if (field !== 'file') return fail(malformed('Send the file as the field "file".'));
        content = stream;
        // Whoever reads it hears of it; until somebody does, it must not end the process.
        stream.on('error', () => {});
        use({ content: stream, name, fields }).then(resolve, reject);
      });
      form.on('finish', () => {
        if (content === null)
          reject(new AppError('invalid', 'The form holds no file. Send one as the field "file".'));
      });
      form.on('error', (error) => fail(cutForm(error)));
      timer = setTimeout(() => {
        // Where the disk is what is slow, its sender is not to blame.
        if (request.isPaused()) timer?.refresh();
        else if (!request.complete) fail(stalled());
      }, idleMs);
      request.on('data', () => timer?.refresh());
      request.once('close', () => request.complete || fail(cutForm()));
      request.pipe(form);
    });
  } finally {
    if (timer !== null) clearTimeout(timer);
    request.unpipe(form);
    request.resume();
  }
}
