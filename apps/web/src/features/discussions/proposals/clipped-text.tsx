'use client';
import { useState } from 'react';
import { FoldButton } from '#components/fold-button.tsx';
import { ErrorState } from '#components/notice.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { MessageText } from '#features/chat/message-text.tsx';
import { type TextOf, useWholeText } from './use-whole-text.ts';

interface ClippedTextProps {
  text: string;
  /** Characters that are missing at its end; undefined for none. */
  moreChars: number | undefined;
  of: TextOf;
}

/** A text of which the beginning is here; all of it comes when it is asked for. */
export const ClippedText = ({ text, moreChars, of }: ClippedTextProps) =>
  moreChars === undefined ? (
    <FoldedText text={text} isMarkdown />
  ) : (
    <Beginning text={text} moreChars={moreChars} of={of} />
  );

function Beginning({ text, moreChars, of }: ClippedTextProps & { moreChars: number }) {
  const [isOpen, setOpen] = useState(false);
  const whole = useWholeText(of, isOpen);
  // Behind its beginning stands how much is missing.
  const characters = text.lastIndexOf('…') + moreChars;
  return (
    <>
      <MessageText text={isOpen ? (whole.text ?? text) : text} isMarkdown />
      {isOpen && whole.error !== null ? <ErrorState error={whole.error} onRetry={whole.again} /> : null}
      <FoldButton isOpen={isOpen} characters={characters} onToggle={() => setOpen(!isOpen)} />
    </>
  );
}
