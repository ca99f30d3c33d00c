'use client';
import { useEffect, useRef } from 'react';
import { isBusyElsewhere, isEscapeOfPage } from '#lib/page-keys.ts';
import { useVoicePreferences } from '../preferences.ts';

interface TalkKeyActs {
  press(): void;
  release(): void;
  /** What was held open was no word. */
  callOff(): void;
  cancel(): void;
}

const isModifier = (code: string): boolean => code === 'ControlRight' || code === 'AltRight';

/** Holds the microphone open as long as the chosen key is held; Esc drops what was said. */
export function useTalkKey(acts: TalkKeyActs): void {
  const talkKey = useVoicePreferences((state) => state.talkKey);
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    let isHeld = false;
    const letGo = () => {
      if (isHeld) latest.current.release();
      isHeld = false;
    };
    const onDown = (event: KeyboardEvent) => {
      if (isEscapeOfPage(event)) latest.current.cancel();
      if (isHeld && event.code !== talkKey && isModifier(talkKey ?? '')) {
        // Ctrl+C is a command after all, and no word.
        isHeld = false;
        latest.current.callOff();
      }
      if (event.code !== talkKey || event.repeat || isHeld) return;
      const hasOther = event.metaKey || (!isModifier(event.code) && (event.ctrlKey || event.altKey));
      if (hasOther || (!isModifier(event.code) && isBusyElsewhere(event.target))) return;
      event.preventDefault();
      isHeld = true;
      latest.current.press();
    };
    const onUp = (event: KeyboardEvent) => {
      if (event.code === talkKey) letGo();
    };
    window.addEventListener('keydown', onDown);
    window.addEventListener('keyup', onUp);
    window.addEventListener('blur', letGo);
    return () => {
      window.removeEventListener('keydown', onDown);
      window.removeEventListener('keyup', onUp);
      window.removeEventListener('blur', letGo);
      letGo();
    };
  }, [talkKey]);
}
