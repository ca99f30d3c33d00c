'use client';
import { type Choice, maxUtterance } from '@overmind/contracts/entities/request';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { isComposing } from '#lib/is-composing.ts';
import { useDraft } from './draft.ts';
import { useCompletion } from './use-completion.ts';
import { useHistory } from './use-history.ts';

export interface ComposerInput {
  conversationId: string;
  /** What a person said here, latest first. */
  said: readonly string[];
  /** Answers to the question that waits; their numbers are keys while nothing is written. */
  choices: readonly Choice[];
  onSay(text: string): void;
}

/** The text being written, where its caret is, and what each key does to it. */
export function useComposer({ conversationId, said, choices, onSay }: ComposerInput) {
  const [text, setText] = useDraft(conversationId);
  const [caret, setCaret] = useState(text.length);
  const [isFocused, setFocused] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const wantedCaret = useRef<number | null>(null);
  const change = (next: string, nextCaret = next.length) => {
    setText(next);
    setCaret(nextCaret);
  };
  const place = (next: string, nextCaret = next.length) => {
    wantedCaret.current = nextCaret;
    change(next, nextCaret);
  };
  const completion = useCompletion(text, isFocused ? caret : null, place);
  const history = useHistory(said, text, place);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is set once its text stands there
  useLayoutEffect(() => {
    if (wantedCaret.current === null) return;
    box.current?.setSelectionRange(wantedCaret.current, wantedCaret.current);
    wantedCaret.current = null;
  }, [text]);
  const excess = text.trim().length - maxUtterance;
  const isReady = text.trim() !== '' && excess <= 0;
  const send = () => {
    if (!isReady) return;
    onSay(text.trim());
    change('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey && !event.shiftKey;
    const choice = isPlain && text === '' ? choices[Number.parseInt(event.key, 10) - 1] : undefined;
    const isSend = event.key === 'Enter' && !event.shiftKey;
    const isTaken =
      completion.onKey(event) ||
      (isPlain && event.key === 'ArrowUp' && history.back()) ||
      (isPlain && event.key === 'ArrowDown' && history.forward());
    if (!isTaken && choice === undefined && !isSend) return;
    event.preventDefault();
    if (isTaken) return;
    if (choice !== undefined) onSay(choice.say);
    else send();
  };
  return { text, change, setCaret, setFocused, box, completion, excess, isReady, send, onKeyDown };
}
