import { z } from 'zod';
import { Text, Uuid } from './primitives.ts';

export const SpeechPartState = z.object({
  state: z.enum(['ready', 'off', 'no_model', 'failed']),
  engine: z.string(),
  is_local: z.boolean().meta({ description: 'nothing leaves this machine' }),
  detail: z.string().nullable().meta({ description: 'what is wrong and what helps' }),
});

/** Whether the server can hear and speak, and with which voices. */
export const SpeechState = z.object({
  recognition: SpeechPartState,
  synthesis: SpeechPartState,
  languages: z.array(z.string()).nullable().meta({
    description: 'what can be heard, in BCP 47; null where only the service that hears knows',
  }),
  voices: z.array(z.object({ id: z.string(), title: z.string(), language: z.string() })),
  max_recording_bytes: z.number().int(),
});
export type SpeechState = z.infer<typeof SpeechState>;

export const maxSpokenChars = 5_000;
export const SpeechInput = z.strictObject({
  text: Text(maxSpokenChars).refine((text) => text.trim() !== '', { error: 'Give the text to speak.' }),
  voice: z.string().min(1).max(100).optional(),
  project_id: Uuid.optional().meta({
    description:
      'whose settings count: the voice where none is given, and whether there is speech at all. Else that of a token of one project',
  }),
  rate: z.number().min(0.5).max(2).default(1).meta({ description: "1 is the voice's own pace" }),
});
export type SpeechInput = z.infer<typeof SpeechInput>;
