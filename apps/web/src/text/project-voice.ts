import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';

export const projectVoice = {
  title: 'Voice',
  titleHint: 'For everyone here. Whoever chose otherwise in a browser of theirs keeps that there.',
  recognition: 'Voices are heard',
  recognitionHint: 'Spoken turns and uploaded recordings become text. Turned off, the server takes neither.',
  synthesis: 'Answers may be said aloud',
  synthesisHint: 'Turned off, the server says nothing aloud for this project.',
  mode: 'How people speak',
  modes: {
    push_to_talk: 'Push to talk',
    hands_free: 'Hands-free',
  } satisfies Record<VoiceRules['mode'], string>,
  language: 'Language that is spoken here',
  usualLanguage: 'What the server takes',
  unheard: (language: string) => `${language} (not heard here)`,
  voice: 'Voice that answers',
  voiceHint: 'Voices of the server.',
  usualVoice: 'The usual one',
  goneVoice: (id: string) => `${id} (not there any more)`,
  keepDays: 'Days that recordings are kept',
  keepDaysHint: 'From 1 to 3,650. Those that tasks came from stay.',
} as const;
