import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';

export type ToolCall = Extract<TranscriptEntry, { kind: 'tool_call' }>;
