import { recordingStatuses, Transcript } from '@overmind/contracts/entities/recording';
import { z } from 'zod';
import { AnyText, Count, Id, nullable, rowOf, Time } from './primitives.ts';

const Name = z.string().max(200);

export const voiceRows = {
  recordings: rowOf('recordings', {
    id: Id,
    project_id: Id,
    conversation_id: nullable.id,
    title: z.string().max(1_000),
    source: z.enum(['upload', 'voice']),
    mime_type: z.enum(['audio/wav', 'audio/webm', 'audio/mp4', 'audio/ogg', 'audio/mpeg', 'audio/flac']),
    size_bytes: z.number().int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    duration_ms: Count.nullable(),
    peaks: z.array(z.number().int().min(0).max(100)).max(2_000),
    notice: nullable.text,
    status: z.enum(recordingStatuses),
    error: nullable.text,
    engine: Name.nullable(),
    language: Name.nullable(),
    wanted_language: Name.nullable(),
    transcript_text: AnyText.nullable(),
    transcript_json: Transcript.nullable(),
    transcribed_ms: Count,
    created_by_user_id: nullable.id,
    created_at: Time,
    updated_at: Time,
  }),
  recording_tasks: rowOf('recording_tasks', { recording_id: Id, task_id: Id }),
  corrections: rowOf('corrections', {
    id: Id,
    project_id: Id,
    heard: z.string().min(1).max(100),
    meant: z.string().min(1).max(100),
    created_by_user_id: nullable.id,
    created_at: Time,
  }),
};
