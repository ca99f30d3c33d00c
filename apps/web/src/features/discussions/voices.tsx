'use client';
import type { Speaker } from '@overmind/contracts/entities/discussion';
import { createContext, useContext } from 'react';
import { room as text } from '#text/discussions.ts';

/** How one speaker is drawn wherever it appears. */
export interface Voice {
  key: string;
  name: string;
  /** At most two letters. */
  initials: string;
  /** Of its colour, in degrees; neighbours are far apart. */
  hue: number;
  weight: number;
  isFacilitator: boolean;
}

const firstHue = 235;
const goldenAngle = 137.5;

export const voicesOf = (speakers: readonly Speaker[], facilitator: string): Voice[] =>
  speakers.map(({ key, name, weight }, index) => ({
    ...{ key, name, weight, initials: initialsOf(name), isFacilitator: key === facilitator },
    hue: Math.round((firstHue + index * goldenAngle) % 360),
  }));

const initialsOf = (name: string): string =>
  name
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('');

export const VoicesContext = createContext<readonly Voice[]>([]);

export const useVoices = (): readonly Voice[] => useContext(VoicesContext);

/** A person who joined in has no key; a speaker that is not known any more is drawn by its key. */
export function useVoice(key: string | null): Voice {
  const voices = useVoices();
  const known = voices.find((voice) => voice.key === key);
  if (known !== undefined) return known;
  const name = key ?? text.person;
  return { key: name, name, initials: initialsOf(name), hue: firstHue, weight: 0, isFacilitator: false };
}
