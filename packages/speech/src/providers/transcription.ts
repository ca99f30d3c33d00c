import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RecognitionOptions, Segment } from '../recognition.ts';
import { SpeechError } from '../speech-error.ts';
import { placeWords, ToldWords, wordsOf } from './word-times.ts';

const Seconds = z.number().nonnegative();

const Part = z.object({
  start: Seconds,
  end: Seconds,
  text: z.string(),
  avg_logprob: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
  words: ToldWords,
});
type Part = z.infer<typeof Part>;

/** What `verbose_json` looks like, in as far as all that speak it agree. */
const Transcription = z.object({
  language: z.string().nullish(),
  segments: z.array(Part).nullish(),
  text: z.string().optional(),
  words: ToldWords,
});

const mostPrompt = 800;
const granularities: readonly [string, string][] = [
  ['timestamp_granularities[]', 'word'],
  ['timestamp_granularities[]', 'segment'],
];

/** The form that a transcription is asked for with. Segments have to be asked for where words are. */
export function transcriptionForm(
  wav: Buffer,
  model: string,
  { language, vocabulary, hasWordTimes }: RecognitionOptions & { hasWordTimes: boolean },
): { contentType: string; body: Buffer } {
  const boundary = `overmind-${randomUUID()}`;
  const fields: [string, string][] = [
    ['model', model],
    ['response_format', 'verbose_json'],
    ['temperature', '0'],
    ...(language === undefined ? [] : [['language', primary(language)] satisfies [string, string]]),
    ...(vocabulary?.length ? [['prompt', promptOf(vocabulary)] satisfies [string, string]] : []),
    ...(hasWordTimes ? granularities : []),
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

/** Times count from `fromS`; a segment never leads past `endS`, nor a word past its segment. */
export function readTranscription(body: Buffer, fromS: number, endS: number, origin: string): Heard {
  const { segments, text, language, words } = parse(body, origin);
  const parts: Part[] = segments ?? [{ start: 0, end: endS - fromS, text: text ?? '', words: null }];
  const told = wordsOf(parts, words);
  const heard = parts.map((part, index) => {
    const start_s = Math.min(endS, fromS + part.start);
    const end_s = Math.min(endS, fromS + Math.max(part.start, part.end));
    const placed = placeWords(told[index] ?? [], fromS, { start_s, end_s });
    return {
      ...{ start_s, end_s, text: part.text.trim() },
      confidence: Math.exp(Math.min(0, logProbability(part))),
      ...(placed.length === 0 ? {} : { words: placed }),
      isSpeech: !isSilence(part),
    };
  });
  return {
    segments: heard
      .filter(({ text: said, isSpeech }) => said !== '' && isSpeech)
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
