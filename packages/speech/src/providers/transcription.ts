import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RecognitionOptions, Segment } from '../recognition.ts';
import { SpeechError } from '../speech-error.ts';

const Seconds = z.number().nonnegative();

/** What `verbose_json` looks like, in as far as all that speak it agree. */
const Transcription = z.object({
  language: z.string().nullish(),
  segments: z
    .array(
      z.object({
        start: Seconds,
        end: Seconds,
        text: z.string(),
        avg_logprob: z.number().nullish(),
        no_speech_prob: z.number().nullish(),
      }),
    )
    .nullish(),
  text: z.string().optional(),
});

const mostPrompt = 800;

/** The form that a transcription is asked for with. */
export function transcriptionForm(
  wav: Buffer,
  model: string,
  { language, vocabulary }: RecognitionOptions,
): { contentType: string; body: Buffer } {
  const boundary = `overmind-${randomUUID()}`;
  const fields: [string, string][] = [
    ['model', model],
    ['response_format', 'verbose_json'],
    ['temperature', '0'],
    ...(language === undefined ? [] : [['language', primary(language)] satisfies [string, string]]),
    ...(vocabulary?.length ? [['prompt', promptOf(vocabulary)] satisfies [string, string]] : []),
  ];
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="speech.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(parts.join('') + file),
    wav,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

const primary = (language: string): string => language.toLowerCase().split('-')[0] ?? language;

/** A name is one line, whatever it was. */
const promptOf = (vocabulary: readonly string[]): string =>
  vocabulary.join(', ').replaceAll(/\s+/g, ' ').slice(0, mostPrompt);

export interface Heard {
  segments: Segment[];
  /** BCP 47; null where the service did not say. */
  language: string | null;
}

/** Times count from `fromS`; a segment never leads past `endS`. */
export function readTranscription(body: Buffer, fromS: number, endS: number, origin: string): Heard {
  const { segments, text, language } = parse(body, origin);
  const heard = (segments ?? [{ start: 0, end: endS - fromS, text: text ?? '' }]).map((segment) => ({
    start_s: Math.min(endS, fromS + segment.start),
    end_s: Math.min(endS, fromS + Math.max(segment.start, segment.end)),
    text: segment.text.trim(),
    confidence: Math.exp(Math.min(0, logProbability(segment))),
    isSpeech: !isSilence(segment),
  }));
  return {
    segments: heard
      .filter(({ text: words, isSpeech }) => words !== '' && isSpeech)
      .map(({ isSpeech: _, ...segment }) => segment),
    language: language ? codeOf(language) : null,
  };
}

interface Judged {
  avg_logprob?: number | null | undefined;
  no_speech_prob?: number | null | undefined;
}

const logProbability = ({ avg_logprob }: Judged): number => avg_logprob ?? Math.log(0.5);

/** Whisper's own rule for text that it made up where nobody spoke. */
const isSilence = (segment: Judged): boolean =>
  (segment.no_speech_prob ?? 0) > 0.6 && logProbability(segment) < -1;

function parse(body: Buffer, origin: string): z.infer<typeof Transcription> {
  try {
    return Transcription.parse(JSON.parse(body.toString()));
  } catch (cause) {
    throw new SpeechError('failed', `${origin} answered with something that is no transcription.`, { cause });
  }
}

const spokenOf = 'en de fr es it pt nl pl ru uk cs sv da no fi tr ar he hi zh ja ko vi id ro hu el'.split(
  ' ',
);
const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** Some say `english`, some `en`. */
const codeOf = (language: string): string =>
  spokenOf.find((code) => names.of(code)?.toLowerCase() === language.toLowerCase()) ?? language.toLowerCase();
