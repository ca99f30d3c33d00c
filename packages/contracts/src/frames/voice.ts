import { z } from 'zod';
import { Timestamp, Uuid } from '../entities/primitives.ts';
import { TranscriptSegment } from '../entities/recording.ts';

/** Close codes of `/ws/voice` beside those of `/ws`. A turn that falls `idle` waits to be gone on with. */
export const voiceCloseCodes = { idle: 4408, too_long: 4413, taken_over: 4409 } as const;

/** A spoken turn is no longer than this; a longer one is closed with what was heard kept. */
export const maxUtteranceMs = 120_000;
/** A turn whose line broke waits this long to be gone on with. */
export const voiceResumeMs = 30_000;
/**
 * On average over `voiceFramesCountedMs`: a line that stood still brings at once what was said meanwhile (25 frames for each of
 * up to 15 s), and a file is said faster than it sounds.
 */
export const maxVoiceFramesPerSecond = 100;
export const voiceFramesCountedMs = 4_000;
/** Frames may wait while the turn before them is finished; more than this and the socket is closed with 4429. */
export const maxVoiceQueuedBytes = 1024 * 1024;

/** Those that microphones have; each has a small common divisor with the rate that is heard. */
export const voiceSampleRates: readonly number[] = [
  ...[8_000, 11_025, 12_000, 16_000, 22_050, 24_000],
  ...[32_000, 44_100, 48_000, 88_200, 96_000],
];

/** What the microphone gives: samples as they are, or what a browser's `MediaRecorder` writes. */
export const VoiceFormat = z.strictObject({
  format: z.enum(['s16le', 'f32le']).optional().meta({ description: 'of samples, one channel' }),
  sample_rate: z
    .number()
    .refine((rate) => voiceSampleRates.includes(rate), {
      error: `Give one of these sample rates: ${voiceSampleRates.join(', ')}.`,
    })
    .meta({ enum: voiceSampleRates })
    .default(16_000),
  mime_type: z
    .string()
    .max(100)
    .regex(/^audio\/[\w.+-]+(;\s*codecs=[\w.,"+ -]+)?$/, 'Give the type of an audio file.')
    .optional()
    .meta({ description: 'in place of a format: the bytes are a file of this type' }),
});
export type VoiceFormat = z.infer<typeof VoiceFormat>;

const VoiceStart = z
  .strictObject({
    type: z.literal('start'),
    ...VoiceFormat.shape,
    language: z.string().min(2).max(35).optional(),
    resume_id: Uuid.optional().meta({ description: 'the turn to go on with' }),
  })
  .refine(({ format, mime_type }) => (format === undefined) !== (mime_type === undefined), {
    error: 'Give either a format of samples or a mime_type.',
  });

/**
 * `GET /ws/voice?project_id=…&conversation_id=…`: a spoken turn. `start`, then the audio as binary frames, then `stop`
 * or `cancel`; after its end another may start. A turn whose line broke is gone on with by a `start` that names it,
 * from the byte that was last acknowledged.
 */
export const VoiceClientFrame = z.discriminatedUnion('type', [
  VoiceStart,
  z.strictObject({ type: z.literal('stop') }),
  z.strictObject({ type: z.literal('cancel') }),
  z.strictObject({ type: z.literal('ping') }),
]);
export type VoiceClientFrame = z.infer<typeof VoiceClientFrame>;

export const voiceErrorCodes = [
  'off',
  'busy',
  'no_model',
  'language_unknown',
  'bad_audio',
  'not_resumable',
  'too_long',
  'not_said',
  'storage_full',
  'failed',
] as const;

export const VoiceServerFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    recording_id: Uuid.meta({ description: 'what the turn is gone on with by, and its recording later' }),
    acked_bytes: z.number().int().meta({ description: 'how much of the audio is stored' }),
    is_live: z.boolean().meta({ description: 'partial words come while it is spoken' }),
  }),
  z.object({
    type: z.literal('hearing').meta({
      description: 'at the beginning of a line, and once more when what was being loaded is there',
    }),
    is_loading: z
      .boolean()
      .meta({ description: 'what hears is being loaded: what is said meanwhile is heard after it' }),
  }),
  z.object({ type: z.literal('ack'), bytes: z.number().int().meta({ description: 'stored so far' }) }),
  z.object({ type: z.literal('speech.started'), at_ms: z.number().int() }),
  z.object({
    type: z.literal('speech.ended'),
    at_ms: z.number().int(),
    is_unfinished: z.boolean().default(false).meta({ description: 'nobody ends a sentence with its words' }),
  }),
  z.object({
    type: z.literal('transcript.partial'),
    text: z.string(),
    stable_chars: z.number().int().meta({ description: 'so much of the text will not change any more' }),
  }),
  z.object({
    type: z.literal('hearing.lost').meta({
      description:
        'it is no longer heard along: the turn goes on, is heard when it has ended, and its end is not told',
    }),
    detail: z.string(),
  }),
  z.object({
    type: z.literal('transcript.final'),
    text: z.string(),
    segments: z.array(TranscriptSegment),
    recording_id: Uuid.nullable().meta({ description: 'null where nothing was said' }),
    message_id: Uuid.nullable().meta({
      description: 'null where it was kept and not said in the conversation: an error before it says why',
    }),
  }),
  z.object({ type: z.literal('canceled') }),
  z.object({
    type: z.literal('error'),
    code: z.enum(voiceErrorCodes),
    retryable: z.boolean(),
    detail: z.string(),
    turn_id: Uuid.optional().meta({ description: 'the turn that it is about, where there was one already' }),
    recording_id: Uuid.nullable().meta({
      description: 'where what was said is kept, or waits to be gone on with; null where nothing of it is',
    }),
  }),
  z.object({ type: z.literal('pong') }),
]);
export type VoiceServerFrame = z.infer<typeof VoiceServerFrame>;

/** On `/ws`, to everyone who watches the project: how far a recording is heard. Not stored. */
export const TranscriptPartialFrame = z.object({
  type: z.literal('transcript.partial'),
  ts: Timestamp,
  project_id: Uuid,
  recording_id: Uuid,
  text: z.string().meta({ description: 'the newest words' }),
  transcribed_ms: z.number().int(),
});
export type TranscriptPartialFrame = z.infer<typeof TranscriptPartialFrame>;
