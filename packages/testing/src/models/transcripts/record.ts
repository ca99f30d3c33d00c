import { z } from 'zod';
import type { FormatName } from '../script.ts';
import type { Answer } from './transcript.ts';
import { type Heard, readStream, readWhole, streamData } from './wire-answers.ts';

export interface WireAnswer {
  status: number;
  contentType: string;
  retryAfter: string | null;
  body: string;
}

const mostMessage = 2_000;

/** What an answer of a provider says. Throws where it is not one of the format, or ends before its end. */
export function readAnswer(format: FormatName, answer: WireAnswer): Answer {
  const { status, retryAfter, body, contentType } = answer;
  if (status >= 300)
    return {
      ...{ status, message: messageIn(body) },
      ...(retryAfter === null ? {} : { retry_after: retryAfter }),
    };
  const isStream = /event-stream|ndjson/.test(contentType);
  const heard = isStream ? readStream[format](streamData(body)) : readWhole[format](JSON.parse(body));
  if (heard.finish === '') throw new Error('The answer ended before its end.');
  return answerOf(heard);
}

function answerOf({ texts, calls, finish, tokens }: Heard): Answer {
  const [input_tokens, output_tokens] = tokens;
  return {
    text: [...texts],
    tool_calls: calls.map(({ name, arguments: text }) => ({ name, arguments: argumentsIn(text) })),
    usage: { input_tokens, output_tokens },
    ...finishOf(finish, calls.length > 0),
  };
}

/** JSON that a model broke stays as it wrote it. */
function argumentsIn(text: string): string | Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data ?? text;
  } catch {
    return text;
  }
}

/** Some formats tell only that the answer is whole. */
function finishOf(word: string, isCalling: boolean): Pick<Extract<Answer, { text: unknown }>, 'finish'> {
  if (/length|max_tokens|incomplete/.test(word)) return { finish: 'length' };
  if (/filter|refusal/.test(word)) return { finish: 'content_filter' };
  return { finish: isCalling ? 'tool_calls' : 'stop' };
}

const Told = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

function messageIn(body: string): string {
  try {
    const { error } = Told.parse(JSON.parse(body));
    return (typeof error === 'string' ? error : error.message).slice(0, mostMessage);
  } catch {
    return body.slice(0, mostMessage);
  }
}
