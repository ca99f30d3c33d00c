import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';
import { create } from 'zustand';
import { readLocal, writeLocal } from '#lib/local-store.ts';

/** Keys by their place on the keyboard; the modifiers work while somebody types too. */
export const talkKeys = ['KeyV', 'Backquote', 'F8', 'ControlRight', 'AltRight'] as const;
export type TalkKey = (typeof talkKeys)[number];

/** When answers are said aloud: for what was spoken, for everything, or not at all. */
export const replyWays = ['spoken', 'always', 'never'] as const;
export type ReplyWay = (typeof replyWays)[number];

/** What somebody chose for this browser. Null stands for what the project, the system or the server takes. */
export interface VoicePreferences {
  isOn: boolean;
  mode: VoiceRules['mode'] | null;
  talkKey: TalkKey | null;
  deviceId: string | null;
  hasHeadphones: boolean;
  language: string | null;
  replies: ReplyWay;
  voice: string | null;
  rate: number;
}

const storeKey = 'overmind:voice';
export const usualPreferences: VoicePreferences = {
  ...{ isOn: true, mode: null, talkKey: 'KeyV', deviceId: null, hasHeadphones: false },
  ...{ language: null, replies: 'spoken', voice: null, rate: 1 },
};

function restored(): VoicePreferences {
  try {
    const kept = JSON.parse(readLocal(storeKey) ?? '{}') as Partial<VoicePreferences>;
    return { ...usualPreferences, ...kept };
  } catch {
    return usualPreferences;
  }
}

export const useVoicePreferences = create<VoicePreferences>(restored);

export function preferVoice(change: Partial<VoicePreferences>): void {
  useVoicePreferences.setState(change);
  writeLocal(storeKey, JSON.stringify(useVoicePreferences.getState()));
}
