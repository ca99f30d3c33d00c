import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';
import { maxUtterance } from './request.ts';

export const recordingStatuses = ['stored', 'transcribing', 'transcribed', 'failed'] as const;
export const RecordingStatus = z.enum(recordingStatuses);
export type RecordingStatus = z.infer<typeof RecordingStatus>;

const Seconds = z.number().min(0).meta({ description: 'seconds from the beginning of the recording' });

/** A stretch of speech. Where a correction of the project changed it, `raw` is what was heard. */
export const TranscriptSegment = z.object({
  start: Seconds,
  end: Seconds,
  text: z.string(),
  raw: z.string().optional().meta({ description: 'what was heard, where a correction changed it' }),
  confidence: z.number().min(0).max(1),
  words: z.array(z.object({ text: z.string(), start: Seconds, end: Seconds })).optional(),
});
export type TranscriptSegment = z.infer<typeof TranscriptSegment>;

export const Transcript = z.object({
  language: z.string().nullable(),
  segments: z.array(TranscriptSegment),
});
export type Transcript = z.infer<typeof Transcript>;

/** Something that was said: an utterance into the microphone, or a file that someone brought. */
export const Recording = z.object({
  id: Uuid,
  project_id: Uuid,
  conversation_id: Uuid.nullable(),
  title: z.string(),
  source: z.enum(['upload', 'voice']),
  mime_type: z.string(),
  size_bytes: z.number().int(),
  duration_ms: z.number().int().nullable(),
  status: RecordingStatus,
  error: z.string().nullable().meta({ description: 'why it has no transcript, and what helps' }),
  notice: z.string().nullable().meta({ description: 'what is odd about the file, such as that it was cut' }),
  transcribed_ms: z.number().int().meta({ description: 'how far it is heard' }),
  language: z.string().nullable(),
  engine: z.string().nullable().meta({ description: 'what heard it' }),
  is_pending_message: z.boolean().meta({ description: 'its text becomes a message once it is known' }),
  created_by_user_id: Uuid.nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Recording = z.infer<typeof Recording>;

/** In a list: what of the transcript fits the search, or how it begins. */
export const RecordingItem = Recording.extend({
  excerpt: z.string(),
  said: z
    .object({ start_ms: z.number().int(), end_ms: z.number().int(), text: z.string() })
    .optional()
    .meta({ description: 'in those of a task: where and how it was asked for, where that was in this one' }),
});
export type RecordingItem = z.infer<typeof RecordingItem>;

export const RecordingDetail = Recording.extend({
  sha256: z.string(),
  peaks: z.array(z.number().int().min(0).max(100)).meta({
    description: 'loudest moment of each of as many equal parts, to draw',
  }),
  transcript_text: z.string().nullable(),
  transcript: Transcript.nullable(),
  tasks: z.array(
    z.object({
      ...{ id: Uuid, key: z.string(), title: z.string() },
      is_origin: z.boolean().meta({ description: 'the task was asked for in this recording' }),
    }),
  ),
  messages: z.array(Uuid).meta({ description: 'messages that were said in it, oldest first' }),
});
export type RecordingDetail = z.infer<typeof RecordingDetail>;

/** Where in a recording a message was said. */
export const SpokenIn = z.object({
  id: Uuid,
  start_ms: z.number().int(),
  end_ms: z.number().int(),
});
export type SpokenIn = z.infer<typeof SpokenIn>;

export const RecordingPatch = z.strictObject({ title: Line(200) });
export const RecordingTasks = z.strictObject({ task_ids: z.array(Uuid).max(200) });
/** No recording is as long. */
const mostMs = 24 * 3_600_000;
export const RecordingMessage = z
  .strictObject({
    content: Text(maxUtterance)
      .refine((text) => text.trim() !== '', { error: 'Say or type something.' })
      .optional()
      .meta({ description: 'the transcript of the range where left out' }),
    start_ms: z.number().int().min(0).max(mostMs).optional(),
    end_ms: z.number().int().min(1).max(mostMs).optional(),
  })
  .refine(({ start_ms = 0, end_ms = mostMs + 1 }) => start_ms < end_ms, {
    path: ['end_ms'],
    error: 'The end comes before the beginning.',
  });
export type RecordingMessage = z.infer<typeof RecordingMessage>;

/** A word that is heard wrongly here, and what is meant by it. */
export const Correction = z.object({
  id: Uuid,
  project_id: Uuid,
  heard: z.string(),
  meant: z.string(),
  created_by_user_id: Uuid.nullable(),
  created_at: Timestamp,
});
export type Correction = z.infer<typeof Correction>;

const Phrase = Line(100).refine((text) => /[\p{L}\p{N}]/u.test(text), { error: 'Give words.' });
export const NewCorrection = z.strictObject({ heard: Phrase, meant: Line(100) });
export const CorrectionPatch = z.strictObject({ heard: Phrase.optional(), meant: Line(100).optional() });
