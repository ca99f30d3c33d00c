import { describe, expect, it } from 'vitest';
import { nextVoice, silent, type VoiceEvent, type VoiceState } from './voice-state.ts';

const after = (...events: VoiceEvent[]): VoiceState => events.reduce(nextVoice, silent);
const on = (mode: 'held' | 'tapped' | 'hands_free'): VoiceEvent[] => [
  { type: 'pressed', mode },
  { type: 'microphone_on' },
];
const said: VoiceEvent = { type: 'partial', text: 'run the tests', stableChars: 7 };

describe('a spoken turn', () => {
  it('goes from the press over the voice to what was understood, and is silent again', () => {
    const phases: string[] = [];
    let state = silent;
    for (const event of [
      ...on('held'),
      { type: 'speech_started' },
      said,
      { type: 'released' },
      { type: 'final', text: 'Run the tests.' },
    ] satisfies VoiceEvent[]) {
      state = nextVoice(state, event);
      phases.push(state.phase);
    }
    expect(phases).toEqual(['connecting', 'listening', 'hearing', 'hearing', 'understanding', 'idle']);
    expect(state).toEqual(silent);
  });

  it('shows the microphone off as soon as the key is let go, and the words until they are understood', () => {
    const state = after(...on('held'), said, { type: 'released' });
    expect(state).toMatchObject({ phase: 'understanding', isMicrophoneOn: false, text: 'run the tests' });
  });

  it('listens on after a hands-free turn, and after what is said aloud', () => {
    const turn: VoiceEvent[] = [said, { type: 'released' }, { type: 'final', text: 'Run the tests.' }];
    expect(after(...on('hands_free'), ...turn)).toMatchObject({
      ...{ phase: 'listening', isMicrophoneOn: true, text: '' },
    });
    expect(
      after(...on('hands_free'), ...turn, { type: 'speaking_began' }, { type: 'speaking_ended' }).phase,
    ).toBe('listening');
  });

  it('hears who speaks into an answer, and lets the end of an older turn not end a newer one', () => {
    const interrupted = after(...on('hands_free'), { type: 'speaking_began' }, { type: 'speech_started' });
    expect(interrupted.phase).toBe('hearing');
    expect(nextVoice(interrupted, { type: 'final', text: 'before' }).phase).toBe('hearing');
  });

  it('says why an answer could not be said, until one can', () => {
    const failed: VoiceEvent = { type: 'speech_failed', detail: 'The server cannot be reached.' };
    const state = after(...on('hands_free'), { type: 'speaking_began' }, failed, { type: 'speaking_ended' });
    expect(state.speechProblem).toBe('The server cannot be reached.');
    expect(nextVoice(state, { type: 'speaking_began' }).speechProblem).toBeNull();
  });

  it('says when nothing was heard, until the next press', () => {
    const state = after(...on('tapped'), { type: 'released' }, { type: 'final', text: '' });
    expect(state.isNothingHeard).toBe(true);
    expect(nextVoice(state, { type: 'pressed', mode: 'held' }).isNothingHeard).toBe(false);
  });

  it.each<[string, VoiceEvent]>([
    ['somebody is heard', { type: 'speech_started' }],
    ['words are heard', said],
    ['it is understood', { type: 'final', text: 'Run the tests.' }],
    ['it is no longer heard along', { type: 'hearing_lost' }],
    ['what hears is there', { type: 'hearing_loading', isLoading: false }],
    ['it is turned off', { type: 'ended' }],
  ])('says that it gets ready to hear until %s', (_, event) => {
    const loading = after(...on('tapped'), { type: 'hearing_loading', isLoading: true });
    expect(nextVoice(loading, { type: 'released' }).isHearingLoading).toBe(true);
    expect(nextVoice(loading, event).isHearingLoading).toBe(false);
  });

  it('keeps a trouble on screen until the next press', () => {
    const state = after(...on('held'), { type: 'failed', problem: { kind: 'line' } });
    expect(nextVoice(state, { type: 'canceled' })).toMatchObject({ phase: 'trouble' });
    expect(nextVoice(state, { type: 'pressed', mode: 'held' })).toMatchObject({ problem: null });
  });

  it('never shows the microphone off while it is on, whatever happens in whatever order', () => {
    const all: VoiceEvent[] = [
      ...on('held'),
      ...on('hands_free'),
      ...[{ type: 'speech_started' } as const, said, { type: 'released' } as const],
      ...[{ type: 'final', text: '' } as const, { type: 'canceled' } as const],
      ...[{ type: 'speaking_began' } as const, { type: 'speaking_ended' } as const],
      ...[{ type: 'failed', problem: { kind: 'line' } } as const, { type: 'ended' } as const],
      { type: 'mode_changed', mode: 'tapped' },
    ];
    let pairs: VoiceState[] = [silent];
    for (let depth = 0; depth < 4; depth++) {
      pairs = pairs.flatMap((state) => all.map((event) => nextVoice(state, event)));
      const wrong = pairs.filter(
        ({ phase, isMicrophoneOn }) => isMicrophoneOn && (phase === 'idle' || phase === 'trouble'),
      );
      expect(wrong).toEqual([]);
    }
  });
});
