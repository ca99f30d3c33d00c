import { z } from 'zod';
import { ProviderFault } from '../failures/provider-fault.ts';

const Line = z.looseObject({ error: z.string().optional() });
const mostLineChars = 8 * 1024 * 1024;

/**
 * Looks at what Ollama says before its library does, which drops errors and what it cannot read, and prints that to the
 * console.
 */
export const readingLines =
  (send: typeof fetch): typeof fetch =>
  async (input, init) => {
    const response = await send(input, init);
    const { status, statusText, headers } = response;
    if (!response.ok) return new Response(await libraryError(response), { status, statusText, headers });
    if (response.body === null) return response;
    const body = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(checkedLines())
      .pipeThrough(new TextEncoderStream());
    return new Response(body, { status, statusText, headers });
  };

/** Ollama says `{"error":"…"}`, its library looks for a message in there. */
async function libraryError(response: Response): Promise<string> {
  const text = await response.text();
  const said = Line.safeParse(parse(text)).data?.error;
  if (said === undefined) return text;
  return JSON.stringify({ error: { message: said, type: 'error', param: null, code: null } });
}

function checkedLines(): TransformStream<string, string> {
  let rest: string[] = [];
  let restChars = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const end = chunk.lastIndexOf('\n');
      restChars += chunk.length;
      if (restChars > mostLineChars)
        throw new ProviderFault('bad_answer', 'failed: a line of its answer has no end');
      if (end === -1) return void rest.push(chunk);
      const whole = rest.join('') + chunk.slice(0, end + 1);
      rest = [chunk.slice(end + 1)];
      restChars = chunk.length - end - 1;
      for (const line of whole.split('\n')) check(line);
      controller.enqueue(whole);
    },
    flush(controller) {
      const last = rest.join('');
      check(last);
      controller.enqueue(last);
    },
  });
}

function check(line: string): void {
  if (line.trim() === '') return;
  const parsed = Line.safeParse(parse(line));
  if (!parsed.success) throw new ProviderFault('bad_answer', 'failed: it sent a line that is no JSON object');
  if (parsed.data.error !== undefined)
    throw new ProviderFault('provider_failed', `failed: ${parsed.data.error}`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // Told by whoever asked.
  }
}
