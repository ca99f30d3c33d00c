'use client';
import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';
import { type PointerEvent, useRef } from 'react';
import { useVoicePreferences } from '../preferences.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import { useVoice } from '../voice-store.ts';

/** A press that is longer was a hold: it ends when it is let go. */
const longestTapMs = 350;

type Act = (what: (session: VoiceSession) => unknown) => void;

const isOn = (): boolean => {
  const state = useVoice.getState().state;
  return state !== null && (state.isMicrophoneOn || state.phase === 'connecting');
};

/** Hold it and speak, or tap it, speak and tap again. Keys and screen readers tap. Whoever chose no mode has the usual. */
export function usePress(act: Act, usualMode: VoiceRules['mode']) {
  const press = useRef<{ at: number; isStop: boolean } | null>(null);
  const wasPointer = useRef(false);
  const begin = () => {
    const isHandsFree = (useVoicePreferences.getState().mode ?? usualMode) === 'hands_free';
    act((session) => session.press(isHandsFree ? 'hands_free' : 'held'));
  };
  const stop = () =>
    act((session) => {
      if (useVoice.getState().state?.mode === 'hands_free') session.end();
      else session.release();
    });
  const letGo = ({ timeStamp }: PointerEvent) => {
    const begun = press.current;
    press.current = null;
    if (begun === null) return;
    if (begun.isStop) return stop();
    if (timeStamp - begun.at < longestTapMs) act((session) => session.keepOpen());
    else act((session) => session.release());
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      wasPointer.current = true;
      press.current = { at: event.timeStamp, isStop: isOn() };
      event.currentTarget.setPointerCapture(event.pointerId);
      if (!press.current.isStop) begin();
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onClick: () => {
      const isDone = wasPointer.current;
      wasPointer.current = false;
      if (isDone) return;
      if (isOn()) return stop();
      begin();
      act((session) => session.keepOpen());
    },
  };
}
