'use client';
import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';
import { type PointerEvent, useRef } from 'react';
import { useVoicePreferences } from '../preferences.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import { isMicrophoneWanted, stopListening, useVoice } from '../voice-store.ts';

/** A press that is longer was a hold: it ends when it is let go. */
const longestTapMs = 350;

type Act = (what: (session: VoiceSession) => unknown) => void;

const isOn = (): boolean => isMicrophoneWanted(useVoice.getState());

/** Hold it and speak, or tap it, speak and tap again. Keys and screen readers tap. Whoever chose no mode has the usual. */
export function usePress(act: Act, usualMode: VoiceRules['mode']) {
  const press = useRef<{ at: number; isStop: boolean } | null>(null);
  const wasPointer = useRef(false);
  const begin = () => {
    const isHandsFree = (useVoicePreferences.getState().mode ?? usualMode) === 'hands_free';
    act((session) => session.press(isHandsFree ? 'hands_free' : 'held'));
  };
  const stop = () => act(stopListening);
  const tap = () => {
    begin();
    act((session) => session.keepOpen());
  };
  const letGo = ({ timeStamp }: PointerEvent) => {
    const begun = press.current;
    press.current = null;
    if (begun === null) return;
    if (begun.isStop) return stop();
    if (timeStamp - begun.at < longestTapMs) act((session) => session.keepOpen());
    else act((session) => session.release());
  };
  const handlers = {
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
      if (isOn()) stop();
      else tap();
    },
  };
  return { handlers, tap };
}
