import type { Recording } from '@overmind/contracts/entities/recording';
import { waitFor } from '@overmind/testing/wait-for';
import type { Person } from './people.ts';
import type { Answer } from './send.ts';
import { send } from './send.ts';

const boundary = '----overmind-test';

interface FormPart {
  name: string;
  fileName?: string;
  content: Buffer | string;
}

/** A multipart form as a browser writes it. */
export function toForm(parts: readonly FormPart[]): Buffer {
  const chunks = parts.flatMap(({ name, fileName, content }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`;
    const type = fileName === undefined ? '' : 'content-type: audio/wav\r\n';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n${type}\r\n`;
    return [Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')];
  });
  return Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
}

export const formType = `multipart/form-data; boundary=${boundary}`;

export const postForm = (
  server: { port: number },
  person: { token: string },
  conversationId: string,
  body: Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  send(server, {
    ...{ method: 'POST', path: `/api/conversations/${conversationId}/recordings`, token: person.token, body },
    headers: { 'content-type': formType, ...headers },
  });

export const fileForm = (content: Buffer, fileName = 'talk.wav'): Buffer =>
  toForm([{ name: 'file', fileName, content }]);

/** The recording once it is heard. */
export const heardRecording = (server: { port: number }, person: Person, id: string): Promise<Recording> =>
  waitFor(
    async () => {
      const { json } = await send(server, { path: `/api/recordings/${id}`, token: person.token });
      return ['transcribed', 'failed'].includes(json.status) ? (json as Recording) : undefined;
    },
    { what: 'the recording to be heard' },
  );
