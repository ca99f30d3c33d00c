import { z } from 'zod';

export const voiceModes = ['push_to_talk', 'hands_free'] as const;

/** Whether and how people speak in a project; what somebody chose for their own browser goes before mode, voice, language. */
export const VoiceRules = z.strictObject({
  recognition: z.boolean().default(true).meta({
    description: 'voices are heard: spoken turns and uploaded recordings become text',
  }),
  synthesis: z.boolean().default(true).meta({ description: 'answers may be said aloud' }),
  voice: z.string().trim().min(1).max(100).nullable().default(null).meta({
    description: "which of the server's voices speaks; its usual one when null",
  }),
  language: z
    .string()
    .trim()
    .min(2)
    .max(35)
    .nullable()
    .default(null)
    .meta({ description: 'what is spoken, e.g. en; what the server takes when null' }),
  mode: z.enum(voiceModes).default('push_to_talk').meta({ description: 'how the microphone is used' }),
});
export type VoiceRules = z.infer<typeof VoiceRules>;
