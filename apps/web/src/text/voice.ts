import type { VoicePhase } from '#features/voice/session/voice-state.ts';

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

export const voice = {
  title: 'Voice',
  phases: {
    idle: 'The microphone is off.',
    connecting: 'Turning the microphone on…',
    listening: 'Listening. Speak now.',
    hearing: 'Hearing you…',
    understanding: 'Understanding…',
    speaking: 'Answering aloud…',
    trouble: 'The microphone is off.',
  } satisfies Record<VoicePhase, string>,
  listeningOnce: 'Listening. Speak now; it is sent when you pause.',
  waiting: 'Hands-free: listening for your voice. Nothing is sent before you speak.',
  microphoneOn: 'Microphone on',
  service: (name: string) => `What you say is sent to ${name}.`,
  lineLost: 'The connection is lost. Keep speaking: what you say is kept and sent when it is back.',
  lineLostAfter: 'The connection is lost. What you said is kept and sent when it is back.',
  hearingLost:
    'The server no longer hears along. Go on: what you say is kept, and heard once you send it or fall silent.',
  nothingHeard: 'No words were heard. Speak a little louder or nearer to the microphone, and try again.',
  cancel: 'Cancel',
  cancelHint: 'Cancel (Esc)',
  send: 'Send',
  end: 'Turn off',
  silence: 'Stop speaking',
  mute: 'Do not say answers aloud',
  unmute: 'Say answers aloud',
  handsFree: 'Hands-free',
  tryAgain: 'Try again',
  level: 'Level of the microphone',
  heardSoFar: 'Heard so far',
  sayAgain: 'Say it again',
  sendKept: 'Send it as it stands',
  speakByTap: 'Speak by tapping',
  turnOnAgain: 'Turn it on again',
  openRecording: 'Open the recording',
  openRecordings: 'Open recordings',
  speechProblem: (detail: string) => `The answer could not be said aloud: ${detail}`,
  notLoaded: 'Speaking could not be loaded. Look at the connection and press again.',
  speechBlocked: 'the browser allows no sound until you press something in this page.',
  asks: (who: string, said: string) => `${who} asks: ${said}`,
  choicesAloud: (labels: readonly string[]) =>
    `You can say: ${labels.map((label, index) => `${numbers[index] ?? index + 1}, ${label}`).join('; ')}.`,
} as const;
