import type { MicrophoneProblem } from '#features/voice/capture/microphone-problem.ts';
import type { VoiceProblem } from '#features/voice/session/voice-state.ts';

interface Help {
  title: string;
  hint: string;
}

const microphone: Record<MicrophoneProblem, Help> = {
  refused: {
    title: 'This page may not use the microphone.',
    hint: 'Allow it beside the address bar (on a phone: in the browser’s settings for this site), check that the system lets the browser use it, and try again.',
  },
  none: {
    title: 'No microphone was found.',
    hint: 'Plug one in or turn one on, check that the system shows it, and try again.',
  },
  in_use: {
    title: 'The microphone cannot be opened.',
    hint: 'Another program may be using it. Close calls and recorders, or choose another microphone under Settings, and try again.',
  },
  insecure: {
    title: 'Browsers give a microphone only to secure pages.',
    hint: 'Open this page by https, or on the same machine by localhost. Writing works as it is.',
  },
  unsupported: {
    title: 'This browser cannot record sound.',
    hint: 'Use a current Chrome, Edge, Firefox or Safari, or write instead.',
  },
  unplugged: {
    title: 'The microphone went away.',
    hint: 'What was said until then is sent. Plug it in again or choose another one under Settings.',
  },
  broken: {
    title: 'The microphone could not be started.',
    hint: 'Try again. If it stays so, load the page anew or try another microphone under Settings.',
  },
};

const others = {
  no_hands_free: {
    title: 'This browser cannot listen hands-free.',
    hint: 'It does not give the sound while you speak. Tap or hold the microphone instead, or use a current Chrome, Edge, Firefox or Safari.',
  },
  not_said: {
    title: 'Heard and kept, but not sent to the chat.',
    hint: 'Nothing was done about it. Send it as it stands, or say it again.',
  },
  cut_off: {
    title: 'The end of what you said did not arrive.',
    hint: 'The connection broke before all of it was sent. Look at what was understood, and say the rest again.',
  },
  not_dropped: {
    title: 'What you cancelled may be kept.',
    hint: 'The connection broke before the server knew of it. Look under Recordings, where it can be deleted.',
  },
  hidden: {
    title: 'The microphone was turned off, as this page was out of sight.',
    hint: 'What you had said until then was sent.',
  },
  line: {
    title:
      'The connection did not come back. If you had begun to speak, look under Recordings for what arrived.',
    hint: '',
  },
} satisfies Partial<Record<VoiceProblem['kind'], Help>>;

const elsewhere: Help = {
  title: 'Another window of this browser listens.',
  hint: 'Two would hear you twice, and have everything done twice. Speak there, or listen here instead.',
};
const taken: Help = {
  title: 'Another window of this browser listens now.',
  hint: 'What you had said here until then was sent.',
};

/** What went wrong, and what helps. */
export function troubleWords(problem: VoiceProblem): Help {
  if (problem.kind === 'microphone') return microphone[problem.problem];
  if (problem.kind === 'elsewhere') return problem.isTaken ? taken : elsewhere;
  return problem.kind === 'turn' ? { title: problem.detail, hint: '' } : others[problem.kind];
}
