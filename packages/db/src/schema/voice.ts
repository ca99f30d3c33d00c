import type { Transcript, TranscriptSegment } from '@overmind/contracts/entities/recording';
import type { VoiceFormat } from '@overmind/contracts/frames/voice';
import type { ColumnType, Generated } from 'kysely';
import type { DefaultTime, Json, NullTime, Optional, Time } from './columns.ts';

export interface RecordingsTable {
  id: string;
  project_id: string;
  conversation_id: Optional<string>;
  title: string;
  source: 'upload' | 'voice';
  storage_path: string;
  mime_type: string;
  size_bytes: number;
  sha256: string;
  duration_ms: Optional<number>;
  peaks: Json<number[]>;
  notice: Optional<string>;
  status: Generated<'stored' | 'transcribing' | 'transcribed' | 'failed'>;
  error: Optional<string>;
  engine: Optional<string>;
  language: Optional<string>;
  wanted_language: Optional<string>;
  transcript_text: Optional<string>;
  transcript_json: ColumnType<Transcript | null, string | null | undefined, string | null>;
  transcribed_ms: Generated<number>;
  failures: Generated<number>;
  not_before: DefaultTime;
  is_pending_message: Generated<boolean>;
  created_by_user_id: Optional<string>;
  created_at: DefaultTime;
  updated_at: DefaultTime;
  /** When it came here: one that was imported is older. */
  here_since: DefaultTime;
}

export interface RecordingSegmentsTable {
  recording_id: string;
  start_ms: number;
  segment: Json<TranscriptSegment>;
}

export interface RecordingTasksTable {
  recording_id: string;
  task_id: string;
}

export interface VoiceCapturesTable {
  id: string;
  project_id: string;
  conversation_id: Optional<string>;
  user_id: Optional<string>;
  format: Json<VoiceFormat>;
  language: Optional<string>;
  size_bytes: Generated<number>;
  epoch: Generated<number>;
  stopped_at: NullTime;
  opened_at: DefaultTime;
  seen_at: DefaultTime;
}

export interface VoicePartsTable {
  capture_id: string;
  start_byte: number;
  size_bytes: number;
  storage_path: string;
}

export interface CorrectionsTable {
  id: string;
  project_id: string;
  heard: string;
  meant: string;
  created_by_user_id: Optional<string>;
  created_at: DefaultTime;
}

export interface RepositoryWordsTable {
  project_id: string;
  repo_path: string;
  words: string[];
  look_at: Time;
}

export interface SpokenTextsTable {
  key: string;
  storage_path: string;
  size_bytes: number;
  used_at: DefaultTime;
}

export interface FileRemovalsTable {
  storage_path: string;
  remove_at: Time;
}
